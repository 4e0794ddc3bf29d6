import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { request } from "node:http";
import test from "node:test";
import { digestOf } from "../../../src/digest.ts";
import { startServer } from "../../../src/oci/server/start.ts";
import { openLayout } from "../../../src/oci/store/layout.ts";
import { createMemoryStore } from "../../../src/oci/store/memory-store.ts";
import { temporaryDirectory } from "../../support/chart.ts";
import { startLoopback } from "../../support/loopback.ts";
import {
  closing,
  getManifest,
  manifestOf,
  pushBlob,
  pushManifest,
  putManifest,
  rawClient,
  startUpload,
} from "../contract/raw-client.ts";

test("a blob over the cap is refused, its length told or not, and the upload is over", async () => {
  await using registry = await startLoopback({ maxBlobBytes: 10 });
  const client = rawClient(registry.url, "acme/web");
  await pushBlob(client, "ten bytes.");
  for (const headers of [{}, { "transfer-encoding": "chunked" }]) {
    const location = await startUpload(client);
    const answer = await client.send("PUT", closing(location, digestOf("x".repeat(11))), {
      headers,
      body: "x".repeat(11),
    });
    assert.equal(answer.verdict, "413 SIZE_INVALID");
  }
  const grown = await client.send("PATCH", await startUpload(client), { body: "ten bytes." });
  assert.equal(
    (await client.send("PATCH", grown.headers.location ?? "", { body: "x" })).verdict,
    "413 SIZE_INVALID",
  );
});

test("of too many open uploads the oldest is dropped", async () => {
  await using registry = await startLoopback();
  const client = rawClient(registry.url, "acme/web");
  const oldest = await startUpload(client);
  const second = await startUpload(client);
  for (let opened = 2; opened < 257; opened++) await startUpload(client);
  assert.equal((await client.send("GET", oldest)).verdict, "404 BLOB_UPLOAD_UNKNOWN");
  assert.equal((await client.send("GET", second)).verdict, "204");
});

test("an upload that breaks off is dropped with what it left on disk", { timeout: 10_000 }, async (t) => {
  const directory = await temporaryDirectory(t);
  const over = Promise.withResolvers<void>();
  await using registry = await startLoopback({ store: await openLayout(directory) });
  const client = rawClient(registry.url, "acme/web");
  const location = await startUpload(client);
  const sent = request(new URL(closing(location, digestOf("x")), registry.url), {
    method: "PUT",
    headers: { "content-length": 1000 },
  });
  sent.on("error", () => over.resolve());
  sent.write("half", () => sent.destroy());
  await over.promise;
  // The server hears of the end in its own time; every question is a turn for it.
  while ((await client.send("GET", location)).status !== 404);
  while ((await readdir(directory)).some((name) => name.startsWith(".unfinished")));
});

test("closing the registry leaves nothing unfinished", async (t) => {
  const directory = await temporaryDirectory(t);
  const registry = await startLoopback({ store: await openLayout(directory) });
  const client = rawClient(registry.url, "acme/web");
  await client.send("PATCH", await startUpload(client), { body: "half" });
  await registry.close();
  assert.deepEqual((await readdir(directory)).sort(), ["blobs", "index.json", "oci-layout"]);
});

test("lists come in pages of the size asked for at the start", async () => {
  await using registry = await startLoopback({ pageSize: 2 });
  const client = rawClient(registry.url, "acme/web");
  const subject = {
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    digest: digestOf(manifestOf()),
    size: manifestOf().length,
  };
  for (const tag of ["a", "b", "c", "d", "e"])
    await pushManifest(client, tag, { more: { subject, annotations: { tag } } });
  for (const { path, field } of [
    { path: "tags/list", field: "tags" },
    { path: `referrers/${subject.digest}`, field: "manifests" },
  ]) {
    const seen = new Set<string>();
    const sizes: number[] = [];
    for (let next: string | undefined = path; next !== undefined; ) {
      const { headers, body } = await client.send("GET", next);
      const items: unknown[] = JSON.parse(body.toString())[field];
      for (const item of items) seen.add(JSON.stringify(item));
      sizes.push(items.length);
      next = /^<(.*)>; rel="next"$/.exec(headers["link"]?.toString() ?? "")?.[1];
    }
    assert.deepEqual([sizes, seen.size], [[2, 2, 1], 5], path);
  }
});

