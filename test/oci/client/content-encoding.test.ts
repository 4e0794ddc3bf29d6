import assert from "node:assert/strict";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { digestOf } from "../../../src/digest.ts";
import { createTestClient, failureOf, repositoryAt, sampleChart } from "../../support/registry-client.ts";
import { type Handler, startServer } from "../../support/scripted-server.ts";

const { manifest } = sampleChart();
const { descriptor } = manifest;
const type = { "content-type": descriptor.mediaType, "docker-content-digest": descriptor.digest };
const gzip = { "content-encoding": "gzip" };

/** A client's calls on a server that answers everything like this. */
async function at(fallback: Handler) {
  const server = await startServer({ fallback });
  const { client, signal } = createTestClient();
  const repository = repositoryAt(server.host);
  return {
    server,
    resolve: () => client.resolve(repository, "1.0.0", signal),
    fetchManifest: () => client.fetchManifest(repository, "1.0.0", signal),
    fetchBlob: (blob = descriptor) => client.fetchBlob(repository, blob, signal),
    async [Symbol.asyncDispose]() {
      await client[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

test("gzip-encoding (Harbor): a manifest compressed though nobody asked is the manifest, whatever HEAD says of its length", async () => {
  const compressed = gzipSync(manifest.bytes);
  await using registry = await at(({ method }) =>
    method === "HEAD"
      ? { headers: { ...type, "content-length": String(descriptor.size) } }
      : { headers: { ...type, ...gzip }, body: compressed },
  );
  assert.deepEqual(await registry.resolve(), descriptor);
  const found = await registry.fetchManifest();
  assert.deepEqual(found?.descriptor, descriptor);
  assert.deepEqual(Buffer.from(found?.bytes ?? []), manifest.bytes);
  assert.ok(registry.server.requests.every(({ headers }) => headers["accept-encoding"] === "identity"));
});

test("gzip-encoding: the length that a HEAD gives for compressed bytes is not taken for the manifest's", async () => {
  const compressed = gzipSync(manifest.bytes);
  await using registry = await at(() => ({ headers: { ...type, ...gzip }, body: compressed }));
  assert.deepEqual(await registry.resolve(), descriptor);
});

test("gzip-encoding: a blob compressed on its way is the blob", async () => {
  await using registry = await at(() => ({ headers: gzip, body: gzipSync(manifest.bytes) }));
  assert.deepEqual(Buffer.from(await registry.fetchBlob()), manifest.bytes);
});

test("gzip-encoding: a blob that is an archive stays one, though the header says it was compressed on its way", async () => {
  const bytes = gzipSync("a chart");
  await using registry = await at(() => ({ headers: gzip, body: bytes }));
  const found = await registry.fetchBlob({ ...descriptor, digest: digestOf(bytes), size: bytes.length });
  assert.deepEqual(Buffer.from(found), bytes);
});

test("gzip-encoding: a header that is not true harms nobody", async () => {
  await using registry = await at(() => ({ headers: { ...type, ...gzip }, body: manifest.bytes }));
  assert.deepEqual((await registry.fetchManifest())?.descriptor, descriptor);
  assert.deepEqual(Buffer.from(await registry.fetchBlob()), manifest.bytes);
});

for (const [what, body] of [
  ["other bytes", gzipSync("something else")],
  ["compressed bytes that are damaged", gzipSync(manifest.bytes).subarray(0, 30)],
  ["a few bytes that become a great many", gzipSync(Buffer.alloc(64 * 1024 * 1024))],
] as const) {
  test(`gzip-encoding: ${what} are refused`, async () => {
    // Without a digest in the header: what is damaged must not pass for a manifest of its own.
    const headers = {
      "content-type": descriptor.mediaType,
      ...(what === "other bytes" ? type : {}),
      ...gzip,
    };
    await using registry = await at(() => ({ headers, body }));
    assert.equal((await failureOf(registry.fetchManifest())).code, "INTEGRITY");
    await assert.rejects(registry.fetchBlob({ ...descriptor, size: body.length + 1 }), { code: "INTEGRITY" });
  });
}
