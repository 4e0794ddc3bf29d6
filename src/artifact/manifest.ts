import type { PackagedChart } from "../archive/package.ts";
import { PublishError } from "../errors.ts";
import { type Descriptor, MediaType } from "../oci/descriptor.ts";
import { type Artifact, type Blob, blobOf } from "./artifact.ts";
import { encodeConfig } from "./config.ts";
import { goJson, type Json } from "./json.ts";
import { HelmMediaType } from "./media-types.ts";

/** What goes into a chart's artifact besides its archive. */
export interface ArtifactOptions {
  /** Of the manifest, in their final order. */
  readonly annotations: ReadonlyMap<string, string>;
  /** The bytes of the `.prov` file. */
  readonly provenance?: Uint8Array;
}

/** Registries take manifests of at least 4 MiB; most take no larger (distribution-spec v1.1.1 § Pushing Manifests). */
const maxManifestSize = 4 * 1024 * 1024;

/**
 * Everything that `helm push` would send for the chart, byte for byte: config, archive, provenance, and the manifest
 * that names them. Throws CHART_INVALID where the annotations make a manifest that registries refuse.
 */
export function buildArtifact(packaged: PackagedChart, options: ArtifactOptions): Artifact {
  const config = blobOf(HelmMediaType.config, encodeConfig(packaged.metadata));
  const chart: Blob = {
    descriptor: { mediaType: HelmMediaType.chart, digest: packaged.digest, size: packaged.bytes.length },
    bytes: packaged.bytes,
  };
  const layers = [chart];
  if (options.provenance !== undefined) layers.push(blobOf(HelmMediaType.provenance, options.provenance));
  const bytes = Buffer.from(goJson(manifestJson(config, layers, options.annotations)));
  if (bytes.length > maxManifestSize) throw tooLarge(packaged, bytes.length, options.annotations);
  const { descriptor } = blobOf(MediaType.imageManifest, bytes);
  return { manifest: { descriptor, bytes }, blobs: [config, ...layers] };
}

/** As Helm writes it: no `mediaType`, layers sorted by digest (Helm v4.1.4 pkg/registry/client.go). */
function manifestJson(config: Blob, layers: readonly Blob[], annotations: ReadonlyMap<string, string>): Json {
  const descriptors = layers.map((layer) => layer.descriptor).sort((a, b) => (a.digest < b.digest ? -1 : 1));
  const manifest = new Map<string, Json>([
    ["schemaVersion", 2],
    ["config", descriptorJson(config.descriptor)],
    ["layers", descriptors.map(descriptorJson)],
  ]);
  return annotations.size === 0 ? manifest : manifest.set("annotations", annotations);
}

const descriptorJson = ({ mediaType, digest, size }: Descriptor): Json =>
  new Map<string, Json>([
    ["mediaType", mediaType],
    ["digest", digest],
    ["size", size],
  ]);

function tooLarge(
  { metadata }: PackagedChart,
  size: number,
  annotations: ReadonlyMap<string, string>,
): PublishError {
  const [largest] = [...annotations].sort(([, a], [, b]) => b.length - a.length);
  return new PublishError(
    "CHART_INVALID",
    `Could not make a manifest for ${metadata.name} ${metadata.version}: it would have ${size} bytes, and registries ` +
      `need take no more than ${maxManifestSize}. The annotation ${JSON.stringify(largest?.[0] ?? "")} is the largest.`,
    { hint: "Shorten that annotation in Chart.yaml or in the `annotations` input." },
  );
}
