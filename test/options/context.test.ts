import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { readContext } from "../../src/options/context.ts";
import { temporaryDirectory, writeFiles } from "../support/chart.ts";

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
  ["pull_request_review_comment", true],
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

const head = "abc1234def0123456789abcdef0123456789abcd";
const merge = "0123456789abcdef0123456789abcdef01234567";

for (const { name, event, ref, payload, expected } of [
  {
    name: "a pull request is known by its own last commit, not by the merge that is tested",
    event: "pull_request",
    ref: "refs/pull/12/merge",
    payload: { number: 12, pull_request: { number: 12, head: { sha: head } } },
    expected: { pullRequest: "12", proposedCommit: head },
  },
  {
    name: "a pull request of pull_request_target is known by its payload",
    event: "pull_request_target",
    ref: "refs/heads/main",
    payload: { pull_request: { number: 12, head: { sha: head } } },
    expected: { pullRequest: "12", proposedCommit: head, branch: "main" },
  },
  {
    name: "a payload that says something else tells nothing",
    event: "pull_request",
    ref: "refs/pull/12/merge",
    payload: { pull_request: { number: "1; x", head: { sha: "../../etc" } } },
    expected: { pullRequest: "12" },
  },
  {
    name: "a payload that is no object tells nothing",
    event: "pull_request",
    ref: "refs/pull/12/merge",
    payload: [null],
    expected: { pullRequest: "12" },
  },
  {
    name: "the payload of another event is not asked",
    event: "push",
    ref: "refs/heads/main",
    payload: { pull_request: { number: 12, head: { sha: head } } },
    expected: { branch: "main" },
  },
]) {
  test(name, async (t) => {
    const directory = await writeFiles(await temporaryDirectory(t), {
      "event.json": JSON.stringify(payload),
    });
    // What started the run is another matter: find-base.test.ts.
    const {
      isProposal: _,
      onGitHub: __,
      trigger: ___,
      ...context
    } = readContext({
      GITHUB_EVENT_NAME: event,
      GITHUB_EVENT_PATH: path.join(directory, "event.json"),
      GITHUB_REF: ref,
      GITHUB_SHA: merge,
    });
    assert.deepEqual(context, { commit: merge, ...expected });
  });
}

test("a payload that is not there is no fault", () => {
  const variables = { GITHUB_EVENT_NAME: "pull_request", GITHUB_EVENT_PATH: "/nowhere/event.json" };
  assert.equal(readContext({ ...variables, GITHUB_REF: "refs/pull/12/head" }).pullRequest, "12");
});

for (const { name, variables, expected } of [
  {
    name: "a tag on GitHub",
    variables: { GITHUB_REF: "refs/tags/web-v1.2.3" },
    expected: { tag: "web-v1.2.3" },
  },
  {
    name: "a tag with slashes on GitHub",
    variables: { GITHUB_REF: "refs/tags/charts/web/v1.2.3" },
    expected: { tag: "charts/web/v1.2.3" },
  },
  { name: "a branch on GitHub", variables: { GITHUB_REF: "refs/heads/a/b" }, expected: { branch: "a/b" } },
  { name: "a tag on GitLab", variables: { CI_COMMIT_TAG: "v1.2.3" }, expected: { tag: "v1.2.3" } },
  { name: "a branch on GitLab", variables: { CI_COMMIT_BRANCH: "main" }, expected: { branch: "main" } },
  {
    name: "a merge request on GitLab",
    variables: { CI_MERGE_REQUEST_IID: "3", CI_COMMIT_SHA: head },
    expected: { pullRequest: "3", commit: head, proposedCommit: head },
  },
  {
    name: "a pipeline for merged results on GitLab",
    variables: { CI_MERGE_REQUEST_IID: "3", CI_COMMIT_SHA: merge, CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: head },
    expected: { pullRequest: "3", commit: merge, proposedCommit: head },
  },
]) {
  test(`${name} is known`, () => {
    const { isProposal: _, onGitHub: __, ...context } = readContext(variables);
    assert.deepEqual(context, expected);
  });
}

for (const text of ["-1", "1.5", "now", "99999999999"]) {
  test(`SOURCE_DATE_EPOCH “${text}” is refused`, () => {
    assert.throws(() => readContext({ SOURCE_DATE_EPOCH: text }), { code: "USAGE" });
  });
}

for (const [event, expected] of [
  ["push", false],
  ["schedule", false],
  ["pull_request", true],
  ["merge_group", true],
] as const) {
  test(`a workflow_run after ${event} ${expected ? "only proposes" : "may publish"}`, async (t) => {
    const file = path.join(await temporaryDirectory(t), "event.json");
    await writeFile(file, JSON.stringify({ workflow_run: { event } }));
    const variables = { GITHUB_EVENT_NAME: "workflow_run", GITHUB_EVENT_PATH: file };
    assert.equal(readContext(variables).isProposal, expected);
  });
}
