import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { archiveName } from "../archive/package.ts";
import { codeOf } from "../chart/walk.ts";
import { type Digest, digestOf } from "../digest.ts";
import { messageOf, PublishError, withoutStop } from "../errors.ts";
import type { Reporter } from "../io.ts";
import { type DependencyArchive, dependencyArchive } from "./archive.ts";
import { digestIn, formatRecord, recordName } from "./cache-record.ts";
import type { DependencyCache, LockedDependency } from "./sources.ts";

/** Helm reads no chart of more, unpacked; packed it is not larger by much. */
const maxFileBytes = 101 * 1024 * 1024;

/** A cache in a folder, and what this run had to do with it. */
export interface DownloadCache extends DependencyCache {
  /** Names of the files that were read or written. */
  readonly used: ReadonlySet<string>;
  /** Names of the files that were written. */
  readonly written: ReadonlySet<string>;
}

/**
 * Keeps archives in `directory`, which several processes may share. An archive is called by its own digest; beside it
 * lies a record for each dependency that says which archive it is. A file that is not what its name or its record says
 * is reported, dropped, and never used. A folder that cannot be read or written is as good as an empty one.
 */
export function createDownloadCache(
  directory: string,
  reporter: Pick<Reporter, "debug" | "warn">,
): DownloadCache {
  const folder: Folder = { directory, reporter, used: new Set(), written: new Set() };
  const attempt = async <T>(doing: string, run: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await run();
    } catch (error) {
      reporter.debug(`Could not ${doing} the cache of dependencies in ${directory}: ${messageOf(error)}`);
      return undefined;
    }
  };
  return {
    used: folder.used,
    written: folder.written,
    read: (asked) => attempt("read", () => readFrom(folder, asked)),
    write: (asked, archive) => attempt("write", () => writeTo(folder, asked, archive)),
  };
}

interface Folder {
  readonly directory: string;
  readonly reporter: Pick<Reporter, "debug" | "warn">;
  readonly used: Set<string>;
  readonly written: Set<string>;
}

async function readFrom(folder: Folder, asked: LockedDependency): Promise<DependencyArchive | undefined> {
  const { directory, reporter, used } = folder;
  const record = recordName(asked);
  const text = await contentOf(path.join(directory, record));
  if (text === undefined) return undefined;
  const digest = digestIn(text.toString(), asked);
  if (digest === undefined) return drop(folder, [record], "it is no record of that dependency", asked);
  const file = fileName(digest);
  const bytes = await contentOf(path.join(directory, file));
  if (bytes === undefined) return undefined;
  const archive = checked(bytes, digest, asked);
  if (typeof archive === "string") return drop(folder, [file, record], archive, asked);
  used.add(record).add(file);
  reporter.debug(`${shown(asked)}: from the cache of dependencies, ${digest}`);
  return archive;
}

async function writeTo(folder: Folder, asked: LockedDependency, archive: DependencyArchive): Promise<void> {
  // What calls itself otherwise than its lock does could not be told from a mistake later.
  if (archive.fileName !== archiveName(asked)) return;
  const digest = digestOf(archive.bytes);
  const files = [
    [fileName(digest), archive.bytes],
    [recordName(asked), formatRecord(asked, digest)],
  ] as const;
  for (const [name, bytes] of files) {
    await replace(path.join(folder.directory, name), bytes);
    folder.written.add(name);
    folder.used.add(name);
  }
}

/** Removes the files, the first of which is at fault. */
async function drop(
  { directory, reporter }: Folder,
  names: readonly [string, ...string[]],
  why: string,
  asked: LockedDependency,
): Promise<undefined> {
  const files = names.map((name) => path.join(directory, name));
  reporter.warn(
    `Dropped ${files[0]} from the cache of dependencies: ${withoutStop(why)}. ${shown(asked)} is fetched again.`,
  );
  for (const file of files) await rm(file, { force: true });
}

const fileName = (digest: Digest): string => `${digest.slice("sha256:".length)}.tgz`;

const shown = ({ name, version, repository }: LockedDependency): string =>
  `${name} ${version} of ${repository}`;

/** The archive, or why it is not the one that was kept. */
function checked(bytes: Uint8Array, digest: Digest, asked: LockedDependency): DependencyArchive | string {
  const found = digestOf(bytes);
  if (found !== digest) return `it has the digest ${found}`;
  try {
    const archive = dependencyArchive(bytes, "the archive", asked.name);
    return archive.fileName === archiveName(asked) ? archive : `it holds ${JSON.stringify(archive.fileName)}`;
  } catch (error) {
    if (error instanceof PublishError) return error.message;
    throw error;
  }
}

/** `undefined` where there is no such file. Throws where it cannot be read, has no end, or is too large to be one of ours. */
async function contentOf(file: string): Promise<Buffer | undefined> {
  try {
    const stats = await stat(file);
    const { size } = stats;
    if (!stats.isFile()) throw new Error(`${file} is no file`);
    if (size > maxFileBytes) throw new Error(`${file} has ${size} bytes`);
    return await readFile(file);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Nobody sees half a file, and a link is replaced, not followed. */
async function replace(file: string, bytes: Uint8Array | string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const partial = `${file}.${randomUUID()}`;
  try {
    await writeFile(partial, bytes, { mode: 0o600, flag: "wx" });
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
