import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { Secret } from "../../src/secret.ts";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { repositoryFrom } from "../support/clone.ts";
import { registryFor } from "../support/registry.ts";
import { type ActionCall, type ActionResult, jobToken, runAction } from "../support/runner/run-action.ts";

const examples = path.join(import.meta.dirname, "../../examples/charts");

/** The action in a checkout of the examples, against our own registry. */
async function examplesRun(t: TestContext, call: ActionCall = {}) {
  const registry = await registryFor(t);
  const { directory } = await repositoryFrom(t, examples);
  const run = (more: ActionCall = {}): Promise<ActionResult> =>
    runAction(t, {
      workspace: directory,
      ...call,
      ...more,
      inputs: { registry: `oci://${registry.host}/acme/charts`, ...call.inputs, ...more.inputs },
    });
  return { registry, directory, run };
}

test("one chart fills the outputs, the summary and the log", async (t) => {
  const { registry, directory, run } = await examplesRun(t);
  const result = await run({ inputs: { charts: "charts/weather", "output-dir": "out" } });
  assert.equal(result.conclusion, "success", result.log);
  const repository = `${registry.host}/acme/charts/weather`;
  const { outputs } = result;
  assert.match(outputs["digest"] ?? "", /^sha256:[0-9a-f]{64}$/);
  assert.equal(outputs["ref"], `${repository}:0.9.1`);
  assert.equal(outputs["digest-ref"], `${repository}@${outputs["digest"]}`);
  assert.equal(outputs["subject-name"], repository);
  assert.equal(outputs["name"], "weather");
  assert.equal(outputs["version"], "0.9.1");
  assert.equal(outputs["tag"], "0.9.1");
  assert.equal(outputs["published"], "true");
  assert.equal(outputs["failed-count"], "0");
  assert.equal(outputs["package"], path.join(directory, "out/weather-0.9.1.tgz"));
  assert.equal(outputs["prov"], "");
  const plan = JSON.parse(await readFile(outputs["plan"] ?? "", "utf8"));
  assert.deepEqual(plan.charts, JSON.parse(outputs["charts"] ?? ""));
  const index = JSON.parse(await readFile(path.join(directory, "out/oci/index.json"), "utf8"));
  assert.equal(index.manifests[0].digest, outputs["digest"]);
  assert.match(result.summary, /\| ✅ published \| <b>weather<\/b> \| 0\.9\.1 \|/);
  assert.ok(result.summary.includes(`helm install weather oci://${outputs["digest-ref"]}`));
  assert.match(result.log, /✓ weather 0\.9\.1: published .* sha256:/);
  assert.deepEqual(result.annotations, []);
});

test("several charts fill charts and matrix; a second run is unchanged", async (t) => {
  const { registry, run } = await examplesRun(t);
  const first = await run();
  assert.equal(first.conclusion, "success", first.log);
  assert.equal(first.outputs["digest"], "");
  assert.equal(JSON.parse(first.outputs["matrix"] ?? "").include.length, 3);
  registry.takeLog();
  const second = await run();
  const charts = JSON.parse(second.outputs["charts"] ?? "");
  assert.deepEqual(
    charts.map((chart: Record<string, string>) => [chart["name"], chart["status"]]),
    [
      ["hello", "unchanged"],
      ["shop", "unchanged"],
      ["weather", "unchanged"],
    ],
  );
  assert.equal(registry.takeLog().length, 3);
});

test("a broken chart is annotated at its line, and the others are published", async (t) => {
  const { directory, run } = await examplesRun(t);
  await writeChart(path.join(directory, "charts"), "broken", "1.2.3.4");
  const result = await run();
  assert.equal(result.conclusion, "failure");
  assert.equal(result.exitCode, 1);
  assert.equal(result.outputs["failed-count"], "1");
  const [annotation] = result.annotations;
  assert.equal(annotation?.level, "error");
  assert.equal(annotation?.properties["file"], "charts/broken/Chart.yaml");
  assert.equal(annotation?.properties["line"], "3");
  assert.match(annotation?.message ?? "", /"1\.2\.3\.4" is invalid/);
  assert.match(result.summary, /\| ❌ failed \| <code>charts\/broken<\/code>/);
  assert.match(result.summary, /\| ✅ published \| <b>hello<\/b>/);
});

test("a pull request is planned, and fails where content changed without a version", async (t) => {
  const { registry, directory, run } = await examplesRun(t);
  await run();
  await writeFile(path.join(directory, "charts/hello/values.yaml"), "greeting: Changed\n");
  await writeChart(path.join(directory, "charts"), "fresh", "0.1.0");
  registry.takeLog();
  const github = { EVENT_NAME: "pull_request", REF: "refs/pull/7/merge" };
  const result = await run({ github });
  assert.equal(result.conclusion, "failure");
  const statuses = JSON.parse(result.outputs["charts"] ?? "").map((c: { status: string }) => c.status);
  assert.deepEqual(statuses, ["planned", "conflict", "unchanged", "unchanged"]);
  assert.deepEqual(
    registry.takeLog().filter((line) => !/^(HEAD|GET)/.test(line)),
    [],
  );
  assert.equal(result.annotations[0]?.properties["file"], "charts/hello/Chart.yaml");
  assert.match(
    result.annotations[0]?.message ?? "",
    /values\.yaml differs.*\n?Fix: Bump version in charts\/hello\/Chart\.yaml/s,
  );
});

