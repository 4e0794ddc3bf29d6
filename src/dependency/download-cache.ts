import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { archiveName } from "../archive/package.ts";
import { type Digest, digestOf, isDigest } from "../digest.ts";
import { messageOf, PublishError, withoutStop } from "../errors.ts";
import type { Reporter } from "../io.ts";
import { type DependencyArchive, dependencyArchive } from "./archive.ts";
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
 * lies a record for each dependency, called by the digest of what was asked for, that says which archive it is. A file
 * that is not what its name or its record says is reported, dropped, and never used. A folder that cannot be read or
 * written is as good as an empty one.
 */
export function createDownloadCache(
  directory: string,
  reporter: Pick<Reporter, "debug" | "warn">,
): DownloadCache {
  const used = new Set<string>();
  const written = new Set<string>();
  const keep = async (name: string, bytes: Uint8Array | string): Promise<void> => {
    await replace(path.join(directory, name), bytes);
    written.add(name);
    used.add(name);
  };
  const drop = async (name: string, why: string, asked: LockedDependency): Promise<void> => {
    const file = path.join(directory, name);
    reporter.warn(
      `Dropped ${file} from the cache of dependencies: ${withoutStop(why)}. ${shown(asked)} is fetched again.`,
    );
    await rm(file, { force: true });
  };
  const read = async (asked: LockedDependency): Promise<DependencyArchive | undefined> => {
    const record = recordName(asked);
    const text = await contentOf(path.join(directory, record));
    if (text === undefined) return undefined;
    const digest = digestIn(text.toString(), asked);
    if (digest === undefined) {
      await drop(record, "it is no record of that dependency", asked);
      return undefined;
    }
    const file = fileName(digest);
    const bytes = await contentOf(path.join(directory, file));
    if (bytes === undefined) return undefined;
    const archive = checked(bytes, digest, asked);
    if (typeof archive === "string") {
      await drop(file, archive, asked);
      await rm(path.join(directory, record), { force: true });
      return undefined;
    }
    used.add(record).add(file);
    reporter.debug(`${shown(asked)}: from the cache of dependencies, ${digest}`);
    return archive;
  };
  const write = async (asked: LockedDependency, { fileName: name, bytes }: DependencyArchive) => {
    // What calls itself otherwise than its lock does could not be told from a mistake later.
    if (name !== archiveName(asked)) return;
    const digest = digestOf(bytes);
    await keep(fileName(digest), bytes);
    await keep(recordName(asked), JSON.stringify({ ...asked, digest }));
  };
  const attempt = async <T>(doing: string, run: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await run();
    } catch (error) {
      reporter.debug(`Could not ${doing} the cache of dependencies in ${directory}: ${messageOf(error)}`);
      return undefined;
    }
  };
  return {
    used,
    written,
    read: (asked) => attempt("read", () => read(asked)),
    write: (asked, archive) => attempt("write", () => write(asked, archive)),
  };
}

const fileName = (digest: Digest): string => `${digest.slice("sha256:".length)}.tgz`;

const shown = ({ name, version, repository }: LockedDependency): string =>
  `${name} ${version} of ${repository}`;

function recordName({ repository, name, version }: LockedDependency): string {
  return `${digestOf(JSON.stringify([repository, name, version])).slice("sha256:".length)}.json`;
}

/** The digest in a record; `undefined` where it is none of what is asked for. */
function digestIn(text: string, asked: LockedDependency): Digest | undefined {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    return undefined;
  }
  // Nothing is claimed of it that is not looked at here.
  const { digest, ...rest } = Object(record) as Readonly<Record<string, unknown>>;
  const isAsked = (["name", "repository", "version"] as const).every((key) => rest[key] === asked[key]);
  return isAsked && typeof digest === "string" && isDigest(digest) ? digest : undefined;
}

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

/** `undefined` where there is no such file. Throws where it cannot be read, or is too large to be one of ours. */
async function contentOf(file: string): Promise<Buffer | undefined> {
  try {
    const { size } = await stat(file);
    if (size > maxFileBytes) throw new Error(`${file} is of ${size} bytes`);
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
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
