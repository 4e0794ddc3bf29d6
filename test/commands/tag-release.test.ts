import assert from "node:assert/strict";
import path from "node:path";
import test, { type TestContext } from "node:test";
import type { ChartJson } from "../../src/report/json.ts";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { repositoryFrom } from "../support/clone.ts";
import { runCommand } from "../support/command.ts";
import { registryFor } from "../support/registry.ts";

interface Run {
  readonly code: number;
  readonly stderr: string;
  /** `name version status`, or the path where there is no name. */
  readonly charts: readonly string[];
  readonly json: readonly ChartJson[];
  readonly writes: readonly string[];
}

interface Scene {
  readonly tag?: string;
  readonly charts?: Readonly<Record<string, string>>;
  readonly words?: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
}

/** Publishes charts, by default web 1.2.3 and api 0.5.0 below charts/, in a run for `tag`. */
async function publishFor(
  t: TestContext,
  { tag, words = [], variables = {}, ...scene }: Scene,
): Promise<Run> {
  const registry = await registryFor(t);
  const directory = await temporaryDirectory(t);
  const charts = scene.charts ?? { web: "1.2.3", api: "0.5.0" };
  for (const [place, version] of Object.entries(charts))
    await writeChart(path.join(directory, "charts", path.dirname(place)), path.basename(place), version);
  const line = ["publish", "--working-directory", directory, "--registry", `oci://${registry.host}/charts`];
  const ref = tag === undefined ? {} : { GITHUB_REF: `refs/tags/${tag}`, GITHUB_EVENT_NAME: "push" };
  const { code, stdout, stderr } = await runCommand([...line, "--json", ...words], { ...ref, ...variables });
  const json: readonly ChartJson[] = stdout === "" ? [] : JSON.parse(stdout).charts;
  const writes = registry.takeLog().filter((request) => !/^(HEAD|GET)/.test(request));
  return {
    code,
    stderr,
    json,
    writes,
    charts: json.map((chart) =>
      [chart.name ?? chart.path, chart.version, chart.status].filter(Boolean).join(" "),
    ),
  };
}

const fromTag = ["--version-from", "tag"];

for (const { name, scene, expected } of [
  {
    name: "with version-from tag, the chart that the tag names gets its version, and no other is published",
    scene: { tag: "web-v2.0.0", words: fromTag },
    expected: ["charts/api skipped", "web 2.0.0 published"],
  },
  {
    name: "a tag may name the chart's directory",
    scene: { tag: "charts/web/v2.0.0", words: fromTag },
    expected: ["charts/api skipped", "web 2.0.0 published"],
  },
  {
    name: "names with digits and dashes are told apart",
    scene: { tag: "web-v2-v1.0.0", words: fromTag, charts: { web: "0.0.0", "web-v2": "0.0.0" } },
    expected: ["charts/web skipped", "web-v2 1.0.0 published"],
  },
  {
    name: "a tag without a name is every chart's",
    scene: { tag: "v3.0.0", words: fromTag },
    expected: ["api 3.0.0 published", "web 3.0.0 published"],
  },
  {
    name: "a run elsewhere says its tag by git-tag",
    scene: { words: [...fromTag, "--git-tag", "api-1.0.0-rc.1"] },
    expected: ["api 1.0.0-rc.1 published", "charts/web skipped"],
  },
  {
    name: "a run on GitLab knows its tag",
    scene: { words: fromTag, variables: { CI_COMMIT_TAG: "api-v1.0.0" } },
    expected: ["api 1.0.0 published", "charts/web skipped"],
  },
  {
    name: "git-tag goes before the run's own",
    scene: { tag: "api-v1.0.0", words: [...fromTag, "--git-tag", "web-v1.0.0"] },
    expected: ["charts/api skipped", "web 1.0.0 published"],
  },
  {
    name: "a tag of a pattern of one's own",
    scene: { tag: "2.0.0@web", words: [...fromTag, "--tag-pattern", "{version}@{name}"] },
    expected: ["charts/api skipped", "web 2.0.0 published"],
  },
  {
    name: "a run for no tag that only plans takes the versions of Chart.yaml",
    scene: { words: [...fromTag, "--dry-run"] },
    expected: ["api 0.5.0 planned", "web 1.2.3 planned"],
  },
  {
    name: "by default a tag that agrees with Chart.yaml releases its chart",
    scene: { tag: "web-v1.2.3" },
    expected: ["charts/api skipped", "web 1.2.3 published"],
  },
  {
    name: "by default a tag of the application says nothing of the charts",
    scene: { tag: "v9.0.0" },
    expected: ["api 0.5.0 published", "web 1.2.3 published"],
  },
  {
    name: "by default a tag of something else says nothing of the charts",
    scene: { tag: "nightly-7" },
    expected: ["api 0.5.0 published", "web 1.2.3 published"],
  },
  {
    name: "a version that is given goes before any tag",
    scene: { tag: "web-v1.2.4", words: ["--version", "5.0.0"] },
    expected: ["api 5.0.0 published", "web 5.0.0 published"],
  },
  {
    name: "a fail-fast run goes on beside charts that the tag is not of",
    scene: { tag: "web-v1.2.3", words: ["--fail-fast"] },
    expected: ["charts/api skipped", "web 1.2.3 published"],
  },
  {
    name: "a chart with a v in its version agrees with a tag that has it too",
    scene: { tag: "web-v1.2.3", charts: { web: "v1.2.3" } },
    expected: ["web v1.2.3 published"],
  },
]) {
  test(name, async (t) => {
    const { code, charts, stderr } = await publishFor(t, scene);
    assert.equal(code, 0, stderr);
    assert.deepEqual(charts, expected);
  });
}

