import path from "node:path";
import type { Digest } from "../digest.ts";
import { type ChartJson, chartJson } from "./json.ts";
import { type Report, refOf } from "./report.ts";
import { safeJson } from "./visible.ts";

/** The shape of plan.json; another one gets another number. */
export const planVersion = 1;

/** One chart in plan.json. Paths of files start from plan.json. */
export interface PlannedChartJson extends ChartJson {
  /**
   * The digest of the chart's manifest in `oci/`, which is what `publish --plan` publishes. `digest` may differ: it is
   * what the registry holds where that is as good, and unknown before a signed chart is published.
   */
  readonly layoutDigest: string | null;
  /** The digest of Artifact Hub's metadata in `oci/`, to be published with the chart; `null` where there are none. */
  readonly artifactHubDigest: string | null;
  /** The paths of the charts of the plan that it takes in by `file://`, and that come before it. */
  readonly dependsOn: readonly string[];
}

/** Where plan.json is, and what lies beside it. */
export interface PlanSurroundings {
  readonly directory: string;
  /** The manifests in the image layout, by reference: `ghcr.io/acme/charts/web:1.4.0`. */
  readonly layoutDigests: ReadonlyMap<string, Digest>;
  /** Artifact Hub's metadata there, by repository: `ghcr.io/acme/charts/web`. */
  readonly artifactHubDigests: ReadonlyMap<string, Digest>;
  /** By path. */
  readonly dependsOn: ReadonlyMap<string, readonly string[]>;
}

/** plan.json, which `output-dir` keeps. */
export function planJson(
  report: Report,
  { directory, layoutDigests, artifactHubDigests, dependsOn }: PlanSurroundings,
): string {
  const relative = (file: string | null): string | null =>
    file && path.relative(directory, file).replaceAll(path.sep, "/");
  const charts = report.outcomes.map((outcome): PlannedChartJson => {
    const chart = chartJson(outcome);
    const layoutDigest = layoutDigests.get(refOf(outcome) ?? "") ?? null;
    const artifactHubDigest = artifactHubDigests.get(chart.repository ?? "") ?? null;
    const diff = chart.diff.map((one) => ({ ...one, file: relative(one.file) }));
    const files = { package: relative(chart.package), bundle: relative(chart.bundle), diff };
    const needs = dependsOn.get(chart.path) ?? [];
    return { ...chart, ...files, layoutDigest, artifactHubDigest, dependsOn: needs };
  });
  return `${safeJson({ planVersion, charts }, 2)}\n`;
}
