import { type Artifact, type Blob, blobOf } from "../../artifact/artifact.ts";
import { type Descriptor, MediaType } from "../../oci/descriptor.ts";
import { bundleMediaType } from "./bundle.ts";

/** The empty configuration of image-spec v1.1.1 § Guidance for an Empty Descriptor. */
const emptyConfig: Blob = blobOf("application/vnd.oci.empty.v1+json", Buffer.from("{}"));

/**
 * A bundle as a referrer of what it is about, as cosign v3 attaches it. There is no `created` annotation: the manifest
 * says nothing that the bundle does not, for a time that nobody signed is worth nothing.
 */
export function bundleArtifact(bundle: Uint8Array, predicateType: string, subject: Descriptor): Artifact {
  const layer = blobOf(bundleMediaType, bundle);
  const { mediaType, digest, size } = subject;
  const json = {
    schemaVersion: 2,
    mediaType: MediaType.imageManifest,
    artifactType: bundleMediaType,
    config: emptyConfig.descriptor,
    layers: [layer.descriptor],
    subject: { mediaType, digest, size },
    annotations: {
      "dev.sigstore.bundle.content": "dsse-envelope",
      "dev.sigstore.bundle.predicateType": predicateType,
    },
  };
  const bytes = Buffer.from(JSON.stringify(json));
  const { descriptor } = blobOf(MediaType.imageManifest, bytes);
  return { manifest: { descriptor, bytes }, blobs: [emptyConfig, layer] };
}
