import { randomUUID } from "node:crypto";
import { chmod, mkdir, readlink, realpath, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

/**
 * Replaces a file, or creates it, at once: whoever reads it meanwhile sees the old content or the new. A symbolic link
 * stays one. Directories that are missing are made for the user alone.
 */
export async function replaceFile(file: string, bytes: string | Uint8Array, mode: number): Promise<void> {
  const target = await targetOf(file);
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  // In the same directory, for a rename does not cross file systems.
  const temporary = `${target}.${randomUUID()}`;
  try {
    await writeFile(temporary, bytes, { mode, flag: "wx" });
    await chmod(temporary, mode); // which the umask may have cut
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Where a path leads; a link may lead to a file that is still to come. */
async function targetOf(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch {
    const link = await readlink(file).catch(() => undefined);
    return link === undefined ? file : path.resolve(path.dirname(file), link);
  }
}
