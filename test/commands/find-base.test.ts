import assert from "node:assert/strict";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { findBase } from "../../src/commands/find-base.ts";
import { readContext } from "../../src/options/context.ts";
import { temporaryDirectory, writeFiles } from "../support/chart.ts";

const sha = (digit: string): string => digit.repeat(40);
const zeros = sha("0");

/** What a run compares with: the bases, or the words for there being none. */
function baseOf(variables: Readonly<Record<string, string>>, asked?: string): unknown {
  const base = findBase(asked, readContext(variables).trigger);
  return base.kind === "commits" ? base.bases : base.why;
}

async function github(t: TestContext, variables: Readonly<Record<string, string>>, payload: unknown) {
  const directory = await writeFiles(await temporaryDirectory(t), { "event.json": JSON.stringify(payload) });
  return { GITHUB_EVENT_PATH: path.join(directory, "event.json"), ...variables };
}

const onMain = { GITHUB_REF_TYPE: "branch", GITHUB_REF_NAME: "main" };
const onTopic = { GITHUB_REF_TYPE: "branch", GITHUB_REF_NAME: "topic" };
const repository = { default_branch: "main" };

for (const { name, variables, payload, expected } of [
  {
    name: "a pull request: its base branch, else the commit that the payload says",
    variables: { GITHUB_EVENT_NAME: "pull_request", GITHUB_BASE_REF: "release/1" },
    payload: { pull_request: { base: { sha: sha("a") } } },
    expected: ["origin/release/1", sha("a")],
  },
  {
    name: "a merge group: its base",
    variables: { GITHUB_EVENT_NAME: "merge_group", ...onTopic },
    payload: { merge_group: { base_sha: sha("b") }, repository },
    expected: [sha("b")],
  },
  {
    name: "a push: the commit before it",
    variables: { GITHUB_EVENT_NAME: "push", ...onMain },
    payload: { before: sha("c"), repository },
    expected: [sha("c")],
  },
  {
    name: "a new branch: the default branch",
    variables: { GITHUB_EVENT_NAME: "push", ...onTopic },
    payload: { before: zeros, repository },
    expected: ["origin/main"],
  },
  {
    name: "a new default branch: nothing, for nothing was before",
    variables: { GITHUB_EVENT_NAME: "push", ...onMain },
    payload: { before: zeros, repository },
    expected: "main is new",
  },
  {
    name: "a run by hand on a branch: the default branch",
    variables: { GITHUB_EVENT_NAME: "workflow_dispatch", ...onTopic },
    payload: { repository },
    expected: ["origin/main"],
  },
  {
    name: "what is no commit's id is not believed",
    variables: { GITHUB_EVENT_NAME: "push", ...onTopic },
    payload: { before: "--output=/etc/passwd", repository },
    expected: ["origin/main"],
  },
]) {
  test(`on GitHub the base is, for ${name}`, async (t) => {
    assert.deepEqual(baseOf(await github(t, variables, payload)), expected);
  });
}

for (const { name, variables, payload, why } of [
  {
    name: "a tag",
    variables: { GITHUB_EVENT_NAME: "push", GITHUB_REF_TYPE: "tag", GITHUB_REF_NAME: "v1.0.0" },
    payload: { before: zeros, repository },
    why: /about the tag v1\.0\.0, not about a change/,
  },
  {
    name: "a schedule on the default branch",
    variables: { GITHUB_EVENT_NAME: "schedule", ...onMain },
    payload: { repository },
    why: /neither a push nor a pull request started this run/,
  },
]) {
  test(`without a base there is advice: ${name}`, async (t) => {
    const variablesOfRun = await github(t, variables, payload);
    assert.throws(
      () => baseOf(variablesOfRun),
      (error: Error & { code?: string; hint?: string }) => {
        assert.equal(error.code, "USAGE");
        assert.match(error.message, why);
        assert.match(
          error.hint ?? "",
          /^Set base to a commit, branch or tag, or leave out .*: changes: git, check-version: on/,
        );
        return true;
      },
    );
    assert.deepEqual(baseOf(variablesOfRun, "v0.9.0"), ["v0.9.0"]);
  });
}

const gitlab = { GITLAB_CI: "true", CI_DEFAULT_BRANCH: "main" };

for (const { name, variables, expected } of [
  {
    name: "a merge request: where it branched off",
    variables: { CI_MERGE_REQUEST_DIFF_BASE_SHA: sha("a"), CI_COMMIT_BEFORE_SHA: zeros },
    expected: [sha("a")],
  },
  {
    name: "merged results: the target branch, which they are merged with",
    variables: { CI_MERGE_REQUEST_DIFF_BASE_SHA: sha("a"), CI_MERGE_REQUEST_TARGET_BRANCH_SHA: sha("b") },
    expected: [sha("b"), sha("a")],
  },
  {
    name: "a push: the commit before it",
    variables: { CI_PIPELINE_SOURCE: "push", CI_COMMIT_BRANCH: "main", CI_COMMIT_BEFORE_SHA: sha("c") },
    expected: [sha("c")],
  },
  {
    name: "a new branch: the default branch",
    variables: { CI_PIPELINE_SOURCE: "push", CI_COMMIT_BRANCH: "topic", CI_COMMIT_BEFORE_SHA: zeros },
    expected: ["origin/main"],
  },
]) {
  test(`on GitLab the base is, for ${name}`, () => {
    assert.deepEqual(baseOf({ ...gitlab, ...variables }), expected);
  });
}

test("elsewhere the base is the default branch of origin", () => {
  assert.deepEqual(baseOf({}), ["origin/HEAD"]);
});

test("a base that is given counts, but for the zeros that stand for none", async (t) => {
  const push = await github(t, { GITHUB_EVENT_NAME: "push", ...onTopic }, { before: zeros, repository });
  assert.deepEqual(baseOf(push, "v1.0.0"), ["v1.0.0"]);
  assert.deepEqual(baseOf(push, zeros), ["origin/main"]);
});

test("a payload that cannot be read is said", () => {
  assert.throws(() => baseOf({ GITHUB_EVENT_PATH: "/nowhere/event.json" }), /GITHUB_EVENT_PATH \/nowhere/);
});