test("a chart that is left out says which one the tag is of", async (t) => {
  const { stderr } = await publishFor(t, { tag: "web-v1.2.3" });
  assert.match(stderr, /^- charts\/api: skipped, the tag web-v1\.2\.3 is of web$/m);
});

for (const { name, scene, code, says } of [
  {
    name: "a tag that disagrees with Chart.yaml is an error at its version",
    scene: { tag: "web-v1.2.4" },
    code: 1,
    says: [
      /charts\/web\/Chart\.yaml:3: Could not release web: tag web-v1\.2\.4 but Chart\.yaml says 1\.2\.3/,
      /Fix: Set version: 1\.2\.4 in Chart\.yaml.*version-from: tag/,
    ],
  },
  {
    name: "version-from chart makes a bare tag a matter of every chart",
    scene: { tag: "v1.2.4", words: ["--version-from", "chart"] },
    code: 1,
    says: [/tag v1\.2\.4 but Chart\.yaml says 1\.2\.3/, /tag v1\.2\.4 but Chart\.yaml says 0\.5\.0/],
  },
  {
    name: "a tag-pattern makes a bare tag a matter of every chart",
    scene: { tag: "v1.2.4", words: ["--tag-pattern", "v{version}"] },
    code: 1,
    says: [/tag v1\.2\.4 but Chart\.yaml says 1\.2\.3/],
  },
  {
    name: "a tag that is no chart's is an error with patterns and names",
    scene: { tag: "web-v1.2", words: fromTag },
    code: 2,
    says: [
      /tag web-v1\.2 is of/,
      /\{name\}-v\{version\}, .*\{version\} with/,
      /api \(charts\/api\), web \(charts\/web\)/,
    ],
  },
  {
    name: "a tag that may be of two charts is an error that names both",
    scene: { tag: "web-v1.0.0", words: fromTag, charts: { "a/web": "1.0.0", "b/web": "2.0.0" } },
    code: 2,
    says: [/may be 1\.0\.0 of web \(charts\/a\/web\) or 1\.0\.0 of web \(charts\/b\/web\)/, /tag-pattern/],
  },
  {
    name: "version-from tag without a tag publishes nothing",
    scene: { words: fromTag },
    code: 2,
    says: [/the run is for no tag/, /git-tag/],
  },
]) {
  test(name, async (t) => {
    const run = await publishFor(t, scene);
    assert.equal(run.code, code, run.stderr);
    for (const pattern of says) assert.match(run.stderr, pattern);
    assert.deepEqual(run.writes, []);
  });
}

test("a chart that cannot be read is no matter of another chart's tag", async (t) => {
  const charts = { web: "1.2.3", api: "[" };
  const { code, charts: outcomes, stderr } = await publishFor(t, { tag: "web-v1.2.3", charts });
  assert.equal(code, 0, stderr);
  assert.deepEqual(outcomes, ["charts/api skipped", "web 1.2.3 published"]);
});

test("of several charts of one name, a tag means the one of its version", async (t) => {
  const charts = { "a/web": "1.0.0", "b/web": "2.0.0" };
  const { code, charts: outcomes, stderr } = await publishFor(t, { tag: "web-v2.0.0", charts });
  assert.equal(code, 0, stderr);
  assert.deepEqual(outcomes, ["charts/a/web skipped", "web 2.0.0 published"]);
  assert.match(stderr, /charts\/a\/web: skipped, the tag web-v2\.0\.0 is of web \(charts\/b\/web\)/);
});

test("the path of a tag counts from the top of the checkout too", async (t) => {
  const registry = await registryFor(t);
  const source = path.join(await temporaryDirectory(t), "charts");
  await writeChart(source, "web", "1.0.0");
  const { directory } = await repositoryFrom(t, source);
  const place = ["--working-directory", path.join(directory, "charts"), "--charts", "web"];
  const line = ["publish", ...place, "--registry", `oci://${registry.host}/charts`, ...fromTag, "--git-tag"];
  for (const tag of ["charts/web/v2.0.0", "web/v2.0.0"]) {
    const { code, stderr } = await runCommand([...line, tag]);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /web 2\.0\.0: (published|unchanged)/);
  }
});
