import { lstat, readFile, realpath, stat } from "node:fs/promises";
import path from "node:path";

/** A checkout as the file system shows it: git was not asked. */
export interface WorkTree {
  /** Its top, links resolved. */
  readonly root: string;
  /** What belongs to this work tree alone: `.git`, or for a linked one its directory below the repository's. */
  readonly gitDirectory: string;
  /** What all work trees of the repository share: its configuration and its objects. */
  readonly commonDirectory: string;
}

/**
 * The work tree around `directory`: the nearest one with a `.git`, here or above. Git is run nowhere else: it would take
 * a directory of the repository that has `HEAD`, `objects` and `refs` for a bare repository, and its `config` may name
 * programs to run. A `.git`, which counts first, cannot be committed. And charts outside git cost no run of it.
 */
export async function findWorkTree(directory: string): Promise<WorkTree | undefined> {
  const place = path.join(directory, ".git");
  const stats = await stat(place).catch(() => undefined);
  const gitDirectory = stats?.isFile() ? await linkedDirectory(place) : place;
  if (stats && (await hasHead(gitDirectory))) {
    return {
      root: await realpath(directory),
      gitDirectory,
      commonDirectory: await commonDirectoryOf(gitDirectory),
    };
  }
  // Git looks further above a directory that is no repository, but not above a file that leads to none.
  const parent = path.dirname(directory);
  return stats?.isFile() || parent === directory ? undefined : await findWorkTree(parent);
}

/** HEAD may be a symbolic link to a branch that has no commit yet. */
async function hasHead(gitDirectory: string): Promise<boolean> {
  return (await lstat(path.join(gitDirectory, "HEAD")).catch(() => undefined)) !== undefined;
}

/** Where the file `.git` of a submodule or a linked work tree leads, gitrepository-layout(5). */
async function linkedDirectory(file: string): Promise<string> {
  const text = await readFile(file, "utf8").catch(() => "");
  const place = /^gitdir: ([^\r\n]+)/.exec(text)?.[1] ?? "";
  return path.resolve(path.dirname(file), place);
}

async function commonDirectoryOf(gitDirectory: string): Promise<string> {
  const text = await readFile(path.join(gitDirectory, "commondir"), "utf8").catch(() => "");
  return path.resolve(gitDirectory, text.replace(/\r?\n$/, ""));
}

/** Whether the history is cut off: git keeps a file of the commits where it is. */
export async function isShallow({ commonDirectory }: WorkTree): Promise<boolean> {
  return (await stat(path.join(commonDirectory, "shallow")).catch(() => undefined)) !== undefined;
}
