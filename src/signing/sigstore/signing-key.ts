import { createPrivateKey, type KeyObject } from "node:crypto";
import { messageOf } from "../../errors.ts";
import type { Secret } from "../../secret.ts";
import { decryptCosignKey } from "./cosign-key.ts";
import { unusableKey, wrongPassword } from "./unusable-key.ts";

const cosignLabels = ["ENCRYPTED COSIGN PRIVATE KEY", "ENCRYPTED SIGSTORE PRIVATE KEY"];

/**
 * Reads a private key: `cosign.key`, or PEM in PKCS#8, with or without a password; also as base64 of either. Throws
 * USAGE for a wrong password, and for any key but ECDSA P-256, which is the one kind that cosign, both versions of
 * Rekor and Node.js all sign and verify with.
 */
export async function readSigningKey(text: Secret, password: Secret | undefined): Promise<KeyObject> {
  const pem = pemOf(text.reveal());
  const label = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(pem)?.[1];
  if (label === undefined) {
    throw unusableKey(
      "it holds no private key in PEM form",
      "Give the whole of cosign.key, both lines of dashes included.",
    );
  }
  if (label.includes("PUBLIC KEY")) {
    throw unusableKey("it holds a public key", "Give the private key: cosign.key, not cosign.pub.");
  }
  const key = cosignLabels.includes(label)
    ? fromDer(await decryptCosignKey(bodyOf(pem), password))
    : fromPem(pem, label, password);
  refuseOtherKinds(key);
  return key;
}

/** Secret stores that keep no line breaks are given keys as base64. */
function pemOf(text: string): string {
  return text.includes("-----BEGIN ") ? text : Buffer.from(text, "base64").toString("utf8");
}

function bodyOf(pem: string): Buffer {
  const lines = pem.slice(pem.indexOf("-----BEGIN ")).split(/\r?\n/).slice(1);
  const end = lines.findIndex((line) => line.startsWith("-----END "));
  return Buffer.from(lines.slice(0, end < 0 ? undefined : end).join(""), "base64");
}

function fromDer(der: Uint8Array): KeyObject {
  try {
    return createPrivateKey({ key: Buffer.from(der), format: "der", type: "pkcs8" });
  } catch {
    // The parser's words may quote what it could not read.
    throw unusableKey("what it holds is no PKCS#8 key", "Make a new one with: cosign generate-key-pair");
  }
}

function fromPem(pem: string, label: string, password: Secret | undefined): KeyObject {
  const isEncrypted = label.startsWith("ENCRYPTED ");
  if (isEncrypted && password === undefined) {
    throw unusableKey("it is encrypted, and there is no cosign-password", "Set cosign-password.");
  }
  try {
    const passphrase = password?.reveal();
    return createPrivateKey({ key: pem, ...(passphrase !== undefined && { passphrase }) });
  } catch (error) {
    if (isEncrypted) throw wrongPassword();
    throw unusableKey(
      `it cannot be read as ${label} (${codeOf(error)})`,
      "Give a key in PKCS#8 form, or cosign.key.",
    );
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : messageOf(error);
}

function refuseOtherKinds(key: KeyObject): void {
  const { asymmetricKeyType: type = "unknown", asymmetricKeyDetails: details } = key;
  if (type === "ec" && details?.namedCurve === "prime256v1") return;
  const hint = "Make a P-256 key with: cosign generate-key-pair";
  if (type === "ed25519") {
    throw unusableKey(
      "it is an Ed25519 key: cosign verifies those by Ed25519ph, which Node.js cannot sign with",
      hint,
    );
  }
  const curve = details?.namedCurve === undefined ? "" : ` on the curve ${details.namedCurve}`;
  throw unusableKey(
    `it is a key of type ${type}${curve}, and only ECDSA P-256 is understood by every verifier`,
    hint,
  );
}
