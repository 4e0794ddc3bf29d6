import assert from "node:assert/strict";
import { appendFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
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

test("monorepo.yml fails before any chart is published where one of them cannot be", async (t) => {
  const stage = await workflowStageFor(t);
  if (stage === undefined) return;
  await appendFile(path.join(stage.repository.directory, "charts/shop/Chart.yaml"), "version: nonsense\n");
  const run = await stage.run("monorepo.yml", { event: "push" });
  assert.ok(!run.isSuccess);
  assert.ok(!run.steps.some(({ job }) => job === "publish"));
  assert.deepEqual(stage.ghcr.takeLog().filter(isPut), []);
});
