import type { ChartFile } from "./chart.ts";
import type { Findings } from "./decode.ts";
import { fileIn } from "./file-path.ts";
import { invalidChart } from "./invalid.ts";
import type { Metadata } from "./metadata.ts";
import { decodeMetadata, type RawMetadata } from "./raw-metadata.ts";
import { toDependencies, toMetadata } from "./sanitise.ts";
import { sourceOf } from "./source.ts";
import { parseYaml } from "./yaml.ts";

/** Metadata on its way in: decoded, not yet held against Helm's rules. */
export interface MetadataDraft {
  /** What Chart.yaml is called in messages. */
  readonly file: string;
  /** As Helm's checks see it: requirements.yaml is laid over Chart.yaml. */
  readonly raw: Partial<RawMetadata>;
  readonly metadata: Metadata;
  readonly findings: Findings;
}

/** Chart.yaml as Helm types it. Throws CHART_INVALID when it is no YAML or a field has the wrong type. */
export function parseMetadata(bytes: Uint8Array, file: string): Metadata {
  const findings = noFindings();
  const raw = decode(bytes, file, findings, undefined);
  if (findings.problems.length > 0) throw invalidChart(`Could not read ${file}`, findings.problems);
  return toMetadata(raw);
}

/**
 * The metadata of a chart, or `undefined` where it has no Chart.yaml. Throws CHART_INVALID for what is no YAML;
 * wrong types are among the findings. requirements.yaml is laid over Chart.yaml, also for v2 charts, as Helm does.
 */
export function readMetadata(files: readonly ChartFile[], source: string): MetadataDraft | undefined {
  const bytesOf = (name: string): Uint8Array | undefined => files.find(({ path }) => path === name)?.bytes;
  const chartYaml = bytesOf("Chart.yaml");
  if (chartYaml === undefined) return undefined;
  const file = fileIn(source, "Chart.yaml");
  const findings = noFindings();
  const own = decode(chartYaml, file, findings, undefined);
  const requirements = bytesOf("requirements.yaml");
  if (requirements === undefined) return { file, raw: own, metadata: publishedMetadata(own, {}), findings };
  const requirementsFile = fileIn(source, "requirements.yaml");
  // Unknown fields of requirements.yaml were never promised to be anything.
  const merged = decode(requirements, requirementsFile, { ...findings, unknown: new Map() }, own);
  const alone = decode(requirements, requirementsFile, noFindings(), undefined);
  return { file, raw: merged, metadata: publishedMetadata(merged, alone), findings };
}

function noFindings(): Findings {
  return { problems: [], places: new Map(), mistyped: new Set(), unknown: new Map() };
}

function decode(
  bytes: Uint8Array,
  file: string,
  findings: Findings,
  prior: Partial<RawMetadata> | undefined,
): Partial<RawMetadata> {
  const source = sourceOf(bytes, file);
  return decodeMetadata(parseYaml(source), { source, path: "", findings }, prior) ?? prior ?? {};
}

/**
 * What Helm puts into the config: of a v1 chart it packages no dependencies but those of requirements.yaml
 * (Helm v4.1.4 `pkg/chart/v2/util/save.go`).
 */
function publishedMetadata(merged: Partial<RawMetadata>, requirements: Partial<RawMetadata>): Metadata {
  const metadata = toMetadata(merged);
  if (metadata.apiVersion !== "v1") return metadata;
  const { dependencies: _, ...rest } = metadata;
  const own = toDependencies(requirements.dependencies) ?? [];
  return own.length === 0 ? rest : { ...rest, dependencies: own };
}
