import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** A temporary directory that goes when it is disposed of. */
export interface Scratch extends AsyncDisposable {
  /** Writes a file of that plain name; gives its absolute path. */
  write(name: string, bytes: Uint8Array): Promise<string>;
}

/** Makes one that other users cannot read. */
export async function openScratch(): Promise<Scratch> {
  const directory = await mkdtemp(path.join(tmpdir(), "helm-oci-publish-"));
  return {
    async write(name, bytes) {
      const file = path.join(directory, name);
      await writeFile(file, bytes);
      return file;
    },
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}
