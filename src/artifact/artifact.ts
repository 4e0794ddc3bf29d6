import type { Descriptor } from "../oci/descriptor.ts";
import type { Manifest } from "../oci/registry.ts";

/** Bytes that a manifest points at. */
export interface Blob {
  readonly descriptor: Descriptor;
  readonly bytes: Uint8Array;
}

/** Everything that will be pushed for one chart, complete before the first byte is sent. */
export interface Artifact {
  readonly manifest: Manifest;
  /** The config, the chart layer and, where there is one, the provenance layer. */
  readonly blobs: readonly Blob[];
}
