import assert from "node:assert/strict";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { type FakeGitHub, gitHubFor, gitHubToken } from "../support/github-api.ts";
import { registryFor, type TestRegistry } from "../support/registry.ts";
import { type ActionCall, type ActionResult, runAction } from "../support/runner/run-action.ts";

/** A pull request against a repository with a chart `web`. */
interface Proposal {
  readonly github: FakeGitHub;
  readonly registry: TestRegistry;
  readonly workspace: string;
  readonly run: (
    inputs?: Readonly<Record<string, string>>,
    github?: ActionCall["github"],
  ) => Promise<ActionResult>;
}

async function proposalFor(t: TestContext): Promise<Proposal> {
  const github = await gitHubFor(t);
  const registry = await registryFor(t);
  const workspace = await temporaryDirectory(t);
  await writeChart(path.join(workspace, "charts"), "web", "1.1.0");
  const run: Proposal["run"] = (inputs = {}, changes = {}) =>
    runAction(t, {
      workspace,
      inputs: {
        registry: `oci://${registry.host}/charts`,
        comment: "true",
        "github-token": gitHubToken,
        retries: "0",
        ...inputs,
      },
      secrets: [gitHubToken],
      github: {
        API_URL: github.apiUrl,
        GRAPHQL_URL: `${github.apiUrl}/graphql`,
        EVENT_NAME: "pull_request",
        REF: "refs/pull/7/merge",
        ...changes,
      },
    });
  return { github, registry, workspace, run };
}

test("a pull request is told what a merge would publish, and nothing is written anywhere else", async (t) => {
  const { github, run } = await proposalFor(t);
  const first = await run();
  assert.equal(first.exitCode, 0, first.log);
  const digest = first.outputs["digest"] ?? "none";
  assert.match(github.comments[0]?.body ?? "", /\| 🆕&nbsp;new \| <b>web<\/b> 1\.1\.0 \|/);
  assert.ok(github.comments[0]?.body.includes(`/charts/web@${digest}\n`));
  assert.ok(github.comments[0]?.body.includes('href="https://github.com/octo/charts/pull/7/checks"'));
  assert.match(first.log, /Comment on pull request 7: created/);
  const second = await run();
  assert.match(second.log, /Comment on pull request 7: unchanged/);
  assert.equal(github.comments.length, 1);
  assert.deepEqual(await second.leakedPlaces(), []);
});

test("the version before is named; a plan that is not to be told asks for none", async (t) => {
  const { github, registry, workspace, run } = await proposalFor(t);
  for (const version of ["1.0.9", "1.0.10", "2.0.0"]) {
    await writeChart(path.join(workspace, "charts"), "web", version);
    assert.equal((await run({ push: "true", comment: "false" })).exitCode, 0);
  }
  await writeChart(path.join(workspace, "charts"), "web", "1.1.0");
  registry.takeLog();
  await run({ comment: "false", diff: "off" });
  assert.equal(registry.takeLog().filter((line) => line === "GET tags/list").length, 0);
  await run({ diff: "off" });
  assert.equal(registry.takeLog().filter((line) => line === "GET tags/list").length, 1);
  const row = /\| ✏️&nbsp;changed \| <b>web<\/b> 1\.0\.10 → 1\.1\.0(.*?) \|/;
  assert.equal(row.exec(github.comments[0]?.body ?? "")?.[1], "");
  await run();
  assert.match(row.exec(github.comments[0]?.body ?? "")?.[1] ?? "", /^<br><sub>.*1 file changed<\/sub>$/);
});

test("a fork's token may only read: the summary says it all, and the run stays green", async (t) => {
  const { github, run } = await proposalFor(t);
  github.switches.pullRequests = "read";
  const result = await run({ summary: "false" });
  assert.equal(result.exitCode, 0, result.log);
  assert.deepEqual(github.comments, []);
  assert.match(result.summary, /## Helm charts: 1 planned/);
  assert.match(result.summary, /permissions&#58; pull-requests&#58; write/);
  const [warning, ...others] = result.annotations;
  assert.deepEqual([warning?.level, others], ["warning", []]);
  assert.match(warning?.message ?? "", /Resource not accessible by integration/);
});

test("without a token, or a pull request, there is no comment and no failure", async (t) => {
  const { github, run } = await proposalFor(t);
  const tokenless = await run({ "github-token": "" });
  assert.equal(tokenless.exitCode, 0, tokenless.log);
  assert.match(tokenless.annotations[0]?.message ?? "", /comment needs github-token, which is not given/);
  const push = await run({ push: "false" }, { EVENT_NAME: "push", REF: "refs/heads/main" });
  assert.equal(push.exitCode, 0, push.log);
  assert.deepEqual(push.annotations, []);
  assert.deepEqual(github.log, []);
});

test("a run that stops leaves no comment that is out of date", async (t) => {
  const { github, workspace, run } = await proposalFor(t);
  await run();
  await writeChart(path.join(workspace, "charts"), "web-too", "1.1.0", {
    "Chart.yaml": "apiVersion: v2\nname: web\nversion: 1.1.0\n",
  });
  const stopped = await run();
  assert.equal(stopped.exitCode, 2);
  assert.equal(github.comments.length, 1);
  assert.match(github.comments[0]?.body ?? "", /❌ the run stopped[\s\S]*would both become/);
  assert.match(stopped.summary, /the run stopped[\s\S]*would both become/);
});

test("of many findings ten of a kind are annotations at their lines; the log and the summary have all", async (t) => {
  const { github, workspace, run } = await proposalFor(t);
  const names = Array.from({ length: 33 }, (_, index) => `broken-${index}`);
  for (const name of names)
    await writeChart(path.join(workspace, "nested/charts"), name, "one", {
      "Chart.yaml": `apiVersion: v2\nname: ${name}\nversion: one\n`,
    });
  const result = await run({ "working-directory": "nested" });
  assert.equal(result.outputs["failed-count"], "33");
  const errors = result.annotations.filter(({ level }) => level === "error");
  assert.equal(errors.length, 10);
  assert.deepEqual(
    [errors[0]?.properties["file"], errors[0]?.properties["line"]],
    ["nested/charts/broken-0/Chart.yaml", "3"],
  );
  assert.match(errors[9]?.message ?? "", /… and 23 more, in the log and the job summary\.$/);
  for (const name of names)
    for (const place of [result.log, result.summary, github.comments[0]?.body ?? ""])
      assert.ok(place.includes(`charts/${name}`), name);
});
