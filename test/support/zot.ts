import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { TestContext } from "node:test";
import { startDaemon } from "./daemon.ts";
import { type Account, type DockerRegistry, writeHtpasswd } from "./docker-registry.ts";
import { requireGoPeer } from "./go-peers.ts";
import { requirePeer } from "./peer.ts";
import { findProgram } from "./program-path.ts";

/** What zot lets somebody do; `update` is what giving a tag to another manifest takes. */
export type ZotAction = "read" | "create" | "update" | "delete";

export interface ZotOptions {
  /** What those may do who do not say who they are; everything where there are no accounts, else nothing. */
  readonly anonymous?: readonly ZotAction[];
  /** Asked for by Basic authentication. */
  readonly accounts?: readonly (Account & { readonly actions: readonly ZotAction[] })[];
}

/** Starts zot for a test; `undefined` after skipping where it is not built. The caller disposes of it. */
export async function zotFor(t: TestContext, options: ZotOptions = {}): Promise<DockerRegistry | undefined> {
  const { accounts = [], anonymous = [] } = options;
  const program = requireGoPeer(t, "zot");
  if (program === undefined) return undefined;
  if (accounts.length > 0 && !requirePeer(t, findProgram("htpasswd", "apache2-utils"))) return undefined;
  const daemon = await startDaemon(async (directory) => {
    const http: Record<string, unknown> = { address: "127.0.0.1", port: "0" };
    if (accounts.length > 0) {
      const file = await writeHtpasswd(path.join(directory, "htpasswd"), accounts);
      const policies = accounts.map(({ username, actions }) => ({ users: [username], actions }));
      http["realm"] = "zot";
      http["auth"] = { htpasswd: { path: file } };
      http["accessControl"] = { "**": { anonymousPolicy: anonymous, policies, defaultPolicy: [] } };
    }
    const config = {
      distSpecVersion: "1.0.1-dev",
      storage: { rootDirectory: path.join(directory, "data") },
      http,
      log: { level: "info" },
    };
    const file = path.join(directory, "config.json");
    await writeFile(file, JSON.stringify(config));
    return { program, args: ["serve", file], announces: /"port":(\d+).*kernel chosen port/ };
  });
  const host = `127.0.0.1:${daemon.announced}`;
  return { url: `http://${host}`, host, stop: daemon.stop, [Symbol.asyncDispose]: daemon.stop };
}
