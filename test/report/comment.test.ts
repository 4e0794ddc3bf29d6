import assert from "node:assert/strict";
import test from "node:test";
import { PublishError } from "../../src/errors.ts";
import { type CommentContent, renderComment } from "../../src/report/comment.ts";
import type { DiffFacts } from "../../src/report/diff-facts.ts";
import type { Outcome } from "../../src/report/report.ts";

const digest = `sha256:${"0123456789abcdef".repeat(4)}` as const;
const facts = {
  path: "charts/web",
  name: "web",
  version: "1.4.0",
  tag: "1.4.0",
  repository: "ghcr.io/acme/charts/web",
  digest,
  signatures: [],
};
const planned: Outcome = { ...facts, status: "planned", reason: "would be published" };
const error = new PublishError("CONFLICT", "Could not publish web: other content is published already.", {
  location: { file: "charts/web/Chart.yaml", line: 3 },
  hint: "Bump `version`.",
});

function comment(outcomes: readonly Outcome[], warnings: CommentContent["warnings"] = []): string {
  const frame = { marker: "<!-- marker -->", summaryUrl: "https://github.com/acme/charts/pull/7/checks" };
  return renderComment({ result: { report: { outcomes } }, warnings }, frame);
}

const unknown: DiffFacts = {
  against: "published",
  files: { added: 0, changed: 3, removed: 0 },
  dependencies: [],
  notes: [],
  excerpts: { files: [], resources: [] },
};
const differs: DiffFacts = { ...unknown, version: "1.3.2", resources: { added: 1, changed: 2, removed: 0 } };

const rows: readonly { readonly what: string; readonly outcome: Outcome; readonly row: string }[] = [
  {
    what: "a chart's first version",
    outcome: { ...planned, change: "new" },
    row: "| 🆕&nbsp;new | <b>web</b> 1.4.0 | <code>0123456789ab…</code> |",
  },
  {
    what: "one more version, with the one before",
    outcome: { ...planned, change: "changed", previous: "1.3.2" },
    row: "| ✏️&nbsp;changed | <b>web</b> 1.3.2 → 1.4.0 | <code>0123456789ab…</code> |",
  },
  {
    what: "how it differs, in numbers",
    outcome: {
      ...planned,
      change: "changed",
      previous: "1.3.2",
      diff: [differs, { ...differs, against: "base" }],
    },
    row: "| ✏️&nbsp;changed | <b>web</b> 1.3.2 → 1.4.0<br><sub>2 resources changed, 1 added; 3 files changed</sub><br><sub>2 resources changed, 1 added; 3 files changed, compared with 1.3.2 at the base</sub> | <code>0123456789ab…</code> |",
  },
  {
    what: "why nothing could be compared, but not that there is nothing",
    outcome: {
      ...planned,
      change: "new",
      diff: [unknown, { ...unknown, against: "base", notes: ["Could not compare: 403"] }],
    },
    row: "| 🆕&nbsp;new | <b>web</b> 1.4.0<br><sub>Could not compare&#58; 403</sub> | <code>0123456789ab…</code> |",
  },
  {
    what: "other content for a version",
    outcome: { ...planned, change: "replaced" },
    row: "| ♻️&nbsp;replaced | <b>web</b> 1.4.0 | <code>0123456789ab…</code> |",
  },
  {
    what: "what the registry would not tell",
    outcome: { ...planned, reason: "would be published, unless it exists already" },
    row: "| 📝&nbsp;planned | <b>web</b> 1.4.0<br>would be published, unless it exists already | <code>0123456789ab…</code> |",
  },
  {
    what: "what is there already",
    outcome: { ...facts, status: "unchanged" },
    row: "| 🟰&nbsp;unchanged | <b>web</b> 1.4.0 | <code>0123456789ab…</code> |",
  },
  {
    what: "a conflict",
    outcome: { path: "charts/web", name: "web", version: "1.4.0", signatures: [], status: "conflict", error },
    row: "| ⛔&nbsp;conflict | <b>web</b> 1.4.0 |  |",
  },
  {
    what: "a chart that has no name yet",
    outcome: { path: "charts/web", signatures: [], status: "failed", error },
    row: "| ❌&nbsp;failed | <code>charts/web</code>  |  |",
  },
];

for (const { what, outcome, row } of rows)
  test(`a row shows ${what}`, () => {
    assert.ok(comment([outcome]).split("\n").includes(row), comment([outcome]));
  });

test("a chart that is signed when it is published has its digest then", () => {
  const { digest: _, ...unsigned } = planned;
  assert.match(comment([unsigned]), /\| known once signed \|/);
});

