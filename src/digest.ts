import { createHash } from "node:crypto";

/** A content digest as the OCI image specification writes it; this project writes SHA-256 only. */
export type Digest = `sha256:${string}`;

/** The SHA-256 digest of `bytes`: `sha256:` and 64 lower-case hexadecimal digits. */
export function digestOf(bytes: Uint8Array | string): Digest {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** Whether `text` is a well-formed SHA-256 digest (image-spec v1.1.1 § Descriptor, Digests). */
export function isDigest(text: string): text is Digest {
  return /^sha256:[0-9a-f]{64}$/.test(text);
}
