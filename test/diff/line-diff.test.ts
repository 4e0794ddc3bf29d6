import assert from "node:assert/strict";
import test from "node:test";
import { diffLines } from "../../src/diff/line-diff.ts";

const lines = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, i) => `${from + i}\n`).join("");

test("an edit has three lines around it", async () => {
  assert.deepEqual(await diffLines(lines(1, 9), `${lines(1, 4)}five\n${lines(6, 9)}`), [
    "@@ -2,7 +2,7 @@",
    ...[" 2", " 3", " 4", "-5", "+five", " 6", " 7", " 8"],
  ]);
});

test("what was not there is all new, and what is gone all old", async () => {
  assert.deepEqual(await diffLines(undefined, "a\nb\n"), ["@@ -0,0 +1,2 @@", "+a", "+b"]);
  assert.deepEqual(await diffLines("a\nb", undefined), ["@@ -1,2 +0,0 @@", "-a", "-b"]);
  assert.deepEqual(await diffLines(undefined, ""), []);
});

test("a line feed that is missing at the end is told", async () => {
  assert.deepEqual((await diffLines("a\n", "a")).at(-1), "\\ No newline at end of file");
});

test("texts without much in common are not searched for it", async () => {
  const [before, after] = [lines(1, 30_000), lines(50_001, 80_000)];
  const diff = await diffLines(before, after);
  assert.equal(diff.length, 60_001);
  assert.deepEqual(diff.slice(0, 2), ["@@ -1,30000 +1,30000 @@", "-1"]);
});
