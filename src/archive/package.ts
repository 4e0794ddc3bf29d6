import type { Metadata } from "../chart/metadata.ts";
import type { Digest } from "../digest.ts";

/** A chart archive, ready to be pushed. */
export interface PackagedChart {
  readonly metadata: Metadata;
  /** `<name>-<version>.tgz`, with `+` as it stands in the version. */
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly digest: Digest;
}
