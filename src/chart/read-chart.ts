import type { Problem } from "../errors.ts";
import type { ChartFile, ReadArchive } from "./chart.ts";
import { compareBytewise, fileIn } from "./file-path.ts";
import { collect, invalidChart } from "./invalid.ts";
import { parseLock } from "./lock.ts";
import { type MetadataDraft, readMetadata } from "./read-metadata.ts";
import { metadataProblems } from "./validate.ts";
import { checkSchema, checkValues } from "./values.ts";

/** Charts within charts within charts: deeper than anybody nests, and no further than the stack goes. */
const maxDepth = 32;

/** Where a chart stands. */
export interface ChartPlace {
  /** What the chart is called in messages. */
  readonly source: string;
  readonly readArchive: ReadArchive;
  /** How many charts it is in. */
  readonly depth: number;
}

/** A chart, read as far as it can be. */
export interface ReadChart {
  /** `undefined` where Chart.yaml is missing or unreadable. */
  readonly draft: MetadataDraft | undefined;
  /** The files Helm keeps, sorted bytewise by path but for Chart.yaml, which comes first. */
  readonly kept: readonly ChartFile[];
  /** The names of the charts under charts/; `undefined` for a broken one. */
  readonly subcharts: readonly (string | undefined)[];
  readonly problems: Problem[];
}

/** Reads a chart's files as Helm v4.1.4 `pkg/chart/v2/loader/load.go` LoadFiles. All faults come back together. */
export function readChart(files: readonly ChartFile[], place: ChartPlace): ReadChart {
  const problems: Problem[] = [];
  const draft = readDraft(files, place, problems);
  for (const { path, bytes } of files) {
    const parse = parsers.get(path);
    if (parse !== undefined) collect(problems, () => parse(bytes, fileIn(place.source, path)));
  }
  const nested = [...groupSubcharts(files)].map(([name, group]) =>
    readSubchart(name, group, place, problems),
  );
  const isV1 = draft?.metadata.apiVersion === "v1";
  // A v1 chart's lock is requirements.lock; Helm does not package a Chart.lock with it.
  const own = files.filter(({ path }) => !isNested(path) && !(isV1 && path === "Chart.lock"));
  return {
    draft,
    kept: [...own, ...nested.flatMap(({ kept }) => kept)].sort(inArchiveOrder),
    subcharts: nested.map(({ name }) => name),
    problems,
  };
}

/** Files that Helm parses without keeping what it read. */
const parsers: ReadonlyMap<string, (bytes: Uint8Array, file: string) => unknown> = new Map([
  ["Chart.lock", parseLock],
  ["requirements.lock", parseLock],
  ["values.yaml", checkValues],
  ["values.schema.json", checkSchema],
]);

function readDraft(
  files: readonly ChartFile[],
  { source, depth }: ChartPlace,
  problems: Problem[],
): MetadataDraft | undefined {
  const draft = collect(problems, () => {
    const read = readMetadata(files, source);
    if (read !== undefined) return read;
    const hint = depth === 0 ? missingHint : "keep nothing but charts under charts/";
    throw invalidChart(source, [{ message: "Chart.yaml file is missing", location: { file: source }, hint }]);
  });
  if (draft !== undefined) problems.push(...draft.findings.problems, ...metadataProblems(draft));
  return draft;
}

const missingHint =
  "check the path, and that no rule in .helmignore (a `!` rule above all) leaves Chart.yaml out";

function isNested(path: string): boolean {
  return path.startsWith("charts/") && !path.endsWith(".prov");
}

/** The files under charts/ by the first part of their path; Helm drops names that begin with `_` or `.`. */
function groupSubcharts(files: readonly ChartFile[]): Map<string, ChartFile[]> {
  const groups = new Map<string, ChartFile[]>();
  for (const file of files) {
    const [, name = ""] = file.path.split("/", 2);
    if (!isNested(file.path) || /^[_.]/.test(name)) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [file]);
    else group.push(file);
  }
  return groups;
}

interface Subchart {
  readonly name: string | undefined;
  /** Its files, by their path in the chart around it. */
  readonly kept: readonly ChartFile[];
}

function readSubchart(
  directory: string,
  files: readonly ChartFile[],
  place: ChartPlace,
  problems: Problem[],
): Subchart {
  const prefix = `charts/${directory}`;
  const source = fileIn(place.source, prefix);
  const inside: ChartPlace = { ...place, source, depth: place.depth + 1 };
  const isArchive = directory.endsWith(".tgz");
  const faults: Problem[] = [];
  const read = collect(faults, () => {
    if (place.depth >= maxDepth) throw invalidChart(source, [{ message: "charts are nested too deeply" }]);
    return readChart(isArchive ? unpack(files, prefix, inside) : strip(files, prefix), inside);
  });
  faults.push(...(read?.problems ?? []));
  problems.push(...faults.map((fault) => ({ ...fault, message: `in subchart ${prefix}: ${fault.message}` })));
  const name = faults.length === 0 ? read?.draft?.metadata.name : undefined;
  // The author's archive stays as it is: exploded, two versions of one chart would overwrite each other.
  if (isArchive) return { name, kept: files };
  return { name, kept: (read?.kept ?? []).map((file) => ({ ...file, path: `${prefix}/${file.path}` })) };
}

function strip(files: readonly ChartFile[], prefix: string): ChartFile[] {
  return files
    .filter(({ path }) => path.startsWith(`${prefix}/`))
    .map(({ path, bytes }) => ({ path: path.slice(prefix.length + 1), bytes }));
}

function unpack(files: readonly ChartFile[], prefix: string, place: ChartPlace): readonly ChartFile[] {
  const [archive] = files;
  if (archive?.path === prefix) return place.readArchive(archive.bytes, place.source);
  const message = `${prefix} is a directory, but its name is that of an archive`;
  throw invalidChart(place.source, [
    { message, location: { file: place.source }, hint: "rename the directory" },
  ]);
}

function inArchiveOrder(a: ChartFile, b: ChartFile): number {
  const first = Number(b.path === "Chart.yaml") - Number(a.path === "Chart.yaml");
  return first !== 0 ? first : compareBytewise(a.path, b.path);
}
