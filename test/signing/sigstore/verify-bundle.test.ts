import assert from "node:assert/strict";
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import test, { type TestContext } from "node:test";
import { digestOf } from "../../../src/digest.ts";
import { exactly, matching, type Policy } from "../../../src/signing/sigstore/policy.ts";
import { readTrustedRoot, type Trust } from "../../../src/signing/sigstore/trust.ts";
import { verifyBundle } from "../../../src/signing/sigstore/verify-bundle.ts";
import { failureOf } from "../../support/registry-client.ts";
import { jobClaims } from "../../support/sigstore/oidc-issuer.ts";
import { type LooseBundle, type Signing, signBundle, statementOf } from "../../support/sigstore/sign.ts";
import { type FakeSigstore, startSigstore } from "../../support/sigstore/start.ts";

const digest = digestOf("a manifest");
const predicateType = "https://sigstore.dev/cosign/sign/v1";
const identity = `https://github.com/${jobClaims["job_workflow_ref"]}`;
const issuer = String(jobClaims["iss"]);
const byJob: Policy = {
  signatory: { kind: "identity", identity: exactly(identity), issuer: exactly(issuer) },
  predicateType,
};
const key = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const byKey: Policy = { signatory: { kind: "key", publicKey: createPublicKey(key) }, predicateType };

async function start(t: TestContext): Promise<{ sigstore: FakeSigstore; trust: Trust }> {
  const sigstore = await startSigstore(t);
  return { sigstore, trust: await readTrustedRoot(JSON.stringify(sigstore.trustedRoot), "the root") };
}

const bytesOf = (bundle: LooseBundle) => Buffer.from(JSON.stringify(bundle));

const good: readonly { name: string; signing: Signing; policy?: Policy; index?: string; timed?: false }[] = [
  { name: "in the first log", signing: {}, index: "1" },
  { name: "in the second log with a timestamp", signing: { logs: [2], timestamp: true }, index: "0" },
  {
    name: "in both logs",
    signing: { logs: [2, 1], timestamp: true },
    policy: { ...byJob, logs: 2 },
    index: "1",
  },
  { name: "with a timestamp alone", signing: { logs: [], timestamp: true }, policy: { ...byJob, logs: 0 } },
  { name: "of a key in the first log", signing: { key }, policy: byKey, index: "3" },
  {
    name: "of a key in the second log",
    signing: { key, logs: [2] },
    policy: byKey,
    index: "2",
    timed: false,
  },
  { name: "of a key in no log", signing: { key, logs: [] }, policy: { ...byKey, logs: 0 }, timed: false },
];

test("a good signature says who made it, when, and where it is logged", async (t) => {
  const { sigstore, trust } = await start(t);
  await signBundle(sigstore, statementOf(digest), {}); // so that proofs are not of the only leaf
  for (const { name, signing, policy = byJob, index, timed } of good) {
    const bundle = await signBundle(sigstore, statementOf(digest), signing);
    const verified = await verifyBundle(bytesOf(bundle), { digest, policy, trust });
    const signer =
      policy === byKey || signing.key !== undefined
        ? { kind: "key" }
        : { kind: "identity", identity, issuer };
    assert.deepEqual(verified.signer, signer, name);
    assert.equal(verified.logIndex, index, name);
    assert.equal(verified.predicateType, predicateType);
    assert.deepEqual(verified.predicate, {});
    const age = Date.now() - (verified.signedAt?.getTime() ?? Number.NaN);
    assert.ok(timed === false ? Number.isNaN(age) : age >= 0 && age < 60_000, `${name}: ${age} ms`);
  }
});

test("a key's signature that need not be logged needs no trusted root, whatever else it bears", async (t) => {
  const { sigstore } = await start(t);
  const bundle = await signBundle(sigstore, statementOf(digest), { key, timestamp: true });
  const policy = { ...byKey, logs: 0 };
  assert.deepEqual((await verifyBundle(bytesOf(bundle), { digest, policy })).signer, { kind: "key" });
  const { message } = await failureOf(verifyBundle(bytesOf(bundle), { digest, policy: byKey }));
  assert.match(message, /no proof that a trusted log holds it/);
});

test("patterns match whole texts", async (t) => {
  const { sigstore, trust } = await start(t);
  const bytes = bytesOf(await signBundle(sigstore, statementOf(digest)));
  const by = (pattern: string): Policy => ({
    predicateType,
    signatory: { kind: "identity", identity: matching(pattern), issuer: matching("https://token[.].+") },
  });
  for (const pattern of ["https://github[.]com/octo/.+", "x|https://github[.]com/octo/.+", "^.+/main$"])
    await verifyBundle(bytes, { digest, trust, policy: by(pattern) });
  for (const pattern of [
    "github[.]com/octo",
    "https://github[.]com/octo/",
    "https://github[.]com/octo|x",
    "",
  ])
    await failureOf(verifyBundle(bytes, { digest, trust, policy: by(pattern) }));
});

