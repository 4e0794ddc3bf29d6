import path from "node:path";
import { type Content, contentOf } from "../archive/compare.ts";
import { readArchive } from "../archive/unpack.ts";
import type { Artifact } from "../artifact/artifact.ts";
import type { Chart } from "../chart/chart.ts";
import { type Location, type Problem, PublishError } from "../errors.ts";
import { tagOf } from "../oci/name.ts";
import type { Reference } from "../oci/reference.ts";
import { formatTarget, repositoryIn, type Target } from "../oci/target.ts";
import type { ChartFacts, Outcome } from "../report/report.ts";
import type { ProvenanceSigner } from "../signing/provenance.ts";
import { readArtifactHubFile } from "./artifacthub-file.ts";
import { type BuildSettings, type Built, buildChart, loadChart } from "./build-chart.ts";
import type { ChartSource } from "./find-charts.ts";
import { locateVersion } from "./locate-version.ts";
import { isSnapshot, type PublishTarget, type Targets } from "./target.ts";

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
  /** Artifact Hub's metadata of the chart's repository, where there are any. */
  readonly artifactHub?: Artifact;
  /** The key that signed the chart in this run. */
  readonly signer?: Pick<ProvenanceSigner, "verify">;
  /** What to change, and where, when the version is taken by other content. */
  readonly whenTaken: { readonly location?: Location; readonly hint: string; readonly cause?: unknown };
}

/** A chart that was loaded and packaged, and is ready to be published. */
export interface Prepared extends Publishable {
  readonly source: ChartSource;
  /** Whether `build` has its answer in memory. */
  readonly isKept: boolean;
}

/** A chart that was packaged once, at each target in their order. */
export interface PreparedChart {
  readonly built: Built;
  readonly facts: ChartFacts;
  readonly warnings: readonly Problem[];
  /** For each target the chart there, or why there can be none. */
  readonly places: readonly (Prepared | Failed)[];
}

type Failed = Extract<Outcome, { readonly status: "failed" }>;

/** Loads, validates and packages one chart for every target. Throws PublishError; nothing is sent. */
export async function prepare(
  source: ChartSource,
  targets: Targets,
  settings: BuildSettings,
): Promise<PreparedChart> {
  const { chart, ...built } = await buildChart(source, settings);
  for (const target of targets) refuseDoubledName(chart.metadata.name, target);
  const artifactHub = await readArtifactHubFile(source, settings.options, settings.history);
  const made = { ...shared(source, chart, built, settings), ...(artifactHub && { artifactHub }) };
  return {
    built,
    facts: made.facts,
    warnings: chart.warnings,
    places: targets.map((target) => placed(made, target)),
  };
}

/** What a prepared chart is wherever it goes. */
type Shared = Omit<Prepared, "target">;

/** A name that one registry refuses may be good at the others. */
function placed(made: Shared, registry: Target): Prepared | Failed {
  const { name, version } = made.facts;
  try {
    const target = { ...repositoryIn(registry, name), tag: tagOf(version) };
    const repository = `${target.host}/${target.name}`;
    return { ...made, target, facts: { ...made.facts, tag: target.tag, repository } };
  } catch (error) {
    if (!(error instanceof PublishError)) throw error;
    const { digest: _, ...facts } = made.facts;
    return { ...facts, status: "failed", error };
  }
}

function shared(source: ChartSource, chart: Chart, built: Built, settings: BuildSettings): Shared {
  // Not `built` itself, whose archive would be held as long as the chart.
  const { provenance } = built;
  const { name, version, appVersion } = chart.metadata;
  return {
    source,
    facts: {
      path: source.path,
      name,
      version,
      ...(appVersion === undefined ? {} : { appVersion }),
      digest: built.artifact.manifest.descriptor.digest,
      chartDigest: built.packaged.digest,
      size: built.packaged.bytes.length,
      signatures: provenance === undefined ? [] : ["pgp"],
    },
    whenTaken: { location: locateVersion(source, chart), hint: bumpHint(source, settings) },
    build: () => buildChart(source, settings, provenance),
    readContent: async () => contentOf((await loadChart(source, settings)).files, readArchive),
    isKept: false,
    ...(built.signer && { signer: built.signer }),
  };
}

/** The chart's name is added to the registry's path; whoever wrote it there already would publish web/web. */
function refuseDoubledName(name: string, { host, path: place, mayEndInName }: PublishTarget): void {
  if (mayEndInName || place.split("/").at(-1) !== name) return;
  const parent = place.split("/").slice(0, -1).join("/");
  throw new PublishError(
    "USAGE",
    `Could not tell where ${name} goes: registry already ends in the chart's name, which would give ${host}/${place}/${name}.`,
    {
      hint: `Set registry to ${formatTarget({ host, path: parent })}; or end it with a slash, if ${name}/${name} is meant.`,
    },
  );
}

function bumpHint({ kind, shownPath }: ChartSource, { options, context }: BuildSettings): string {
  if (isSnapshot(options, context))
    return "Push another commit, for this one was published with other content (merged into another base?), or set if-exists: overwrite.";
  const bump =
    kind === "directory"
      ? `Bump version in ${path.join(shownPath, "Chart.yaml")}`
      : "Package the chart under a new version";
  return `${bump}, or set if-exists: overwrite to replace what others may have pinned.`;
}
