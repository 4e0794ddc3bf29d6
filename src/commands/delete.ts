import { mapLimit } from "../concurrency.ts";
import type { Digest } from "../digest.ts";
import { PublishError } from "../errors.ts";
import { formatReference, type Reference } from "../oci/reference.ts";
import type { Registry } from "../oci/registry.ts";
import { wantedOf } from "./stored-chart.ts";

/** Tags looked up at a time. */
const maxLookUps = 8;
/** Tags that a refusal names. */
const maxNames = 10;

/** How to delete. */
export interface DeleteSettings {
  /** Whether other tags of the same content may go too, where the registry cannot delete one alone. */
  readonly allTags: boolean;
  readonly signal: AbortSignal;
}

/**
 * Deletes a chart from its registry; false where it is not there. A tag goes alone where the registry can do that;
 * otherwise, and for a digest, the content goes with all its tags: CONFLICT where there are any that were not named,
 * unless `allTags`.
 */
export async function deleteChart(
  registry: Registry,
  reference: Reference,
  settings: DeleteSettings,
): Promise<boolean> {
  const wanted = wantedOf(reference);
  const { tag } = reference;
  const { signal } = settings;
  if (tag !== undefined) {
    const held = reference.digest && (await registry.resolve(reference, tag, signal))?.digest;
    if (held !== undefined && held !== reference.digest)
      throw refusal(reference, `the tag holds ${held} by now`);
    const deletion = await registry.deleteManifest(reference, tag, signal);
    if (deletion !== "unsupported") return deletion === "deleted";
  }
  const digest = reference.digest ?? (await registry.resolve(reference, wanted, signal))?.digest;
  if (digest === undefined) return false;
  if (!settings.allTags) await checkOtherTags(registry, reference, digest, signal);
  return (await registry.deleteManifest(reference, digest, signal)) === "deleted";
}

/** Throws CONFLICT where `digest` has other tags than the one that the reference names, or nobody can tell. */
async function checkOtherTags(
  registry: Registry,
  reference: Reference,
  digest: Digest,
  signal: AbortSignal,
): Promise<void> {
  const { tag } = reference;
  const tags = await registry.listTags(reference, signal);
  const hint = "Set --all-tags to delete the content with every tag it has.";
  if (tag !== undefined && !tags.includes(tag))
    throw refusal(
      reference,
      "the registry deletes no single tag, and does not list those that would go",
      hint,
    );
  const candidates = tags.filter((other) => other !== tag);
  const found = await mapLimit(candidates, maxLookUps, (other) => registry.resolve(reference, other, signal));
  const others = candidates.filter((_, index) => found[index]?.digest === digest);
  if (others.length === 0) return;
  const names = others.length > maxNames ? [...others.slice(0, maxNames), "…"] : others;
  throw refusal(reference, `the content would go with its other tags ${names.join(", ")}`, hint);
}

function refusal(reference: Reference, why: string, hint?: string): PublishError {
  const message = `Could not delete ${formatReference(reference)}: ${why}.`;
  return new PublishError("CONFLICT", message, hint === undefined ? {} : { hint });
}
