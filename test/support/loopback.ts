import type { IncomingMessage, ServerResponse } from "node:http";
import {
  createRegistryServer,
  type RegistryServerOptions,
  type ServedRequest,
} from "../../src/oci/server/registry-server.ts";
import { type Listening, startServer } from "../../src/oci/server/start.ts";
import { createMemoryStore } from "../../src/oci/store/memory-store.ts";
import type { Store } from "../../src/oci/store/store.ts";

/** How the registry of a test differs from the plain one. */
export interface LoopbackOptions extends Partial<Omit<RegistryServerOptions, "onRequest">> {
  /** Sees every request first; one it answers, or whose connection it cuts, it returns true for. */
  readonly fault?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/** Our own registry on a free port, with its store and its journal. */
export interface Loopback extends Listening {
  readonly store: Store;
  /** Every request that is over, but for those a fault answered. */
  readonly served: readonly ServedRequest[];
}

/** Starts the embedded registry, over memory unless a store is given. */
export async function startLoopback(options: LoopbackOptions = {}): Promise<Loopback> {
  const { fault, store = createMemoryStore(), ...rest } = options;
  const served: ServedRequest[] = [];
  const registry = createRegistryServer({ ...rest, store, onRequest: (request) => served.push(request) });
  const listening = await startServer((request, response) => {
    if (fault?.(request, response) !== true) registry.listener(request, response);
  });
  const close = async (): Promise<void> => {
    await listening.close();
    await registry.close();
  };
  return { ...listening, store, served, close, [Symbol.asyncDispose]: close };
}
