import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import type { Variables } from "../../src/options/context.ts";
import { refuseForeignHead } from "../../src/options/foreign-head.ts";
import { commandNames } from "../../src/options/spec.ts";
import { temporaryDirectory } from "../support/chart.ts";

const repository = { full_name: "acme/charts" };
const pullRequest = (repo: unknown) => ({
  repository,
  pull_request: { head: { repo, sha: "a".repeat(40) } },
});
const run = (event: string, head: unknown) => ({
  repository,
  workflow_run: { event, head_repository: head },
});
const fork = { full_name: "mallory/charts" };
const gitLab = { CI_MERGE_REQUEST_IID: "3", CI_PROJECT_ID: "7", CI_PROJECT_PATH: "acme/charts" };

interface Case {
  readonly name: string;
  readonly variables: Variables;
  /** JSON, or text as it is; no file where left out. */
  readonly payload?: unknown;
}

/** Variables of an event, with its payload in a file. */
async function surroundings(t: TestContext, { variables, payload }: Case): Promise<Variables> {
  const file = path.join(await temporaryDirectory(t), "event.json");
  if (payload !== undefined)
    await writeFile(file, typeof payload === "string" ? payload : JSON.stringify(payload));
  return { GITHUB_EVENT_PATH: file, GITHUB_REPOSITORY: "acme/charts", ...variables };
}

const target = { GITHUB_EVENT_NAME: "pull_request_target" };
const workflowRun = { GITHUB_EVENT_NAME: "workflow_run" };

const foreign: readonly (Case & { readonly from: RegExp })[] = [
  {
    name: "a pull request of a fork",
    variables: target,
    payload: pullRequest(fork),
    from: /"mallory\/charts"/,
  },
  { name: "a deleted fork", variables: target, payload: pullRequest(null), from: /does not name/ },
  {
    name: "a fork without a name",
    variables: target,
    payload: pullRequest({ full_name: "" }),
    from: /does not name/,
  },
  { name: "no payload", variables: target, from: /does not name/ },
  { name: "no path of a payload", variables: { ...target, GITHUB_EVENT_PATH: "" }, from: /does not name/ },
  { name: "a payload that is no JSON", variables: target, payload: "{", from: /does not name/ },
  { name: "a payload that is no object", variables: target, payload: "null", from: /does not name/ },
  {
    name: "a payload without the base",
    variables: target,
    payload: { pull_request: { head: { repo: fork } } },
    from: /"mallory\/charts"/,
  },
  {
    name: "a run after a pull request of a fork",
    variables: workflowRun,
    payload: run("pull_request", fork),
    from: /"mallory\/charts"/,
  },
  {
    name: "a run after a push to a fork's branch of the same name",
    variables: workflowRun,
    payload: run("push", fork),
    from: /"mallory\/charts"/,
  },
  {
    name: "a run after a deleted fork's",
    variables: workflowRun,
    payload: run("pull_request", null),
    from: /not name/,
  },
  { name: "a run without a payload", variables: workflowRun, from: /does not name/ },
  ...["workflow_run", "pull_request_target", "issue_comment"].map((event) => ({
    name: `a run after ${event}, which GitHub says to be of the base`,
    variables: workflowRun,
    payload: run(event, repository),
    from: /does not name/,
  })),
  {
    name: "GitLab's pipeline in the parent project for a fork",
    variables: {
      ...gitLab,
      CI_MERGE_REQUEST_SOURCE_PROJECT_ID: "8",
      CI_MERGE_REQUEST_SOURCE_PROJECT_PATH: "mallory/charts",
    },
    from: /"mallory\/charts"/,
  },
  { name: "GitLab's merge request of a project that is gone", variables: gitLab, from: /does not name/ },
];

for (const { from, ...one } of foreign) {
  test(`${one.name} is refused with the reason and the way out`, async (t) => {
    const variables = await surroundings(t, one);
    assert.throws(() => refuseForeignHead("publish", new Map(), variables), {
      code: "USAGE",
      message: new RegExp(`^Could not start: .*secrets of acme/charts.*${from.source}.*pwn request`),
      hint: /pull_request.*allow-foreign-head: true/,
    });
  });
}

const own: readonly Case[] = [
  { name: "a pull request within the repository", variables: target, payload: pullRequest(repository) },
  { name: "a run after a push", variables: workflowRun, payload: run("push", repository) },
  {
    name: "a run after its own pull request",
    variables: workflowRun,
    payload: run("pull_request", repository),
  },
  {
    name: "a fork's pull request without secrets",
    variables: { GITHUB_EVENT_NAME: "pull_request" },
    payload: pullRequest(fork),
  },
  { name: "a merge group", variables: { GITHUB_EVENT_NAME: "merge_group" } },
  { name: "a push", variables: { GITHUB_EVENT_NAME: "push" } },
  { name: "no CI", variables: {} },
  {
    name: "GitLab's merge request within the project, or in the fork's own pipeline",
    variables: { ...gitLab, CI_MERGE_REQUEST_SOURCE_PROJECT_ID: "7" },
  },
];

for (const one of own) {
  test(`${one.name} needs no leave`, async (t) => {
    refuseForeignHead("publish", new Map(), await surroundings(t, one));
  });
}

test("allow-foreign-head lets it pass, and nothing that merely looks like it", async (t) => {
  const variables = await surroundings(t, { name: "", variables: target, payload: pullRequest(fork) });
  const ask = (text: string) =>
    refuseForeignHead("publish", new Map([["allow-foreign-head", { text, source: "input" }]]), variables);
  ask("true");
  ask(" TRUE\n");
  for (const text of ["", "false", "yes", "1", "true false"])
    assert.throws(() => ask(text), { code: "USAGE" });
});

test("every command that packages what is checked out asks for leave, the others do not", async (t) => {
  const variables = await surroundings(t, { name: "", variables: target, payload: pullRequest(fork) });
  const asking = commandNames.filter((command) => {
    try {
      refuseForeignHead(command, new Map(), variables);
      return false;
    } catch {
      return true;
    }
  });
  assert.deepEqual(asking, ["publish", "plan", "save"]);
});
