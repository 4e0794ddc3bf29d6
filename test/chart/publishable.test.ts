import assert from "node:assert/strict";
import test from "node:test";
import { isStrictVersion, isVersion } from "../../src/chart/version.ts";
import { loadText, problemsOf } from "./chart-files.ts";

const names: readonly (readonly [name: string, problem: RegExp | undefined])[] = [
  ["web", undefined],
  ["my_chart.x", undefined],
  ["a__b", undefined],
  ["a---b", undefined],
  ["1", undefined],
  ["MyChart", /has upper-case letters: Helm packages it, but no registry takes it/],
  ["my chart", /cannot be the name of a repository/],
  ["-a", /cannot be the name of a repository/],
  ["a-", /cannot be the name of a repository/],
  ["a..b", /cannot be the name of a repository/],
  ["a___b", /cannot be the name of a repository/],
  ["é", /cannot be the name of a repository/],
  ["É", /cannot be the name of a repository/],
  ["a/b", /name "a\/b" is invalid/],
  ["..", /name "\.\." is invalid/],
];

for (const [name, problem] of names) {
  test(`the name ${name} is ${problem === undefined ? "taken" : "refused"}`, async () => {
    const chart = `apiVersion: v2\nname: "${name}"\nversion: 1.0.0\n`;
    const problems = await problemsOf(() => loadText({ "Chart.yaml": chart }));
    assert.equal(problems.length, problem === undefined ? 0 : 1);
    if (problem !== undefined) assert.match(problems[0]?.message ?? "", problem);
  });
}

test("a version longer than a tag may be is refused", async () => {
  const chart = (length: number): string =>
    `apiVersion: v2\nname: a\nversion: 1.0.0-${"x".repeat(length - 6)}\n`;
  assert.deepEqual(await problemsOf(() => loadText({ "Chart.yaml": chart(128) })), []);
  const [problem] = await problemsOf(() => loadText({ "Chart.yaml": chart(129) }));
  assert.match(problem?.message ?? "", /129 characters, a tag may have 128/);
});

const versions: readonly (readonly [version: string, loose: boolean, strict: boolean])[] = [
  ["1.2.3", true, true],
  ["1.2.3-rc.1+build.5", true, true],
  ["1.2.3+001", true, true],
  ["1", true, false],
  ["1.2", true, false],
  ["v1.2.3", true, false],
  ["01.2.3", true, false],
  ["1.2-rc1", true, false],
  ["18446744073709551615.0.0", true, true],
  ["18446744073709551616.0.0", false, false],
  ["1.2.3.4", false, false],
  ["1.2.3-01", false, false],
  ["1.2.3-", false, false],
  ["1.2.3+a_b", false, false],
  ["V1.0.0", false, false],
  ["1.2.3\n", false, false],
  ["latest", false, false],
];

for (const [version, loose, strict] of versions) {
  test(`${JSON.stringify(version)} is ${strict ? "a strict" : loose ? "a loose" : "no"} version`, () => {
    assert.deepEqual([isVersion(version), isStrictVersion(version)], [loose, strict]);
  });
}
