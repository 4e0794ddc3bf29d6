import assert from "node:assert/strict";
import test from "node:test";
import type { Repository } from "../../../src/oci/reference.ts";
import { createMemoryRegistry } from "../../support/memory-registry.ts";
import {
  createTestClient,
  repositoryAt,
  sampleBlob,
  sampleChart,
  type TestClient,
} from "../../support/registry-client.ts";
import { startServer } from "../../support/scripted-server.ts";

async function publish({ client, signal }: TestClient, repository: Repository, text?: string): Promise<void> {
  const { manifest, blobs } = sampleChart(text);
  assert.equal(await client.resolve(repository, "1.0.0", signal), undefined);
  await Promise.all(blobs.map((b) => client.pushBlob(repository, b.descriptor, b.bytes, signal)));
  await client.pushManifest(repository, "1.0.0", manifest, signal);
}

test("a new chart costs a HEAD, two POSTs, two PUTs and the PUT of its manifest, and no ping", async () => {
  const registry = createMemoryRegistry();
  await using server = await startServer({ fallback: registry.handle });
  const t = createTestClient();
  await using _ = t.client;
  const repository = repositoryAt(server.host);
  await publish(t, repository);
  assert.deepEqual(server.log.map((line) => line.replace(/uploads\/.+/, "uploads/S")).sort(), [
    "HEAD /v2/c/x/manifests/1.0.0",
    "POST /v2/c/x/blobs/uploads/",
    "POST /v2/c/x/blobs/uploads/",
    "PUT /v2/c/x/blobs/uploads/S",
    "PUT /v2/c/x/blobs/uploads/S",
    "PUT /v2/c/x/manifests/1.0.0",
  ]);
  const { manifest, blobs } = sampleChart();
  assert.deepEqual(await t.client.fetchManifest(repository, "1.0.0", t.signal), {
    ...manifest,
    bytes: Buffer.from(manifest.bytes),
  });
  assert.equal(server.requests.length, 7);
  assert.equal(server.connections(), 2, "the HEAD and the GET must not cost a connection of their own");
  assert.deepEqual([...registry.blobs.keys()].sort(), blobs.map((b) => `c/x@${b.descriptor.digest}`).sort());
  assert.ok(server.requests.every(({ headers }) => headers["user-agent"] === "helm-oci-publish/test"));
  assert.ok(server.requests.every(({ headers }) => headers["accept-encoding"] === "identity"));
});

test("fifty unchanged charts cost one HEAD each over at most 32 connections", async () => {
  const registry = createMemoryRegistry();
  await using server = await startServer({ fallback: registry.handle });
  const t = createTestClient();
  await using _ = t.client;
  const { manifest } = sampleChart();
  for (let i = 0; i < 50; i++) registry.manifests.set(`c/x${i}:1.0.0`, Buffer.from(manifest.bytes));
  const found = await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      t.client.resolve(repositoryAt(server.host, `c/x${i}`), "1.0.0", t.signal),
    ),
  );
  assert.ok(found.every((descriptor) => descriptor?.digest === manifest.descriptor.digest));
  assert.equal(server.requests.length, 50);
  assert.ok(server.connections() <= 32, `${server.connections()} connections`);
});

test("same-blob-concurrent: a blob that two charts share is sent once, and both succeed", async () => {
  const registry = createMemoryRegistry();
  await using server = await startServer({ fallback: registry.handle });
  const { client, signal } = createTestClient();
  await using _ = client;
  const { descriptor, bytes } = sampleBlob("shared");
  const push = (name: string): Promise<void> =>
    client.pushBlob(repositoryAt(server.host, name), descriptor, bytes, signal);
  await Promise.all([push("c/x"), push("c/x"), push("c/y")]);
  assert.equal(server.log.filter((line) => line.startsWith("PUT /v2/c/x/")).length, 1);
  assert.equal(server.log.filter((line) => line.startsWith("PUT /v2/c/y/")).length, 1);
});

test("a whole chart goes to two hosts through one client", async () => {
  const registries = [createMemoryRegistry(), createMemoryRegistry()];
  const t = createTestClient();
  await using _ = t.client;
  for (const registry of registries) {
    await using server = await startServer({ fallback: registry.handle });
    await publish(t, repositoryAt(server.host));
    assert.equal(registry.manifests.size, 2);
  }
});
