import assert from "node:assert/strict";
import { chmod, cp, readdir, readFile, utimes } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { temporaryDirectory } from "../support/chart.ts";
import { repositoryFrom } from "../support/clone.ts";
import { nodeFor, otherNodes } from "../support/node-versions.ts";
import { mustRun } from "../support/program.ts";

const root = path.join(import.meta.dirname, "../..");
const command = path.join(root, "dist/cli.js");
/** Nobody listens there, and nobody has to: a plan says the digest without a registry's help. */
const nowhere = "oci://127.0.0.1:9/charts";

interface Surroundings {
  readonly node?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly umask?: string;
}

/** What `save` makes of every chart below `directory`: chart and manifest digests. */
async function digests(
  directory: string,
  { node = process.execPath, env = {}, umask = "022" }: Surroundings = {},
) {
  const words = ["save", "charts/*", "--registry", nowhere, "--cache-dir", path.join(directory, "../cache")];
  const line = `umask ${umask}; exec "$0" "$@"`;
  const variables = { PATH: process.env["PATH"], HOME: directory, ...env };
  return await mustRun("sh", ["-c", line, node, command, ...words], { directory, env: variables });
}
