import type { Digest } from "../digest.ts";
import { PublishError } from "../errors.ts";
import type { Repository } from "../oci/reference.ts";
import type { Manifest, Registry } from "../oci/registry.ts";

/** How often a referrer that others have dropped from the list is put back. */
const maxTries = 6;

/**
 * Sees to it that what was attached stays listed. Where a tag stands in for the referrers API, another process that
 * read the list before our write and writes it after our look drops our entry without knowing; so the list is looked at
 * once more when `settle` is over, which is longer than such a writer takes. Registries with the API are not waited for.
 */
export async function confirmReferrers(
  registry: Registry,
  subject: { readonly repository: Repository; readonly digest: Digest },
  attached: readonly Manifest[],
  settle: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const { repository, digest } = subject;
  const standIn = digest.replace(":", "-");
  if (attached.length === 0 || (await registry.resolve(repository, standIn, signal)) === undefined) return;
  for (let attempt = 1; attempt <= maxTries; attempt++) {
    await settle(signal);
    const listed = await registry.listReferrers(repository, digest, {}, signal);
    const missing = attached.filter(({ descriptor }) => !listed.some((l) => l.digest === descriptor.digest));
    if (missing.length === 0) return;
    for (const manifest of missing) await registry.pushReferrer(repository, manifest, signal);
  }
  const where = `${repository.host}/${repository.name}:${standIn}`;
  throw new PublishError("CONFLICT", `Could not keep the signature listed: others keep writing ${where}.`, {
    hint: "Sign one digest from one job at a time, or use a registry with the referrers API.",
  });
}
