import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { resolvePlain, type Scalar, scalarToText } from "../../src/chart/scalar.ts";

const typed: readonly (readonly [string, Scalar])[] = [
  ["y", true],
  ["On", true],
  ["oN", "oN"],
  ["NO", false],
  ["", null],
  ["~", null],
  ["Null", null],
  ["nUll", "nUll"],
  ["0123", 83n],
  ["089", 89],
  ["0x1F", 31n],
  ["-0b11", -3n],
  ["0o17", 15n],
  ["0o8", "0o8"],
  ["1_000", 1000n],
  ["_1", "_1"],
  ["9223372036854775808", 9223372036854775808n],
  ["+9223372036854775808", 2 ** 63],
  ["18446744073709551616", 2 ** 64],
  ["1.", 1],
  [".5_0", 0.5],
  ["1e400", "1e400"],
  [".inf", Infinity],
  ["-.INF", -Infinity],
  ["1:30", "1:30"],
  ["2024-01-02", "2024-01-02"],
  ["1.2.3", "1.2.3"],
  ["...", "..."],
];

for (const [text, value] of typed) {
  test(`the plain scalar ${JSON.stringify(text)} is ${typeof value} ${value}`, () => {
    assert.deepEqual(resolvePlain(text), value);
  });
}

const texts: readonly (readonly [Exclude<Scalar, null>, string])[] = [
  [true, "true"],
  [-0, "-0"],
  [123456789012345678n, "123456789012345678"],
  [1.1, "1.1"],
  [0.0001, "0.0001"],
  [0.00001, "1e-05"],
  [999999, "999999"],
  [1000000, "1e+06"],
  [33554433.5, "3.3554432e+07"],
  [3.4028235e38, "3.4028235e+38"],
  [1e39, "+Inf"],
  [1e-50, "0"],
  [1e-45, "1e-45"],
];

for (const [value, text] of texts) {
  test(`${typeof value} ${value} becomes the text ${text}`, () => {
    assert.equal(scalarToText(value), text);
  });
}

test("the text of a float names the same single-precision number again", () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
      assert.equal(Math.fround(Number(scalarToText(value))), Math.fround(value));
    }),
  );
});
