import assert from "node:assert/strict";
import test from "node:test";
import {
  accountAt,
  BASIC,
  createTestClient,
  failureOf,
  repositoryAt,
  sampleBlob,
  sampleChart,
} from "../../support/registry-client.ts";
import { type Reply, type Rule, type ScriptedServer, startServer } from "../../support/scripted-server.ts";
import { createTokenRegistry, type TokenRegistry } from "../../support/token-registry.ts";

const isToken = (line: string): boolean => line.includes(" /token");

/** Extra rules go before the token server's own. */
async function start(
  rules: (lab: TokenRegistry) => Rule[] = () => [],
  grant?: (actions: string[]) => string[],
): Promise<{ server: ScriptedServer; lab: TokenRegistry }> {
  let origin = "";
  const lab = createTokenRegistry(() => origin, grant);
  const server = await startServer({ rules: [...rules(lab), ...lab.rules], fallback: lab.handle });
  origin = server.origin;
  return { server, lab };
}

test("bearer-full: the first token is asked for with pull and push, the realm's own query kept", async () => {
  const { server } = await start();
  await using _server = server;
  const { client, signal, masked } = createTestClient({ credentials: accountAt(server.host) });
  await using _ = client;
  const { descriptor, bytes } = sampleBlob("bearer");
  await client.pushBlob(repositoryAt(server.host), descriptor, bytes, signal);
  assert.deepEqual(
    server.requests.map(({ method, path, headers }) => [
      method,
      path.replace(/uploads\/s.*/, "uploads/S"),
      headers.authorization,
    ]),
    [
      ["POST", "/v2/c/x/blobs/uploads/", undefined],
      ["GET", "/token?keep=1&service=s%2C+the+service&scope=repository%3Ac%2Fx%3Apull%2Cpush", BASIC],
      ["POST", "/v2/c/x/blobs/uploads/", "Bearer token-1-of-the-server"],
      ["PUT", "/v2/c/x/blobs/uploads/S", "Bearer token-1-of-the-server"],
    ],
  );
  assert.ok(masked.includes("token-1-of-the-server"));
});

test("pull-only-401 (Quay, Docker Hub): looking up a new chart asks for pull and push at once", async () => {
  const { server } = await start((lab) => [
    {
      method: "HEAD",
      reply: (request): Reply | Promise<Reply> => {
        const asked = server.log.filter(isToken).at(-1) ?? "";
        return asked.includes("pull%2Cpush") ? lab.handle(request) : lab.challenge("repository:c/x:pull");
      },
    },
  ]);
  await using _server = server;
  const { client, signal } = createTestClient();
  await using _ = client;
  assert.equal(await client.resolve(repositoryAt(server.host), "1.0.0", signal), undefined);
});

test("concurrent requests for one repository share a token; an anonymous one is asked for without Basic", async () => {
  const { server } = await start();
  await using _server = server;
  const { client, signal } = createTestClient();
  await using _ = client;
  const { blobs } = sampleChart();
  await Promise.all(
    blobs.map((b) => client.pushBlob(repositoryAt(server.host), b.descriptor, b.bytes, signal)),
  );
  const tokens = server.requests.filter(({ path }) => path.startsWith("/token"));
  assert.deepEqual(
    tokens.map(({ headers }) => headers.authorization),
    [undefined],
  );
});

test("a token is not used past its time", async () => {
  const { server } = await start();
  await using _server = server;
  const { client, signal, clock } = createTestClient();
  await using _ = client;
  const repository = repositoryAt(server.host);
  await client.resolve(repository, "1.0.0", signal);
  clock.ms += 269_999;
  await client.resolve(repository, "1.0.0", signal);
  assert.equal(server.log.filter(isToken).length, 1);
  clock.ms += 1;
  await client.resolve(repository, "1.0.0", signal);
  assert.equal(server.log.filter(isToken).length, 2);
});

