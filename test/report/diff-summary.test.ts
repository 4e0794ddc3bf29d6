import assert from "node:assert/strict";
import test from "node:test";
import { type Change, countChanges } from "../../src/diff/change.ts";
import { type DiffFacts, diffLine, excerptsOf } from "../../src/report/diff-facts.ts";
import { renderDiffs } from "../../src/report/diff-summary.ts";
import { diffText } from "../../src/report/diff-text.ts";
import type { Outcome } from "../../src/report/report.ts";
import { renderSummary } from "../../src/report/summary.ts";

const change = (title: string, lines: readonly string[] = ["@@ -1,1 +1,1 @@", "-a", "+b"]): Change => ({
  kind: "changed",
  title,
  lines,
});
const factsOf = (files: readonly Change[], more: Partial<DiffFacts> = {}): DiffFacts => ({
  against: "published",
  version: "1.0.0",
  files: countChanges(files),
  dependencies: [],
  notes: [],
  excerpts: { files: excerptsOf(files), resources: [] },
  ...more,
});
const outcomeOf = (...diff: readonly DiffFacts[]): Outcome => ({
  status: "planned",
  reason: "would be published",
  path: "charts/web",
  name: "web",
  version: "1.1.0",
  signatures: [],
  diff,
});
const render = (...diff: readonly DiffFacts[]): string => renderDiffs([outcomeOf(...diff)], 100_000);

test("a change is folded, and counted above", () => {
  const text = render(factsOf([change("values.yaml")]));
  const title = "<b>web</b> 1.1.0: 1 file changed, compared with 1.0.0 as published";
  assert.ok(text.includes(`\n<details><summary>${title}</summary>\n`));
  assert.ok(text.includes("<details><summary>✏️ changed <code>values.yaml</code></summary>\n\n```diff\n@@"));
});

const numbers = [
  { facts: factsOf([]), expected: "no differences, compared with 1.0.0 as published" },
  {
    facts: factsOf([change("a"), { ...change("b"), kind: "added" }], {
      against: "base",
      resources: { added: 2, changed: 0, removed: 1 },
      dependencies: [{ name: "redis", before: [], after: ["1.0.0"] }],
    }),
    expected:
      "2 resources added, 1 removed; 1 file changed, 1 added; 1 dependency, compared with 1.0.0 at the base",
  },
];
for (const { facts, expected } of numbers) test(expected, () => assert.equal(diffLine(facts), expected));

test("a chart that nothing was published of is said to be new", () => {
  const { version: _, ...facts } = factsOf([]);
  assert.ok(render(facts).includes("<b>web</b> 1.1.0: nothing published to compare with\n"));
  assert.ok(render({ ...facts, against: "base" }).includes("not there at the base"));
  assert.ok(render({ ...facts, notes: ["Could not compare: 403"] }).includes("Could not compare&#58; 403"));
});

test("hostile text stays text", () => {
  const nasty = "</summary>|`<img src=x>\n# x\u202e::error::\u0007";
  const text = render(
    factsOf([change(nasty, ["+```", "+````</details>\r", "+\u202eevil"])], {
      notes: [nasty],
      dependencies: [{ name: nasty, before: [nasty], after: [] }],
    }),
  );
  for (const part of ["<img", "\n# x", "\u202e", "\u0007", "\r"]) assert.ok(!text.includes(part), part);
  assert.equal(text.match(/<\/summary>/g)?.length, 2);
  assert.ok(text.includes("\n`````diff\n+```\n+````</details><U+000D>\n+<U+202E>evil\n`````\n"));
  const row = text.split("\n").find((line) => line.startsWith("| ") && line.includes("none"));
  assert.equal(row?.split(" | ").length, 3);
});

test("long changes and long lines are cut, with the number of what is missing", () => {
  const text = render(factsOf([change("a", [`+${"x".repeat(1000)}`, ...new Array(150).fill("+y")])]));
  assert.ok(text.includes(`${"x".repeat(299)}… 701 more characters\n`));
  assert.ok(text.includes("\n… 51 more lines\n"));
  assert.ok(!text.includes("x".repeat(300)));
});

test("what does not fit is counted, and where all of it is", () => {
  const many = Array.from({ length: 250 }, (_, i) =>
    change(`file-${i}`, new Array(90).fill("+é".repeat(20))),
  );
  const text = render(factsOf(many, { file: "/out/web-1.1.0.diff" }));
  assert.ok(Buffer.byteLength(text) < 100_100);
  const shown = text.match(/<code>file-/g)?.length ?? 0;
  assert.ok(shown > 10);
  assert.ok(text.includes(`… and ${250 - shown} more in /out/web-1.1.0.diff.`));
  assert.ok(render(factsOf(many)).includes("more: set output-dir to keep all of it."));
});

test("300 charts fit into a summary, each with its numbers", () => {
  const changes = Array.from({ length: 40 }, (_, i) => change(`f${i}`, new Array(90).fill("+ü".repeat(100))));
  const facts = factsOf(changes);
  const outcomes = Array.from({ length: 300 }, (_, i) => ({ ...outcomeOf(facts), path: `charts/c${i}` }));
  const text = renderSummary({ outcomes });
  assert.ok(Buffer.byteLength(text) < 1024 * 1024);
  assert.equal(text.match(/40 files changed/g)?.length, 300);
});

test("the whole diff is a unified one, with remarks in front", () => {
  const files = [
    change("values.yaml"),
    { ...change("new\n.txt", ["@@ -0,0 +1,1 @@", "+x\u202e"]), kind: "added" as const },
  ];
  const facts = factsOf(files, {
    notes: ["a\nb"],
    dependencies: [{ name: "redis", before: ["1"], after: [] }],
  });
  assert.equal(
    diffText({ title: "web 1.1.0", facts, files, resources: [{ ...change("Pod v1 web"), kind: "removed" }] }),
    [
      "# web 1.1.0, compared with 1.0.0 as published",
      "# a b",
      "# dependency redis: 1 → none",
      ...["--- a/files/values.yaml", "+++ b/files/values.yaml", "@@ -1,1 +1,1 @@", "-a", "+b"],
      ...["--- /dev/null", "+++ b/files/new .txt", "@@ -0,0 +1,1 @@", "+x<U+202E>"],
      ...["--- a/rendered/Pod v1 web", "+++ /dev/null", "@@ -1,1 +1,1 @@", "-a", "+b", ""],
    ].join("\n"),
  );
});
