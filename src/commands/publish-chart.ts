import { PublishError, RegistryError } from "../errors.ts";
import { type Registry, takenReason } from "../oci/registry.ts";
import type { IfExists } from "../options/table.ts";
import type { Outcome } from "../report/report.ts";
import type { Built } from "./build-chart.ts";
import { type Decision, decide, type Held } from "./decide.ts";
import type { Publishable } from "./prepare.ts";
import type { Proofs } from "./proofs.ts";
import { proveUntagged } from "./prove.ts";
import { pushBlobs } from "./push-artifact.ts";

/** What a HEAD of the tag said: its digest, nothing there, that the registry would not tell, or no answer at all. */
export type Existing = Held | { readonly refused: RegistryError } | { readonly failed: unknown };

/** How one chart is to be published. */
export interface PublishSettings {
  readonly registry: Registry;
  readonly policy: IfExists;
  /** False plans only: nothing that writes is sent. */
  readonly push: boolean;
  /** Where the chart is to be signed: what that takes is got before the push. */
  readonly proofs?: Proofs;
  readonly signal: AbortSignal;
}

/**
 * Asks what the tag holds. A refusal (401, 403) is an answer too: some registries refuse to speak of a repository that
 * does not exist yet, even to those who may create it. It is never taken for "absent".
 */
export async function lookUp(
  registry: Registry,
  target: Publishable["target"],
  signal: AbortSignal,
): Promise<Existing> {
  try {
    const descriptor = await registry.resolve(target, target.tag, signal);
    return { digest: descriptor?.digest };
  } catch (error) {
    const isRefusal =
      error instanceof RegistryError && (error.code === "UNAUTHORIZED" || error.code === "DENIED");
    return isRefusal ? { refused: error } : { failed: error };
  }
}

/** Publishes one chart: decides, pushes the blobs, writes the tag last, once, and reads it back. */
export async function publishChart(
  chart: Publishable,
  asked: Promise<Existing>,
  settings: PublishSettings,
): Promise<Outcome> {
  const prepared = buildOnce(chart);
  const { target } = prepared;
  const { registry, policy, signal } = settings;
  const existing = await asked;
  if ("failed" in existing) throw existing.failed;
  const known = "digest" in existing;
  if (!known && !settings.push) return plannedBlindly(prepared, existing.refused);
  let decision = known ? await decide(prepared, existing, policy, registry, signal) : undefined;
  const early = decision && settledOutcome(prepared, decision);
  if (early) return early;
  if (decision && !settings.push) return planned(prepared, decision);
  await settings.proofs?.prepare();
  await pushBlobs(registry, target, (await prepared.build()).artifact, signal);
  if (decision === undefined || registry.mayBeHidden(target, target.tag)) {
    // The repository exists and we are known there by now, so the registry has to tell; a refusal ends the matter.
    const now = await registry.resolve(target, target.tag, signal);
    decision = await decide(prepared, { digest: now?.digest }, policy, registry, signal);
    const late = settledOutcome(prepared, decision);
    if (late) return late;
  }
  const refused = await pushManifest(prepared, settings);
  if (refused) return refused;
  const replaced = decision.kind === "overwrite" ? { replaced: decision.existing } : {};
  return { ...prepared.facts, status: "published", ...replaced };
}

/** Builds a chart that was not kept once, and lets go of it with this call. */
function buildOnce(prepared: Publishable): Publishable {
  let built: Promise<Built> | undefined;
  return {
    ...prepared,
    build: () => {
      built ??= prepared.build();
      return built;
    },
    release: () => {
      built = undefined;
      prepared.release?.();
    },
  };
}

