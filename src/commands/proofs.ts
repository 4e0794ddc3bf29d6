import type { Digest } from "../digest.ts";
import type { Repository } from "../oci/reference.ts";
import type { SignatureKind, SignedBy } from "../report/report.ts";

/** What the manifest of a chart bears now. */
export interface Attached {
  readonly signatures: readonly SignatureKind[];
  readonly signedBy: SignedBy;
  /** Bundles, as JSON. */
  readonly bundles: readonly Uint8Array[];
  readonly attestationUrl?: string;
}

/** Signs and attests charts by Sigstore; made by the entry, and loaded on first use only. */
export interface Proofs {
  /** Whether the tag is to wait for the proofs. */
  readonly beforeTag: boolean;
  /** Throws, before anything is sent, what would make every chart fail. */
  check(): Promise<void>;
  /** Gets what the first signature takes, a certificate say; throws where that cannot be had. */
  prepare(): Promise<void>;
  /** Attaches what a manifest in the registry does not bear yet; once a run for each manifest. */
  attach(repository: Repository, digest: Digest): Promise<Attached>;
}
