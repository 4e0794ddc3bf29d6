import type { Digest } from "../digest.ts";
import { messageOf, PublishError, withoutStop } from "../errors.ts";
import type { Manifest } from "../oci/registry.ts";
import type { Outcome } from "../report/report.ts";
import type { Clients } from "./clients.ts";
import type { OutputDirectory } from "./output-directory.ts";
import type { Publishable } from "./prepare.ts";
import type { Attached, Proofs } from "./proofs.ts";

/** A chart that is in the registry, tagged or to be tagged. */
type Subject = Pick<Publishable, "target" | "facts">;

/** Pushes a manifest by its digest and attaches its proofs: the tag is written when nobody can pull it without them. */
export async function proveUntagged(
  subject: Subject,
  manifest: Manifest,
  proofs: Proofs,
  { registry, signal }: Pick<Clients, "registry" | "signal">,
): Promise<void> {
  const { digest } = manifest.descriptor;
  await registry.pushManifest(subject.target, digest, manifest, signal);
  await attach(subject, digest, proofs, { signal, state: "is in the registry, but not tagged:" });
}

/** Attaches the proofs of a chart that is there, and adds them to its outcome; keeps the bundles in `output`. */
export async function prove<O extends Outcome & { readonly status: "published" | "unchanged" }>(
  subject: Subject,
  outcome: O,
  { proofs, signal }: Pick<Clients, "proofs" | "signal">,
  output: OutputDirectory | undefined,
): Promise<O> {
  const { digest } = outcome;
  if (proofs === undefined || digest === undefined) return outcome;
  const { signatures, signedBy, bundles, attestationUrl } = await attach(subject, digest, proofs, {
    signal,
    state: "is published, but",
  });
  const { name, version } = subject.facts;
  const bundle =
    bundles.length === 0 ? undefined : await output?.keepBundles(`${name}-${version}.tgz`, bundles);
  return {
    ...outcome,
    signatures: [...outcome.signatures, ...signatures],
    signedBy,
    ...(bundle !== undefined && { bundle }),
    ...(attestationUrl !== undefined && { attestationUrl }),
  };
}

/** A failure says what is in the registry by now, and that another run does only the rest. */
async function attach(
  { target, facts }: Subject,
  digest: Digest,
  proofs: Proofs,
  { signal, state }: { readonly signal: AbortSignal; readonly state: string },
): Promise<Attached> {
  try {
    return await proofs.attach(target, digest);
  } catch (cause) {
    if (signal.aborted) throw cause;
    const where = `${facts.name} ${facts.version} ${state} it has not been signed and attested in full (${facts.repository}@${digest})`;
    const hint =
      cause instanceof PublishError && cause.hint !== undefined ? `${withoutStop(cause.hint)}. ` : "";
    throw new PublishError("SIGNING", `${where}: ${messageOf(cause)}`, {
      cause,
      hint: `${hint}Then run again: what is there stays, and only what is missing is added.`,
    });
  }
}
