import { defaultMtime, packageChart } from "../archive/package.ts";
import { readArchive } from "../archive/unpack.ts";
import type { ChartFile } from "../chart/chart.ts";
import { parseMetadata } from "../chart/read-metadata.ts";
import type { DiffBase } from "../options/diff-options.ts";
import type { Options } from "../options/parse.ts";
import { type BaseCharts, readBaseCharts } from "./base-charts.ts";
import { loadChart } from "./build-chart.ts";
import type { Clients } from "./clients.ts";
import type { Comparison } from "./compare-chart.ts";
import type { Side } from "./diff-manifests.ts";
import { findBase } from "./find-base.ts";
import { fetchArchive, findPublished } from "./find-published.ts";
import type { History } from "./history.ts";
import type { Candidate } from "./publish-all.ts";
import { isSnapshot } from "./target.ts";

/** What charts were; disposing of it deletes what was written of them. */
export interface OlderSides extends AsyncDisposable {
  /** `undefined` where there was none yet, `"same"` where the registry has the very archive under the same version. */
  find(candidate: Candidate, against: DiffBase): Promise<Side | "same" | undefined>;
}

/** Reads the charts at the base, where they are to be compared with it. */
export async function openOlderSides(
  candidates: readonly Candidate[],
  comparison: Comparison,
  clients: Clients,
): Promise<OlderSides> {
  const base = comparison.against.includes("base")
    ? await baseOf(candidates, comparison, clients).catch((error: unknown) => ({ error }))
    : undefined;
  return {
    async find(candidate, against) {
      if (against === "published") return publishedSide(candidate, comparison, clients);
      if (base === undefined) return undefined;
      if ("error" in base) throw base.error;
      return baseSide(candidate, base, comparison, clients);
    },
    async [Symbol.asyncDispose]() {
      if (base !== undefined && !("error" in base)) await base[Symbol.asyncDispose]();
    },
  };
}

async function publishedSide(
  { prepared, existing }: Candidate,
  { options, context }: Comparison,
  { registry, signal }: Clients,
): Promise<Side | "same" | undefined> {
  const { target, facts } = prepared;
  const { version } = facts;
  const answer = await existing;
  const isTaken = "digest" in answer && answer.digest !== undefined;
  const upcoming = { target, version, isSnapshot: isSnapshot(options, context) };
  const found = isTaken ? { version, tag: target.tag } : await findPublished(upcoming, registry, signal);
  if (found === undefined) return undefined;
  const fetched = await fetchArchive({ target, tag: found.tag }, registry, signal);
  if (isTaken && fetched.descriptor.digest === facts.chartDigest) return "same";
  const archive = await fetched.read();
  return sideOf(archive, readArchive(archive, `the published ${facts.name} ${found.version}`));
}

async function baseOf(
  candidates: readonly Candidate[],
  { options, context, sources }: Comparison,
  clients: Clients,
): Promise<BaseCharts | undefined> {
  const found = await findBase(options.base, context.trigger);
  if (found.kind === "none") return undefined;
  const histories = new Map<string, History>();
  const wanted = sources.filter(({ path, absolutePath }) => {
    const candidate = candidates.find(({ prepared }) => prepared.facts.path === path);
    if (candidate?.history !== undefined) histories.set(absolutePath, candidate.history);
    return candidate !== undefined;
  });
  const query = { bases: found.bases, system: context.trigger?.system };
  return readBaseCharts(wanted, { query, histories, clients });
}

async function baseSide(
  { prepared }: Candidate,
  { charts }: BaseCharts,
  { options, context, sources }: Comparison,
  { dependencies, signal }: Clients,
): Promise<Side | undefined> {
  const source = sources.find(({ path }) => path === prepared.facts.path);
  const base = source && charts.get(source.absolutePath);
  if (base === undefined) return undefined;
  // As it was written then: what this run makes of versions is not part of it.
  const { version: _, appVersion: __, ...rest } = options;
  const asWritten: Options = { ...rest, snapshot: false, versionFrom: "chart" };
  const settings = { options: asWritten, context, history: base.history, dependencies, signal };
  const chart = await loadChart(base.source, settings);
  const { bytes } = await packageChart(chart, { mtime: defaultMtime, signal });
  return sideOf(bytes, chart.files);
}

function sideOf(archive: Uint8Array, files: readonly ChartFile[]): Side {
  const chartYaml = files.find(({ path }) => path === "Chart.yaml")?.bytes ?? new Uint8Array();
  const { name, version } = parseMetadata(chartYaml, "Chart.yaml");
  return { name, version, files, archive };
}
