import { type Problem, PublishError } from "../errors.ts";
import { formatReference, parseReference, type Reference } from "../oci/reference.ts";
import type { ProofKind } from "../options/verify-options.ts";
import type { Proof, Verification } from "../report/verification.ts";
import { namingProblems } from "./naming-problems.ts";
import { fetchChart, type StoredChart, wantedOf } from "./stored-chart.ts";
import { proveByPgp } from "./verify-pgp.ts";
import type { VerificationPolicy, VerifyClients } from "./verify-policy.ts";
import { proveByCosign, proveBySlsa } from "./verify-sigstore.ts";

/**
 * Fetches a chart and verifies it; what is wrong with it is told all together, in the result. Only what is not about this
 * chart throws: CANCELLED, USAGE. A proof that is absent, does not hold or cannot be looked up is a failure.
 */
export async function verify(
  reference: Reference,
  policy: VerificationPolicy,
  clients: VerifyClients,
): Promise<Verification> {
  const path = formatReference(reference);
  try {
    const stored = await fetchChart(clients.registry, reference, clients.signal);
    const proofs = await verifyStored(stored, policy, clients);
    const { name, version } = stored.facts;
    const { packaged, artifact } = stored.built;
    return {
      status: "verified",
      path,
      name,
      version,
      repository: `${reference.host}/${reference.name}`,
      digest: artifact.manifest.descriptor.digest,
      chartDigest: packaged.digest,
      proofs,
    };
  } catch (error) {
    if (clients.signal.aborted || !(error instanceof PublishError) || error.code === "USAGE") throw error;
    return { status: "failed", path, error };
  }
}

/** Verifies a chart that is fetched already. Throws SIGNATURE_INVALID with every reason. */
export async function verifyStored(
  stored: StoredChart,
  policy: VerificationPolicy,
  clients: VerifyClients,
): Promise<readonly Proof[]> {
  const results = await Promise.all(policy.require.map((kind) => prove(kind, stored, policy, clients)));
  const proofs = results.flatMap(({ proof }) => proof ?? []);
  const problems = [...namingProblems(stored), ...merged(results.flatMap((result) => result.problems))];
  if (problems.length === 0 && proofs.length === policy.require.length && proofs.length > 0) return proofs;
  const { digest } = stored.built.artifact.manifest.descriptor;
  const place = formatReference({ ...stored.reference, digest });
  throw new PublishError("SIGNATURE_INVALID", `Could not verify ${place}`, { problems });
}

/** The references that the words mean, each with a tag or a digest. Throws REFERENCE_INVALID with every fault. */
export function parseCharts(words: readonly string[]): readonly Reference[] {
  const problems: Problem[] = [];
  const references = words.flatMap((word) => {
    try {
      const reference = parseReference(word);
      wantedOf(reference);
      return [reference];
    } catch (error) {
      if (!(error instanceof PublishError)) throw error;
      const hint = error.hint;
      const own = [{ message: error.message, ...(hint !== undefined && { hint }) }];
      problems.push(...(error.problems.length === 0 ? own : error.problems.map((one) => named(word, one))));
      return [];
    }
  });
  if (words.length === 0)
    problems.push({
      message: "none is named",
      hint: "Name it as in ghcr.io/acme/charts/web:1.4.0, or better by its digest.",
    });
  if (problems.length > 0)
    throw new PublishError("REFERENCE_INVALID", "Could not tell which charts to verify", { problems });
  return references;
}

function named(word: string, problem: Problem): Problem {
  return { ...problem, message: `${JSON.stringify(word.slice(0, 300))}: ${problem.message}` };
}

interface Attempt {
  readonly proof?: Proof;
  readonly problems: readonly KindProblem[];
}

interface KindProblem extends Problem {
  readonly kind: ProofKind;
}

const provers = { pgp: proveByPgp, cosign: proveByCosign, slsa: proveBySlsa } as const;

async function prove(
  kind: ProofKind,
  stored: StoredChart,
  policy: VerificationPolicy,
  clients: VerifyClients,
): Promise<Attempt> {
  try {
    return { proof: await provers[kind](stored, policy, clients), problems: [] };
  } catch (error) {
    if (clients.signal.aborted) throw cancelled(stored.reference, error);
    if (!(error instanceof PublishError)) throw error;
    const { hint } = error;
    const problems = error.problems.length > 0 ? error.problems : [{ message: error.message }];
    return { problems: problems.map((one) => ({ ...(hint !== undefined && { hint }), ...one, kind })) };
  }
}

function cancelled(reference: Reference, cause: unknown): PublishError {
  if (cause instanceof PublishError && cause.code === "CANCELLED") return cause;
  const message = `Could not finish verifying ${formatReference(reference)}: the run was cancelled.`;
  return new PublishError("CANCELLED", message, { cause });
}

/** What stands in the way of several proofs, such as a registry's refusal, is told once. */
function merged(problems: readonly KindProblem[]): Problem[] {
  return problems
    .filter(({ message }, index) => problems.findIndex((other) => other.message === message) === index)
    .map(({ kind: _, ...problem }) => {
      const kinds = problems.filter(({ message }) => message === problem.message).map(({ kind }) => kind);
      return { ...problem, message: `${[...new Set(kinds)].join(", ")}: ${problem.message}` };
    });
}
