import { type CertifiedKey, keyHint } from "./certified-key.ts";

/** Version 0.3 of Sigstore's bundle: the oldest that cosign v3 reads from a registry. */
export const bundleMediaType = "application/vnd.dev.sigstore.bundle.v0.3+json";

/** A DSSE envelope with one signature (DSSE v1.0.2 envelope.md), as JSON. */
export interface Envelope {
  /** Base64. */
  readonly payload: string;
  readonly payloadType: string;
  readonly signatures: readonly [{ readonly sig: string }];
}

/** Who else has seen a signature, and when. */
export interface Witnesses {
  /** Entries of transparency logs, as bundles have them. */
  readonly logEntries: readonly object[];
  /** Answers of timestamp authorities, in DER. */
  readonly timestamps: readonly Uint8Array[];
}

/** Everything a verifier needs besides its trusted root (protobuf-specs v0.5.0 sigstore_bundle.proto), as JSON. */
export function encodeBundle(key: CertifiedKey, dsseEnvelope: Envelope, witnesses: Witnesses): Buffer {
  const { logEntries, timestamps } = witnesses;
  const verificationMaterial = {
    ...(key.certificate
      ? { certificate: { rawBytes: key.certificate.der.toString("base64") } }
      : { publicKey: { hint: keyHint(key) } }),
    ...(logEntries.length > 0 && { tlogEntries: logEntries }),
    ...(timestamps.length > 0 && {
      timestampVerificationData: {
        rfc3161Timestamps: timestamps.map((answer) => ({
          signedTimestamp: Buffer.from(answer).toString("base64"),
        })),
      },
    }),
  };
  return Buffer.from(JSON.stringify({ mediaType: bundleMediaType, verificationMaterial, dsseEnvelope }));
}
