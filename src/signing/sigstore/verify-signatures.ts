import { type Problem, PublishError } from "../../errors.ts";
import { formatReference, type Repository } from "../../oci/reference.ts";
import { type Expected, type VerifiedSignature, verifyBundle } from "./verify-bundle.ts";
import { type FoundSignature, findSignatures, type SignatureStore } from "./verify-found.ts";
import { verifySimpleSigning } from "./verify-simple-signing.ts";

/** A signature that counts, and where it is: a referrer's digest, or a tag and the number of its layer. */
export interface LocatedSignature extends VerifiedSignature {
  readonly source: string;
}

/** A signature that does not count, and why. */
export interface RefusedSignature {
  readonly source: string;
  readonly problems: readonly Problem[];
}

/** What a manifest bears. */
export interface Signatures {
  /** At least one. */
  readonly verified: readonly LocatedSignature[];
  readonly refused: readonly RefusedSignature[];
}

/**
 * Verifies every signature that a registry has of a manifest; one that counts is enough, for anybody may attach another.
 * Throws SIGNATURE_INVALID, with the reason of each, where none counts.
 */
export async function verifySignatures(
  registry: SignatureStore,
  repository: Repository,
  expected: Expected,
  signal: AbortSignal,
): Promise<Signatures> {
  const { digest } = expected;
  const verified: LocatedSignature[] = [];
  const refused: RefusedSignature[] = [];
  for (const signature of await findSignatures(registry, repository, digest, signal)) {
    const { source } = signature;
    const result = await verify(signature, expected);
    if ("problems" in result) refused.push({ source, ...result });
    else verified.push({ source, ...result });
  }
  if (verified.length > 0) return { verified, refused };
  const place = formatReference({ ...repository, digest });
  const problems = refused.flatMap(({ source, problems }) =>
    problems.map(({ message }) => ({ message: `${source}: ${message}` })),
  );
  const nothing = [{ message: "it bears no Sigstore signature" }];
  throw new PublishError("SIGNATURE_INVALID", `Could not verify ${place}`, {
    problems: problems.length > 0 ? problems : nothing,
  });
}

async function verify(
  signature: FoundSignature,
  expected: Expected,
): Promise<VerifiedSignature | { readonly problems: readonly Problem[] }> {
  if (signature.kind === "unreadable") return { problems: [{ message: signature.problem }] };
  try {
    return signature.kind === "bundle"
      ? await verifyBundle(signature.bytes, expected)
      : await verifySimpleSigning(signature.signature, expected);
  } catch (error) {
    if (error instanceof PublishError) return { problems: error.problems };
    throw error;
  }
}
