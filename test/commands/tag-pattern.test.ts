import assert from "node:assert/strict";
import test from "node:test";
import { type NamedChart, readTag } from "../../src/commands/tag-pattern.ts";
import { readVersionOptions } from "../../src/options/version-options.ts";

const { tagPatterns } = readVersionOptions(() => undefined, []);
const charts: readonly NamedChart[] = [
  { name: "web", paths: ["charts/web"] },
  { name: "web-v2", paths: ["charts/web-v2"] },
  { name: "web-1.0.0", paths: ["charts/old"] },
  { name: "api", paths: ["team/charts/api", "charts/api"] },
  { name: "k8s-1", paths: ["charts/k8s"] },
  { name: "a.b", paths: ["charts/dotted"] },
  { paths: ["charts/broken"] },
];

/** `chart version` of each reading that names a chart, `* version` where the tag is every chart's. */
function read(tag: string, patterns: readonly string[]): readonly string[] {
  const matches = readTag(tag, patterns, charts);
  const isOfAll = matches.length === charts.length && matches.every(({ namesChart }) => !namesChart);
  if (isOfAll) return [...new Set(matches.map(({ version }) => `* ${version}`))];
  return matches.map(({ chart, version }) => `${chart.name ?? chart.paths[0]} ${version}`);
}

for (const [tag, expected] of [
  // a name and a version
  ["web-v1.2.3", ["web 1.2.3"]],
  ["web-1.2.3", ["web 1.2.3"]],
  ["web-v1.2.3-rc.1", ["web 1.2.3-rc.1"]],
  ["web-v1.2.3-rc-1", ["web 1.2.3-rc-1"]],
  ["web-v1.2.3+build.5", ["web 1.2.3+build.5"]],
  ["web-v1.2.3-0.3.7", ["web 1.2.3-0.3.7"]],
  ["web-v0.0.0", ["web 0.0.0"]],
  ["a.b-v1.0.0", ["a.b 1.0.0"]],
  ["a-b-v1.0.0", []],
  // names with dashes and digits: the longest match
  ["web-v2-v1.0.0", ["web-v2 1.0.0"]],
  ["web-v2-1.0.0", ["web-v2 1.0.0"]],
  ["web-v2.0.0", ["web 2.0.0"]],
  ["web-v2-v2.0.0-v2", ["web-v2 2.0.0-v2"]],
  ["web-1.0.0-2.0.0", ["web-1.0.0 2.0.0"]],
  ["web-1.0.0-v2.0.0", ["web-1.0.0 2.0.0"]],
  ["web-1.0.0", ["web 1.0.0"]],
  ["web-1.0.0-2.0", ["web 1.0.0-2.0"]],
  ["k8s-1-2.0.0", ["k8s-1 2.0.0"]],
  ["k8s-1.2.0", []],
  // a directory, from the working directory or the checkout
  ["charts/web/v1.2.3", ["web 1.2.3"]],
  ["charts/web/1.2.3", ["web 1.2.3"]],
  ["charts/web-v2/v1.2.3", ["web-v2 1.2.3"]],
  ["charts/api/v1.2.3", ["api 1.2.3"]],
  ["team/charts/api/v1.2.3", ["api 1.2.3"]],
  ["charts/broken/v1.0.0", ["charts/broken 1.0.0"]],
  ["charts/web-v1.2.3", []],
  ["web/v1.2.3", []],
  // nobody's name: every chart's
  ["v1.2.3", ["* 1.2.3"]],
  ["1.2.3", ["* 1.2.3"]],
  ["v1.2.3-rc.1", ["* 1.2.3-rc.1"]],
  // no version of SemVer 2.0.0
  ["v1.2", []],
  ["v1", []],
  ["web-v1.2", []],
  ["web-v01.2.3", []],
  ["web-v1.2.3.4", []],
  ["web-vv1.2.3", []],
  ["web-v1.2.3-01", []],
  ["web-v1.2.3-", []],
  ["web-v", []],
  ["web", []],
  ["", []],
  ["latest", []],
  ["Web-v1.2.3", []],
  ["xweb-v1.2.3", []],
] as const) {
  test(`the tag “${tag}” is of ${expected.join(" or ") || "no chart"}`, () => {
    assert.deepEqual(read(tag, tagPatterns), expected);
  });
}

for (const [pattern, tag, expected] of [
  ["release/{name}/{version}", "release/web/1.2.3", ["web 1.2.3"]],
  ["{version}@{name}", "1.2.3@web", ["web 1.2.3"]],
  ["{version}-{name}", "1.2.3-web", ["web 1.2.3"]],
  ["{version}-{name}", "1.2.3-rc.1-web-v2", ["web-v2 1.2.3-rc.1"]],
  ["{path}@{version}", "charts/api@1.2.3", ["api 1.2.3"]],
  ["{name}/{path}/{version}", "api/charts/api/1.2.3", ["api 1.2.3"]],
  ["helm-{version}", "helm-1.2.3", ["* 1.2.3"]],
  ["helm-{version}", "v1.2.3", []],
  [".*{version}", "v1.2.3", []],
] as const) {
  test(`with the pattern ${pattern} the tag “${tag}” is of ${expected.join(" or ") || "no chart"}`, () => {
    assert.deepEqual(read(tag, [pattern]), expected);
  });
}

test("two charts of one name are both read, for whoever asks to refuse", () => {
  const twins: readonly NamedChart[] = [
    { name: "web", paths: ["a/web"] },
    { name: "web", paths: ["b/web"] },
  ];
  assert.equal(readTag("web-v1.0.0", tagPatterns, twins).length, 2);
  assert.deepEqual(readTag("b/web/v1.0.0", tagPatterns, twins), [
    { chart: twins[1], version: "1.0.0", namesChart: true },
  ]);
});
