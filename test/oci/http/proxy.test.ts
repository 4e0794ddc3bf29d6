import assert from "node:assert/strict";
import test from "node:test";
import { PublishError } from "../../../src/errors.ts";
import { isDirect, readProxies } from "../../../src/oci/http/proxy.ts";
import { selfSigned } from "../../support/certificate.ts";
import { createMemoryRegistry } from "../../support/memory-registry.ts";
import { startProxy } from "../../support/proxy.ts";
import {
  accountAt,
  BASIC,
  createTestClient,
  failureOf,
  repositoryAt,
  sampleChart,
} from "../../support/registry-client.ts";
import { startServer } from "../../support/scripted-server.ts";

const tags = (): { body: unknown } => ({ body: { name: "c/x", tags: ["1.0.0"] } });

test("plain http goes through HTTP_PROXY, with the whole URL in the request line", async () => {
  await using server = await startServer({ fallback: tags });
  await using proxy = await startProxy(server.host);
  const t = createTestClient({ plainHttp: true, proxy: { http: proxy.url } });
  await using _ = t.client;
  assert.deepEqual(await t.client.listTags(repositoryAt("registry.test:5000"), t.signal), ["1.0.0"]);
  assert.deepEqual(proxy.log, ["GET http://registry.test:5000/v2/c/x/tags/list?n=1000"]);
  assert.equal(server.requests[0]?.headers.host, "registry.test:5000");
});

test("https goes through a tunnel of HTTPS_PROXY, and the registry's certificate is still checked", async (t) => {
  const tls = selfSigned(t);
  if (tls === undefined) return;
  await using server = await startServer({ tls, fallback: tags });
  await using proxy = await startProxy(server.host);
  const options = { proxy: { https: proxy.url }, retries: 0 };
  const trusting = createTestClient({ ...options, tls: { ca: tls.cert } });
  await using _ = trusting.client;
  const repository = repositoryAt("registry.test");
  assert.deepEqual(await trusting.client.listTags(repository, trusting.signal), ["1.0.0"]);
  assert.deepEqual(proxy.log, ["CONNECT registry.test:443"]);
  const careful = createTestClient(options);
  await using __ = careful.client;
  const error = await failureOf(careful.client.listTags(repository, careful.signal));
  assert.match(error.message, /through the proxy http:\/\/127.*certificate is not trusted/);
  assert.match(error.hint ?? "", /ca-file/);
});

test("a chart is pushed through a proxy, with few connections and no credentials told to the proxy", async () => {
  const registry = createMemoryRegistry();
  await using server = await startServer({
    rules: [
      {
        path: /./,
        reply: (request) =>
          request.headers.authorization === BASIC
            ? registry.handle(request)
            : { status: 401, headers: { "www-authenticate": 'Basic realm="r"' } },
      },
    ],
  });
  await using proxy = await startProxy(server.host);
  const host = "registry.test:5000";
  const t = createTestClient({ plainHttp: true, proxy: { http: proxy.url }, credentials: accountAt(host) });
  await using _ = t.client;
  const { manifest, blobs } = sampleChart();
  for (const { descriptor, bytes } of blobs)
    await t.client.pushBlob(repositoryAt(host), descriptor, bytes, t.signal);
  await t.client.pushManifest(repositoryAt(host), "1.0.0", manifest, t.signal);
  assert.equal(
    (await t.client.resolve(repositoryAt(host), "1.0.0", t.signal))?.digest,
    manifest.descriptor.digest,
  );
  assert.ok(proxy.log.length > 0 && proxy.credentials.every((given) => given === undefined));
});

test("user name and password of the proxy's address are sent to it alone", async () => {
  await using server = await startServer({ fallback: tags });
  const authorization = `Basic ${Buffer.from("ci:p@ss").toString("base64")}`;
  await using proxy = await startProxy(server.host, { authorization });
  const http = proxy.url.replace("http://", "http://ci:p%40ss@");
  const t = createTestClient({ plainHttp: true, proxy: { http } });
  await using _ = t.client;
  assert.deepEqual(await t.client.listTags(repositoryAt("registry.test:5000"), t.signal), ["1.0.0"]);
  assert.equal(server.requests[0]?.headers["proxy-authorization"], undefined);
});