/** Writes the tag and reads it back; an outcome where the registry refused because the tag holds other content. */
async function pushManifest(prepared: Publishable, settings: PublishSettings): Promise<Outcome | undefined> {
  const { registry, signal } = settings;
  const { target } = prepared;
  const { artifact } = await prepared.build();
  if (settings.proofs?.beforeTag) await proveUntagged(prepared, artifact.manifest, settings.proofs, settings);
  try {
    await registry.pushManifest(target, target.tag, artifact.manifest, signal);
  } catch (error) {
    if (error instanceof RegistryError && error.code === "CONFLICT") {
      return refusedOutcome(prepared, error, settings);
    }
    throw error;
  }
  const readBack = await registry.fetchManifest(target, target.tag, signal);
  if (readBack?.descriptor.digest === artifact.manifest.descriptor.digest) return undefined;
  throw new PublishError(
    "INTEGRITY",
    `Could not confirm ${title(prepared.facts)}: the registry accepted manifest ${artifact.manifest.descriptor.digest}, but ${
      readBack ? `gives back ${readBack.descriptor.digest}` : "does not find the tag"
    }.`,
    {
      hint: "Did another job publish the same version at the same time? Run again to see what the tag holds.",
    },
  );
}

/**
 * Somebody published the version meanwhile, or it was to be replaced and the registry does not allow that. What the tag
 * holds now decides, as it would have before the push; where it holds nothing, the refusal had another reason.
 */
async function refusedOutcome(
  prepared: Publishable,
  refused: RegistryError,
  { registry, policy, signal }: PublishSettings,
): Promise<Outcome> {
  const { target, whenTaken } = prepared;
  const { hint = whenTaken.hint } = refused;
  const now = await lookUp(registry, target, signal);
  if (!("digest" in now) || now.digest === undefined) throw refused;
  const decision = await decide(prepared, now, policy, registry, signal);
  const immutable = { ...prepared, whenTaken: { ...whenTaken, hint, cause: refused } };
  const settled = settledOutcome(immutable, decision);
  if (settled) return settled;
  const reason = `${takenReason}, and the registry does not let it be replaced`;
  return conflict(immutable, { kind: "conflict", existing: now.digest, reason });
}

/** The outcome of a decision that leaves nothing to do. */
function settledOutcome(prepared: Publishable, decision: Decision): Outcome | undefined {
  const { facts } = prepared;
  switch (decision.kind) {
    case "unchanged":
      return {
        ...facts,
        status: "unchanged",
        digest: decision.existing,
        signatures: decision.proof?.signatures ?? facts.signatures,
        ...(decision.proof?.warning && { warning: decision.proof.warning }),
      };
    case "skip":
      return { ...facts, status: "skipped", digest: decision.existing, reason: "published already" };
    case "conflict":
      return conflict(prepared, decision);
    default:
      return undefined;
  }
}

function conflict(
  { facts, whenTaken }: Publishable,
  { reason, existing }: Decision & { readonly kind: "conflict" },
): Outcome {
  const { digest: _, ...rest } = facts;
  const message = `Could not publish ${title(facts)}: ${reason}; the tag holds ${existing}.`;
  return { ...rest, status: "conflict", error: new PublishError("CONFLICT", message, whenTaken) };
}

function planned(prepared: Publishable, decision: Decision): Outcome {
  if (decision.kind === "overwrite")
    return { ...plan(prepared, `would replace ${decision.existing}`), change: "replaced" };
  return plan(prepared, "would be published");
}

function plannedBlindly(prepared: Publishable, refused: RegistryError): Outcome {
  const status = refused.status === undefined ? "" : ` (${refused.status})`;
  return plan(
    prepared,
    `would be published, unless the version exists already: the registry would not tell${status}`,
  );
}

/** A signature has a time, so that the digest of what is signed when it is published cannot be told before. */
function plan({ facts, signer }: Publishable, reason: string): Outcome & { readonly status: "planned" } {
  if (signer === undefined) return { ...facts, status: "planned", reason };
  const { digest: _, ...known } = facts;
  return {
    ...known,
    status: "planned",
    reason: `${reason}, under a digest that is known once it is signed,`,
  };
}

function title(facts: Publishable["facts"]): string {
  return `${facts.name} ${facts.version} at ${facts.repository}:${facts.tag}`;
}
