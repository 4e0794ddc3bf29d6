import assert from "node:assert/strict";
import { chmod, mkdir, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { temporaryDirectory, writeChart, writeFiles } from "../support/chart.ts";
import { startCommand } from "../support/command-process.ts";
import { mustRun } from "../support/program.ts";
import { publishOne } from "../support/published.ts";
import { registryFor } from "../support/registry.ts";

const limits = { timeout: 20_000, skip: process.platform === "win32" && "Windows has no signals" };

for (const { stage, more } of [
  { stage: "linting", more: ["--lint", "auto"] },
  { stage: "comparing", more: ["--lint", "off"] },
  { stage: "looking for images", more: ["--lint", "off", "--diff", "off", "--check-images", "fail"] },
]) {
  test(`SIGINT ends the Helm that ${stage} waits for, and leaves no file behind`, limits, async (t) => {
    const directory = await temporaryDirectory(t);
    const [started, temporary] = [path.join(directory, "started"), path.join(directory, "tmp")];
    await mkdir(temporary);
    await mustRun("mkfifo", [started]);
    // A Helm that never answers but for its version.
    const helm = `#!/bin/sh\n[ "$1" = version ] && { echo v3.8.0; exit; }\necho started >"${started}"\nexec tail -f /dev/null\n`;
    await writeFiles(directory, { "bin/helm": helm });
    await chmod(path.join(directory, "bin/helm"), 0o755);
    const registry = await registryFor(t);
    const target = ["--registry", `oci://${registry.host}/charts`];
    await publishOne([
      await writeChart(path.join(directory, "old"), "web", "1.0.0"),
      ...target,
      "--lint",
      "off",
    ]);
    const chart = await writeChart(directory, "web", "1.1.0");
    const searchPath = `${path.join(directory, "bin")}${path.delimiter}${process.env["PATH"]}`;
    const variables = { PATH: searchPath, TMPDIR: temporary };
    const command = startCommand(t, ["plan", chart, ...target, ...more], { variables });
    assert.match(await readFile(started, "utf8"), /^started\n/);
    assert.equal((await readdir(temporary)).length, 1);
    command.kill("SIGINT");
    const { code, stderr } = await command.ended;
    assert.equal(code, 130, stderr);
    assert.match(stderr, /^error: Could not finish .*web: the run was cancelled\.$/m);
    assert.doesNotMatch(stderr, /Unexpected|abort/i);
    assert.deepEqual(await readdir(temporary), []);
  });
}

test("SIGINT ends a check-command with all that it has started", limits, async (t) => {
  const directory = await temporaryDirectory(t);
  const [started, over] = [path.join(directory, "started"), path.join(directory, "over")];
  await mustRun("mkfifo", [started, over]);
  const registry = await registryFor(t);
  const chart = await writeChart(directory, "web", "1.0.0");
  // Its child holds the second pipe open, and our output too, for as long as it lives.
  const check = `(echo started >"${started}"; exec tail -f /dev/null 3>"${over}"); true`;
  const words = ["plan", chart, "--registry", `oci://${registry.host}/charts`, "--check-command", check];
  const command = startCommand(t, words);
  assert.match(await readFile(started, "utf8"), /^started\n/);
  const end = readFile(over, "utf8");
  command.kill("SIGINT");
  const { code, stderr } = await command.ended;
  assert.equal(code, 130, stderr);
  assert.match(stderr, /^error: Could not finish .*web: the run was cancelled\.$/m);
  assert.equal(await end, "");
});
