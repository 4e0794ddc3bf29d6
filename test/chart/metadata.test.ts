import assert from "node:assert/strict";
import test from "node:test";
import { parseMetadata } from "../../src/chart/read-metadata.ts";
import { loadText, minimal, problemsOf } from "./chart-files.ts";

const read = (more: string): object => parseMetadata(Buffer.from(minimal + more), "Chart.yaml");
const base = { apiVersion: "v2", name: "web", version: "1.0.0" };

const cases: readonly (readonly [what: string, yaml: string, fields: object])[] = [
  ["field names match in any letter case", "Name: a\nAPPVERSION: 1.20", { appVersion: "1.2" }],
  ["the key that sorts last wins", "Home: b\nhome: a", { home: "a" }],
  ["empty fields are left out", 'home: ""\nkeywords: []\nannotations: {}\nicon: ~\ndeprecated: no', {}],
  ["a blank is not empty", 'home: " "', { home: " " }],
  [
    "texts are one line of printable characters",
    'description: "a\\tb\\u00a0c\\u200bd\\n"',
    { description: "a b cd " },
  ],
  [
    "annotations and alias stay as written",
    'annotations: {a: "x\\ty", b: ~, 1: 2}',
    {
      annotations: new Map([
        ["1", "2"],
        ["a", "x\ty"],
        ["b", ""],
      ]),
    },
  ],
  ["list entries are coerced", "keywords: [1, yes, ~, 1.10]", { keywords: ["1", "true", "", "1.1"] }],
  [
    "maintainers drop empty fields",
    "maintainers: [{name: a, email: '', url: 1}]",
    {
      maintainers: [{ name: "a", url: "1" }],
    },
  ],
  [
    "a repository is kept even when absent",
    "dependencies: [{name: s, enabled: yes, import-values: [a, {child: 1}]}]",
    {
      dependencies: [{ name: "s", repository: "", enabled: true, importValues: ["a", { child: 1 }] }],
    },
  ],
];

for (const [what, yaml, fields] of cases) {
  test(what, () => assert.deepEqual(read(yaml), { ...base, ...fields }));
}

test("a missing apiVersion is v1", () => {
  assert.equal(parseMetadata(Buffer.from("name: a\nversion: 1.0.0"), "Chart.yaml").apiVersion, "v1");
});

test("all wrong types are reported together, each at its value", async () => {
  const problems = await problemsOf(() =>
    read('sources: x\ndeprecated: "true"\nmaintainers: [bob]\nhome: [a]\n'),
  );
  assert.deepEqual(
    problems.map(({ message, location }) => [message, location?.line, location?.column]),
    [
      ["cannot unmarshal string into deprecated of type bool", 5, 13],
      ["cannot unmarshal list into home of type string", 7, 7],
      ["cannot unmarshal string into maintainers[0] of type object", 6, 15],
      ["cannot unmarshal string into sources of type list", 4, 10],
    ],
  );
});

const subchart = { "charts/s/Chart.yaml": "apiVersion: v2\nname: s\nversion: 1.0.0\n" };

test("a v1 chart's dependencies are those of requirements.yaml alone", () => {
  const chart = loadText({
    ...subchart,
    "Chart.yaml": "name: web\nversion: 1.0.0\ndependencies: [{name: s, alias: x}]\n",
    "requirements.yaml": "dependencies: [{name: s, version: 1.0.0}]\n",
  });
  assert.deepEqual(chart.metadata.dependencies, [{ name: "s", repository: "", version: "1.0.0" }]);
});

test("a v2 chart's requirements.yaml is laid over Chart.yaml", () => {
  const chart = loadText({
    ...subchart,
    "Chart.yaml": `${minimal}dependencies: [{name: s, alias: x}]\n`,
    "requirements.yaml": "dependencies: [{name: s, version: 1.0.0}]\n",
  });
  assert.deepEqual(chart.metadata.dependencies, [
    { name: "s", repository: "", version: "1.0.0", alias: "x" },
  ]);
  assert.ok(chart.files.some(({ path }) => path === "requirements.yaml"));
});
