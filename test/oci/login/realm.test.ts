import assert from "node:assert/strict";
import test from "node:test";
import { realmOf } from "../../../src/oci/login/token.ts";
import { selfSigned } from "../../support/certificate.ts";
import { createMemoryRegistry } from "../../support/memory-registry.ts";
import { accountAt, createTestClient, failureOf, repositoryAt } from "../../support/registry-client.ts";
import { startServer } from "../../support/scripted-server.ts";

const cases = [
  { registry: "https://registry-1.docker.io", realm: "https://auth.docker.io/token" },
  { registry: "https://ghcr.io", realm: "https://ghcr.io/token?x=1" },
  { registry: "https://r.corp:5000", realm: "http://r.corp:5000/token", why: /from https to plain http/ },
  { registry: "https://r.corp", realm: "https://169.254.169.254/latest", why: /private network/ },
  { registry: "https://r.corp", realm: "https://[::ffff:169.254.169.254]/latest", why: /private network/ },
  { registry: "https://r.corp", realm: "https://[fe80::1]/", why: /private network/ },
  { registry: "https://r.corp", realm: "https://2130706433/", why: /private network/ },
  { registry: "https://r.corp", realm: "https://localhost/token", why: /private network/ },
  { registry: "https://r.corp", realm: "https://metadata.google.internal/", why: /private network/ },
  { registry: "https://10.0.0.5:5000", realm: "https://10.0.0.5:5001/token" },
  { registry: "https://10.0.0.5", realm: "https://10.0.0.6/token", why: /private network/ },
  { registry: "http://127.0.0.1:5000", realm: "http://127.0.0.2:5001/token" },
  { registry: "http://10.0.0.5:5000", realm: "http://10.0.0.5:5001/token" },
  {
    registry: "http://r.corp:5000",
    realm: "http://elsewhere.example/token",
    why: /credentials over plain http/,
  },
  { registry: "https://r.corp", realm: "https://user:pw@auth.corp/token", why: /user name or password/ },
  { registry: "https://r.corp", realm: "ftp://auth.corp/token", why: /neither https nor http/ },
  { registry: "https://r.corp", realm: "/token", why: /is no absolute URL/ },
  { registry: "https://r.corp", realm: `https://auth.corp/${"x".repeat(9000)}`, why: /8 KiB/ },
];

for (const { registry, realm, why } of cases) {
  test(`realm: ${registry} may ${why === undefined ? "" : "not "}send us to ${realm.slice(0, 60)}`, () => {
    const check = (): URL => realmOf({ realm }, new URL(registry));
    if (why === undefined) assert.equal(check().href, realm);
    else assert.throws(check, (error: Error) => why.test(error.message) && !error.message.includes("pw"));
  });
}

test("realm-http: an https registry that sends us to plain http gets nothing there", async (t) => {
  const tls = selfSigned(t);
  if (tls === undefined) return;
  await using plain = await startServer();
  await using server = await startServer({
    tls,
    fallback: () => ({
      status: 401,
      headers: { "www-authenticate": `Bearer realm="${plain.origin}/token"` },
    }),
  });
  const { client, signal } = createTestClient({
    credentials: accountAt(server.host),
    plainHttp: false,
    tls: { ca: tls.cert },
  });
  await using _ = client;
  const error = await failureOf(client.resolve(repositoryAt(server.host), "1.0.0", signal));
  assert.match(error.message, /leads from https to plain http/);
  assert.equal(plain.requests.length, 0);
});

test("realm-private-ip: a registry that sends us into a private network gets no credentials there", async () => {
  await using server = await startServer({
    fallback: () => ({
      status: 401,
      headers: { "www-authenticate": 'Bearer realm="https://169.254.169.254/token"' },
    }),
  });
  const { client, signal } = createTestClient({ credentials: accountAt(server.host) });
  await using _ = client;
  const error = await failureOf(client.resolve(repositoryAt(server.host), "1.0.0", signal));
  assert.match(error.message, /169\.254\.169\.254.* private network/);
  assert.deepEqual(server.log, ["HEAD /v2/c/x/manifests/1.0.0"]);
});

test("realm-other-host: another host may give the tokens, which is said once", async () => {
  const registry = createMemoryRegistry();
  await using tokens = await startServer({
    address: "127.0.0.2",
    fallback: () => ({ body: { token: "foreign" } }),
  });
  await using server = await startServer({
    fallback: (request) =>
      request.headers.authorization === "Bearer foreign"
        ? registry.handle(request)
        : { status: 401, headers: { "www-authenticate": `Bearer realm="${tokens.origin}/token"` } },
  });
  const { client, signal, lines } = createTestClient();
  await using _ = client;
  await client.resolve(repositoryAt(server.host, "c/x"), "1.0.0", signal);
  await client.resolve(repositoryAt(server.host, "c/y"), "1.0.0", signal);
  assert.equal(tokens.requests.length, 2);
  assert.deepEqual(
    lines.filter((line) => line.includes("authenticates at")),
    [`${server.host} authenticates at ${tokens.host}`],
  );
});

test("realm-redirect: a token server that sends us elsewhere does not send the password along", async () => {
  await using elsewhere = await startServer({ fallback: () => ({ body: { token: "stolen" } }) });
  await using server = await startServer({
    rules: [
      { path: "/token", reply: () => ({ status: 302, headers: { location: `${elsewhere.origin}/token` } }) },
    ],
    fallback: () => ({
      status: 401,
      headers: { "www-authenticate": `Bearer realm="${server.origin}/token"` },
    }),
  });
  const { client, signal } = createTestClient({ credentials: accountAt(server.host) });
  await using _ = client;
  await failureOf(client.resolve(repositoryAt(server.host), "1.0.0", signal));
  assert.ok(server.requests.some(({ path, headers }) => path.startsWith("/token") && headers.authorization));
  assert.deepEqual(
    elsewhere.requests.map(({ headers }) => headers.authorization),
    [undefined],
  );
});
