import assert from "node:assert/strict";
import test from "node:test";
import { overrideVersions } from "../../src/chart/override.ts";
import { loadText, minimal, problemsOf, textOf } from "./chart-files.ts";

const cases: readonly (readonly [what: string, before: string, after: string])[] = [
  [
    "comments and order stay",
    "# a\nversion: 1.0.0 # b\nname: c\n\nappVersion: 1.10 # d\napiVersion: v2\n",
    '# a\nversion: "2.0.0+b" # b\nname: c\n\nappVersion: "1.20" # d\napiVersion: v2\n',
  ],
  [
    "an absent appVersion goes behind version",
    `${minimal}home: x\n`,
    `apiVersion: v2\nname: web\nversion: "2.0.0+b"\nappVersion: "1.20"\nhome: x\n`,
  ],
  [
    "line ends stay",
    "name: c\r\nversion: 1.0.0\r\n",
    'name: c\r\nversion: "2.0.0+b"\r\nappVersion: "1.20"\r\n',
  ],
  [
    "a missing last line end is no obstacle",
    "name: c\nversion: 1.0.0",
    'name: c\nversion: "2.0.0+b"\nappVersion: "1.20"',
  ],
  [
    "flow maps are edited in place",
    "{name: c, version: 1.0.0}",
    '{name: c, version: "2.0.0+b", appVersion: "1.20"}',
  ],
  [
    "block scalars are replaced whole",
    "version: >-\n  1.0.0\nname: c\n",
    'version: "2.0.0+b"\nappVersion: "1.20"\nname: c\n',
  ],
  [
    "an empty value is filled",
    "name: c\nappVersion: # d\nversion: 1.0.0\n",
    'name: c\nappVersion: "1.20" # d\nversion: "2.0.0+b"\n',
  ],
  [
    "a tag goes with its value",
    "name: c\nversion: !!str 1.0.0\nappVersion:\n",
    'name: c\nversion: "2.0.0+b"\nappVersion: "1.20"\n',
  ],
  [
    "of repeated keys the one that decides is set",
    "name: c\nversion: 0.1.0\nversion: 1.0.0\nappVersion: 1\n",
    'name: c\nversion: 0.1.0\nversion: "2.0.0+b"\nappVersion: "1.20"\n',
  ],
  [
    "only the first document is edited",
    "name: c\nversion: 1.0.0\n---\nversion: x\n",
    'name: c\nversion: "2.0.0+b"\nappVersion: "1.20"\n---\nversion: x\n',
  ],
  [
    "other letters than ASCII do not move anything",
    "description: é😀\nversion: 1.0.0\nname: c\nappVersion: 1\n",
    'description: é😀\nversion: "2.0.0+b"\nname: c\nappVersion: "1.20"\n',
  ],
];

for (const [what, before, after] of cases) {
  test(what, () => {
    const chart = overrideVersions(loadText({ "Chart.yaml": before }), {
      version: "2.0.0+b",
      appVersion: "1.20",
    });
    assert.equal(textOf(chart, "Chart.yaml"), after);
    assert.equal(chart.metadata.version, "2.0.0+b");
    assert.equal(chart.metadata.appVersion, "1.20");
  });
}

test("an appVersion that is an alias of version keeps its value when version alone is set", () => {
  const chart = loadText({ "Chart.yaml": "name: c\nversion: &v 1.0.0\nappVersion: *v\n" });
  const changed = overrideVersions(chart, { version: "2.0.0" });
  assert.equal(textOf(changed, "Chart.yaml"), 'name: c\nversion: &v "2.0.0"\nappVersion: "1.0.0"\n');
});

test("nothing to change changes nothing, and the chart given stays as it was", () => {
  const chart = loadText({ "Chart.yaml": minimal });
  assert.equal(overrideVersions(chart, { version: "1.0.0", appVersion: "" }), chart);
  overrideVersions(chart, { version: "2.0.0" });
  assert.equal(textOf(chart, "Chart.yaml"), minimal);
});

test("the warning about a version follows the version", () => {
  const chart = loadText({ "Chart.yaml": minimal.replace("1.0.0", "v1.0.0") });
  assert.equal(chart.warnings.length, 1);
  assert.deepEqual(overrideVersions(chart, { version: "1.0.0" }).warnings, []);
  assert.equal(overrideVersions(chart, { version: "1.0" }).warnings.length, 1);
});

test("what is no version is refused, and so is a Chart.yaml that hides its version", async () => {
  const refused = async (yaml: string, version: string): Promise<string> => {
    const chart = loadText({ "Chart.yaml": yaml });
    return (await problemsOf(() => overrideVersions(chart, { version })))[0]?.message ?? "";
  };
  assert.match(await refused(minimal, "abc"), /"abc": it is no semantic version/);
  assert.match(await refused(minimal, `1.0.0-${"x".repeat(200)}`), /a tag may have 128/);
  assert.match(await refused("x: &b {version: 1.0.0}\n<<: *b\nname: c\n", "2.0.0"), /unusual way/);
  assert.match(await refused("version: &v 1.0.0\nname: c\nhome: *v\n", "2.0.0"), /unusual way/);
});
