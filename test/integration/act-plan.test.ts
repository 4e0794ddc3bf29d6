import assert from "node:assert/strict";
import { appendFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { shellAction } from "../support/act.ts";
import { temporaryDirectory } from "../support/chart.ts";
import { workflowStageFor } from "../support/workflow-stage.ts";

const isPut = (line: string): boolean => line.startsWith("PUT manifests/");

test("monorepo.yml gives every chart of the plan a job of its own, and none when there is nothing to do", async (t) => {
  const stage = await workflowStageFor(t);
  if (stage === undefined) return;
  const first = await stage.run("monorepo.yml", { event: "push" });
  assert.ok(first.isSuccess, first.log);
  const jobs = first.steps.filter(({ job, stage: when, name }) => {
    return job === "publish" && when === "Main" && name.startsWith("OWNER/");
  });
  assert.deepEqual(jobs.map(({ matrix }) => matrix["name"]).sort(), ["hello", "shop", "weather"]);
  assert.ok(jobs.every(({ result }) => result === "success"));
  assert.equal(stage.ghcr.takeLog().filter(isPut).length, 3);

  const second = await stage.run("monorepo.yml", { event: "push" });
  assert.ok(second.isSuccess, second.log);
  assert.deepEqual([...new Set(second.steps.map(({ job }) => job))], ["plan"]);
});

/** Artifacts are a service of GitHub's, whose two actions cannot be had here: these keep them in a directory. */
async function artifactActions(t: TestContext, meanwhile = ""): Promise<Readonly<Record<string, string>>> {
  const shelf = path.join(await temporaryDirectory(t), "artifacts");
  const [put, get] = [`cp -r "$GIVEN_PATH" "${shelf}"`, `cp -r "${shelf}" "$GIVEN_PATH"`];
  const upload = `${put}; cd "${shelf}"; ${meanwhile}`;
  return {
    "actions/upload-artifact@v4": await shellAction(t, ["name", "path"], upload),
    "actions/download-artifact@v4": await shellAction(t, ["name", "path"], get),
  };
}

test("approved-release.yml publishes what was packaged, in a job without a checkout", async (t) => {
  const stage = await workflowStageFor(t, { actions: await artifactActions(t) });
  if (stage === undefined) return;
  const first = await stage.run("approved-release.yml", { event: "push" });
  assert.ok(first.isSuccess, first.log);
  assert.equal(stage.ghcr.takeLog().filter(isPut).length, 3);
  assert.ok(!first.steps.some(({ job, name }) => job === "publish" && name.includes("checkout")));

  const second = await stage.run("approved-release.yml", { event: "push" });
  assert.ok(second.isSuccess, second.log);
  assert.ok(!second.steps.some(({ job }) => job === "publish"));
});

test("approved-release.yml publishes nothing of a plan that was altered meanwhile", async (t) => {
  const stage = await workflowStageFor(t, { actions: await artifactActions(t, "echo >> plan.json") });
  if (stage === undefined) return;
  const run = await stage.run("approved-release.yml", { event: "push" });
  assert.ok(!run.isSuccess);
  assert.match(run.log, /Could not use the plan out\/plan\.json: its digest is sha256:/);
  assert.deepEqual(stage.ghcr.takeLog().filter(isPut), []);
});

test("monorepo.yml fails before any chart is published where one of them cannot be", async (t) => {
  const stage = await workflowStageFor(t);
  if (stage === undefined) return;
  await appendFile(path.join(stage.repository.directory, "charts/shop/Chart.yaml"), "version: nonsense\n");
  const run = await stage.run("monorepo.yml", { event: "push" });
  assert.ok(!run.isSuccess);
  assert.ok(!run.steps.some(({ job }) => job === "publish"));
  assert.deepEqual(stage.ghcr.takeLog().filter(isPut), []);
});
