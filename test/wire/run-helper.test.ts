import assert from "node:assert/strict";
import { symlink } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { Secret } from "../../src/secret.ts";
import { createHelperRun, type HelperLimits } from "../../src/wire/run-helper.ts";
import { temporaryDirectory } from "../support/chart.ts";
import { fakeHelpers, keeper } from "../support/credential-helper.ts";

const never = new AbortController().signal;
const input = new Secret("ghcr.io");

test("a helper gets its input and says what it says, without a shell between", async (t) => {
  const helpers = await fakeHelpers(t);
  if (helpers === undefined) return;
  await helpers.add("keeper", keeper);
  const run = createHelperRun({ PATH: helpers.searchPath }, never);
  const login = new Secret('{"ServerURL":"ghcr.io","Username":"$(id)","Secret":"`id`;\'"}');
  assert.deepEqual(await run("docker-credential-keeper", "store", login), {
    exitCode: 0,
    stdout: "",
    stderr: "",
  });
  const { stdout } = await run("docker-credential-keeper", "get", input);
  assert.equal(stdout, login.reveal());
  const missing = await run("docker-credential-keeper", "get", new Secret("elsewhere"));
  assert.deepEqual([missing.exitCode, missing.stdout], [1, "credentials not found in native keychain\n"]);
  assert.ok(!(await helpers.surroundings()).includes("`id`"));
});

test("a helper gets the environment without what is ours and the runner's", async (t) => {
  const helpers = await fakeHelpers(t);
  if (helpers === undefined) return;
  await helpers.add("keeper", keeper);
  const theirs = {
    AWS_PROFILE: "theirs",
    HOME: "/theirs",
    https_proxy: "theirs",
    GITHUB_WORKSPACE: "/theirs",
  };
  const ours = [
    "HELM_OCI_PUBLISH_PASSWORD",
    "INPUT_PASSWORD",
    "INPUT_REGISTRY-AUTH",
    "STATE_logins",
    "GITHUB_TOKEN",
    "GITHUB_ENV",
    "GITHUB_OUTPUT",
    "GITHUB_STATE",
    "ACTIONS_RUNTIME_TOKEN",
    "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
  ];
  const own = Object.fromEntries(ours.map((name) => [name, "hunter2"]));
  const run = createHelperRun({ PATH: helpers.searchPath, ...theirs, ...own }, never);
  await run("docker-credential-keeper", "get", input);
  const given = await helpers.surroundings();
  for (const [name, value] of Object.entries(theirs))
    assert.match(given, new RegExp(`^${name}=${value}$`, "m"));
  assert.ok(!given.includes("hunter2"), given);
});

const limited: readonly (readonly [string, string, Partial<HelperLimits>, RegExp])[] = [
  ["is too slow", "exec sleep 600", { timeoutMs: 100 }, /^it gave no answer within 0\.1 s$/],
  ["leaves a child behind that keeps its output open", "sleep 3 &", { timeoutMs: 100 }, /no answer within/],
  ["says too much", "while :; do echo more; done", { outputBytes: 1000 }, /^it said more than 1000 bytes$/],
];
for (const [what, script, limits, failure] of limited) {
  test(`a helper that ${what} is ended`, async (t) => {
    const helpers = await fakeHelpers(t);
    if (helpers === undefined) return;
    await helpers.add("bad", script);
    const run = createHelperRun({ PATH: helpers.searchPath }, never, {
      timeoutMs: 30_000,
      outputBytes: 1024,
      ...limits,
    });
    assert.match((await run("docker-credential-bad", "get", input)).failure ?? "", failure);
  });
}

test("a helper that does not read its input is no error by that", async (t) => {
  if ((await fakeHelpers(t)) === undefined) return;
  const run = createHelperRun({ PATH: process.env["PATH"] }, never);
  const { exitCode, failure } = await run("true", "get", new Secret("x".repeat(1_000_000)));
  assert.deepEqual([exitCode, failure], [0, undefined]);
});

test("a helper that is not there is said to be missing", async () => {
  const run = createHelperRun({ PATH: "/nonexistent" }, never);
  const { exitCode, failure } = await run("docker-credential-missing", "get", input);
  assert.deepEqual([exitCode, failure], [127, "it is not on PATH"]);
});

test("a helper that cannot be started for another reason is a failure too", async (t) => {
  const directory = await temporaryDirectory(t);
  await symlink("docker-credential-loop", path.join(directory, "docker-credential-loop"));
  const run = createHelperRun({ PATH: directory }, never);
  const { exitCode, failure } = await run("docker-credential-loop", "get", input);
  assert.equal(exitCode, 127);
  assert.match(failure ?? "", /ELOOP/);
});

test("a cancelled run ends the helper", async (t) => {
  const helpers = await fakeHelpers(t);
  if (helpers === undefined) return;
  await helpers.add("slow", "exec sleep 600");
  const controller = new AbortController();
  const run = createHelperRun({ PATH: helpers.searchPath }, controller.signal);
  const ending = run("docker-credential-slow", "get", input);
  controller.abort();
  assert.match((await ending).failure ?? "", /cancelled/);
});
