import { chmod, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { TestContext } from "node:test";
import { temporaryDirectory } from "./chart.ts";

/** A helm that finds nothing wrong, and notes how it is called. */
export interface FakeHelm {
  /** PATH with it in front. */
  readonly searchPath: string;
  /** Arguments and environment of every call so far, one line each; empty before the first. */
  calls(): Promise<string>;
}

/** Puts one that calls itself `version` into a directory of its own. */
export async function fakeHelm(t: TestContext, version: string): Promise<FakeHelm> {
  const directory = await temporaryDirectory(t);
  const notes = path.join(directory, "calls.txt");
  const script = path.join(directory, "helm");
  await writeFile(
    script,
    `#!/bin/sh\n{ echo "helm $*"; env; } >> '${notes}'\ncase "$1" in version) echo '${version}+g0000000' ;; esac\n`,
  );
  await chmod(script, 0o755);
  return {
    searchPath: `${directory}${path.delimiter}${process.env["PATH"]}`,
    calls: () => readFile(notes, "utf8").catch(() => ""),
  };
}
