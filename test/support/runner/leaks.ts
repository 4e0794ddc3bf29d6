import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { leakedSecrets } from "./masks.ts";

/** Every place where a secret shows: the names of the values of `seen` that hold one, and files under `directories`. */
export async function leakedPlaces(
  seen: Readonly<Record<string, unknown>>,
  directories: readonly string[],
  secrets: readonly string[],
): Promise<string[]> {
  const leaky = (text: string): boolean => leakedSecrets(text, secrets).length > 0;
  // A JSON string escapes what a log shows plainly, so strings are looked at as they are.
  const asText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
  const shown = Object.entries(seen).filter(([, value]) => leaky(asText(value)));
  const files = new Set((await Promise.all(directories.map(listFiles))).flat());
  const leakyFiles: string[] = [];
  for (const file of files) if (leaky(await readFile(file, "utf8"))) leakyFiles.push(file);
  return [...shown.map(([name]) => name), ...leakyFiles.sort()];
}

async function listFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}
