import { isStrictVersion } from "../chart/version.ts";
import { compareVersions, parseVersion } from "../dependency/version.ts";
import type { Registry } from "../oci/registry.ts";
import type { Outcome } from "../report/report.ts";
import type { Publishable } from "./prepare.ts";

/**
 * Adds to what is planned whether it is the chart's first version, for one request; a registry that does not tell
 * leaves it open.
 */
export async function withPrevious(
  outcome: Outcome,
  { target, facts }: Pick<Publishable, "target" | "facts">,
  { registry, signal }: { readonly registry: Pick<Registry, "listTags">; readonly signal: AbortSignal },
): Promise<Outcome> {
  if (outcome.status !== "planned" || outcome.change === "replaced") return outcome;
  let tags: readonly string[];
  try {
    tags = await registry.listTags(target, signal);
  } catch {
    // Asking was a courtesy: what is planned stands without it, and a cancelled run ends elsewhere.
    return outcome;
  }
  const versions = tags
    .map((tag) => tag.replaceAll("_", "+"))
    .flatMap((tag) => (isStrictVersion(tag) ? (parseVersion(tag) ?? []) : []));
  if (versions.length === 0) return { ...outcome, change: "new" };
  const own = parseVersion(facts.version);
  const before = versions
    .filter((version) => own !== undefined && compareVersions(version, own) < 0)
    .sort(compareVersions);
  const previous = before.at(-1)?.text;
  return { ...outcome, change: "changed", ...(previous !== undefined && { previous }) };
}
