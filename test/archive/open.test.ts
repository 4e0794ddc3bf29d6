import assert from "node:assert/strict";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { gzipSync } from "node:zlib";
import { openPackage } from "../../src/archive/open.ts";
import { writeTar } from "../../src/archive/tar.ts";
import { nestedReader } from "../../src/archive/unpack.ts";
import { digestOf } from "../../src/digest.ts";

const chartYaml = "apiVersion: v2\nname: web\nversion: 1.0.0+b.1\n";
const archive = gzipSync(
  Buffer.concat(
    writeTar(
      [
        { name: "web/values.yaml", bytes: Buffer.from("a: 1\n") },
        { name: "web/Chart.yaml", bytes: Buffer.from(chartYaml) },
      ],
      1_700_000_000,
    ),
  ),
);

function fileOf(t: TestContext, name: string, bytes: Uint8Array): string {
  const directory = mkdtempSync(path.join(os.tmpdir(), "open-"));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  const file = path.join(directory, name);
  writeFileSync(file, bytes);
  return file;
}

const { signal } = new AbortController();

test("a packaged chart is opened with its metadata and the file's very bytes", async (t) => {
  const file = fileOf(t, "web-1.0.0+b.1.tgz", archive);
  const { chart, packaged } = await openPackage(file, { signal });
  assert.equal(chart.source, file);
  assert.deepEqual(chart.metadata, { name: "web", version: "1.0.0+b.1", apiVersion: "v2" });
  assert.deepEqual(
    chart.files.map((f) => f.path),
    ["Chart.yaml", "values.yaml"],
  );
  assert.deepEqual(chart.warnings, []);
  assert.equal(packaged.fileName, "web-1.0.0+b.1.tgz");
  assert.deepEqual(Buffer.from(packaged.bytes), archive);
  assert.equal(packaged.digest, digestOf(archive));
  assert.equal(packaged.metadata, chart.metadata);
});

test("a file with another name is opened with a warning that names both", async (t) => {
  const file = fileOf(t, "chart.tgz", archive);
  const { chart, packaged } = await openPackage(file, { signal });
  assert.equal(packaged.fileName, "web-1.0.0+b.1.tgz");
  const [warning, ...others] = chart.warnings;
  assert.deepEqual(others, []);
  assert.match(warning?.message ?? "", /chart\.tgz holds what Helm would call web-1\.0\.0\+b\.1\.tgz/);
  assert.deepEqual(warning?.location, { file });
});

test("what cannot be read is told with the path", async (t) => {
  const missing = path.join(path.dirname(fileOf(t, "web.tgz", archive)), "missing.tgz");
  await assert.rejects(openPackage(missing, { signal }), { code: "IO", message: /missing\.tgz: ENOENT/ });
  await assert.rejects(openPackage(path.dirname(missing), { signal }), { code: "IO", message: /no file/ });
});

test("a file too large to be a chart is refused before it is read", async (t) => {
  const file = fileOf(t, "web.tgz", archive);
  truncateSync(file, 129 * 1024 * 1024);
  await assert.rejects(openPackage(file, { signal }), {
    code: "ARCHIVE_INVALID",
    message: /web\.tgz: it has 129 MiB/,
    hint: /100 MiB/,
  });
});

test("a damaged archive, and one with an invalid chart, are told with the path", async (t) => {
  const cut = fileOf(t, "cut.tgz", archive.subarray(0, 60));
  await assert.rejects(openPackage(cut, { signal }), { code: "ARCHIVE_INVALID", message: /cut\.tgz/ });
  const tar = writeTar([{ name: "web/Chart.yaml", bytes: Buffer.from("name: web\n") }], 0);
  const invalid = fileOf(t, "invalid.tgz", gzipSync(Buffer.concat(tar)));
  await assert.rejects(openPackage(invalid, { signal }), { code: "CHART_INVALID", message: /invalid\.tgz/ });
});

test("an aborted signal ends the reading", async (t) => {
  const file = fileOf(t, "web.tgz", archive);
  await assert.rejects(openPackage(file, { signal: AbortSignal.abort() }), { name: "AbortError" });
});

test("archives within archives may unpack to so much in all, and then no more are read", () => {
  const bytes = new Uint8Array(100 * 1024 * 1024);
  let reads = 0;
  const read = nestedReader(() => {
    reads++;
    return [{ path: "a", bytes }];
  });
  for (let count = 0; count < 10; count++) read(bytes, "charts/a.tgz");
  for (const source of ["charts/b.tgz", "charts/c.tgz"]) {
    assert.throws(() => read(bytes, source), {
      code: "ARCHIVE_INVALID",
      message: `Could not read ${source}: the archives in this chart unpack to more than 1024 MiB.`,
    });
  }
  assert.equal(reads, 11);
});
