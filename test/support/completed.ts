import type { ChartFile } from "../../src/chart/chart.ts";
import { readDirectory } from "../../src/chart/read-directory.ts";
import { type CompletionRequest, completeChart } from "../../src/dependency/complete.ts";
import { noDependencies } from "./no-dependencies.ts";

/** The files of a chart directory with its dependencies, which nothing but directories serve unless sources are given. */
export async function completed(
  directory: string,
  request: Partial<CompletionRequest> = {},
): Promise<readonly ChartFile[]> {
  const { signal } = new AbortController();
  const { files } = await readDirectory(directory, { signal });
  const sources = { ...noDependencies, completions: new Map() };
  const times = { mtime: 315_532_800, lockTime: 1_700_000_000 };
  const warn = (): void => {};
  return completeChart(files, { directory, mode: "auto", sources, signal, warn, ...times, ...request });
}
