import assert from "node:assert/strict";
import { digestOf } from "../../../src/digest.ts";
import { keystream } from "../../support/keystream.ts";
import { failureOf, sampleBlob, sampleChart } from "../../support/registry-client.ts";
import { type Behaviour, notApplicable, type Scene, tick } from "./behaviour.ts";
import { type Access, connect } from "./peer.ts";

const { descriptor, bytes } = sampleBlob("not to be stored");

/** The error that somebody gets who pushes a blob. */
async function refusalFor(access: Access, { repository }: Scene) {
  const { client, signal } = connect(access);
  await using _ = client;
  return await failureOf(client.pushBlob(repository, descriptor, bytes, signal));
}

async function wrongCredentials(scene: Scene): Promise<string> {
  const { peer } = scene;
  const { account, tls, host } = peer;
  if (tls?.key !== undefined) {
    const refused = await refusalFor({ host, tls: { ca: tls.ca } }, scene);
    assert.equal(refused.code, "NETWORK");
    // TLS 1.3 lets a server refuse only after the handshake is over: it looks like any other cut connection.
    assert.match(refused.hint ?? "", /client certificate/);
    return "no certificate: cut off, hint";
  }
  if (account === undefined) return notApplicable;
  const wrong = await refusalFor({ ...peer, account: { ...account, password: "another" } }, scene);
  assert.equal(wrong.code, "UNAUTHORIZED");
  assert.match(wrong.hint ?? "", /password/);
  assert.ok(!wrong.message.includes("another"));
  const { account: _, ...nobody } = peer;
  const stranger = await refusalFor(nobody, scene);
  // zot 1.4 says 403 to strangers where everybody may read.
  assert.ok(stranger.code === "UNAUTHORIZED" || stranger.code === "DENIED", stranger.code);
  assert.match(stranger.hint ?? "", /set username and password/);
  return tick;
}

async function readOnly(scene: Scene): Promise<string> {
  const { peer, repository } = scene;
  if (peer.reader === undefined) return notApplicable;
  const { manifest, blobs } = sampleChart("for readers");
  const writer = connect(peer);
  await using _ = writer.client;
  for (const blob of blobs) {
    await writer.client.pushBlob(repository, blob.descriptor, blob.bytes, writer.signal);
  }
  await writer.client.pushManifest(repository, "1.0.0", manifest, writer.signal);
  const asReader = { ...peer, account: peer.reader };
  const { client, signal } = connect(asReader, { access: "pull" });
  await using _reader = client;
  const fetched = await client.fetchManifest(repository, "1.0.0", signal);
  assert.deepEqual(fetched?.descriptor, manifest.descriptor);
  const refused = await refusalFor(asReader, scene);
  assert.ok(refused.code === "DENIED" || refused.code === "UNAUTHORIZED", refused.code);
  assert.match(refused.hint ?? "", /push/);
  assert.ok(!refused.message.includes(peer.reader.password));
  return tick;
}

const largeBytes = 5 * 1024 ** 2;

async function largeBlob({ peer, repository }: Scene): Promise<string> {
  const { client, signal } = connect(peer);
  await using _ = client;
  const content = keystream("large", largeBytes);
  const blob = { mediaType: "application/octet-stream", digest: digestOf(content), size: largeBytes };
  await client.pushBlob(repository, blob, content, signal);
  assert.equal(digestOf(await client.fetchBlob(repository, blob, signal)), blob.digest);
  return tick;
}

/** How it is told what a registry refuses. */
export const refusalBehaviours: readonly Behaviour[] = [
  {
    column: "wrong login",
    name: "lets nobody push whom it does not know, which is told",
    check: wrongCredentials,
  },
  { column: "reader", name: "lets a reader pull but not push, which is told", check: readOnly },
  { column: "5 MiB", name: "takes a blob of 5 MiB, also through a proxy that takes 1 MiB", check: largeBlob },
];
