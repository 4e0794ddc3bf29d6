import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { TestContext } from "node:test";
import { type Daemon, startDaemon } from "./daemon.ts";
import { type GoPeer, requireGoPeer } from "./go-peers.ts";
import { requirePeer } from "./peer.ts";
import { mustRun } from "./program.ts";
import { findProgram } from "./program-path.ts";

/** A real registry with a directory of its own. */
export interface DockerRegistry extends AsyncDisposable {
  readonly url: string;
  /** `127.0.0.1:<port>`. */
  readonly host: string;
  stop(): Promise<void>;
}

/** A user that a registry knows. */
export interface Account {
  readonly username: string;
  readonly password: string;
}

export interface DockerRegistryOptions {
  /** 2.8 as Debian packages it, or the third release of the same program; 2.8 where left out. */
  readonly release?: 2 | 3;
  /** Asked for by Basic authentication; anonymous where left out. */
  readonly credentials?: Account;
  /** Speaks TLS with these PEM texts; `clientCa` makes it ask clients for a certificate of that authority. */
  readonly tls?: { readonly cert: string; readonly key: string; readonly clientCa?: string };
  /** Takes the tokens of a token server. */
  readonly token?: {
    readonly realm: string;
    readonly service: string;
    readonly issuer: string;
    readonly cert: string;
  };
  /** Sends Locations without scheme and host. */
  readonly relativeUrls?: boolean;
}

const distribution3: GoPeer = "distribution-3";

/**
 * Starts it for a test; `undefined` after skipping where it is not installed, which fails where `CI=true`. The caller
 * disposes of it.
 */
export async function dockerRegistryFor(
  t: TestContext,
  options: DockerRegistryOptions = {},
): Promise<DockerRegistry | undefined> {
  const program =
    options.release === 3
      ? requireGoPeer(t, distribution3)
      : requirePeer(t, findProgram("docker-registry", "docker-registry"));
  if (program === undefined) return undefined;
  if (options.credentials !== undefined && !requirePeer(t, findProgram("htpasswd", "apache2-utils")))
    return undefined;
  const daemon = await startDockerRegistry(program, options);
  const host = daemon.announced;
  const url = `${options.tls === undefined ? "http" : "https"}://${host}`;
  return { url, host, stop: daemon.stop, [Symbol.asyncDispose]: daemon.stop };
}

/** A file for servers that check passwords: one line for each account, hashed by bcrypt. */
export async function writeHtpasswd(file: string, accounts: readonly Account[]): Promise<string> {
  const lines: string[] = [];
  for (const { username, password } of accounts) {
    lines.push((await mustRun("htpasswd", ["-niB", "-C", "4", username], { input: password })).trim());
  }
  await writeFile(file, `${lines.join("\n")}\n`);
  return file;
}

function startDockerRegistry(program: string, options: DockerRegistryOptions): Promise<Daemon> {
  return startDaemon(async (directory) => {
    const place = (name: string) => path.join(directory, name);
    const { credentials, tls, token, relativeUrls = false } = options;
    const http: Record<string, unknown> = { addr: "127.0.0.1:0", relativeurls: relativeUrls };
    const config: Record<string, unknown> = {
      version: "0.1",
      log: { level: "info" },
      storage: { filesystem: { rootdirectory: place("data") }, delete: { enabled: true } },
      http,
    };
    if (credentials !== undefined) {
      const file = await writeHtpasswd(place("htpasswd"), [credentials]);
      config["auth"] = { htpasswd: { realm: "Lab, Registry", path: file } };
    }
    if (token !== undefined) {
      const { realm, service, issuer, cert } = token;
      await writeFile(place("token.pem"), cert);
      config["auth"] = { token: { realm, service, issuer, rootcertbundle: place("token.pem") } };
    }
    if (tls !== undefined) {
      await writeFile(place("cert.pem"), tls.cert);
      await writeFile(place("key.pem"), tls.key);
      const files: Record<string, unknown> = { certificate: place("cert.pem"), key: place("key.pem") };
      if (tls.clientCa !== undefined) {
        await writeFile(place("client-ca.pem"), tls.clientCa);
        files["clientcas"] = [place("client-ca.pem")];
      }
      http["tls"] = files;
    }
    const file = place("config.yml");
    await writeFile(file, JSON.stringify(config)); // JSON is YAML
    return {
      program,
      args: ["serve", file],
      // Or the third release would look for somebody to send its traces to.
      env: { OTEL_TRACES_EXPORTER: "none" },
      announces: /listening on (127\.0\.0\.1:\d+)/,
    };
  });
}
