import { type Problem, PublishError } from "../errors.ts";
import type { Proof } from "../report/verification.ts";
import { type LocatedSignature, verifySignatures } from "../signing/sigstore/verify-signatures.ts";
import { cosignSignType } from "../signing/sigstore/verify-simple-signing.ts";
import type { StoredChart } from "./stored-chart.ts";
import type { VerificationPolicy, VerifyClients } from "./verify-policy.ts";

const slsaType = "https://slsa.dev/provenance/v1";

/** Verifies that the signatory signed the chart's manifest. Throws SIGNATURE_INVALID, and the registry's refusals. */
export async function proveByCosign(
  stored: StoredChart,
  policy: VerificationPolicy,
  clients: VerifyClients,
): Promise<Proof> {
  const [first] = await signaturesOf(stored, policy, clients, cosignSignType);
  return { kind: "cosign", ...first };
}

/** Verifies that the signatory says what built the chart's manifest. Throws as `proveByCosign`. */
export async function proveBySlsa(
  stored: StoredChart,
  policy: VerificationPolicy,
  clients: VerifyClients,
): Promise<Proof> {
  const found = await signaturesOf(stored, policy, clients, slsaType);
  for (const signature of found) {
    const builder = textAt(signature.predicate, ["runDetails", "builder", "id"]);
    if (builder === undefined) continue;
    const repository = repositoryIn(signature.predicate);
    return { kind: "slsa", ...signature, builder, ...(repository !== undefined && { repository }) };
  }
  // SLSA v1.0 provenance § BuildMetadata, Builder: the id is required.
  throw new PublishError(
    "SIGNATURE_INVALID",
    "the provenance is signed as it should be, but names no builder.",
  );
}

type Found = readonly [LocatedSignature, ...LocatedSignature[]];

async function signaturesOf(
  { reference, built }: StoredChart,
  { signatory, trust, logs }: VerificationPolicy,
  { registry, signal }: VerifyClients,
  predicateType: string,
): Promise<Found> {
  if (signatory === undefined) throw new TypeError("a signature is required without a signatory");
  const { digest } = built.artifact.manifest.descriptor;
  const policy = { signatory, predicateType, logs };
  const expected = { digest, policy, ...(trust !== undefined && { trust }) };
  try {
    const { verified } = await verifySignatures(registry, reference, expected, signal);
    const [first, ...others] = verified;
    if (first === undefined) throw new PublishError("SIGNATURE_INVALID", "none of its signatures counts.");
    return [first, ...others];
  } catch (error) {
    if (!(error instanceof PublishError) || error.code !== "SIGNATURE_INVALID") throw error;
    const { code, doing, cause } = error;
    throw new PublishError(code, doing, { problems: error.problems.map(withHint), cause });
  }
}

/** How to go on where the one who signed is known, or nobody did. */
function withHint(problem: Problem): Problem {
  if (/it bears no Sigstore signature/.test(problem.message))
    return {
      ...problem,
      hint: "Publish it with sign: cosign and attest: true, or require only what it has.",
    };
  const [, signer] = /it was made by "([^"\\]+)", and not by/.exec(problem.message) ?? [];
  if (signer === undefined) return problem;
  return { ...problem, hint: `If ${signer} is whom you trust, set certificate-identity to exactly that.` };
}

/** Where GitHub's builds have it (https://actions.github.io/buildtypes/workflow/v1), else the first material. */
function repositoryIn(predicate: unknown): string | undefined {
  const workflow = ["buildDefinition", "externalParameters", "workflow", "repository"];
  const material = ["buildDefinition", "resolvedDependencies", "0", "uri"];
  return textAt(predicate, workflow) ?? textAt(predicate, material);
}

function textAt(value: unknown, keys: readonly string[]): string | undefined {
  let at = value;
  for (const key of keys) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[key]; // it has this key
  }
  return typeof at === "string" && at !== "" ? at : undefined;
}
