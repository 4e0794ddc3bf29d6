import { type CertifiedKey, publicKeyDer } from "./certified-key.ts";
import { type AskService, endpointUrl, recordIn, unexpected } from "./service-client.ts";

const doing = "enter the signature in the transparency log";

/**
 * Has version 2 of Rekor enter a signature over bytes of this SHA-256 (rekor-tiles v2.0 `CreateEntry`). It answers when
 * the entry is in a checkpoint, with what bundles hold. `hashedRekordRequestV002` is the one request it takes; for DSSE
 * the bytes are those that the envelope's signature is made over. Throws SIGNING.
 */
export async function enterV2(
  base: URL,
  key: CertifiedKey,
  signed: { readonly sha256: Buffer; readonly signature: Buffer },
  ask: AskService,
  signal: AbortSignal,
): Promise<object> {
  const url = endpointUrl(base, "api/v2/log/entries");
  const verifier = key.certificate
    ? { x509Certificate: { rawBytes: key.certificate.der.toString("base64") } }
    : { publicKey: { rawBytes: publicKeyDer(key).toString("base64") } };
  const hashedRekordRequestV002 = {
    digest: signed.sha256.toString("base64"),
    signature: {
      content: signed.signature.toString("base64"),
      verifier: { ...verifier, keyDetails: "PKIX_ECDSA_P256_SHA_256" },
    },
  };
  const answer = await ask({ doing, method: "POST", url, body: { hashedRekordRequestV002 } }, signal);
  const entry = recordIn(answer, doing);
  if (typeof entry["canonicalizedBody"] !== "string" || entry["inclusionProof"] === undefined) {
    throw unexpected(doing, url, "the answer is no log entry");
  }
  return entry;
}
