import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { findHelm, type HelmVersion, helmPath } from "./helm-fetch.ts";
import { type Found, requirePeer } from "./peer.ts";
import { type ProgramOptions, type ProgramResult, runProgram } from "./program.ts";

/** A real Helm with a home of its own. */
export interface Helm {
  readonly version: HelmVersion;
  readonly binary: string;
  /** Temporary; holds its configuration, cache, data, logins and repositories. */
  readonly home: string;
  /** Runs it; never throws for a failure of Helm's. */
  run(args: readonly string[], options?: ProgramOptions): Promise<ProgramResult>;
}

/**
 * Helm of that version for one test; its home goes with the test. `undefined` after skipping: on a laptop only what
 * is cached already is used, for `npm test` needs no network; where `CI=true` it is fetched, and must be had.
 */
export async function helmFor(t: TestContext, version: HelmVersion): Promise<Helm | undefined> {
  const binary = requirePeer(t, await cachedOrFetched(version));
  if (binary === undefined) return undefined;
  const home = await mkdtemp(path.join(os.tmpdir(), "helm-home-"));
  t.after(() => rm(home, { recursive: true, force: true }));
  return { version, binary, home, run: (args, options) => runHelm(binary, args, { home, ...options }) };
}

async function cachedOrFetched(version: HelmVersion): Promise<Found<string>> {
  if (process.env["CI"] === "true" || existsSync(helmPath(version))) return await findHelm(version);
  return { missing: `Helm ${version} is not cached: run \`node test/support/helm-fetch.ts\` once` };
}

/** Runs a Helm binary that knows nothing of this machine: no environment but PATH and `options.env`, a home of its own. */
export async function runHelm(
  binary: string,
  args: readonly string[],
  options: ProgramOptions & { readonly home: string },
): Promise<ProgramResult> {
  const { home, env, ...rest } = options;
  const own = {
    PATH: process.env["PATH"],
    HOME: home,
    HELM_CACHE_HOME: path.join(home, "cache"),
    HELM_CONFIG_HOME: path.join(home, "config"),
    HELM_DATA_HOME: path.join(home, "data"),
    DOCKER_CONFIG: path.join(home, "docker"),
  };
  return await runProgram(binary, args, { ...rest, env: { ...own, ...env } });
}

/** What tells a Helm to speak plain HTTP; 3.9 knows no flag, and does so by itself with loopback addresses. */
export function plainHttp({ version }: Pick<Helm, "version">): readonly string[] {
  return version === "3.9.4" ? [] : ["--plain-http"];
}

/** `helm package`; gives the archive's path in `target`. */
export async function packageWithHelm(helm: Helm, directory: string, target: string): Promise<string> {
  const { code, stdout, stderr } = await helm.run(["package", directory, "--destination", target]);
  assert.equal(code, 0, stderr);
  return /saved it to: (.+)\n/.exec(stdout)?.[1] ?? assert.fail(stdout);
}

/** `helm push` over plain HTTP to `oci://<place>`; gives the digest that it says. */
export async function pushWithHelm(helm: Helm, archive: string, place: string): Promise<string> {
  const { code, stdout, stderr } = await helm.run(["push", archive, `oci://${place}`, ...plainHttp(helm)]);
  assert.equal(code, 0, stderr);
  return /^Digest: (sha256:[0-9a-f]{64})$/m.exec(stdout + stderr)?.[1] ?? assert.fail(stdout + stderr);
}
