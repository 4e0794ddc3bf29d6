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

test("a chart has one row, which names its digest", () => {
  const summary = renderSummary({ outcomes: [web] });
  const row = summary.split("\n").find((line) => line.startsWith("| ✅"));
  assert.match(
    row ?? "",
    /published \| <b>web<\/b> 1\.4\.0\+b\.1 \| <code>ghcr\.io\/acme\/charts\/web&#58;1\.4\.0&#95;b\.1<\/code>/,
  );
  assert.ok(row?.includes("<code>sha256&#58;aaaaaaaaaaaa…</code>"));
  assert.match(row ?? "", /12\.3&nbsp;kB/);
});

test("other tags of a chart stand under its reference", () => {
  const summary = renderSummary({ outcomes: [{ ...web, aliases: ["1.4", "latest"] }] });
  assert.ok(summary.includes("</code><br>also <code>1.4</code>, <code>latest</code> | "));
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
  assert.equal(row.split(" | ").length, 5);
  assert.ok(!row.includes("<img"));
  assert.ok(!summary.includes("\n## head"));
  assert.ok(!summary.includes("<script>"));
  assert.match(summary, /\nwhy&#58; &#96;&#96;&#96; &#60;script&#62;\.\n\n<b>Fix:<\/b> Do &#124; that\.\n/);
});

test("a fault has its place, its excerpt to the column, and what to type as code", () => {
  const error = new PublishError("CHART_INVALID", "Could not load charts/web", {
    problems: [
      {
        message: "version is none",
        location: { file: "charts/web/Chart.yaml", line: 3, column: 10 },
        excerpt: "version: `x`\n         ^",
        hint: "write `version: 1.2.3`",
      },
    ],
  });
  const summary = renderSummary({
    outcomes: [{ status: "failed", path: "charts/web", signatures: [], error }],
  });
  assert.match(
    summary,
    /\n<code>charts\/web\/Chart\.yaml&#58;3&#58;10<\/code><br>\nCould not load charts\/web&#58; version is none\.\n/,
  );
  assert.ok(summary.includes("\n```text\nversion: `x`\n         ^\n```\n"));
  assert.ok(summary.includes("<b>Fix:</b> Write <code>version&#58; 1.2.3</code>.\n"));
});

test("why a chart was left out, or what a plan would do, stands in its row", () => {
  const skipped: Outcome = { ...web, status: "skipped", reason: "published already" };
  assert.match(renderSummary({ outcomes: [skipped] }), /^\| ⏭️&nbsp;skipped<br>published already \| /m);
  const planned: Outcome = { ...web, status: "planned", reason: `would replace ${digest}` };
  assert.match(
    renderSummary({ outcomes: [planned] }),
    /^\| 📝&nbsp;planned<br>would replace sha256&#58;a{12}… \| /m,
  );
});

test("a summary of very many charts stays below what GitHub takes", () => {
  const summary = renderSummary({ outcomes: Array.from({ length: 2000 }, () => web) });
  assert.ok(Buffer.byteLength(summary) < 1024 * 1024);
  assert.match(summary, /\d+ more charts: their install lines are left out/);
});

test("what is wrong stands above the rows of many charts", () => {
  const error = new PublishError("CHART_INVALID", "Could not load the chart.");
  const failed: Outcome = { path: "charts/broken", signatures: [], status: "failed", error };
  const placesOf = (count: number): number[] => {
    const fine = Array.from({ length: count }, (_, i): Outcome => ({ ...failed, path: `charts/${i}` }));
    const text = renderSummary({ outcomes: [...fine, failed] });
    return ["Could not load the chart", "| Result |"].map((words) => text.indexOf(words));
  };
  const [fault = -1, table = -1] = placesOf(10);
  assert.ok(0 < fault && fault < table);
  const [below = -1, above = -1] = placesOf(9);
  assert.ok(0 < above && above < below);
});
