import assert from "node:assert/strict";
import { appendFile, readdir } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { temporaryDirectory } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { type LockedChart, lockedChartFor } from "../support/locked-chart.ts";

interface Stage extends LockedChart {
  /** The folder that the command keeps archives in. */
  readonly folder: string;
  /** Packages the chart; gives its digest reference and what was said. */
  plan(words?: readonly string[], cache?: string): Promise<{ digest: string; stderr: string }>;
}

async function makeStage(t: TestContext): Promise<Stage> {
  const chart = await lockedChartFor(t);
  const caches = await temporaryDirectory(t);
  return {
    ...chart,
    folder: path.join(caches, "helm-oci-publish-dependencies"),
    async plan(words = [], cache = "true") {
      const variables = { XDG_CACHE_HOME: caches, HELM_OCI_PUBLISH_CACHE_DEPENDENCIES: cache };
      const place = ["--registry", `oci://${chart.target.host}/charts`];
      const result = await runCommand(["plan", chart.directory, ...place, "--json", ...words], variables);
      assert.equal(result.code, 0, result.stderr);
      return { digest: JSON.parse(result.stdout).charts[0].digest, stderr: result.stderr };
    },
  };
}

const downloads = [
  "GET /far.tgz",
  "GET /index.yaml",
  "GET blobs/<digest>",
  "GET manifests/1.0.0",
  "GET /v2/",
];
const isDownload = (line: string): boolean => downloads.includes(line);

test("the second run asks nothing of where the locked dependencies are, and makes the same chart", async (t) => {
  const { plan, takeDownloads, folder } = await makeStage(t);
  const first = await plan();
  const asked = takeDownloads();
  assert.ok(asked.length >= 4 && asked.every(isDownload), asked.join("\n"));
  assert.equal((await readdir(folder)).length, 4);
  const second = await plan();
  assert.deepEqual(takeDownloads(), []);
  assert.equal(second.digest, first.digest);
});

test("dependencies: build takes what is kept too", async (t) => {
  const { plan, takeDownloads } = await makeStage(t);
  await plan();
  takeDownloads();
  await plan(["--dependencies", "build"]);
  assert.deepEqual(takeDownloads(), []);
});

test("dependencies: update asks, whatever is kept", async (t) => {
  const { plan, takeDownloads } = await makeStage(t);
  await plan();
  takeDownloads();
  await plan(["--dependencies", "update"]);
  const asked = takeDownloads();
  assert.ok(asked.includes("GET /index.yaml") && asked.some((line) => line.includes("tags/list")));
});

test("cache-dependencies: false neither reads nor writes", async (t) => {
  const { plan, takeDownloads, folder } = await makeStage(t);
  await plan([], "false");
  await assert.rejects(readdir(folder), { code: "ENOENT" });
  await plan();
  takeDownloads();
  await plan([], "false");
  assert.ok(takeDownloads().length >= 4);
});

test("a kept archive that was tampered with is named, fetched again, and not used", async (t) => {
  const { plan, takeDownloads, folder } = await makeStage(t);
  const { digest } = await plan();
  takeDownloads();
  const archives = (await readdir(folder)).filter((name) => name.endsWith(".tgz"));
  for (const name of archives) await appendFile(path.join(folder, name), "x");
  const again = await plan();
  for (const name of archives) assert.ok(again.stderr.includes(path.join(folder, name)), again.stderr);
  assert.match(again.stderr, /near 1\.0\.0 of oci:\/\/127\.0\.0\.1:\d+\/charts is fetched again/);
  assert.match(again.stderr, /far 1\.0\.0 of http:\/\/127\.0\.0\.1:\d+ is fetched again/);
  assert.equal(again.digest, digest);
  assert.ok(takeDownloads().length >= 4);
  assert.doesNotMatch((await plan()).stderr, /again/);
  assert.deepEqual(takeDownloads(), []);
});
