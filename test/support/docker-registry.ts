import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { TestContext } from "node:test";
import { type Found, requirePeer } from "./peer.ts";
import { mustRun } from "./program.ts";

/** The real registry, 2.8 as Debian packages it, with a directory of its own. */
export interface DockerRegistry extends AsyncDisposable {
  readonly url: string;
  /** `127.0.0.1:<port>`. */
  readonly host: string;
  stop(): Promise<void>;
}

export interface DockerRegistryOptions {
  /** Asked for by Basic authentication; anonymous where left out. */
  readonly credentials?: { readonly username: string; readonly password: string };
}

/**
 * Starts it for a test; `undefined` after skipping where it is not installed, which fails where `CI=true`. The caller
 * disposes of it.
 */
export async function dockerRegistryFor(
  t: TestContext,
  options: DockerRegistryOptions = {},
): Promise<DockerRegistry | undefined> {
  const binary = requirePeer(t, findProgram("docker-registry", "docker-registry"));
  if (binary === undefined) return undefined;
  if (options.credentials !== undefined && !requirePeer(t, findProgram("htpasswd", "apache2-utils")))
    return undefined;
  return await startDockerRegistry(binary, options);
}

/** A program on PATH, or the Debian package that has it. */
export function findProgram(name: string, debianPackage: string): Found<string> {
  const found = (process.env["PATH"] ?? "")
    .split(path.delimiter)
    .map((directory) => path.join(directory, name))
    .find((file) => existsSync(file));
  return found === undefined
    ? { missing: `${name} is not installed: apt-get install ${debianPackage}` }
    : { value: found };
}

async function startDockerRegistry(
  binary: string,
  { credentials }: DockerRegistryOptions,
): Promise<DockerRegistry> {
  const directory = await mkdtemp(path.join(os.tmpdir(), "docker-registry-"));
  const config: Record<string, unknown> = {
    version: "0.1",
    log: { level: "info" },
    storage: { filesystem: { rootdirectory: path.join(directory, "data") }, delete: { enabled: true } },
    http: { addr: "127.0.0.1:0" },
  };
  if (credentials !== undefined) {
    const { username, password } = credentials;
    const file = path.join(directory, "htpasswd");
    await writeFile(file, await mustRun("htpasswd", ["-niB", username], { input: password }));
    config["auth"] = { htpasswd: { realm: "Lab, Registry", path: file } };
  }
  const configFile = path.join(directory, "config.yml");
  await writeFile(configFile, JSON.stringify(config)); // JSON is YAML
  const child = spawn(binary, ["serve", configFile], { stdio: ["ignore", "ignore", "pipe"], env: {} });
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    }
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const host = await listeningAddress(child);
    return { url: `http://${host}`, host, stop, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The address it chose, from its own log: nothing to guess, nothing to wait for. */
async function listeningAddress({ stderr }: ChildProcess): Promise<string> {
  if (stderr === null) throw new Error("docker-registry has no standard error");
  const said: string[] = [];
  let address: string | undefined;
  for await (const line of createInterface({ input: stderr })) {
    said.push(line);
    address = /listening on (127\.0\.0\.1:\d+)/.exec(line)?.[1];
    if (address !== undefined) break;
  }
  stderr.resume(); // a full pipe would stop it
  if (address === undefined) throw new Error(`docker-registry did not start: ${said.join("\n")}`);
  return address;
}
