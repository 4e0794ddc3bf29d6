import { scrypt } from "node:crypto";
import { promisify } from "node:util";
import { xsalsa20poly1305 } from "@noble/ciphers/salsa.js";
import type { Secret } from "../../secret.ts";
import { unusableKey, wrongPassword } from "./unusable-key.ts";

/** Of key derivation: eight times what cosign uses. The numbers come from the key's file. */
const maxMemoryBytes = 256 * 1024 * 1024;
const maxParallelization = 16;

/** The fields of cosign's encrypted key (go-securesystemslib v0.9.0 encrypted/encrypted.go). */
interface EncryptedKey {
  readonly N: number;
  readonly r: number;
  readonly p: number;
  readonly salt: Buffer;
  readonly nonce: Buffer;
  readonly ciphertext: Buffer;
}

/**
 * Decrypts the body of an `ENCRYPTED SIGSTORE PRIVATE KEY` (before cosign 2: `ENCRYPTED COSIGN PRIVATE KEY`): scrypt and
 * NaCl's secretbox. Gives PKCS#8 in DER. A key made without a password has an empty one. Throws USAGE.
 */
export async function decryptCosignKey(body: Uint8Array, password: Secret | undefined): Promise<Uint8Array> {
  const { N, r, p, salt, nonce, ciphertext } = parse(body);
  const memory = 128 * N * r;
  if (memory > maxMemoryBytes || p > maxParallelization) {
    throw damaged(`its scrypt parameters N=${N}, r=${r}, p=${p} would take too much memory or time`);
  }
  const derive = promisify<string, Buffer, number, object, Buffer>(scrypt);
  const text = password?.reveal() ?? "";
  const key = await derive(text, salt, 32, { N, r, p, maxmem: memory + 128 * r * p + 1024 * 1024 });
  try {
    return xsalsa20poly1305(key, nonce).decrypt(ciphertext);
  } catch {
    throw wrongPassword();
  }
}

function parse(body: Uint8Array): EncryptedKey {
  const json = jsonOf(body);
  const [kdf, cipher] = [recordOf(json["kdf"]), recordOf(json["cipher"])];
  if (kdf["name"] !== "scrypt" || cipher["name"] !== "nacl/secretbox") {
    throw damaged("it is not encrypted by scrypt and nacl/secretbox");
  }
  const params = recordOf(kdf["params"]);
  const [N, r, p] = [params["N"], params["r"], params["p"]];
  if (!isCount(N) || !isCount(r) || !isCount(p) || N < 2 || (N & (N - 1)) !== 0) {
    throw damaged("its scrypt parameters are none");
  }
  const [salt, nonce, ciphertext] = [kdf["salt"], cipher["nonce"], json["ciphertext"]].map(bytesOf);
  if (salt === undefined || nonce?.length !== 24 || ciphertext === undefined || ciphertext.length < 16) {
    throw damaged("salt, nonce or ciphertext is missing");
  }
  return { N, r, p, salt, nonce, ciphertext };
}

function jsonOf(body: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    return recordOf(JSON.parse(Buffer.from(body).toString("utf8")));
  } catch {
    throw damaged("what it encloses is no JSON");
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value > 0 && value < 2 ** 31;
}

function bytesOf(value: unknown): Buffer | undefined {
  return typeof value === "string" ? Buffer.from(value, "base64") : undefined;
}

function damaged(why: string): Error {
  return unusableKey(
    `it is damaged: ${why}`,
    "Give the whole of cosign.key, as cosign generate-key-pair wrote it.",
  );
}
