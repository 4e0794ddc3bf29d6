import assert from "node:assert/strict";
import test from "node:test";
import { compareVersions, parseVersion, type Version } from "../../src/dependency/version.ts";

function read(text: string): Version {
  return parseVersion(text) ?? assert.fail(text);
}

test("versions order as SemVer 2.0.0 § 11 says", () => {
  const ordered =
    "1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0 1.0.1 1.1.0 2.0.0";
  const versions = ordered.split(" ").map(read);
  for (const [index, version] of versions.entries()) {
    for (const [other, candidate] of versions.entries()) {
      assert.equal(Math.sign(compareVersions(version, candidate)), Math.sign(index - other));
    }
  }
});

test("what is left out of a version is zero, a leading v and build metadata count for nothing", () => {
  for (const [one, other] of [
    ["1", "1.0.0"],
    ["v1.2", "1.2.0"],
    ["01.2.3", "1.2.3"],
    ["1.2.3+a", "1.2.3+b-1.c"],
    ["1.2.3-a-b+c", "1.2.3-a-b"],
  ] as const) {
    assert.equal(compareVersions(read(one), read(other)), 0, `${one} ${other}`);
  }
});

test("numbers beyond what a double holds are compared exactly", () => {
  assert.ok(compareVersions(read("9007199254740993.0.0"), read("9007199254740992.0.0")) > 0);
  assert.ok(compareVersions(read("1.0.0-9007199254740993"), read("1.0.0-9007199254740992")) > 0);
});

for (const text of ["", "a", "1.2.3.4", "V1", "1.2.3-", "1.2.3-01", "18446744073709551616.0.0", " 1"]) {
  test(`${JSON.stringify(text)} is no version`, () => assert.equal(parseVersion(text), undefined));
}
