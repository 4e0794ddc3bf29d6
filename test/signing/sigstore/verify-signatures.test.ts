import assert from "node:assert/strict";
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import test, { type TestContext } from "node:test";
import { digestOf } from "../../../src/digest.ts";
import { MediaType } from "../../../src/oci/descriptor.ts";
import { exactly, type Policy } from "../../../src/signing/sigstore/policy.ts";
import { readTrustedRoot } from "../../../src/signing/sigstore/trust.ts";
import { type Signatures, verifySignatures } from "../../../src/signing/sigstore/verify-signatures.ts";
import type { LoopbackOptions } from "../../support/loopback.ts";
import { pushSubject, sampleReferrer } from "../../support/referrer.ts";
import { registryFor } from "../../support/registry.ts";
import { createTestClient, failureOf, repositoryAt } from "../../support/registry-client.ts";
import {
  attachBundles,
  BUNDLE,
  type Place,
  simpleSignature,
  tagSignatures,
} from "../../support/sigstore/attach.ts";
import { jobClaims } from "../../support/sigstore/oidc-issuer.ts";
import { signBundle, statementOf } from "../../support/sigstore/sign.ts";
import { type FakeSigstore, startSigstore } from "../../support/sigstore/start.ts";

const predicateType = "https://sigstore.dev/cosign/sign/v1";
const byJob: Policy = {
  predicateType,
  signatory: {
    kind: "identity",
    identity: exactly(`https://github.com/${jobClaims["job_workflow_ref"]}`),
    issuer: exactly(String(jobClaims["iss"])),
  },
};
const key = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const byKey: Policy = { predicateType, signatory: { kind: "key", publicKey: createPublicKey(key) } };
const wrongWorkflow = { job_workflow_ref: "octo/charts/.github/workflows/test.yml@refs/heads/main" };

interface Scene extends Place {
  readonly sigstore: FakeSigstore;
  verify(policy?: Policy): Promise<Signatures>;
}

async function scene(t: TestContext, options: LoopbackOptions = {}): Promise<Scene> {
  const sigstore = await startSigstore(t);
  const registry = await registryFor(t, options);
  const client = createTestClient();
  const repository = repositoryAt(registry.host);
  const subject = await pushSubject(client, repository);
  const trust = await readTrustedRoot(JSON.stringify(sigstore.trustedRoot), "the root");
  const verify = (policy = byJob) =>
    verifySignatures(client.client, repository, { digest: subject.digest, policy, trust }, client.signal);
  return { sigstore, client, repository, subject, verify };
}

test("a chart that nobody has signed is refused", async (t) => {
  const { verify, client, repository, subject } = await scene(t);
  const sbom = sampleReferrer(subject, "SBOM");
  await client.client.pushReferrer(repository, sbom, client.signal);
  const error = await failureOf(verify());
  assert.equal(error.code, "SIGNATURE_INVALID");
  assert.equal(
    error.message,
    `Could not verify ${repository.host}/c/x@${subject.digest}: it bears no Sigstore signature.`,
  );
});

test("one signature that counts is enough, and the others are told with their reasons", async (t) => {
  const place = await scene(t);
  const { sigstore, subject, verify } = place;
  const other = await attachBundles(
    place,
    await signBundle(sigstore, statementOf(subject.digest), { claims: wrongWorkflow }),
  );
  const error = await failureOf(verify());
  assert.match(error.message, new RegExp(`${other.descriptor.digest}: it was made by ".+test\\.yml`));
  const slsa = statementOf(subject.digest, { predicateType: "https://slsa.dev/provenance/v1" });
  const attestation = await attachBundles(place, await signBundle(sigstore, slsa));
  await failureOf(verify());
  const good = await attachBundles(place, await signBundle(sigstore, statementOf(subject.digest)));
  const { verified, refused } = await verify();
  assert.deepEqual(
    verified.map(({ source }) => source),
    [good.descriptor.digest],
  );
  assert.deepEqual(
    refused.map(({ source }) => source).sort(),
    [other.descriptor.digest, attestation.descriptor.digest].sort(),
  );
  const { verified: attested } = await verify({ ...byJob, predicateType: "https://slsa.dev/provenance/v1" });
  assert.deepEqual(
    attested.map(({ source }) => source),
    [attestation.descriptor.digest],
  );
});

