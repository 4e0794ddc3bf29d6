import { lstatSync, readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import path from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { messageOf, type Problem, PublishError } from "../errors.ts";
import { compareBytewise, fileIn } from "./file-path.ts";
import { type IgnoreRules, isIgnored } from "./ignore.ts";

/** Helm reads no larger file out of a chart (Helm v4.1.4 `pkg/chart/loader/archive`), in bytes. */
export const maxFileBytes = 5 * 1024 * 1024;

/** More files than any chart has; links within a tree can multiply it without end. */
const maxFiles = 100_000;

/** A file that belongs to the chart, not read yet. */
export interface FoundFile {
  /** Relative to the chart, `/` between its parts. */
  readonly path: string;
  /** Its own place, links resolved. */
  readonly real: string;
  readonly sizeBytes: number;
}

/** What bounds a walk. */
export interface WalkOptions {
  /** What the chart's directory is called in messages. */
  readonly source: string;
  /** A directory, links resolved, that nothing in the chart may link out of. */
  readonly boundary: string;
  readonly rules: IgnoreRules;
  readonly signal: AbortSignal;
}

interface Walk extends WalkOptions {
  readonly files: FoundFile[];
  readonly problems: Problem[];
}

interface Directory {
  readonly path: string;
  readonly real: string;
  /** The real paths of the directories it is in, and its own. */
  readonly trail: readonly string[];
}

/**
 * Finds the files of a chart as Helm v4.1.4 `loader/directory.go` does: links are followed and take the link's
 * path, ignored directories are not entered, empty ones vanish. `root` must have its links resolved. Directories are
 * read synchronously, with a pause before each: asking a thread costs ten times what the system takes to answer.
 */
export async function walkDirectory(
  root: string,
  options: WalkOptions,
): Promise<{ readonly files: readonly FoundFile[]; readonly problems: readonly Problem[] }> {
  const walk: Walk = { ...options, files: [], problems: [] };
  await visitDirectory(walk, { path: "", real: root, trail: [root] });
  return walk;
}

async function visitDirectory(walk: Walk, directory: Directory): Promise<void> {
  await nextTurn();
  walk.signal.throwIfAborted();
  const names = attempt(walk, directory.path, () => readdirSync(directory.real));
  for (const name of names.sort(compareBytewise)) await visitEntry(walk, directory, name);
}

async function visitEntry(walk: Walk, directory: Directory, name: string): Promise<void> {
  const inChart = directory.path === "" ? name : `${directory.path}/${name}`;
  const entry = resolveEntry(walk, inChart, path.join(directory.real, name));
  // Helm stumbles over a broken link even where a rule ignores it; there is no harm in letting it be.
  if (isIgnored(walk.rules, inChart, entry.stats?.isDirectory() ?? false)) return;
  const refusal = refusalOf(walk, directory, entry);
  if (refusal !== undefined) {
    walk.problems.push({ ...refusal, location: { file: fileIn(walk.source, inChart) } });
  } else if (entry.stats?.isDirectory()) {
    await visitDirectory(walk, { path: inChart, real: entry.real, trail: [...directory.trail, entry.real] });
  } else {
    if (walk.files.length >= maxFiles) throw tooManyFiles(walk.source);
    walk.files.push({ path: inChart, real: entry.real, sizeBytes: entry.stats?.size ?? 0 });
  }
}

interface Entry {
  readonly path: string;
  /** Where it really is; of a broken link, where the link is. */
  readonly real: string;
  readonly isLink: boolean;
  /** Of the file itself, not of a link to it; `undefined` where the link leads nowhere. */
  readonly stats: Stats | undefined;
}

function resolveEntry(walk: Walk, inChart: string, place: string): Entry {
  const own = attempt(walk, inChart, () => lstatSync(place));
  if (!own.isSymbolicLink()) return { path: inChart, real: place, isLink: false, stats: own };
  try {
    const real = realpathSync.native(place);
    return { path: inChart, real, isLink: true, stats: statSync(real) };
  } catch (error) {
    if (!["ENOENT", "ELOOP", "ENOTDIR"].includes(codeOf(error)))
      throw unreadable(walk.source, inChart, error);
    return { path: inChart, real: place, isLink: true, stats: undefined };
  }
}

function refusalOf(walk: Walk, directory: Directory, entry: Entry): Problem | undefined {
  const { stats, isLink, real } = entry;
  const name = JSON.stringify(entry.path);
  const ignoreHint = `leave it out with a rule in .helmignore, or move it`;
  if (stats === undefined) {
    return { message: `symbolic link ${name} leads nowhere`, hint: "remove the link or make its target" };
  }
  if (isLink && !isWithin(walk.boundary, real)) {
    const message = `symbolic link ${name} leads out of ${walk.boundary}, to ${real}: Helm would follow it and publish what is there`;
    return { message, hint: "copy the file into the chart, or remove the link" };
  }
  if (stats.isDirectory()) {
    if (!directory.trail.includes(real)) return undefined;
    const message = `symbolic link ${name} leads back to a directory it is in`;
    return { message, hint: ignoreHint };
  }
  if (!stats.isFile()) {
    return { message: `${name} is no regular file: a device, a socket or a pipe`, hint: ignoreHint };
  }
  if (stats.size <= maxFileBytes) return undefined;
  const message = `file ${name} has ${stats.size} bytes, more than the ${maxFileBytes} that Helm reads`;
  return { message, hint: ignoreHint };
}

/** Whether `place` is the directory or lies in it; both with links resolved. */
export function isWithin(directory: string, place: string): boolean {
  const relative = path.relative(directory, place);
  return relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

function attempt<T>(walk: Walk, inChart: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw unreadable(walk.source, inChart, error);
  }
}

/** A file or directory that the system does not let us read. */
export function unreadable(source: string, inChart: string, cause: unknown): PublishError {
  const file = inChart === "" ? source : fileIn(source, inChart);
  const hint = "let the user who runs this read it, for example with `chmod a+r`";
  return new PublishError("IO", `Could not read ${file}: ${messageOf(cause)}`, {
    location: { file },
    hint,
    cause,
  });
}

function tooManyFiles(source: string): PublishError {
  return new PublishError(
    "CHART_INVALID",
    `Could not load the chart ${source}: it has over ${maxFiles} files`,
    {
      hint: "leave out what is no part of the chart with a .helmignore",
    },
  );
}

/** The system's name of an error, or nothing. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
