import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { loadDirectory } from "../../src/chart/load.ts";
import { readTestArchive } from "../support/tar-reader.ts";
import { load, minimal, problemsOf, textOf, writeChart } from "./chart-files.ts";

const pathsOf = async (directory: string, boundary?: string): Promise<string[]> =>
  (await load(directory, boundary)).files.map((file) => file.path);

test("files come sorted by their bytes, Chart.yaml first, without empty directories", async (t) => {
  const directory = writeChart(t, {
    "Chart.yaml": minimal,
    "a.txt": "",
    "a/b": "",
    "a-b": "",
    B: "",
    "～": "",
    "😀": "",
  });
  mkdirSync(path.join(directory, "empty"));
  assert.deepEqual(await pathsOf(directory), ["Chart.yaml", "B", "a-b", "a.txt", "a/b", "～", "😀"]);
});

test("a byte order mark is dropped from every file", async (t) => {
  const directory = writeChart(t, {
    "Chart.yaml": `\ufeff${minimal}`,
    "a.bin": Buffer.from([0xef, 0xbb, 0xbf, 1]),
  });
  const chart = await load(directory);
  assert.equal(textOf(chart, "Chart.yaml"), minimal);
  assert.deepEqual([...(chart.files[1]?.bytes ?? [])], [1]);
});

test("links within the chart are followed and take their own path", async (t) => {
  const directory = writeChart(t, { "Chart.yaml": minimal, "real/a.txt": "a" });
  symlinkSync("real", path.join(directory, "linked"));
  symlinkSync("real/a.txt", path.join(directory, "b.txt"));
  const chart = await load(directory);
  assert.deepEqual(
    chart.files.map((file) => file.path),
    ["Chart.yaml", "b.txt", "linked/a.txt", "real/a.txt"],
  );
  assert.equal(textOf(chart, "b.txt"), "a");
});

test("a link out of the chart is refused, and taken where the boundary is wider", async (t) => {
  const directory = writeChart(t, { "Chart.yaml": minimal });
  writeFileSync(path.join(directory, "../LICENSE"), "l");
  symlinkSync("../LICENSE", path.join(directory, "LICENSE"));
  const [problem] = await problemsOf(() => load(directory));
  assert.match(problem?.message ?? "", /"LICENSE" leads out of .*Helm would follow it and publish/);
  assert.ok(problem?.location?.file.endsWith("/LICENSE"));
  assert.deepEqual(await pathsOf(directory, path.dirname(directory)), ["Chart.yaml", "LICENSE"]);
});

test("a .helmignore that is a link to a file outside is not read", async (t) => {
  const directory = writeChart(t, { "Chart.yaml": minimal });
  writeFileSync(path.join(directory, "../secret"), "hunter2**\n");
  symlinkSync("../secret", path.join(directory, ".helmignore"));
  const problems = await problemsOf(() => load(directory));
  assert.equal(problems.length, 1);
  assert.doesNotMatch(JSON.stringify(problems), /hunter2/);
});

test("broken links, loops, pipes and large files are reported together", async (t) => {
  const directory = writeChart(t, { "Chart.yaml": minimal, "a/b.txt": "", big: "" });
  symlinkSync("nowhere", path.join(directory, "gone"));
  symlinkSync("..", path.join(directory, "a/loop"));
  symlinkSync("self", path.join(directory, "self"));
  execFileSync("mkfifo", [path.join(directory, "pipe")]);
  truncateSync(path.join(directory, "big"), 5 * 1024 * 1024 + 1);
  const problems = await problemsOf(() => load(directory));
  assert.deepEqual(
    problems.map(({ message }) => message),
    [
      'symbolic link "a/loop" leads back to a directory it is in',
      'file "big" has 5242881 bytes, more than the 5242880 that Helm reads',
      'symbolic link "gone" leads nowhere',
      '"pipe" is no regular file: a device, a socket or a pipe',
      'symbolic link "self" leads nowhere',
    ],
  );
  assert.ok(problems.every(({ hint, location }) => hint !== undefined && location !== undefined));
});

test("what .helmignore leaves out is not looked at: neither a broken link nor a large file", async (t) => {
  // Helm stumbles over the broken link even so.
  const directory = writeChart(t, { "Chart.yaml": minimal, ".helmignore": "gone\nbig\n", big: "" });
  symlinkSync("nowhere", path.join(directory, "gone"));
  truncateSync(path.join(directory, "big"), 6 * 1024 * 1024);
  assert.deepEqual(await pathsOf(directory), ["Chart.yaml", ".helmignore"]);
});

test("a chart of 100 MiB is refused before it is read", async (t) => {
  const directory = writeChart(t, { "Chart.yaml": minimal });
  for (let i = 0; i < 21; i++) {
    const file = path.join(directory, `f${i}`);
    writeFileSync(file, "");
    truncateSync(file, 5 * 1024 * 1024);
  }
  const [problem] = await problemsOf(() => load(directory));
  assert.match(problem?.message ?? "", /and Helm loads less than 104857600/);
});

test("an aborted signal stops the walk", async (t) => {
  const directory = writeChart(t, { "Chart.yaml": minimal });
  const signal = AbortSignal.abort(new Error("stop"));
  await assert.rejects(loadDirectory(directory, { readArchive: readTestArchive, signal }), /stop/);
});

test("a directory that is not there is named", async () => {
  const [problem] = await problemsOf(() => load("/nonexistent/web"));
  assert.match(problem?.message ?? "", /\/nonexistent\/web: there is no such directory/);
});
