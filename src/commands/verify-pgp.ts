import { PublishError } from "../errors.ts";
import type { Proof } from "../report/verification.ts";
import { verifyProvenance } from "../signing/pgp/verify-provenance.ts";
import type { StoredChart } from "./stored-chart.ts";
import type { VerificationPolicy, VerifyClients } from "./verify-policy.ts";

/** Verifies that a key of the keyring signed the chart's archive. Throws PROVENANCE_INVALID. */
export async function proveByPgp(
  { built }: StoredChart,
  { keyring }: VerificationPolicy,
  { now }: VerifyClients,
): Promise<Proof> {
  const { packaged, provenance } = built;
  if (keyring === undefined) throw new TypeError("pgp is required without a keyring");
  if (provenance === undefined)
    throw new PublishError("PROVENANCE_INVALID", "it has no provenance file.", {
      hint: "Publish it with pgp-key, or leave pgp out of require.",
    });
  const source = `${packaged.fileName}.prov`;
  const { fingerprint, userId, time } = await verifyProvenance(provenance, packaged, keyring, {
    source,
    now,
  });
  return { kind: "pgp", fingerprint, ...(userId !== undefined && { userId }), signedAt: time };
}
