import { existsSync } from "node:fs";
import path from "node:path";
import type { Found } from "./peer.ts";

/** A program on PATH or where only an administrator has it, or the Debian package that has it. */
export function findProgram(name: string, debianPackage: string): Found<string> {
  const found = [...(process.env["PATH"] ?? "").split(path.delimiter), "/usr/sbin"]
    .map((directory) => path.join(directory, name))
    .find((file) => existsSync(file));
  return found === undefined
    ? { missing: `${name} is not installed: apt-get install ${debianPackage}` }
    : { value: found };
}
