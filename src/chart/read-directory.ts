import { readFileSync, realpathSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { mapLimit } from "../concurrency.ts";
import { type Problem, PublishError } from "../errors.ts";
import type { ChartFile } from "./chart.ts";
import { fileIn } from "./file-path.ts";
import { defaultIgnoreRules, type IgnoreRules, parseIgnore } from "./ignore.ts";
import { invalidChart } from "./invalid.ts";
import { codeOf, type FoundFile, isWithin, maxFileBytes, unreadable, walkDirectory } from "./walk.ts";

/** Helm refuses to load a chart of more bytes than this, all files together. */
const maxChartBytes = 100 * 1024 * 1024;

/** Files read at once: enough to keep a disk busy. */
const readsAtOnce = 16;

/** Files up to this size are read synchronously, for to ask a thread would take longer than to read them. */
const smallFileBytes = 64 * 1024;

/** After this many files timers and sockets get their turn. */
const filesInATurn = 64;

export interface ReadDirectoryOptions {
  /** A directory that no link may lead out of; the chart's own where there is none. */
  readonly boundary?: string;
  readonly signal: AbortSignal;
}

/** The files of a chart directory that belong to the chart, read. Throws CHART_INVALID with all faults of the walk. */
export async function readDirectory(
  directory: string,
  { boundary, signal }: ReadDirectoryOptions,
): Promise<{ readonly files: readonly ChartFile[]; readonly warnings: readonly Problem[] }> {
  const root = realDirectory(directory);
  const limit = boundary === undefined ? root : realDirectory(boundary);
  if (!isWithin(limit, root)) throw linkedAway(directory, root, limit);
  const rules = readRules(root, limit, directory);
  const found = await walkDirectory(root, { source: directory, boundary: limit, rules, signal });
  const problems = [...found.problems, ...sizeProblems(found.files, directory)];
  if (problems.length > 0) throw invalidChart(`Could not load the chart ${directory}`, problems);
  const files = await mapLimit(found.files, readsAtOnce, async (file, index): Promise<ChartFile> => {
    if (index % filesInATurn === filesInATurn - 1) await nextTurn();
    signal.throwIfAborted();
    return { path: file.path, bytes: withoutByteOrderMark(await read(file, directory)) };
  });
  return { files, warnings: rules.warnings };
}

function realDirectory(directory: string): string {
  try {
    return realpathSync.native(directory);
  } catch (cause) {
    const hint = "name a directory that holds a Chart.yaml";
    const code = codeOf(cause) === "ENOENT" ? "CHART_INVALID" : "IO";
    throw new PublishError(code, `Could not load the chart ${directory}: there is no such directory`, {
      hint,
      cause,
    });
  }
}

function linkedAway(directory: string, root: string, boundary: string): PublishError {
  return new PublishError(
    "CHART_INVALID",
    `Could not load the chart ${directory}: it is in ${root}, outside of ${boundary}`,
    { hint: "name the directory itself, not a link to it" },
  );
}

/** A .helmignore that the walk will refuse (linked away, too large, a pipe) is not read. */
function readRules(root: string, boundary: string, source: string): IgnoreRules {
  const place = path.join(root, ".helmignore");
  try {
    const real = realpathSync.native(place);
    const stats = statSync(real);
    if (!isWithin(boundary, real) || !stats.isFile() || stats.size > maxFileBytes) return defaultIgnoreRules;
    return parseIgnore(readFileSync(real), fileIn(source, ".helmignore"));
  } catch (error) {
    if (error instanceof PublishError) throw error;
    if (["ENOENT", "ELOOP"].includes(codeOf(error))) return defaultIgnoreRules;
    throw unreadable(source, ".helmignore", error);
  }
}

function sizeProblems(files: readonly FoundFile[], source: string): Problem[] {
  const total = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (total < maxChartBytes) return []; // Helm stops when nothing is left of its budget, so at exactly 100 MiB
  const largest = files.toSorted((a, b) => b.sizeBytes - a.sizeBytes).slice(0, 3);
  const message = `its files have ${total} bytes together, and Helm loads less than ${maxChartBytes}`;
  const hint = `leave out what the chart does not need with a .helmignore, beginning with ${largest.map((f) => f.path).join(", ")}`;
  return [{ message, location: { file: source }, hint }];
}

async function read(file: FoundFile, source: string): Promise<Uint8Array> {
  try {
    return file.sizeBytes <= smallFileBytes ? readFileSync(file.real) : await readFile(file.real);
  } catch (error) {
    throw unreadable(source, file.path, error);
  }
}

/** Helm drops the mark from every file, be it text or not (`pkg/chart/v2/loader/directory.go`). */
function withoutByteOrderMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}