test("the counts say first what asks for attention, and digests stand there in full", () => {
  const failed: Outcome = { path: "charts/b", signatures: [], status: "failed", error };
  const text = comment([{ ...planned, change: "new" }, failed]);
  assert.match(text, /^<!-- marker -->\n### Helm charts: 1 failed, 1 new\n/);
  assert.match(text, /would be published to <code>ghcr\.io\/acme\/charts<\/code>; nothing was sent/);
  assert.ok(text.includes(`\n\`\`\`text\nghcr.io/acme/charts/web@${digest}\n\`\`\`\n`));
  assert.match(text, /squashing or rebasing makes another/);
});

test("faults have their place and their fix, warnings too", () => {
  const warning = { message: "no icon", location: { file: "charts/web/Chart.yaml" }, hint: "add `icon`" };
  const text = comment([{ path: "charts/web", signatures: [], status: "failed", error }], [warning]);
  assert.match(text, /\n<code>charts\/web\/Chart\.yaml&#58;3<\/code><br>\nCould not publish web/);
  assert.match(text, /<b>Fix:<\/b> Bump <code>version<\/code>\./);
  assert.match(
    text,
    /#### ⚠️ 1 warning\n\n- <code>charts\/web\/Chart\.yaml<\/code>: no icon\. <b>Fix:<\/b> Add/,
  );
});

test("a chart that goes to several places has a row with each", () => {
  const text = comment([planned, { ...planned, repository: "quay.io/acme/web" }]);
  assert.match(text, /<b>web<\/b> 1\.4\.0<br><code>ghcr\.io\/acme\/charts\/web<\/code>/);
  assert.match(text, /<b>web<\/b> 1\.4\.0<br><code>quay\.io\/acme\/web<\/code>/);
  assert.match(text, /to <code>ghcr\.io\/acme\/charts<\/code>, <code>quay\.io\/acme<\/code>/);
});

test("among many charts those without news are folded away", () => {
  const quiet = Array.from(
    { length: 12 },
    (_, i): Outcome => ({ ...facts, path: `c${i}`, status: "unchanged" }),
  );
  const [open = "", folded = ""] = comment([planned, ...quiet]).split(
    "<details><summary>12 unchanged</summary>",
  );
  assert.equal(open.match(/^\| 📝/gm)?.length, 1);
  assert.equal(open.match(/^\| 🟰/gm), null);
  assert.equal(folded.match(/^\| 🟰/gm)?.length, 12);
  assert.equal(comment(quiet.slice(0, 3)).match(/<details>/g)?.length, 1, "the digests alone");
});

test("what is wrong stands above the rows of many charts, and finds room before them", () => {
  const failed: Outcome = { path: "charts/b", signatures: [], status: "failed", error };
  const many = Array.from({ length: 900 }, (_, i): Outcome => ({ ...planned, path: `c${i}` }));
  const warning = { message: "no icon", location: { file: "charts/web/Chart.yaml" } };
  const places = (outcomes: readonly Outcome[]) => {
    const text = comment(outcomes, [warning]);
    const found = ["Could not publish web", "no icon", "| Result |"].map((words) => text.indexOf(words));
    assert.ok(found.every((place) => place > 0));
    return found;
  };
  const [fault = 0, caution = 0, table = 0] = places([...many, failed]);
  assert.ok(fault < caution && caution < table);
  const [below = 0, , above = 0] = places([...many.slice(0, 9), failed]);
  assert.ok(above < below);
});

test("a comment stays below what GitHub takes, and says where the rest is", () => {
  const long = "x".repeat(100);
  const charts = Array.from({ length: 1000 }, (_, i): Outcome => ({ ...planned, name: long, path: `c${i}` }));
  const failed = charts.map(({ path }): Outcome => ({ path, signatures: [], status: "failed", error }));
  for (const outcomes of [charts, failed, [...failed.slice(0, 300), ...charts]]) {
    const text = comment(outcomes, [{ message: long }]);
    assert.ok(text.length <= 65_536, String(text.length));
    assert.ok(text.length > 50_000, String(text.length));
    assert.match(
      text,
      /Not all of it has room here: the rest is in the <a href="https:[^"]*">job summary<\/a>/,
    );
    assert.equal(text.match(/<details>/g)?.length, text.match(/<\/details>/g)?.length);
    assert.equal((text.match(/^```/gm)?.length ?? 0) % 2, 0);
  }
  assert.match(comment([planned]), /More is in the <a/);
});

test("a run that got no further says why", () => {
  const frame = { marker: "<!-- marker -->", summaryUrl: "https://github.com/acme/charts/pull/7/checks" };
  const text = renderComment({ result: { error }, warnings: [] }, frame);
  assert.match(text, /^<!-- marker -->\n### Helm charts: ❌ the run stopped\n\n<code>charts/);
});