const other = generateKeyPairSync("ec", { namedCurve: "P-256" });
const by = (who: string, vouches: string): Policy => ({
  predicateType,
  signatory: { kind: "identity", identity: exactly(who), issuer: exactly(vouches) },
});
const wrongWorkflow = { job_workflow_ref: "octo/charts/.github/workflows/test.yml@refs/heads/main" };

const refused: readonly {
  name: string;
  statement?: object;
  signing?: Signing;
  policy?: Policy;
  says: RegExp;
}[] = [
  {
    name: "another identity",
    signing: { claims: wrongWorkflow },
    says: /made by ".+test\.yml@.+", and not by ".+release\.yml@/,
  },
  {
    name: "another issuer",
    signing: { claims: { iss: "https://evil.invalid" } },
    says: /"https:\/\/evil\.invalid" vouches .+ not "https:\/\/token/,
  },
  { name: "an identity that only begins so", policy: by(identity.slice(0, -1), issuer), says: /made by/ },
  {
    name: "a dot that stands for a letter",
    policy: by(identity.replace("octo", "o.to"), issuer),
    says: /made by/,
  },
  { name: "an issuer that only begins so", policy: by(identity, issuer.slice(0, -4)), says: /vouches/ },
  {
    name: "another predicate",
    statement: statementOf(digest, { predicateType: "https://slsa.dev/provenance/v1" }),
    says: /a statement of type "https:\/\/slsa\.dev/,
  },
  { name: "another subject", statement: statementOf(digestOf("other")), says: /it is about "sha256:/ },
  { name: "no subject", statement: statementOf(digest, { subject: [] }), says: /nothing that has a digest/ },
  {
    name: "a subject whose other digest it is",
    statement: statementOf(digest, { subject: [{ digest: { sha512: digest.slice(7) } }] }),
    says: /nothing that has a digest/,
  },
  {
    name: "another payload",
    signing: { payloadType: "text/plain" },
    says: /"text\/plain" and not application\/vnd\.in-toto/,
  },
  {
    name: "no statement",
    statement: { subject: [{ digest: { sha256: digest.slice(7) } }], predicateType },
    says: /no in-toto statement/,
  },
  { name: "another key", signing: { key: other.privateKey }, policy: byKey, says: /the key did not make it/ },
  { name: "a key where an identity is asked for", signing: { key }, says: /names no identity/ },
  { name: "an identity where a key is asked for", policy: byKey, says: /made with a certificate/ },
  {
    name: "no log",
    signing: { logs: [], timestamp: true },
    says: /no proof that a trusted log holds it: 0 of 1/,
  },
  {
    name: "no log, of a key",
    signing: { key, logs: [] },
    policy: byKey,
    says: /no proof that a trusted log/,
  },
  { name: "one log of two", policy: { ...byJob, logs: 2 }, says: /holds it: 1 of 2/ },
  { name: "nobody who says when", signing: { logs: [2] }, says: /nothing that is trusted says when/ },
];

test("what is not exactly what was asked for is refused, with the reason", async (t) => {
  const { sigstore, trust } = await start(t);
  for (const { name, statement = statementOf(digest), signing, policy = byJob, says } of refused) {
    const bundle = await signBundle(sigstore, statement, signing);
    const error = await failureOf(verifyBundle(bytesOf(bundle), { digest, policy, trust }));
    assert.equal(error.code, "SIGNATURE_INVALID", name);
    assert.match(error.message, says, name);
    assert.match(error.message, new RegExp(`^Could not accept a signature of ${digest}: `), name);
  }
});

test("all that is wrong is said together", async (t) => {
  const { sigstore, trust } = await start(t);
  const claims = { ...wrongWorkflow, iss: "https://evil.invalid" };
  const statement = statementOf(digestOf("other"), { predicateType: "https://else.invalid/" });
  const bundle = await signBundle(sigstore, statement, { claims });
  const error = await failureOf(verifyBundle(bytesOf(bundle), { digest, policy: byJob, trust }));
  assert.equal(error.problems.length, 4, error.message);
});

test("a certificate that was over when the log saw the signature is refused", async (t) => {
  const { sigstore, trust } = await start(t);
  for (const skew of [-3_600_000, 3_600_000]) {
    sigstore.switches.fulcioSkewMs = skew;
    for (const signing of [{}, { logs: [], timestamp: true }] as const) {
      const bundle = await signBundle(sigstore, statementOf(digest), signing);
      const policy = { ...byJob, logs: 0 };
      const error = await failureOf(verifyBundle(bytesOf(bundle), { digest, policy, trust }));
      assert.match(error.message, /its certificate was not good when it was made/);
    }
  }
});
