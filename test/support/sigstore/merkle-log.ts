import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";

/** Where an entry stands in a log, and what proves it. */
export interface Inclusion {
  readonly index: number;
  readonly size: number;
  readonly root: Buffer;
  /** From the leaf's sibling up. */
  readonly hashes: readonly Buffer[];
  /** The signed note over size and root. */
  readonly checkpoint: string;
}

/** A log that grows only, as RFC 6962 § 2 hashes it, and the key that it signs with. */
export interface MerkleLog {
  readonly publicKey: Buffer;
  /** SHA-256 of the public key, as the logs of Sigstore are known by. */
  readonly id: Buffer;
  readonly bodies: readonly Buffer[];
  append(body: Buffer): number;
  prove(index: number): Inclusion;
  sign(text: string): Buffer;
}

/** `origin` is the first line of a checkpoint, `name` stands before its signature. */
export function createMerkleLog(origin: string, name: string): MerkleLog {
  const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const publicKey = keys.publicKey.export({ format: "der", type: "spki" });
  const id = createHash("sha256").update(publicKey).digest();
  const bodies: Buffer[] = [];
  const signText = (text: string): Buffer => signWith(keys.privateKey, text);
  return {
    publicKey,
    id,
    bodies,
    sign: signText,
    append: (body) => bodies.push(body) - 1,
    prove(index) {
      const leaves = bodies.map(leafHash);
      const root = rootOf(leaves);
      const note = `${origin}\n${leaves.length}\n${root.toString("base64")}\n`;
      const signature = Buffer.concat([id.subarray(0, 4), signText(note)]).toString("base64");
      const checkpoint = `${note}\n\u2014 ${name} ${signature}\n`;
      return { index, size: leaves.length, root, hashes: pathTo(index, leaves), checkpoint };
    },
  };
}

/** What an entry is known by in its tree: RFC 6962 § 2.1. */
export function leafHash(body: Buffer): Buffer {
  return sha256(Buffer.of(0), body);
}

function rootOf(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (only !== undefined && leaves.length === 1) return only;
  const split = splitOf(leaves.length);
  return sha256(Buffer.of(1), rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}

function pathTo(index: number, leaves: readonly Buffer[]): Buffer[] {
  if (leaves.length <= 1) return [];
  const split = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return index < split
    ? [...pathTo(index, left), rootOf(right)]
    : [...pathTo(index - split, right), rootOf(left)];
}

/** The largest power of two below `size`. */
function splitOf(size: number): number {
  return 2 ** Math.floor(Math.log2(size - 1));
}

function sha256(...parts: readonly Buffer[]): Buffer {
  return createHash("sha256").update(Buffer.concat(parts)).digest();
}

function signWith(key: KeyObject, text: string): Buffer {
  return sign("sha256", Buffer.from(text), key);
}
