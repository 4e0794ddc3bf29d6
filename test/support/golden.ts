import { existsSync } from "node:fs";
import path from "node:path";
import type { TestContext } from "node:test";
import { requirePeer } from "./peer.ts";

const root = path.join(import.meta.dirname, "../../../shared/helm-golden");

/** A path in the recorded work of real Helm; `undefined` after skipping the test where it is not on this machine. */
export function goldenFor(t: TestContext, ...parts: string[]): string | undefined {
  const found = existsSync(root)
    ? { value: path.join(root, ...parts) }
    : { missing: `Helm's recorded work is not at ${root}; it is shared among the maintainers' machines` };
  return requirePeer(t, found);
}
