import assert from "node:assert/strict";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { temporaryDirectory, writeChart, writeFiles } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { registryFor } from "../support/registry.ts";

/** Plans charts/web, charts/team/api (whose own name is gateway) and charts/team/db; gives their paths and outcomes. */
async function plan(t: TestContext, words: readonly string[], files: Readonly<Record<string, string>> = {}) {
  const directory = await temporaryDirectory(t);
  const registry = await registryFor(t);
  await writeChart(path.join(directory, "charts"), "web", "1.0.0");
  await writeFiles(path.join(directory, "charts/team/api"), {
    "Chart.yaml": "apiVersion: v2\nname: gateway\nversion: 1.0.0\n",
  });
  await writeChart(path.join(directory, "charts/team"), "db", "1.0.0");
  await writeFiles(directory, files);
  const fixed = ["--working-directory", directory, "--registry", `oci://${registry.host}/charts`, "--json"];
  const result = await runCommand(["plan", ...fixed, ...words]);
  const charts: { path: string; status: string; name: string }[] = result.stdout
    ? JSON.parse(result.stdout).charts
    : [];
  return { ...result, charts, paths: charts.map((chart) => chart.path) };
}

for (const { name, exclude, expected } of [
  { name: "a directory", exclude: "./charts/web/", expected: ["charts/team/api", "charts/team/db"] },
  { name: "a directory that charts are in", exclude: "charts/team", expected: ["charts/web"] },
  { name: "a glob", exclude: "charts/t*/*", expected: ["charts/web"] },
  { name: "a chart's name", exclude: "gateway", expected: ["charts/team/db", "charts/web"] },
  { name: "a directory's name", exclude: "api, db", expected: ["charts/web"] },
]) {
  test(`exclude leaves out ${name}`, async (t) => {
    const { paths, stderr } = await plan(t, ["--exclude", exclude]);
    assert.deepEqual(paths, expected, stderr);
    assert.doesNotMatch(stderr, /is no chart of this run/);
  });
}

test("exclude warns of a name that is no chart's, and leaves the rest alone", async (t) => {
  const { paths, stderr, code } = await plan(t, ["--exclude", "wep"]);
  assert.equal(code, 0);
  assert.equal(paths.length, 3);
  assert.match(stderr, /exclude: “wep” is no chart of this run/);
});

test("exclude that leaves nothing is refused", async (t) => {
  const { code, stderr } = await plan(t, ["--exclude", "charts"]);
  assert.equal(code, 2);
  assert.match(stderr, /exclude leaves none/);
});

test("ct.yaml says which charts there are, and which of them not", async (t) => {
  const { paths, stderr } = await plan(t, [], {
    "ct.yaml": "chart-dirs: [charts/team]\nexcluded-charts: [api]\n",
  });
  assert.deepEqual(paths, ["charts/team/db"]);
  assert.match(stderr, /^charts, exclude from .*ct\.yaml$/m);
});

test("a ct.yaml that is no YAML stops the run at its line", async (t) => {
  const { code, stderr } = await plan(t, [], { "ct.yaml": "charts:\n- a\n]\n" });
  assert.equal(code, 2);
  assert.match(stderr, /ct\.yaml:3:1: Could not read .*ct\.yaml: invalid YAML/);
});

const retired = {
  "charts/old/Chart.yaml": "apiVersion: v2\nname: old\nversion: 1.0.0\ndeprecated: true\n",
  "charts/old/values.yaml": "",
};

test("a deprecated chart is published with a warning at its line", async (t) => {
  const { charts, stderr } = await plan(t, [], retired);
  assert.equal(charts.find(({ name }) => name === "old")?.status, "planned");
  assert.match(stderr, /charts\/old\/Chart\.yaml:4:\d+: the chart is deprecated/);
});

test("deprecated: skip leaves it alone, packaged or not", async (t) => {
  const { charts, stderr } = await plan(t, ["--deprecated", "skip"], retired);
  const old = charts.find(({ name }) => name === "old");
  assert.equal(old?.status, "skipped");
  assert.match(stderr, /^- old 1\.0\.0: skipped, deprecated$/m);
  assert.doesNotMatch(stderr, /the chart is deprecated/);
  assert.equal(charts.filter(({ status }) => status === "planned").length, 3);
});
