import { appendFile, chmod, writeFile } from "node:fs/promises";
import path from "node:path";
import type { TestContext } from "node:test";
import { temporaryDirectory, writeChart } from "./chart.ts";
import { repositoryFrom, type TestRepository } from "./clone.ts";
import type { ActionCall } from "./runner/run-action.ts";

/** A pull request of a fork. */
export interface PullRequest {
  /** The base repository; `main` has moved on since the pull request was opened. */
  readonly base: TestRepository;
  /** What actions/checkout leaves for `pull_request`: a detached HEAD at GitHub's trial merge, `refs/pull/7/merge`. */
  readonly checkout: TestRepository;
  /** How the runner calls an action for it: no secrets, and a payload that names the fork. */
  readonly call: Required<Pick<ActionCall, "event" | "github" | "workspace">>;
}

export const origin = "https://github.com/octo/charts";

/** A pull request of a fork that adds chart web 1.0.0 and changes api to 1.1.0. */
export async function pullRequestFor(t: TestContext): Promise<PullRequest> {
  const charts = path.join(await temporaryDirectory(t), "charts");
  await writeChart(charts, "api", "1.0.0");
  const base = await repositoryFrom(t, charts);
  return proposeTo(base, async () => {
    await writeChart(path.join(base.directory, "charts"), "web", "1.0.0", {
      "artifacthub-repo.yml": "owners:\n  - { name: octo, email: octo@example.com }\n",
    });
    await base.commit("add web", "2026-04-01T00:00:00Z");
    await writeChart(path.join(base.directory, "charts"), "api", "1.1.0");
  });
}

/** The pull request of a fork that does `change` in the work tree of `base`, while `main` moves on. */
export async function proposeTo(base: TestRepository, change: () => Promise<unknown>): Promise<PullRequest> {
  const { directory, git, commit } = base;
  await git("checkout", "--quiet", "-b", "pull");
  await change();
  const head = await commit("change the charts", "2026-04-02T00:00:00Z");
  await git("checkout", "--quiet", "main");
  await appendFile(path.join(directory, "README.md"), "Meanwhile.\n");
  await commit("meanwhile", "2026-04-03T00:00:00Z");
  await git("checkout", "--quiet", "--detach");
  await git("merge", "--quiet", "--no-ff", "--message", "Merge the pull request into main", "pull");
  const [merge, into] = [await git("rev-parse", "HEAD"), await git("rev-parse", "main")];
  await git("update-ref", "refs/pull/7/merge", merge);
  await git("checkout", "--quiet", "main");
  const checkout = await base.clone();
  await checkout.git("fetch", "--quiet", "origin", "refs/pull/7/merge");
  await checkout.git("checkout", "--quiet", "--detach", "FETCH_HEAD");
  await checkout.git("remote", "set-url", "origin", origin);
  const fork = { full_name: "mallory/charts" };
  return {
    base,
    checkout,
    call: {
      workspace: checkout.directory,
      github: { EVENT_NAME: "pull_request", REF: "refs/pull/7/merge", REF_NAME: "7/merge", SHA: merge },
      event: {
        repository: { full_name: "octo/charts" },
        pull_request: { number: 7, head: { sha: head, repo: fork }, base: { sha: into } },
      },
    },
  };
}

/** A program of that name on a PATH of its own, which leaves a file behind when it is run. */
export async function tripwire(t: TestContext, ...names: readonly string[]) {
  const directory = await temporaryDirectory(t);
  for (const name of names) {
    const file = path.join(directory, name);
    await writeFile(file, `#!/bin/sh\necho "${name} $*" >> ${directory}/runs\nexit 1\n`);
    await chmod(file, 0o755);
  }
  return {
    searchPath: `${directory}${path.delimiter}${process.env["PATH"]}`,
    runs: path.join(directory, "runs"),
  };
}
