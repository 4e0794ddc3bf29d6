import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import os from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { type ActionCall, type ActionResult, jobToken, runAction } from "./runner/run-action.ts";

const actionYaml = `
name: probe
description: for the tests of the runner
inputs:
  two words: { description: d, default: a b }
  dashed-name: { description: d }
  token: { description: d, default: "\${{ github.token }}" }
outputs:
  digest: { description: d }
runs: { using: node24, main: main.mjs, post: post.mjs }
`;

/** Runs an action whose main script is `main`; both scripts find `file(name, text)`, which appends to a command file. */
async function probe(t: TestContext, main: string, call: ActionCall = {}, post = ""): Promise<ActionResult> {
  const root = await mkdtemp(path.join(os.tmpdir(), "probe-"));
  t.after(() => rm(root, { recursive: true, force: true }));
  const head = `import { appendFileSync } from "node:fs";
    const file = (name, text) => appendFileSync(process.env["GITHUB_" + name], text + "\\n");`;
  await writeFile(path.join(root, "action.yml"), actionYaml);
  await writeFile(path.join(root, "main.mjs"), `${head}\n${main}`);
  await writeFile(path.join(root, "post.mjs"), `${head}\n${post}`);
  return await runAction(t, { root, ...call });
}

test("inputs arrive with defaults, the token and dashes kept, and nothing else of this process", async (t) => {
  process.env["OF_THE_PARENT"] = "1";
  t.after(() => delete process.env["OF_THE_PARENT"]);
  const run = await probe(
    t,
    `const e = process.env;
     console.log([e["INPUT_TWO_WORDS"], e["INPUT_DASHED-NAME"], e.INPUT_TOKEN, e.OF_THE_PARENT].join("|"));`,
    { inputs: { "dashed-name": "given" } },
  );
  assert.equal(run.log, `a b|given|${jobToken}|`);
  assert.equal(run.conclusion, "success");
  assert.deepEqual(run.annotations, []);
});

test("outputs, state, environment, path and summary come from the command files", async (t) => {
  const run = await probe(
    t,
    `file("OUTPUT", "digest<<X\\none\\n\\ntwo\\nX"); file("STATE", "k=v=w"); file("ENV", "MORE=1");
     file("PATH", "/opt/x"); file("STEP_SUMMARY", "# done");`,
    { env: { SEPARATOR: path.delimiter } },
    "const e = process.env; console.log([e.STATE_k, e.MORE, e.PATH.split(e.SEPARATOR)[0]].join('|'));",
  );
  assert.deepEqual(run.outputs, { digest: "one\n\ntwo" });
  assert.equal(run.summary, "# done\n");
  assert.equal(run.log, "v=w|1|/opt/x");
});

test("what the runner would refuse becomes an annotation", async (t) => {
  const run = await probe(
    t,
    `file("OUTPUT", "other=1"); file("STATE", "no separator"); file("ENV", "NODE_OPTIONS=--inspect");
     file("STEP_SUMMARY", "x".repeat(1024 * 1024)); console.log("::set-env name=a::b");`,
    { inputs: { unheard: "of" } },
  );
  const messages = run.annotations.map(({ level, message }) => `${level}: ${message.slice(0, 45)}`);
  assert.deepEqual(messages, [
    "warning: Unexpected input(s) 'unheard'",
    "error: The `set-env` command is disabled.",
    "error: Unable to process file command 'GITHUB_STATE'",
    "error: Can't store NODE_OPTIONS through GITHUB_ENV.",
    "error: $GITHUB_STEP_SUMMARY upload aborted, supports",
    "warning: action.yml does not declare the output 'other",
  ]);
  assert.equal(run.summary, "");
  assert.equal(run.conclusion, "failure");
});

test("secrets are hidden from the moment the action masks them, and found wherever they show", async (t) => {
  const secrets = ["s3cr3t&value", "unspoken"];
  const run = await probe(
    t,
    `console.log("early s3cr3t&value"); console.log("::add-mask::s3cr3t&value"); console.log("late s3cr3t&value");
     file("OUTPUT", "digest=" + Buffer.from("me:s3cr3t&value!").toString("base64"));
     appendFileSync(process.env.HOME + "/left", encodeURIComponent("s3cr3t&value"));`,
    { secrets },
  );
  assert.equal(run.log, "early s3cr3t&value\nlate ***");
  assert.deepEqual(run.masks, ["s3cr3t&value"]);
  assert.deepEqual(run.leaks(run.log), ["s3cr3t&value"]);
  const places = await run.leakedPlaces();
  assert.deepEqual(places.slice(0, 2), ["outputs", "log"]);
  // The file that was left, and GITHUB_OUTPUT itself.
  assert.equal(places.length, 4);
});

test("a failing step is a failure and its post step runs all the same", async (t) => {
  const run = await probe(
    t,
    `console.log("::error file=Chart.yaml,line=3::no%0Aname"); process.exit(3);`,
    {},
    `console.error("post");`,
  );
  assert.equal(run.conclusion, "failure");
  assert.equal(run.exitCode, 3);
  assert.deepEqual(run.annotations, [
    { level: "error", message: "no\nname", properties: { file: "Chart.yaml", line: "3" } },
  ]);
  assert.equal(run.log, "##[error]no\nname\npost");
});

test("a cancelled action is interrupted first", async (t) => {
  if (process.platform === "win32")
    return t.skip("SKIP signals: Windows has none, a process ends at once there");
  const cancel = new AbortController();
  const running = probe(
    t,
    `process.on("SIGINT", () => { console.log("interrupted"); process.exit(130); });
     setInterval(() => {}, 1000); await fetch(process.env.INPUT_TOKEN).catch(() => {});`,
    { cancel: cancel.signal, inputs: { token: await callbackUrl(t, () => cancel.abort()) } },
  );
  const run = await running;
  assert.equal(run.conclusion, "cancelled");
  assert.equal(run.exitCode, 130);
  assert.equal(run.log, "interrupted");
});

/** An address that calls back when it is asked, so that no test has to wait for a time. */
async function callbackUrl(t: TestContext, called: () => void): Promise<string> {
  const server = createServer((_, response) => {
    response.end();
    called();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  return `http://127.0.0.1:${address.port}/`;
}
