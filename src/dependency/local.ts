import { realpath } from "node:fs/promises";
import path from "node:path";
import { packageChart } from "../archive/package.ts";
import { nestedReader, readArchive } from "../archive/unpack.ts";
import type { ChartFile } from "../chart/chart.ts";
import { fileIn } from "../chart/file-path.ts";
import { invalidChart } from "../chart/invalid.ts";
import type { Metadata } from "../chart/metadata.ts";
import { readChart } from "../chart/read-chart.ts";
import { readDirectory } from "../chart/read-directory.ts";
import { parseMetadata } from "../chart/read-metadata.ts";
import { isWithin } from "../chart/walk.ts";
import { PublishError } from "../errors.ts";
import { localDirectory } from "./local-directory.ts";
import type { Obtained, Parent, Wanted } from "./obtain.ts";
import { isInRange } from "./range.ts";
import { parseVersion } from "./version.ts";

/** A dependency without repository: a directory below charts/. Its lock holds the range, as Helm's does. */
export function obtainSubchart(wanted: Wanted, { directory, files }: Parent): Obtained {
  const { name, text } = wanted;
  const file = `charts/${name}/Chart.yaml`;
  const chartYaml = files.find((candidate) => candidate.path === file);
  if (chartYaml === undefined) {
    const what = `Could not find ${name}: it has no repository, and there is no ${fileIn(directory, file)}.`;
    throw new PublishError("CHART_INVALID", what, {
      hint: "Add its `repository` (not `url`), or put the chart into that directory.",
    });
  }
  checkVersion(wanted, parseMetadata(chartYaml.bytes, fileIn(directory, file)), `charts/${name}`);
  return { locked: { name, repository: "", version: text } };
}

/** A dependency in a directory: packaged as it stands, with its own dependencies. */
export async function obtainDirectory(wanted: Wanted, parent: Parent): Promise<Obtained> {
  const { name, repository } = wanted;
  const chart = await loadNested(wanted, parent);
  const { metadata } = chart;
  checkVersion(wanted, metadata, repository);
  if (metadata.name !== name) {
    const what = `Could not find ${name}: ${repository} holds a chart called ${JSON.stringify(metadata.name)}.`;
    throw new PublishError("CHART_INVALID", what, {
      hint: "Write the chart's own name; to call it otherwise, add an `alias`.",
    });
  }
  const { fileName, bytes } = await packageChart({ ...chart, warnings: [] }, parent);
  return { locked: { name, repository, version: metadata.version }, archive: { fileName, bytes } };
}

interface NestedChart {
  readonly source: string;
  readonly metadata: Metadata;
  readonly files: readonly ChartFile[];
}

async function loadNested(wanted: Wanted, parent: Parent): Promise<NestedChart> {
  const source = localDirectory(wanted.repository, parent.directory);
  const real = await realDirectory(wanted, source);
  const trail = refuseCycle(wanted, real, parent.trail);
  const { boundary, signal } = parent;
  // A directory outside of the checkout is meant, for Chart.yaml names it; what it links to is not.
  const own = boundary !== undefined && isWithin(boundary, real) ? { boundary } : {};
  const { files } = await readDirectory(source, { ...own, signal });
  const completed = await parent.complete({ ...parent, directory: source, files, trail });
  const { draft, kept, problems } = readChart(completed, {
    source,
    readArchive: nestedReader(readArchive),
    depth: 0,
  });
  if (draft === undefined || problems.length > 0) {
    throw invalidChart(`Could not load the chart ${source}`, problems);
  }
  return { source, metadata: draft.metadata, files: kept };
}

async function realDirectory({ name, repository }: Wanted, directory: string): Promise<string> {
  try {
    return await realpath(directory);
  } catch (cause) {
    const what = `Could not find ${name}: directory ${directory} not found.`;
    throw new PublishError("CHART_INVALID", what, {
      hint: `${repository} is looked for from the chart's own directory.`,
      cause,
    });
  }
}

function refuseCycle({ name }: Wanted, real: string, trail: readonly string[]): readonly string[] {
  const from = trail.indexOf(real);
  if (from < 0) return [...trail, real];
  const circle = [...trail.slice(from), real].map((directory) => path.basename(directory)).join(" → ");
  const isOwn = from === trail.length - 1;
  const fault = isOwn ? "the chart depends on itself" : `it depends on itself: ${circle}`;
  throw new PublishError("CHART_INVALID", `Could not find ${name}: ${fault}.`, {
    hint: isOwn ? "Remove it, or name another chart's directory." : "Remove one of these dependencies.",
  });
}

function checkVersion({ name, text, range, isLocked }: Wanted, metadata: Metadata, place: string): void {
  const version = parseVersion(metadata.version);
  if (version !== undefined && isInRange(version, range)) return;
  const found = JSON.stringify(metadata.version);
  const what = `Could not find ${name}: ${place} has version ${found}, which does not satisfy ${JSON.stringify(text)}.`;
  const hint = isLocked
    ? "Set dependencies: update, or run `helm dependency update`, to lock the new version."
    : "Change the `version` that is asked for, or the chart's own.";
  throw new PublishError("CHART_INVALID", what, { hint });
}
