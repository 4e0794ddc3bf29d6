import { generateKeyPairSync, sign } from "node:crypto";
import { digestOf } from "../../../src/digest.ts";
import { type Descriptor, MediaType } from "../../../src/oci/descriptor.ts";
import type { Repository } from "../../../src/oci/reference.ts";
import type { Manifest } from "../../../src/oci/registry.ts";
import { sampleBlob, type TestClient } from "../registry-client.ts";
import { certify, logInRekor, pemOf, type Signing } from "./sign.ts";
import type { FakeSigstore } from "./start.ts";

export const BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const SIMPLE_SIGNING = "application/vnd.dev.cosign.simplesigning.v1+json";

/** Where a test's manifest is. */
export interface Place {
  readonly client: TestClient;
  readonly repository: Repository;
  readonly subject: Descriptor;
}

/** Attaches bundles as the layers of one referrer, as cosign attaches one; gives the referrer's digest. */
export async function attachBundles(
  { client: { client, signal }, repository, subject }: Place,
  ...bundles: readonly unknown[]
): Promise<Manifest> {
  const layers = bundles.map((bundle) => sampleBlob(JSON.stringify(bundle), BUNDLE));
  const config = sampleBlob("{}", "application/vnd.oci.empty.v1+json");
  for (const { descriptor, bytes } of [config, ...layers])
    await client.pushBlob(repository, descriptor, bytes, signal);
  const json = {
    schemaVersion: 2,
    mediaType: MediaType.imageManifest,
    artifactType: BUNDLE,
    config: config.descriptor,
    layers: layers.map(({ descriptor }) => descriptor),
    subject,
  };
  const manifest = sampleBlob(JSON.stringify(json), MediaType.imageManifest);
  await client.pushReferrer(repository, manifest, signal);
  return manifest;
}

/** A signature in the form of cosign 2 as a layer of its tag, with the payload. */
export async function simpleSignature(
  sigstore: FakeSigstore,
  digest: string,
  { key, claims, logs = [1] }: Signing = {},
): Promise<{ payload: Buffer; annotations: Record<string, string> }> {
  const privateKey = key ?? generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  const critical = {
    identity: { "docker-reference": "registry.invalid/c/x" },
    image: { "docker-manifest-digest": digest },
    type: "cosign container image signature",
  };
  const payload = Buffer.from(JSON.stringify({ critical, optional: null }));
  const content = sign("sha256", payload, privateKey).toString("base64");
  const certificate = key === undefined ? await certify(sigstore, privateKey, claims) : undefined;
  const annotations: Record<string, string> = { "dev.cosignproject.cosign/signature": content };
  if (certificate !== undefined) annotations["dev.sigstore.cosign/certificate"] = certificate.toString();
  if (logs.includes(1)) {
    const verifier = Buffer.from(certificate?.toString() ?? pemOf(privateKey)).toString("base64");
    const spec = {
      data: { hash: { algorithm: "sha256", value: digestOf(payload).slice("sha256:".length) } },
      signature: { content, publicKey: { content: verifier } },
    };
    const entry = await logInRekor(sigstore, { kind: "hashedrekord", apiVersion: "0.0.1", spec });
    const { body, integratedTime, logIndex, logID, verification } = entry;
    annotations["dev.sigstore.cosign/bundle"] = JSON.stringify({
      SignedEntryTimestamp: verification.signedEntryTimestamp,
      Payload: { body, integratedTime, logIndex, logID },
    });
  }
  return { payload, annotations };
}

/** Puts signatures in the form of cosign 2 under their tag. */
export async function tagSignatures(
  { client: { client, signal }, repository, subject }: Place,
  ...signatures: readonly { payload: Buffer; annotations: Record<string, string> }[]
): Promise<void> {
  const config = sampleBlob("{}", "application/vnd.oci.image.config.v1+json");
  const layers = signatures.map(({ payload, annotations }) => {
    const { descriptor, bytes } = sampleBlob(payload.toString(), SIMPLE_SIGNING);
    return { descriptor: { ...descriptor, annotations }, bytes };
  });
  for (const { descriptor, bytes } of [config, ...layers])
    await client.pushBlob(repository, descriptor, bytes, signal);
  const json = {
    schemaVersion: 2,
    mediaType: MediaType.imageManifest,
    config: config.descriptor,
    layers: layers.map(({ descriptor }) => descriptor),
  };
  const manifest = sampleBlob(JSON.stringify(json), MediaType.imageManifest);
  await client.pushManifest(repository, `${subject.digest.replace(":", "-")}.sig`, manifest, signal);
}
