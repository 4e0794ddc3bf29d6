import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import type { Chart } from "../chart/chart.ts";
import { loadFiles } from "../chart/load.ts";
import { digestOf } from "../digest.ts";
import { messageOf, type Problem, PublishError } from "../errors.ts";
import { archiveName, type PackagedChart } from "./package.ts";
import { maxTarSize, nestedReader, readArchive } from "./unpack.ts";

/** A chart that somebody packaged before. */
export interface OpenedPackage {
  readonly chart: Chart;
  /** With the very bytes of the file, so that its provenance stays good. */
  readonly packaged: PackagedChart;
}

/**
 * Reads a `.tgz` from disk and the chart out of it. Throws IO where it cannot be read, ARCHIVE_INVALID and
 * CHART_INVALID for what Helm would not load; warns where its name is not the one that Helm gives.
 */
export async function openPackage(
  path: string,
  options: { readonly signal: AbortSignal },
): Promise<OpenedPackage> {
  const bytes = await readPackage(path, options.signal);
  const chart = loadFiles(readArchive(bytes, path), path, nestedReader(readArchive));
  const { metadata } = chart;
  const fileName = archiveName(metadata);
  const warnings = [...chart.warnings, ...nameWarnings(path, fileName)];
  return { chart: { ...chart, warnings }, packaged: { metadata, fileName, bytes, digest: digestOf(bytes) } };
}

async function readPackage(path: string, signal: AbortSignal): Promise<Uint8Array> {
  try {
    const stats = await stat(path);
    if (!stats.isFile()) throw new Error("it is no file");
    const { size } = stats;
    // Gzip makes nothing much larger than it was: so large a file cannot unpack to a chart that Helm reads.
    if (size > maxTarSize) throw tooLarge(path, size);
    return await readFile(path, { signal });
  } catch (cause) {
    if (cause instanceof PublishError || signal.aborted) throw cause;
    throw new PublishError("IO", `Could not read the chart archive ${path}: ${messageOf(cause)}`, {
      hint: "Name a .tgz file that `helm package` made, or a chart directory.",
      cause,
    });
  }
}

function tooLarge(path: string, size: number): PublishError {
  const mebibytes = Math.ceil(size / 1024 / 1024);
  return new PublishError("ARCHIVE_INVALID", `Could not read ${path}: it has ${mebibytes} MiB.`, {
    hint: "Helm reads no chart of 100 MiB or more. Leave large files out of the chart.",
  });
}

function nameWarnings(path: string, fileName: string): Problem[] {
  if (basename(path) === fileName) return [];
  return [
    {
      message: `${path} holds what Helm would call ${fileName}; it is published by the chart's own name and version`,
      location: { file: path },
      hint: `Rename the file to ${fileName}.`,
    },
  ];
}
