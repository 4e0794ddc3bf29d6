import assert from "node:assert/strict";
import { chmod, readFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { setImmediate as soon } from "node:timers/promises";
import { temporaryDirectory, writeChart, writeFiles } from "../support/chart.ts";
import { startCommand } from "../support/command-process.ts";
import { keystream } from "../support/keystream.ts";
import { mustRun } from "../support/program.ts";
import { publishOne } from "../support/published.ts";
import { registryFor } from "../support/registry.ts";
import { completeAt } from "../support/tagged.ts";

const signals = ["SIGINT", "SIGTERM"] as const;

/** Far less than the minutes that a PUT is waited for, and far more than any machine needs. */
const limits = { timeout: 20_000, skip: process.platform === "win32" && "Windows has no signals" };

for (const signal of signals) {
  for (const hangs of ["blobs/uploads/", "manifests/"]) {
    test(
      `${signal} ends a run that waits for a PUT to ${hangs}, and says how to go on`,
      limits,
      async (t) => {
        const hanging = Promise.withResolvers<void>();
        const isHanging = (method = "", url = ""): boolean => method === "PUT" && url.includes(hangs);
        let isOver = false;
        const registry = await registryFor(t, {
          fault: ({ method, url }) => {
            if (isOver || !isHanging(method, url)) return false;
            hanging.resolve();
            return true;
          },
        });
        const chart = await writeChart(await temporaryDirectory(t), "web", "1.0.0");
        const words = [chart, "--registry", `oci://${registry.host}/charts`];
        const command = startCommand(t, ["publish", ...words]);
        await hanging.promise;
        command.kill(signal);
        const { code, signal: killedBy, stdout, stderr } = await command.ended;
        assert.deepEqual([code, killedBy, stdout], [130, undefined, ""], stderr);
        assert.match(stderr, /Could not finish .*web: the run was cancelled/);
        assert.match(stderr, /Fix: Run again: what is published stays/);
        assert.doesNotMatch(stderr, /^\s+at |node:|AbortError/m);
        assert.equal(await completeAt(registry.host, "charts/web", "1.0.0"), undefined);
        isOver = true;
        assert.equal((await publishOne(words)).status, "published");
      },
    );
  }

  test(`${signal} ends serve, and all is well`, limits, async (t) => {
    const directory = await temporaryDirectory(t);
    const serving = startCommand(t, ["serve", path.join(directory, "layout"), "--port", "0"]);
    const host = await serving.firstLine("stdout");
    const chart = await writeChart(directory, "web", "1.0.0");
    assert.equal((await publishOne([chart, "--registry", `oci://${host}/charts`])).status, "published");
    serving.kill(signal);
    const { code, signal: killedBy, stderr } = await serving.ended;
    assert.deepEqual([code, killedBy], [0, undefined], stderr);
    assert.doesNotMatch(stderr, /error/i);
  });
}

test("SIGINT ends a run that still reads or packages a large chart", limits, async (t) => {
  const registry = await registryFor(t);
  const chart = await writeChart(await temporaryDirectory(t), "large", "1.0.0");
  for (let index = 0; index < 6; index++) {
    await writeFiles(chart, { [`files/${index}.bin`]: keystream(`${index}`, 4 * 1024 * 1024) });
  }
  const command = startCommand(t, ["publish", chart, "--registry", `oci://${registry.host}/charts`]);
  assert.equal(await command.firstLine("stderr"), "Packaging 1 chart");
  command.kill("SIGINT");
  const { code, stderr } = await command.ended;
  assert.equal(code, 130, stderr);
  assert.match(stderr, /Could not finish .*large: the run was cancelled/);
  assert.doesNotMatch(stderr, /MB sha256:/, "it was packaged to the end");
  assert.deepEqual(registry.takeLog(), []);
});

test("a second SIGINT ends a run at once, whatever it waits for", limits, async (t) => {
  const directory = await temporaryDirectory(t);
  const started = path.join(directory, "started");
  await mustRun("mkfifo", [started]);
  // A git that never answers, and ends with the command whose standard input it reads.
  const script = `#!/bin/sh\necho started >"${started}"\nexec cat >/dev/null\n`;
  await writeFiles(directory, { "bin/git": script });
  await chmod(path.join(directory, "bin/git"), 0o755);
  const registry = await registryFor(t);
  const chart = await writeChart(directory, "web", "1.0.0");
  await mustRun("git", ["init", "--quiet", chart]);
  const PATH = `${path.join(directory, "bin")}${path.delimiter}${process.env["PATH"]}`;
  const words = ["publish", chart, "--registry", `oci://${registry.host}/charts`];
  const command = startCommand(t, words, { variables: { PATH } });
  assert.match(await readFile(started, "utf8"), /^started\n/);
  let isOver = false;
  const ended = command.ended.finally(() => {
    isOver = true;
  });
  // Two that come close together may count as one, so there are more than two.
  while (!isOver) {
    command.kill("SIGINT");
    await soon();
  }
  const { code, signal, stderr } = await ended;
  assert.deepEqual([code, signal], [130, undefined], stderr);
  assert.deepEqual(registry.takeLog(), []);
});
