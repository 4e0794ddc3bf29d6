import { PublishError } from "../errors.ts";
import type { Reporter } from "../io.ts";
import { tagOf } from "../oci/name.ts";
import { formatReference, type Reference } from "../oci/reference.ts";
import { type Registry, takenReason } from "../oci/registry.ts";
import { repositoryIn, type Target } from "../oci/target.ts";
import type { IfExists } from "../options/table.ts";
import type { Outcome } from "../report/report.ts";
import { copyProofs } from "./copy-proofs.ts";
import { namingProblems } from "./naming-problems.ts";
import { pushBlobs } from "./push-artifact.ts";
import { fetchChart } from "./stored-chart.ts";

/** What a copy goes between, and its rules. */
export interface CopySettings {
  readonly from: Registry;
  readonly to: Registry;
  readonly policy: IfExists;
  readonly reporter: Pick<Reporter, "warn">;
  readonly signal: AbortSignal;
}

/**
 * Copies a chart byte for byte, so that its digest stays, with all that is attached to it; the tag is written last. Other
 * content under the tag is a conflict, the same chart in another archive too: its digest would be another one. Throws
 * INTEGRITY where the chart is not the one that the reference names: it would be copied to a place that nobody meant.
 */
export async function copyChart(
  source: Reference,
  destination: Target,
  settings: CopySettings,
): Promise<Outcome> {
  const { from, to, policy, signal } = settings;
  const stored = await fetchChart(from, source, signal);
  const problems = namingProblems(stored);
  if (problems.length > 0)
    throw new PublishError("INTEGRITY", `Could not copy ${formatReference(source)}`, { problems });
  const { facts, built } = stored;
  const { manifest } = built.artifact;
  const { digest } = manifest.descriptor;
  const tag = source.tag ?? tagOf(facts.version);
  const target = { ...repositoryIn(destination, facts.name), tag };
  const place = { ...facts, tag, repository: `${target.host}/${target.name}` };
  const held = (await to.resolve(target, tag, signal))?.digest;
  if (held !== undefined && policy === "skip")
    return { ...place, digest: held, status: "skipped", reason: "published already" };
  if (held !== undefined && (policy === "fail" || (held !== digest && policy === "verify"))) {
    const { digest: _, ...others } = place;
    return { ...others, status: "conflict", error: taken(source, target, held) };
  }
  if (held !== digest) {
    await pushBlobs(to, target, built.artifact, signal);
    // By its digest, so that the proofs have a subject: nobody shall find the tag before them.
    await to.pushManifest(target, digest, manifest, signal);
  }
  await copyProofs({ source, target, digest }, settings);
  if (held === digest) return { ...place, digest, status: "unchanged" };
  await to.pushManifest(target, tag, manifest, signal);
  await confirm(source, target, digest, settings);
  return { ...place, status: "published", ...(held !== undefined && { replaced: held }) };
}

async function confirm(
  source: Reference,
  target: Reference & { readonly tag: string },
  digest: string,
  { to, signal }: CopySettings,
): Promise<void> {
  const found = (await to.fetchManifest(target, target.tag, signal))?.descriptor.digest;
  if (found === digest) return;
  const said = found === undefined ? "does not find the tag" : `gives back ${found}`;
  throw new PublishError(
    "INTEGRITY",
    `Could not confirm the copy of ${formatReference(source)}: the registry took ${digest} for ${formatReference(target)}, but ${said}.`,
    { hint: "Did another job write the tag at the same time? Run again to see what it holds." },
  );
}

function taken(source: Reference, target: Reference, held: string): PublishError {
  return new PublishError(
    "CONFLICT",
    `Could not copy ${formatReference(source)} to ${formatReference(target)}: ${takenReason}; the tag holds ${held}.`,
    { hint: "Release it under a new version, or set if-exists: overwrite." },
  );
}
