import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import test from "node:test";
import { defaultMtime, packageChart } from "../../src/archive/package.ts";
import { readArchive } from "../../src/archive/unpack.ts";
import type { Chart } from "../../src/chart/chart.ts";
import { digestOf } from "../../src/digest.ts";
import { PublishError } from "../../src/errors.ts";
import { mustRun } from "../support/program.ts";

const file = (name: string, text: string) => ({ path: name, bytes: Buffer.from(text) });

const chart: Chart = {
  source: "charts/web",
  metadata: { apiVersion: "v2", name: "web", version: "1.2.3+build.5" },
  files: [
    file("Chart.yaml", "# kept as it is\napiVersion: v2\nname: web\nversion: 1.2.3+build.5\n"),
    file(".helmignore", "*.bak\n"),
    file("files/grüße.txt", "grüße\n"),
    file(`files/${"deep/".repeat(30)}end.txt`, "end\n"),
    file("templates/web.yaml", "kind: ConfigMap\n".repeat(400)),
    file("values.yaml", ""),
  ],
  warnings: [],
};

test("the archive of a chart has the very bytes it always had", async () => {
  const { bytes, digest } = await packageChart(chart, { mtime: defaultMtime });
  assert.equal(digest, "sha256:2c378aeeef788c281aad36720f5cb8dfdcbceba7ba32f683b8b0b84a4d765ecc");
  assert.equal(digest, digestOf(bytes));
});

test("the file name is <name>-<version>.tgz with the version's +", async () => {
  const packaged = await packageChart(chart, { mtime: defaultMtime });
  assert.equal(packaged.fileName, "web-1.2.3+build.5.tgz");
  assert.equal(packaged.metadata, chart.metadata);
});

test("unpacking gives the files back, in their order and with their bytes", async () => {
  const { bytes, fileName } = await packageChart(chart, { mtime: defaultMtime });
  const files = readArchive(bytes, fileName).map((f) => ({ path: f.path, bytes: Buffer.from(f.bytes) }));
  assert.deepEqual(files, chart.files);
});

test("the system's gzip and tar read the archive, with the time that was given", async (t) => {
  const directory = mkdtempSync(path.join(os.tmpdir(), "package-"));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  const { bytes, fileName } = await packageChart(chart, { mtime: 1_700_000_000 });
  writeFileSync(path.join(directory, fileName), bytes);
  await mustRun("gzip", ["-t", path.join(directory, fileName)]);
  const env = { ...process.env, TZ: "UTC", LC_ALL: "C.UTF-8" };
  const listing = await mustRun("tar", ["-tvzf", path.join(directory, fileName)], { env });
  const lines = listing.trimEnd().split("\n");
  assert.equal(lines.length, chart.files.length);
  for (const line of lines) assert.match(line, /2023-11-14 22:13|Nov +14 +2023/);
  assert.match(lines[0] ?? "", /web\/Chart\.yaml$/);
});

test("the time is part of the bytes, and nothing else is", async () => {
  const first = await packageChart(chart, { mtime: defaultMtime });
  const elsewhere = { ...chart, source: "/another/place" };
  assert.equal((await packageChart(elsewhere, { mtime: defaultMtime })).digest, first.digest);
  assert.notEqual((await packageChart(chart, { mtime: defaultMtime + 1 })).digest, first.digest);
});

for (const mtime of [-1, 1.5, Number.NaN, 8 ** 11]) {
  test(`a time of ${mtime} is refused, with the variable to set`, async () => {
    await assert.rejects(packageChart(chart, { mtime }), (error) => {
      assert.ok(error instanceof PublishError);
      assert.equal(error.code, "USAGE");
      assert.match(error.message, /Could not package web: .* tar archive/);
      assert.match(error.hint ?? "", /SOURCE_DATE_EPOCH/);
      return true;
    });
  });
}
