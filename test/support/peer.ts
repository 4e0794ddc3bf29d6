import type { TestContext } from "node:test";

/** Something real that a test needs (a program, a data set): where it is, or why it is not here and how to get it. */
export type Found<T> = { readonly value: T } | { readonly missing: string };

/**
 * The peer, or `undefined` after marking the test as skipped. Where `CI=true` a missing peer is a failure, so that
 * no run that counts passes by looking away.
 */
export function requirePeer<T>(t: TestContext, found: Found<T>): T | undefined {
  if ("value" in found) return found.value;
  if (process.env["CI"] === "true") throw new Error(`missing in CI: ${found.missing}`);
  t.skip(`SKIP ${found.missing}`);
  return undefined;
}
