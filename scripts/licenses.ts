import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** The parts of a package.json that are printed. */
interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

const packageFolder = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;

/** The LGPL adds to the GPL, and asks that both go with the library (LGPL 3.0 § 4b). */
const gpl = path.join(import.meta.dirname, "licenses/GPL-3.0.txt");

/**
 * The licence texts of the packages that the given modules (absolute paths) belong to, sorted by name, and last the GPL
 * where one is under the LGPL. Throws for a package that carries none: we may not pass it on without.
 */
export async function licenseTexts(modules: readonly string[]): Promise<string> {
  const folders = new Set(modules.flatMap((id) => packageFolder.exec(id)?.[1] ?? []));
  const sections = await Promise.all([...folders].map(section));
  const texts = [...new Set(sections)].sort();
  if (texts.some((text) => text.includes("(LGPL-3.0"))) texts.push(await readFile(gpl, "utf8"));
  return texts.join(`\n${"-".repeat(80)}\n\n`);
}

async function section(folder: string): Promise<string> {
  // npm wrote it and npm reads it; were a field missing, the text below would show it.
  const { name, version, license } = JSON.parse(
    await readFile(path.join(folder, "package.json"), "utf8"),
  ) as Manifest;
  const file = (await readdir(folder)).sort().find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
  if (file === undefined) throw new Error(`${name}@${version} has no licence file`);
  const text = (await readFile(path.join(folder, file), "utf8")).replaceAll("\r\n", "\n").trim();
  return `${name}@${version} (${license ?? "see below"})\n\n${text}\n`;
}
