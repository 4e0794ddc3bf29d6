import { createCipheriv, createHash } from "node:crypto";

/** Bytes that look random and nothing compresses, the same for the same seed: a keystream of AES-256 in counter mode. */
export function keystream(seed: string, size: number): Buffer {
  const key = createHash("sha256").update(seed).digest();
  return createCipheriv("aes-256-ctr", key, Buffer.alloc(16)).update(Buffer.alloc(size));
}
