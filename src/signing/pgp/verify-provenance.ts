import type { CleartextMessage, Key, PartialConfig } from "openpgp";
import { messageOf, PublishError } from "../../errors.ts";
import {
  checkProvenance,
  clearSignedMessage,
  type ProvenanceSignature,
  parseSignedText,
  type SignedArchive,
} from "../provenance.ts";
import type { Keyring } from "./keyring.ts";

/** What a verification is told besides what it verifies. */
export interface VerifyOptions {
  /** Names the provenance file in messages. */
  readonly source: string;
  readonly now: Date;
}

/**
 * Verifies that a key of the ring signed the provenance file, was neither expired nor revoked then, and that the signed
 * text names this very archive. Keys that GnuPG and Helm 4 take are taken; SHA-1 signatures are not. Throws
 * PROVENANCE_INVALID, saying what is wrong.
 */
export async function verifyProvenance(
  bytes: Uint8Array,
  archive: SignedArchive,
  keyring: Keyring,
  { source, now }: VerifyOptions,
): Promise<ProvenanceSignature> {
  const doing = `Could not verify ${source} for ${archive.fileName}`;
  const message = await readMessage(bytes, source, doing);
  const signature = await verifySignature(message, keyring, now, doing);
  // The text that was verified, not the bytes of the file, says what was signed.
  checkProvenance(parseSignedText(message.getText(), source), archive, doing);
  return signature;
}

async function readMessage(bytes: Uint8Array, source: string, doing: string): Promise<CleartextMessage> {
  const lines = clearSignedMessage(bytes, source);
  const { readCleartextMessage } = await import("openpgp");
  try {
    return await readCleartextMessage({ cleartextMessage: `${lines.join("\n")}\n` });
  } catch (cause) {
    throw invalid(`${doing}: the signature cannot be read (${messageOf(cause)})`, cause);
  }
}

async function verifySignature(
  message: CleartextMessage,
  keyring: Keyring,
  now: Date,
  doing: string,
): Promise<ProvenanceSignature> {
  const ids = message.getSigningKeyIDs();
  if (ids.length === 0) throw invalid(`${doing}: it holds no signature`);
  const signers = keyring.filter((key) => ids.some((id) => key.getKeys(id).length > 0));
  if (signers.length === 0) {
    const names = ids.map((id) => id.toHex().toUpperCase()).join(", ");
    throw invalid(`${doing}: it is signed by key ${names}, which the keyring does not hold`);
  }
  const reasons: string[] = [];
  for (const key of signers) {
    const found = await signatureOf(message, key, now, reasons);
    if (found !== undefined) return found;
  }
  throw invalid(`${doing}: ${reasons.join("; ")}`);
}

/** The first signature of `key` that holds; why not goes to `reasons`. */
async function signatureOf(
  message: CleartextMessage,
  key: Key,
  now: Date,
  reasons: string[],
): Promise<ProvenanceSignature | undefined> {
  const openpgp = await import("openpgp");
  const config: PartialConfig = {
    minRSABits: 1024,
    rejectPublicKeyAlgorithms: new Set(),
    rejectCurves: new Set(),
  };
  const { signatures } = await openpgp.verify({
    message,
    verificationKeys: key.toPublic(),
    date: now,
    config,
  });
  for (const { keyID, verified, signature } of signatures) {
    if (key.getKeys(keyID).length === 0) continue;
    try {
      await verified;
      const [packet] = (await signature).packets;
      const [userId] = key.getUserIDs();
      return {
        fingerprint: key.getFingerprint().toUpperCase(),
        ...(userId !== undefined && { userId }),
        time: packet?.created ?? now,
      };
    } catch (error) {
      reasons.push(reasonOf(error, key));
    }
  }
  return undefined;
}

function reasonOf(error: unknown, key: Key): string {
  const words = messageOf(error);
  const name = key.getFingerprint().toUpperCase();
  if (words === "Signed digest did not match") {
    return `the text is not what key ${name} signed: it was changed afterwards`;
  }
  return `the signature of key ${name} does not hold (${words})`;
}

function invalid(message: string, cause?: unknown): PublishError {
  return new PublishError("PROVENANCE_INVALID", `${message}.`, {
    hint: "Is this the chart you mean, and does the keyring hold its publisher's public key? If so, trust neither file and ask the publisher.",
    ...(cause === undefined ? {} : { cause }),
  });
}
