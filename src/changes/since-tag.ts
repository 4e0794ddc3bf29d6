import type { Exec } from "../io.ts";

/** One commit of a list of changes. */
export interface Change {
  readonly id: string;
  /** The first line of its message: anybody's text. */
  readonly subject: string;
}

/** A directory of a checkout. */
export interface Place {
  /** Absolute path of the work tree's top. */
  readonly root: string;
  /** Absolute path. */
  readonly directory: string;
}

/** The tags of HEAD's history. */
export async function tagsOf(exec: Exec, root: string): Promise<readonly string[]> {
  const args = ["for-each-ref", "--merged=HEAD", "--format=%(refname:strip=2)", "refs/tags"];
  const { exitCode, stdout } = await exec("git", args, { directory: root });
  return exitCode === 0 ? stdout.split("\n").filter((line) => line !== "") : [];
}

/**
 * The commits since `tag` that touched a directory, newest first, `limit` at most; merges are left out. `undefined` where
 * git cannot tell: the tag is not here, or the history is cut off.
 */
export async function changesSince(
  exec: Exec,
  tag: string,
  place: Place,
  limit: number,
): Promise<readonly Change[] | undefined> {
  const args = [
    "log",
    `-${limit}`,
    "--no-merges",
    "--no-show-signature",
    "--format=%H %s",
    "-z",
    `refs/tags/${tag}..HEAD`,
    "--",
    pathspec(place),
  ];
  const { exitCode, stdout } = await exec("git", args, { directory: place.root });
  if (exitCode !== 0) return undefined;
  return stdout.split("\0").flatMap((line) => {
    const [, id, subject] = /^([0-9a-f]{40,64}) (.*)$/s.exec(line.trim()) ?? [];
    return id === undefined || subject === undefined ? [] : [{ id, subject }];
  });
}

/** Whether a directory is the same at `commit` as in HEAD; not, where git does not know the commit. */
export async function isSameAt(exec: Exec, commit: string, place: Place): Promise<boolean> {
  if (!/^[0-9a-f]{40,64}$/.test(commit)) return false;
  const args = ["diff", "--quiet", "--no-ext-diff", commit, "HEAD", "--", pathspec(place)];
  return (await exec("git", args, { directory: place.root })).exitCode === 0;
}

function pathspec({ root, directory }: Place): string {
  return `:(literal)${pathIn(root, directory) || "."}`;
}

/** With `/` between the parts, as git has it. */
function pathIn(root: string, directory: string): string {
  return directory.slice(root.length).replaceAll("\\", "/").replace(/^\/+/, "");
}
