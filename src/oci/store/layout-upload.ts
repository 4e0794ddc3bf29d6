import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { PublishError } from "../../errors.ts";
import { type ContentDigest, matchesDigest, splitDigest } from "./content-digest.ts";
import type { Upload } from "./store.ts";

const unfinished = ".unfinished-";

/** Whether a file in a layout's directory is one whose writer has not finished, or was killed. */
export function isUnfinished(name: string): boolean {
  return name.startsWith(unfinished);
}

/** Where a layout keeps a blob, image-spec v1.1.1 § Blobs. */
export function blobPath(layout: string, digest: ContentDigest): string {
  const { algorithm, hex } = splitDigest(digest);
  return path.join(layout, "blobs", algorithm, hex);
}

/** Writes a file so that whoever looks sees the old one or the new one, whole, even if this process is killed. */
export async function writeAtomically(layout: string, file: string, text: string): Promise<void> {
  const temporary = unfinishedFile(layout);
  await writeFile(temporary, text);
  await rename(temporary, file);
}

/** Starts a blob of a layout: its bytes stream to a temporary file, which becomes the blob once they match. */
export async function startLayoutUpload(layout: string): Promise<Upload> {
  const temporary = unfinishedFile(layout);
  const handle = await open(temporary, "wx");
  const sha256 = createHash("sha256");
  let size = 0;
  const abort = async (): Promise<void> => {
    await handle.close();
    await rm(temporary, { force: true });
  };
  return {
    get size() {
      return size;
    },
    write: async (piece) => {
      // writeFile on a handle continues where the last write ended and never writes a part only.
      await handle.writeFile(piece);
      sha256.update(piece);
      size += piece.length;
    },
    commit: async (digest) => {
      await handle.close();
      const { algorithm, hex } = splitDigest(digest);
      const matches =
        algorithm === "sha256"
          ? sha256.digest("hex") === hex
          : await matchesDigest(digest, createReadStream(temporary));
      if (!matches) {
        await rm(temporary, { force: true });
        throw new PublishError("INTEGRITY", `Could not store ${digest}: the bytes do not match it.`);
      }
      const file = blobPath(layout, digest);
      await mkdir(path.dirname(file), { recursive: true });
      await rename(temporary, file);
    },
    abort,
  };
}

/** Inside the layout, so that a rename never crosses file systems. */
function unfinishedFile(layout: string): string {
  return path.join(layout, `${unfinished}${randomUUID()}`);
}
