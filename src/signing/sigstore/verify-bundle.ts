import type { Bundle } from "@sigstore/bundle";
import type { Digest } from "../../digest.ts";
import { messageOf, PublishError } from "../../errors.ts";
import type { Policy } from "./policy.ts";
import { checkStatement, shown } from "./statement-check.ts";
import type { Trust } from "./trust.ts";
import { Refusal, type SignatureFacts, verifyMaterial } from "./verify-material.ts";

/** What a signature is asked to be of, and by whom. */
export interface Expected {
  /** Of the manifest. */
  readonly digest: Digest;
  readonly policy: Policy;
  /** Needed for everything but a key's signature that no log has to hold. */
  readonly trust?: Trust;
}

/** A signature that counts. */
export interface VerifiedSignature extends SignatureFacts {
  readonly predicateType: string;
  /** What the signer says of the manifest, as parsed JSON; who believes it checks its shape. */
  readonly predicate: unknown;
}

/**
 * Verifies a Sigstore bundle v0.3, as `cosign sign`, `cosign attest` and GitHub's attestations make it, stricter than
 * `cosign verify`: the predicate type counts. Throws SIGNATURE_INVALID with every reason.
 */
export async function verifyBundle(bytes: Uint8Array, expected: Expected): Promise<VerifiedSignature> {
  const { digest, policy } = expected;
  const { predicateType } = policy;
  try {
    const bundle = await readBundle(bytes);
    const payload = payloadOf(bundle);
    const { predicate, problems } = checkStatement(payload, digest, predicateType);
    const facts = await verifyMaterial(bundle, expected).catch((error: unknown) => {
      // All its faults together, or whoever mends one would meet the next.
      throw error instanceof Refusal ? new Refusal([...error.problems, ...problems], error.cause) : error;
    });
    if (problems.length > 0) throw new Refusal(problems);
    return { ...facts, predicateType, predicate };
  } catch (error) {
    throw refused(digest, error);
  }
}

/** The error for a signature of `digest` that does not count; anything but a Refusal is passed on. */
export function refused(digest: Digest, error: unknown): unknown {
  if (!(error instanceof Refusal)) return error;
  return new PublishError("SIGNATURE_INVALID", `Could not accept a signature of ${digest}`, {
    problems: error.problems.map((message) => ({ message })),
    cause: error.cause ?? error,
  });
}

async function readBundle(bytes: Uint8Array): Promise<Bundle> {
  const { bundleFromJSON, BUNDLE_V03_MEDIA_TYPE, BUNDLE_V03_LEGACY_MEDIA_TYPE } = await import(
    "@sigstore/bundle"
  );
  let bundle: Bundle;
  try {
    bundle = bundleFromJSON(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch (error) {
    // One without a log's proof is among these: from v0.3 on a bundle must have it.
    throw new Refusal([`it is no complete Sigstore bundle (${messageOf(error)})`], error);
  }
  if (![BUNDLE_V03_MEDIA_TYPE, BUNDLE_V03_LEGACY_MEDIA_TYPE].includes(bundle.mediaType))
    throw new Refusal([`it is ${shown(bundle.mediaType)}, a bundle older than v0.3`]);
  return bundle;
}

function payloadOf({ content }: Bundle): { readonly type: string; readonly bytes: Uint8Array } {
  if (content.$case !== "dsseEnvelope") throw new Refusal(["it signs bytes, and no statement"]);
  const { payload, payloadType, signatures } = content.dsseEnvelope;
  // Of several the library would check the first, and a reader might believe another.
  if (signatures.length !== 1) throw new Refusal([`its envelope bears ${signatures.length} signatures`]);
  return { type: payloadType, bytes: payload };
}
