import assert from "node:assert/strict";
import test from "node:test";
import {
  faultOf,
  parseDurationMs,
  splitLines,
  splitList,
  splitRegistries,
} from "../../src/options/values.ts";

for (const { name, text, expected } of [
  { name: "lines", text: "charts/web\n charts/api \n\n", expected: ["charts/web", "charts/api"] },
  { name: "commas", text: "charts/web, charts/api,", expected: ["charts/web", "charts/api"] },
  {
    name: "a comma inside braces belongs to the glob",
    text: "charts/{a,b},c",
    expected: ["charts/{a,b}", "c"],
  },
  { name: "a closing brace too many changes nothing", text: "a},b", expected: ["a}", "b"] },
  { name: "nothing", text: " \n ", expected: [] },
]) {
  test(`a list is split: ${name}`, () => assert.deepEqual(splitList(text), expected));
}

test("lines keep their commas", () => {
  assert.deepEqual(splitLines("a=1,2\r\n b=3 "), ["a=1,2", "b=3"]);
});

test("registries are split at commas, but for a line in which a password may have them", () => {
  assert.deepEqual(splitRegistries("oci://a.io/x, oci://b.io/y\noci://me:hun,ter2@c.io/z"), [
    "oci://a.io/x",
    "oci://b.io/y",
    "oci://me:hun,ter2@c.io/z",
  ]);
});

for (const { text, expected } of [
  { text: "90", expected: 90_000 },
  { text: "90s", expected: 90_000 },
  { text: "2m", expected: 120_000 },
  { text: "1m30s", expected: 90_000 },
  { text: "1h", expected: 3_600_000 },
  { text: "", expected: undefined },
  { text: "1.5s", expected: undefined },
  { text: "s", expected: undefined },
  { text: "-1", expected: undefined },
  { text: "30s1m", expected: undefined },
]) {
  test(`the duration “${text}” is ${expected ?? "refused"}`, () =>
    assert.equal(parseDurationMs(text), expected));
}

test("a value is held against its type", () => {
  assert.equal(faultOf("boolean", "True"), undefined);
  assert.match(faultOf("boolean", "yes") ?? "", /true or false/);
  assert.match(faultOf("integer", "-1") ?? "", /whole number/);
  assert.match(faultOf("duration", "0") ?? "", /duration/);
  assert.match(faultOf({ choices: ["a", "b"] }, "c") ?? "", /one of a, b/);
  assert.equal(faultOf({ choices: ["a", "b"] }, "b"), undefined);
});
