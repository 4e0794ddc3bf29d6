import assert from "node:assert/strict";
import test from "node:test";
import { unrisenVersion } from "../../src/commands/check-version.ts";

const source = {
  path: "charts/web",
  absolutePath: "/w/charts/web",
  shownPath: "charts/web",
  kind: "directory",
} as const;

const compare = (baseVersion: string, version: string, files: readonly string[] = ["values.yaml"]) =>
  unrisenVersion(source, { name: "web", version, baseVersion, files, base: "origin/main" });

const cases: readonly (readonly [from: string, to: string, next: string | undefined])[] = [
  ["1.2.3", "1.2.4", undefined],
  ["1.9.0", "1.10.0", undefined],
  ["1.2.3-rc.1", "1.2.3", undefined],
  ["1.2.3-rc.2", "1.2.3-rc.10", undefined],
  ["v1.2.3", "1.2.4", undefined],
  ["no version", "1.0.0", undefined],
  ["1.2.3", "1.2.3", "1.2.4"],
  ["1.2.3", "1.2.3-rc.1", "1.2.4"],
  ["1.2.3", "1.1.9", "1.2.4"],
  ["1.2.3", "v1.2.3", "1.2.4"],
  ["1.2.3+a", "1.2.3+b", "1.2.4"],
  ["1.2.3-rc.1", "1.2.3-rc.1", "1.2.3"],
  ["1.2", "1.2", "1.2.1"],
  ["1.2.9007199254740993", "1.2.3", "1.2.9007199254740994"],
];
for (const [from, to, next] of cases) {
  const verdict = next === undefined ? "will do" : `is too low, ${next} would do`;
  test(`from ${from} on, ${to} ${verdict}`, () => {
    assert.equal(/version: (\S+) or higher/.exec(compare(from, to)?.hint ?? "")?.[1], next);
  });
}

test("a chart that did not change keeps its version", () => {
  assert.equal(compare("1.2.3", "1.2.3", []), undefined);
});

test("the message names the base, its version, and five of the files", () => {
  assert.equal(
    compare("2.0.0", "1.2.3", ["a", "b", "c", "d", "e", "f", "g"])?.message,
    "Could not take web 1.2.3: origin/main has 2.0.0, which is higher. Changed: a, b, c, d, e and 2 more.",
  );
  assert.match(
    compare("1.2.3", "1.2.3")?.message ?? "",
    /origin\/main has the same version with other content/,
  );
});
