import assert from "node:assert/strict";
import test from "node:test";
import { startCappingProxy } from "../../support/capping-proxy.ts";
import { dockerRegistryFor } from "../../support/docker-registry.ts";
import { createMemoryRegistry, type MemoryRegistry } from "../../support/memory-registry.ts";
import { registryFor } from "../../support/registry.ts";
import { createTestClient, failureOf, repositoryAt, sampleBlob } from "../../support/registry-client.ts";
import { type Handler, type Reply, type Rule, startServer } from "../../support/scripted-server.ts";

const MIB = 1024 * 1024;
const page = "<html><head><title>413 Request Entity Too Large</title></head></html>";
const tooLarge: Reply = { status: 413, headers: { "content-type": "text/html" }, body: page };
const unsupported: Reply = { status: 405, body: { errors: [{ code: "UNSUPPORTED" }] } };

/** Two chunks and a half of it, no two alike. */
const big = sampleBlob(Array.from({ length: 250_000 }, (_, index) => `${index}`.padStart(10)).join(""));

interface Pushed {
  /** `METHOD length range` of every request that opened, filled or looked for a blob. */
  readonly steps: string[];
  readonly paths: string[];
  readonly isStored: boolean;
  readonly error: { readonly message: string; readonly hint?: string } | undefined;
}

/** Pushes a blob to a registry over memory with these faults. */
async function push(
  rules: (registry: MemoryRegistry) => readonly Rule[],
  { descriptor, bytes } = big,
): Promise<Pushed> {
  const registry = createMemoryRegistry();
  await using server = await startServer({ rules: rules(registry), fallback: registry.handle });
  const { client, signal } = createTestClient();
  await using _ = client;
  const work = client.pushBlob(repositoryAt(server.host), descriptor, bytes, signal);
  const [result] = await Promise.allSettled([work]);
  const steps = server.requests.map(({ method, body, headers }) =>
    [method, body.length || "", headers["content-range"] ?? ""].join(" ").trim(),
  );
  const isStored = registry.blobs.has(`c/x@${descriptor.digest}`);
  const error = result?.status === "rejected" ? await failureOf(work) : undefined;
  return { steps, paths: server.log, isStored, error };
}

/** A proxy that lets at most this many bytes through. */
function cap(bytes: number, registry: MemoryRegistry, answer: Reply = tooLarge): Handler {
  return (request) => (request.body.length > bytes ? answer : registry.handle(request));
}

const inChunks = ["PATCH 1000000 0-999999", "PATCH 1000000 1000000-1999999", "PUT 500000 2000000-2499999"];

test("no-chunk (GAR): a push that nobody objects to is one POST and one PUT, never a PATCH", async () => {
  const { steps, isStored } = await push(() => [{ method: "PATCH", reply: unsupported }]);
  assert.deepEqual(steps, ["POST", "PUT 2500000"]);
  assert.ok(isStored);
});

test("no-chunk (GAR): where chunks are refused as well, the error tells both refusals and how to fix the first", async () => {
  const { steps, error } = await push((registry) => [
    { method: "PUT", reply: cap(MIB, registry) },
    { method: "PATCH", reply: unsupported },
  ]);
  assert.deepEqual(steps, ["POST", "PUT 2500000", "POST", "PATCH 1000000 0-999999"]);
  assert.match(
    error?.message ?? "",
    /^Could not push blob sha256:.* PUT http:.* was answered 413 .*; in chunks of 1000000 bytes: PATCH http:.* 405 UNSUPPORTED$/,
  );
  assert.match(error?.hint ?? "", /^a proxy in front of the registry limits the size of uploads: raise/);
});

test("single-post-202-close: a POST carries no digest and no body, and its connection may end with it", async () => {
  const { paths, isStored } = await push((registry) => [
    { method: "POST", path: /digest=/, reply: { status: 202, headers: { connection: "close" } } },
    {
      method: "POST",
      async reply(request) {
        const answer = await registry.handle(request);
        return { ...answer, headers: { ...answer.headers, connection: "close" } };
      },
    },
  ]);
  assert.equal(paths[0], "POST /v2/c/x/blobs/uploads/");
  assert.deepEqual([paths.length, isStored], [2, true]);
});

test("proxy-413 (nginx): what is too much for a proxy is sent once more in chunks, the last of them with the PUT", async () => {
  const { steps, isStored } = await push((registry) => [
    { method: "PUT", reply: cap(MIB, registry) },
    { method: "PATCH", reply: cap(MIB, registry) },
  ]);
  assert.deepEqual(steps, ["POST", "PUT 2500000", "POST", ...inChunks]);
  assert.ok(isStored);
});

