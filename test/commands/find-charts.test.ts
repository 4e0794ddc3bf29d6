import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { findCharts } from "../../src/commands/find-charts.ts";
import { PublishError } from "../../src/errors.ts";

async function tree(t: TestContext, files: readonly string[]): Promise<string> {
  const root = await mkdtemp(path.join(tmpdir(), "find-charts-"));
  t.after(() => rm(root, { recursive: true, force: true }));
  for (const file of files) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), "");
  }
  return root;
}

const repository = [
  "README.md",
  "charts/README.md",
  "charts/web/Chart.yaml",
  "charts/web/charts/sub/Chart.yaml",
  "charts/api/Chart.yaml",
  "charts/team/db/Chart.yaml",
  "charts/team/.hidden/Chart.yaml",
  "out/web-1.0.0.tgz",
  "out/web-1.0.0.tgz.prov",
];

for (const { name, patterns, expected } of [
  {
    name: "every chart under charts/ when nothing is named",
    patterns: [],
    expected: ["charts/api", "charts/team/db", "charts/web"],
  },
  {
    name: "named directories in the order given",
    patterns: ["charts/web", "./charts/api/"],
    expected: ["charts/web", "charts/api"],
  },
  {
    name: "a glob, leaving out what is no chart",
    patterns: ["charts/*"],
    expected: ["charts/api", "charts/web"],
  },
  {
    name: "a deep glob, leaving out subcharts",
    patterns: ["charts/**"],
    expected: ["charts/api", "charts/team/db", "charts/web"],
  },
  { name: "braces", patterns: ["charts/{web,api}"], expected: ["charts/api", "charts/web"] },
  { name: "an archive, but not its provenance", patterns: ["out/*"], expected: ["out/web-1.0.0.tgz"] },
  { name: "each chart once", patterns: ["charts/web", "charts/*"], expected: ["charts/web", "charts/api"] },
  {
    name: "without those behind an exclamation mark",
    patterns: ["charts/*", "!charts/web"],
    expected: ["charts/api"],
  },
]) {
  test(`charts are found: ${name}`, async (t) => {
    const root = await tree(t, repository);
    const charts = await findCharts(patterns, root);
    assert.deepEqual(
      charts.map((c) => c.path),
      expected,
    );
    for (const chart of charts) assert.equal(chart.absolutePath, path.join(root, chart.path));
  });
}

test("a name with the characters of a glob is a name where it exists", async (t) => {
  const root = await tree(t, ["charts/a[1]/Chart.yaml", "charts/a1/Chart.yaml"]);
  assert.deepEqual(
    (await findCharts(["charts/a[1]"], root)).map((c) => c.path),
    ["charts/a[1]"],
  );
  assert.equal((await findCharts([], root)).length, 2);
});

test("a directory that is a chart is the chart", async (t) => {
  const root = await tree(t, ["Chart.yaml", "charts/sub/Chart.yaml"]);
  assert.deepEqual(
    (await findCharts([], root)).map((c) => c.path),
    ["."],
  );
});

for (const { name, patterns, expected } of [
  {
    name: "a path that does not exist",
    patterns: ["charts/nope"],
    expected: /“charts\/nope” does not exist/,
  },
  {
    name: "a directory without Chart.yaml",
    patterns: ["out"],
    expected: /“out” is a directory without Chart.yaml/,
  },
  { name: "a file that is no archive", patterns: ["README.md"], expected: /no \.tgz/ },
  { name: "a glob that matches nothing", patterns: ["deploy/*"], expected: /“deploy\/\*” matches nothing/ },
  {
    name: "a glob that matches no chart",
    patterns: ["*.md"],
    expected: /matches 1 paths, but none is a chart/,
  },
  {
    name: "exclusions that leave nothing",
    patterns: ["charts/web", "!charts/*"],
    expected: /leave no chart/,
  },
]) {
  test(`it is wrong use: ${name}`, async (t) => {
    const root = await tree(t, repository);
    await assert.rejects(findCharts(patterns, root), (error) => {
      assert.ok(error instanceof PublishError);
      assert.equal(error.code, "USAGE");
      assert.match(error.problems.map((p) => p.message).join("\n"), expected);
      return true;
    });
  });
}

test("all faults of the charts input are told together", async (t) => {
  const root = await tree(t, repository);
  await assert.rejects(findCharts(["nope", "deploy/*", "charts/web"], root), (error) => {
    assert.ok(error instanceof PublishError);
    return error.problems.length === 2;
  });
});

test("a repository without charts says where it looked", async (t) => {
  const root = await tree(t, ["README.md"]);
  await assert.rejects(findCharts([], root), (error) => {
    assert.ok(error instanceof PublishError);
    return /no Chart.yaml in .*no chart under charts\//.test(error.problems[0]?.message ?? "");
  });
});
