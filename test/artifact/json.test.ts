import assert from "node:assert/strict";
import test from "node:test";
import { goJson, type Json, sortedByKey } from "../../src/artifact/json.ts";

// The expected texts are what Go 1.26's encoding/json prints.
const cases: readonly { name: string; value: Json; expected: string }[] = [
  { name: "HTML's characters are escaped", value: "<a> & b", expected: '"\\u003ca\\u003e \\u0026 b"' },
  { name: "JavaScript's line ends are escaped", value: "\u2028\u2029", expected: '"\\u2028\\u2029"' },
  { name: "quotes and backslashes", value: "\"\\/'", expected: '"\\"\\\\/\'"' },
  {
    name: "control characters, short where JSON has a short form",
    value: "\b\f\n\r\t\0\x1f\x7f",
    expected: '"\\b\\f\\n\\r\\t\\u0000\\u001f\x7f"',
  },
  { name: "other letters stay", value: "grüße 日本 😀 \ufffd", expected: '"grüße 日本 😀 \ufffd"' },
  { name: "half a surrogate pair", value: "a\ud800b\udc00", expected: '"a\\ufffdb\\ufffd"' },
  { name: "a text that looks like an escape", value: "\\ud800\\u003c", expected: '"\\\\ud800\\\\u003c"' },
  { name: "a large whole number", value: 1e20, expected: "100000000000000000000" },
  { name: "a larger one", value: 1e21, expected: "1e+21" },
  { name: "a small number", value: 1e-7, expected: "1e-7" },
  { name: "a less small one", value: 0.000001, expected: "0.000001" },
  { name: "zero with a sign", value: -0, expected: "-0" },
  { name: "the other values", value: [true, false, null, 1.5, []], expected: "[true,false,null,1.5,[]]" },
  {
    name: "keys keep their order, also those that look like numbers",
    value: new Map<string, Json>([
      ["b", 1],
      ["10", new Map()],
      ["9", "<"],
    ]),
    expected: '{"b":1,"10":{},"9":"\\u003c"}',
  },
];

for (const { name, value, expected } of cases) {
  test(`${name}: as Go writes it`, () => {
    assert.equal(goJson(value), expected);
  });
}

test("keys are sorted by their UTF-8 bytes, which is not the order of UTF-16", () => {
  const keys = ["\ufb01", "\u{1f600}", "z", "10", "9", "Z"];
  assert.deepEqual(
    [...sortedByKey(keys.map((key) => [key, 0] as const)).keys()],
    ["10", "9", "Z", "z", "\ufb01", "\u{1f600}"],
  );
});