test("a signature of another chart that is attached to this one does not count", async (t) => {
  const place = await scene(t);
  await attachBundles(place, await signBundle(place.sigstore, statementOf(digestOf("other"))));
  assert.match((await failureOf(place.verify())).message, /it is about "sha256:/);
});

test("of several bundles in one referrer none counts", async (t) => {
  const place = await scene(t);
  const good = await signBundle(place.sigstore, statementOf(place.subject.digest));
  await attachBundles(place, good, { ...good, more: true });
  assert.match((await failureOf(place.verify())).message, /it has 2 layers instead of one/);
});

test("an index that lies about types hides nothing", async (t) => {
  let index: unknown;
  const place = await scene(t, {
    fault(request, response) {
      if (index === undefined || !request.url?.includes("/referrers/")) return false;
      response.writeHead(200, { "content-type": MediaType.imageIndex }).end(JSON.stringify(index));
      return true;
    },
  });
  const { subject, sigstore, verify } = place;
  const { descriptor } = await attachBundles(place, await signBundle(sigstore, statementOf(subject.digest)));
  const manifests = [
    { ...descriptor, artifactType: "application/vnd.oci.empty.v1+json" },
    { ...descriptor, digest: digestOf("gone"), artifactType: BUNDLE },
  ];
  index = { schemaVersion: 2, mediaType: MediaType.imageIndex, manifests };
  const { verified, refused } = await verify();
  assert.equal(verified[0]?.source, descriptor.digest);
  assert.match(refused[0]?.problems[0]?.message ?? "", /listed, but not there/);
});

test("a bundle of more bytes than any has is not read", async (t) => {
  const place = await scene(t);
  const good = await signBundle(place.sigstore, statementOf(place.subject.digest));
  await attachBundles(place, { ...good, padding: "x".repeat(4 * 1024 * 1024) });
  assert.match((await failureOf(place.verify())).message, /4194304 are the most/);
});

test("a registry that does not say what there is leaves nothing verified", async (t) => {
  let broken = "none";
  const place = await scene(t, {
    fault(request, response) {
      if (!request.url?.includes(broken)) return false;
      response.writeHead(403).end();
      return true;
    },
  });
  await attachBundles(place, await signBundle(place.sigstore, statementOf(place.subject.digest)));
  await place.verify();
  for (const [part, code] of [
    ["/referrers/", "DENIED"],
    [".sig", "DENIED"],
    ["/blobs/", "SIGNATURE_INVALID"],
  ] as const) {
    broken = part;
    assert.equal((await failureOf(place.verify())).code, code, part);
  }
});

test("signatures in the form of cosign 2 count, in a log or of a key", async (t) => {
  const place = await scene(t);
  const { sigstore, subject, verify } = place;
  const byNobody = await simpleSignature(sigstore, subject.digest, { claims: wrongWorkflow });
  const good = await simpleSignature(sigstore, subject.digest);
  const keyed = await simpleSignature(sigstore, subject.digest, { key });
  const unlogged = await simpleSignature(sigstore, subject.digest, { key, logs: [] });
  await tagSignatures(place, byNobody, good, keyed, unlogged);
  const tag = `${subject.digest.replace(":", "-")}.sig`;
  const sources = ({ verified }: Signatures) => verified.map(({ source }) => source);
  const found = await verify();
  assert.deepEqual(sources(found), [`${tag}[1]`]);
  assert.equal(found.verified[0]?.logIndex, "1");
  assert.equal(found.verified[0]?.signer.kind, "identity");
  assert.equal(found.refused.length, 3);
  assert.deepEqual(sources(await verify(byKey)), [`${tag}[2]`]);
  assert.deepEqual(sources(await verify({ ...byKey, logs: 0 })), [`${tag}[2]`, `${tag}[3]`]);
  await failureOf(verify({ ...byJob, predicateType: "https://slsa.dev/provenance/v1" }));
});

test("a signature in the form of cosign 2 that was tampered with is refused", async (t) => {
  const place = await scene(t);
  const { sigstore, subject } = place;
  const good = await simpleSignature(sigstore, subject.digest);
  const other = await simpleSignature(sigstore, digestOf("other"));
  const bundle = "dev.sigstore.cosign/bundle";
  const without = (name: string) => {
    const { [name]: _, ...annotations } = good.annotations;
    return { ...good, annotations };
  };
  const changed = (name: string, value: string) => ({
    ...good,
    annotations: { ...good.annotations, [name]: value },
  });
  await tagSignatures(
    place,
    other,
    { ...good, payload: other.payload },
    { ...other, payload: good.payload },
    { payload: Buffer.from("{"), annotations: good.annotations },
    without("dev.cosignproject.cosign/signature"),
    without("dev.sigstore.cosign/certificate"),
    without(bundle),
    changed(bundle, other.annotations[bundle] ?? ""),
    changed(bundle, "{}"),
    changed(
      bundle,
      (good.annotations[bundle] ?? "").replace(/"integratedTime":\d+/, '"integratedTime":1700000000'),
    ),
    changed("dev.sigstore.cosign/certificate", other.annotations["dev.sigstore.cosign/certificate"] ?? ""),
    changed("dev.sigstore.cosign/certificate", "PEM"),
  );
  const error = await failureOf(place.verify());
  const refused = new Set(error.problems.map(({ message }) => message.split(": ")[0]));
  assert.equal(refused.size, 12, error.message);
  await tagSignatures(place, good);
  await place.verify();
});
