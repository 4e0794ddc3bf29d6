import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { TestContext } from "node:test";
import { startServer } from "../../src/oci/server/start.ts";
import type { KeyPair } from "./certificate.ts";
import { startDaemon } from "./daemon.ts";
import type { DockerRegistry } from "./docker-registry.ts";
import { requirePeer } from "./peer.ts";
import { findProgram } from "./program-path.ts";

export interface NginxOptions {
  /** `127.0.0.1:<port>` of a registry that speaks plain HTTP. */
  readonly upstream: string;
  readonly tls: KeyPair;
  /** Whether it makes `https` of the `http` in Locations, as a proxy that ends TLS has to. */
  readonly rewritesLocation: boolean;
}

/** The largest body that nginx passes on, in bytes: its default of 1 MiB, which many registries' proxies have. */
export const nginxBodyLimit = 1024 ** 2;

const attempts = 5;

/**
 * Starts nginx, ending TLS in front of a registry; `undefined` after skipping where it is not installed. The caller
 * disposes of it; the registry is left to others.
 */
export async function nginxFor(t: TestContext, options: NginxOptions): Promise<DockerRegistry | undefined> {
  const { tls, upstream, rewritesLocation } = options;
  const nginx = await startNginx(t, async (directory, host) => {
    for (const [name, text] of Object.entries({ "cert.pem": tls.cert, "key.pem": tls.key })) {
      await writeFile(path.join(directory, name), text, { mode: 0o600 });
    }
    return `
    listen ${host} ssl;
    ssl_certificate cert.pem;
    ssl_certificate_key key.pem;
    client_max_body_size ${nginxBodyLimit};
    location / {
      proxy_pass http://${upstream};
      proxy_set_header Host $http_host;
      proxy_redirect ${rewritesLocation ? "http://$http_host/ https://$http_host/" : "off"};
    }`;
  });
  return nginx && { ...nginx, url: `https://${nginx.host}` };
}

/** An nginx of its own. */
export interface Nginx extends AsyncDisposable {
  /** `127.0.0.1:<port>`. */
  readonly host: string;
  stop(): Promise<void>;
}

/**
 * Starts nginx with the `server` block that `prepare` gives, whose files it writes into the directory nginx runs in;
 * `undefined` after skipping where it is not installed. It runs as whoever runs the test.
 */
export async function startNginx(
  t: TestContext,
  prepare: (directory: string, host: string) => Promise<string>,
): Promise<Nginx | undefined> {
  const program = requirePeer(t, findProgram("nginx", "nginx-light"));
  if (program === undefined) return undefined;
  for (let attempt = 1; ; attempt++) {
    try {
      // nginx cannot be told to take any free port: one is looked for, and somebody else may be faster.
      const host = await freeAddress();
      const { stop } = await startDaemon(async (directory) => {
        const server = await prepare(directory, host);
        await writeFile(path.join(directory, "nginx.conf"), configuration(server));
        const args = ["-e", "stderr", "-p", directory, "-c", "nginx.conf"];
        return { program, args, announces: /using the "\w+" event method/ };
      });
      return { host, stop, [Symbol.asyncDispose]: stop };
    } catch (error) {
      if (attempt === attempts || !/Address already in use/.test(String(error))) throw error;
    }
  }
}

/** For servers that do not say which port they took: `127.0.0.1:<port>` that nobody listens on now. */
export async function freeAddress(): Promise<string> {
  await using taken = await startServer(() => {});
  return taken.host;
}

/** One process, so that no worker outlives its master; every path within the directory it was started in. */
function configuration(server: string): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `  ${name}_temp_path ${name};`)
    .join("\n");
  return `
daemon off;
master_process off;
pid nginx.pid;
error_log stderr notice;
events {}
http {
  access_log off;
${temporary}
  server {${server}
  }
}
`;
}
