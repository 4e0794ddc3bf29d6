import assert from "node:assert/strict";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { writeChart, writeFiles } from "../support/chart.ts";
import { emptyRepository, type TestRepository } from "../support/clone.ts";
import { registryFor } from "../support/registry.ts";
import { type ActionCall, runAction } from "../support/runner/run-action.ts";

const date = "2026-01-02T03:04:05Z";

/** A repository with the charts api and web, whose main branch has three commits. */
async function origin(t: TestContext): Promise<{ repository: TestRepository; commits: readonly string[] }> {
  const repository = await emptyRepository(t);
  const charts = path.join(repository.directory, "charts");
  for (const name of ["api", "web"]) await writeChart(charts, name, "1.0.0");
  const first = await repository.commit("charts", date);
  const second = await touch(repository, "web");
  return { repository, commits: [first, second, await touch(repository, "api")] };
}

async function touch(repository: TestRepository, chart: string): Promise<string> {
  const count = (await repository.git("rev-list", "--count", "HEAD")).trim();
  await writeFiles(path.join(repository.directory, "charts", chart), { "values.yaml": `commit: ${count}\n` });
  return repository.commit(chart, date);
}

async function run(t: TestContext, workspace: string, call: Omit<ActionCall, "workspace">) {
  const registry = await registryFor(t);
  const inputs = { registry: `oci://${registry.host}/charts`, changes: "git", ...call.inputs };
  const result = await runAction(t, { ...call, inputs, workspace });
  const charts: { path: string; status: string }[] = JSON.parse(result.outputs["charts"] || "[]");
  return {
    ...result,
    outcomes: Object.fromEntries(charts.map((chart) => [path.basename(chart.path), chart.status])),
    requests: registry.takeLog(),
  };
}

test("a push publishes what it changed, and skips the rest unseen", async (t) => {
  const { repository, commits } = await origin(t);
  const { directory } = await repository.clone();
  const pushed = await run(t, directory, {
    event: { before: commits[1], repository: { default_branch: "main" } },
  });
  assert.equal(pushed.exitCode, 0, pushed.log);
  assert.deepEqual(pushed.outcomes, { api: "published", web: "skipped" });
  const since = commits[1]?.slice(0, 7);
  assert.match(pushed.log, new RegExp(`^- charts/web: skipped, not changed since ${since}$`, "m"));
  assert.match(pushed.summary, new RegExp(`not changed since ${since}`));
  assert.equal(pushed.requests.filter((line) => line.startsWith("HEAD")).length, 1);
});

test("the first push of all publishes everything", async (t) => {
  const { repository } = await origin(t);
  const { directory } = await repository.clone();
  const event = { before: "0".repeat(40), repository: { default_branch: "main" } };
  const pushed = await run(t, directory, { event });
  assert.deepEqual(pushed.outcomes, { api: "published", web: "published" });
  assert.match(pushed.log, /^Every chart counts as changed: main is new$/m);
});

test("a pull request plans what it changes itself, though its base went on and the payload is behind", async (t) => {
  const { repository, commits } = await origin(t);
  await repository.git("checkout", "-qb", "topic", commits[0] ?? "");
  await touch(repository, "web");
  await repository.git("checkout", "-q", "--detach", "main");
  await repository.git("merge", "-q", "-X", "ours", "-m", "as GitHub merges it", "topic");
  await touch(repository, "web");
  const clone = await repository.clone("--no-checkout");
  await clone.git("fetch", "-q", "origin", await repository.git("rev-parse", "HEAD"));
  await clone.git("checkout", "-q", "--detach", "FETCH_HEAD");
  const github = {
    EVENT_NAME: "pull_request",
    REF: "refs/pull/7/merge",
    REF_NAME: "7/merge",
    BASE_REF: "main",
  };
  const event = { pull_request: { base: { sha: commits[0] } }, before: commits[0] };
  const checked = await run(t, clone.directory, { github, event, inputs: { "check-version": "off" } });
  assert.equal(checked.exitCode, 0, checked.log);
  assert.deepEqual(checked.outcomes, { api: "skipped", web: "planned" });
});

test("in a checkout of one commit the run stops with the line that mends it, and asks no registry", async (t) => {
  const { repository, commits } = await origin(t);
  const { directory } = await repository.clone("--depth=1");
  const { exitCode, annotations, requests } = await run(t, directory, { event: { before: commits[1] } });
  assert.equal(exitCode, 2);
  const [fault] = annotations;
  assert.match(fault?.message ?? "", /^Could not tell what changed since [0-9a-f]{7}: the clone is shallow/);
  assert.match(
    fault?.message ?? "",
    /Fix: Fetch the whole history: `with: { fetch-depth: 0 }` at actions\/checkout\./,
  );
  assert.deepEqual(requests, []);
});

test("after a force-push the commit before is gone, and the run says how to get it", async (t) => {
  const { repository, commits } = await origin(t);
  const gone = commits[2] ?? "";
  await repository.git("reset", "-q", "--hard", commits[0] ?? "");
  await touch(repository, "api");
  const { directory } = await repository.clone();
  const { exitCode, annotations } = await run(t, directory, { event: { before: gone } });
  assert.equal(exitCode, 2);
  assert.match(
    annotations[0]?.message ?? "",
    new RegExp(`Fix: It may have been pushed over\\. Run .git fetch origin ${gone}`),
  );
});

test("a run for a tag wants a base, and takes one", async (t) => {
  const { repository, commits } = await origin(t);
  const { directory } = await repository.clone();
  const github = { REF: "refs/tags/v2", REF_NAME: "v2", REF_TYPE: "tag" };
  const event = { before: "0".repeat(40) };
  const { exitCode, annotations } = await run(t, directory, { github, event });
  assert.equal(exitCode, 2);
  assert.match(annotations[0]?.message ?? "", /this run is about the tag v2/);
  const inputs = { base: commits[0] ?? "" };
  const tagged = await run(t, directory, { github, event, inputs });
  assert.deepEqual(tagged.outcomes, { api: "published", web: "published" });
});

test("ct.yaml and cr.yaml of the repository count for the action too, defaults or not", async (t) => {
  const { repository } = await origin(t);
  await writeFiles(repository.directory, {
    "ct.yaml": "excluded-charts: [web]\n",
    "cr.yaml": "skip-existing: true\n",
  });
  const { outcomes, log } = await run(t, repository.directory, { inputs: { changes: "unpublished" } });
  assert.deepEqual(outcomes, { api: "published" });
  assert.match(log, /^exclude from ct\.yaml$/m);
  assert.match(log, /^if-exists from cr\.yaml$/m);
});
