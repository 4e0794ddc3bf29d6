import { createReadStream } from "node:fs";
import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { messageOf, PublishError } from "../../errors.ts";
import { type ContentDigest, isContentDigest } from "./content-digest.ts";
import { formatIndex, type LayoutIndex, parseIndex } from "./layout-index.ts";
import { blobPath, isUnfinished, startLayoutUpload, writeAtomically } from "./layout-upload.ts";
import { type Store, sortEntries } from "./store.ts";

/** How a layout is read. */
export interface LayoutOptions {
  /** The repository of manifests that their writer named by a bare tag or not at all. Default `layout`. */
  readonly defaultRepository?: string;
}

/**
 * Opens an OCI image layout (image-spec v1.1.1 § OCI Image Layout) as a store. A directory that is absent or empty is a
 * layout without content, and nothing is written before the first change; one that holds something else is refused with
 * IO. A manifest's `org.opencontainers.image.ref.name` is `<repository>:<tag>`, or `<repository>@<digest>` where it has
 * no tag. A process killed at any moment leaves a readable layout, for the index is replaced last and in one step. One
 * process at a time may change a layout.
 */
export async function openLayout(directory: string, options: LayoutOptions = {}): Promise<Store> {
  const { defaultRepository = "layout" } = options;
  const indexFile = path.join(directory, "index.json");
  await checkLayout(directory);

  const readIndex = async (): Promise<LayoutIndex> => {
    const text = await readIfPresent(indexFile);
    return text === undefined ? { entries: [], rest: {} } : parseIndex(text, indexFile, defaultRepository);
  };
  let prepared: Promise<void> | undefined;
  const prepare = (): Promise<void> => {
    prepared ??= prepareLayout(directory);
    return prepared;
  };
  let last: Promise<unknown> = Promise.resolve();

  return {
    entries: async () => (await readIndex()).entries,
    update: (change) => {
      const next = last.then(async () => {
        await prepare();
        const { entries, rest } = await readIndex();
        const text = formatIndex({ entries: sortEntries(change(entries)), rest }, defaultRepository);
        await writeAtomically(directory, indexFile, text);
      });
      last = next.catch(() => undefined); // its caller hears of the failure; the next change starts afresh
      return next;
    },
    blobSize: async (digest) => (await statIfPresent(blobPath(directory, digest)))?.size,
    openBlob: (digest, range = { start: 0, end: Number.POSITIVE_INFINITY }) =>
      createReadStream(blobPath(directory, digest), range),
    startUpload: async () => {
      await prepare();
      return startLayoutUpload(directory);
    },
    deleteBlob: (digest) => rm(blobPath(directory, digest), { force: true }),
    sweep: async (keep) => {
      for (const digest of await listBlobs(directory)) {
        if (!keep.has(digest)) await rm(blobPath(directory, digest), { force: true });
      }
      for (const name of (await listDirectory(directory)).filter(isUnfinished)) {
        await rm(path.join(directory, name), { force: true });
      }
    },
  };
}

/** Refuses what is neither a layout nor a place for one. */
async function checkLayout(directory: string): Promise<void> {
  const names = await listDirectory(directory);
  const marker = await readIfPresent(path.join(directory, "oci-layout"));
  if (marker === undefined) {
    // A process killed while it made the layout leaves an unfinished marker and nothing else.
    const foreign = names.find((name) => !isUnfinished(name));
    if (foreign !== undefined) throw refused(directory, `it holds ${foreign} but no oci-layout file`);
  } else if (!/^1\./.test(layoutVersion(marker))) {
    throw refused(directory, "its oci-layout file does not name version 1");
  }
}

async function prepareLayout(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const marker = path.join(directory, "oci-layout");
  if ((await readIfPresent(marker)) === undefined) {
    await writeAtomically(directory, marker, `${JSON.stringify({ imageLayoutVersion: "1.0.0" })}\n`);
  }
  await mkdir(path.join(directory, "blobs", "sha256"), { recursive: true });
  const index = path.join(directory, "index.json");
  if ((await readIfPresent(index)) === undefined) {
    await writeAtomically(directory, index, formatIndex({ entries: [], rest: {} }, ""));
  }
}

function layoutVersion(marker: string): string {
  try {
    const value: unknown = JSON.parse(marker);
    return typeof value === "object" && value !== null && "imageLayoutVersion" in value
      ? String(value.imageLayoutVersion)
      : "";
  } catch {
    return ""; // no JSON, no version: refused by the caller
  }
}

async function listBlobs(directory: string): Promise<ContentDigest[]> {
  const found: ContentDigest[] = [];
  for (const algorithm of ["sha256", "sha512"]) {
    for (const hex of await listDirectory(path.join(directory, "blobs", algorithm))) {
      const digest = `${algorithm}:${hex}`;
      if (isContentDigest(digest)) found.push(digest);
    }
  }
  return found;
}

async function listDirectory(directory: string): Promise<string[]> {
  return (await ifPresent(() => readdir(directory), directory)) ?? [];
}

function readIfPresent(file: string): Promise<string | undefined> {
  return ifPresent(() => readFile(file, "utf8"), file);
}

function statIfPresent(file: string): Promise<{ size: number } | undefined> {
  return ifPresent(() => stat(file), file);
}

async function ifPresent<T>(read: () => Promise<T>, file: string): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw new PublishError("IO", `Could not read ${file}: ${messageOf(error)}`, {
      location: { file },
      cause: error,
    });
  }
}

function refused(directory: string, why: string): PublishError {
  return new PublishError("IO", `Could not use ${directory} as an OCI image layout: ${why}.`, {
    hint: "Name an empty or a new directory, or one that holds an image layout.",
  });
}
