import assert from "node:assert/strict";
import test from "node:test";
import { digestOf } from "../../../src/digest.ts";
import { dockerRegistryFor } from "../../support/docker-registry.ts";
import {
  accountAt,
  createTestClient,
  failureOf,
  PASSWORD,
  repositoryAt,
  sampleBlob,
  sampleChart,
} from "../../support/registry-client.ts";

const account = { username: "robot$ci", password: PASSWORD };

for (const hasPassword of [false, true]) {
  test(`the real docker-registry ${hasPassword ? "with Basic" : "without"} authentication takes a chart and gives it back`, async (t) => {
    await using registry = await dockerRegistryFor(t, hasPassword ? { credentials: account } : {});
    if (registry === undefined) return;
    const { client, signal, slept } = createTestClient({ credentials: accountAt(registry.host) });
    await using _ = client;
    const repository = repositoryAt(registry.host, "charts/demo");
    const { manifest, blobs } = sampleChart();
    const layer = blobs[1]?.descriptor ?? manifest.descriptor;

    assert.equal(await client.resolve(repository, "1.0.0", signal), undefined);
    assert.equal(await client.fetchManifest(repository, "1.0.0", signal), undefined);
    assert.deepEqual(await client.listTags(repository, signal), []);
    assert.equal(await client.hasBlob(repository, layer.digest, signal), false);

    await Promise.all(blobs.map((blob) => client.pushBlob(repository, blob.descriptor, blob.bytes, signal)));
    await client.pushManifest(repository, "1.0.0", manifest, signal);

    assert.deepEqual(await client.resolve(repository, "1.0.0", signal), manifest.descriptor);
    assert.equal(
      (await client.fetchManifest(repository, manifest.descriptor.digest, signal))?.descriptor.size,
      manifest.descriptor.size,
    );
    assert.equal(await client.hasBlob(repository, layer.digest, signal), true);
    assert.equal(digestOf(await client.fetchBlob(repository, layer, signal)), layer.digest);
    assert.deepEqual(await client.listTags(repository, signal), ["1.0.0"]);

    // Once more: what is there already is no error.
    await client.pushManifest(repository, "1.0.0", manifest, signal);
    assert.deepEqual(slept, []);
  });
}

test("the real docker-registry refuses a wrong password, a wrong digest and a manifest without blobs", async (t) => {
  await using registry = await dockerRegistryFor(t, { credentials: account });
  if (registry === undefined) return;
  const repository = repositoryAt(registry.host, "charts/demo");
  const stranger = createTestClient();
  await using _stranger = stranger.client;
  const refused = await failureOf(stranger.client.resolve(repository, "1.0.0", stranger.signal));
  assert.equal(refused.code, "UNAUTHORIZED");
  assert.match(refused.hint ?? "", /set username and password/);

  const { client, signal } = createTestClient({ credentials: accountAt(registry.host) });
  await using _ = client;
  const { descriptor } = sampleBlob("one");
  const wrong = await failureOf(client.pushBlob(repository, descriptor, Buffer.from("two"), signal));
  assert.match(wrong.message, /400 DIGEST_INVALID/);
  const { manifest, blobs } = sampleChart("never pushed");
  const orphan = await failureOf(client.pushManifest(repository, "1.0.0", manifest, signal));
  assert.match(orphan.message, /400 MANIFEST_BLOB_UNKNOWN/);
  assert.ok(blobs.every((blob) => orphan.message.includes(blob.descriptor.digest)));
  assert.equal(await client.resolve(repository, "1.0.0", signal), undefined);
});
