import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { messageOf, PublishError } from "../errors.ts";
import type { Completion } from "./sources.ts";

/** Leaves a chart's dependencies and its lock in its directory, the lock last. Throws IO. */
export async function writeCompletion(directory: string, { added, removed }: Completion): Promise<void> {
  try {
    await mkdir(path.join(directory, "charts"), { recursive: true });
    for (const file of added) await replace(path.join(directory, file.path), file.bytes);
    for (const outdated of removed) await rm(path.join(directory, outdated), { force: true });
  } catch (cause) {
    throw new PublishError("IO", `Could not write the dependencies of ${directory}: ${messageOf(cause)}`, {
      hint: "Make the chart's directory writable, or leave out dependencies: update.",
      cause,
    });
  }
}

/** Nobody sees half a file; a link is replaced, not followed. */
async function replace(file: string, bytes: Uint8Array): Promise<void> {
  const partial = `${file}.partial`;
  await writeFile(partial, bytes);
  await rename(partial, file);
}
