import { cp, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { mustRun } from "./program.ts";

/** A git repository whose commits are the same on every machine. */
export interface TestRepository {
  readonly directory: string;
  /** Runs git in it and gives what it printed, without the final line break. */
  git(...args: readonly string[]): Promise<string>;
  /** Commits everything, `date` like `2026-01-02T03:04:05+02:00`, and gives the commit's id. */
  commit(message: string, date: string): Promise<string>;
  /** Clones it into a new directory, which goes with the test; `args` such as `--depth=1`. */
  clone(...args: readonly string[]): Promise<TestRepository>;
}

/** A new repository without any commit, on its branch `main`. */
export async function emptyRepository(t: TestContext): Promise<TestRepository> {
  const repository = await open(t, await realpath(await temporary(t)));
  await repository.git("init", "--quiet", "--initial-branch=main");
  return repository;
}

/**
 * A new repository that holds a copy of `source`, in three commits: a README in January 2026, the files of `source` in
 * February, and a change outside them in March, so that the last commit of the files is not HEAD.
 */
export async function repositoryFrom(t: TestContext, source: string): Promise<TestRepository> {
  const directory = await temporary(t);
  const repository = await open(t, directory);
  await repository.git("init", "--quiet", "--initial-branch=main");
  await writeFile(path.join(directory, "README.md"), "# Charts\n");
  await repository.commit("start", "2026-01-02T03:04:05+02:00");
  await cp(source, path.join(directory, path.basename(source)), { recursive: true, verbatimSymlinks: true });
  await repository.commit("add the chart", "2026-02-03T04:05:06-07:00");
  await writeFile(path.join(directory, "README.md"), "# Charts\n\nMore to come.\n");
  await repository.commit("say more", "2026-03-04T05:06:07Z");
  return repository;
}

async function open(t: TestContext, directory: string): Promise<TestRepository> {
  const empty = await temporary(t);
  const git = async (args: readonly string[], extra: NodeJS.ProcessEnv = {}): Promise<string> => {
    const env = { ...identity(empty), ...extra };
    return (await mustRun("git", args, { directory, env })).replace(/\n$/, "");
  };
  return {
    directory,
    git: (...args) => git(args),
    commit: async (message, date) => {
      await git(["add", "--all"]);
      const dates = { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
      await git(["commit", "--quiet", "--allow-empty", "--message", message], dates);
      return await git(["rev-parse", "HEAD"]);
    },
    clone: async (...args) => {
      const target = path.join(await temporary(t), "clone");
      await git(["clone", "--quiet", ...args, pathToFileURL(directory).href, target]);
      return await open(t, target);
    },
  };
}

/** Git without this machine's configuration, signing keys or hooks. */
function identity(home: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env["PATH"],
    // Windows starts no program without it.
    SystemRoot: process.env["SystemRoot"],
    HOME: home,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: "Test",
    GIT_AUTHOR_EMAIL: "test@example.com",
    GIT_COMMITTER_NAME: "Test",
    GIT_COMMITTER_EMAIL: "test@example.com",
  };
}

async function temporary(t: TestContext): Promise<string> {
  const directory = await mkdtemp(path.join(os.tmpdir(), "repository-"));
  t.after(() => rm(directory, { recursive: true, force: true }));
  return directory;
}
