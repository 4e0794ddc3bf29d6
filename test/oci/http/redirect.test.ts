import assert from "node:assert/strict";
import test from "node:test";
import {
  accountAt,
  BASIC,
  createTestClient,
  failureOf,
  repositoryAt,
  sampleBlob,
} from "../../support/registry-client.ts";
import { type Handler, type Reply, startServer } from "../../support/scripted-server.ts";

const { descriptor, bytes } = sampleBlob("stored elsewhere");
const path = `/v2/c/x/blobs/${descriptor.digest}`;

/** Wants Basic, then redirects. */
const redirecting =
  (location: () => string, status = 307): Handler =>
  ({ headers }): Reply =>
    headers.authorization === BASIC
      ? { status, headers: { location: location() } }
      : { status: 401, headers: { "www-authenticate": "Basic realm=x" } };

test("a blob that lies in object storage is fetched there, without credentials", async () => {
  await using storage = await startServer({ address: "127.0.0.2", fallback: () => ({ body: bytes }) });
  await using server = await startServer({
    fallback: redirecting(() => `${storage.origin}/b?X-Amz-Signature=a%2Fb`),
  });
  const { client, signal, lines } = createTestClient({ credentials: accountAt(server.host) });
  await using _ = client;
  assert.deepEqual(await client.fetchBlob(repositoryAt(server.host), descriptor, signal), Buffer.from(bytes));
  assert.deepEqual(storage.log, ["GET /b?X-Amz-Signature=a%2Fb"]);
  assert.equal(storage.requests[0]?.headers.authorization, undefined);
  assert.ok(!lines.join().includes("Signature"), "what is signed is not logged");
});

test("credentials that were left behind do not come back with a later redirect", async () => {
  await using storage = await startServer({
    fallback: () => ({ status: 302, headers: { location: `${server.origin}/back` } }),
  });
  await using server = await startServer({
    rules: [{ path: "/back", reply: { body: bytes } }],
    fallback: redirecting(() => `${storage.origin}/b`),
  });
  const { client, signal } = createTestClient({ credentials: accountAt(server.host) });
  await using _ = client;
  await client.fetchBlob(repositoryAt(server.host), descriptor, signal);
  const back = server.requests.find((request) => request.path === "/back");
  assert.ok(back !== undefined && back.headers.authorization === undefined);
});

test("a redirect within the registry keeps the credentials", async () => {
  await using server = await startServer({
    rules: [{ path: "/other", reply: { body: bytes } }],
    fallback: redirecting(() => "/other", 308),
  });
  const { client, signal } = createTestClient({ credentials: accountAt(server.host) });
  await using _ = client;
  await client.fetchBlob(repositoryAt(server.host), descriptor, signal);
  assert.equal(server.requests.at(-1)?.headers.authorization, BASIC);
});

test("head-redirect: where storage refuses a HEAD, the first byte tells that a blob is there", async () => {
  await using storage = await startServer({
    rules: [{ method: "HEAD", reply: { status: 403 } }],
    fallback: ({ headers }) => ({ status: headers.range === "bytes=0-0" ? 206 : 500, body: "s" }),
  });
  await using server = await startServer({ fallback: redirecting(() => `${storage.origin}/b`) });
  const { client, signal } = createTestClient({ credentials: accountAt(server.host) });
  await using _ = client;
  assert.equal(await client.hasBlob(repositoryAt(server.host), descriptor.digest, signal), true);
  assert.ok(storage.requests.every(({ headers }) => headers.authorization === undefined));
});

for (const [location, why] of [
  ["http://169.254.169.254/latest/meta-data", /address inside a private network/],
  ["http://me:pw@127.0.0.1/", /holds a user name or password/],
  ["ftp://127.0.0.1/", /neither https nor http/],
  ["http://[", /leads to no URL/],
] as const) {
  test(`a redirect to ${location} is refused`, async () => {
    await using server = await startServer({
      rules: [{ path, reply: { status: 302, headers: { location } } }],
    });
    const { client, signal } = createTestClient();
    await using _ = client;
    const error = await failureOf(client.fetchBlob(repositoryAt(server.host), descriptor, signal));
    assert.match(error.message, why);
    assert.ok(!error.message.includes("pw"));
  });
}

test("a PUT is repeated on 307 within the registry, and never turned into a GET", async () => {
  const push = async (status: number): Promise<string[]> => {
    await using server = await startServer({
      rules: [
        { method: "POST", reply: { status: 202, headers: { location: "/up" } } },
        { path: "/up", reply: { status, headers: { location: "/moved" } } },
        { method: "PUT", path: "/moved", reply: { status: 201 } },
      ],
    });
    const { client, signal } = createTestClient();
    await using _ = client;
    await client.pushBlob(repositoryAt(server.host), descriptor, bytes, signal).catch((error) => {
      assert.equal(error.code, "NOT_A_REGISTRY");
    });
    return server.requests.map(({ method, path: asked }) => `${method} ${asked.replace(/\?.*/, "")}`);
  };
  assert.deepEqual((await push(307)).slice(1), ["PUT /up", "PUT /moved"]);
  assert.deepEqual((await push(303)).slice(1), ["PUT /up"]);
});
