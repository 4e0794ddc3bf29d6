import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { isInRange, parseRange } from "../../src/dependency/range.ts";
import { compareVersions, parseVersion } from "../../src/dependency/version.ts";
import { versionsOffered } from "../support/versions-offered.ts";

const recorded = path.join(import.meta.dirname, "../fixtures/range-choices.json");
const choices: Readonly<Record<string, { readonly "3.17.3": string; readonly "4.1.4": string }>> = JSON.parse(
  readFileSync(recorded, "utf8"),
);

const newestFirst = versionsOffered
  .flatMap((text) => parseVersion(text) ?? [])
  .sort((a, b) => compareVersions(b, a));

function choose(text: string): string {
  const range = parseRange(text);
  if (range === undefined) return "refused";
  return newestFirst.find((version) => isInRange(version, range))?.text ?? "none";
}

for (const [range, { "4.1.4": helm }] of Object.entries(choices)) {
  test(`of the versions offered, ${JSON.stringify(range)} gives what Helm chose: ${helm}`, () => {
    assert.equal(choose(range), helm);
  });
}

test("the table is long, and Helm 3.17.3 differs where a pre-release is named in another comparison, or in none", () => {
  assert.ok(Object.keys(choices).length >= 60);
  const differing = Object.entries(choices).filter(([, choice]) => choice["3.17.3"] !== choice["4.1.4"]);
  assert.deepEqual(
    differing.map(([range]) => range),
    ["!=2.1.0", ">=2.2.0-0, <4"],
  );
});

test("a long text that is no range is refused at once", () => {
  assert.equal(parseRange(`${" ".repeat(20_000)}${"1.2.3 ".repeat(20_000)}!`), undefined);
});
