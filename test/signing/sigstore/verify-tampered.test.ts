import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { digestOf } from "../../../src/digest.ts";
import { exactly, matching, type Policy, readPublicKey } from "../../../src/signing/sigstore/policy.ts";
import { readTrustedRoot } from "../../../src/signing/sigstore/trust.ts";
import { verifyBundle } from "../../../src/signing/sigstore/verify-bundle.ts";
import { failureOf } from "../../support/registry-client.ts";
import { jobClaims } from "../../support/sigstore/oidc-issuer.ts";
import { type LooseBundle, type Signing, signBundle, statementOf } from "../../support/sigstore/sign.ts";
import { type FakeSigstore, startSigstore } from "../../support/sigstore/start.ts";

const digest = digestOf("a manifest");
const policy: Policy = {
  predicateType: "https://sigstore.dev/cosign/sign/v1",
  signatory: {
    kind: "identity",
    identity: exactly(`https://github.com/${jobClaims["job_workflow_ref"]}`),
    issuer: exactly(String(jobClaims["iss"])),
  },
};
const signing: Signing = { timestamp: true };

const trustOf = (trustedRoot: unknown) => readTrustedRoot(JSON.stringify(trustedRoot), "the root");

async function start(t: TestContext): Promise<FakeSigstore> {
  const sigstore = await startSigstore(t);
  await signBundle(sigstore, statementOf(digest), {}); // so that proofs are not of the only leaf
  return sigstore;
}

type Json = Record<string, unknown>;
const entryOf = (bundle: LooseBundle) => bundle.verificationMaterial.tlogEntries[0] as Record<string, Json>;
const replaced = (base64: unknown, from: string | RegExp, to: string) =>
  Buffer.from(Buffer.from(String(base64), "base64").toString("latin1").replace(from, to), "latin1").toString(
    "base64",
  );

/** A base64 text with its last byte changed. */
function flipped(base64: unknown): string {
  const bytes = Buffer.from(String(base64), "base64");
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  return bytes.toString("base64");
}

const cases: Readonly<Record<string, (bundle: LooseBundle, other: LooseBundle) => void>> = {
  "the payload says something else": ({ dsseEnvelope }) => {
    dsseEnvelope.payload = replaced(dsseEnvelope.payload, '"predicate":{}', '"predicate":{"x":1}');
  },
  "the payload is another's": ({ dsseEnvelope }, other) => {
    dsseEnvelope.payload = other.dsseEnvelope.payload;
  },
  "the envelope is another's": (bundle, other) => {
    bundle.dsseEnvelope = other.dsseEnvelope;
  },
  "the signature is another": ({ dsseEnvelope }) => {
    dsseEnvelope.signatures = dsseEnvelope.signatures.map(({ sig }) => ({ sig: flipped(sig) }));
  },
  "there are two signatures": ({ dsseEnvelope }, other) => {
    dsseEnvelope.signatures.push(...other.dsseEnvelope.signatures);
  },
  "there is no signature": ({ dsseEnvelope }) => {
    dsseEnvelope.signatures = [];
  },
  "the certificate is another's": ({ verificationMaterial }, other) => {
    verificationMaterial["certificate"] = other.verificationMaterial["certificate"];
  },
  "the certificate says something else": ({ verificationMaterial }) => {
    const { rawBytes } = verificationMaterial["certificate"] as { rawBytes: string };
    verificationMaterial["certificate"] = { rawBytes: replaced(rawBytes, "octo/charts", "evil/charts") };
  },
  "the entry is another's": ({ verificationMaterial }, other) => {
    verificationMaterial.tlogEntries = other.verificationMaterial.tlogEntries;
  },
  "the logged body says something else": (bundle) => {
    const entry = entryOf(bundle);
    Object.assign(entry, { canonicalizedBody: replaced(entry["canonicalizedBody"], '"dsse"', '"dssx"') });
  },
  "the logged time is another": (bundle) => {
    Object.assign(entryOf(bundle), { integratedTime: "1700000000" });
  },
  "the log's promise is not signed by it": (bundle) => {
    const { signedEntryTimestamp } = entryOf(bundle)["inclusionPromise"] ?? {};
    Object.assign(entryOf(bundle), {
      inclusionPromise: { signedEntryTimestamp: flipped(signedEntryTimestamp) },
    });
  },
  "there is no proof": (bundle) => {
    delete entryOf(bundle)["inclusionProof"];
  },
  "there is neither proof nor promise": (bundle) => {
    delete entryOf(bundle)["inclusionProof"];
    delete entryOf(bundle)["inclusionPromise"];
  },
  "there is no checkpoint": (bundle) => {
    delete entryOf(bundle)["inclusionProof"]?.["checkpoint"];
  },
  "the proof lacks a hash": (bundle) => {
    Object.assign(entryOf(bundle)["inclusionProof"] ?? {}, { hashes: [] });
  },
  "the proof has another hash": (bundle) => {
    const hashes = entryOf(bundle)["inclusionProof"]?.["hashes"] as string[];
    Object.assign(entryOf(bundle)["inclusionProof"] ?? {}, { hashes: hashes.map(flipped) });
  },
  "the proof is for another place": (bundle) => {
    Object.assign(entryOf(bundle)["inclusionProof"] ?? {}, { logIndex: "0" });
  },
  "the checkpoint is not signed by the log": (bundle) => {
    const proof = entryOf(bundle)["inclusionProof"] as { checkpoint: { envelope: string } };
    proof.checkpoint.envelope = proof.checkpoint.envelope.replace(/^(.+)\n\d+\n/, "$1\n9\n");
  },
  "the same entry is there twice": ({ verificationMaterial }) => {
    verificationMaterial.tlogEntries.push(...verificationMaterial.tlogEntries);
  },
  "the timestamp is another's": ({ verificationMaterial }, other) => {
    verificationMaterial["timestampVerificationData"] =
      other.verificationMaterial["timestampVerificationData"];
  },
  "the bundle is of an older version": (bundle) => {
    bundle.mediaType = "application/vnd.dev.sigstore.bundle+json;version=0.2";
  },
  "the bundle is of an unknown version": (bundle) => {
    bundle.mediaType = "application/vnd.dev.sigstore.bundle.v9+json";
  },
};

