import { explain } from "./faults.ts";
import type { Proof, Verification } from "./verification.ts";
import { timeOf } from "./verification-lines.ts";
import { safeJson } from "./visible.ts";

/** One chart in the `charts` output and in `--json`. What is not verified is `null`: there is nothing to go by. */
export interface VerificationJson {
  readonly ref: string;
  readonly status: Verification["status"];
  readonly name: string | null;
  readonly version: string | null;
  readonly digest: string | null;
  readonly digestRef: string | null;
  readonly chartDigest: string | null;
  readonly proofs: readonly ProofJson[];
  readonly error: string | null;
}

/** Unknown values are `null`, and what a kind does not have is left out. */
type ProofJson = Readonly<Record<string, string | null>>;

/** The document that `--json` prints. */
export function verificationsJson(verifications: readonly Verification[]): string {
  return `${safeJson({ charts: verifications.map(verificationJson) }, 2)}\n`;
}

/** The verification as the public JSON shape, keys in the documented order. */
export function verificationJson(verification: Verification): VerificationJson {
  const { path: ref, status } = verification;
  if (verification.status === "failed") {
    const nothing = { name: null, version: null, digest: null, digestRef: null, chartDigest: null };
    return { ref, status, ...nothing, proofs: [], error: explain(verification.error) };
  }
  const { name, version, digest, chartDigest, proofs } = verification;
  const digestRef = digestRefOf(verification) ?? null;
  return {
    ref,
    status,
    name,
    version,
    digest,
    digestRef,
    chartDigest,
    proofs: proofs.map(proofJson),
    error: null,
  };
}

/** `ghcr.io/acme/charts/web@sha256:…` of a chart that is verified. */
export function digestRefOf(verification: Verification): string | undefined {
  return verification.status === "failed" ? undefined : `${verification.repository}@${verification.digest}`;
}

function proofJson(proof: Proof): ProofJson {
  const signedAt = proof.signedAt === undefined ? null : timeOf(proof.signedAt);
  if (proof.kind === "pgp")
    return { kind: proof.kind, fingerprint: proof.fingerprint, userId: proof.userId ?? null, signedAt };
  const { kind, signer, logIndex = null, source } = proof;
  return {
    kind,
    identity: signer.kind === "key" ? null : signer.identity,
    issuer: signer.kind === "key" ? null : signer.issuer,
    signedAt,
    logIndex,
    source,
    ...(proof.kind === "slsa" && { builder: proof.builder, repository: proof.repository ?? null }),
  };
}