test("a registry that takes sparse manifests takes one whose layers are not there", async () => {
  await using registry = await startLoopback({ acceptSparse: true });
  const client = rawClient(registry.url, "acme/web");
  assert.equal((await putManifest(client, "1.0.0", manifestOf({ layers: ["missing"] }))).verdict, "201");
  assert.equal((await getManifest(client, "1.0.0")).verdict, "200");
});

test("the registry served again from its layout has what it had", async (t) => {
  const directory = await temporaryDirectory(t);
  const first = await startLoopback({ store: await openLayout(directory) });
  await pushManifest(rawClient(first.url, "acme/web"), "1.0.0", { layers: ["layer"] });
  await first.close();
  await using second = await startLoopback({ store: await openLayout(directory) });
  const client = rawClient(second.url, "acme/web");
  assert.equal((await getManifest(client, "1.0.0")).verdict, "200");
  assert.equal((await client.send("GET", `blobs/${digestOf("layer")}`)).body.toString(), "layer");
});

test("a store that fails is answered with 500, and the observer is told why", async () => {
  const failure = new Error("the disk is full");
  const store = { ...createMemoryStore(), startUpload: () => Promise.reject(failure) };
  await using registry = await startLoopback({ store });
  const answer = await rawClient(registry.url, "acme/web").send("POST", "blobs/uploads/");
  assert.equal(answer.verdict, "500 UNKNOWN");
  assert.equal(registry.served.at(-1)?.error, failure);
});

test("every request is told to the observer, with what went in and out", async () => {
  await using registry = await startLoopback();
  const client = rawClient(registry.url, "acme/web");
  const location = await startUpload(client);
  await client.send("PUT", closing(location, digestOf("four")), { body: "four" });
  await client.send("HEAD", `blobs/${digestOf("four")}`);
  await client.send("GET", `blobs/${digestOf("four")}`);
  const path = `/v2/acme/web/blobs/${digestOf("four")}`;
  assert.deepEqual(registry.served, [
    { method: "POST", path: "/v2/acme/web/blobs/uploads/", status: 202, requestBytes: 0, responseBytes: 0 },
    {
      method: "PUT",
      path: closing(location, digestOf("four")),
      status: 201,
      requestBytes: 4,
      responseBytes: 0,
    },
    { method: "HEAD", path, status: 200, requestBytes: 0, responseBytes: 0 },
    { method: "GET", path, status: 200, requestBytes: 0, responseBytes: 4 },
  ]);
});

test("faults can be put before the registry", async () => {
  await using registry = await startLoopback({
    fault: ({ method }, response) => {
      if (method !== "POST") return false;
      response.writeHead(503, { "retry-after": "1" }).end();
      return true;
    },
  });
  const client = rawClient(registry.url, "acme/web");
  assert.equal((await client.send("POST", "blobs/uploads/")).status, 503);
  assert.equal((await client.send("GET", "/v2/")).status, 200);
  assert.equal(registry.served.length, 1);
});

test("a port that is taken is an error that says so", async () => {
  await using first = await startServer(() => {});
  await assert.rejects(
    startServer(() => {}, { port: first.port }),
    { code: "USAGE", message: /EADDRINUSE/ },
  );
});

test("a signal closes the server, cutting connections that are open", async () => {
  const controller = new AbortController();
  await using server = await startServer(() => controller.abort(), { signal: controller.signal });
  await assert.rejects(rawClient(server.url, "acme/web").send("GET", "/v2/"), { code: "ECONNRESET" });
});