test("push-needs-pull: a token with too few rights is widened by what the challenge asks for", async () => {
  const { server } = await start();
  await using _server = server;
  const { client, signal } = createTestClient({ access: "pull" });
  await using _ = client;
  const { descriptor, bytes } = sampleBlob("widen");
  const repository = repositoryAt(server.host);
  await client.resolve(repository, "1.0.0", signal);
  await client.pushBlob(repository, descriptor, bytes, signal);
  assert.deepEqual(
    server.log.filter(isToken).map((line) => new URL(line.slice(4), server.origin).searchParams.get("scope")),
    ["repository:c/x:pull", "repository:c/x:pull,push"],
  );
});

test("placeholder-scope: a scope for another repository is never asked for", async () => {
  const { server } = await start((lab) => [
    { method: "POST", times: 1, reply: () => lab.challenge("repository:user/image:pull,delete *") },
  ]);
  await using _server = server;
  const { client, signal } = createTestClient();
  await using _ = client;
  const { descriptor, bytes } = sampleBlob("placeholder");
  await client.pushBlob(repositoryAt(server.host), descriptor, bytes, signal);
  assert.match(
    server.log.filter(isToken).join(),
    /^GET \/token\?[^ ]*scope=repository%3Ac%2Fx%3Apull%2Cpush$/,
  );
});

test("silent-downgrade: a token that is worth too little ends in an error, not in a loop", async () => {
  const { server } = await start(undefined, () => ["pull"]);
  await using _server = server;
  const { client, signal } = createTestClient({ credentials: accountAt(server.host) });
  await using _ = client;
  const { descriptor, bytes } = sampleBlob("downgrade");
  const error = await failureOf(client.pushBlob(repositoryAt(server.host), descriptor, bytes, signal));
  assert.equal(error.code, "UNAUTHORIZED");
  assert.match(error.message, /repository:c\/x:pull,push/);
  assert.ok(server.log.filter(isToken).length <= 2);
});

test("head-always-401: looking up throws after one new login, and a push still goes through", async () => {
  const { server } = await start((lab) => [
    { method: "HEAD", reply: () => lab.challenge("repository:c/x:pull") },
  ]);
  await using _server = server;
  const { client, signal } = createTestClient({ credentials: accountAt(server.host) });
  await using _ = client;
  const repository = repositoryAt(server.host);
  const error = await failureOf(client.resolve(repository, "1.0.0", signal));
  assert.equal(error.code, "UNAUTHORIZED");
  assert.equal(server.log.filter((line) => line.startsWith("HEAD")).length, 2);
  assert.equal(server.log.filter(isToken).length, 1);
  const { descriptor, bytes } = sampleBlob("head-401");
  await client.pushBlob(repository, descriptor, bytes, signal);
});

test("expired-mid-push: a token that dies under an upload costs a new token, a new POST and a second PUT", async () => {
  const { server, lab } = await start((lab) => [
    {
      method: "PUT",
      times: 1,
      reply: () => {
        lab.expire();
        return lab.challenge("repository:c/x:pull,push", "invalid_token");
      },
    },
  ]);
  await using _server = server;
  const { client, signal } = createTestClient({ credentials: accountAt(server.host) });
  await using _ = client;
  const { descriptor, bytes } = sampleBlob("expired");
  await client.pushBlob(repositoryAt(server.host), descriptor, bytes, signal);
  assert.equal(lab.registry.blobs.size, 1);
  assert.deepEqual(
    server.log.map((line) => line.replace(/[?/].*/, "")),
    ["POST ", "GET ", "POST ", "PUT ", "GET ", "POST ", "PUT "],
  );
});

test("a manifest is sent again with a new token when the old one has died", async () => {
  const { server, lab } = await start();
  await using _server = server;
  const { client, signal } = createTestClient();
  await using _ = client;
  const repository = repositoryAt(server.host);
  await client.resolve(repository, "1.0.0", signal);
  lab.expire();
  await client.pushManifest(repository, "1.0.0", sampleChart().manifest, signal);
  assert.equal(lab.registry.manifests.size, 2);
});
