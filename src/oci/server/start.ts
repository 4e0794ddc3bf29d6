import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { messageOf, PublishError } from "../../errors.ts";
import { createRegistryServer, type RegistryServerOptions } from "./registry-server.ts";

export interface StartOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Closes the server when it is aborted. */
  readonly signal?: AbortSignal;
}

/** A server that listens. */
export interface Listening extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** `127.0.0.1:<port>`: what a reference to it starts with. */
  readonly host: string;
  readonly port: number;
  /** Stops listening and cuts every connection. */
  close(): Promise<void>;
}

/** Longest a request may take, headers and body: a chart of 90 MiB at 1 MB/s, three times over. */
const requestTimeoutMs = 300_000;
const headersTimeoutMs = 30_000;

/** Serves a registry on the loopback interface; closing it gives up the uploads that are under way. */
export async function startRegistry(options: RegistryServerOptions & StartOptions): Promise<Listening> {
  const registry = createRegistryServer(options);
  const listening = await startServer(registry.listener, options);
  const close = async (): Promise<void> => {
    await listening.close();
    await registry.close();
  };
  return { ...listening, close, [Symbol.asyncDispose]: close };
}

/** Serves `listener` on the loopback interface only. Throws USAGE where the port is taken. */
export async function startServer(listener: RequestListener, options: StartOptions = {}): Promise<Listening> {
  const { port = 0, signal } = options;
  const server = createServer(
    { requestTimeout: requestTimeoutMs, headersTimeout: headersTimeoutMs },
    listener,
  );
  try {
    server.listen(port, "127.0.0.1");
    await once(server, "listening", signal === undefined ? {} : { signal });
  } catch (error) {
    server.close();
    throw new PublishError("USAGE", `Could not listen on 127.0.0.1:${port}: ${messageOf(error)}`, {
      hint: "Choose another port; 0 takes a free one.",
      cause: error,
    });
  }
  // A server that listens on TCP has such an address.
  const { port: taken } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  };
  signal?.addEventListener("abort", () => void close(), { once: true });
  return {
    url: `http://127.0.0.1:${taken}`,
    host: `127.0.0.1:${taken}`,
    port: taken,
    close,
    [Symbol.asyncDispose]: close,
  };
}
