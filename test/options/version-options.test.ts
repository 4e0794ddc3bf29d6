import assert from "node:assert/strict";
import test from "node:test";
import { parseOptions } from "../../src/options/parse.ts";

function read(given: Readonly<Record<string, string>>) {
  const raw = new Map(Object.entries(given).map(([name, text]) => [name, { text, source: `--${name}` }]));
  return parseOptions("publish", raw);
}

test("versions come from Chart.yaml, and a bare tag is of no chart, unless the user says otherwise", () => {
  const { versionFrom, tagsAreOfCharts, tagPatterns, snapshot, aliasTags } = read({});
  assert.deepEqual(
    { versionFrom, tagsAreOfCharts, snapshot, aliasTags },
    {
      versionFrom: "chart",
      tagsAreOfCharts: false,
      snapshot: false,
      aliasTags: [],
    },
  );
  assert.equal(tagPatterns.length, 6);
});

for (const given of [
  { "version-from": "chart" },
  { "version-from": "tag" },
  { "tag-pattern": "v{version}" },
]) {
  test(`${Object.entries(given).flat().join(": ")} says that tags are of charts`, () => {
    assert.equal(read(given).tagsAreOfCharts, true);
  });
}

test("a tag may be given as git writes its ref", () => {
  assert.equal(read({ "git-tag": "refs/tags/charts/web/v1.2.3" }).gitTag, "charts/web/v1.2.3");
});

test("patterns stand one a line or behind commas", () => {
  assert.deepEqual(read({ "tag-pattern": "{name}@{version}, {path}/{version}\nv{version}" }).tagPatterns, [
    "{name}@{version}",
    "{path}/{version}",
    "v{version}",
  ]);
});

for (const { given, message } of [
  { given: { "tag-pattern": "{name}" }, message: /tag-pattern “\{name\}” has no \{version\}/ },
  { given: { "tag-pattern": "{version}-{version}" }, message: /more than once/ },
  { given: { "tag-pattern": "{chart}-{version}" }, message: /“\{chart\}” is no placeholder/ },
  { given: { "version-from": "git" }, message: /must be one of chart, tag/ },
  { given: { "version-from": "tag", version: "1.0.0" }, message: /one version only/ },
  { given: { "alias-tags": "minor, patch" }, message: /“patch” is none of minor, major, latest/ },
  { given: { snapshot: "yes" }, message: /must be true or false/ },
] as const) {
  test(`${JSON.stringify(given)} is refused`, () => {
    assert.throws(() => read(given), { code: "USAGE", message });
  });
}
