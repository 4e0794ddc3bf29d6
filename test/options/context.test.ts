import assert from "node:assert/strict";
import test from "node:test";
import { readContext } from "../../src/options/context.ts";

test("outside CI nothing is known", () => {
  assert.deepEqual(readContext({}), { onGitHub: false, isProposal: false });
});

test("GitHub says who, where and which run", () => {
  assert.deepEqual(
    readContext({
      GITHUB_ACTIONS: "true",
      GITHUB_EVENT_NAME: "pull_request",
      GITHUB_REF: "refs/pull/12/merge",
      GITHUB_REPOSITORY: "Acme/charts",
      GITHUB_REPOSITORY_OWNER: "Acme",
      GITHUB_RUN_NUMBER: "7",
      GITHUB_SHA: "0123456789abcdef0123456789abcdef01234567",
      GITHUB_SERVER_URL: "https://github.com",
      SOURCE_DATE_EPOCH: "1700000000",
    }),
    {
      onGitHub: true,
      isProposal: true,
      owner: "Acme",
      repositoryUrl: "https://github.com/Acme/charts",
      commit: "0123456789abcdef0123456789abcdef01234567",
      run: "7",
      pullRequest: "12",
      sourceDateEpoch: 1_700_000_000,
    },
  );
});

for (const [event, expected] of [
  ["push", false],
  ["workflow_dispatch", false],
  ["release", false],
  ["pull_request", true],
  ["pull_request_target", true],
  ["merge_group", true],
] as const) {
  test(`${event} ${expected ? "only proposes" : "may publish"}`, () => {
    assert.equal(readContext({ GITHUB_EVENT_NAME: event }).isProposal, expected);
  });
}

test("a merge request of GitLab only proposes", () => {
  const context = readContext({
    CI_MERGE_REQUEST_IID: "3",
    CI_PROJECT_URL: "https://gitlab.com/acme/charts",
  });
  assert.equal(context.isProposal, true);
  assert.equal(context.pullRequest, "3");
  assert.equal(context.repositoryUrl, "https://gitlab.com/acme/charts");
});

for (const text of ["-1", "1.5", "now", "99999999999"]) {
  test(`SOURCE_DATE_EPOCH “${text}” is refused`, () => {
    assert.throws(() => readContext({ SOURCE_DATE_EPOCH: text }), { code: "USAGE" });
  });
}
