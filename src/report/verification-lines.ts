import type { Proof, Verification } from "./verification.ts";

/** What became of a chart, and below it who stands behind it: a line for each proof. */
export function verificationLines(verification: Verification): string[] {
  if (verification.status === "failed") return [`✗ ${verification.path}: not verified`];
  const { name, version, path, digest, proofs } = verification;
  return [
    `✓ ${name} ${version}: verified ${path} ${digest}`,
    ...proofs.map((proof) => `  ${proofLine(proof)}`),
  ];
}

/** How the run ends: `2 verified, 1 failed`. */
export function verificationCounts(verifications: readonly Verification[]): string {
  const count = (status: Verification["status"]): string[] => {
    const number = verifications.filter((one) => one.status === status).length;
    return number === 0 ? [] : [`${number} ${status}`];
  };
  return [...count("verified"), ...count("failed")].join(", ");
}

/** Who stands behind a chart, since when, and for what. */
export function proofLine(proof: Proof): string {
  const time = proof.signedAt === undefined ? "" : `, signed ${timeOf(proof.signedAt)}`;
  if (proof.kind === "pgp")
    return `pgp: key ${proof.fingerprint}${proof.userId === undefined ? "" : ` of ${proof.userId}`}${time}`;
  const { signer, logIndex } = proof;
  const by = signer.kind === "key" ? "the public key" : `${signer.identity}, vouched for by ${signer.issuer}`;
  const log = logIndex === undefined ? "" : `, log index ${logIndex}`;
  if (proof.kind === "cosign") return `cosign: ${by}${time}${log}`;
  const from = proof.repository === undefined ? "" : ` from ${proof.repository}`;
  return `slsa: built by ${proof.builder}${from}; says ${by}${time}${log}`;
}

/** In whole seconds, UTC. */
export function timeOf(time: Date): string {
  return time.toISOString().replace(/\.\d+/, "");
}