for (const plainHttp of [true, false]) {
  test(`a proxy that wants a password (${plainHttp ? "http" : "https"}): 407 is explained`, async () => {
    await using server = await startServer({ fallback: tags });
    await using proxy = await startProxy(server.host, { authorization: "Basic none" });
    const t = createTestClient({ plainHttp, proxy: { http: proxy.url, https: proxy.url } });
    await using _ = t.client;
    const error = await failureOf(t.client.listTags(repositoryAt("registry.test"), t.signal));
    assert.equal(error.code, "NETWORK");
    assert.match(error.message, /through the proxy http:\/\/127\.0\.0\.1:\d+: the proxy answered 407$/);
    assert.match(error.hint ?? "", /HTTPS_PROXY=http:\/\/user:password@/);
    assert.deepEqual([t.slept, server.log], [[], []]);
  });
}

test("a proxy that is not there: the error is about the proxy, not about the registry", async () => {
  const t = createTestClient({ retries: 0, proxy: { https: "127.0.0.1:9" } });
  await using _ = t.client;
  const error = await failureOf(t.client.listTags(repositoryAt("registry.test"), t.signal));
  assert.match(error.hint ?? "", /is the proxy running at http:\/\/127\.0\.0\.1:9\?.*NO_PROXY/);
});

test("loopback addresses and what NO_PROXY names are reached directly", async () => {
  await using server = await startServer({ fallback: tags });
  await using proxy = await startProxy("127.0.0.1:9");
  const t = createTestClient({ proxy: { http: proxy.url, none: "registry.test, 10.0.0.0/8" } });
  await using _ = t.client;
  assert.deepEqual(await t.client.listTags(repositoryAt(server.host), t.signal), ["1.0.0"]);
  const named = createTestClient({
    retries: 0,
    plainHttp: true,
    proxy: { http: proxy.url, none: "registry.test" },
  });
  await using __ = named.client;
  const error = await failureOf(named.client.listTags(repositoryAt("registry.test:5000"), named.signal));
  assert.match(error.message, /no such host|could not be looked up/);
  assert.deepEqual(proxy.log, []);
});

const direct: readonly (readonly [hostname: string, none: string, isDirect: boolean])[] = [
  ["localhost", "", true],
  ["127.0.0.1", "", true],
  ["[::1]", "", true],
  ["10.1.2.3", "10.0.0.0/8", true],
  ["11.1.2.3", "10.0.0.0/8", false],
  ["10.1.2.3", "acme.test,10.0.0.0/8", true],
  ["[fd12::1]", "fd00::/8", true],
  ["[fe80::1]", "fd00::/8", false],
  ["registry.test", "10.0.0.0/8", false],
  ["10.1.2.3", "10.0.0.0/99", false],
  ["10.1.2.3", "/8,10.0.0.0/", false],
];
for (const [hostname, none, expected] of direct) {
  test(`${hostname} with NO_PROXY=${none} is ${expected ? "reached directly" : "left to the rules for names"}`, () => {
    assert.equal(isDirect(hostname, none), expected);
  });
}

test("a proxy may be named without a scheme; what is no HTTP proxy is refused without showing it", () => {
  assert.equal(readProxies({ http: "proxy.acme:3128" }).http?.href, "http://proxy.acme:3128/");
  assert.throws(
    () => readProxies({ http: "socks5://user:secret@proxy:1080", https: "http://" }),
    (error: unknown) => {
      assert.ok(error instanceof PublishError && error.code === "USAGE");
      assert.equal(error.problems.length, 2);
      assert.doesNotMatch(JSON.stringify(error.problems), /secret/);
      return true;
    },
  );
});
