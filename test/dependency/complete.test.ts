import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { readArchive } from "../../src/archive/unpack.ts";
import type { ChartFile } from "../../src/chart/chart.ts";
import { temporaryDirectory, writeFiles } from "../support/chart.ts";
import { completed } from "../support/completed.ts";

const chartYaml = (name: string, ...dependencies: string[]): string =>
  [
    `apiVersion: v2\nname: ${name}\nversion: 1.0.0`,
    ...(dependencies.length > 0 ? ["dependencies:"] : []),
    ...dependencies.map((other) => `- {name: ${other}, version: 1.x, repository: "file://../${other}"}`),
    "",
  ].join("\n");

async function chartsIn(t: TestContext, files: Readonly<Record<string, string>>): Promise<string> {
  return path.join(await writeFiles(await temporaryDirectory(t), files), "app");
}

const paths = (files: readonly ChartFile[]): string[] => files.map((file) => file.path).sort();

test("dependencies of a file:// dependency come with it", async (t) => {
  const app = await chartsIn(t, {
    "app/Chart.yaml": chartYaml("app", "one"),
    "one/Chart.yaml": chartYaml("one", "two"),
    "two/Chart.yaml": chartYaml("two"),
  });
  const files = await completed(app);
  assert.deepEqual(paths(files), ["Chart.lock", "Chart.yaml", "charts/one-1.0.0.tgz"]);
  const archive = files.find((file) => file.path.endsWith(".tgz"));
  const one = readArchive(archive?.bytes ?? new Uint8Array(), "one.tgz");
  assert.deepEqual(paths(one), ["Chart.lock", "Chart.yaml", "charts/two-1.0.0.tgz"]);
  assert.deepEqual(await readdir(app), ["Chart.yaml"]);
});

test("what is vendored is taken as it is, whatever its version and the lock", async (t) => {
  const app = await chartsIn(t, {
    "app/Chart.yaml": chartYaml("app", "one"),
    "app/Chart.lock": "dependencies: []\ndigest: stale\n",
    "app/charts/one/Chart.yaml": "apiVersion: v2\nname: one\nversion: 9.9.9\n",
  });
  assert.deepEqual(paths(await completed(app)), ["Chart.lock", "Chart.yaml", "charts/one/Chart.yaml"]);
});

test("skip looks for nothing", async (t) => {
  const app = await chartsIn(t, { "app/Chart.yaml": chartYaml("app", "one") });
  assert.deepEqual(paths(await completed(app, { mode: "skip" })), ["Chart.yaml"]);
});

test("the same charts give the same bytes", async (t) => {
  const files = { "app/Chart.yaml": chartYaml("app", "one"), "one/Chart.yaml": chartYaml("one") };
  const [a, b] = [await completed(await chartsIn(t, files)), await completed(await chartsIn(t, files))];
  assert.deepEqual(a, b);
});

test("update writes lock and charts/, takes away what is outdated, and leaves a lock that is still good alone", async (t) => {
  const app = await chartsIn(t, {
    "app/Chart.yaml": chartYaml("app", "one"),
    "one/Chart.yaml": chartYaml("one"),
    "app/charts/README.txt": "no chart\n",
    "app/.helmignore": "charts/README.txt\n",
  });
  await completed(app, { mode: "update" });
  const lock = await readFile(path.join(app, "Chart.lock"), "utf8");
  assert.match(lock, /^generated: "2023-11-14T22:13:20Z"$/m);
  await writeFiles(path.dirname(app), { "one/Chart.yaml": chartYaml("one").replace("1.0.0", "1.1.0") });
  await completed(app, { mode: "update", lockTime: 1_800_000_000 });
  assert.deepEqual((await readdir(path.join(app, "charts"))).sort(), ["README.txt", "one-1.1.0.tgz"]);
  const newer = await readFile(path.join(app, "Chart.lock"), "utf8");
  assert.match(newer, /^generated: "2027-01-15T08:00:00Z"$/m);
  await completed(app, { mode: "update", lockTime: 1_900_000_000 });
  assert.equal(await readFile(path.join(app, "Chart.lock"), "utf8"), newer);
});

test("build without a lock updates, and writes nothing", async (t) => {
  const app = await chartsIn(t, {
    "app/Chart.yaml": chartYaml("app", "one"),
    "one/Chart.yaml": chartYaml("one"),
  });
  assert.deepEqual(paths(await completed(app, { mode: "build" })), [
    "Chart.lock",
    "Chart.yaml",
    "charts/one-1.0.0.tgz",
  ]);
  assert.deepEqual(await readdir(app), ["Chart.yaml"]);
});
