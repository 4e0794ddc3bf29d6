import { readArchive } from "../archive/unpack.ts";
import { countChanges } from "../diff/change.ts";
import { compareCharts } from "../diff/chart-changes.ts";
import { chartTree } from "../diff/chart-tree.ts";
import type { Conceal } from "../diff/conceal.ts";
import type { Exec } from "../io.ts";
import type { ValuesFile } from "../lint/linted-chart.ts";
import type { DiffBase } from "../options/diff-options.ts";
import { type DiffFacts, excerptsOf } from "../report/diff-facts.ts";
import type { WholeDiff } from "../report/diff-text.ts";
import { diffManifests, type RenderedChanges, type Side } from "./diff-manifests.ts";

/** Two versions of a chart that are to be compared. */
export interface ChartPair {
  readonly against: DiffBase;
  readonly before: Side;
  readonly after: Side;
  readonly isLibrary: boolean;
  /** What both are rendered with; the charts' defaults where there are none. */
  readonly values: readonly ValuesFile[];
}

/** How charts are compared. */
export interface DiffSettings {
  readonly conceal: Conceal;
  readonly exec: Exec;
  readonly hasHelm: boolean;
}

/** A comparison: in full, and what is told of it. */
export interface ComparedChart {
  readonly facts: DiffFacts;
  readonly whole: WholeDiff;
}

/** Compares two versions of a chart: what is in the archives, and what they render to. */
export async function diffChart(pair: ChartPair, settings: DiffSettings): Promise<ComparedChart> {
  const { against, before, after } = pair;
  const { files, dependencies } = await compareCharts(
    chartTree(before.files, readArchive),
    chartTree(after.files, readArchive),
    settings.conceal,
  );
  const isSame = files.length + dependencies.length === 0;
  const rendered = isSame ? { notes: [] } : await renderedChanges(pair, settings);
  const { resources, notes } = rendered;
  const told = { against, version: before.version, dependencies, notes };
  const facts: DiffFacts = {
    ...told,
    files: countChanges(files),
    ...(resources !== undefined && { resources: countChanges(resources) }),
    excerpts: { files: excerptsOf(files), resources: excerptsOf(resources ?? []) },
  };
  const title = `${after.name} ${after.version}`;
  return { facts, whole: { title, facts: told, files, resources: resources ?? [] } };
}

/** Where nothing is rendered, that is for a reason that holds for both. */
async function renderedChanges(
  pair: ChartPair,
  { conceal, exec, hasHelm }: DiffSettings,
): Promise<RenderedChanges> {
  if (pair.isLibrary) return { notes: [] };
  if (hasHelm) return diffManifests(pair, conceal, exec);
  return { notes: ["What the chart renders to is not compared: there is no Helm 3.8 or later on PATH."] };
}
