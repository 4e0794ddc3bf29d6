import type { Digest } from "../digest.ts";
import type { PublishError } from "../errors.ts";
import type { Signer } from "../signing/sigstore/verify-material.ts";
import { failuresOf, type Report } from "./report.ts";

/** A proof that holds. */
export type Proof =
  | {
      readonly kind: "pgp";
      /** Of the primary key. */
      readonly fingerprint: string;
      readonly userId?: string;
      readonly signedAt: Date;
    }
  | ({ readonly kind: "cosign" } & SignatureProof)
  | ({
      readonly kind: "slsa";
      /** What built it, as the signer says: `runDetails.builder.id` of the predicate. */
      readonly builder: string;
      /** Where its source is, as the signer says; absent where the predicate does not tell. */
      readonly repository?: string;
    } & SignatureProof);

/** A Sigstore signature that counts. */
interface SignatureProof {
  readonly signer: Signer;
  /** The earliest time that a log or an authority vouches for. */
  readonly signedAt?: Date;
  readonly logIndex?: string;
  /** A referrer's digest, or a tag and the number of its layer. */
  readonly source: string;
}

/** What became of the verification of one chart. */
export type Verification =
  | {
      readonly status: "verified";
      /** As the user named it. */
      readonly path: string;
      readonly name: string;
      readonly version: string;
      /** `ghcr.io/acme/charts/web` */
      readonly repository: string;
      /** The manifest's. */
      readonly digest: Digest;
      /** The chart archive's. */
      readonly chartDigest: Digest;
      /** One for each kind that was required. */
      readonly proofs: readonly Proof[];
    }
  | { readonly status: "failed"; readonly path: string; readonly error: PublishError };

/** The failures as a report, for telling them and for the exit code. */
export function failuresReport(verifications: readonly Verification[]): Report {
  return {
    outcomes: verifications.flatMap((one) => (one.status === "failed" ? [{ ...one, signatures: [] }] : [])),
  };
}

/** Whether every chart passed, and there is one. */
export function isVerified(verifications: readonly Verification[]): boolean {
  return verifications.length > 0 && failuresOf(failuresReport(verifications)).length === 0;
}
