import path from "node:path";
import { PublishError } from "../errors.ts";
import type { Exec } from "../io.ts";
import { type CiSystem, missingBase, shortName } from "./missing-base.ts";

/** A work tree whose history is to be compared. */
export interface WorkTree {
  /** Absolute path of its top. */
  readonly root: string;
  readonly isShallow: boolean;
}

/** What a work tree is compared with. */
export interface BaseQuery {
  /** What git takes for a commit, the surest first: the first that is there counts. */
  readonly bases: readonly [string, ...string[]];
  /** Whose advice helps where none is there. */
  readonly system: CiSystem | undefined;
}

/** How a work tree differs from its base. */
export interface Difference {
  /** The base in few letters. */
  readonly base: string;
  /** Absolute paths of the files that were written, made or deleted. */
  readonly files: readonly string[];
}

/**
 * The files that differ between the work tree, with what is not committed yet, and the commit where its history meets
 * that of the base. Throws USAGE with the way to mend it where that commit cannot be known for sure.
 */
export async function findDifference(
  exec: Exec,
  tree: WorkTree,
  { bases, system }: BaseQuery,
): Promise<Difference> {
  for (const base of bases) {
    const committed = await readDiff(exec, tree, base);
    if (committed === undefined) continue;
    const pending = await readPending(exec, tree);
    return {
      base: shortName(base),
      files: [...new Set([...committed, ...pending])].map((file) => path.join(tree.root, file)),
    };
  }
  throw await missingBase(exec, tree, { bases, system });
}

/** A file that moved is missing at its old place, hence no renames; no configuration may hide anything. */
const diffOptions = ["--name-only", "-z", "--no-renames", "--no-ext-diff", "--ignore-submodules=none"];

/** What HEAD changed; `undefined` where the base is not there, or where nobody can tell where the histories meet. */
async function readDiff(
  exec: Exec,
  { root, isShallow }: WorkTree,
  base: string,
): Promise<string[] | undefined> {
  const args = ["diff", ...diffOptions, `${base}...HEAD`, "--"];
  const { exitCode, stdout, stderr } = await exec("git", args, { directory: root });
  if (exitCode !== 0) return undefined;
  if (isShallow && !(await isMeetingSure(exec, root, base))) return undefined;
  const names = splitNames(stdout);
  // Of several places where the histories meet git takes one, and says so.
  return stderr === "" ? names : [...names, ...(await readOtherDiffs(exec, root, base))];
}

/** What changed since each of the commits where histories that merged crosswise meet. */
async function readOtherDiffs(exec: Exec, root: string, base: string): Promise<string[]> {
  const { stdout } = await exec("git", ["merge-base", "--all", base, "HEAD"], { directory: root });
  const names: string[] = [];
  for (const commit of stdout.split("\n").filter((line) => line !== "")) {
    const args = ["diff", ...diffOptions, commit, "HEAD", "--"];
    names.push(...splitNames((await exec("git", args, { directory: root })).stdout));
  }
  return names;
}

/**
 * Whether a shallow clone shows where the histories meet: HEAD descends from the base, or no commit that only one of
 * both has lost its parents to the cut. Else they may meet later than in what is left of them.
 */
export async function isMeetingSure(exec: Exec, root: string, base: string): Promise<boolean> {
  const args = ["rev-list", "--left-right", "--parents", `${base}...HEAD`, "--"];
  const { exitCode, stdout } = await exec("git", args, { directory: root });
  const lines = stdout.split("\n").filter((line) => line !== "");
  if (exitCode !== 0) return false;
  return !lines.some((line) => line.startsWith("<")) || lines.every((line) => line.includes(" "));
}

/** What is not committed yet: changes, and files that git does not know nor ignore. */
async function readPending(exec: Exec, { root }: WorkTree): Promise<string[]> {
  const args = ["--no-optional-locks", "status", "--porcelain=v1", "-z", "--no-renames"];
  const all = ["--untracked-files=all", "--ignore-submodules=none"];
  const { exitCode, stdout, stderr } = await exec("git", [...args, ...all], { directory: root });
  if (exitCode !== 0) {
    throw new PublishError(
      "IO",
      `Could not tell what changed in ${root}: git status said “${stderr.trim()}”.`,
    );
  }
  return splitNames(stdout).map((entry) => entry.slice(3));
}

function splitNames(text: string): string[] {
  return text.split("\0").filter((name) => name !== "");
}
