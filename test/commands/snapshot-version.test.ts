import assert from "node:assert/strict";
import test from "node:test";
import { parse } from "semver";
import { isStrictVersion } from "../../src/chart/version.ts";
import { snapshotVersion } from "../../src/commands/snapshot-version.ts";
import type { Context } from "../../src/options/context.ts";

const here = { onGitHub: true, isProposal: false };
const checkedOut = "0123456789abcdef0123456789abcdef01234567";
const pullRequest = {
  ...here,
  pullRequest: "45",
  proposedCommit: "abc1234def0123456789abcdef0123456789abcd",
};
const branch = (name: string): Context => ({ ...here, branch: name, run: "7" });

for (const [version, context, expected] of [
  ["1.4.0", pullRequest, "1.4.0-pr.45.gabc1234"],
  ["1.4.0-rc.1", pullRequest, "1.4.0-rc.1.pr.45.gabc1234"],
  ["1.4.0-rc", pullRequest, "1.4.0-rc.pr.45.gabc1234"],
  ["1.4.0+build.5", pullRequest, "1.4.0-pr.45.gabc1234+build.5"],
  ["1.4.0+a-b", pullRequest, "1.4.0-pr.45.gabc1234+a-b"],
  ["1.4.0-rc.1+a-b", pullRequest, "1.4.0-rc.1.pr.45.gabc1234+a-b"],
  ["1.4.0", { ...here, pullRequest: "45" }, "1.4.0-pr.45.g0123456"],
  ["1.4.0", branch("main"), "1.4.0-main.g0123456"],
  ["1.4.0", branch("Feature/ABC_12 äx--"), "1.4.0-feature-abc-12-x.g0123456"],
  ["1.4.0", branch("007"), "1.4.0-branch-007.g0123456"],
  ["1.4.0", branch("release/1.x"), "1.4.0-release-1-x.g0123456"],
  ["1.4.0", branch("ääü"), "1.4.0-run.7.g0123456"],
  ["1.4.0", branch(`${"x".repeat(62)}/y`), `1.4.0-${"x".repeat(62)}.g0123456`],
  ["1.4.0", { ...here, run: "7" }, "1.4.0-run.7.g0123456"],
  ["1.4.0", here, "1.4.0-g0123456"],
] as const) {
  test(`a snapshot of ${version} is ${expected}`, () => {
    const snapshot = snapshotVersion(version, context, checkedOut);
    assert.equal(snapshot, expected);
    assert.ok(isStrictVersion(snapshot));
    assert.equal(parse(snapshot)?.raw, expected);
  });
}

test("the commit of the CI system names a snapshot where there is no checkout", () => {
  const commit = "fedcba9876543210fedcba9876543210fedcba98";
  assert.equal(snapshotVersion("1.0.0", { ...here, commit }, undefined), "1.0.0-gfedcba9");
});

test("without any commit there is no snapshot", () => {
  assert.throws(() => snapshotVersion("1.0.0", here, undefined), { code: "USAGE", message: /no git commit/ });
});
