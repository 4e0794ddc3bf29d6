import { isDigest } from "../digest.ts";
import { type Descriptor, MediaType } from "../oci/descriptor.ts";
import { HelmMediaType } from "./media-types.ts";

/** What a chart's manifest points at. */
export interface ChartManifest {
  readonly config: Descriptor;
  readonly chart: Descriptor;
  readonly provenance?: Descriptor;
}

/**
 * What a manifest from a registry says of a chart; `undefined` where it is no chart that every Helm would pull: another
 * kind of artifact, an index, none or several archives, malformed. Layers of other types are passed over, as Helm does.
 */
export function readChartManifest(bytes: Uint8Array): ChartManifest | undefined {
  const { config, layers } = readManifest(bytes) ?? {};
  if (config?.mediaType !== HelmMediaType.config || layers === undefined) return undefined;
  const [chart, ...otherCharts] = layers.filter(
    ({ mediaType }) => mediaType === HelmMediaType.chart || mediaType === HelmMediaType.legacyChart,
  );
  const [provenance, ...otherProvenances] = layers.filter(
    ({ mediaType }) => mediaType === HelmMediaType.provenance,
  );
  if (chart === undefined || otherCharts.length > 0 || otherProvenances.length > 0) return undefined;
  return { config, chart, ...(provenance === undefined ? {} : { provenance }) };
}

/** What a manifest of any kind of artifact points at; `undefined` where it is malformed, or an index. */
export function readManifest(
  bytes: Uint8Array,
): { readonly config: Descriptor; readonly layers: readonly Descriptor[] } | undefined {
  const manifest = parseObject(bytes);
  if (manifest === undefined || manifest["schemaVersion"] !== 2 || !Array.isArray(manifest["layers"]))
    return undefined;
  if (manifest["mediaType"] !== undefined && manifest["mediaType"] !== MediaType.imageManifest)
    return undefined;
  const config = descriptorOf(manifest["config"]);
  const layers = manifest["layers"].map(descriptorOf);
  if (config === undefined || !layers.every((layer) => layer !== undefined)) return undefined;
  return { config, layers };
}

/** A manifest's text with its provenance layer left out: equal for what differs in the time of a signature alone. */
export function withoutProvenance(bytes: Uint8Array): string {
  const manifest = parseObject(bytes);
  const layers: unknown = manifest?.["layers"];
  if (!Array.isArray(layers)) return Buffer.from(bytes).toString("utf8");
  const others = layers.filter((layer) => objectOf(layer)?.["mediaType"] !== HelmMediaType.provenance);
  return JSON.stringify({ ...manifest, layers: others });
}

function parseObject(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    return objectOf(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch {
    // Not JSON, so no manifest: for the caller the same as any other artifact.
    return undefined;
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  // A JSON object has string keys and nothing else is claimed of it.
  return isObject ? (value as Readonly<Record<string, unknown>>) : undefined;
}

function descriptorOf(value: unknown): Descriptor | undefined {
  const { mediaType, digest, size } = objectOf(value) ?? {};
  if (typeof mediaType !== "string" || typeof digest !== "string" || !isDigest(digest)) return undefined;
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) return undefined;
  return { mediaType, digest, size };
}
