import assert from "node:assert/strict";
import test from "node:test";
import { PublishError } from "../../src/errors.ts";
import { reportJson } from "../../src/report/json.ts";
import { closingLines, countsOf, lineOf } from "../../src/report/lines.ts";
import { outputTable } from "../../src/report/outputs.ts";
import type { Outcome } from "../../src/report/report.ts";

const digest = `sha256:${"b".repeat(64)}` as const;
const web: Outcome = {
  status: "published",
  path: "charts/web",
  name: "web",
  version: "1.4.0",
  appVersion: "2.9.1",
  tag: "1.4.0",
  repository: "ghcr.io/acme/charts/web",
  digest,
  chartDigest: `sha256:${"c".repeat(64)}`,
  size: 812,
  signatures: [],
};
const failed: Outcome = {
  status: "failed",
  path: "charts/api",
  signatures: [],
  error: new PublishError("IO", "gone"),
};

function outputs(...outcomes: Outcome[]): Record<string, string> {
  return Object.fromEntries(
    outputTable.map((spec) => [spec.name, spec.value({ outcomes }, { file: "out/plan.json", digest })]),
  );
}

test("one chart fills every output", () => {
  const values = outputs(web);
  assert.equal(values["digest"], digest);
  assert.equal(values["ref"], "ghcr.io/acme/charts/web:1.4.0");
  assert.equal(values["digest-ref"], `ghcr.io/acme/charts/web@${digest}`);
  assert.equal(values["subject-name"], "ghcr.io/acme/charts/web");
  assert.equal(values["app-version"], "2.9.1");
  assert.equal(values["published"], "true");
  assert.equal(values["failed-count"], "0");
  assert.equal(values["plan"], "out/plan.json");
  assert.equal(values["plan-digest"], digest);
});

test("charts that a tag is not of leave the outputs to the one that it is of", () => {
  const reason = "the tag web-v1.4.0 is of web";
  const others = ["charts/api", "charts/db"].map(
    (place): Outcome => ({ status: "skipped", path: place, signatures: [], reason }),
  );
  assert.equal(outputs(...others, web)["digest"], digest);
  assert.equal(outputs(...others)["published"], "");
  const there: Outcome = { ...web, path: "charts/other", status: "skipped", reason: "published already" };
  assert.equal(outputs(web, there)["digest"], "");
  assert.equal(outputs(there)["digest"], digest);
});

test("other tags of a chart stand in its line and in JSON", () => {
  const aliased: Outcome = { ...web, aliases: ["1.4", "1", "latest"] };
  assert.match(lineOf(aliased), /web:1\.4\.0 \(812 B\), also as 1\.4, 1, latest sha256:b/);
  assert.match(
    lineOf({ ...aliased, status: "unchanged", digest }),
    /web:1\.4\.0, also as 1\.4, 1, latest sha256:b/,
  );
  assert.deepEqual(JSON.parse(reportJson({ outcomes: [aliased] })).charts[0].aliases, ["1.4", "1", "latest"]);
});

test("several charts leave the outputs of one empty, and fill charts and matrix", () => {
  const values = outputs(web, failed);
  assert.equal(values["digest"], "");
  assert.equal(values["published"], "");
  assert.equal(values["failed-count"], "1");
  assert.deepEqual(
    JSON.parse(values["charts"] ?? "").map((c: { status: string }) => c.status),
    ["published", "failed"],
  );
  assert.deepEqual(
    JSON.parse(values["matrix"] ?? "").include.map((c: { name: string }) => c.name),
    ["web"],
  );
});

test("the JSON of a chart always has every key, in the documented order", () => {
  const { charts } = JSON.parse(reportJson({ outcomes: [failed] }));
  assert.deepEqual(Object.entries(charts[0]), [
    ["name", null],
    ["path", "charts/api"],
    ["version", null],
    ["appVersion", null],
    ["tag", null],
    ["aliases", []],
    ["status", "failed"],
    ["repository", null],
    ["ref", null],
    ["digest", null],
    ["digestRef", null],
    ["chartDigest", null],
    ["size", null],
    ["package", null],
    ["signatures", []],
    ["bundle", null],
    ["attestationUrl", null],
    ["artifactHub", null],
    ["releaseUrl", null],
    ["diff", []],
    ["error", "gone."],
  ]);
});

for (const { outcome, expected } of [
  { outcome: web, expected: `✓ web 1.4.0: published ghcr.io/acme/charts/web:1.4.0 (812 B) ${digest}` },
  {
    outcome: { ...web, status: "unchanged" as const, digest },
    expected: `= web 1.4.0: unchanged ghcr.io/acme/charts/web:1.4.0 ${digest}`,
  },
  {
    outcome: { ...web, status: "skipped" as const, reason: "published already" },
    expected: `- web 1.4.0: skipped ghcr.io/acme/charts/web:1.4.0, published already ${digest}`,
  },
  { outcome: failed, expected: "✗ charts/api: failed" },
]) {
  test(`a ${outcome.status} chart is told in one line`, () => assert.equal(lineOf(outcome), expected));
}

test("a run ends in its counts and the pinned installs", () => {
  assert.equal(countsOf({ outcomes: [web, failed, web] }), "2 published, 1 failed");
  assert.equal(countsOf({ outcomes: [] }), "no charts");
  assert.deepEqual(closingLines({ outcomes: [web, failed] }), [
    "1 published, 1 failed",
    "Install by digest:",
    `  helm install web oci://ghcr.io/acme/charts/web@${digest}`,
  ]);
});
