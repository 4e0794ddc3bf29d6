import { isDeepStrictEqual } from "node:util";
import type { ChartFile, ReadArchive } from "../chart/chart.ts";
import { compareBytewise } from "../chart/file-path.ts";
import { parseLock } from "../chart/lock.ts";
import { readMetadata } from "../chart/read-metadata.ts";
import { digestOf } from "../digest.ts";
import { PublishError } from "../errors.ts";
import { nestedReader } from "./unpack.ts";

/** What a chart says, apart from how it is written: by path, the digest of a file or the value parsed from it. */
export interface Content {
  /** The chart's name; `undefined` for what is no chart. */
  readonly name: string | undefined;
  readonly parts: ReadonlyMap<string, unknown>;
}

/** Charts deeper than this are compared as they are written; nobody nests them so far. */
const maxDepth = 16;

/**
 * What the chart with these files says. What `helm package` changes counts for nothing: how Chart.yaml and Chart.lock
 * are written and when the lock was made, whether a dependency is an archive or a directory and what that is called,
 * and files that Helm drops. Two versions of one dependency are told apart, though Helm's own archive loses one of them.
 * Nothing of the files themselves is kept.
 */
export function contentOf(files: readonly ChartFile[], readArchive: ReadArchive): Content {
  return contentAt(0, files, nestedReader(readArchive));
}

/** The paths in which two charts differ, sorted; empty where Helm would make the same of both. */
export function differingPaths(a: Content, b: Content): string[] {
  return [...new Set([...a.parts.keys(), ...b.parts.keys()])]
    .filter((path) => !isDeepStrictEqual(a.parts.get(path), b.parts.get(path)))
    .sort(compareBytewise);
}

/** The rules are those of Helm v4.1.4 pkg/chart/v2/loader/load.go and pkg/chart/v2/util/save.go. */
function contentAt(depth: number, files: readonly ChartFile[], readArchive: ReadArchive): Content {
  const draft = depth < maxDepth ? attempt(() => readMetadata(files, "")) : undefined;
  if (draft === undefined || draft.findings.problems.length > 0) return asTheyAre(files);
  const { metadata } = draft;
  const isV1 = metadata.apiVersion === "v1";
  const parts = new Map<string, unknown>(asTheyAre(files.filter(({ path }) => isPlain(path, isV1))).parts);
  parts.set("Chart.yaml", metadata);
  if (!isV1) parts.set("Chart.lock", lockOf(files));
  for (const [path, part] of subchartParts(files, readArchive, depth)) parts.set(path, part);
  return { name: metadata.name, parts };
}

const asTheyAre = (files: readonly ChartFile[]): Content => ({
  name: undefined,
  parts: new Map(files.map(({ path, bytes }) => [path, digestOf(bytes)])),
});

/** Whether Helm packages the file as it is. A v2 chart's requirements live on in Chart.yaml and Chart.lock. */
function isPlain(path: string, isV1: boolean): boolean {
  if (path === "Chart.yaml" || path === "Chart.lock" || isInSubchart(path)) return false;
  return isV1 || (path !== "requirements.yaml" && path !== "requirements.lock");
}

/** The lock that Helm writes as Chart.lock, without its time. Of two files the older kind wins. */
function lockOf(files: readonly ChartFile[]): unknown {
  const named = (name: string): ChartFile | undefined => files.find(({ path }) => path === name);
  const file = named("requirements.lock") ?? named("Chart.lock");
  if (file === undefined) return undefined;
  const lock = attempt(() => parseLock(file.bytes, file.path));
  return lock === undefined ? digestOf(file.bytes) : { digest: lock.digest, dependencies: lock.dependencies };
}

/** Every part of every subchart, under the subchart's name; under the entry's own where two have the same name. */
function* subchartParts(
  files: readonly ChartFile[],
  readArchive: ReadArchive,
  depth: number,
): Generator<[path: string, part: unknown]> {
  const subcharts = [...entriesOf(files)].map(([entry, inside]) => ({
    entry,
    ...entryContent(entry, inside, readArchive, depth),
  }));
  for (const { entry, name, parts } of subcharts) {
    const isOnly = subcharts.filter((other) => other.name === name).length === 1;
    const directory = name !== undefined && isOnly ? name : entry;
    for (const [path, part] of parts) yield [`charts/${directory}${path === "" ? "" : "/"}${path}`, part];
  }
}

/** By what stands below `charts/`, its files with paths from there: a file's own is empty. */
export function entriesOf(files: readonly ChartFile[]): Map<string, ChartFile[]> {
  const entries = new Map<string, ChartFile[]>();
  for (const { path, bytes } of files.filter((file) => isInSubchart(file.path))) {
    const [, entry = "", ...rest] = path.split("/");
    // Helm drops these.
    if (/^[_.]/.test(entry)) continue;
    const file = { path: rest.join("/"), bytes };
    const inside = entries.get(entry);
    if (inside === undefined) entries.set(entry, [file]);
    else inside.push(file);
  }
  return entries;
}

/** Provenance files belong to the chart around them, wherever below `charts/` they are. */
export const isInSubchart = (path: string): boolean => path.startsWith("charts/") && !path.endsWith(".prov");

function entryContent(
  entry: string,
  inside: readonly ChartFile[],
  readArchive: ReadArchive,
  depth: number,
): Content {
  const [first] = inside;
  if (first?.path !== "") return contentAt(depth + 1, inside, readArchive);
  const isArchive = entry.endsWith(".tgz");
  const unpacked = isArchive ? attempt(() => readArchive(first.bytes, `charts/${entry}`)) : undefined;
  return unpacked === undefined ? asTheyAre(inside) : contentAt(depth + 1, unpacked, readArchive);
}

/** What cannot be read is compared as it is: saying what is wrong with it is the business of those who load it. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof PublishError) return undefined;
    throw error;
  }
}
