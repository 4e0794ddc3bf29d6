import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { cp, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import type { ActResult } from "../support/act.ts";
import { helmFor } from "../support/helm.ts";
import { workflowStageFor } from "../support/workflow-stage.ts";

const action = "OWNER/helm-oci-publish@v1";

/** The last value that an output had. */
const outputOf = ({ outputs }: ActResult, wanted: string): string | undefined =>
  outputs.findLast(({ name }) => name === wanted)?.value;

test("release-on-push.yml publishes what is new, and on the next push nothing", async (t) => {
  const stage = await workflowStageFor(t);
  if (stage === undefined) return;
  const first = await stage.run("release-on-push.yml", { event: "push" });
  assert.ok(first.isSuccess, first.log);
  assert.deepEqual(JSON.parse(outputOf(first, "changed") ?? ""), [
    "charts/hello",
    "charts/shop",
    "charts/weather",
  ]);
  assert.match(first.log, /^\["charts\/hello","charts\/shop","charts\/weather"\]$/m, "a later step has it");
  assert.equal(stage.ghcr.takeLog().filter((line) => line.startsWith("PUT manifests/")).length, 3);
  const second = await stage.run("release-on-push.yml", { event: "push" });
  assert.ok(second.isSuccess, second.log);
  assert.equal(outputOf(second, "changed"), "[]");
  assert.ok(stage.ghcr.takeLog().every((line) => line.startsWith("HEAD manifests/")));
});

test("release-on-tag.yml publishes the tag's chart, and Helm renders it by its digest; the login is undone", async (t) => {
  const stage = await workflowStageFor(t);
  const helm = stage && (await helmFor(t, "4.2.3"));
  if (stage === undefined || helm === undefined) return;
  await stage.repository.git("tag", "hello-v1.2.0");
  const run = await stage.run("release-on-tag.yml", {
    event: "push",
    payload: { ref: "refs/tags/hello-v1.2.0" },
    programs: [path.dirname(helm.binary)],
  });
  assert.ok(run.isSuccess, run.log);
  assert.equal(outputOf(run, "ref"), "ghcr.io/acme/charts/hello:1.2.0");
  assert.match(run.log, /^# Source: hello\/templates\//m, "Helm has rendered it");
  const uploads = stage.ghcr.takeLog().filter((line) => line.startsWith("PUT manifests/"));
  assert.deepEqual(uploads, ["PUT manifests/1.2.0"]);
  const post = run.steps.find(({ stage: when }) => when === "Post");
  assert.deepEqual([post?.name, post?.result], [action, "success"]);
  assert.match(run.log, /^The logins of this job are undone\.$/m);
  assert.ok(!existsSync(path.join(stage.act.home, ".config/helm/registry/config.json")));
  assert.ok(!existsSync(path.join(stage.act.home, ".docker/config.json")));
});

test("a checkout uses itself by `uses: ./`, and a later step has its outputs", async (t) => {
  const stage = await workflowStageFor(t);
  if (stage === undefined) return;
  const { directory } = stage.repository;
  for (const name of ["action.yml", "dist"]) {
    await cp(path.join(import.meta.dirname, "../..", name), path.join(directory, name), { recursive: true });
  }
  const workflow = ".github/workflows/self.yml";
  await mkdir(path.join(directory, path.dirname(workflow)), { recursive: true });
  const steps = [
    "{uses: actions/checkout@v5}",
    "{id: chart, uses: ./, with: {charts: charts/hello}}",
    '{run: echo "it is $DIGEST", env: {DIGEST: "$\u007b{ steps.chart.outputs.digest }}"}}',
  ];
  await writeFile(
    path.join(directory, workflow),
    `on: push\njobs: {self: {runs-on: ubuntu-latest, steps: [${steps.join(", ")}]}}\n`,
  );
  const run = await stage.act.run({ directory, workflow, event: "push", env: stage.env });
  assert.ok(run.isSuccess, run.log);
  assert.match(outputOf(run, "digest") ?? "", /^sha256:[0-9a-f]{64}$/);
  assert.ok(run.log.includes(`it is ${outputOf(run, "digest")}\n`), run.log);
});
