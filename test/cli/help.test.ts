import assert from "node:assert/strict";
import test from "node:test";
import { renderHelp } from "../../src/cli/help.ts";
import { commandNames } from "../../src/options/spec.ts";
import { optionsOf } from "../../src/options/table.ts";

test("the program's help names every command", () => {
  for (const name of commandNames) assert.match(renderHelp(), new RegExp(`^  ${name} `, "m"));
});

for (const command of commandNames) {
  test(`the help of ${command} names every option it takes, in lines that fit a terminal`, () => {
    const help = renderHelp(command);
    for (const spec of optionsOf(command)) {
      if (spec.only === "action" || spec.name === "charts") continue;
      assert.ok(help.includes(`  --${spec.name}${spec.secret ? "-file" : ""}`), spec.name);
    }
    for (const line of help.split("\n")) assert.ok(line.length <= 100, line);
  });
}
