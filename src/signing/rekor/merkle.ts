import { createHash } from "node:crypto";

/** Where a leaf stands in a tree of `size` leaves, counted from 0, and the hashes from its sibling's up. */
export interface InclusionPath {
  readonly index: number;
  readonly size: number;
  readonly hashes: readonly Buffer[];
}

/** The hash of a leaf (RFC 6962 § 2.1). */
export function leafHash(leaf: Uint8Array): Buffer {
  return sha256(Buffer.of(0), leaf);
}

/**
 * The root that a path leads to from the leaf with this hash (RFC 9162 § 2.1.3.2, where RFC 6962 has only the proof);
 * `undefined` where no tree of that size has such a path. Whoever asks compares it with a root that is trusted.
 */
export function rootOfPath(leaf: Buffer, { index, size, hashes }: InclusionPath): Buffer | undefined {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size)
    return undefined;
  let [node, last, root] = [index, size - 1, leaf];
  for (const hash of hashes) {
    if (last === 0 || hash.length !== leaf.length) return undefined;
    if (node % 2 === 1 || node === last) {
      root = sha256(Buffer.of(1), hash, root);
      // A node at the right edge without a sibling is its own parent.
      while (node % 2 === 0 && node > 0) [node, last] = [half(node), half(last)];
    } else root = sha256(Buffer.of(1), root, hash);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 ? root : undefined;
}

/** Shifting would cut what is over 32 bits. */
function half(value: number): number {
  return Math.floor(value / 2);
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}
