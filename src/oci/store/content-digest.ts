import { createHash } from "node:crypto";
import type { Digest } from "../../digest.ts";

/** A digest of content that others may have written: the algorithms image-spec v1.1.1 § Digests registers. */
export type ContentDigest = Digest | `sha512:${string}`;

/** Whether `text` is a well-formed digest of a registered algorithm. */
export function isContentDigest(text: string): text is ContentDigest {
  return /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/.test(text);
}

/** The algorithm and the hexadecimal part of a digest. */
export function splitDigest(digest: ContentDigest): { algorithm: "sha256" | "sha512"; hex: string } {
  const [algorithm, hex = ""] = digest.split(":");
  return { algorithm: algorithm === "sha512" ? "sha512" : "sha256", hex };
}

/** Whether `bytes`, whole or in pieces, are the content that `digest` names. */
export async function matchesDigest(
  digest: ContentDigest,
  bytes: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<boolean> {
  const { algorithm, hex } = splitDigest(digest);
  const hash = createHash(algorithm);
  for await (const piece of bytes) hash.update(piece);
  return hash.digest("hex") === hex;
}
