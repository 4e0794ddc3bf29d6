import { digestOf } from "../digest.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import type { Manifest } from "../oci/registry.ts";

/** Bytes that a manifest points at. */
export interface Blob {
  readonly descriptor: Descriptor;
  readonly bytes: Uint8Array;
}

/** Everything that will be pushed under one manifest, complete before the first byte is sent. */
export interface Artifact {
  readonly manifest: Manifest;
  /** The config and the layers: of a chart its archive and, where there is one, the provenance file. */
  readonly blobs: readonly Blob[];
}

/** Bytes with the descriptor that names them. */
export function blobOf(mediaType: string, bytes: Uint8Array): Blob {
  return { descriptor: { mediaType, digest: digestOf(bytes), size: bytes.length }, bytes };
}
