import { readFile } from "node:fs/promises";
import path from "node:path";
import { type Content, contentOf } from "../archive/compare.ts";
import { openPackage } from "../archive/open.ts";
import { defaultMtime, type PackagedChart, packageChart } from "../archive/package.ts";
import { nestedReader, readArchive } from "../archive/unpack.ts";
import { buildAnnotations } from "../artifact/annotations.ts";
import type { Artifact } from "../artifact/artifact.ts";
import { buildArtifact } from "../artifact/manifest.ts";
import type { Chart } from "../chart/chart.ts";
import { loadDirectory } from "../chart/load.ts";
import { overrideVersions } from "../chart/override.ts";
import { type Location, type Problem, PublishError } from "../errors.ts";
import { tagOf } from "../oci/name.ts";
import type { Reference } from "../oci/reference.ts";
import { repositoryIn, type Target } from "../oci/target.ts";
import type { Context } from "../options/context.ts";
import type { Options } from "../options/parse.ts";
import { fillPlaceholders } from "../options/placeholders.ts";
import type { ChartFacts } from "../report/report.ts";
import { checkProvenance, readProvenance } from "../signing/provenance.ts";
import type { ChartSource } from "./find-charts.ts";
import type { History } from "./history.ts";

/** A chart packaged, with everything that will be pushed. */
export interface Built {
  readonly packaged: PackagedChart;
  readonly provenance?: Uint8Array;
  readonly artifact: Artifact;
}

/** A chart as `publishChart` takes it. */
export interface Publishable {
  readonly target: Reference & { readonly tag: string };
  readonly facts: ChartFacts & { readonly name: string; readonly version: string };
  /** The archive and the artifact: kept in memory, or made again for the same bytes. */
  readonly build: () => Promise<Built>;
  /** What the chart says, from where it was read at first; for comparing it. */
  readonly readContent: () => Promise<Content>;
  /** Lets go of what `build` keeps in memory, when it is not going to be pushed; where left out, it keeps nothing. */
  readonly release?: () => void;
  /** What to change, and where, when the version is taken by other content. */
  readonly whenTaken: { readonly location?: Location; readonly hint: string };
}

/** A chart that was loaded and packaged, and is ready to be published. */
export interface Prepared extends Publishable {
  readonly source: ChartSource;
  readonly warnings: readonly Problem[];
  /** Whether `build` has its answer in memory. */
  readonly isKept: boolean;
}

/** What preparing needs to know besides the chart itself. */
export interface PrepareSettings {
  readonly options: Options;
  readonly context: Context;
  readonly registry: Target;
  readonly history: History | undefined;
  readonly signal: AbortSignal;
}

/** Loads, validates and packages one chart. Throws PublishError; nothing is sent. */
export async function prepare(
  source: ChartSource,
  settings: PrepareSettings,
): Promise<Prepared & { built: Built }> {
  const build = async (): Promise<Built & { chart: Chart }> => buildChart(source, settings);
  const { chart, ...built } = await build();
  const { name, version, appVersion } = chart.metadata;
  refuseDoubledName(name, settings);
  const target = { ...repositoryIn(settings.registry, name), tag: tagOf(version) };
  return {
    source,
    target,
    facts: {
      path: source.path,
      name,
      version,
      ...(appVersion === undefined ? {} : { appVersion }),
      tag: target.tag,
      repository: `${target.host}/${target.name}`,
      digest: built.artifact.manifest.descriptor.digest,
      chartDigest: built.packaged.digest,
      size: built.packaged.bytes.length,
      signatures: built.provenance === undefined ? [] : ["pgp"],
    },
    warnings: chart.warnings,
    whenTaken: { location: locateVersion(source, chart), hint: bumpHint(source) },
    build,
    readContent: async () => contentOf((await loadChart(source, settings)).files, readArchive),
    isKept: false,
    built,
  };
}

/** The chart's name is added to the registry's path; whoever wrote it there already would publish web/web. */
function refuseDoubledName(name: string, { options, registry }: PrepareSettings): void {
  const isMeant = options.registry === undefined || options.registry.endsWith("/");
  if (isMeant || registry.path.split("/").at(-1) !== name) return;
  const parent = registry.path.split("/").slice(0, -1).join("/");
  throw new PublishError(
    "USAGE",
    `Could not tell where ${name} goes: registry already ends in the chart's name, which would give ${registry.host}/${registry.path}/${name}.`,
    {
      hint: `Set registry to oci://${[registry.host, parent].filter((part) => part !== "").join("/")}; or end it with a slash, if ${name}/${name} is meant.`,
    },
  );
}

