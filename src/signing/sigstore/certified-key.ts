import { createPublicKey, type KeyObject, sign } from "node:crypto";
import { sha256 } from "./statement.ts";

/** A certificate that says whose key it is, in DER, and those that vouch for it, as PEM. */
export interface Certificate {
  readonly der: Buffer;
  readonly pem: string;
  readonly chainPem: string;
}

/** An ECDSA P-256 key, and, unless verifiers know the key itself, the certificate for it. */
export interface CertifiedKey {
  readonly privateKey: KeyObject;
  readonly certificate?: Certificate;
}

/** Signs bytes by ECDSA with SHA-256; the signature is in DER. */
export function signBytes({ privateKey }: CertifiedKey, bytes: Uint8Array): Buffer {
  return sign("sha256", bytes, privateKey);
}

/** The public key in SubjectPublicKeyInfo form (RFC 5480). */
export function publicKeyDer({ privateKey }: CertifiedKey): Buffer {
  return createPublicKey(privateKey).export({ type: "spki", format: "der" });
}

/** What a log is told the signature verifies with: the certificate or the public key, as PEM. */
export function verifierPem(key: CertifiedKey): string {
  return (
    key.certificate?.pem ?? createPublicKey(key.privateKey).export({ type: "spki", format: "pem" }).toString()
  );
}

/** What cosign calls a public key in a bundle; verifiers bring the key themselves. */
export function keyHint(key: CertifiedKey): string {
  return sha256(publicKeyDer(key)).toString("base64");
}
