import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { TestContext } from "node:test";
import { untried } from "./behaviour.ts";

/** What was seen of one registry: a cell for each behaviour, undefined where it failed. */
export interface Result {
  readonly registry: string;
  readonly cells: readonly (string | undefined)[];
}

/** Where the table stands, between its two marks. */
const documentFile = path.join(import.meta.dirname, "../../../docs/registries.md");
const tablePattern = /(?<=<!-- results -->\n)[\s\S]*?(?=<!-- \/results -->)/;

/** What to do where the table is not up to date. */
const remedy = "run `node scripts/registry-table.ts` where every registry can be tried";

/**
 * Fails where the table says something else than what was seen; what could not be tried on a laptop is not compared.
 * `HELM_TEST_RESULTS` names a directory that gets the result instead, for scripts/registry-table.ts.
 */
export function checkResult(t: TestContext, result: Result): void {
  const directory = process.env["HELM_TEST_RESULTS"];
  if (directory !== undefined) {
    const name = result.registry.replace(/[^a-z0-9]+/gi, "-");
    writeFileSync(path.join(directory, `${name}.json`), JSON.stringify(result));
  } else if (result.cells.includes(untried) && process.env["CI"] !== "true") {
    t.skip("SKIP not everything could be tried here; see what was skipped above");
  } else {
    const row = rowOf(result);
    assert.ok(documentedTable().split("\n").includes(row), `the table has no such row:\n${row}\n${remedy}`);
  }
}

/** The whole table. */
export function tableOf(columns: readonly string[], results: readonly Result[]): string {
  const ruler = ["---", ...columns.map(() => "---")];
  return [
    rowOf({ registry: "Registry", cells: columns }),
    `| ${ruler.join(" | ")} |`,
    ...results.map(rowOf),
  ].join("\n");
}

/** The table as it stands in the document. */
export function documentedTable(): string {
  return tablePattern.exec(readFileSync(documentFile, "utf8"))?.[0].trimEnd() ?? "";
}

/** Puts a table in the document. */
export function documentTable(table: string): void {
  const document = readFileSync(documentFile, "utf8");
  writeFileSync(
    documentFile,
    document.replace(tablePattern, () => `${table}\n`),
  );
}

function rowOf({ registry, cells }: Result): string {
  return `| ${[registry, ...cells.map((cell) => cell ?? "failed")].join(" | ")} |`;
}
