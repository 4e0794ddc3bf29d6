import assert from "node:assert/strict";
import test from "node:test";
import type { CredentialSource } from "../../../src/oci/login/credentials.ts";
import { Secret } from "../../../src/secret.ts";
import { createMemoryRegistry } from "../../support/memory-registry.ts";
import {
  accountAt,
  BASIC,
  createTestClient,
  failureOf,
  repositoryAt,
} from "../../support/registry-client.ts";
import { type Reply, type Rule, type ScriptedServer, startServer } from "../../support/scripted-server.ts";

/** A registry that asks everybody for a token, and a token server that gives `replies` one after the other. */
async function start(replies: readonly Reply[], more = ""): Promise<ScriptedServer> {
  const registry = createMemoryRegistry();
  const rules: Rule[] = replies.map((reply, index) => ({
    path: "/token",
    reply,
    ...(index < replies.length - 1 && { times: 1 }),
  }));
  const server: ScriptedServer = await startServer({
    rules,
    fallback: (request) => {
      if (request.headers.authorization !== undefined) return registry.handle(request);
      const bearer = `Bearer realm="${server.origin}/token",service="s"`;
      return { status: 401, headers: { "www-authenticate": more === "" ? bearer : [bearer, more] } };
    },
  });
  return server;
}

const tokenRequests = (server: ScriptedServer): string[] =>
  server.log.filter((line) => line.includes(" /token"));
const html = { "content-type": "text/html; charset=utf-8" };

test("two-challenges (Gitea): the Bearer of two header lines is taken; a token needs no expiry", async () => {
  await using server = await start([{ body: { token: "gitea-token" } }], "Basic");
  const { client, signal } = createTestClient({ credentials: accountAt(server.host) });
  await using _ = client;
  assert.equal(await client.resolve(repositoryAt(server.host), "1.0.0", signal), undefined);
  assert.equal(server.requests.at(-1)?.headers.authorization, "Bearer gitea-token");
});

test("two-challenges (Gitea): without a token endpoint Basic is what is left", async () => {
  await using server = await start([{ status: 404 }], "Basic");
  const { client, signal } = createTestClient({ credentials: accountAt(server.host) });
  await using _ = client;
  const repository = repositoryAt(server.host);
  assert.equal(await client.resolve(repository, "1.0.0", signal), undefined);
  assert.equal(server.requests.at(-1)?.headers.authorization, BASIC);
  await client.resolve(repository, "1.0.0", signal);
  assert.equal(tokenRequests(server).length, 1);
});

test("token-403-message (GAR): the token server's words are the error's", async () => {
  const message =
    'Permission "artifactregistry.repositories.uploadArtifacts" denied on resource "x" (or it may not exist)';
  await using server = await start([{ status: 403, body: { errors: [{ code: "DENIED", message }] } }]);
  const { client, signal } = createTestClient({ credentials: accountAt(server.host) });
  await using _ = client;
  const error = await failureOf(client.resolve(repositoryAt(server.host), "1.0.0", signal));
  assert.equal(error.code, "DENIED");
  assert.ok(error.message.includes(message), error.message);
  assert.match(error.message, /^Could not get a token for repository:c\/x:pull,push: GET http/);
  assert.equal(tokenRequests(server).length, 1);
});

for (const [fault, reply, slept] of [
  ["token-500-once", { status: 500 }, [500]],
  ["token-429", { status: 429, headers: { "retry-after": "1" } }, [1100]],
] as const) {
  test(`${fault}: the token is asked for again`, async () => {
    await using server = await start([reply, { body: { access_token: "late-token" } }]);
    const t = createTestClient({ credentials: accountAt(server.host) });
    await using _ = t.client;
    assert.equal(await t.client.resolve(repositoryAt(server.host), "1.0.0", t.signal), undefined);
    assert.deepEqual(t.slept, slept);
    assert.equal(server.requests.at(-1)?.headers.authorization, "Bearer late-token");
  });
}

for (const [what, reply, code] of [
  ["token-500 forever", { status: 500 }, "REGISTRY_ERROR"],
  ["a token server that hangs up", { reset: true }, "NETWORK"],
] as const) {
  test(`${what}: the attempts for the token are not multiplied by those for the request`, async () => {
    await using server = await start([reply]);
    const { client, signal } = createTestClient({ retries: 2 });
    await using _ = client;
    const error = await failureOf(client.resolve(repositoryAt(server.host), "1.0.0", signal));
    assert.equal(error.code, code);
    assert.equal(tokenRequests(server).length, 3);
  });
}

test("huge-token-body: reading ends at the cap", async () => {
  await using server = await start([{ body: { token: "x".repeat(10 * 1024 * 1024) } }]);
  const { client, signal } = createTestClient();
  await using _ = client;
  const error = await failureOf(client.resolve(repositoryAt(server.host), "1.0.0", signal));
  assert.match(error.message, /the answer is longer than 131072 bytes$/);
});

test("not-json-token: a web page instead of a token is said to be one", async () => {
  await using server = await start([{ headers: html, body: "<title>Sign in</title>" }]);
  const { client, signal } = createTestClient();
  await using _ = client;
  const error = await failureOf(client.resolve(repositoryAt(server.host), "1.0.0", signal));
  assert.equal(error.code, "NOT_A_REGISTRY");
  assert.match(error.message, /a web page \(text\/html\)/);
});

const identity: CredentialSource = {
  async credentialFor() {
    return { kind: "identity-token", token: new Secret("refresh+me"), origin: "a test" };
  },
};

test("identity-token (ACR): it is exchanged by POST, and never in a URL", async () => {
  await using server = await start([{ body: { access_token: "acr-token", expires_in: 300 } }]);
  const { client, signal, masked } = createTestClient({ credentials: identity });
  await using _ = client;
  await client.resolve(repositoryAt(server.host), "1.0.0", signal);
  const request = server.requests[1];
  assert.equal(`${request?.method} ${request?.path}`, "POST /token");
  assert.equal(request?.headers["content-type"], "application/x-www-form-urlencoded");
  assert.deepEqual(Object.fromEntries(new URLSearchParams(request?.body.toString())), {
    grant_type: "refresh_token",
    refresh_token: "refresh+me",
    service: "s",
    client_id: "helm-oci-publish",
    scope: "repository:c/x:pull,push",
  });
  assert.deepEqual(masked, ["refresh+me", "acr-token"]);
});

test("identity-token: a token server without POST is an error that says so", async () => {
  await using server = await start([{ status: 404, headers: html, body: "" }]);
  const { client, signal } = createTestClient({ credentials: identity });
  await using _ = client;
  const error = await failureOf(client.resolve(repositoryAt(server.host), "1.0.0", signal));
  assert.match(error.message, /POST http:.*\/token was answered 404/);
});
