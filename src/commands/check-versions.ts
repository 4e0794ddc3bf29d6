import { contentOf, differingPaths } from "../archive/compare.ts";
import { readArchive } from "../archive/unpack.ts";
import type { Chart } from "../chart/chart.ts";
import { mapLimit } from "../concurrency.ts";
import { messageOf, PublishError } from "../errors.ts";
import type { Context } from "../options/context.ts";
import type { Options } from "../options/parse.ts";
import { type BaseChart, readBaseCharts } from "./base-charts.ts";
import { loadChart } from "./build-chart.ts";
import { unrisenVersion } from "./check-version.ts";
import type { Clients } from "./clients.ts";
import { findBase } from "./find-base.ts";
import type { ChartSource } from "./find-charts.ts";
import type { History } from "./history.ts";
import type { LocalCharts } from "./local-charts.ts";
import { type Attempt, type Candidate, isCandidate, outcomeOf } from "./publish-all.ts";
import { findChanged } from "./select-charts.ts";
import { isSnapshot } from "./target.ts";

/** What is known of the charts of a run. */
export interface VersionCheck {
  readonly options: Options;
  readonly context: Context;
  readonly sources: readonly ChartSource[];
  /** By the charts' absolute paths. */
  readonly histories: ReadonlyMap<string, History>;
  readonly locals: LocalCharts;
}

/** Charts compared at once: each is held in memory twice. */
const comparingLimit = 2;

/**
 * Compares charts with what they were at the base, where that is asked for: one whose content changed under a version
 * that is no higher has failed. `charts` are the places of each source, in the order of the sources. Throws USAGE where
 * the base cannot be told and `check-version` is `on`; else that is noted.
 */
export async function checkVersions(
  charts: readonly (readonly Attempt[])[],
  check: VersionCheck,
  clients: Clients,
): Promise<readonly (readonly Attempt[])[]> {
  if (!isWanted(check) || !charts.flat().some(isCandidate)) return charts;
  try {
    return await compareAll(charts, check, clients);
  } catch (error) {
    if (clients.signal.aborted) return charts; // each of them is going to say so
    if (check.options.checkVersion === "on" || !(error instanceof PublishError)) throw error;
    const hint = error.hint === undefined ? "" : ` ${error.hint}`;
    clients.reporter.info(`Not checked whether versions rise. ${error.message}${hint}`);
    return charts;
  }
}

/** A version that does not come from Chart.yaml need not rise there, and who overwrites wants it to stay. */
function isWanted({ options, context }: VersionCheck): boolean {
  const { checkVersion, version, versionFrom, ifExists } = options;
  if (
    checkVersion === "off" ||
    version !== undefined ||
    versionFrom === "tag" ||
    isSnapshot(options, context)
  )
    return false;
  // A release selects its charts by a base, and may publish what an earlier one failed to.
  const isCompared = context.isProposal || (options.base !== undefined && options.changes !== "git");
  return checkVersion === "on" || (isCompared && ifExists !== "overwrite");
}

async function compareAll(
  charts: readonly (readonly Attempt[])[],
  check: VersionCheck,
  clients: Clients,
): Promise<readonly (readonly Attempt[])[]> {
  const { options, context, histories } = check;
  const found = await findBase(options.base, context.trigger);
  if (found.kind === "none") return charts;
  const query = { bases: found.bases, system: context.trigger?.system };
  const sources = check.sources.filter(
    ({ absolutePath }, index) => histories.has(absolutePath) && charts[index]?.some(isCandidate),
  );
  const { changed } = await findChanged(sources, query, { ...check, clients });
  const touched = sources.filter(({ absolutePath }) => changed.has(absolutePath));
  if (touched.length === 0) return charts;
  await using past = await readBaseCharts(touched, { query, histories, clients });
  return await mapLimit(charts, comparingLimit, async (places, index) => {
    const source = check.sources[index];
    const base = source && past.charts.get(source.absolutePath);
    const candidate = places.find(isCandidate);
    if (source === undefined || base === undefined || candidate === undefined) return places;
    const { path, name, version, signatures } = candidate.prepared.facts;
    const outcome = await outcomeOf({ path, name, version, signatures }, clients, () =>
      compareOne(candidate, { source, base }, check, clients),
    );
    return outcome === undefined ? places : [outcome];
  });
}

interface Comparison {
  readonly source: ChartSource;
  readonly base: BaseChart;
}

/** Throws CHART_INVALID where the version must rise. */
async function compareOne(
  { prepared }: Candidate,
  { source, base }: Comparison,
  check: VersionCheck,
  clients: Clients,
): Promise<undefined> {
  const before = await loadBefore({ source, base }, check, clients);
  const { name, version } = prepared.facts;
  if (before?.metadata.name !== name) return;
  const files = differingPaths(contentOf(before.files, readArchive), await prepared.readContent());
  const compared = { name, version, baseVersion: before.metadata.version, files, base: base.base };
  const fault = unrisenVersion(source, compared);
  if (fault === undefined) return;
  const { location } = prepared.whenTaken;
  throw new PublishError("CHART_INVALID", fault.message, { ...(location && { location }), hint: fault.hint });
}

/** The chart at the base; `undefined` where it cannot be loaded. */
async function loadBefore(
  { source, base }: Comparison,
  { options, context }: VersionCheck,
  { dependencies, reporter, signal }: Clients,
): Promise<Chart | undefined> {
  try {
    return await loadChart(base.source, { options, context, history: base.history, dependencies, signal });
  } catch (error) {
    signal.throwIfAborted();
    // What was broken has no version to rise above, and what cannot be had any more is not this change's fault.
    reporter.info(`${source.path} cannot be compared with ${base.base}: ${messageOf(error)}`);
    return undefined;
  }
}
