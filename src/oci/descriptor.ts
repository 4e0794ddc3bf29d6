import type { Digest } from "../digest.ts";

/** A content descriptor, image-spec v1.1.1 § Descriptor. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  /** In bytes. */
  readonly size: number;
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Media types of the image specification that a registry treats as manifests. */
export const MediaType = {
  imageManifest: "application/vnd.oci.image.manifest.v1+json",
  imageIndex: "application/vnd.oci.image.index.v1+json",
} as const;
