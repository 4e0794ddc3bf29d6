import assert from "node:assert/strict";
import test from "node:test";
import { selfSigned } from "../../support/certificate.ts";
import { createMemoryRegistry, type MemoryRegistry } from "../../support/memory-registry.ts";
import {
  accountAt,
  BASIC,
  createTestClient,
  failureOf,
  repositoryAt,
  sampleBlob,
} from "../../support/registry-client.ts";
import { type Reply, type Rule, type ScriptedServer, startServer } from "../../support/scripted-server.ts";

const { descriptor, bytes } = sampleBlob("a blob");
const uploads = "/v2/c/x/blobs/uploads/";
const session = /\/uploads\/s/;

/** Pushes the blob to a registry with these faults. */
async function push(
  rules: (server: () => ScriptedServer, registry: MemoryRegistry) => Rule[],
): Promise<{ server: ScriptedServer; registry: MemoryRegistry; slept: number[] }> {
  const registry = createMemoryRegistry();
  const server: ScriptedServer = await startServer({
    rules: rules(() => server, registry),
    fallback: registry.handle,
  });
  const { client, signal, slept } = createTestClient({ credentials: accountAt(server.host) });
  await using _ = client;
  try {
    await client.pushBlob(repositoryAt(server.host), descriptor, bytes, signal);
  } finally {
    await server[Symbol.asyncDispose]();
  }
  return { server, registry, slept };
}

const methods = (server: ScriptedServer): string => server.requests.map(({ method }) => method).join(" ");

test("location-relative: the digest is appended to the location, which stays as it was byte for byte", async () => {
  const { server } = await push(() => [
    { method: "POST", reply: { status: 202, headers: { location: `${uploads}u?_state=a%3D%3D%2b&b=c+d` } } },
    { method: "PUT", reply: { status: 201 } },
  ]);
  assert.equal(server.log[1], `PUT ${uploads}u?_state=a%3D%3D%2b&b=c+d&digest=${descriptor.digest}`);
  assert.equal(server.requests[1]?.headers["content-length"], String(bytes.length));
  assert.equal(server.requests[1]?.headers["content-type"], "application/octet-stream");
  assert.equal(server.requests[0]?.headers["content-length"], "0");
});

test("location-absolute: a location without a query gets one", async () => {
  const { server } = await push((at) => [
    { method: "POST", reply: () => ({ status: 202, headers: { location: `${at().origin}/up/1` } }) },
    { method: "PUT", reply: { status: 201 } },
  ]);
  assert.equal(server.log[1], `PUT /up/1?digest=${descriptor.digest}`);
});

test("location-absolute-other-host: the blob goes there, the credentials do not", async () => {
  await using storage = await startServer({ address: "127.0.0.2", fallback: () => ({ status: 201 }) });
  const challenge: Reply = { status: 401, headers: { "www-authenticate": "Basic realm=x" } };
  const { server } = await push(() => [
    { method: "POST", times: 1, reply: challenge },
    { method: "POST", reply: { status: 202, headers: { location: `${storage.origin}/up?sig=a%2Fb` } } },
  ]);
  assert.equal(server.requests[1]?.headers.authorization, BASIC);
  assert.deepEqual(storage.log, [`PUT /up?sig=a%2Fb&digest=${descriptor.digest}`]);
  assert.equal(storage.requests[0]?.headers.authorization, undefined);
});

for (const [name, location, why] of [
  ["location-private-ip", "http://169.254.169.254/up", /private network/],
  ["location-userinfo", "http://me:pw@127.0.0.1/up", /user name or password/],
  ["location-no-http", "file:///etc/passwd", /neither https nor http/],
  ["location-missing", "", /no Location to upload to/],
] as const) {
  test(`${name}: the upload is refused, in words that name the registry`, async () => {
    const headers = location === "" ? {} : { location };
    const work = push(() => [{ method: "POST", reply: { status: 202, headers } }]);
    const error = await failureOf(work);
    assert.equal(error.code, "REGISTRY_ERROR");
    assert.match(error.message, why);
    assert.match(
      error.message,
      /POST http:\/\/127\.0\.0\.1:\d+\/v2\/c\/x\/blobs\/uploads\/ was answered 202/,
    );
    assert.ok(!error.message.includes("pw@"));
  });
}

