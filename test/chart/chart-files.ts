import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import type { Chart, ChartFile } from "../../src/chart/chart.ts";
import { loadDirectory, loadFiles } from "../../src/chart/load.ts";
import { type Problem, PublishError } from "../../src/errors.ts";
import { readTestArchive } from "../support/tar-reader.ts";

/** Files by path; text is UTF-8. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** The least a chart needs. */
export const minimal = "apiVersion: v2\nname: web\nversion: 1.0.0\n";

export function chartFiles(files: Files): ChartFile[] {
  return Object.entries(files).map(([name, content]) => ({ path: name, bytes: Buffer.from(content) }));
}

/** Loads files as those of an archive. */
export function loadText(files: Files): Chart {
  return loadFiles(chartFiles(files), "web", readTestArchive);
}

/** A chart directory that goes away with the test. */
export function writeChart(t: TestContext, files: Files): string {
  const parent = mkdtempSync(path.join(tmpdir(), "chart-"));
  t.after(() => rmSync(parent, { recursive: true }));
  const directory = path.join(parent, "web");
  mkdirSync(directory);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
    writeFileSync(path.join(directory, name), content);
  }
  return directory;
}

export function load(directory: string, boundary?: string): Promise<Chart> {
  const signal = new AbortController().signal;
  return loadDirectory(directory, {
    readArchive: readTestArchive,
    signal,
    ...(boundary === undefined ? {} : { boundary }),
  });
}

/** The problems a load ends with; none where it succeeds. */
export async function problemsOf(run: () => unknown): Promise<readonly Problem[]> {
  try {
    await run();
    return [];
  } catch (error) {
    if (!(error instanceof PublishError)) throw error;
    return error.problems.length > 0 ? error.problems : [error];
  }
}

export function textOf(chart: Chart, name: string): string {
  return Buffer.from(chart.files.find((file) => file.path === name)?.bytes ?? []).toString("utf8");
}
