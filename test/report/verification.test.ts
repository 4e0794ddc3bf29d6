import assert from "node:assert/strict";
import test from "node:test";
import { PublishError } from "../../src/errors.ts";
import type { Proof, Verification } from "../../src/report/verification.ts";
import { verificationJson } from "../../src/report/verification-json.ts";
import { proofLine, verificationCounts } from "../../src/report/verification-lines.ts";
import { verificationOutputs } from "../../src/report/verification-outputs.ts";
import { renderVerifications } from "../../src/report/verification-summary.ts";

const digest = `sha256:${"b".repeat(64)}` as const;
const signedAt = new Date("2026-01-02T03:04:05.678Z");
const byKey: Proof = { kind: "cosign", signer: { kind: "key" }, source: digest };
const byJob: Proof = {
  kind: "slsa",
  signer: { kind: "identity", identity: "https://me", issuer: "https://issuer" },
  signedAt,
  logIndex: "7",
  source: "sha256-b.sig[0]",
  builder: "https://builder",
};
const nameless: Proof = { kind: "pgp", fingerprint: "ABCD", signedAt };
const web: Verification = {
  status: "verified",
  path: "ghcr.io/acme/charts/web:1.4.0",
  name: "web",
  version: "1.4.0",
  repository: "ghcr.io/acme/charts/web",
  digest,
  chartDigest: `sha256:${"c".repeat(64)}`,
  proofs: [byKey, byJob, nameless],
};
const failed: Verification = {
  status: "failed",
  path: "ghcr.io/acme/charts/`evil`|<b>",
  error: new PublishError("SIGNATURE_INVALID", "Could not verify it", { problems: [{ message: "no <i>" }] }),
};

const outputs = (...all: readonly Verification[]): Record<string, string> =>
  Object.fromEntries(verificationOutputs.map(({ name, value }) => [name, value(all)]));

test("what is not known of a proof is left out of its line", () => {
  assert.equal(proofLine(byKey), "cosign: the public key");
  assert.equal(
    proofLine(byJob),
    "slsa: built by https://builder; says https://me, vouched for by https://issuer, signed 2026-01-02T03:04:05Z, log index 7",
  );
  assert.equal(proofLine(nameless), "pgp: key ABCD, signed 2026-01-02T03:04:05Z");
});

test("what is not known of a proof is null in JSON", () => {
  const nothing = { identity: null, issuer: null, signedAt: null, logIndex: null };
  const { proofs } = verificationJson(web);
  assert.deepEqual(proofs[0], { kind: "cosign", ...nothing, source: digest });
  assert.equal(proofs[1]?.["repository"], null);
  assert.equal(proofs[2]?.["userId"], null);
});

test("a chart that failed has no digest to go by, in JSON and outputs", () => {
  const { digest: none, digestRef, status, error } = verificationJson(failed);
  assert.deepEqual([none, digestRef, status], [null, null, "failed"]);
  assert.equal(error, "Could not verify it: no <i>.");
  const { charts: _, ...others } = outputs(failed);
  assert.deepEqual(others, { verified: "false", digest: "", "digest-ref": "" });
});

test("verified is true when every chart passed, and there is one", () => {
  assert.deepEqual([outputs(web, web)["verified"], outputs(web, web)["digest"]], ["true", ""]);
  assert.equal(outputs(web, failed)["verified"], "false");
  assert.equal(outputs()["verified"], "false");
  assert.equal(verificationCounts([web, failed, web]), "2 verified, 1 failed");
});

test("the summary shows what strangers chose as text, and neither as markup nor as cells", () => {
  const stranger: Proof = { ...nameless, userId: "<img src=x> | `code`" };
  const summary = renderVerifications([{ ...web, proofs: [stranger] }, failed]);
  assert.match(summary, /^## Helm charts: 1 verified, 1 failed$/m);
  assert.doesNotMatch(summary, /<img|<i>|`/);
  for (const row of summary.split("\n").filter((line) => line.startsWith("|")))
    assert.equal(row.split("|").length, 5, row);
});
