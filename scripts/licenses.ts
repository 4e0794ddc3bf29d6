import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** The parts of a package.json that are printed. */
interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly author?: string | { readonly name: string };
}

const packageFolder = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;

/** The LGPL adds to the GPL, and asks that both go with the library (LGPL 3.0 § 4b). */
const gpl = path.join(import.meta.dirname, "licenses/GPL-3.0.txt");

/** The same words for everybody, after a line that names whom they are from. */
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
  const manifest = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8")) as Manifest;
  const { name, version, license } = manifest;
  const file = (await readdir(folder)).sort().find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
  const text =
    file === undefined ? await commonText(manifest) : await readFile(path.join(folder, file), "utf8");
  return `${name}@${version} (${license ?? "see below"})\n\n${text.replaceAll("\r\n", "\n").trim()}\n`;
}

/** The text of a licence that a package names but does not carry. */
async function commonText({ name, version, license, author }: Manifest): Promise<string> {
  const holder = typeof author === "string" ? author : author?.name;
  // The Apache licence is the same text for everybody, and ours.
  if (license === "Apache-2.0") return await readFile(apache, "utf8");
  if (license === "MIT" && holder !== undefined)
    return `Copyright (c) ${holder}\n\n${await readFile(mit, "utf8")}`;
  throw new Error(`${name}@${version} has no licence file`);
}
