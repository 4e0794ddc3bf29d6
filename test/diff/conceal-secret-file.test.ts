import assert from "node:assert/strict";
import test from "node:test";
import { concealSecretFile } from "../../src/diff/conceal-secret-file.ts";

const secret = (values: string) => `apiVersion: v1\nkind: Secret\nmetadata:\n  name: x\n${values}`;

const cases = [
  { what: "values", text: "stringData:\n  password: hunter2\n", shown: "stringData:\n  password: ***\n" },
  { what: "quoted ones", text: `data:\n  "a:b": 'c2'\n`, shown: `data:\n  "a:b": ***\n` },
  {
    what: "those of several lines",
    text: "stringData:\n  conf: |\n    user: me\n    hunter2\ntype: Opaque\n",
    shown: "stringData:\n  conf: |\n    user: ***\n    ***\ntype: Opaque\n",
  },
  {
    what: "those among actions, which stay",
    text: 'data:\n{{- if .a }}\n  a: {{ .a | b64enc }}\n  b: "{{ .b }}"\n  c: hunter2\n{{- end }}\n',
    shown: 'data:\n{{- if .a }}\n  a: {{ .a | b64enc }}\n  b: "{{ .b }}"\n  c: ***\n{{- end }}\n',
  },
  { what: "those in braces", text: "stringData: {password: hunter2}\n", shown: "stringData: ***\n" },
];

for (const { what, text, shown } of cases)
  test(`of a Secret's file nobody sees ${what}`, () => {
    assert.equal(concealSecretFile(secret(text)), secret(shown));
  });

test("a Secret in JSON is one too", () => {
  const json = (value: string) => `{\n  "kind": "Secret",\n  "data": {\n    "password": ${value}\n  }\n}\n`;
  assert.equal(concealSecretFile(json('"aHVudGVyMg=="')), json("***"));
});

test("other documents of the file stay as they are", () => {
  const map = "kind: ConfigMap\ndata:\n  color: red\n";
  const both = (value: string) => `${map}---\n${secret(`data:\n  a: ${value}\n`)}---\n${map}`;
  assert.equal(concealSecretFile(both("aHVudGVyMg==")), both("***"));
  assert.equal(concealSecretFile(map), map);
});
