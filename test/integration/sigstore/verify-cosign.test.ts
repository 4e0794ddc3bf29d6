import assert from "node:assert/strict";
import test from "node:test";
import { exactly, type Policy, readPublicKey, type Signatory } from "../../../src/signing/sigstore/policy.ts";
import { readTrustedRoot } from "../../../src/signing/sigstore/trust.ts";
import { verifySignatures } from "../../../src/signing/sigstore/verify-signatures.ts";
import { cosignFor, type Holder, jobIdentity, type Log } from "../../support/cosign.ts";
import { dockerRegistryFor } from "../../support/docker-registry.ts";
import { pushSubject } from "../../support/referrer.ts";
import { createTestClient, failureOf, repositoryAt } from "../../support/registry-client.ts";
import { startSigstore } from "../../support/sigstore/start.ts";

const sign = "https://sigstore.dev/cosign/sign/v1";
const slsa = "https://slsa.dev/provenance/v1";

const cases: readonly { readonly holder: Holder; readonly log: Log }[] = [
  { holder: "key", log: 1 },
  { holder: "key", log: 2 },
  { holder: "key", log: "none" },
  { holder: "identity", log: 1 },
  { holder: "identity", log: 2 },
  { holder: "identity", log: "none" },
];

test("what cosign signs verifies with ours, and for nobody else", async (t) => {
  const registry = await dockerRegistryFor(t);
  if (registry === undefined) return;
  t.after(() => registry.stop());
  const sigstore = await startSigstore(t, { switches: { rekorV2TakesDsse: true } });
  const cosign = await cosignFor(t, sigstore);
  if (cosign === undefined) return;
  const { client, signal } = createTestClient();
  const trust = await readTrustedRoot(JSON.stringify(sigstore.trustedRoot), "the root");
  const signatories: Record<Holder, Signatory> = {
    key: { kind: "key", publicKey: readPublicKey(cosign.publicKey, "cosign.pub") },
    identity: {
      kind: "identity",
      identity: exactly(jobIdentity.identity),
      issuer: exactly(jobIdentity.issuer),
    },
  };
  for (const { holder, log } of cases) {
    const repository = repositoryAt(registry.host, `c/${holder}-${log}`);
    const { digest } = await pushSubject({ ...createTestClient(), client, signal }, repository);
    const judge = (policy: Policy) => verifySignatures(client, repository, { digest, policy, trust }, signal);
    const policy = { signatory: signatories[holder], predicateType: sign, logs: log === "none" ? 0 : 1 };
    const reference = `${repository.host}/${repository.name}@${digest}`;
    await cosign.sign(reference, holder, log);
    const { verified, refused } = await judge(policy);
    assert.equal(verified.length, 1, `${holder} ${log}`);
    assert.deepEqual(refused, []);
    assert.equal(verified[0]?.signer.kind, holder);
    assert.equal(verified[0]?.logIndex !== undefined, log !== "none");
    await failureOf(judge({ ...policy, signatory: signatories[holder === "key" ? "identity" : "key"] }));
    await failureOf(judge({ ...policy, predicateType: slsa }));
    if (log === "none") await failureOf(judge({ ...policy, logs: 1 }));
  }
});

test("what cosign attests verifies with ours, as nothing but that", async (t) => {
  const registry = await dockerRegistryFor(t);
  if (registry === undefined) return;
  t.after(() => registry.stop());
  const sigstore = await startSigstore(t);
  const cosign = await cosignFor(t, sigstore);
  if (cosign === undefined) return;
  const test = createTestClient();
  const repository = repositoryAt(registry.host);
  const { digest } = await pushSubject(test, repository);
  const reference = `${repository.host}/${repository.name}@${digest}`;
  const predicate = { buildDefinition: { buildType: "x" }, runDetails: { builder: { id: "y" } } };
  await cosign.attest(reference, "identity", "slsaprovenance1", predicate);
  assert.equal((await cosign.verifyAttestation(reference, "identity", "slsaprovenance1")).code, 0);
  const trust = await readTrustedRoot(JSON.stringify(sigstore.trustedRoot), "the root");
  const identity = exactly(jobIdentity.identity);
  const signatory: Signatory = { kind: "identity", identity, issuer: exactly(jobIdentity.issuer) };
  const judge = (predicateType: string) =>
    verifySignatures(
      test.client,
      repository,
      { digest, policy: { signatory, predicateType }, trust },
      test.signal,
    );
  const { verified } = await judge(slsa);
  assert.deepEqual(verified.length, 1);
  assert.match(JSON.stringify(verified[0]?.predicate), /"buildType":"x"/);
  // As cosign does not: to it an attestation is as good as a signature.
  assert.equal((await cosign.verify(reference, "identity")).code, 0);
  await failureOf(judge(sign));
});

for (const holder of ["key", "identity"] as const) {
  test(`what cosign signs in its old form by its ${holder} verifies with ours`, async (t) => {
    const registry = await dockerRegistryFor(t);
    if (registry === undefined) return;
    t.after(() => registry.stop());
    const sigstore = await startSigstore(t);
    const cosign = await cosignFor(t, sigstore);
    if (cosign === undefined) return;
    const { client, signal, ...rest } = createTestClient();
    const repository = repositoryAt(registry.host);
    const { digest } = await pushSubject({ client, signal, ...rest }, repository);
    const reference = `${repository.host}/${repository.name}@${digest}`;
    await cosign.signOldForm(reference, holder);
    const { code, stderr } = await cosign.verify(reference, holder, "--new-bundle-format=false");
    assert.equal(code, 0, stderr);
    const key: Signatory = { kind: "key", publicKey: readPublicKey(cosign.publicKey, "cosign.pub") };
    const identity: Signatory = {
      kind: "identity",
      identity: exactly(jobIdentity.identity),
      issuer: exactly(jobIdentity.issuer),
    };
    const trust = await readTrustedRoot(JSON.stringify(sigstore.trustedRoot), "the root");
    const judge = (signatory: Signatory, predicateType = sign) =>
      verifySignatures(client, repository, { digest, policy: { signatory, predicateType }, trust }, signal);
    const { verified } = await judge(holder === "key" ? key : identity);
    assert.equal(verified[0]?.source, `${digest.replace(":", "-")}.sig[0]`);
    assert.equal(verified[0]?.logIndex, "0");
    await failureOf(judge(holder === "key" ? identity : key));
    await failureOf(judge(holder === "key" ? key : identity, slsa));
  });
}
