import type { Exec, Reporter } from "../io.ts";
import { shellWord } from "../shell.ts";
import { type Commit, walkHistory } from "./history-walk.ts";
import { originAddress } from "./remote.ts";
import { findWorkTree, isShallow } from "./work-tree.ts";

/** A checkout that charts lie in. */
export interface Checkout {
  /** Absolute path of the work tree's top, links resolved. */
  readonly root: string;
  readonly head: Commit;
  /** The history is cut off: which commit touched a file last cannot be known. */
  readonly isShallow: boolean;
  /** Web address of `origin` without credentials, where it has one. */
  readonly url?: string;
  /**
   * The last commit that touched each path that was asked for; a file or a directory. Where that cannot be known,
   * because the history is shallow or the path is not tracked, HEAD. Merges are not asked, and the answer for one path
   * never depends on the other paths.
   */
  readonly lastCommits: ReadonlyMap<string, Commit>;
}

/**
 * The checkout around `directory`, or `undefined` outside git, without git, or before the first commit. `pathsIn` says,
 * given its top, which absolute paths' last commits are wanted; if none, the checkout is not either. Git runs once.
 * Warns where it refuses to read a checkout of another user's, for then what is published lacks its time and revision.
 */
export async function findCheckout(
  exec: Exec,
  directory: string,
  reporter: Pick<Reporter, "warn">,
  pathsIn?: (root: string) => readonly string[],
): Promise<Checkout | undefined> {
  const workTree = await findWorkTree(directory);
  if (workTree === undefined) return undefined;
  const { root } = workTree;
  const paths = pathsIn?.(root);
  if (paths?.length === 0) return undefined;
  const shallow = await isShallow(workTree);
  const { head, lastCommits, stderr } = await walkHistory(exec, root, shallow ? [] : (paths ?? []));
  if (stderr.includes("dubious ownership")) reporter.warn(untrusted(directory));
  if (head === undefined) return undefined;
  const url = await originAddress(exec, workTree);
  return {
    root,
    head,
    isShallow: shallow,
    ...(url === undefined ? {} : { url }),
    lastCommits: new Map(paths?.map((file) => [file, lastCommits.get(file) ?? head])),
  };
}

function untrusted(directory: string): string {
  return (
    `git does not read the history around ${directory}, which belongs to another user: the manifest will say neither ` +
    `when nor from which commit the chart comes. Fix: git config --global --add safe.directory ${shellWord(directory)}`
  );
}
