import { type KeyObject, verify } from "node:crypto";

/** What a log says of itself: a tree of so many leaves has this root. */
export interface Checkpoint {
  readonly size: number;
  readonly root: Buffer;
  /** Whether the log with this id and key signed it. */
  isSignedBy(logId: Buffer, publicKey: KeyObject): boolean;
}

/**
 * Reads a checkpoint: a signed note (C2SP signed-note v1.0.0) of origin, size, and root, each on a line (C2SP
 * tlog-checkpoint v1.0.0). `undefined` where the text is none.
 */
export function readCheckpoint(text: string): Checkpoint | undefined {
  const end = text.indexOf("\n\n");
  if (end < 0) return undefined;
  const note = text.slice(0, end + 1);
  const [origin = "", size = "", root = ""] = note.split("\n");
  const signatures = signaturesIn(text.slice(end + 2));
  if (origin === "" || !/^(0|[1-9]\d{0,15})$/.test(size) || !/^[A-Za-z0-9+/]{43}=$/.test(root))
    return undefined;
  return {
    size: Number(size),
    root: Buffer.from(root, "base64"),
    isSignedBy: (logId, publicKey) =>
      signatures
        .filter(({ keyHint }) => keyHint.equals(logId.subarray(0, 4)))
        .some(({ signature }) => isSignatureOf(note, publicKey, signature)),
  };
}

interface NoteSignature {
  /** How the log's id begins; other keys, those of witnesses, may have signed too. */
  readonly keyHint: Buffer;
  readonly signature: Buffer;
}

function signaturesIn(lines: string): NoteSignature[] {
  return [...lines.matchAll(/^— \S+ ([A-Za-z0-9+/]+={0,2})$/gm)].map(([, base64 = ""]) => {
    const bytes = Buffer.from(base64, "base64");
    return { keyHint: bytes.subarray(0, 4), signature: bytes.subarray(4) };
  });
}

/** Whether a log's key made the signature: ECDSA over SHA-256, or Ed25519. */
export function isSignatureOf(text: string, publicKey: KeyObject, signature: Buffer): boolean {
  const algorithm = publicKey.asymmetricKeyType === "ed25519" ? null : "sha256";
  return verify(algorithm, Buffer.from(text), publicKey, signature);
}
