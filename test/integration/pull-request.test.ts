import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { gitHubFor } from "../support/github-api.ts";
import { origin, type PullRequest, pullRequestFor, tripwire } from "../support/pull-request.ts";
import { registryFor } from "../support/registry.ts";
import { type ActionCall, type ActionResult, runAction } from "../support/runner/run-action.ts";
import { startServer } from "../support/scripted-server.ts";

/** Every input that makes the action write somewhere; the secrets beside them are empty, as in forks' runs. */
const writing = {
  sign: "cosign, pgp",
  attest: "true",
  tag: "after-signing",
  "if-exists": "overwrite",
  "create-repository": "true",
  release: "true",
  "alias-tags": "minor, major, latest",
  login: "true",
  "cache-dependencies": "true",
  username: "robot",
  password: "",
  "pgp-key": "",
  "pgp-key-id": "charts@example.com",
  "pgp-passphrase": "",
};

interface Stage extends PullRequest {
  readonly registry: Awaited<ReturnType<typeof registryFor>>;
  run(call?: ActionCall): Promise<ActionResult>;
}

async function stageFor(t: TestContext): Promise<Stage> {
  const pull = await pullRequestFor(t);
  const registry = await registryFor(t);
  const run: Stage["run"] = ({ inputs, ...call } = {}) =>
    runAction(t, { ...pull.call, inputs: { registry: `oci://${registry.host}/charts`, ...inputs }, ...call });
  return { ...pull, registry, run };
}

const digestsOf = ({ outputs }: ActionResult): Record<string, string> =>
  Object.fromEntries(
    JSON.parse(outputs["charts"] ?? "").map((chart: { name: string; digest: string }) => [
      chart.name,
      chart.digest,
    ]),
  );
const push = { github: { EVENT_NAME: "push" }, event: {} };

test("a pull request run writes nowhere, whatever is turned on, and needs no secret", async (t) => {
  const { run, registry, checkout } = await stageFor(t);
  await run({ ...push, inputs: { charts: "charts/api" } });
  registry.takeLog();
  const written = registry.served.filter(({ method }) => method === "PUT").length;
  const github = await gitHubFor(t);
  const elsewhere = await startServer();
  t.after(() => elsewhere[Symbol.asyncDispose]());
  const { searchPath, runs } = await tripwire(t, "aws", "gpg", "cosign", "docker-credential-desktop");
  const planned = await run({
    inputs: { ...writing, "output-dir": "out" },
    // Where whatever is not meant for the registry would have to come by.
    env: {
      PATH: searchPath,
      HTTPS_PROXY: elsewhere.origin,
      ACTIONS_ID_TOKEN_REQUEST_URL: elsewhere.origin,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "x",
      ACTIONS_RESULTS_URL: elsewhere.origin,
      ACTIONS_RUNTIME_TOKEN: "x",
    },
    github: {
      EVENT_NAME: "pull_request",
      REF: "refs/pull/7/merge",
      API_URL: github.apiUrl,
      SHA: await checkout.git("rev-parse", "HEAD"),
    },
  });
  assert.equal(planned.conclusion, "success", planned.log);
  assert.deepEqual(
    JSON.parse(planned.outputs["charts"] ?? "").map((chart: { status: string }) => chart.status),
    ["unchanged", "planned"],
  );
  const asked = registry.takeLog();
  assert.ok(asked.length > 0);
  assert.deepEqual(
    asked.filter((line) => !/^(GET|HEAD) /.test(line)),
    [],
  );
  assert.equal(registry.served.filter(({ method }) => method === "PUT").length, written);
  assert.deepEqual([github.log, github.releases, elsewhere.log], [[], [], []]);
  assert.ok(!existsSync(runs), "a program was run");
  assert.deepEqual(planned.state, {}, "no login is left, and none to undo");
  assert.match(planned.log, /Without password, as in pull requests from forks, username is left out/);
});

/** How the pull request's commits come to main, and whether the charts' last commits stay what they were. */
const merges = [
  {
    name: "a merge commit",
    git: [["merge", "--quiet", "--no-ff", "--message", "Merge #7", "pull"]],
    isSame: true,
  },
  { name: "a fast-forward", git: [["reset", "--quiet", "--hard", "pull"]], isSame: true },
  {
    name: "a squash",
    git: [
      ["merge", "--quiet", "--squash", "pull"],
      ["commit", "--quiet", "--message", "web and api (#7)"],
    ],
    isSame: false,
  },
] as const;

for (const { name, git, isSame } of merges) {
  test(`the digests that a pull request predicts are ${isSame ? "" : "not "}those published after ${name}`, async (t) => {
    const { run, base } = await stageFor(t);
    const planned = await run();
    assert.equal(planned.conclusion, "success", planned.log);
    for (const words of git) await base.git(...words);
    const main = await base.clone();
    await main.git("remote", "set-url", "origin", origin);
    const published = await run({ ...push, workspace: main.directory });
    assert.equal(published.conclusion, "success", published.log);
    const [before, after] = [digestsOf(planned), digestsOf(published)];
    assert.deepEqual(Object.keys(after), ["api", "web"]);
    if (isSame) assert.deepEqual(before, after);
    else for (const chart of ["api", "web"]) assert.notEqual(before[chart], after[chart]);
    const archives = ({ outputs }: ActionResult) =>
      JSON.parse(outputs["charts"] ?? "").map((chart: { chartDigest: string }) => chart.chartDigest);
    assert.deepEqual(archives(planned), archives(published), "the archives depend on the files alone");
  });
}

test("a stranger's head is refused before anything is read, run or sent, until it is allowed", async (t) => {
  const { run, registry, checkout } = await stageFor(t);
  const { searchPath, runs } = await tripwire(t, "git", "helm", "aws");
  const github = { EVENT_NAME: "pull_request_target", REF: "refs/heads/main" };
  const env = { PATH: searchPath };
  // Read, they would fail the run in other words.
  await checkout.git("rm", "--quiet", "-r", "--force", "charts");
  for (const root of [undefined, path.join(import.meta.dirname, "../../plan")]) {
    const refused = await run({ github, env, ...(root !== undefined && { root }) });
    assert.equal(refused.exitCode, 2);
    assert.match(
      refused.annotations[0]?.message ?? "",
      /^Could not start: this pull_request_target run .*"mallory\/charts"/,
    );
    assert.equal(refused.annotations.length, 1);
  }
  assert.deepEqual(registry.takeLog(), []);
  assert.ok(!existsSync(runs));
  await checkout.git("checkout", "--quiet", "HEAD", "--", "charts");
  const allowed = await run({ github, inputs: { "allow-foreign-head": "true" } });
  assert.equal(allowed.conclusion, "success", allowed.log);
  assert.ok(registry.takeLog().every((line) => /^(GET|HEAD) /.test(line)));
});
