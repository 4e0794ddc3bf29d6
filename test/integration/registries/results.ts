import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { TestContext } from "node:test";
import { untried } from "./behaviour.ts";

/** What was seen of one registry: a cell for each behaviour. */
export interface Result {
  readonly registry: string;
  readonly cells: readonly string[];
}

/** Where the table stands. */
export const documentFile = path.join(import.meta.dirname, "../../../docs/registries.md");

/** The table between its marks, without them. */
export const tablePattern = /(?<=<!-- results -->\n)[\s\S]*?(?=\n<!-- \/results -->)/;

/** The row of the table that says what was seen. */
export function rowOf({ registry, cells }: Result): string {
  return `| ${[registry, ...cells].join(" | ")} |`;
}

/**
 * Fails where the table says something else than what was seen; what could not be tried on a laptop is not compared.
 * `HELM_TEST_RESULTS` names a directory that gets the results instead, for scripts/registry-table.ts.
 */
export function checkResults(t: TestContext, result: Result): void {
  const directory = process.env["HELM_TEST_RESULTS"];
  if (directory !== undefined) {
    const name = result.registry.replace(/[^a-z0-9]+/gi, "-");
    writeFileSync(path.join(directory, `${name}.json`), JSON.stringify(result));
  } else if (result.cells.includes(untried) && process.env["CI"] !== "true") {
    t.skip("SKIP not everything could be tried here; see what was skipped above");
  } else {
    assert.ok(
      documented().includes(rowOf(result)),
      `the table has no such row:\n${rowOf(result)}\n${remedy}`,
    );
  }
}

/** What to do where the table is not up to date. */
export const remedy = "run `node scripts/registry-table.ts`";

/** The lines of the table in the document. */
export function documented(): string[] {
  return tablePattern.exec(readFileSync(documentFile, "utf8"))?.[0].split("\n") ?? [];
}
