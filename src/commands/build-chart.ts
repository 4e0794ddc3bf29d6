import { readFile } from "node:fs/promises";
import { openPackage } from "../archive/open.ts";
import { defaultMtime, type PackagedChart, packageChart } from "../archive/package.ts";
import { nestedReader, readArchive } from "../archive/unpack.ts";
import { buildAnnotations } from "../artifact/annotations.ts";
import type { Artifact } from "../artifact/artifact.ts";
import { metadataJson } from "../artifact/config.ts";
import { buildArtifact } from "../artifact/manifest.ts";
import type { Chart } from "../chart/chart.ts";
import { loadDirectory } from "../chart/load.ts";
import { completeChart } from "../dependency/complete.ts";
import type { DependencySources } from "../dependency/sources.ts";
import { type Problem, PublishError } from "../errors.ts";
import type { Context } from "../options/context.ts";
import type { Options } from "../options/parse.ts";
import {
  checkProvenance,
  type ProvenanceSigner,
  readProvenance,
  type SignableArchive,
} from "../signing/provenance.ts";
import { applyVersions, type ReleasedVersion, requireVersion } from "./chart-version.ts";
import type { ChartSource } from "./find-charts.ts";
import type { History } from "./history.ts";
import { isSnapshot } from "./target.ts";

/** A chart packaged, with everything that will be pushed. */
export interface Built {
  readonly packaged: PackagedChart;
  readonly provenance?: Uint8Array;
  /** Who made the provenance in this run; absent where it was found beside the archive. */
  readonly signer?: ProvenanceSigner;
  readonly artifact: Artifact;
}

/** What making an artifact of a chart needs to know besides the chart itself. */
export interface BuildSettings {
  readonly options: Options;
  readonly context: Context;
  readonly history: History | undefined;
  /** What the git tag of the run says of the chart. */
  readonly release?: ReleasedVersion;
  /** Signs what has no provenance yet. */
  readonly signer?: ProvenanceSigner;
  readonly dependencies: DependencySources;
  readonly signal: AbortSignal;
}

/**
 * Loads, validates, packages and signs one chart. `signed` is the provenance of an earlier build of the same chart: to
 * sign again would make another artifact. Throws PublishError.
 */
export async function buildChart(
  source: ChartSource,
  settings: BuildSettings,
  signed?: Uint8Array,
): Promise<Built & { chart: Chart }> {
  const open = source.kind === "archive" ? openArchive : packageDirectory;
  const { chart, packaged, ...opened } = await open(source, settings);
  const signer = opened.provenance === undefined ? settings.signer : undefined;
  const provenance = opened.provenance ?? signed ?? (await signer?.sign(signable(packaged)));
  const annotations = buildAnnotations(chart.metadata, publishedFrom(settings));
  const artifact = buildArtifact(packaged, { annotations, ...(provenance && { provenance }) });
  return { chart, packaged, artifact, ...(provenance && { provenance }), ...(signer && { signer }) };
}

const signable = (packaged: PackagedChart): SignableArchive => ({
  ...packaged,
  metadata: metadataJson(packaged.metadata),
});

interface Opened {
  readonly chart: Chart;
  readonly packaged: PackagedChart;
  readonly provenance?: Uint8Array;
}

async function openArchive(source: ChartSource, settings: BuildSettings): Promise<Opened> {
  const { options, context, release, signal } = settings;
  if (options.version !== undefined || options.appVersion !== undefined || isSnapshot(options, context)) {
    throw new PublishError("USAGE", `Could not set a version on ${source.path}: it is packaged already.`, {
      hint: "Leave out version, app-version and snapshot, or name the chart's directory in charts.",
    });
  }
  const opened = await openPackage(source.shownPath, { signal });
  if (release) requireVersion(source, opened.chart, release);
  const file = `${source.shownPath}.prov`;
  const provenance = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (provenance === undefined) return opened;
  checkProvenance(readProvenance(provenance, file), opened.packaged);
  return { ...opened, provenance };
}

async function packageDirectory(source: ChartSource, settings: BuildSettings): Promise<Opened> {
  const chart = await loadChart(source, settings);
  return {
    chart,
    packaged: await packageChart(chart, { mtime: mtimeOf(settings), signal: settings.signal }),
  };
}

/** The chart as it is published, unpacked. */
export async function loadChart(source: ChartSource, settings: BuildSettings): Promise<Chart> {
  if (source.kind === "archive") return (await openPackage(source.shownPath, settings)).chart;
  const directory = source.shownPath;
  const { options, history, signal } = settings;
  const bounds = { ...(history && { boundary: history.root }), signal };
  const mtime = mtimeOf(settings);
  const lockTime = settings.context.sourceDateEpoch ?? history?.commit.time ?? defaultMtime;
  const warnings: Problem[] = [];
  const warn = (problem: Problem): void => void warnings.push(problem);
  const request = {
    directory,
    mode: options.dependencies,
    sources: settings.dependencies,
    mtime,
    lockTime,
    warn,
  };
  const loaded = await loadDirectory(directory, {
    readArchive: nestedReader(readArchive),
    complete: (files) => completeChart(files, { ...request, ...bounds }),
    ...bounds,
  });
  if (settings.release && options.versionFrom === "chart") requireVersion(source, loaded, settings.release);
  return applyVersions({ ...loaded, warnings: [...loaded.warnings, ...warnings] }, settings);
}

const mtimeOf = ({ context }: BuildSettings): number => context.sourceDateEpoch ?? defaultMtime;

/** Where and when the chart comes from, as the annotations say it; the clock is never asked. */
function publishedFrom({ options, context, history }: BuildSettings) {
  const created = context.sourceDateEpoch ?? history?.commit.time;
  const source = history?.url ?? context.repositoryUrl;
  return {
    ...(created !== undefined && { created: new Date(created * 1000).toISOString().replace(".000Z", "Z") }),
    ...(source !== undefined && { source }),
    ...(history && { revision: history.commit.id }),
    extra: options.annotations,
  };
}
