import { createPublicKey, verify, X509Certificate } from "node:crypto";
import type { Artifact, Blob } from "../../artifact/artifact.ts";
import { type Digest, digestOf } from "../../digest.ts";
import { type Descriptor, MediaType } from "../../oci/descriptor.ts";
import type { CertifiedKey } from "./certified-key.ts";
import type { DetachedSignature } from "./signer.ts";

const layerType = "application/vnd.dev.cosign.simplesigning.v1+json";
const configType = "application/vnd.oci.image.config.v1+json";

/** The tag under which cosign 2 keeps the signatures of a manifest (cosign v2.4 specs/SIGNATURE_SPEC.md). */
export function signatureTag(digest: Digest): string {
  return `${digest.replace(":", "-")}.sig`;
}

/** What cosign 2 signs: the manifest's digest, and the repository without tag. */
export function simpleSigningPayload(repository: string, digest: Digest): Buffer {
  const critical = {
    identity: { "docker-reference": repository },
    image: { "docker-manifest-digest": digest },
    type: "cosign container image signature",
  };
  return Buffer.from(JSON.stringify({ critical, optional: null }));
}

/** A signature as a layer: the payload, and in annotations all the rest. */
export function signatureLayer(payload: Uint8Array, signed: DetachedSignature): Blob {
  const { certificate } = signed.key;
  const [entry] = signed.logEntries;
  const [timestamp] = signed.timestamps;
  const annotations = {
    "dev.cosignproject.cosign/signature": signed.signature.toString("base64"),
    ...(certificate && {
      "dev.sigstore.cosign/certificate": certificate.pem,
      "dev.sigstore.cosign/chain": certificate.chainPem,
    }),
    ...(entry && {
      "dev.sigstore.cosign/bundle": JSON.stringify({
        SignedEntryTimestamp: entry.signedEntryTimestamp,
        Payload: {
          body: entry.body,
          integratedTime: entry.integratedTime,
          logIndex: entry.logIndex,
          logID: entry.logId,
        },
      }),
    }),
    ...(timestamp && {
      "dev.sigstore.cosign/rfc3161timestamp": JSON.stringify({
        SignedRFC3161Timestamp: Buffer.from(timestamp).toString("base64"),
      }),
    }),
  };
  const { descriptor } = blobOf(layerType, payload);
  return { descriptor: { ...descriptor, annotations }, bytes: payload };
}

/** The image that holds `others`, the signatures that the tag has already, and one more. */
export function signatureImage(others: readonly Descriptor[], added: Blob): Artifact {
  const layers = [...others, added.descriptor];
  // What cosign writes where an image has nothing to say.
  const created = "0001-01-01T00:00:00Z";
  const config = blobOf(
    configType,
    Buffer.from(
      JSON.stringify({
        architecture: "",
        created,
        history: layers.map(() => ({ created })),
        os: "",
        rootfs: { type: "layers", diff_ids: layers.map(({ digest }) => digest) },
        config: {},
      }),
    ),
  );
  const mediaType = MediaType.imageManifest;
  const json = { schemaVersion: 2, mediaType, config: config.descriptor, layers };
  const manifest = blobOf(mediaType, Buffer.from(JSON.stringify(json)));
  return { manifest, blobs: [config, added] };
}

function blobOf(mediaType: string, bytes: Uint8Array): Blob {
  return { descriptor: { mediaType, digest: digestOf(bytes), size: bytes.length }, bytes };
}

/**
 * Whether a layer holds a signature of `payload` that this key has made, or another key whose certificate is for the
 * same identity. It says so of itself: enough to add no second one, not to trust it.
 */
export function isSignatureOf(layer: Descriptor, payload: Uint8Array, key: CertifiedKey): boolean {
  if (layer.mediaType !== layerType || layer.digest !== digestOf(payload)) return false;
  const signature = Buffer.from(layer.annotations?.["dev.cosignproject.cosign/signature"] ?? "", "base64");
  const pem = layer.annotations?.["dev.sigstore.cosign/certificate"];
  try {
    if (key.certificate === undefined) {
      return pem === undefined && verify("sha256", payload, createPublicKey(key.privateKey), signature);
    }
    const theirs = new X509Certificate(pem ?? "");
    const ours = new X509Certificate(key.certificate.der);
    const isSameIdentity = theirs.subjectAltName === ours.subjectAltName && theirs.issuer === ours.issuer;
    return isSameIdentity && verify("sha256", payload, theirs.publicKey, signature);
  } catch {
    return false; // no certificate, or no signature
  }
}