async function buildChart(source: ChartSource, settings: PrepareSettings): Promise<Built & { chart: Chart }> {
  const open = source.kind === "archive" ? openArchive : packageDirectory;
  const { chart, packaged, provenance } = await open(source, settings);
  const annotations = buildAnnotations(chart.metadata, publishedFrom(settings));
  const artifact = buildArtifact(packaged, { annotations, ...(provenance && { provenance }) });
  return { chart, packaged, artifact, ...(provenance && { provenance }) };
}

interface Opened {
  readonly chart: Chart;
  readonly packaged: PackagedChart;
  readonly provenance?: Uint8Array;
}

async function openArchive(source: ChartSource, { options, signal }: PrepareSettings): Promise<Opened> {
  if (options.version !== undefined || options.appVersion !== undefined) {
    throw new PublishError("USAGE", `Could not set a version on ${source.path}: it is packaged already.`, {
      hint: "Leave out version and app-version, or name the chart's directory in charts.",
    });
  }
  const opened = await openPackage(source.shownPath, { signal });
  const file = `${source.shownPath}.prov`;
  const provenance = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (provenance === undefined) return opened;
  checkProvenance(readProvenance(provenance, file), opened.packaged);
  return { ...opened, provenance };
}

async function packageDirectory(source: ChartSource, settings: PrepareSettings): Promise<Opened> {
  const chart = await loadChart(source, settings);
  const mtime = settings.context.sourceDateEpoch ?? defaultMtime;
  return { chart, packaged: await packageChart(chart, { mtime, signal: settings.signal }) };
}

/** The chart as it is published, unpacked. */
async function loadChart(source: ChartSource, settings: PrepareSettings): Promise<Chart> {
  if (source.kind === "archive") return (await openPackage(source.shownPath, settings)).chart;
  const loaded = await loadDirectory(source.shownPath, {
    readArchive: nestedReader(readArchive),
    ...(settings.history && { boundary: settings.history.root }),
    signal: settings.signal,
  });
  return applyVersions(loaded, settings);
}

function applyVersions(chart: Chart, { options, context, history }: PrepareSettings): Chart {
  if (options.version === undefined && options.appVersion === undefined) return chart;
  const shared = {
    ...(history && { sha: history.commit.id }),
    ...(context.run !== undefined && { run: context.run }),
    ...(context.pullRequest !== undefined && { pr: context.pullRequest }),
  };
  const fill = (option: string, template: string | undefined, version: string | undefined) =>
    template === undefined
      ? undefined
      : fillPlaceholders(option, template, { ...shared, ...(version !== undefined && { version }) });
  const version = fill("version", options.version, chart.metadata.version);
  const appVersion = fill("app-version", options.appVersion, chart.metadata.appVersion);
  return overrideVersions(chart, {
    ...(version !== undefined && { version }),
    ...(appVersion !== undefined && { appVersion }),
  });
}

/** Where and when the chart comes from, as the annotations say it; the clock is never asked. */
function publishedFrom({ options, context, history }: PrepareSettings) {
  const created = context.sourceDateEpoch ?? history?.commit.time;
  const source = history?.url ?? context.repositoryUrl;
  return {
    ...(created !== undefined && { created: new Date(created * 1000).toISOString().replace(".000Z", "Z") }),
    ...(source !== undefined && { source }),
    ...(history && { revision: history.commit.id }),
    extra: options.annotations,
  };
}

function bumpHint({ kind, shownPath }: ChartSource): string {
  const bump =
    kind === "directory"
      ? `Bump version in ${path.join(shownPath, "Chart.yaml")}`
      : "Package the chart under a new version";
  return `${bump}, or set if-exists: overwrite to replace what others may have pinned.`;
}

function locateVersion(source: ChartSource, chart: Chart): Location {
  if (source.kind === "archive") return { file: source.shownPath };
  const file = path.join(source.shownPath, "Chart.yaml");
  const bytes = chart.files.find((f) => f.path === "Chart.yaml")?.bytes ?? new Uint8Array();
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8").split("\n");
  const line = lines.findIndex((text) => /^version\s*:/i.test(text)) + 1;
  return line === 0 ? { file } : { file, line };
}
