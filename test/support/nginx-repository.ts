import assert from "node:assert/strict";
import { cp, mkdir } from "node:fs/promises";
import path from "node:path";
import type { TestContext } from "node:test";
import { type Account, writeHtpasswd } from "./docker-registry.ts";
import type { Helm } from "./helm.ts";
import { type Nginx, startNginx } from "./nginx.ts";
import { requirePeer } from "./peer.ts";
import { findProgram } from "./program-path.ts";

/** A classic repository that nginx serves. */
export interface NginxRepository extends Nginx {
  /** With the path that it lies under: `http://127.0.0.1:41234/stable`. */
  readonly url: string;
}

/**
 * Has Helm make the index of the archives in a directory, and nginx serve both below /stable, to whoever logs in where an
 * account is given. `undefined` after skipping.
 */
export async function nginxRepositoryFor(
  t: TestContext,
  helm: Helm,
  archives: string,
  account?: Account,
): Promise<NginxRepository | undefined> {
  if (account !== undefined && !requirePeer(t, findProgram("htpasswd", "apache2-utils"))) return undefined;
  const { code, stderr } = await helm.run(["repo", "index", archives]);
  assert.equal(code, 0, stderr);
  const nginx = await startNginx(t, async (directory, host) => {
    await mkdir(path.join(directory, "root"));
    await cp(archives, path.join(directory, "root/stable"), { recursive: true });
    if (account !== undefined) await writeHtpasswd(path.join(directory, "htpasswd"), [account]);
    const login = account === undefined ? "" : 'auth_basic "charts"; auth_basic_user_file htpasswd;';
    return `
    listen ${host};
    root root;
    ${login}`;
  });
  return nginx && { ...nginx, url: `http://${nginx.host}/stable` };
}
