import assert from "node:assert/strict";
import test from "node:test";
import type { Change } from "../../src/diff/change.ts";
import { readManifests } from "../../src/diff/manifest.ts";
import { compareManifests } from "../../src/diff/resource-changes.ts";

const compare = (before: string, after: string): Promise<readonly Change[]> =>
  compareManifests(
    { manifests: readManifests(before), chartLabel: "web-1.0.0" },
    { manifests: readManifests(after), chartLabel: "web-1.1.0" },
    (text) => text,
  );
const linesOf = async (before: string, after: string): Promise<readonly string[]> =>
  (await compare(before, after)).flatMap(({ lines }) => lines.filter((line) => /^[-+]/.test(line)));
const head = "apiVersion: v1\nmetadata: {name: a}\n";

test("objects come, change and go", async () => {
  const [a, b, c] = ["a", "b", "c"].map((name) => `---\nkind: Pod\nmetadata: {name: ${name}}\n`);
  const changes = await compare(`${a}spec: 1\n${b}`, `${a}spec: 2\n${c}`);
  assert.deepEqual(
    changes.map(({ kind, title }) => `${kind} ${title}`),
    ["changed Pod a", "added Pod c", "removed Pod b"],
  );
  assert.deepEqual(changes[0]?.lines.slice(-2), ["-spec: 1", "+spec: 2"]);
});

test("how YAML is written and the order of keys do not count, that of items does", async () => {
  const before = `${head}kind: Pod\nspec: {a: "x", b: [1, 2]} # note\n`;
  assert.deepEqual(await compare(before, `kind: Pod\n${head}spec:\n  b:\n  - 1\n  - 2\n  a: 'x'\n`), []);
  assert.notDeepEqual(await compare(before, `${head}kind: Pod\nspec: {a: x, b: [2, 1]}\n`), []);
});

test("text is told from what looks like it", async () => {
  assert.deepEqual(await linesOf("kind: Pod\nv: true\n", 'kind: Pod\nv: "true"\n'), [
    "-v: true",
    '+v: "true"',
  ]);
  assert.deepEqual(await linesOf("kind: Pod\nv: yes\n", 'kind: Pod\nv: "yes"\n'), ["-v: true", '+v: "yes"']);
});

test("the chart's version in a label is no change, in a selector it is", async () => {
  const pod = (label: string, place: string): string =>
    `kind: Pod\nspec: {${place}: {helm.sh/chart: ${label}, chart: ${label}}}\n`;
  assert.deepEqual(await compare(pod("web-1.0.0", "labels"), pod("web-1.1.0", "labels")), []);
  assert.equal((await compare(pod("web-1.0.0", "matchLabels"), pod("web-1.1.0", "matchLabels"))).length, 1);
  assert.equal((await compare(pod("api-1.0.0", "labels"), pod("api-1.1.0", "labels"))).length, 1);
});

const secret = (data: string): string => `${head}kind: Secret\n${data}\n`;
const secrets: readonly { name: string; before: string; after: string; expected: readonly string[] }[] = [
  {
    name: "values of a Secret that changed, came, stayed and went",
    before: secret("data: {a: QQ==, b: Qg==, c: Qw==}"),
    after: secret("data: {a: WA==, b: Qg==, d: RA==}"),
    expected: ['-  a: "***"', '+  a: "*** (changed)"', '-  c: "***"', '+  d: "***"'],
  },
  {
    name: "plain values of a Secret",
    before: secret("stringData: {password: hunter1}"),
    after: secret("stringData: {password: hunter2}"),
    expected: ['-  password: "***"', '+  password: "*** (changed)"'],
  },
  {
    name: "a Secret's data that is no mapping",
    before: secret("data: hunter1"),
    after: secret("data: hunter2"),
    expected: ['-data: "***"', '+data: "*** (changed)"'],
  },
  {
    name: "a Secret within another object",
    before: "kind: Object\nspec: {manifest: {kind: Secret, stringData: {p: hunter1}}}\n",
    after: "kind: Object\nspec: {manifest: {kind: Secret, stringData: {p: hunter2}}}\n",
    expected: ['-      p: "***"', '+      p: "*** (changed)"'],
  },
  {
    name: "a Secret in a list",
    before: "kind: List\nitems: [{kind: Secret, data: {p: QQ==}}]\n",
    after: "kind: List\nitems: [{kind: Secret, data: {p: WA==}}]\n",
    expected: ['-  p: "***"', '+  p: "*** (changed)"'],
  },
  {
    name: "a Secret as text in a ConfigMap",
    before: "kind: ConfigMap\ndata: {m: 'kind: Secret, hunter1'}\n",
    after: 'kind: ConfigMap\ndata: {m: "# x\\nkind: Secret\\nstringData: hunter2"}\n',
    expected: ['-  m: "***"', '+  m: "*** (changed)"'],
  },
  {
    name: "a digest of a Secret in an annotation",
    before: "kind: Pod\nmetadata: {annotations: {checksum/secret: hunter1, a: b}}\n",
    after: "kind: Pod\nmetadata: {annotations: {checksum/secret: hunter2, a: c}}\n",
    expected: [
      '-    checksum/secret: "***"',
      "-    a: b",
      '+    checksum/secret: "*** (changed)"',
      "+    a: c",
    ],
  },
];

for (const { name, before, after, expected } of secrets) {
  test(`not shown: ${name}`, async () => assert.deepEqual(await linesOf(before, after), expected));
}
