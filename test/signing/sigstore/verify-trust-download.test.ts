import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { fetchTrustedRoot, fetchTrustFile } from "../../../src/signing/sigstore/trust-download.ts";
import { runCommand } from "../../support/command.ts";
import { startProxy } from "../../support/proxy.ts";
import { failureOf } from "../../support/registry-client.ts";
import { startSigstore } from "../../support/sigstore/start.ts";
import { startTrustRepository, type TrustRepositoryFaults } from "../../support/sigstore/trust-repository.ts";

const { signal } = new AbortController();

async function repositoryFor(t: TestContext, faults: TrustRepositoryFaults = {}) {
  const directory = await mkdtemp(path.join(os.tmpdir(), "trust-"));
  t.after(() => rm(directory, { recursive: true, force: true }));
  const sigstore = await startSigstore(t);
  const files = {
    "trusted_root.json": JSON.stringify(sigstore.trustedRoot),
    "signing_config.v0.2.json": JSON.stringify(sigstore.signingConfig()),
  };
  const { server, rootFile } = await startTrustRepository(files, directory, faults);
  t.after(() => server[Symbol.asyncDispose]());
  const mirror = { url: new URL(server.origin), rootFile };
  const lines: string[] = [];
  const connection = {
    userAgent: "helm-oci-publish/test",
    timeoutMs: 10_000,
    now: () => 0,
    random: () => 0,
    sleep: async (_: number, during: AbortSignal) => during.throwIfAborted(),
    reporter: { debug: (line: string) => void lines.push(line) },
  };
  return {
    files,
    server,
    lines,
    repository: { directory: path.join(directory, "cache"), mirror, connection },
  };
}

test("the trusted root and the signing config come from a TUF repository, and are kept", async (t) => {
  const { files, server, repository } = await repositoryFor(t);
  const trust = await fetchTrustedRoot(repository, signal);
  assert.equal(trust.tlogs.length, 2);
  assert.equal(
    await fetchTrustFile(repository, "signing_config.v0.2.json", signal),
    files["signing_config.v0.2.json"],
  );
  await fetchTrustedRoot(repository, signal);
  assert.equal(server.log.filter((line) => line === "GET /targets/trusted_root.json").length, 1);
});

const wrong: readonly { name: string; faults: TrustRepositoryFaults; says: RegExp }[] = [
  { name: "another file than the one that was signed", faults: { served: "{}" }, says: /trusted_root\.json/ },
  { name: "metadata signed by a stranger", faults: { stranger: true }, says: /trusted_root\.json/ },
  { name: "metadata that has ended", faults: { expires: "2020-01-01T00:00:00Z" }, says: /expired/i },
];

for (const { name, faults, says } of wrong) {
  test(`${name} is not believed`, async (t) => {
    const { repository } = await repositoryFor(t, faults);
    const error = await failureOf(fetchTrustedRoot(repository, signal));
    assert.equal(error.code, "INTEGRITY", error.message);
    assert.match(error.message, says);
  });
}

test("a repository is reached through the proxy that there is, under our own name", async (t) => {
  const { server, repository, lines } = await repositoryFor(t);
  await using proxy = await startProxy(server.host);
  const mirror = { ...repository.mirror, url: new URL("http://trust.invalid/") };
  const connection = { ...repository.connection, proxy: { http: proxy.url } };
  const trust = await fetchTrustedRoot({ ...repository, mirror, connection }, signal);
  assert.equal(trust.tlogs.length, 2);
  assert.equal(proxy.log.length, server.requests.length);
  assert.ok(proxy.log.every((line) => line.startsWith("GET http://trust.invalid/")));
  for (const { headers } of server.requests) assert.equal(headers["user-agent"], "helm-oci-publish/test");
  assert.match(lines.join("\n"), /^GET http:\/\/trust\.invalid\/timestamp\.json: 200/m);
  const gone = { http: "http://127.0.0.1:9" };
  const error = await failureOf(
    fetchTrustedRoot({ ...repository, mirror, connection: { ...connection, proxy: gone } }, signal),
  );
  assert.equal(error.code, "NETWORK", error.message);
  assert.match(
    error.message,
    /^Could not get trusted_root\.json from http:\/\/trust\.invalid\/.*127\.0\.0\.1:9/,
  );
});

test("verify goes to the public repository through HTTPS_PROXY", async (t) => {
  const directory = await mkdtemp(path.join(os.tmpdir(), "trust-"));
  t.after(() => rm(directory, { recursive: true, force: true }));
  await using proxy = await startProxy("127.0.0.1:9");
  const chart = "127.0.0.1:9/charts/web:1.0.0";
  const identity = [
    "--certificate-identity",
    "a@acme.example",
    "--certificate-oidc-issuer",
    "https://b.example",
  ];
  const variables = { HTTPS_PROXY: proxy.url, XDG_CACHE_HOME: directory };
  const { code, stderr } = await runCommand(["verify", chart, "--require", "cosign", ...identity], variables);
  assert.equal(code, 1, stderr);
  assert.match(
    stderr,
    /^error: Could not get trusted_root\.json from Sigstore's trust repository: GET .*through the proxy/m,
  );
  assert.ok(proxy.log.length > 0 && proxy.log.every((line) => /^CONNECT [a-z.-]+:443$/.test(line)));
});

test("a server that is busy is asked again", async (t) => {
  const { server, repository } = await repositoryFor(t);
  server.rules.push({ path: "/timestamp.json", reply: { status: 503 }, times: 2 });
  assert.equal((await fetchTrustedRoot(repository, signal)).tlogs.length, 2);
});

test("a repository that does not answer is told from one that lies", async (t) => {
  const { server, repository } = await repositoryFor(t);
  server.rules.push({ path: "/timestamp.json", reply: { status: 404 } });
  assert.equal((await failureOf(fetchTrustedRoot(repository, signal))).code, "NETWORK");
});
