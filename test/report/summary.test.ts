import assert from "node:assert/strict";
import test from "node:test";
import { PublishError } from "../../src/errors.ts";
import type { Outcome } from "../../src/report/report.ts";
import { renderSummary } from "../../src/report/summary.ts";

const digest = `sha256:${"a".repeat(64)}` as const;
const web: Outcome = {
  status: "published",
  path: "charts/web",
  name: "web",
  version: "1.4.0+b.1",
  tag: "1.4.0_b.1",
  repository: "ghcr.io/acme/charts/web",
  digest,
  size: 12_345,
  signatures: [],
};

test("a chart has one row, with its digest in full", () => {
  const summary = renderSummary({ outcomes: [web] });
  const row = summary.split("\n").find((line) => line.startsWith("| ✅"));
  assert.match(
    row ?? "",
    /published \| <b>web<\/b> \| 1\.4\.0\+b\.1 \| <code>ghcr\.io\/acme\/charts\/web&#58;1\.4\.0&#95;b\.1<\/code>/,
  );
  assert.ok(row?.includes("a".repeat(64)));
  assert.match(row ?? "", /12\.3 kB/);
});

test("the pinned install can be copied for Helm, Flux and Argo CD", () => {
  const summary = renderSummary({ outcomes: [web] });
  assert.ok(summary.includes(`\nhelm install web oci://ghcr.io/acme/charts/web@${digest}\n`));
  assert.ok(summary.includes(`\n  url: oci://ghcr.io/acme/charts/web\n  ref:\n    digest: ${digest}\n`));
  assert.ok(summary.includes(`\n  repoURL: oci://ghcr.io/acme/charts/web\n  targetRevision: ${digest}\n`));
});

test("nothing is offered for installing that is not published", () => {
  const planned: Outcome = { ...web, status: "planned", reason: "would be published" };
  assert.ok(!renderSummary({ outcomes: [planned] }).includes("helm install"));
});

test("names and server text stay text", () => {
  const nasty = "a|b`c<img src=x>\n## head";
  const error = new PublishError("DENIED", "why: ```\n<script>", { hint: "do | that" });
  const summary = renderSummary({ outcomes: [{ status: "failed", path: nasty, signatures: [], error }] });
  const row = summary.split("\n").find((line) => line.startsWith("| ❌")) ?? "";
  assert.equal(row.split(" | ").length, 6);
  assert.ok(!row.includes("<img"));
  assert.ok(!summary.includes("\n## head"));
  assert.match(summary, /\n````text\nwhy: ```\n<script>\.\nFix: Do \| that\.\n````\n/);
});

test("a summary of very many charts stays below what GitHub takes", () => {
  const summary = renderSummary({ outcomes: Array.from({ length: 2000 }, () => web) });
  assert.ok(Buffer.byteLength(summary) < 1024 * 1024);
  assert.match(summary, /\d+ more charts: their install lines are left out/);
});
