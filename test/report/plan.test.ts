import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import { PublishError } from "../../src/errors.ts";
import { planJson } from "../../src/report/plan-json.ts";
import { planOutputs } from "../../src/report/plan-outputs.ts";
import type { Outcome } from "../../src/report/report.ts";

const digest = `sha256:${"b".repeat(64)}` as const;
const layoutDigest = `sha256:${"c".repeat(64)}` as const;
const place = { tag: "1.4.0", repository: "ghcr.io/acme/charts/web" };
const web: Outcome = {
  ...place,
  status: "planned",
  reason: "would be published",
  path: "charts/web",
  signatures: [],
  package: path.resolve("out", "web-1.4.0.tgz"),
};
const unchanged: Outcome = { status: "unchanged", path: "charts/api", signatures: [], digest };
const skipped: Outcome = {
  status: "skipped",
  path: "charts/old",
  signatures: [],
  digest,
  reason: "published already",
};
const leftOut: Outcome = {
  status: "skipped",
  path: "charts/gone",
  signatures: [],
  reason: "deprecated",
};
const failed: Outcome = {
  status: "failed",
  path: "charts/db",
  signatures: [],
  error: new PublishError("IO", "gone"),
};

test("a plan's outputs speak of the charts to publish, each once whatever places it is due at", () => {
  const mirrored = { ...web, repository: "mirror.example.com/web" };
  const report = {
    outcomes: [web, mirrored, unchanged, { ...mirrored, path: "charts/api" }, skipped, leftOut, failed],
  };
  const values = new Map(planOutputs("due").map(({ name, value }) => [name, value(report)]));
  assert.deepEqual(
    [...values.keys()],
    ["matrix", "changed", "charts", "failed-count", "plan", "plan-digest"],
  );
  assert.equal(values.get("changed"), '["charts/web","charts/api"]');
  const places = JSON.parse(values.get("matrix") ?? "").include.map((c: Outcome) => [c.path, c.repository]);
  assert.deepEqual(places, [
    ["charts/web", place.repository],
    ["charts/api", mirrored.repository],
  ]);
  assert.deepEqual(
    [values.get("failed-count"), values.get("plan"), values.get("plan-digest")],
    ["1", "", ""],
  );
});

test("a path in a plan's outputs ends no word of a shell", () => {
  const report = { outcomes: [{ ...web, path: "charts/it's\u202e" }] };
  const changed = planOutputs("due").find(({ name }) => name === "changed");
  assert.equal(changed?.value(report), '["charts/it\\u0027s\\u202e"]');
});

test("a plan's outputs for every chart speak of the published ones too, not of those left out or failed", () => {
  const report = { outcomes: [unchanged, web, skipped, leftOut, failed] };
  const values = new Map(planOutputs("all").map(({ name, value }) => [name, value(report)]));
  const expected = ["charts/api", "charts/web", "charts/old"];
  assert.deepEqual(JSON.parse(values.get("changed") ?? ""), expected);
  const { include } = JSON.parse(values.get("matrix") ?? "");
  assert.deepEqual(
    include.map((chart: Outcome) => chart.path),
    expected,
  );
});

test("plan.json has what the layout holds beside what the registry holds, and paths from its own place", () => {
  const layoutDigests = new Map([[`${place.repository}:${place.tag}`, layoutDigest]]);
  const artifactHubDigests = new Map([[place.repository, digest]]);
  const dependsOn = new Map([["charts/web", ["charts/lib"]]]);
  const surroundings = { directory: path.resolve("out"), layoutDigests, artifactHubDigests, dependsOn };
  const text = planJson({ outcomes: [web, unchanged] }, surroundings);
  const plan = JSON.parse(text);
  assert.deepEqual(Object.keys(plan), ["planVersion", "charts"]);
  assert.equal(plan.charts[0].package, "web-1.4.0.tgz");
  assert.deepEqual([plan.charts[0].digest, plan.charts[0].layoutDigest], [null, layoutDigest]);
  assert.deepEqual([plan.charts[1].digest, plan.charts[1].layoutDigest], [digest, null]);
  assert.deepEqual([plan.charts[0].dependsOn, plan.charts[1].dependsOn], [["charts/lib"], []]);
  assert.deepEqual([plan.charts[0].artifactHubDigest, plan.charts[1].artifactHubDigest], [digest, null]);
});
