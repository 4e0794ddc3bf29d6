import assert from "node:assert/strict";
import test from "node:test";
import { optionsOf } from "../src/options/table.ts";
import { outputTable } from "../src/report/outputs.ts";
import { readPages } from "./support/documents.ts";
import { ownSteps } from "./support/own-steps.ts";

/** What a workflow may have after: the bar of these pages. */
const maxLines = 15;
/** README without its generated tables: what somebody reads through. */
const maxReadmeLines = 250;

const pages = readPages();
const migrations = pages.filter(
  ({ file }) => file.startsWith("docs/migration/") && !file.endsWith("README.md"),
);
const known = new Set<string>([
  ...optionsOf("publish").map(({ name }) => name),
  ...outputTable.map(({ name }) => name),
]);

test("every tool that people come from has its page", () => {
  assert.deepEqual(
    migrations.map(({ file }) => file.slice("docs/migration/".length)),
    ["appany.md", "bitdeps.md", "chart-releaser.md", "ct-lint.md", "digest-and-cosign.md", "helm-push.md"],
  );
});

for (const { file, text, snippets } of migrations) {
  const under = (heading: string) => snippets.filter((s) => s.heading === heading && s.language === "yaml");

  test(`${file}: one workflow before, and one of ${maxLines} lines at most after`, () => {
    const [before, after] = [under("Before"), under("After")];
    assert.deepEqual([before.length, after.length], [1, 1]);
    const count = (one: typeof before): number => one[0]?.text.split("\n").length ?? 0;
    assert.ok(count(after) <= maxLines, `${count(after)} lines`);
    assert.ok(count(after) < count(before));
    assert.deepEqual(before.flatMap(ownSteps), []);
    assert.equal(after.flatMap(ownSteps).length, 1);
  });

  test(`${file}: what the old lines became are inputs and outputs that there are`, () => {
    const table = /## What became what\n\n([\s\S]*?)\n\n/.exec(text)?.[1] ?? assert.fail("no table");
    const cells = table
      .split("\n")
      .slice(2)
      .map((row) => row.split(" | ")[1] ?? "");
    const named = cells.flatMap((cell) => [...cell.matchAll(/`([a-z]+(?:-[a-z]+)*)(?:: [^`]*)?`/g)]);
    assert.ok(named.length > 3);
    assert.deepEqual(
      named.map((match) => match[1] ?? "").filter((name) => !known.has(name)),
      [],
    );
  });

  test(`${file}: says what changes`, () => {
    assert.match(text, /## What changes\n\n- /);
  });
}

test("README can be read through", () => {
  const readme = pages.find(({ file }) => file === "README.md")?.text ?? "";
  const written = readme.replace(/(<!-- (\w+) -->\n)[\s\S]*?(<!-- \/\2 -->)/g, "$1$3");
  const lines = written.trimEnd().split("\n").length;
  assert.ok(lines <= maxReadmeLines, `${lines} lines`);
});
