import assert from "node:assert/strict";
import test from "node:test";
import { PublishError } from "../../src/errors.ts";
import { outputTable } from "../../src/report/outputs.ts";
import type { Outcome } from "../../src/report/report.ts";
import { renderSummary } from "../../src/report/summary.ts";

const digest = `sha256:${"b".repeat(64)}` as const;
const webAt = (host: string): Outcome => ({
  status: "published",
  path: "charts/web",
  name: "web",
  version: "1.4.0",
  tag: "1.4.0",
  repository: `${host}/charts/web`,
  digest,
  size: 812,
  signatures: [],
});
const failedAt = (host: string): Outcome => {
  const { digest: _, ...facts } = webAt(host);
  return { ...facts, status: "failed", error: new PublishError("NETWORK", `${host} gave no answer`) };
};
const outputs = (...outcomes: Outcome[]): Record<string, string> =>
  Object.fromEntries(outputTable.map((spec) => [spec.name, spec.value({ outcomes }, undefined)]));

test("one chart at several targets fills the outputs of one, which speak of the first target", () => {
  const values = outputs(webAt("ghcr.io"), webAt("mirror.example"));
  assert.equal(values["ref"], "ghcr.io/charts/web:1.4.0");
  assert.equal(values["digest"], digest);
  assert.equal(JSON.parse(values["charts"] ?? "").length, 2);
  const { include } = JSON.parse(values["matrix"] ?? "");
  assert.deepEqual(
    include.map(({ repository }: { repository: string }) => repository),
    ["ghcr.io/charts/web"],
  );
});

test("a chart that failed at the first target is published at none, for the outputs of one", () => {
  const values = outputs(failedAt("ghcr.io"), webAt("mirror.example"));
  assert.deepEqual([values["digest"], values["published"]], ["", "false"]);
  assert.deepEqual(JSON.parse(values["matrix"] ?? ""), { include: [] });
});

test("a chart that failed at every target is one chart that failed", () => {
  assert.equal(outputs(failedAt("ghcr.io"), failedAt("mirror.example"))["failed-count"], "1");
});

test("the summary has a row for each target, and says where each install is from", () => {
  const summary = renderSummary({ outcomes: [webAt("ghcr.io"), webAt("mirror.example")] });
  assert.equal(summary.match(/^\| ✅/gm)?.length, 2);
  assert.match(summary, /Install web 1\.4\.0 from ghcr\.io\/charts\/web, pinned/);
  assert.match(summary, /Install web 1\.4\.0 from mirror\.example\/charts\/web, pinned/);
  assert.doesNotMatch(renderSummary({ outcomes: [webAt("ghcr.io")] }), / from /);
});
