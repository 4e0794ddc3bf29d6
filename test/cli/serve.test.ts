import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";

const command = path.join(import.meta.dirname, "../../src/cli/main.ts");

/** Starts `serve`; gives its address and a way to end it, which gives the exit code. */
async function serve(t: TestContext, words: readonly string[], variables: Record<string, string> = {}) {
  const env = { PATH: process.env["PATH"], ...variables };
  const child = spawn(process.execPath, [command, "serve", "--port", "0", ...words], { env });
  t.after(() => child.kill("SIGKILL"));
  const [line] = await once(child.stdout, "data");
  const exited = once(child, "exit");
  return {
    host: String(line).trim(),
    stop: async (): Promise<unknown> => {
      child.kill("SIGTERM");
      return (await exited)[0];
    },
  };
}

test("what was published to a directory is there when it is served again", async (t) => {
  const directory = await temporaryDirectory(t);
  const chart = await writeChart(directory, "web", "1.0.0");
  const store = path.join(directory, "registry");
  const first = await serve(t, [store]);
  const published = await runCommand(["publish", chart, "--registry", `oci://${first.host}/c`]);
  assert.equal(published.code, 0, published.stderr);
  assert.equal(await first.stop(), 0);
  const second = await serve(t, [store]);
  const again = await runCommand(["publish", chart, "--registry", `oci://${second.host}/c`]);
  assert.match(again.stderr, /= web 1\.0\.0: unchanged/);
  assert.equal(await second.stop(), 0);
});

test("a user name and a password are asked for when they are given", async (t) => {
  const chart = await writeChart(await temporaryDirectory(t), "web", "1.0.0");
  const { host } = await serve(t, ["--username", "ci"], { HELM_OCI_PUBLISH_PASSWORD: "s3cret" });
  const words = ["publish", chart, "--registry", `oci://${host}/c`];
  const refused = await runCommand(words);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /401 UNAUTHORIZED/);
  const account = { HELM_OCI_PUBLISH_USERNAME: "ci", HELM_OCI_PUBLISH_PASSWORD: "s3cret" };
  assert.equal((await runCommand(words, account)).code, 0);
});

test("a port that is taken is named", async (t) => {
  const { host } = await serve(t, []);
  const port = host.split(":")[1] ?? "";
  const { code, stderr } = await runCommand(["serve", "--port", port]);
  assert.equal(code, 2);
  assert.match(stderr, new RegExp(`Could not listen on 127\\.0\\.0\\.1:${port}`));
});
