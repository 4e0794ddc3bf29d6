import { type DiffJson, diffJson } from "./diff-json.ts";
import { explain } from "./faults.ts";
import { digestRefOf, type Outcome, type Report, refOf } from "./report.ts";
import { safeJson } from "./visible.ts";

/** One chart in the `charts` output and in `--json`; plan.json adds to it. Unknown values are `null`, never missing. */
export interface ChartJson {
  readonly name: string | null;
  readonly path: string;
  readonly version: string | null;
  readonly appVersion: string | null;
  readonly tag: string | null;
  readonly aliases: readonly string[];
  readonly status: Outcome["status"];
  readonly repository: string | null;
  readonly ref: string | null;
  readonly digest: string | null;
  readonly digestRef: string | null;
  readonly chartDigest: string | null;
  /** In bytes. */
  readonly size: number | null;
  readonly package: string | null;
  readonly signatures: readonly string[];
  readonly bundle: string | null;
  readonly attestationUrl: string | null;
  readonly artifactHub: string | null;
  readonly releaseUrl: string | null;
  /** How it differs; empty where it was not compared. */
  readonly diff: readonly DiffJson[];
  readonly error: string | null;
}

/** The outcome as the public JSON shape, keys in the documented order. */
export function chartJson(outcome: Outcome): ChartJson {
  return {
    name: outcome.name ?? null,
    path: outcome.path,
    version: outcome.version ?? null,
    appVersion: outcome.appVersion ?? null,
    tag: outcome.tag ?? null,
    aliases: outcome.aliases ?? [],
    status: outcome.status,
    repository: outcome.repository ?? null,
    ref: refOf(outcome) ?? null,
    digest: outcome.digest ?? null,
    digestRef: digestRefOf(outcome) ?? null,
    chartDigest: outcome.chartDigest ?? null,
    size: outcome.size ?? null,
    package: outcome.package ?? null,
    signatures: outcome.signatures,
    bundle: outcome.bundle ?? null,
    attestationUrl: outcome.attestationUrl ?? null,
    artifactHub: outcome.artifactHub ?? null,
    releaseUrl: outcome.releaseUrl ?? null,
    diff: (outcome.diff ?? []).map(diffJson),
    error: "error" in outcome ? explain(outcome.error) : null,
  };
}

/** The document that `--json` prints. */
export function reportJson(report: Report): string {
  return `${safeJson({ charts: report.outcomes.map(chartJson) }, 2)}\n`;
}
