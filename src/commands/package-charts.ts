import { mapLimit } from "../concurrency.ts";
import type { Context } from "../options/context.ts";
import type { Options } from "../options/parse.ts";
import { packagedLine } from "../report/lines.ts";
import type { Outcome } from "../report/report.ts";
import { tellWarnings } from "../report/tell.ts";
import { checkImages } from "./check-images.ts";
import { checkVersions } from "./check-versions.ts";
import type { Clients } from "./clients.ts";
import { dependenciesAmong } from "./dependency-order.ts";
import { excludeCharts } from "./exclude-charts.ts";
import { type ChartSource, findCharts } from "./find-charts.ts";
import { type History, readHistories } from "./history.ts";
import { readLocalCharts } from "./local-charts.ts";
import type { OutputDirectory } from "./output-directory.ts";
import { prepare } from "./prepare.ts";
import { type Attempt, countOf, outcomeOf } from "./publish-all.ts";
import { createRetention } from "./retention.ts";
import { findUnselected } from "./select-charts.ts";
import { lookUpChart } from "./settled.ts";
import { readTagReleases, type TagReleases } from "./tag-release.ts";
import type { Targets } from "./target.ts";
import { versionNotes } from "./version-notes.ts";

/** Charts packaged at once: one may wait for the disk while the other is compressed. */
const packagingLimit = 2;

/** How charts are packaged, and where for. */
export interface Packaging {
  readonly options: Options;
  readonly context: Context;
  /** The main one first. */
  readonly targets: Targets;
  /** That relative paths start from, absolute. */
  readonly directory: string;
  readonly output: OutputDirectory | undefined;
  /** Whether what is packaged goes anywhere. */
  readonly writes: boolean;
}

/** Charts on their way to their targets. */
export interface Packaged {
  /** What was asked for. */
  readonly sources: readonly ChartSource[];
  readonly attempts: readonly Attempt[];
  /** For each chart, by its path, those of the others that it takes in by `file://`. */
  readonly dependsOn: ReadonlyMap<string, readonly string[]>;
}

/**
 * Finds, loads and packages the charts that the options ask for, and asks for their tags meanwhile; keeps them in
 * `output`. What is wrong with one chart is its outcome. Throws USAGE where the charts cannot be told.
 */
export async function packageCharts(packaging: Packaging, clients: Clients): Promise<Packaged> {
  const { options, context, directory } = packaging;
  const found = await findCharts(options.charts, directory);
  const sources = await excludeCharts(found, options.exclude, { directory, clients });
  const histories = await readHistories(clients, sources, directory);
  const locals = await readLocalCharts(sources);
  const unselected = await findUnselected(sources, { options, context, clients, histories, locals });
  const releases = await readTagReleases(sources, { ...packaging, histories, signal: clients.signal });
  for (const line of versionNotes(options, context, packaging.writes)) clients.reporter.info(line);
  const prepareOne = await preparing(packaging, { histories, releases }, clients);
  const selected = sources.filter(({ absolutePath }) => !unselected.has(absolutePath));
  const charts = await clients.reporter.group(`Packaging ${countOf(selected)}`, () =>
    mapLimit(sources, packagingLimit, async (source): Promise<readonly Attempt[]> => {
      const left = unselected.get(source.absolutePath);
      if (left !== undefined) return [left];
      return [
        await outcomeOf({ path: source.path, signatures: [] }, clients, () => prepareOne(source)),
      ].flat();
    }),
  );
  const risen = await checkVersions(charts, { options, context, sources, histories, locals }, clients);
  const checked = await checkImages(risen, { options, sources }, clients);
  const needs = await dependenciesAmong(sources, locals);
  const pathsOf = (indices: readonly number[] = []) => indices.flatMap((index) => sources[index]?.path ?? []);
  const dependsOn = new Map(sources.map(({ path }, index) => [path, pathsOf(needs[index])]));
  return { sources, attempts: checked.flat(), dependsOn };
}

/** What is known of charts by their absolute paths. */
interface Known {
  readonly histories: ReadonlyMap<string, History>;
  readonly releases: TagReleases;
}

type Prepare = (source: ChartSource) => Promise<readonly Attempt[]>;

async function preparing(
  { options, context, targets, output }: Packaging,
  { histories, releases }: Known,
  clients: Clients,
): Promise<Prepare> {
  const { signal, reporter } = clients;
  const signer = await clients.openProvenanceSigner?.();
  if (signer) {
    reporter.info(`Signing with PGP key ${signer.fingerprint}`);
    tellWarnings(signer.warnings, reporter);
  }
  const keep = createRetention();
  return async (source) => {
    const release = releases.get(source.absolutePath);
    if (release && "isOf" in release) return [leftOut(source, release)];
    const history = histories.get(source.absolutePath);
    const { built, facts, warnings, places } = await prepare(source, targets, {
      options,
      context,
      history,
      ...(release && { release }),
      dependencies: clients.dependencies,
      ...(signer && { signer }),
      signal,
    });
    tellWarnings(warnings, reporter);
    const at = places.filter((place) => "target" in place);
    const files = (await output?.keep(at, built, signal)) ?? {};
    reporter.info(packagedLine(facts));
    const keepAt = keep(built, at.length);
    return places.map((place): Attempt => {
      if (!("target" in place)) return place;
      const existing = lookUpChart(place, options.ifExists, clients.registry, signal);
      const prepared = keepAt({ ...place, facts: { ...place.facts, ...files } });
      return { prepared, existing, ...(history && { history }) };
    });
  };
}

function leftOut(
  { path }: ChartSource,
  { tag, isOf }: { readonly tag: string; readonly isOf: string },
): Outcome {
  return { path, signatures: [], status: "skipped", reason: `the tag ${tag} is of ${isOf}` };
}
