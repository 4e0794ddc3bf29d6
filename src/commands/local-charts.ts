import { readFile, realpath } from "node:fs/promises";
import path from "node:path";
import type { ChartFile } from "../chart/chart.ts";
import { mapLimit } from "../concurrency.ts";
import { isLocal, localDirectory } from "../dependency/local-directory.ts";
import { readRequirements } from "../dependency/requirements.ts";
import type { ChartSource } from "./find-charts.ts";

/** A chart in a directory and the charts that it takes from directories. */
export interface LocalChart {
  /** As it was named, or as another chart names it; absolute. */
  readonly directory: string;
  /** Real paths, those of LocalCharts. */
  readonly dependsOn: readonly string[];
}

/** Charts by the real path of their directory. */
export type LocalCharts = ReadonlyMap<string, LocalChart>;

/** The files that say what a chart depends on. */
const requirementFiles = ["Chart.yaml", "requirements.yaml"];

/** Charts read at once. */
const readsAtOnce = 16;

/**
 * The charts that lie in directories, and those that they depend on by `file://`, directly or through others. A chart
 * that cannot be read has no dependencies: whoever loads it will say why.
 */
export async function readLocalCharts(sources: readonly ChartSource[]): Promise<LocalCharts> {
  const charts = new Map<string, LocalChart>();
  let directories = sources.flatMap(({ kind, absolutePath }) => (kind === "directory" ? [absolutePath] : []));
  while (directories.length > 0) {
    const found = await mapLimit(directories, readsAtOnce, readLocalChart);
    for (const { real, chart } of found) charts.set(real, chart);
    directories = found.flatMap(({ named }) =>
      named.filter(({ real }) => !charts.has(real)).map(({ directory }) => directory),
    );
  }
  return charts;
}

interface Place {
  readonly directory: string;
  readonly real: string;
}

async function readLocalChart(
  directory: string,
): Promise<{ readonly real: string; readonly chart: LocalChart; readonly named: readonly Place[] }> {
  const files: ChartFile[] = [];
  for (const file of requirementFiles) {
    const bytes = await readFile(path.join(directory, file)).catch(() => undefined);
    if (bytes !== undefined) files.push({ path: file, bytes });
  }
  // Most charts have no such dependency, and to parse hundreds takes time.
  const mayDepend = files.some(({ bytes }) => Buffer.from(bytes).includes("file:"));
  const dependencies = mayDepend ? (readRequirements(files, directory)?.dependencies ?? []) : [];
  const named = await Promise.all(
    dependencies.filter(isLocal).map(({ repository }) => placeOf(localDirectory(repository, directory))),
  );
  const dependsOn = named.map(({ real }) => real);
  const { real } = await placeOf(directory);
  return { real, chart: { directory, dependsOn }, named };
}

/** What does not exist has no other path. */
async function placeOf(directory: string): Promise<Place> {
  return { directory, real: await realpath(directory).catch(() => path.resolve(directory)) };
}
