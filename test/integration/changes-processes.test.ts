import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import { writeChart, writeFiles } from "../support/chart.ts";
import { emptyRepository } from "../support/clone.ts";
import { startCommand } from "../support/command-process.ts";
import { registryFor } from "../support/registry.ts";
import { spiedGit } from "../support/spied-git.ts";

test("changes: git takes two runs of git more, and starts no program that git is told to compare with", async (t) => {
  const git = await spiedGit(t);
  if (git === undefined) return;
  const { directory, commit, git: run } = await emptyRepository(t);
  const registry = await registryFor(t);
  for (const name of ["a", "b", "c"]) await writeChart(path.join(directory, "charts"), name, "1.0.0");
  await commit("charts", "2026-01-02T03:04:05Z");
  await run("config", "diff.external", "/nowhere/program");
  await writeFiles(directory, { "charts/a/values.yaml": "a: 1\n" });
  const count = async () => (await git.calls()).match(/^PATH=/gm)?.length ?? 0;
  const words = ["plan", "--working-directory", directory, "--registry", `oci://${registry.host}/charts`];
  const variables = { PATH: git.searchPath };
  assert.equal((await startCommand(t, words, { variables }).ended).code, 0);
  const without = await count();
  assert.ok(without > 0);
  const { code, stderr } = await startCommand(t, [...words, "--changes", "git", "--base", "HEAD"], {
    variables,
  }).ended;
  assert.equal(code, 0, stderr);
  assert.match(stderr, /^1 of 3 charts changed since HEAD$/m);
  assert.equal((await count()) - without, without + 2);
});
