import { createHash, X509Certificate } from "node:crypto";
import { messageOf } from "../../errors.ts";
import { PredicateType } from "./statement.ts";
import { shown } from "./statement-check.ts";
import { type Expected, refused, type VerifiedSignature } from "./verify-bundle.ts";
import { Refusal, verifyMaterial } from "./verify-material.ts";

/** A signature in the form of cosign v2: a payload, and all the rest in annotations. */
export interface SimpleSignature {
  readonly payload: Uint8Array;
  readonly annotations: Readonly<Record<string, string>>;
}

const annotation = {
  signature: "dev.cosignproject.cosign/signature",
  certificate: "dev.sigstore.cosign/certificate",
  bundle: "dev.sigstore.cosign/bundle",
  timestamp: "dev.sigstore.cosign/rfc3161timestamp",
};

/**
 * Verifies a signature in the form of cosign v2 (cosign v2.4 specs/SIGNATURE_SPEC.md), which the log has promised to
 * hold instead of proving it. Throws SIGNATURE_INVALID with every reason.
 */
export async function verifySimpleSigning(
  signature: SimpleSignature,
  expected: Expected,
): Promise<VerifiedSignature> {
  const { digest, policy } = expected;
  try {
    // A signature of that form has no predicate; it says what this one says.
    if (policy.predicateType !== PredicateType.cosignSign)
      throw new Refusal([`it is a signature, and no statement of type ${shown(policy.predicateType)}`]);
    const { bundleFromJSON } = await import("@sigstore/bundle");
    const json = readAsBundle(signature);
    const facts = await verifyMaterial(bundleFromJSON(json), { ...expected, artifact: signature.payload });
    const problems = payloadProblems(signature.payload, digest);
    if (problems.length > 0) throw new Refusal(problems);
    return { ...facts, predicateType: PredicateType.cosignSign, predicate: {} };
  } catch (error) {
    throw refused(digest, unreadable(error));
  }
}

function unreadable(error: unknown): unknown {
  const isOurs = error instanceof Refusal || !(error instanceof Error);
  return isOurs ? error : new Refusal([`it is no complete signature (${messageOf(error)})`], error);
}

/** The same as a bundle v0.1, which has promises as well. */
function readAsBundle({ payload, annotations }: SimpleSignature): object {
  const certificate = annotations[annotation.certificate];
  const bundle = annotations[annotation.bundle];
  const timestamp = annotations[annotation.timestamp];
  return {
    mediaType: "application/vnd.dev.sigstore.bundle+json;version=0.1",
    verificationMaterial: {
      ...(certificate === undefined
        ? { publicKey: { hint: "" } }
        : { x509CertificateChain: { certificates: [{ rawBytes: derOf(certificate) }] } }),
      tlogEntries: bundle === undefined ? [] : [readEntry(bundle)],
      ...(timestamp !== undefined && {
        timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: readTimestamp(timestamp) }] },
      }),
    },
    messageSignature: {
      messageDigest: {
        algorithm: "SHA2_256",
        digest: createHash("sha256").update(payload).digest("base64"),
      },
      signature: annotations[annotation.signature] ?? "",
    },
  };
}

function derOf(pem: string): string {
  return new X509Certificate(pem).raw.toString("base64");
}

function readEntry(text: string): object {
  // What of it is of another type than it should be the library finds out.
  const { SignedEntryTimestamp, Payload } = JSON.parse(text) as {
    SignedEntryTimestamp: unknown;
    Payload: { body: unknown; integratedTime: unknown; logIndex: unknown; logID: unknown };
  };
  const { kind, apiVersion } = JSON.parse(Buffer.from(String(Payload.body), "base64").toString()) as {
    kind: unknown;
    apiVersion: unknown;
  };
  return {
    logIndex: String(Payload.logIndex),
    logId: { keyId: Buffer.from(String(Payload.logID), "hex").toString("base64") },
    kindVersion: { kind, version: apiVersion },
    integratedTime: String(Payload.integratedTime),
    inclusionPromise: { signedEntryTimestamp: SignedEntryTimestamp },
    canonicalizedBody: Payload.body,
  };
}

function readTimestamp(text: string): unknown {
  return (JSON.parse(text) as { SignedRFC3161Timestamp: unknown }).SignedRFC3161Timestamp;
}

/** The repository's name that it has is not checked, as cosign does not: copies of a chart keep their signatures. */
function payloadProblems(payload: Uint8Array, digest: string): string[] {
  const { critical } = JSON.parse(Buffer.from(payload).toString()) as {
    critical?: { type?: unknown; image?: { "docker-manifest-digest"?: unknown } };
  };
  const type = "cosign container image signature";
  const signed = critical?.image?.["docker-manifest-digest"];
  return [
    ...(critical?.type === type ? [] : [`what it signs is ${shown(critical?.type)} and no ${type}`]),
    ...(signed === digest ? [] : [`it is about ${shown(signed)}`]),
  ];
}
