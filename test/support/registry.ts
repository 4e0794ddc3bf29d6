import type { TestContext } from "node:test";
import { createMemoryStore } from "../../src/oci/memory-store.ts";
import type { ServerCredentials } from "../../src/oci/server/basic-auth.ts";
import type { ServedRequest } from "../../src/oci/server/registry-server.ts";
import { startRegistry } from "../../src/oci/server/start.ts";
import type { Store } from "../../src/oci/store.ts";

/** Our own registry in memory, with a journal. */
export interface TestRegistry {
  readonly host: string;
  readonly store: Store;
  readonly requests: ServedRequest[];
  /** Methods and last parts of what was asked since the last call: `PUT manifests/1.0.0`. */
  takeLog(): string[];
}

/** Starts a registry that ends with the test. */
export async function registryFor(t: TestContext, credentials?: ServerCredentials): Promise<TestRegistry> {
  const store = createMemoryStore();
  const requests: ServedRequest[] = [];
  const registry = await startRegistry({
    store,
    ...(credentials && { credentials }),
    onRequest: (served) => requests.push(served),
  });
  t.after(() => registry.close());
  let taken = 0;
  return {
    host: registry.host,
    store,
    requests,
    takeLog() {
      const since = requests.slice(taken);
      taken = requests.length;
      return since.map(({ method, path }) => `${method} ${kindOf(path)}`);
    },
  };
}

/** `manifests/1.0.0`, `manifests/<digest>`, `blobs/uploads`: without names and what differs from run to run. */
function kindOf(path: string): string {
  const [, kind = path, rest = ""] =
    /^\/v2\/.+\/(blobs\/uploads|blobs|manifests|tags)\/?([^?]*)/.exec(path) ?? [];
  if (kind === "blobs/uploads") return kind;
  return `${kind}/${rest.startsWith("sha256:") ? "<digest>" : rest}`;
}
