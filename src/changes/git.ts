import { stat } from "node:fs/promises";
import path from "node:path";
import type { Exec, Reporter } from "../io.ts";

/** A commit, as far as what is published needs to know. */
export interface Commit {
  readonly id: string;
  /** Committer's time, in seconds since 1970. */
  readonly time: number;
}

/** A checkout that charts lie in. */
export interface Checkout {
  /** Absolute path of the work tree's top. */
  readonly root: string;
  readonly head: Commit;
  /** The history is cut off: which commit touched a file last cannot be known. */
  readonly isShallow: boolean;
  /** Web address of `origin` without credentials, where it has one. */
  readonly url?: string;
}

/** Directories looked up in one walk of the history before the rest are looked up one by one. */
const commitsInFirstWalk = 256;

/**
 * The checkout around `directory`, or `undefined` outside git, without git, or before the first commit. Warns where git
 * refuses to read a checkout of another user's, for then what is published lacks its time and revision.
 */
export async function findCheckout(
  exec: Exec,
  directory: string,
  reporter: Pick<Reporter, "warn">,
): Promise<Checkout | undefined> {
  const top = await topOf(directory);
  if (top === undefined) return undefined;
  const git = (...args: string[]) => exec("git", args, { directory: top });
  const [places, log, remote] = await Promise.all([
    git("rev-parse", "--show-toplevel", "--is-shallow-repository"),
    git("log", "-1", "--format=%H %ct", "--no-show-signature"),
    git("config", "--get", "remote.origin.url"),
  ]);
  if (places.stderr.includes("dubious ownership")) reporter.warn(untrusted(directory));
  if (places.exitCode !== 0 || log.exitCode !== 0) return undefined;
  const [root, shallow] = places.stdout.trim().split("\n");
  const head = parseCommit(log.stdout);
  if (root === undefined || head === undefined) return undefined;
  const url = remote.exitCode === 0 ? webAddress(remote.stdout.trim()) : undefined;
  return {
    root: path.normalize(root),
    head,
    isShallow: shallow === "true",
    ...(url === undefined ? {} : { url }),
  };
}

/**
 * The nearest directory, this one or one above, with a `.git`. Git is run nowhere else: it would take a directory of the
 * repository that has `HEAD`, `objects` and `refs` for a bare repository, and its `config` may name programs to run. A
 * `.git`, which counts first, cannot be committed. And charts outside git cost no run of it.
 */
async function topOf(directory: string): Promise<string | undefined> {
  if (await stat(path.join(directory, ".git")).catch(() => undefined)) return directory;
  const parent = path.dirname(directory);
  return parent === directory ? undefined : await topOf(parent);
}

function untrusted(directory: string): string {
  return (
    `git does not read the history around ${directory}, which belongs to another user: the manifest will say neither ` +
    `when nor from which commit the chart comes. Fix: git config --global --add safe.directory ${directory}`
  );
}

/**
 * The last commit that touched each of `paths` (absolute): a file or a directory. Where that cannot be known, because
 * the history is shallow or the path is not tracked, HEAD. Merges are not asked, so the answer for one path never
 * depends on the other paths.
 */
export async function lastCommits(
  exec: Exec,
  checkout: Checkout,
  paths: readonly string[],
): Promise<ReadonlyMap<string, Commit>> {
  const found = new Map<string, Commit>();
  if (!checkout.isShallow) await walkHistory(exec, checkout, paths, found);
  for (const file of paths) {
    if (found.has(file)) continue;
    const commit = checkout.isShallow ? undefined : await lastCommit(exec, checkout, file);
    found.set(file, commit ?? checkout.head);
  }
  return found;
}

const logOptions = ["--no-merges", "--full-history", "--no-renames", "--no-show-signature"];

async function walkHistory(
  exec: Exec,
  checkout: Checkout,
  paths: readonly string[],
  found: Map<string, Commit>,
): Promise<void> {
  const format = "--format=%x00%x00%H %ct";
  const args = [
    "-c",
    "core.quotePath=false",
    "log",
    `-${commitsInFirstWalk}`,
    ...logOptions,
    "-z",
    "--name-only",
    format,
  ];
  const { exitCode, stdout } = await exec("git", args, { directory: checkout.root });
  if (exitCode !== 0) return;
  const prefixes = paths.map((file) => ({ file, prefix: relativePath(checkout.root, file) }));
  for (const record of stdout.split("\0\0")) {
    const [header, ...names] = record.split(/[\0\n]/).filter((part) => part !== "");
    const commit = parseCommit(header ?? "");
    if (commit === undefined) continue;
    for (const { file, prefix } of prefixes) {
      if (!found.has(file) && names.some((name) => isInside(prefix, name))) found.set(file, commit);
    }
    if (found.size === prefixes.length) return;
  }
}

async function lastCommit(exec: Exec, checkout: Checkout, file: string): Promise<Commit | undefined> {
  const pathspec = `:(literal)${relativePath(checkout.root, file) || "."}`;
  const args = ["log", "-1", ...logOptions, "--format=%H %ct", "--", pathspec];
  const { exitCode, stdout } = await exec("git", args, { directory: checkout.root });
  return exitCode === 0 ? parseCommit(stdout) : undefined;
}

function relativePath(root: string, file: string): string {
  return path.relative(root, file).replaceAll(path.sep, "/");
}

function isInside(prefix: string, name: string): boolean {
  return prefix === "" || name === prefix || name.startsWith(`${prefix}/`);
}

function parseCommit(text: string): Commit | undefined {
  const match = /^([0-9a-f]{40}|[0-9a-f]{64}) (\d+)$/.exec(text.trim());
  return match ? { id: match[1] ?? "", time: Number(match[2]) } : undefined;
}

/** `https://host/path` of a remote, from https, ssh and scp-like forms; never its credentials; no local paths. */
export function webAddress(remote: string): string | undefined {
  const scp = /^(?:[^@/]+@)([^:/]+):(?!\/)(.+)$/.exec(remote);
  const address = scp ? `ssh://${scp[1]}/${scp[2]}` : remote;
  if (!/^(https?|ssh|git):\/\//.test(address) || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  const host = url.protocol.startsWith("http") ? url.host : url.hostname;
  const name = url.pathname.replace(/\/+$/, "").replace(/\.git$/, "");
  return `${url.protocol === "http:" ? "http" : "https"}://${host}${name}`;
}
