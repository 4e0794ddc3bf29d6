import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { Secret } from "../../src/secret.ts";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { repositoryFrom } from "../support/clone.ts";
import { runProgram } from "../support/program.ts";
import { registryFor } from "../support/registry.ts";
import { leakedPlaces } from "../support/runner/leaks.ts";
import { leakedSecrets } from "../support/runner/masks.ts";
import { jobToken, runAction } from "../support/runner/run-action.ts";
import { type ScriptedServer, startServer } from "../support/scripted-server.ts";
import { type SpiedGit, spiedGit } from "../support/spied-git.ts";
import { createTokenRegistry } from "../support/token-registry.ts";

/** With what is special to URLs, shells, Markdown, workflow commands and logs. */
const password = "p&ss%0A w<o>r`d\n::second; line|\"'";
const gitPassword = "ghp_in-the-remote";
const basicPair = Buffer.from(`ci:${password}`).toString("base64");
const secrets = [password, ...password.split("\n"), gitPassword, basicPair];

const program = path.join(import.meta.dirname, "../../src/cli/main.ts");

interface Stage {
  readonly directory: string;
  readonly git: SpiedGit;
}

/** A checkout of the examples whose remote has a password, one chart of which cannot be published. */
async function makeStage(t: TestContext): Promise<Stage | undefined> {
  const git = await spiedGit(t);
  if (git === undefined) return undefined;
  const repository = await repositoryFrom(t, path.join(import.meta.dirname, "../../examples/charts"));
  await repository.git("remote", "add", "origin", `https://octo:${gitPassword}@github.com/octo/charts.git`);
  await writeChart(path.join(repository.directory, "charts"), "broken", "1.2.3.4");
  return { directory: repository.directory, git };
}

/** The places that a checkout had the remote's password in before. */
const afterwards = (places: readonly string[]): string[] =>
  places.filter((place) => !place.includes(`${path.sep}.git${path.sep}config`));

test("a password shows nowhere: not in the action's log, summary, outputs or files, nor in what git is given", async (t) => {
  const stage = await makeStage(t);
  if (stage === undefined) return;
  const registry = await registryFor(t, { credentials: { username: "ci", password: new Secret(password) } });
  const run = await runAction(t, {
    inputs: {
      registry: `oci://${registry.host}/charts`,
      username: "ci",
      password,
      "output-dir": "out",
    },
    env: { PATH: stage.git.searchPath, DOCKER_AUTH_CONFIG: password, ANY_NAME: password },
    workspace: stage.directory,
    secrets,
    debug: true,
  });
  assert.equal(run.outputs["failed-count"], "1", run.log);
  assert.equal(JSON.parse(run.outputs["matrix"] ?? "").include.length, 3);
  assert.deepEqual(afterwards(await run.leakedPlaces()), []);
  for (const secret of [...password.split("\n"), basicPair, jobToken])
    assert.ok(run.masks.includes(secret), secret);
  await assertUnspoken(stage.git);
});

test("nor does it in what the command prints or leaves", async (t) => {
  const stage = await makeStage(t);
  if (stage === undefined) return;
  const registry = await registryFor(t, { credentials: { username: "ci", password: new Secret(password) } });
  const words = [
    "publish",
    "--working-directory",
    stage.directory,
    "--registry",
    `oci://${registry.host}/charts`,
  ];
  const env = { HELM_OCI_PUBLISH_USERNAME: "ci", HELM_OCI_PUBLISH_PASSWORD: password, ANY_NAME: password };
  const { code, stdout, stderr } = await runProgram(
    process.execPath,
    [program, ...words, "--output-dir", "out", "--json", "--debug"],
    { env: { ...env, PATH: stage.git.searchPath } },
  );
  assert.equal(code, 1);
  assert.match(stderr, /debug: (PUT|.*201)/);
  assert.deepEqual(afterwards(await leakedPlaces({ stdout, stderr }, [stage.directory], secrets)), []);
  await assertUnspoken(stage.git);
});

