import type { Readable } from "node:stream";
import { PublishError } from "../../errors.ts";
import { type ContentDigest, matchesDigest } from "./content-digest.ts";

/** A manifest as a store lists it: a content descriptor, with whatever other fields its writer gave it. */
export interface StoredDescriptor {
  readonly mediaType: string;
  readonly digest: ContentDigest;
  /** In bytes. */
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** One tag of a repository, or a manifest of it that has none. A manifest with two tags has two entries. */
export interface Entry {
  readonly repository: string;
  readonly tag?: string;
  readonly descriptor: StoredDescriptor;
}

/** The first and the last byte wanted, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** A blob on its way into a store. Nothing shows before `commit`. */
export interface Upload {
  /** Bytes received so far. */
  readonly size: number;
  /** Takes one piece; the caller waits for it before sending the next. */
  write(piece: Uint8Array): Promise<void>;
  /** Checks the bytes against `digest` and keeps them; otherwise drops them and throws INTEGRITY. */
  commit(digest: ContentDigest): Promise<void>;
  /** Drops the bytes. */
  abort(): Promise<void>;
}

/**
 * Content-addressed blobs, and the list of manifests that gives them names: exactly what an OCI image layout holds.
 * Blobs are shared by all repositories; a manifest is a blob too.
 */
export interface Store {
  /** Every entry, sorted by repository, then tag; those without a tag come last. */
  entries(): Promise<readonly Entry[]>;
  /** Replaces the entries by what `change` makes of them, all or nothing; changes run one after another. */
  update(change: (entries: readonly Entry[]) => readonly Entry[]): Promise<void>;
  /** The size of a blob in bytes; `undefined` where it is not there. */
  blobSize(digest: ContentDigest): Promise<number | undefined>;
  /** The bytes of a blob that is there, or a part of them. */
  openBlob(digest: ContentDigest, range?: ByteRange): Readable;
  startUpload(): Promise<Upload>;
  /** Does nothing where the blob is not there. */
  deleteBlob(digest: ContentDigest): Promise<void>;
  /** Deletes every blob that is not in `keep`, and whatever uploads left unfinished; nothing may be under way. */
  sweep(keep: ReadonlySet<ContentDigest>): Promise<void>;
}

/** Stores `bytes` under `digest` unless they are there already; throws INTEGRITY where they do not match it. */
export async function writeBlob(store: Store, digest: ContentDigest, bytes: Uint8Array): Promise<void> {
  if ((await store.blobSize(digest)) === bytes.length && (await matchesDigest(digest, [bytes]))) return;
  const upload = await store.startUpload();
  try {
    await upload.write(bytes);
    await upload.commit(digest);
  } catch (error) {
    await upload.abort();
    throw error;
  }
}

/**
 * The whole of a blob, checked against its digest; `undefined` where it is not there. Throws INTEGRITY where the store
 * holds something else, or more than `maxBytes`.
 */
export async function readBlob(
  store: Store,
  digest: ContentDigest,
  maxBytes: number,
): Promise<Buffer | undefined> {
  const size = await store.blobSize(digest);
  if (size === undefined) return undefined;
  if (size > maxBytes) {
    throw new PublishError("INTEGRITY", `Could not read ${digest}: it has ${size} bytes, over ${maxBytes}.`);
  }
  const pieces: Uint8Array[] = await store.openBlob(digest).toArray();
  if (!(await matchesDigest(digest, pieces))) {
    throw new PublishError("INTEGRITY", `Could not read ${digest}: the stored bytes do not match it.`, {
      hint: "The store is damaged: remove that blob and fetch or save it again.",
    });
  }
  return Buffer.concat(pieces);
}

/** Sorts entries the way stores keep them. */
export function sortEntries(entries: readonly Entry[]): Entry[] {
  return [...entries].sort(
    (a, b) =>
      order(a.repository, b.repository) ||
      Number(a.tag === undefined) - Number(b.tag === undefined) ||
      order(a.tag ?? a.descriptor.digest, b.tag ?? b.descriptor.digest),
  );
}

/** Orders tags without regard to case (distribution-spec v1.1.1 § Listing Tags), and otherwise as their bytes are. */
export function compareTags(a: string, b: string): number {
  return order(a.toLowerCase(), b.toLowerCase()) || order(a, b);
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
