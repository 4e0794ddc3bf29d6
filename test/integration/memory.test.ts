import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { writeTar } from "../../src/archive/tar.ts";
import { temporaryDirectory, writeChart, writeFiles } from "../support/chart.ts";
import { startCommand } from "../support/command-process.ts";
import { keystream } from "../support/keystream.ts";
import { type Published, publishOne } from "../support/published.ts";
import { registryFor } from "../support/registry.ts";

const mebibyte = 1024 * 1024;

/** The promise to users, in mebibytes of the whole process. */
const maxPeak = 400;

const smallCharts = 200;

/** 90 MiB that nothing compresses; Helm takes no file over 5 MiB. */
const largeFiles = Array.from({ length: 20 }, (_, index) => `files/${index}.bin`);
const largeFile = (name: string): Uint8Array => keystream(name, 4.5 * mebibyte);
const largeMetadata = "apiVersion: v2\nname: large\nversion: 1.0.0\n";

async function writeLarge(directory: string): Promise<string> {
  const chart = await writeFiles(path.join(directory, "large"), { "Chart.yaml": largeMetadata });
  for (const name of largeFiles) await writeFiles(chart, { [name]: largeFile(name) });
  return chart;
}

/** The same chart as another packager would have it: other order, other times, other compression. */
async function packageElsewhere(directory: string): Promise<string> {
  const entries = largeFiles.toReversed().map((name) => ({ name: `large/${name}`, bytes: largeFile(name) }));
  entries.push({ name: "large/Chart.yaml", bytes: Buffer.from(`# by another\n${largeMetadata}`) });
  const file = path.join(directory, "large-1.0.0.tgz");
  await writeFile(file, gzipSync(Buffer.concat(writeTar(entries, 1_000_000_000)), { level: 1 }));
  return file;
}

/** Publishes in a process of its own, which must not need more memory than promised. */
async function publishMeasured(
  t: TestContext,
  words: readonly string[],
): Promise<{ readonly charts: readonly Published[]; readonly stderr: string }> {
  const file = path.join(await temporaryDirectory(t), "peak");
  const command = startCommand(t, ["publish", ...words, "--json"], {
    node: ["--import", pathToFileURL(path.join(import.meta.dirname, "../support/peak-memory.ts")).href],
    variables: { PEAK_MEMORY_FILE: file },
  });
  const { code, stdout, stderr } = await command.ended;
  assert.equal(code, 0, stderr);
  const peak = Number(await readFile(file, "utf8")) / mebibyte;
  t.diagnostic(`peak: ${peak.toFixed(0)} MiB`);
  assert.ok(peak > 30, `${peak} MiB is no process of Node`);
  assert.ok(peak < maxPeak, `${peak.toFixed(0)} MiB`);
  return { charts: JSON.parse(stdout).charts, stderr };
}

const count = (charts: readonly Published[], status: Published["status"]): number =>
  charts.filter((chart) => chart.status === status).length;

test("200 charts and one of 90 MiB publish within 400 MiB", async (t) => {
  const registry = await registryFor(t);
  const directory = await temporaryDirectory(t);
  for (let index = 0; index < smallCharts; index++) await writeChart(directory, `small-${index}`, "1.0.0");
  const large = await writeLarge(directory);
  const elsewhere = await packageElsewhere(await temporaryDirectory(t));
  const here = ["--registry", `oci://${registry.host}/charts`];
  const there = ["--registry", `oci://${registry.host}/others`];
  const words = ["*", "--working-directory", directory, ...here];

  await t.test("all of them new", async (u) => {
    const { charts } = await publishMeasured(u, words);
    assert.equal(count(charts, "published"), smallCharts + 1);
    assert.ok(charts.some(({ size }) => (size ?? 0) > 90 * mebibyte));
    assert.equal(registry.takeLog().length, 7 * (smallCharts + 1));
  });
  await t.test("all of them unchanged", async (u) => {
    const { charts } = await publishMeasured(u, words);
    assert.equal(count(charts, "unchanged"), smallCharts + 1);
    assert.deepEqual(registry.takeLog(), Array(smallCharts + 1).fill("HEAD manifests/1.0.0"));
  });
  await t.test("the large one, packaged elsewhere, compared with ours", async (u) => {
    const { charts, stderr } = await publishMeasured(u, [elsewhere, ...here]);
    const [chart] = charts;
    assert.match(stderr, /large-1\.0\.0\.tgz: too large to be checked without Helm$/m);
    assert.equal(chart?.status, "unchanged");
    assert.ok(registry.takeLog().includes("GET blobs/<digest>"));
  });
  await t.test("the large one compared with what was packaged elsewhere", async (u) => {
    const { digest } = await publishOne([elsewhere, ...there]);
    const [chart] = (await publishMeasured(u, [large, ...there])).charts;
    assert.deepEqual([chart?.status, chart?.digest], ["unchanged", digest]);
  });
});
