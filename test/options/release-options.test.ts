import assert from "node:assert/strict";
import test from "node:test";
import type { Problem } from "../../src/errors.ts";
import { fillRelease, readReleaseOptions } from "../../src/options/release-options.ts";

function read(given: Readonly<Record<string, string>>) {
  const problems: Problem[] = [];
  const options = readReleaseOptions((name) => given[name], problems);
  return { options, problems: problems.map(({ message }) => message) };
}

test("nothing is released unless asked; the tag is chart-releaser's", () => {
  const { options, problems } = read({});
  assert.deepEqual(problems, []);
  assert.deepEqual(options, { release: false, releaseTag: "{name}-{version}", makeLatest: "legacy" });
});

test("name and version are filled in wherever they stand", () => {
  const chart = { name: "web", version: "1.0.0+b" };
  assert.equal(fillRelease("{name}/v{version}/{name}", chart), "web/v1.0.0+b/web");
});

for (const tag of ["v{version}", "{name}-{version}", "charts/{name}/{version}", "{version}"]) {
  test(`release-tag takes ${tag}`, () => assert.deepEqual(read({ "release-tag": tag }).problems, []));
}

const refused = [
  { tag: "{name}", says: /lacks \{version\}/ },
  { tag: "{name}-{version}-{sha}", says: /“\{sha\}” is no placeholder/ },
  { tag: "-{version}", says: /no name that git takes/ },
  { tag: "/{version}", says: /no name that git takes/ },
  { tag: "{version}/", says: /no name that git takes/ },
  { tag: "a b{version}", says: /no name that git takes/ },
  { tag: "a..{version}", says: /no name that git takes/ },
  { tag: "a:{version}", says: /no name that git takes/ },
  { tag: "a//{version}", says: /no name that git takes/ },
  { tag: "a\u0007{version}", says: /no name that git takes/ },
  { tag: "{version}.lock", says: /no name that git takes/ },
];
for (const { tag, says } of refused) {
  test(`release-tag does not take ${JSON.stringify(tag)}`, () => {
    assert.match(read({ "release-tag": tag }).problems.join("; "), says);
  });
}

test("the file of the notes knows name and version only", () => {
  assert.match(read({ "release-notes": "{chart}.md" }).problems.join(), /release-notes: “\{chart\}”/);
});
