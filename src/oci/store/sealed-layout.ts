import { lstat, readFile } from "node:fs/promises";
import path from "node:path";
import { digestOf, isDigest } from "../../digest.ts";
import { messageOf, PublishError } from "../../errors.ts";
import { MediaType } from "../descriptor.ts";
import type { Registry } from "../registry.ts";
import { parseIndex } from "./layout-index.ts";
import { blobPath } from "./layout-upload.ts";
import { maxManifestBytes } from "./repositories.ts";
import { storedName } from "./store-registry.ts";

/** An index of some ten thousand manifests. */
const maxIndexBytes = 16 * 1024 * 1024;
/** No chart archive that Helm loads is larger. */
const maxBlobBytes = 100 * 1024 * 1024;

/**
 * Opens an OCI image layout that came from elsewhere, to read it: plain files within plain directories, no larger than
 * they may be, each checked against its digest. Throws INTEGRITY for what is not so, naming the file, when it is read.
 */
export async function openSealedLayout(
  directory: string,
): Promise<Pick<Registry, "resolve" | "fetchManifest" | "fetchBlob">> {
  for (const folder of ["", "blobs", "blobs/sha256"]) await checkDirectory(path.join(directory, folder));
  const indexFile = path.join(directory, "index.json");
  const index = (await readSealedFile(indexFile, maxIndexBytes)).toString("utf8");
  const { entries } = parseIndex(index, indexFile, "layout");
  return {
    async resolve(repository, tag) {
      const name = storedName(repository);
      const found = entries.find((entry) => entry.repository === name && entry.tag === tag)?.descriptor;
      return found && isDigest(found.digest) ? { ...found, digest: found.digest } : undefined;
    },
    async fetchManifest(_, digest) {
      const bytes = await readBlob(directory, digest, maxManifestBytes);
      const descriptor = { mediaType: MediaType.imageManifest, digest: digestOf(bytes), size: bytes.length };
      return { descriptor, bytes };
    },
    fetchBlob: (_, { digest, size }) => readBlob(directory, digest, Math.min(size, maxBlobBytes)),
  };
}

async function readBlob(directory: string, digest: string, maxBytes: number): Promise<Buffer> {
  if (!isDigest(digest)) throw unusable(directory, `${JSON.stringify(digest)} is no digest of a blob`);
  const file = blobPath(directory, digest);
  const bytes = await readSealedFile(file, maxBytes);
  const actual = digestOf(bytes);
  if (actual === digest) return bytes;
  throw unusable(file, `its content has the digest ${actual}, not ${digest}`);
}

/** Reads a plain file of at most `maxBytes`. Throws INTEGRITY where it is none. */
export async function readSealedFile(file: string, maxBytes: number): Promise<Buffer> {
  const stats = await lstat(file).catch((cause: unknown) => {
    throw unusable(file, messageOf(cause), cause);
  });
  if (stats.isSymbolicLink()) throw unusable(file, "it is a symbolic link");
  if (!stats.isFile()) throw unusable(file, "it is no plain file");
  if (stats.size > maxBytes) throw unusable(file, `it has ${stats.size} bytes, and may have ${maxBytes}`);
  return readFile(file);
}

async function checkDirectory(directory: string): Promise<void> {
  const stats = await lstat(directory).catch((cause: unknown) => {
    throw unusable(directory, messageOf(cause), cause);
  });
  if (stats.isSymbolicLink()) throw unusable(directory, "it is a symbolic link");
  if (!stats.isDirectory()) throw unusable(directory, "it is no directory");
}

function unusable(file: string, why: string, cause?: unknown): PublishError {
  return new PublishError("INTEGRITY", `Could not use ${file}: ${why}.`, { cause });
}
