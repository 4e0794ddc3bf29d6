import { chmod, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { TestContext } from "node:test";
import { temporaryDirectory } from "./chart.ts";
import { requirePeer } from "./peer.ts";
import { findProgram } from "./program-path.ts";

/** A git that notes how it is called and then does what git does. */
export interface SpiedGit {
  /** PATH with it in front. */
  readonly searchPath: string;
  /** Arguments and environment of every call so far; empty before the first. */
  calls(): Promise<string>;
}

/** Puts it into a directory of its own; `undefined` after skipping where there is no git, or no shell to spy with. */
export async function spiedGit(t: TestContext): Promise<SpiedGit | undefined> {
  const git = process.platform === "win32" ? { missing: "a POSIX shell" } : findProgram("git", "git");
  const real = requirePeer(t, git);
  if (real === undefined) return undefined;
  const directory = await temporaryDirectory(t);
  const notes = path.join(directory, "calls.txt");
  const script = path.join(directory, "git");
  await writeFile(script, `#!/bin/sh\n{ printf '%s\\n' "$@"; env; } >> '${notes}'\nexec '${real}' "$@"\n`);
  await chmod(script, 0o755);
  return {
    searchPath: `${directory}${path.delimiter}${process.env["PATH"]}`,
    calls: () => readFile(notes, "utf8").catch(() => ""),
  };
}
