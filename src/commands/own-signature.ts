import { type KeyObject, X509Certificate } from "node:crypto";
import type { SignedBy } from "../report/report.ts";
import type { CertifiedKey } from "../signing/sigstore/certified-key.ts";
import { exactly, type Signatory } from "../signing/sigstore/policy.ts";
import type { Trust } from "../signing/sigstore/trust.ts";
import { verifyBundle } from "../signing/sigstore/verify-bundle.ts";
import type { IsOurs } from "./find-proof.ts";

/** What tells the run's own signatures from others'. */
export interface OwnSignatureSettings {
  /** Who signs in this run. */
  readonly signedBy: () => Promise<SignedBy>;
  /** The key that signs, where one does. */
  readonly publicKey?: KeyObject;
  /** Needed for signatures by an identity; without it none of those counts. */
  readonly trust: Trust | undefined;
  /** How many logs have to hold a signature. */
  readonly logs: number;
}

/** Verifies bundles as a consumer would, so that only a proof which counts spares another one. */
export function ownSignatures({ signedBy, publicKey, trust, logs }: OwnSignatureSettings): IsOurs {
  return async (bundle, digest, predicateType) => {
    const by =
      publicKey === undefined ? signatoryOf(await signedBy()) : ({ kind: "key", publicKey } as const);
    if (by.kind === "identity" && trust === undefined) return false;
    const policy = { signatory: by, predicateType, logs: trust === undefined ? 0 : logs };
    try {
      await verifyBundle(bundle, { digest, policy, ...(trust && { trust }) });
      return true;
    } catch {
      return false; // whatever is wrong with it, another one is needed
    }
  };
}

function signatoryOf(by: SignedBy): Signatory {
  if (by.kind === "key") throw new TypeError("a key is said to sign, but there is none");
  return { kind: "identity", identity: exactly(by.identity), issuer: exactly(by.issuer) };
}

/**
 * The identity that Fulcio will certify for a token: of a GitHub job its workflow (fulcio v1.8 docs/oidc.md § GitHub),
 * so that no certificate is issued for charts that are signed already; of others what the certificate says.
 */
export async function certifiedIdentity(
  claims: Readonly<Record<string, unknown>>,
  serverUrl: string,
  certified: () => Promise<CertifiedKey>,
): Promise<SignedBy> {
  const { job_workflow_ref: workflow, iss } = claims;
  const identity = typeof workflow === "string" ? `${serverUrl}/${workflow}` : identityIn(await certified());
  return { kind: "identity", identity, issuer: String(iss) };
}

function identityIn({ certificate }: CertifiedKey): string {
  const names = certificate && new X509Certificate(certificate.der).subjectAltName;
  return names?.replace(/^(URI|email):/, "") ?? "";
}
