import { nestedReader, readArchive } from "../../src/archive/unpack.ts";
import { loadDirectory } from "../../src/chart/load.ts";
import type { LintedChart } from "../../src/lint/linted-chart.ts";

/** A chart's directory as the checks take it, with no more dependencies than it holds. */
export async function lintedDirectory(directory: string, boundary = directory): Promise<LintedChart> {
  const { signal } = new AbortController();
  const chart = await loadDirectory(directory, { readArchive: nestedReader(readArchive), boundary, signal });
  const { name, type } = chart.metadata;
  return { source: directory, kind: "directory", name, isLibrary: type === "library", files: chart.files };
}
