import { MediaType } from "../oci/descriptor.ts";
import { type Artifact, blobOf } from "./artifact.ts";

/** The tag under which Artifact Hub looks for what a repository says of itself. */
export const artifactHubTag = "artifacthub.io";

/** Media types of Artifact Hub's metadata in a registry (Artifact Hub docs, Helm charts repositories § OCI support). */
const ArtifactHubMediaType = {
  config: "application/vnd.cncf.artifacthub.config.v1+yaml",
  layer: "application/vnd.cncf.artifacthub.repository-metadata.layer.v1.yaml",
} as const;

/**
 * Quirk(ECR, GAR, GitLab): the documented command sends an empty configuration, which these refuse
 * (github.com/aws/containers-roadmap/issues/1074). Nobody reads it, and an empty object is good everywhere.
 */
const config = blobOf(ArtifactHubMediaType.config, Buffer.from("{}"));

/**
 * The artifact of an artifacthub-repo.yml, as `oras push` makes it, but without the time of the push: the same file has
 * the same digest, which tells whether it changed.
 */
export function artifactHubArtifact(file: Uint8Array): Artifact {
  const layer = blobOf(ArtifactHubMediaType.layer, file);
  const title = { "org.opencontainers.image.title": "artifacthub-repo.yml" };
  const json = {
    schemaVersion: 2,
    mediaType: MediaType.imageManifest,
    config: config.descriptor,
    layers: [{ ...layer.descriptor, annotations: title }],
  };
  const bytes = Buffer.from(JSON.stringify(json));
  const { descriptor } = blobOf(MediaType.imageManifest, bytes);
  return { manifest: { descriptor, bytes }, blobs: [config, layer] };
}
