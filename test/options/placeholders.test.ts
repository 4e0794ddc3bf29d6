import assert from "node:assert/strict";
import test from "node:test";
import { fillPlaceholders } from "../../src/options/placeholders.ts";

const values = { version: "1.4.0", sha: "0123456789abcdef0123456789abcdef01234567", run: "42", pr: "7" };

for (const { template, expected } of [
  { template: "2.0.0", expected: "2.0.0" },
  { template: "v2.0.0", expected: "2.0.0" },
  { template: "{version}-pr.{pr}.sha{short-sha}", expected: "1.4.0-pr.7.sha0123456" },
  { template: "{version}+run.{run}", expected: "1.4.0+run.42" },
  { template: "0.0.0-{sha}", expected: `0.0.0-${values.sha}` },
  { template: "vnext", expected: "vnext" },
]) {
  test(`“${template}” becomes ${expected}`, () => {
    assert.equal(fillPlaceholders("version", template, values), expected);
  });
}

test("a v that a placeholder brings is dropped too", () => {
  assert.equal(fillPlaceholders("version", "{version}", { version: "v3.0.0" }), "3.0.0");
});

test("every placeholder that cannot be filled in is named, with the reason", () => {
  assert.throws(
    () => fillPlaceholders("version", "{version}-{pr}-{nope}", { version: "1.0.0" }),
    (error: Error & { problems: { message: string }[] }) => {
      assert.match(error.problems[0]?.message ?? "", /\{pr\}.*pull request/);
      assert.match(error.problems[1]?.message ?? "", /\{nope\}.*no placeholder/);
      return error.problems.length === 2;
    },
  );
});
