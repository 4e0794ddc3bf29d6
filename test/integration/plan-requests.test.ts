import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { makeCheckout } from "../support/checkout.ts";
import { runCommand } from "../support/command.ts";
import { startCommand } from "../support/command-process.ts";
import { registryFor } from "../support/registry.ts";
import { spiedGit } from "../support/spied-git.ts";

const size = 300;

/** The variables of a pull request that is to be merged into `base`. */
async function pullRequestVariables(t: TestContext, base: string) {
  const file = path.join(await temporaryDirectory(t), "event.json");
  await writeFile(file, JSON.stringify({ pull_request: { number: 7, base: { sha: base } } }));
  return {
    GITHUB_ACTIONS: "true",
    GITHUB_EVENT_NAME: "pull_request",
    GITHUB_EVENT_PATH: file,
    GITHUB_REF: "refs/pull/7/merge",
  };
}

const events = [
  { event: "", runs: 1 },
  // The base's diff and the state of the work tree tell whether versions have to rise.
  { event: " on a pull request", runs: 3 },
];

for (const { event, runs } of events)
  test(`a plan of 300 charts that are published costs a request each${event}, and ${runs} of git`, async (t) => {
    const git = await spiedGit(t);
    if (git === undefined) return;
    const { root, commit, git: run } = await makeCheckout(t);
    await commit("LICENSE");
    for (let i = 0; i < size; i++) await writeChart(`${root}/charts`, `c${i}`, "1.0.0");
    const { id: base } = await commit("docs/charts.md");
    await commit("README.md");
    run("remote", "add", "origin", "https://git.example.com/acme/charts.git");
    // Noted as they come in, so that none of the first run's is taken for one of the second's.
    const asked: string[] = [];
    const registry = await registryFor(t, {
      fault: ({ method, url }) => {
        asked.push(`${method} ${url}`);
        return false;
      },
    });
    const request = ["--registry", `oci://${registry.host}/acme`, "--working-directory", root];
    const published = await runCommand(["publish", ...request]);
    assert.equal(published.code, 0, published.stderr);
    asked.length = 0;

    const proposal = event === "" ? {} : await pullRequestVariables(t, base);
    const variables = { PATH: git.searchPath, ...proposal };
    const planned = await startCommand(t, ["plan", "--json", ...request], { variables }).ended;
    assert.equal(planned.code, 0, planned.stderr);
    const { charts } = JSON.parse(planned.stdout) as { charts: { status: string; digestRef: string }[] };
    assert.deepEqual(
      charts.map(({ status }) => status),
      Array(size).fill("unchanged"),
    );
    assert.deepEqual(
      charts.map(({ digestRef }) => digestRef),
      published.stdout.trim().split("\n"),
    );
    const expected = Array.from({ length: size }, (_, i) => `HEAD /v2/acme/c${i}/manifests/1.0.0`);
    assert.deepEqual(asked.sort(), expected.sort());
    // Every run of git notes its environment, which has one PATH.
    assert.equal((await git.calls()).match(/^PATH=/gm)?.length, runs);
  });
