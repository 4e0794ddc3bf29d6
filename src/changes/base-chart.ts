import path from "node:path";
import { PublishError } from "../errors.ts";
import type { Exec } from "../io.ts";
import { type BaseQuery, isMeetingSure, type WorkTree } from "./diff.ts";
import { missingBase, shortName } from "./missing-base.ts";

/** The commit that a work tree is compared with. */
export interface MeetingPoint {
  /** Where HEAD's history meets that of the base; of several such commits the one that git takes. */
  readonly commit: string;
  /** The base, in few letters. */
  readonly base: string;
}

/** Finds it. Throws USAGE with the way to mend it where it cannot be known for sure, as `findDifference` does. */
export async function findMeetingPoint(
  exec: Exec,
  tree: WorkTree,
  { bases, system }: BaseQuery,
): Promise<MeetingPoint> {
  const { root, isShallow } = tree;
  for (const base of bases) {
    const { exitCode, stdout } = await exec("git", ["merge-base", base, "HEAD"], { directory: root });
    const commit = stdout.trim();
    if (exitCode !== 0 || !/^[0-9a-f]{40,64}$/.test(commit)) continue;
    if (isShallow && !(await isMeetingSure(exec, root, base))) continue;
    return { commit, base: shortName(base) };
  }
  throw await missingBase(exec, tree, { bases, system });
}

/** What is wanted of a commit, and where to. */
export interface PastFiles {
  /** Absolute path of the work tree's top, links resolved. */
  readonly root: string;
  readonly commit: string;
  /** Absolute paths below the root, of files or directories. */
  readonly paths: readonly string[];
  /** An absolute path: what was at `root` goes here. */
  readonly into: string;
}

/**
 * Writes what stood at some paths at a commit into another directory; what was not there is passed over. The work tree
 * and the index stay as they are, and no hook runs. Not `git archive`, for which `export-ignore` in .gitattributes hides
 * files. Throws IO where git cannot.
 */
export async function writePastFiles(exec: Exec, { root, commit, paths, into }: PastFiles): Promise<void> {
  const names = paths.map((file) => path.relative(root, file).replaceAll(path.sep, "/"));
  const wanted = names.includes("") ? ["."] : await namesAt(exec, { root, commit }, names);
  if (wanted.length === 0) return;
  const settings = ["-c", `core.hooksPath=${path.join(into, ".git", "none")}`, `--work-tree=${into}`];
  const restore = [
    "restore",
    `--source=${commit}`,
    "--worktree",
    "--ignore-skip-worktree-bits",
    "--quiet",
    "--no-recurse-submodules",
  ];
  const args = [...settings, "--literal-pathspecs", ...restore, "--", ...wanted];
  await run(exec, args, root);
}

/** Those of the names that a commit has: git restores none where one is missing. */
async function namesAt(
  exec: Exec,
  { root, commit }: Pick<PastFiles, "root" | "commit">,
  names: readonly string[],
): Promise<string[]> {
  if (names.length === 0) return [];
  const args = ["--literal-pathspecs", "ls-tree", "-z", "--name-only", "--full-tree", commit, "--", ...names];
  return (await run(exec, args, root)).split("\0").filter((name) => name !== "");
}

async function run(exec: Exec, args: readonly string[], directory: string): Promise<string> {
  const { exitCode, stdout, stderr } = await exec("git", args, { directory });
  if (exitCode === 0) return stdout;
  throw new PublishError("IO", `Could not read the base in ${directory}: git said “${stderr.trim()}”.`);
}
