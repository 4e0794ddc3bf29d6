import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import type { ChartJson } from "../../src/report/json.ts";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { registryFor } from "../support/registry.ts";

const fromTag = ["--version-from", "tag"];

test("of several archives of a chart, a tag means the one of its version", async (t) => {
  const registry = await registryFor(t);
  const directory = await temporaryDirectory(t);
  const line = ["--registry", `oci://${registry.host}/charts`, "--working-directory", directory];
  for (const version of ["1.0.0", "1.1.0"]) {
    const chart = await writeChart(path.join(directory, version), "web", version);
    await runCommand(["plan", chart, ...line, "--output-dir", "out"]);
  }
  const publish = ["publish", "out/web-*.tgz", ...line, "--json", "--git-tag"];
  for (const words of [[], fromTag]) {
    const { code, stdout, stderr } = await runCommand([...publish, "web-v1.1.0", ...words]);
    assert.equal(code, 0, stderr);
    const outcomes = JSON.parse(stdout).charts.map(
      ({ path: name, status }: ChartJson) => `${name} ${status}`,
    );
    assert.match(
      outcomes.join(),
      /^out\/web-1\.0\.0\.tgz skipped,out\/web-1\.1\.0\.tgz (published|unchanged)$/,
    );
  }
  const none = await runCommand([...publish, "web-v1.2.0"]);
  assert.match(none.stderr, /may be 1\.2\.0 of web \(out\/web-1\.0\.0\.tgz\) or/);
});

test("an archive of another version than its tag is refused", async (t) => {
  const registry = await registryFor(t);
  const directory = await temporaryDirectory(t);
  const line = ["--registry", `oci://${registry.host}/charts`, "--working-directory", directory];
  await writeChart(directory, "web", "1.0.0");
  await runCommand(["plan", "web", ...line, "--output-dir", "out"]);
  const tag = ["--git-tag", "web-v1.1.0"];
  for (const words of [tag, [...tag, ...fromTag]]) {
    const { code, stderr } = await runCommand(["publish", "out/web-1.0.0.tgz", ...line, ...words]);
    assert.equal(code, 1, stderr);
    assert.match(
      stderr,
      /web-1\.0\.0\.tgz: Could not release web: tag web-v1\.1\.0 but the archive is of 1\.0\.0/,
    );
    assert.match(stderr, /Fix: Package the chart as 1\.1\.0/);
  }
});