test("a pre-release of a pull request is named by its placeholders", async (t) => {
  const { run } = await examplesRun(t);
  const github = { EVENT_NAME: "pull_request", REF: "refs/pull/7/merge" };
  const version = "{version}-pr.{pr}.g{short-sha}";
  const result = await run({ github, inputs: { charts: "charts/hello", push: "true", version } });
  assert.equal(result.conclusion, "success", result.log);
  assert.match(result.outputs["tag"] ?? "", /^1\.0\.0-pr\.7\.g[0-9a-f]{7}$/);
});

test("without a registry the owner's charts on ghcr.io are meant", async (t) => {
  const { run } = await examplesRun(t);
  const github = { REPOSITORY_OWNER: "AcMe", REPOSITORY: "AcMe/charts" };
  const inputs = { registry: "", charts: "charts/hello", retries: "0", timeout: "1s" };
  const result = await run({ github, inputs });
  assert.equal(result.conclusion, "failure");
  assert.match(result.log, /Publishing to oci:\/\/ghcr\.io\/acme\/charts\n/);
  assert.match(
    result.annotations[0]?.message ?? "",
    /^Could not look up ghcr\.io\/acme\/charts\/hello:1\.0\.0: /,
  );
});

test("inputs that make no sense are all told, and nothing is asked of anybody", async (t) => {
  const { registry, run } = await examplesRun(t);
  const result = await run({ inputs: { "if-exists": "maybe", retries: "often", username: "me" } });
  assert.equal(result.exitCode, 2);
  assert.equal(result.annotations.length, 3);
  assert.match(result.annotations[0]?.message ?? "", /input “if-exists” must be one of verify/);
  assert.deepEqual(registry.takeLog(), []);
});

test("charts are found from the working directory, and the summary can be left out", async (t) => {
  const { run } = await examplesRun(t);
  const inputs = { "working-directory": "charts", charts: "hello", summary: "false" };
  const result = await run({ inputs });
  assert.equal(result.conclusion, "success", result.log);
  assert.equal(JSON.parse(result.outputs["charts"] ?? "")[0].path, "hello");
  assert.equal(result.summary, "");
});

test("names of files cannot issue commands to the runner", {
  skip: process.platform === "win32",
}, async (t) => {
  const { directory, run } = await examplesRun(t);
  const hostile = "x\n::error::gotcha\n##[error]gotcha ::add-mask::hello";
  await writeChart(path.join(directory, "charts"), hostile, "no version");
  const result = await run();
  assert.equal(result.conclusion, "failure");
  assert.match(result.log, /✗ charts\/x ::error::gotcha ##\u200b\[error\]gotcha ::add-mask::hello: failed/);
  assert.ok(!result.annotations.some(({ message }) => message.startsWith("gotcha")), result.log);
  assert.deepEqual(result.masks, [jobToken]);
});

test("secrets show nowhere", async (t) => {
  const password = "p@ss 'w\"o%rd&x";
  const credentials = {
    username: "robot$ci",
    password: new Secret(password),
  };
  const registry = await registryFor(t, { credentials });
  const { directory, git } = await repositoryFrom(t, examples);
  await git("remote", "add", "origin", "https://bot:ghp_inTheRemote@github.com/acme/charts.git");
  const inputs = {
    registry: `oci://${registry.host}/c`,
    username: "robot$ci",
    password,
    "output-dir": "out",
  };
  const pair = Buffer.from(`robot$ci:${password}`).toString("base64");
  const secrets = [password, pair];
  const good = await runAction(t, { workspace: directory, inputs, secrets, debug: true });
  assert.equal(good.conclusion, "success", good.log);
  assert.deepEqual(await good.leakedPlaces(), []);
  assert.ok(!good.outputs["charts"]?.includes("ghp_inTheRemote"));
  const refused = await runAction(t, {
    workspace: directory,
    inputs: { ...inputs, username: "nobody" },
    secrets,
    debug: true,
  });
  assert.equal(refused.conclusion, "failure");
  assert.deepEqual(await refused.leakedPlaces(), []);
  const layout = await readFile(path.join(directory, "out/oci/index.json"), "utf8");
  assert.ok(!layout.includes("ghp_inTheRemote"));
});

test("a cancelled job ends soon, says so, and leaves no tag", async (t) => {
  const cancel = new AbortController();
  const registry = await registryFor(t, {
    fault: (request) => {
      if (request.method !== "PUT") return false;
      cancel.abort();
      return true; // and no answer ever
    },
  });
  const chart = await writeChart(await temporaryDirectory(t), "web", "1.0.0");
  const inputs = { registry: `oci://${registry.host}/c`, charts: chart };
  const result = await runAction(t, { inputs, cancel: cancel.signal });
  assert.equal(result.conclusion, "cancelled");
  assert.equal(result.exitCode, 130);
  assert.match(result.annotations[0]?.message ?? "", /the run was cancelled/);
  assert.deepEqual(await registry.store.entries(), []);
});
