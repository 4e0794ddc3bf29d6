import assert from "node:assert/strict";
import test from "node:test";
import { createMemoryRegistry } from "../../support/memory-registry.ts";
import {
  accountAt,
  BASIC,
  createTestClient,
  failureOf,
  PASSWORD,
  repositoryAt,
  sampleBlob,
} from "../../support/registry-client.ts";
import { type Handler, type Request, startServer } from "../../support/scripted-server.ts";

const registry = createMemoryRegistry();

const guarded =
  (challenge: string): Handler =>
  (request) =>
    request.headers.authorization === BASIC
      ? registry.handle(request)
      : {
          status: 401,
          headers: { "www-authenticate": challenge },
          body: { errors: [{ code: "UNAUTHORIZED" }] },
        };

for (const [fault, challenge] of [
  ["basic-quoted-comma", 'Basic realm="Lab, Registry"'],
  ["negotiate-first", 'Negotiate, Basic realm="x"'],
] as const) {
  test(`${fault}: Basic is answered once, then sent before it is asked for`, async () => {
    await using server = await startServer({ fallback: guarded(challenge) });
    const { client, signal, masked } = createTestClient({ credentials: accountAt(server.host) });
    await using _ = client;
    const repository = repositoryAt(server.host, "basic/x");
    assert.equal(await client.resolve(repository, "1.0.0", signal), undefined);
    const { descriptor, bytes } = sampleBlob("basic");
    await client.pushBlob(repository, descriptor, bytes, signal);
    assert.deepEqual(
      server.requests.map(({ method, headers }) => [method, headers.authorization]),
      [
        ["HEAD", undefined],
        ["HEAD", BASIC],
        ["POST", BASIC],
        ["PUT", BASIC],
      ],
    );
    assert.ok(masked.includes(PASSWORD) && masked.includes(BASIC.replace("Basic ", "")));
  });
}

test("anonymous-ping (zot): credentials are used as soon as a request is challenged, though reading was free", async () => {
  const fallback: Handler = (request) =>
    request.method === "HEAD" ? registry.handle(request) : guarded("Basic realm=z")(request);
  await using server = await startServer({ fallback });
  const { client, signal } = createTestClient({ credentials: accountAt(server.host) });
  await using _ = client;
  const repository = repositoryAt(server.host, "zot/x");
  assert.equal(await client.resolve(repository, "1.0.0", signal), undefined);
  const { descriptor, bytes } = sampleBlob("zot");
  await client.pushBlob(repository, descriptor, bytes, signal);
  assert.deepEqual(
    server.requests.map(({ method, headers }) => [method, headers.authorization !== undefined]),
    [
      ["HEAD", false],
      ["POST", false],
      ["POST", true],
      ["PUT", true],
    ],
  );
});

test("403-with-challenge (zot): a refusal to somebody known is not answered with another login", async () => {
  const { client, signal, server } = await atForbidding("Basic realm=z", () => true);
  await using _server = server;
  await using _ = client;
  const error = await failureOf(client.resolve(repositoryAt(server.host), "1.0.0", signal));
  assert.equal(error.code, "DENIED");
  assert.deepEqual(
    server.requests.map(({ headers }) => headers.authorization),
    [undefined, BASIC],
  );
});

for (const challenge of [undefined, "zot", "Basic realm=z"]) {
  test(`403-to-strangers (zot 1.4): credentials are used, the challenge being ${challenge}`, async () => {
    const isStranger: Forbids = ({ headers }) => headers.authorization !== BASIC;
    const { client, signal, server } = await atForbidding(challenge, isStranger);
    await using _server = server;
    await using _ = client;
    assert.equal(await client.resolve(repositoryAt(server.host, "zot/y"), "1.0.0", signal), undefined);
    assert.deepEqual(
      server.requests.map(({ headers }) => headers.authorization),
      [undefined, BASIC],
    );
  });
}

test("a 403 to somebody without credentials is final", async () => {
  await using server = await startServer({ fallback: () => ({ status: 403 }) });
  const { client, signal } = createTestClient();
  await using _ = client;
  const error = await failureOf(client.resolve(repositoryAt(server.host), "1.0.0", signal));
  assert.match(error.hint ?? "", /set username and password .*no credentials found in/);
  assert.equal(server.requests.length, 1);
});

type Forbids = (request: Request) => boolean;

/** A client with an account at a registry that answers 403 to some. */
async function atForbidding(challenge: string | undefined, forbids: Forbids) {
  const body = { errors: [{ code: "DENIED", message: "requested access to the resource is denied" }] };
  const headers = challenge === undefined ? {} : { "www-authenticate": challenge };
  const server = await startServer({
    fallback: (request) => (forbids(request) ? { status: 403, headers, body } : registry.handle(request)),
  });
  return { server, ...createTestClient({ credentials: accountAt(server.host) }) };
}

test("a wrong password is tried once, and the error says where it came from", async () => {
  await using server = await startServer({
    fallback: () => ({ status: 401, headers: { "www-authenticate": "Basic realm=x" } }),
  });
  const { client, signal } = createTestClient({ credentials: accountAt(server.host) });
  await using _ = client;
  const error = await failureOf(client.resolve(repositoryAt(server.host), "1.0.0", signal));
  assert.equal(error.code, "UNAUTHORIZED");
  assert.match(
    error.message,
    /^Could not look up .*\/c\/x:1\.0\.0: HEAD http:.* was answered 401 Unauthorized$/,
  );
  assert.match(error.hint ?? "", /credentials used: the username and password inputs/);
  assert.equal(server.requests.length, 2);
});

test("without credentials the error says where they were looked for", async () => {
  await using server = await startServer({
    fallback: () => ({ status: 401, headers: { "www-authenticate": "Basic realm=x" } }),
  });
  const { client, signal } = createTestClient();
  await using _ = client;
  const error = await failureOf(client.resolve(repositoryAt(server.host), "1.0.0", signal));
  assert.match(
    error.hint ?? "",
    /set username and password \(no credentials found in the username and password/,
  );
  assert.equal(server.requests.length, 1);
});

test("creds-in-error: credentials that a server echoes are cut out of the error", async () => {
  await using server = await startServer({
    fallback: ({ headers }) => ({
      status: headers.authorization === undefined ? 401 : 400,
      headers: { "www-authenticate": "Basic realm=x" },
      body: { errors: [{ code: `X${PASSWORD}`, message: `bad ${headers.authorization} of ${PASSWORD}` }] },
    }),
  });
  const { client, signal } = createTestClient({ credentials: accountAt(server.host) });
  await using _ = client;
  const error = await failureOf(client.fetchManifest(repositoryAt(server.host), "1.0.0", signal));
  const text = JSON.stringify([error, error.message, error.hint]);
  assert.match(error.message, /bad Basic \*\*\* of \*\*\*/);
  assert.ok(!text.includes(PASSWORD) && !text.includes(BASIC.replace("Basic ", "")), text);
});