test("a login that Docker or Helm left is used, and shows nowhere", async (t) => {
  const stage = await makeStage(t);
  if (stage === undefined) return;
  const registry = await registryFor(t, { credentials: { username: "ci", password: new Secret(password) } });
  const auths = { auths: { [registry.host]: { auth: basicPair } } };
  const login = path.join(await temporaryDirectory(t), "config.json");
  await writeFile(login, JSON.stringify(auths));
  for (const env of [{ HELM_REGISTRY_CONFIG: login }, { DOCKER_CONFIG: path.dirname(login) }]) {
    const run = await runAction(t, {
      inputs: { registry: `oci://${registry.host}/charts`, charts: "charts/hello" },
      env: { PATH: stage.git.searchPath, ...env },
      workspace: stage.directory,
      secrets,
      debug: true,
    });
    assert.equal(run.exitCode, 0, run.log);
    assert.deepEqual(afterwards(await run.leakedPlaces()), []);
  }
  await assertUnspoken(stage.git);
});

test("a token that a token server issued shows nowhere, and goes to no other origin", async (t) => {
  const stage = await makeStage(t);
  if (stage === undefined) return;
  const tokens = createTokenRegistry(() => registry.origin);
  const elsewhere = await startServer({ fallback: tokens.registry.handle });
  t.after(() => elsewhere[Symbol.asyncDispose]());
  const registry: ScriptedServer = await startServer({
    rules: [
      ...tokens.rules,
      {
        method: "GET",
        path: /\/manifests\//,
        reply: ({ path: target }) => ({ status: 307, headers: { location: `${elsewhere.origin}${target}` } }),
      },
    ],
    fallback: tokens.handle,
  });
  t.after(() => registry[Symbol.asyncDispose]());
  const issued = Array.from({ length: 9 }, (_, count) => `token-${count + 1}-of-the-server`);
  const run = await runAction(t, {
    inputs: { registry: `oci://${registry.host}/charts`, charts: "charts/hello", username: "ci", password },
    env: { PATH: stage.git.searchPath },
    workspace: stage.directory,
    secrets: [...secrets, ...issued],
    debug: true,
  });
  assert.equal(run.exitCode, 0, run.log);
  assert.deepEqual(afterwards(await run.leakedPlaces()), []);
  const used = registry.requests.map(({ headers }) => headers.authorization ?? "").join("\n");
  assert.match(used, /Bearer token-1-of-the-server/);
  assert.ok(run.masks.includes("token-1-of-the-server"));
  assert.match(elsewhere.log.join("\n"), /^GET .*\/manifests\//);
  for (const request of elsewhere.requests) {
    assert.equal(request.headers.authorization, undefined);
    assert.deepEqual(leakedSecrets(JSON.stringify(request), [...secrets, ...issued, jobToken]), []);
  }
});

test("the workflow's token goes to ghcr.io alone, whatever another registry asks for", async (t) => {
  const registry = await registryFor(t, { credentials: { username: "ci", password: new Secret(jobToken) } });
  const workspace = await temporaryDirectory(t);
  await writeChart(path.join(workspace, "charts"), "web", "1.0.0");
  const inputs = { registry: `oci://${registry.host}/charts`, retries: "0" };
  const run = await runAction(t, { inputs, workspace });
  assert.equal(run.exitCode, 1);
  assert.ok(registry.served.length > 0 && registry.served.every(({ status }) => status === 401));
  assert.deepEqual(await run.leakedPlaces(), []);
});

test("a server that says the credentials back does not get them into the log", async (t) => {
  const registry = await startServer({
    fallback: ({ headers: { authorization = "" } }) => {
      const pair = authorization.replace("Basic ", "");
      const words = `no: ${authorization} ${Buffer.from(pair, "base64")} ${password}`;
      return {
        status: authorization === "" ? 401 : 403,
        headers: { "www-authenticate": 'Basic realm="x"' },
        body: { errors: [{ code: pair || "DENIED", message: words }] },
      };
    },
  });
  t.after(() => registry[Symbol.asyncDispose]());
  const workspace = await temporaryDirectory(t);
  await writeChart(path.join(workspace, "charts"), "web", "1.0.0");
  const plain = "hunter2-and-more";
  const inputs = { registry: `oci://${registry.host}/charts`, retries: "0", username: "ci", password: plain };
  const run = await runAction(t, { inputs, workspace, secrets: [plain], debug: true });
  assert.match(run.log, /was answered 403/);
  assert.deepEqual(await run.leakedPlaces(), []);
  assert.deepEqual(run.leaks(run.rawStdout.replace(/^::add-mask::.*$/gm, "")), []);
});

/** Git was run, and neither its arguments nor its environment hold a secret. */
async function assertUnspoken(git: SpiedGit): Promise<void> {
  const calls = await git.calls();
  assert.match(calls, /^log$/m);
  assert.deepEqual(leakedSecrets(calls, [...secrets, jobToken]), []);
}