test("proxy-413: what fits in one chunk is not sent again", async () => {
  const { steps, error } = await push(
    (registry) => [{ method: "PUT", reply: cap(1, registry) }],
    sampleBlob("ab"),
  );
  assert.deepEqual(steps, ["POST", "PUT 2"]);
  assert.match(error?.message ?? "", /was answered 413/);
  assert.match(error?.hint ?? "", /a proxy in front of the registry limits the size of uploads/);
});

test("chunk-cap (GHCR): chunks stay under 4 MiB, and one refused as too large all the same is an error that says so", async () => {
  const words = "the request body is too large and exceeds the maximum permissible limit of 4.00MiB";
  const refusal: Reply = { status: 416, body: { errors: [{ code: "SIZE_INVALID", message: words }] } };
  const ghcr = (registry: MemoryRegistry): Rule[] => [
    { method: "PUT", reply: cap(MIB, registry) },
    { method: "PATCH", reply: cap(4 * MIB, registry, refusal) },
  ];
  assert.ok((await push(ghcr)).isStored);

  const wanting = (registry: MemoryRegistry): Rule => ({
    method: "POST",
    async reply(request) {
      const answer = await registry.handle(request);
      return { ...answer, headers: { ...answer.headers, "oci-chunk-min-length": String(5 * MIB) } };
    },
  });
  const huge = sampleBlob("x".repeat(6_000_000));
  const { steps, error } = await push((registry) => [wanting(registry), ...ghcr(registry)], huge);
  assert.equal(steps[3], "PATCH 5242880 0-5242879");
  assert.match(error?.message ?? "", /416 SIZE_INVALID .*limit of 4\.00MiB/);
  assert.equal(steps.filter((step) => step.startsWith("PATCH")).length, 2);
});

test("ecr-patch: a PATCH may be answered 201 with a Range that stands still, and the closing PUT is not empty", async () => {
  const even = sampleBlob("x".repeat(2_000_000));
  const { steps, isStored } = await push(
    (registry) => [
      { method: "PUT", times: 1, reply: tooLarge },
      {
        method: "PATCH",
        async reply(request) {
          const answer = await registry.handle(request);
          return { ...answer, status: 201, headers: { ...answer.headers, range: "0-99" } };
        },
      },
      { method: "PUT", reply: (r) => (r.body.length === 0 ? { status: 500 } : registry.handle(r)) },
    ],
    even,
  );
  assert.deepEqual(steps.slice(3), ["PATCH 1000000 0-999999", "PUT 1000000 1000000-1999999"]);
  assert.ok(isStored);
});

const once: readonly (readonly [string, Handler | Reply])[] = [
  ["a session forgotten", { status: 404, body: { errors: [{ code: "BLOB_UPLOAD_UNKNOWN" }] } }],
  ["a chunk out of order", { status: 416, body: { errors: [{ code: "RANGE_INVALID" }] } }],
  ["a connection cut", { reset: true }],
];

for (const [what, reply] of once) {
  test(`${what} in the middle of the chunks: they are sent again from the first, to a new session`, async () => {
    const { steps, isStored } = await push((registry) => [
      { method: "PUT", reply: cap(MIB, registry) },
      { method: "PATCH", times: 1, reply },
    ]);
    assert.deepEqual(steps.slice(2), ["POST", "PATCH 1000000 0-999999", "HEAD", "POST", ...inChunks]);
    assert.ok(isStored);
  });
}

test("oob-append (distribution 2.8): chunks put together wrongly show by the digest, and are sent again", async () => {
  const { steps, isStored } = await push((registry) => [
    { method: "PUT", reply: cap(MIB, registry) },
    {
      method: "PATCH",
      times: 1,
      reply: (request) => registry.handle({ ...request, body: Buffer.concat([request.body, request.body]) }),
    },
  ]);
  assert.deepEqual(steps.slice(2), ["POST", ...inChunks, "HEAD", "POST", ...inChunks]);
  assert.ok(isStored);
});

test("proxy-413: the real docker-registry and our own take the chunks that a proxy lets through", async (t) => {
  await using real = await dockerRegistryFor(t);
  if (real === undefined) return;
  for (const { host } of [real, await registryFor(t)]) {
    await using proxy = await startCappingProxy(host, MIB);
    const { client, signal } = createTestClient();
    await using _ = client;
    const repository = repositoryAt(proxy.host);
    await client.pushBlob(repository, big.descriptor, big.bytes, signal);
    assert.deepEqual(await client.fetchBlob(repository, big.descriptor, signal), big.bytes);
    assert.deepEqual(proxy.uploads, ["PUT 2500000", "PATCH 1000000", "PATCH 1000000", "PUT 500000"]);
  }
});
