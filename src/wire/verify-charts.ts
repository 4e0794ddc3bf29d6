import { verify } from "../commands/verify.ts";
import { mapLimit } from "../concurrency.ts";
import { PublishError } from "../errors.ts";
import type { Reference } from "../oci/reference.ts";
import type { Options } from "../options/parse.ts";
import type { Verification } from "../report/verification.ts";
import { type Surroundings, wire } from "../wire.ts";
import { openPolicy } from "./verification-policy.ts";

/**
 * Verifies charts of any registries, in the order given. Throws USAGE where one password would go to several, and as
 * `openPolicy`.
 */
export async function verifyCharts(
  references: readonly Reference[],
  options: Options,
  surroundings: Omit<Surroundings, "host" | "access">,
): Promise<readonly Verification[]> {
  const hosts = [...new Set(references.map(({ host }) => host))];
  if (options.password !== undefined && hosts.length > 1) {
    throw new PublishError("USAGE", `Could not use one password for ${hosts.join(" and ")}.`, {
      hint: "Set registry-auth, which has a login for each registry.",
    });
  }
  const policy = await openPolicy(options, surroundings);
  const clients = new Map(
    hosts.map((host) => [host, wire(options, { ...surroundings, host, access: "pull" })] as const),
  );
  try {
    return await mapLimit(references, options.concurrency, (reference) => {
      const registry = clients.get(reference.host)?.registry;
      if (registry === undefined) throw new TypeError("a host without client");
      return verify(reference, policy, { registry, signal: surroundings.signal, now: new Date() });
    });
  } finally {
    for (const each of clients.values()) await each[Symbol.asyncDispose]();
  }
}
