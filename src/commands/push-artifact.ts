import type { Artifact } from "../artifact/artifact.ts";
import type { Reference } from "../oci/reference.ts";
import type { Registry } from "../oci/registry.ts";

/** Pushes what a manifest names, all at once; the manifest itself comes after, when everything is there. */
export async function pushBlobs(
  registry: Registry,
  target: Reference,
  { blobs }: Artifact,
  signal: AbortSignal,
): Promise<void> {
  await Promise.all(
    blobs.map(({ descriptor, bytes }) => registry.pushBlob(target, descriptor, bytes, signal)),
  );
}

/** Pushes an artifact whole: blobs, then the manifest to the target's tag, or by its digest where it has none. */
export async function pushArtifact(
  registry: Registry,
  target: Reference,
  artifact: Artifact,
  signal: AbortSignal,
): Promise<void> {
  await pushBlobs(registry, target, artifact, signal);
  const { manifest } = artifact;
  await registry.pushManifest(target, target.tag ?? manifest.descriptor.digest, manifest, signal);
}