test("a bundle that was tampered with is refused", async (t) => {
  const sigstore = await start(t);
  const trust = await trustOf(sigstore.trustedRoot);
  const statement = statementOf(digest);
  const other = await signBundle(sigstore, statementOf(digest, { predicate: { other: true } }), signing);
  const made = await signBundle(sigstore, statement, signing);
  const judge = (bundle: unknown) =>
    verifyBundle(Buffer.from(JSON.stringify(bundle)), { digest, policy, trust });
  assert.equal((await judge(made)).signer.kind, "identity");
  for (const [name, tamper] of Object.entries(cases)) {
    const bundle = structuredClone(made);
    tamper(bundle, other);
    assert.notDeepEqual(bundle, made, name);
    assert.equal((await failureOf(judge(bundle))).code, "SIGNATURE_INVALID", name);
  }
});

test("what is no bundle is refused", async (t) => {
  const trust = await trustOf((await start(t)).trustedRoot);
  const mediaType = "application/vnd.dev.sigstore.bundle.v0.3+json";
  const texts = ["", "{", "[]", "null", "7", "{}", '{"mediaType":1}', JSON.stringify({ mediaType }), "\xff"];
  for (const text of texts) {
    const error = await failureOf(verifyBundle(Buffer.from(text, "latin1"), { digest, policy, trust }));
    assert.equal(error.code, "SIGNATURE_INVALID", text);
    assert.match(error.message, /no complete Sigstore bundle/, text);
  }
});

test("a signature of another Sigstore is refused", async (t) => {
  const [ours, theirs] = [await start(t), await start(t)];
  const bundle = await signBundle(theirs, statementOf(digest), signing);
  const judge = async (root: unknown) =>
    verifyBundle(Buffer.from(JSON.stringify(bundle)), { digest, policy, trust: await trustOf(root) });
  await judge(theirs.trustedRoot);
  assert.match((await failureOf(judge(ours.trustedRoot))).message, /no proof that a trusted log/);
  for (const part of ["certificateAuthorities", "ctlogs", "timestampAuthorities", "tlogs"]) {
    const root = { ...theirs.trustedRoot, [part]: ours.trustedRoot[part] };
    assert.equal((await failureOf(judge(root))).code, "SIGNATURE_INVALID", part);
  }
});

test("a log that is not trusted does no harm where another one is", async (t) => {
  const sigstore = await start(t);
  const bundle = await signBundle(sigstore, statementOf(digest), { logs: [1, 2], timestamp: true });
  const tlogs = sigstore.trustedRoot["tlogs"] as readonly unknown[];
  for (const known of tlogs) {
    const trust = await trustOf({ ...sigstore.trustedRoot, tlogs: [known] });
    const bytes = Buffer.from(JSON.stringify(bundle));
    assert.equal((await verifyBundle(bytes, { digest, policy, trust })).signer.kind, "identity");
    const error = await failureOf(verifyBundle(bytes, { digest, policy: { ...policy, logs: 2 }, trust }));
    assert.match(error.message, /1 of 2/);
  }
});

test("what cannot be trust, pattern or key is wrong use", async () => {
  const roots = [
    "",
    "{}",
    "[]",
    '{"mediaType":"x"}',
    '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json"}',
  ];
  for (const text of roots) {
    const error = await failureOf(readTrustedRoot(text, "root.json"));
    assert.equal(error.code, "USAGE");
    assert.match(error.message, /^Could not use root\.json as trusted root: /);
  }
  for (const pattern of ["(", "a)(b", "[", "*"]) assert.throws(() => matching(pattern), { code: "USAGE" });
  const begin = (what: string) => `-----BEGIN ${what}-----\nAAAA\n-----END ${what}-----\n`;
  for (const pem of ["", begin("PRIVATE KEY"), begin("PUBLIC KEY"), begin("CERTIFICATE")])
    assert.throws(() => readPublicKey(pem, "cosign.pub"), { code: "USAGE", message: /cosign\.pub/ });
});
