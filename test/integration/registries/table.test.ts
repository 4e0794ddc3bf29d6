import assert from "node:assert/strict";
import test from "node:test";
import { behaviours } from "./contract.ts";
import { allKinds } from "./kinds.ts";
import { documentedTable } from "./results.ts";

const [head = [], ruler = [], ...rows] = documentedTable()
  .split("\n")
  .map((line) =>
    line
      .split("|")
      .map((cell) => cell.trim())
      .slice(1, -1),
  );

test("docs/registries.md has a row for every registry and a column for every behaviour, none of them empty", () => {
  assert.deepEqual(head, ["Registry", ...behaviours.map(({ column }) => column)]);
  assert.ok(ruler.every((cell) => cell === "---"));
  assert.deepEqual(
    rows.map(([registry]) => registry),
    allKinds.map(({ name }) => name),
  );
  for (const row of rows) {
    assert.equal(row.length, head.length);
    assert.ok(
      row.every((cell) => cell !== "" && cell !== "failed" && cell !== "?"),
      row.join(" | "),
    );
  }
});
