import { Readable } from "node:stream";
import { PublishError } from "../../errors.ts";
import { type ContentDigest, matchesDigest } from "./content-digest.ts";
import { type Entry, type Store, sortEntries, type Upload } from "./store.ts";

/** A store that lives as long as the process: for tests, trials and the embedded registry. */
export function createMemoryStore(): Store {
  const blobs = new Map<ContentDigest, Buffer>();
  let entries: readonly Entry[] = [];
  return {
    entries: async () => entries,
    update: async (change) => {
      entries = sortEntries(change(entries));
    },
    blobSize: async (digest) => blobs.get(digest)?.length,
    openBlob: (digest, range) => {
      const bytes = blobs.get(digest) ?? Buffer.alloc(0);
      return Readable.from([range === undefined ? bytes : bytes.subarray(range.start, range.end + 1)]);
    },
    startUpload: async () => startUpload(blobs),
    deleteBlob: async (digest) => {
      blobs.delete(digest);
    },
    sweep: async (keep) => {
      for (const digest of blobs.keys()) if (!keep.has(digest)) blobs.delete(digest);
    },
  };
}

function startUpload(blobs: Map<ContentDigest, Buffer>): Upload {
  let pieces: Uint8Array[] = [];
  let size = 0;
  return {
    get size() {
      return size;
    },
    write: async (piece) => {
      pieces.push(piece);
      size += piece.length;
    },
    commit: async (digest) => {
      const bytes = Buffer.concat(pieces);
      pieces = [];
      if (!(await matchesDigest(digest, [bytes]))) {
        throw new PublishError("INTEGRITY", `Could not store ${digest}: the bytes do not match it.`);
      }
      blobs.set(digest, bytes);
    },
    abort: async () => {
      pieces = [];
    },
  };
}
