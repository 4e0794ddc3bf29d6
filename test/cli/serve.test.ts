import assert from "node:assert/strict";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { runCommandLine } from "../../src/cli/run.ts";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";

interface Serving {
  /** What it printed first: its address. */
  readonly host: string;
  /** Stops it as Ctrl-C does; gives the exit code and all that was said. */
  stop(): Promise<{ readonly code: number; readonly stderr: string }>;
}

/** Runs `serve` on a free port until it is stopped, at the latest with the test. */
async function serve(t: TestContext, words: readonly string[], variables: Record<string, string> = {}) {
  const controller = new AbortController();
  let stderr = "";
  const host = Promise.withResolvers<string>();
  const ended = runCommandLine(["serve", "--port", "0", ...words], {
    variables,
    stdout: { write: (text) => host.resolve(text.trim()) },
    stderr: { write: (text) => (stderr += text) },
    signal: controller.signal,
  });
  const stop: Serving["stop"] = async () => {
    controller.abort();
    return { code: await ended, stderr };
  };
  t.after(stop);
  return { host: await Promise.race([host.promise, ended.then(() => assert.fail(stderr))]), stop };
}

async function publishTo(t: TestContext, host: string, variables: Record<string, string> = {}) {
  const chart = await writeChart(await temporaryDirectory(t), "web", "1.0.0");
  return await runCommand(
    ["publish", chart, "--registry", `oci://${host}/charts`, "--retries", "0"],
    variables,
  );
}

test("serve is a registry in memory, and prints its address for programs", async (t) => {
  const { host, stop } = await serve(t, []);
  assert.match(host, /^127\.0\.0\.1:\d+$/);
  assert.equal((await publishTo(t, host)).code, 0);
  assert.match((await publishTo(t, host)).stderr, /unchanged/);
  const { code, stderr } = await stop();
  assert.equal(code, 0);
  assert.match(stderr, /^Serving from memory at oci:\/\/127.*; stop with Ctrl-C\.$/m);
});

test("serve over a directory keeps what was published for the next time", async (t) => {
  const working = await temporaryDirectory(t);
  const words = ["--working-directory", working, "layout"];
  const first = await serve(t, words);
  assert.equal((await publishTo(t, first.host)).code, 0);
  await first.stop();
  const second = await serve(t, words);
  const cache = { HELM_OCI_PUBLISH_CACHE_DIR: path.join(working, "cache") };
  const { code, stderr } = await runCommand(["pull", `${second.host}/charts/web:1.0.0`], cache);
  assert.equal(code, 0, stderr);
});

test("serve asks for the user name and the password that it was given", async (t) => {
  const password = { HELM_OCI_PUBLISH_PASSWORD: "let me in" };
  const { host, stop } = await serve(t, ["--username", "ci", "--debug"], password);
  const anonymous = await publishTo(t, host);
  assert.equal(anonymous.code, 1);
  assert.match(anonymous.stderr, /401 UNAUTHORIZED/);
  const known = await publishTo(t, host, { ...password, HELM_OCI_PUBLISH_USERNAME: "ci" });
  assert.equal(known.code, 0, known.stderr);
  const { stderr } = await stop();
  assert.match(stderr, /debug: 201 PUT .*\/manifests\/1\.0\.0/);
  assert.ok(!stderr.includes("let me in"));
});

test("serve says that a port is taken", async (t) => {
  const { host } = await serve(t, []);
  const { code, stdout, stderr } = await runCommand(["serve", "--port", host.split(":")[1] ?? ""]);
  assert.equal(code, 2);
  assert.equal(stdout, "");
  assert.match(
    stderr,
    /Could not listen on 127\.0\.0\.1:\d+: .*EADDRINUSE.*\nFix: Choose another port; 0 takes a free one\./,
  );
});

test("serve takes one directory, a user name with its password, and a port there is", async () => {
  assert.match((await runCommand(["serve", "a", "b"])).stderr, /serve takes one directory at most\.\nFix: /);
  assert.match(
    (await runCommand(["serve", "--username", "ci"])).stderr,
    /username is given without password/,
  );
  assert.match((await runCommand(["serve", "--port", "65536"])).stderr, /--port must be .*65535/);
});
