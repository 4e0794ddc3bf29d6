import { type Problem, PublishError } from "../errors.ts";
import type { Proof } from "../report/verification.ts";
import { PredicateType } from "../signing/sigstore/statement.ts";
import { type LocatedSignature, verifySignatures } from "../signing/sigstore/verify-signatures.ts";
import type { StoredChart } from "./stored-chart.ts";
import type { VerificationPolicy, VerifyClients } from "./verify-policy.ts";

/** Verifies that the signatory signed the chart's manifest. Throws SIGNATURE_INVALID, and the registry's refusals. */
export async function proveByCosign(
  stored: StoredChart,
  policy: VerificationPolicy,
  clients: VerifyClients,
): Promise<Proof> {
  const [first] = await signaturesOf(stored, policy, clients, PredicateType.cosignSign);
  return { kind: "cosign", ...first };
}

/** Verifies that the signatory says what built the chart's manifest. Throws as `proveByCosign`. */
export async function proveBySlsa(
  stored: StoredChart,
  policy: VerificationPolicy,
  clients: VerifyClients,
): Promise<Proof> {
  const found = await signaturesOf(stored, policy, clients, PredicateType.slsaProvenance);
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
    throw new PublishError(code, doing, { problems: reasonsOf(error), cause });
  }
}

/** Whoever may push can attach any number of signatures that do not count; these many tell enough. */
const maxReasons = 20;

const hint =
  "Compare its maker with whom you trust. Where nobody signed or attested it, publish it with `sign: cosign` and `attest: true`, or leave out of require what it lacks.";

function reasonsOf({ problems }: PublishError): Problem[] {
  const told = problems.slice(0, maxReasons).map((problem) => ({ hint, ...problem }));
  const more = problems.length - told.length;
  return more === 0 ? told : [...told, { message: `${more} more reasons, of signatures that do not count` }];
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
