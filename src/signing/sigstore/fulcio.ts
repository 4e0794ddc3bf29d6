import { createPublicKey, generateKeyPairSync, sign, X509Certificate } from "node:crypto";
import { messageOf } from "../../errors.ts";
import type { Certificate, CertifiedKey } from "./certified-key.ts";
import { type IdentityToken, subjectOf } from "./identity-token.ts";
import { type AskService, endpointUrl, recordIn, unexpected } from "./service-client.ts";

const doing = "get a signing certificate";

/** A fresh key with the certificate that binds it to an identity. */
export interface IssuedKey extends CertifiedKey {
  readonly certificate: Certificate;
  /** How long the certificate is valid, in milliseconds. */
  readonly lifetimeMs: number;
}

/** Has Fulcio certify a fresh key (sigstore/fulcio v1.8 fulcio.proto, `CreateSigningCertificate`). Throws SIGNING. */
export async function requestCertificate(
  base: URL,
  identity: IdentityToken,
  ask: AskService,
  signal: AbortSignal,
): Promise<IssuedKey> {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const proof = sign("sha256", Buffer.from(subjectOf(identity)), privateKey);
  const url = endpointUrl(base, "api/v2/signingCert");
  const body = {
    credentials: { oidcIdentityToken: identity.token.reveal() },
    publicKeyRequest: {
      publicKey: { algorithm: "ECDSA", content: publicKey.export({ type: "spki", format: "pem" }) },
      proofOfPossession: proof.toString("base64"),
    },
  };
  const answer = await ask({ doing, method: "POST", url, body, hint: hintFor }, signal);
  const certificates = certificatesIn(recordIn(answer, doing));
  const [pem, ...chain] = certificates;
  if (pem === undefined) throw unexpected(doing, url, "the answer holds no certificate");
  const certificate = parse(pem, url);
  if (!certificate.publicKey.equals(createPublicKey(privateKey))) {
    throw unexpected(doing, url, "the certificate is for another key");
  }
  const lifetimeMs = Date.parse(certificate.validTo) - Date.parse(certificate.validFrom);
  return { privateKey, certificate: { der: certificate.raw, pem, chainPem: chain.join("") }, lifetimeMs };
}

function hintFor(status: number): string | undefined {
  if (status < 400 || status >= 500) return undefined;
  return "Is the identity token still valid, for the audience “sigstore”, and of an issuer that this instance knows?";
}

/** Leaf first, each ending in a line break. */
function certificatesIn(answer: Readonly<Record<string, unknown>>): string[] {
  const signed = answer["signedCertificateEmbeddedSct"] ?? answer["signedCertificateDetachedSct"];
  const chain = (signed as { readonly chain?: { readonly certificates?: unknown } } | undefined)?.chain;
  const certificates: unknown = chain?.certificates; // checked below, as everything that comes in
  if (!Array.isArray(certificates)) return [];
  return certificates.filter((pem) => typeof pem === "string").map((pem) => `${pem.trimEnd()}\n`);
}

function parse(pem: string, url: URL): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (error) {
    throw unexpected(doing, url, `the answer holds no certificate (${messageOf(error)})`);
  }
}
