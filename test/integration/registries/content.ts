import assert from "node:assert/strict";
import { digestOf } from "../../../src/digest.ts";
import type { Repository } from "../../../src/oci/reference.ts";
import { keystream } from "../../support/keystream.ts";
import { failureOf, sampleChart, type TestClient } from "../../support/registry-client.ts";
import { type Behaviour, type Scene, tick } from "./behaviour.ts";
import { connect } from "./peer.ts";

/** Pushes a small chart of that content under `tag`; gives what was pushed. */
async function pushSample({ client, signal }: TestClient, repository: Repository, tag: string, text: string) {
  const { manifest, blobs } = sampleChart(text);
  await Promise.all(blobs.map((blob) => client.pushBlob(repository, blob.descriptor, blob.bytes, signal)));
  await client.pushManifest(repository, tag, manifest, signal);
  return { manifest, blobs };
}

async function newArtifact({ peer, repository }: Scene): Promise<string> {
  const open = connect(peer);
  await using _ = open.client;
  const { client, signal } = open;
  assert.equal(await client.resolve(repository, "1.0.0", signal), undefined);
  assert.equal(await client.fetchManifest(repository, "1.0.0", signal), undefined);
  assert.deepEqual(await client.listTags(repository, signal), []);
  const { manifest } = await pushSample(open, repository, "1.0.0", "new");
  assert.deepEqual(await client.resolve(repository, "1.0.0", signal), manifest.descriptor);
  assert.equal(await client.resolve(repository, "2.0.0", signal), undefined);
  assert.deepEqual(open.slept, []);
  return tick;
}

async function sameBytes({ peer, repository }: Scene): Promise<string> {
  const writer = connect(peer);
  await using _ = writer.client;
  const { manifest, blobs } = await pushSample(writer, repository, "1.0.0", "bytes");
  const { client, signal } = connect(peer, { access: "pull" });
  await using _reader = client;
  for (const reference of ["1.0.0", manifest.descriptor.digest]) {
    assert.deepEqual(await client.resolve(repository, reference, signal), manifest.descriptor);
    const fetched = await client.fetchManifest(repository, reference, signal);
    assert.deepEqual(fetched?.descriptor, manifest.descriptor);
    assert.deepEqual(Buffer.from(fetched.bytes), Buffer.from(manifest.bytes));
  }
  for (const { descriptor, bytes } of blobs) {
    assert.equal(await client.hasBlob(repository, descriptor.digest, signal), true);
    const fetched = await client.fetchBlob(repository, descriptor, signal);
    assert.deepEqual(Buffer.from(fetched), Buffer.from(bytes));
  }
  assert.equal(await client.hasBlob(repository, digestOf("never pushed"), signal), false);
  return tick;
}

async function movedTag({ kind, peer, repository }: Scene): Promise<string> {
  const open = connect(peer);
  await using _ = open.client;
  const { client, signal } = open;
  const first = await pushSample(open, repository, "1.0.0", "first");
  // The very same once more is no move.
  await client.pushManifest(repository, "1.0.0", first.manifest, signal);
  const moving = pushSample(open, repository, "1.0.0", "second");
  if (kind.retag === "refused") {
    const refused = await failureOf(moving);
    assert.equal(refused.code, "CONFLICT");
    assert.match(refused.hint ?? "", /new version/);
    assert.deepEqual(await client.resolve(repository, "1.0.0", signal), first.manifest.descriptor);
    return "refused, told";
  }
  const second = await moving;
  assert.deepEqual(await client.resolve(repository, "1.0.0", signal), second.manifest.descriptor);
  const { digest } = first.manifest.descriptor;
  const untagged = await client.resolve(repository, digest, signal);
  if (kind.untagged === "gone") {
    assert.equal(untagged, undefined);
    return "the old digest is gone";
  }
  assert.deepEqual(untagged, first.manifest.descriptor);
  return tick;
}

async function listedTags({ peer, repository }: Scene): Promise<string> {
  const open = connect(peer);
  await using _ = open.client;
  const tags = ["10.0.0", "2.0.0", "2.0.0-rc.1", "1.0.0_build.5", "latest"];
  for (const tag of tags) await pushSample(open, repository, tag, "one chart, many tags");
  assert.deepEqual((await open.client.listTags(repository, open.signal)).toSorted(), tags.toSorted());
  return tick;
}

async function blobOnceMore({ peer, repository }: Scene): Promise<string> {
  const open = connect(peer);
  await using _ = open.client;
  const { client, signal } = open;
  const { blobs } = await pushSample(open, repository, "1.0.0", "once more");
  const other = { ...repository, name: `${repository.name}/other` };
  for (const place of [repository, other]) {
    for (const { descriptor, bytes } of blobs) await client.pushBlob(place, descriptor, bytes, signal);
  }
  await pushSample(open, other, "1.0.0", "once more");
  for (const { descriptor } of blobs) {
    assert.equal(digestOf(await client.fetchBlob(other, descriptor, signal)), descriptor.digest);
  }
  return tick;
}

/** Clients that know nothing of each other, as jobs of a workflow do. */
const clientsAtOnce = 8;

async function blobAtOnce({ peer, repository }: Scene): Promise<string> {
  const bytes = keystream("at once", 500_000);
  const descriptor = { mediaType: "application/octet-stream", digest: digestOf(bytes), size: bytes.length };
  const clients = Array.from({ length: clientsAtOnce }, () => connect(peer));
  try {
    await Promise.all(
      clients.map(({ client, signal }) => client.pushBlob(repository, descriptor, bytes, signal)),
    );
    const fetched = await Promise.all(
      clients.map(({ client, signal }) => client.fetchBlob(repository, descriptor, signal)),
    );
    assert.ok(fetched.every((each) => digestOf(each) === descriptor.digest));
  } finally {
    await Promise.all(clients.map(({ client }) => client[Symbol.asyncDispose]()));
  }
  return tick;
}

/** What a registry does with content. */
export const contentBehaviours: readonly Behaviour[] = [
  { column: "new", name: "takes an artifact whose tag and repository it did not have", check: newArtifact },
  {
    column: "bytes",
    name: "gives back the bytes, by tag and by digest, and names the same digests",
    check: sameBytes,
  },
  {
    column: "tag moved",
    name: "gives a tag to other content, or says clearly that it does not",
    check: movedTag,
  },
  { column: "tags", name: "lists the tags", check: listedTags },
  { column: "blob again", name: "takes a blob that it has, also in another repository", check: blobOnceMore },
  { column: "8 at once", name: "takes one blob from eight clients at once", check: blobAtOnce },
];
