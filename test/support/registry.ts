import type { TestContext } from "node:test";
import { type Loopback, type LoopbackOptions, startLoopback } from "./loopback.ts";

/** Our own registry, with a journal that is read in pieces. */
export interface TestRegistry extends Loopback {
  /** Methods and last parts of what was asked since the last call: `PUT manifests/1.0.0`. */
  takeLog(): string[];
}

/** Starts a registry that ends with the test. */
export async function registryFor(t: TestContext, options: LoopbackOptions = {}): Promise<TestRegistry> {
  const registry = await startLoopback(options);
  t.after(() => registry.close());
  let taken = 0;
  return {
    ...registry,
    takeLog() {
      const since = registry.served.slice(taken);
      taken = registry.served.length;
      return since.map(({ method, path }) => `${method} ${kindOf(path)}`);
    },
  };
}

/** `manifests/1.0.0`, `manifests/<digest>`, `blobs/uploads`: without names and what differs from run to run. */
function kindOf(path: string): string {
  const pattern = /^\/v2\/.+\/(blobs\/uploads|blobs|manifests|tags)\/?([^?]*)/;
  const [, kind = path, rest = ""] = pattern.exec(path) ?? [];
  if (kind === "blobs/uploads") return kind;
  return `${kind}/${rest.startsWith("sha256:") ? "<digest>" : rest}`;
}
