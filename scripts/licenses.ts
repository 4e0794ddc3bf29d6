import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** The parts of a package.json that are printed. */
interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  /** `Name <address>`, or the same in parts. */
  readonly author?: string | { readonly name: string };
}

const packageFolder = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;

/** The LGPL adds to the GPL, and asks that both go with the library (LGPL 3.0 § 4b). */
const gpl = path.join(import.meta.dirname, "licenses/GPL-3.0.txt");

/** For packages that name it, and whose author forgot to put it in. */
const mit = path.join(import.meta.dirname, "licenses/MIT.txt");

const apache = path.join(import.meta.dirname, "../LICENSE");

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
  const { name, version, license, author } = JSON.parse(
    await readFile(path.join(folder, "package.json"), "utf8"),
  ) as Manifest;
  const file = (await readdir(folder)).sort().find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
  const by = typeof author === "string" ? author : author?.name;
  // The Apache licence is the same text for everybody, and ours; the MIT licence is but for the author's name.
  const known = license === "Apache-2.0" ? apache : license === "MIT" && by !== undefined ? mit : undefined;
  const source = file === undefined ? known : path.join(folder, file);
  if (source === undefined) throw new Error(`${name}@${version} has no licence file`);
  const told = (await readFile(source, "utf8")).replaceAll("\r\n", "\n").trim();
  const text = source === mit ? told.replace("<author>", by ?? "") : told;
  return `${name}@${version} (${license ?? "see below"})\n\n${text}\n`;
}
