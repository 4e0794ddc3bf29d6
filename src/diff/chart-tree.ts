import { attempt, contentOf, entriesOf, isInSubchart } from "../archive/compare.ts";
import type { ChartFile, ReadArchive } from "../chart/chart.ts";
import { readMetadata } from "../chart/read-metadata.ts";

/** A chart with its vendored charts taken out. */
export interface ChartTree {
  readonly name: string;
  readonly version: string;
  /** Its own files by path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** By path what a file says, for telling whether it changed: how Chart.yaml and the lock are written counts for nothing. */
  readonly parts: ReadonlyMap<string, unknown>;
  readonly subcharts: readonly ChartTree[];
}

/** Charts deeper than this are compared as files; nobody nests them so far. */
const maxDepth = 16;

/** Takes a chart apart, archives within it too; what cannot be read as a chart stays a file. */
export function chartTree(files: readonly ChartFile[], readArchive: ReadArchive, depth = 0): ChartTree {
  const own = files.filter(({ path }) => !isInSubchart(path));
  const opaque: ChartFile[] = [];
  const subcharts: ChartTree[] = [];
  for (const [entry, inside] of entriesOf(files)) {
    const subchart = depth < maxDepth ? subchartOf(entry, inside, readArchive, depth) : undefined;
    if (subchart !== undefined) subcharts.push(subchart);
    else opaque.push(...inside.map((file) => ({ ...file, path: joined(`charts/${entry}`, file.path) })));
  }
  const { name = "", version = "" } = attempt(() => readMetadata(own, ""))?.metadata ?? {};
  return {
    name,
    version,
    files: new Map([...own, ...opaque].map(({ path, bytes }) => [path, bytes])),
    parts: new Map([
      ...contentOf(own, readArchive).parts,
      ...opaque.map(({ path, bytes }) => [path, bytes] as const),
    ]),
    subcharts,
  };
}

function subchartOf(
  entry: string,
  inside: readonly ChartFile[],
  readArchive: ReadArchive,
  depth: number,
): ChartTree | undefined {
  const [first] = inside;
  const isFile = first?.path === "";
  if (isFile && !entry.endsWith(".tgz")) return undefined;
  const files = isFile ? attempt(() => readArchive(first.bytes, `charts/${entry}`)) : inside;
  const tree = files && chartTree(files, readArchive, depth + 1);
  return tree === undefined || tree.name === "" ? undefined : tree;
}

const joined = (directory: string, path: string): string =>
  path === "" ? directory : `${directory}/${path}`;
