import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** The parts of a package.json that are printed. */
interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

const packageFolder = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;

/**
 * The licence texts of the packages that the given modules (absolute paths) belong to, sorted by name. Throws for a
 * package that carries none: we may not pass it on without.
 */
export async function licenseTexts(modules: readonly string[]): Promise<string> {
  const folders = new Set(modules.flatMap((id) => packageFolder.exec(id)?.[1] ?? []));
  const sections = await Promise.all([...folders].map(section));
  return [...new Set(sections)].sort().join(`\n${"-".repeat(80)}\n\n`);
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
