import { readFile } from "node:fs/promises";
import path from "node:path";

/** What a module imports at once; the command's entry imports all that it needs as soon as it knows its Node. */
const importsOf = (file: string): RegExp =>
  path.basename(file) === "cli.js"
    ? /\bimport\("(\.[^"]+)"\)/g
    : /^(?:import|export)\b[^"'();]*?"(\.[^"]+)";?$/gm;

/** An entry of a built project, and every file that it loads before it does anything. */
export async function loadedAtStart(file: string, found = new Set<string>()): Promise<ReadonlySet<string>> {
  if (found.has(file)) return found;
  found.add(file);
  const text = await readFile(file, "utf8");
  for (const [, target = ""] of text.matchAll(importsOf(file)))
    await loadedAtStart(path.resolve(path.dirname(file), target), found);
  return found;
}
