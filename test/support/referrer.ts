import type { Descriptor } from "../../src/oci/descriptor.ts";
import { MediaType } from "../../src/oci/descriptor.ts";
import type { Repository } from "../../src/oci/reference.ts";
import type { Manifest } from "../../src/oci/registry.ts";
import { sampleBlob, sampleChart, type TestClient } from "./registry-client.ts";

export const SIGNATURE = "application/vnd.example.signature";

const config = sampleBlob("{}", "application/vnd.oci.empty.v1+json");

/** Something that is attached to a manifest, of this artifact type. */
export function sampleReferrer(subject: Descriptor, text: string, artifactType = SIGNATURE): Manifest {
  const json = {
    schemaVersion: 2,
    mediaType: MediaType.imageManifest,
    artifactType,
    config: config.descriptor,
    layers: [],
    subject,
    annotations: { text },
  };
  return sampleBlob(JSON.stringify(json), MediaType.imageManifest);
}

/** The descriptor that a list of referrers has of `sampleReferrer`. */
export function listed({ descriptor }: Manifest, text: string, artifactType = SIGNATURE): Descriptor {
  return { ...descriptor, artifactType, annotations: { text } };
}

/** An index of referrers, as the referrers API answers with. */
export function indexOf(...manifests: readonly object[]): Manifest {
  const json = { schemaVersion: 2, mediaType: MediaType.imageIndex, manifests };
  return sampleBlob(JSON.stringify(json), MediaType.imageIndex);
}

/** Pushes a chart, and the config that referrers to it have. */
export async function pushSubject(
  { client, signal }: TestClient,
  repository: Repository,
): Promise<Descriptor> {
  const { manifest, blobs } = sampleChart();
  for (const { descriptor, bytes } of [...blobs, config])
    await client.pushBlob(repository, descriptor, bytes, signal);
  await client.pushManifest(repository, "1.0.0", manifest, signal);
  return manifest.descriptor;
}
