import path from "node:path";
import { type Content, contentOf } from "../archive/compare.ts";
import { readArchive } from "../archive/unpack.ts";
import { type Location, type Problem, PublishError } from "../errors.ts";
import { tagOf } from "../oci/name.ts";
import type { Reference } from "../oci/reference.ts";
import { repositoryIn } from "../oci/target.ts";
import type { ChartFacts } from "../report/report.ts";
import type { ProvenanceSigner } from "../signing/provenance.ts";
import { type BuildSettings, type Built, buildChart, loadChart } from "./build-chart.ts";
import type { ChartSource } from "./find-charts.ts";
import { locateVersion } from "./locate-version.ts";
import { isSnapshot, registryText } from "./target.ts";

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
  /** The key that signed the chart in this run. */
  readonly signer?: Pick<ProvenanceSigner, "verify">;
  /** What to change, and where, when the version is taken by other content. */
  readonly whenTaken: { readonly location?: Location; readonly hint: string; readonly cause?: unknown };
}

/** A chart that was loaded and packaged, and is ready to be published. */
export interface Prepared extends Publishable {
  readonly source: ChartSource;
  readonly warnings: readonly Problem[];
  /** Whether `build` has its answer in memory. */
  readonly isKept: boolean;
}

/** Loads, validates and packages one chart. Throws PublishError; nothing is sent. */
export async function prepare(
  source: ChartSource,
  settings: BuildSettings,
): Promise<Prepared & { built: Built }> {
  const { chart, ...built } = await buildChart(source, settings);
  // Not `built` itself, whose archive would be held as long as the chart.
  const { provenance } = built;
  const build = (): Promise<Built> => buildChart(source, settings, provenance);
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
    whenTaken: { location: locateVersion(source, chart), hint: bumpHint(source, settings) },
    build,
    readContent: async () => contentOf((await loadChart(source, settings)).files, readArchive),
    isKept: false,
    ...(built.signer && { signer: built.signer }),
    built,
  };
}

/** The chart's name is added to the registry's path; whoever wrote it there already would publish web/web. */
function refuseDoubledName(name: string, { options, context, registry }: BuildSettings): void {
  const text = registryText(options, context);
  const isMeant = text === undefined || text.endsWith("/");
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

function bumpHint({ kind, shownPath }: ChartSource, { options, context }: BuildSettings): string {
  if (isSnapshot(options, context))
    return "Push another commit, for this one was published with other content (merged into another base?), or set if-exists: overwrite.";
  const bump =
    kind === "directory"
      ? `Bump version in ${path.join(shownPath, "Chart.yaml")}`
      : "Package the chart under a new version";
  return `${bump}, or set if-exists: overwrite to replace what others may have pinned.`;
}
