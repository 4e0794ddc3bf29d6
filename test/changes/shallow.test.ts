import assert from "node:assert/strict";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { findDifference } from "../../src/changes/diff.ts";
import type { CiSystem } from "../../src/changes/missing-base.ts";
import { createExec } from "../../src/wire/exec.ts";
import { writeFiles } from "../support/chart.ts";
import { emptyRepository, type TestRepository } from "../support/clone.ts";

const exec = createExec({ PATH: process.env["PATH"] });

/** `main` with ten commits, each of which writes a file of its number. */
async function longHistory(t: TestContext): Promise<{ origin: TestRepository; commits: readonly string[] }> {
  const origin = await emptyRepository(t);
  const commits: string[] = [];
  for (let number = 0; number < 10; number++) commits.push(await save(origin, String(number)));
  return { origin, commits };
}

async function save(repository: TestRepository, file: string): Promise<string> {
  await writeFiles(repository.directory, { [file]: file });
  return repository.commit(file, "2026-01-02T03:04:05Z");
}

async function changed({ directory }: TestRepository, base: string, system?: CiSystem): Promise<string[]> {
  const query = { bases: [base], system } as const;
  const { files } = await findDifference(exec, { root: directory, isShallow: true }, query);
  return files.map((file) => path.relative(directory, file)).sort();
}

test("a shallow clone that has the base answers where HEAD descends from it", async (t) => {
  const { origin, commits } = await longHistory(t);
  const clone = await origin.clone("--depth=3");
  assert.deepEqual(await changed(clone, commits[7] ?? ""), ["8", "9"]);
});

for (const { system, fix } of [
  { system: "github", fix: "Fetch the whole history: `with: { fetch-depth: 0 }` at actions/checkout." },
  { system: "gitlab", fix: "Fetch the whole history: `variables: { GIT_DEPTH: 0 }` at the job." },
  { system: undefined, fix: "Fetch the whole history with `git fetch --unshallow`." },
] as const) {
  test(`a shallow clone without the base says how to deepen it: ${system ?? "no CI system"}`, async (t) => {
    const { origin, commits } = await longHistory(t);
    const clone = await origin.clone("--depth=1");
    await assert.rejects(changed(clone, commits[7] ?? "", system), { code: "USAGE", hint: fix });
  });
}

test("a shallow clone in which two branches do not meet any more is refused", async (t) => {
  const { origin, commits } = await longHistory(t);
  await origin.git("checkout", "-q", "-b", "topic", commits[5] ?? "");
  await save(origin, "topic");
  const clone = await origin.clone("--depth=2", "--no-single-branch");
  await assert.rejects(changed(clone, "origin/main"), /the clone is shallow, and does not show where/);
});

test("a shallow clone in which two branches still meet answers", async (t) => {
  const { origin, commits } = await longHistory(t);
  await origin.git("checkout", "-q", "-b", "topic", commits[7] ?? "");
  await save(origin, "topic");
  const clone = await origin.clone("--depth=4", "--no-single-branch");
  assert.deepEqual(await changed(clone, "origin/main"), ["topic"]);
});

test("a shallow clone that shows an older meeting only, since the later one is cut off, is refused", async (t) => {
  const { origin, commits } = await longHistory(t);
  // Both come from the last commit of main: topic at once and by a long way, other by a long way and from an old one.
  const old = commits[0] ?? "";
  await origin.git("checkout", "-q", "-b", "long", commits[9] ?? "");
  for (const file of ["a", "b", "c", "d"]) await save(origin, file);
  await origin.git("checkout", "-q", "-b", "topic", old);
  await save(origin, "topic");
  await origin.git("merge", "-q", "-m", "by a long way", "long");
  await origin.git("checkout", "-q", "-b", "other", old);
  await save(origin, "other");
  await origin.git("merge", "-q", "-m", "at once", commits[9] ?? "");
  await origin.git("checkout", "-q", "topic");
  const clone = await origin.clone("--depth=3", "--no-single-branch");
  const cut = await clone.git("merge-base", "--all", "HEAD", "origin/other");
  assert.equal(cut, old);
  await assert.rejects(changed(clone, "origin/other"), /the clone is shallow/);
});
