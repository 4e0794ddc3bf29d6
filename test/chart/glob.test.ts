import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { compileGlob, matchesGlob } from "../../src/chart/glob.ts";

const matching: readonly (readonly [pattern: string, name: string, matches: boolean])[] = [
  ["", "", true],
  ["abc", "abc", true],
  ["*", "abc", true],
  ["*", "a/b", false],
  ["*c", "abc", true],
  ["a*", "abc", true],
  ["a*/b", "abc/b", true],
  ["a*/b", "a/c/b", false],
  ["a*b*c*d*e*/f", "axbxcxdxe/f", true],
  ["a*b*c*d*e*/f", "axbxcxdxexxx/fff", false],
  ["ab[c]", "abc", true],
  ["ab[b-d]", "abc", true],
  ["ab[^c]", "abc", false],
  ["ab[^e-g]", "abc", true],
  ["[!a]", "!", true],
  ["[!a]", "b", false],
  ["a\\*b", "a*b", true],
  ["a\\*b", "axb", false],
  ["a?b", "aéb", true],
  ["a?b", "a😀b", true],
  ["a[^a]b", "a😀b", true],
  ["a???b", "a😀b", false],
  ["a?b", "a/b", false],
  ["a[^x]b", "a/b", true],
  ["[\\]a]", "]", true],
  ["[\\-x]", "-", true],
  ["*x", "xxx", true],
  ["a]", "a]", true],
  ["{a,b}", "a", false],
  ["*[^x]*b", "a/b", false],
];

for (const [pattern, name, matches] of matching) {
  test(`the glob ${pattern} ${matches ? "matches" : "does not match"} ${JSON.stringify(name)}`, () => {
    const glob = compileGlob(pattern);
    assert.ok(glob);
    assert.equal(matchesGlob(glob, name), matches);
  });
}

for (const pattern of [
  "[]a]",
  "[-]",
  "[x-]",
  "[-x]",
  "\\",
  "[a-b-c]",
  "[",
  "[^",
  "[^bc",
  "a[",
  "[a",
  "[a-",
]) {
  test(`the glob ${pattern} is a syntax error, as in Go`, () => {
    assert.equal(compileGlob(pattern), undefined);
  });
}

test("an escaped name matches itself and nothing longer", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (name) => {
      const glob = compileGlob(name.replace(/[*?[\\]/g, "\\$&"));
      assert.ok(glob);
      assert.ok(matchesGlob(glob, name));
      assert.ok(!matchesGlob(glob, `${name}x`));
    }),
  );
});
