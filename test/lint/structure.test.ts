import assert from "node:assert/strict";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { checkStructure } from "../../src/lint/structure.ts";
import { findValuesFiles } from "../../src/lint/values-files.ts";
import { formatLocation } from "../../src/report/faults.ts";
import { chartFiles, temporaryDirectory, writeFiles } from "../support/chart.ts";
import { lintedDirectory } from "../support/linted.ts";

/** What is found in a chart: severity, place, words. */
async function foundIn(t: TestContext, more: Readonly<Record<string, string>>): Promise<string[]> {
  const directory = path.join(await temporaryDirectory(t), "web");
  await writeFiles(directory, chartFiles("web", "1.0.0", more));
  const chart = await lintedDirectory(directory);
  const findings = await checkStructure(chart, await findValuesFiles(["ci/*-values.yaml"], chart));
  return findings.map(({ severity, problem }) => {
    const place = formatLocation(problem.location ?? { file: "nowhere" }).replace(`${directory}/`, "");
    return `${severity} ${place} ${problem.message.replaceAll(`${directory}/`, "")}`;
  });
}

const replicas = '{"type":"object","properties":{"replicas":{"type":"integer"}}}';
const yaml = (lines: string) => `apiVersion: v2\nname: web\nversion: 1.0.0\n${lines}`;

const cases: readonly (readonly [name: string, files: Record<string, string>, ...says: RegExp[]])[] = [
  ["a chart without fault", {}],
  [
    "a block without end",
    { "templates/x.yaml": "a: 1\n  {{ if .a }}\n" },
    /^error templates\/x\.yaml:2:3 .*no {{ end }}/,
  ],
  ["notes are a template too", { "templates/NOTES.txt": "{{ end }}" }, /^error templates\/NOTES\.txt:1:1 /],
  ["helpers are templates too", { "templates/_h.tpl": "\n{{ .a }" }, /^error templates\/_h\.tpl:2:1 /],
  [
    "a manifest without actions",
    { "templates/x.yaml": "a:\n\tb: 1\n" },
    /^error templates\/x\.yaml:2:\d+ .*Tabs/,
  ],
  [
    "the second document of a manifest",
    { "templates/x.yaml": "a: 1\n---\n# none\n---\nb: [\n" },
    /^error templates\/x\.yaml:5:\d+ invalid YAML/,
  ],
  [
    "a resource definition",
    { "crds/x.yaml": "a: {{ .no }}\n- b\n" },
    /^error crds\/x\.yaml:\d+:\d+ invalid YAML/,
  ],
  ["a text that is no manifest", { "templates/x.txt": "a: b: [\n", "crds/README.md": "a: b: [\n" }],
  ["a manifest of several documents", { "templates/x.yaml": "---\na: 1\n--- # two\nb: 2\n---\n" }],
  [
    "a values file and the schema",
    { "values.schema.json": replicas, "ci/a-values.yaml": "x: 1\nreplicas: many\n" },
    /^error ci\/a-values\.yaml:2:1 the value replicas .*"integer" \(with ci\/a-values\.yaml\)$/,
  ],
  ["a values file that is no YAML", { "ci/a-values.yaml": "a: [\n" }, /^error ci\/a-values\.yaml:\d+:\d+ /],
  [
    "a default and the schema",
    { "values.schema.json": replicas, "values.yaml": "replicas: many\n" },
    /^error values\.yaml:1:1 the value replicas/,
  ],
  [
    "a value that users must give",
    { "values.schema.json": '{"required":["host"]}' },
    /^warning values\.yaml the values are not .*"host"/,
  ],
  [
    "which a values file gives",
    { "values.schema.json": '{"required":["host"]}', "ci/a-values.yaml": "host: x\n" },
  ],
  [
    "which one values file takes away",
    { "values.schema.json": '{"required":["greeting"]}', "ci/a-values.yaml": "greeting: null\n" },
    /^error ci\/a-values\.yaml the values are not .*"greeting"/,
  ],
  [
    "a type that is none",
    { "values.schema.json": '{"properties":{"a":{"type":"text"}}}' },
    /^error values\.schema\.json .*"text"/,
  ],
  ["a schema that refers elsewhere", { "values.schema.json": '{"$ref":"https://example.com/s.json"}' }],
  [
    "a format, which Helm v4 does not enforce",
    { "values.schema.json": '{"properties":{"greeting":{"format":"ipv4"}}}' },
  ],
  [
    "one of several ways that fits",
    { "values.schema.json": '{"properties":{"greeting":{"anyOf":[{"type":"null"},{"type":"string"}]}}}' },
  ],
  [
    "an appVersion that is no text",
    { "Chart.yaml": yaml("appVersion: 1.10\n") },
    /^warning Chart\.yaml:4:1 appVersion/,
  ],
  [
    "a type of a v1 chart",
    { "Chart.yaml": "apiVersion: v1\nname: web\nversion: 1.0.0\ntype: application\n" },
    /^warning Chart\.yaml:4:1 type/,
  ],
  [
    "a maintainer without a name",
    { "Chart.yaml": yaml("maintainers:\n- email: a@example.com\n- name: yes\n") },
    /^warning Chart\.yaml:5:3 /,
  ],
  [
    "URLs",
    { "Chart.yaml": yaml('icon: icon.png\nsources: ["https://example.com"]\n') },
    /^warning Chart\.yaml:4:7 "icon\.png"/,
  ],
];

for (const [name, files, ...says] of cases) {
  test(`${name}: ${says.length === 0 ? "nothing to say" : "told at its place"}`, async (t) => {
    const found = await foundIn(t, files);
    assert.equal(found.length, says.length, found.join("\n"));
    for (const [i, words] of says.entries()) assert.match(found[i] ?? "", words);
  });
}
