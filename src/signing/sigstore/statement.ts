import { createHash } from "node:crypto";
import type { Digest } from "../../digest.ts";

/** Payload type of an in-toto statement in a DSSE envelope (in-toto attestation v1.1 § Envelope). */
export const statementType = "application/vnd.in-toto+json";

/** Predicate types, as `cosign` and the SLSA specification name them. */
export const PredicateType = {
  /** What `cosign sign` v3 writes: the statement says no more than that its signer signed the subject. */
  cosignSign: "https://sigstore.dev/cosign/sign/v1",
  /** SLSA provenance v1. */
  slsaProvenance: "https://slsa.dev/provenance/v1",
} as const;

/** What is signed: bytes, and what they say of the subject. */
export interface Statement {
  readonly predicateType: string;
  readonly bytes: Uint8Array;
}

/** The statement that `cosign sign` v3 makes of a manifest, byte for byte but for the order of fields. */
export function cosignStatement(digest: Digest): Statement {
  return statementOf({ digest: subjectDigest(digest), annotations: {} }, PredicateType.cosignSign, {});
}

/** A statement on a manifest of `repository`, which has neither tag nor digest in its name, as actions/attest has it. */
export function provenanceStatement(repository: string, digest: Digest, predicate: object): Statement {
  const subject = { name: repository, digest: subjectDigest(digest) };
  return statementOf(subject, PredicateType.slsaProvenance, predicate);
}

function subjectDigest(digest: Digest): { readonly sha256: string } {
  return { sha256: digest.slice("sha256:".length) };
}

function statementOf(subject: object, predicateType: string, predicate: object): Statement {
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    subject: [subject],
    predicateType,
    predicate,
  };
  return { predicateType, bytes: Buffer.from(JSON.stringify(statement)) };
}

/** What a DSSE signature is made over: the pre-authentication encoding (DSSE v1.0.2 protocol.md § Signature Definition). */
export function preAuthenticationEncoding(payloadType: string, payload: Uint8Array): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} `;
  return Buffer.concat([Buffer.from(head), payload]);
}

/** SHA-256 as raw bytes. */
export function sha256(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}
