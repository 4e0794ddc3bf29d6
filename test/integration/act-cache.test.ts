import assert from "node:assert/strict";
import { cp } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { lockedChartFor } from "../support/locked-chart.ts";
import { workflowStageFor } from "../support/workflow-stage.ts";

test("a second run has the dependencies from the engine's cache, and downloads none", async (t) => {
  const stage = await workflowStageFor(t);
  if (stage === undefined) return;
  const locked = await lockedChartFor(t);
  await cp(locked.directory, path.join(stage.repository.directory, "charts/app"), { recursive: true });
  await stage.repository.commit("add a chart with dependencies", "2026-04-05T06:07:08Z");

  const first = await stage.run("release-on-push.yml", { event: "push" });
  assert.ok(first.isSuccess, first.log);
  assert.match(first.log, /^Saved the dependencies for later runs as cache helm-oci-publish-/m);
  assert.ok(locked.takeDownloads().length > 0);

  const second = await stage.run("release-on-push.yml", { event: "push" });
  assert.ok(second.isSuccess, second.log);
  assert.deepEqual(locked.takeDownloads(), []);
  assert.match(second.log, /^= app 1\.0\.0: unchanged /m);
});
