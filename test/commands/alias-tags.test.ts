import assert from "node:assert/strict";
import test from "node:test";
import { aliasesOf, highestFor } from "../../src/commands/alias-tags.ts";

const kinds = ["minor", "major", "latest"] as const;

for (const [version, expected] of [
  ["1.4.0", ["1.4", "1", "latest"]],
  ["10.20.30", ["10.20", "10", "latest"]],
  ["1.4.0+build.5", ["1.4", "1", "latest"]],
  ["0.4.0", ["0.4", "latest"]],
  ["0.0.0", ["0.0", "latest"]],
  ["1.4.0-rc.1", []],
  ["1.4.0-pr.45.gabc1234", []],
  ["v1.4.0", []],
  ["1.4", []],
] as const) {
  test(`${version} may have the aliases ${expected.join(", ") || "none"}`, () => {
    assert.deepEqual(
      aliasesOf(version, kinds).map(({ tag }) => tag),
      expected,
    );
  });
}

test("only the aliases that were asked for are given", () => {
  assert.deepEqual(
    aliasesOf("1.4.0", ["latest"]).map(({ tag }) => tag),
    ["latest"],
  );
});

for (const { version, others, expected } of [
  { version: "1.4.0", others: [], expected: ["1.4.0", "1.4.0", "1.4.0"] },
  { version: "1.4.0", others: ["1.3.9", "1.4.0"], expected: ["1.4.0", "1.4.0", "1.4.0"] },
  { version: "1.4.9", others: ["1.4.10", "2.0.0"], expected: ["1.4.10", "1.4.10", "2.0.0"] },
  { version: "1.4.10", others: ["1.4.9", "1.10.0"], expected: ["1.4.10", "1.10.0", "1.10.0"] },
  { version: "1.3.5", others: ["1.4.0", "1.3.4"], expected: ["1.3.5", "1.4.0", "1.4.0"] },
  { version: "1.4.0", others: ["1.5.0-rc.1", "2.0.0-0"], expected: ["1.4.0", "1.4.0", "1.4.0"] },
  {
    version: "1.4.0",
    others: ["v9.0.0", "9.1", "latest", "sha256-ab.sig"],
    expected: Array(3).fill("1.4.0"),
  },
  { version: "1.4.0", others: ["1.4.0+b.2"], expected: Array(3).fill("1.4.0+b.2") },
  { version: "1.4.0+b.10", others: ["1.4.0+b.9", "1.4.0"], expected: Array(3).fill("1.4.0+b.10") },
  { version: "1.4.0", others: ["14.0.0", "1.40.0"], expected: ["1.4.0", "1.40.0", "14.0.0"] },
]) {
  test(`beside ${others.join(", ") || "nothing"}, aliases of ${version} go to ${expected.join(", ")}`, () => {
    assert.deepEqual(
      aliasesOf(version, kinds).map((alias) => highestFor(alias, version, others)),
      expected,
    );
  });
}