test("location-http-downgrade: an https registry behind a proxy is still spoken to over https", async (t) => {
  const tls = selfSigned(t);
  if (tls === undefined) return;
  await using server = await startServer({
    tls,
    rules: [
      { method: "POST", reply: () => ({ status: 202, headers: { location: `http://${server.host}/up` } }) },
      { method: "PUT", reply: { status: 201 } },
    ],
  });
  const { client, signal } = createTestClient({ plainHttp: false, tls: { ca: tls.cert } });
  await using _ = client;
  await client.pushBlob(repositoryAt(server.host), descriptor, bytes, signal);
  assert.equal(server.log[1], `PUT /up?digest=${descriptor.digest}`);
});

test("post-201: a blob that is there already is not sent", async () => {
  const { server } = await push(() => [{ method: "POST", reply: { status: 201 } }]);
  assert.equal(methods(server), "POST");
});

test("put-204: a registry may answer 204", async () => {
  const { server } = await push(() => [{ method: "PUT", reply: { status: 204 } }]);
  assert.equal(methods(server), "POST PUT");
});

test("range-garbage (Quay): the Range of an upload session is not read", async () => {
  const location = `${uploads}u`;
  const { server } = await push(() => [
    { method: "POST", reply: { status: 202, headers: { location, range: "bytes=0--1" } } },
    { method: "PUT", reply: { status: 201 } },
  ]);
  assert.equal(methods(server), "POST PUT");
});

test("session-lost: after a cut upload another one is begun", async () => {
  const { server, registry } = await push(() => [
    { method: "PUT", path: session, times: 1, reply: { reset: true } },
  ]);
  assert.equal(methods(server), "POST PUT HEAD POST PUT");
  assert.notEqual(server.log[1], server.log[4]);
  assert.equal(registry.blobs.size, 1);
});

test("session-lost: a session that the registry has forgotten is replaced by another", async () => {
  const body = { errors: [{ code: "BLOB_UPLOAD_INVALID" }] };
  const { server } = await push(() => [{ method: "PUT", times: 1, reply: { status: 404, body } }]);
  assert.equal(methods(server), "POST PUT HEAD POST PUT");
});

test("reset-after-commit: a blob that was stored before the connection was cut is not sent twice", async () => {
  const { server } = await push((_, registry) => [
    {
      method: "PUT",
      reply: async (request) => {
        await registry.handle(request);
        return { reset: true };
      },
    },
  ]);
  assert.equal(methods(server), "POST PUT HEAD");
});

test("a HEAD that does not tell counts as no, and the blob is sent again", async () => {
  const { server } = await push(() => [
    { method: "PUT", times: 1, reply: { status: 502 } },
    { method: "HEAD", reply: { status: 400 } },
  ]);
  assert.equal(methods(server), "POST PUT HEAD POST PUT");
});

test("digest-invalid-once: a blob that was damaged on its way is sent once more", async () => {
  const invalid: Reply = { status: 400, body: { errors: [{ code: "DIGEST_INVALID" }] } };
  const { server } = await push(() => [{ method: "PUT", times: 1, reply: invalid }]);
  assert.equal(methods(server), "POST PUT HEAD POST PUT");
  const error = await failureOf(push(() => [{ method: "PUT", reply: invalid }]));
  assert.match(error.message, /DIGEST_INVALID/);
});

test("an upload that never succeeds is given up after six attempts, the default of retries", async () => {
  let puts = 0;
  const reply = (): Reply => ({ status: 503, body: `${++puts}` });
  const error = await failureOf(push(() => [{ method: "PUT", reply }]));
  assert.equal(puts, 6);
  assert.match(error.message, /^Could not push blob sha256:.* PUT .* was answered 503/);
});

test("early-401-with-body: a 401 that comes before 20 MB have been read is a 401, not a broken pipe", async () => {
  const big = sampleBlob("x".repeat(20_000_000));
  const headers = { "www-authenticate": "Basic realm=x", connection: "close" };
  await using server = await startServer({
    rules: [{ method: "PUT", early: true, reply: { status: 401, headers } }],
    fallback: createMemoryRegistry().handle,
  });
  const { client, signal } = createTestClient();
  await using _ = client;
  const error = await failureOf(
    client.pushBlob(repositoryAt(server.host), big.descriptor, big.bytes, signal),
  );
  assert.equal(error.code, "UNAUTHORIZED");
});
