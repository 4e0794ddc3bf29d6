import assert from "node:assert/strict";
import { access, mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { openLayout } from "../../src/oci/store/layout.ts";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { repositoryFrom } from "../support/clone.ts";
import { runProgram } from "../support/program.ts";
import { registryFor } from "../support/registry.ts";
import { runAction } from "../support/runner/run-action.ts";
import { startServer } from "../support/scripted-server.ts";

const root = path.join(import.meta.dirname, "../..");
const examples = path.join(root, "examples/charts");
const pullRequest = { EVENT_NAME: "pull_request", REF: "refs/pull/7/merge" };

test("a pull request is planned, not published", async (t) => {
  const { directory } = await repositoryFrom(t, examples);
  const registry = await registryFor(t);
  const inputs = { registry: `oci://${registry.host}/charts`, "output-dir": "out" };
  const run = await runAction(t, { inputs, workspace: directory, github: pullRequest });
  assert.equal(run.exitCode, 0);
  assert.match(run.log, /^Planning for oci:\/\/127/m);
  assert.match(run.log, /^→ hello 1\.0\.0: would be published as 127.*@sha256:/m);
  assert.ok(registry.takeLog().every((line) => /^(HEAD|GET) /.test(line)));
  assert.match(run.summary, /^## Helm charts: 3 planned$/m);
  assert.ok(!run.summary.includes("helm install"));
  const plan = JSON.parse(await readFile(run.outputs["plan"] ?? "", "utf8"));
  assert.deepEqual(
    plan.charts.map(({ path: place, status }: { path: string; status: string }) => [place, status]),
    JSON.parse(run.outputs["changed"] ?? "").map((place: string) => [place, "planned"]),
  );
  assert.deepEqual(JSON.parse(run.outputs["matrix"] ?? ""), { include: [] });
});

test("a pull request may publish a version of its own", async (t) => {
  const repository = await repositoryFrom(t, examples);
  const registry = await registryFor(t);
  const sha = (await repository.git("rev-parse", "HEAD")).slice(0, 7);
  const inputs = {
    registry: `oci://${registry.host}/charts`,
    charts: "charts/hello",
    push: "true",
    version: "{version}-pr.{pr}.g{short-sha}",
    "app-version": "run.{run}",
  };
  const run = await runAction(t, { inputs, workspace: repository.directory, github: pullRequest });
  assert.equal(run.exitCode, 0, run.log);
  assert.equal(run.outputs["version"], `1.0.0-pr.7.g${sha}`);
  assert.equal(run.outputs["tag"], `1.0.0-pr.7.g${sha}`);
  assert.equal(run.outputs["app-version"], "run.1");
  assert.equal(run.outputs["published"], "true");
});

test("output-dir keeps the archives, the plan and a layout that holds what was published", async (t) => {
  const { directory } = await repositoryFrom(t, examples);
  const registry = await registryFor(t);
  const inputs = { registry: `oci://${registry.host}/charts`, "output-dir": "kept/here" };
  const run = await runAction(t, { inputs, workspace: directory });
  assert.equal(run.exitCode, 0, run.log);
  const charts: readonly { package: string; chartDigest: string; digest: string; ref: string }[] = JSON.parse(
    run.outputs["charts"] ?? "",
  );
  for (const chart of charts) {
    assert.equal(path.dirname(chart.package), path.join(directory, "kept/here"));
    const bytes = await readFile(chart.package);
    const blob = path.join(
      directory,
      "kept/here/oci/blobs/sha256",
      chart.chartDigest.slice("sha256:".length),
    );
    assert.deepEqual(bytes, await readFile(blob));
  }
  const layout = await openLayout(path.join(directory, "kept/here/oci"));
  assert.deepEqual(
    (await layout.entries()).map(({ repository, tag, descriptor }) => [
      `${repository}:${tag}`,
      descriptor.digest,
    ]),
    charts.map(({ ref, digest }) => [ref, digest]),
  );
});

test("paths start from working-directory, annotations from the checkout", async (t) => {
  const { directory } = await repositoryFrom(t, examples);
  const registry = await registryFor(t);
  await writeChart(path.join(directory, "charts/team"), "broken", "x");
  const inputs = {
    registry: `oci://${registry.host}/charts`,
    "working-directory": "charts",
    charts: "hello\nteam/*",
    "output-dir": "out",
  };
  const run = await runAction(t, { inputs, workspace: directory });
  const paths = JSON.parse(run.outputs["charts"] ?? "").map((chart: { path: string }) => chart.path);
  assert.deepEqual(paths, ["hello", "team/broken"]);
  assert.equal(run.annotations[0]?.properties["file"], "charts/team/broken/Chart.yaml");
  await access(path.join(directory, "charts/out/hello-1.0.0.tgz"));
});

test("summary: false writes none", async (t) => {
  const { directory } = await repositoryFrom(t, examples);
  const registry = await registryFor(t);
  const inputs = { registry: `oci://${registry.host}/charts`, charts: "charts/hello", summary: "false" };
  const run = await runAction(t, { inputs, workspace: directory });
  assert.equal(run.exitCode, 0);
  assert.equal(run.summary, "");
});

test("with nothing set the charts go to the owner's place on ghcr.io, in lower case", async (t) => {
  const workspace = await temporaryDirectory(t);
  // A chart that cannot be packaged, so that nothing is asked of the real ghcr.io.
  await writeChart(path.join(workspace, "charts"), "broken", "x");
  const run = await runAction(t, { workspace, github: { REPOSITORY_OWNER: "Octo-Org" } });
  assert.match(run.log, /^Publishing to oci:\/\/ghcr\.io\/octo-org\/charts$/m);
});

test("a cancelled run ends at once, says so, and leaves no tag", async (t) => {
  const cancel = new AbortController();
  const registry = await startServer({
    fallback: ({ method }) => {
      if (method === "HEAD") return { status: 404 };
      cancel.abort();
      return { hang: true };
    },
  });
  t.after(() => registry[Symbol.asyncDispose]());
  const { directory } = await repositoryFrom(t, examples);
  const inputs = { registry: `oci://${registry.host}/charts` };
  const run = await runAction(t, { inputs, workspace: directory, cancel: cancel.signal });
  assert.equal(run.conclusion, "cancelled");
  assert.equal(run.exitCode, 130);
  assert.match(
    run.annotations[0]?.message ?? "",
    /Could not finish charts\/hello: the run was cancelled\.\nFix: Run again/,
  );
  assert.ok(!registry.log.some((line) => line.startsWith("PUT")));
});

test("a runner whose summary cannot be written gets all the rest", async (t) => {
  const workspace = await temporaryDirectory(t);
  const output = path.join(workspace, "output");
  const registry = await registryFor(t);
  await writeChart(path.join(workspace, "charts"), "web", "1.0.0");
  await mkdir(output);
  const env = {
    PATH: process.env["PATH"],
    GITHUB_STEP_SUMMARY: path.join(workspace, "nowhere/summary.md"),
    INPUT_SUMMARY: "true",
    INPUT_REGISTRY: `oci://${registry.host}/charts`,
  };
  const run = await runProgram(process.execPath, [path.join(root, "dist/action.js")], {
    directory: workspace,
    env,
  });
  assert.equal(run.code, 0, run.stdout);
  assert.match(run.stdout, /^::warning::Could not write the job summary: /m);
});
