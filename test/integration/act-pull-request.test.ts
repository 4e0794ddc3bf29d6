import assert from "node:assert/strict";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import type { ActResult } from "../support/act.ts";
import { type WorkflowStage, workflowStageFor } from "../support/workflow-stage.ts";

/** Pull request 45, from a branch of `from`. */
async function pullRequest({ repository }: WorkflowStage, from = "acme/charts") {
  const [base, sha] = [await repository.git("rev-parse", "main"), await repository.git("rev-parse", "HEAD")];
  const head = { ref: "topic", sha, repo: { full_name: from } };
  return { number: 45, pull_request: { number: 45, head, base: { ref: "main", sha: base } } };
}

/** Commits a change of hello on a branch of its own, under another version where one is given. */
async function propose({ repository }: WorkflowStage, file: string, version?: string): Promise<string> {
  await repository.git("checkout", "--quiet", "-b", "topic");
  await appendFile(path.join(repository.directory, file), "more: true\n");
  const chartFile = path.join(repository.directory, "charts/hello/Chart.yaml");
  const chart = await readFile(chartFile, "utf8");
  if (version !== undefined)
    await writeFile(chartFile, chart.replace(/^version:.*$/m, `version: ${version}`));
  return await repository.commit("change hello", "2026-04-05T06:07:08Z");
}

const chartsOf = ({ outputs }: ActResult): readonly Readonly<Record<string, unknown>>[] =>
  JSON.parse(outputs.findLast(({ name }) => name === "charts")?.value ?? "");

test("pull-request.yml writes nothing, and foretells the digests that the merge has", async (t) => {
  const stage = await workflowStageFor(t);
  if (stage === undefined) return;
  await propose(stage, "charts/hello/values.yaml", "1.1.0");
  const foretold = await stage.run("pull-request.yml", {
    event: "pull_request",
    payload: await pullRequest(stage),
  });
  assert.ok(foretold.isSuccess, foretold.log);
  assert.ok(stage.ghcr.takeLog().every((line) => /^(HEAD|GET) /.test(line)));
  assert.deepEqual(
    chartsOf(foretold).map(({ status }) => status),
    ["planned", "planned", "planned"],
  );
  await stage.repository.git("checkout", "--quiet", "main");
  await stage.repository.git("merge", "--quiet", "--no-ff", "-m", "merge", "topic");
  const merged = await stage.run("release-on-push.yml", { event: "push" });
  assert.ok(merged.isSuccess, merged.log);
  assert.deepEqual(
    chartsOf(merged).map(({ digest }) => digest),
    chartsOf(foretold).map(({ digest }) => digest),
  );
});

test("pull-request.yml fails where a chart changed and its version did not, at the line of the version", async (t) => {
  const stage = await workflowStageFor(t);
  if (stage === undefined) return;
  await stage.run("release-on-push.yml", { event: "push" });
  stage.ghcr.takeLog();
  await propose(stage, "charts/hello/values.yaml");
  const run = await stage.run("pull-request.yml", {
    event: "pull_request",
    payload: await pullRequest(stage),
  });
  assert.ok(!run.isSuccess);
  assert.match(
    run.log,
    /::error file=charts\/hello\/Chart\.yaml,line=5.*has the same version with other content/,
  );
  assert.ok(stage.ghcr.takeLog().every((line) => /^(HEAD|GET) /.test(line)));
});

test("snapshot.yml publishes what the pull request touches under a version that names its commit", async (t) => {
  const stage = await workflowStageFor(t);
  if (stage === undefined) return;
  const commit = await propose(stage, "charts/hello/values.yaml");
  const run = await stage.run("snapshot.yml", { event: "pull_request", payload: await pullRequest(stage) });
  assert.ok(run.isSuccess, run.log);
  const tag = `1.0.0-pr.45.g${commit.slice(0, 7)}`;
  const uploads = stage.ghcr.takeLog().filter((line) => line.startsWith("PUT manifests/"));
  assert.deepEqual(uploads, [`PUT manifests/${tag}`]);
  assert.match(run.log, /^helm install hello oci:\/\/ghcr\.io\/acme\/charts\/hello@sha256:[0-9a-f]{64}$/m);
});

test("snapshot.yml leaves pull requests from forks alone", async (t) => {
  const stage = await workflowStageFor(t);
  if (stage === undefined) return;
  await propose(stage, "charts/hello/values.yaml");
  const payload = await pullRequest(stage, "mallory/charts");
  const run = await stage.run("snapshot.yml", { event: "pull_request", payload });
  assert.ok(run.isSuccess, run.log);
  assert.deepEqual([run.steps, stage.ghcr.takeLog()], [[], []]);
});
