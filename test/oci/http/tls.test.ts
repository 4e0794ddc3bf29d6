import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import { PublishError } from "../../../src/errors.ts";
import { failureOf as failureOfRequest } from "../../../src/oci/http/failure.ts";
import { readTlsFiles, type TlsFiles } from "../../../src/oci/http/tls.ts";
import { selfSigned } from "../../support/certificate.ts";
import { createTestClient, failureOf, repositoryAt } from "../../support/registry-client.ts";
import { startServer } from "../../support/scripted-server.ts";

const tags = (): { body: unknown } => ({ body: { name: "c/x", tags: ["1.0.0"] } });
const https = { plainHttp: false, retries: 0 };

test("an authority of one's own is trusted besides the system's", async (t) => {
  const tls = selfSigned(t);
  if (tls === undefined) return;
  await using server = await startServer({ tls, fallback: tags });
  const { client, signal } = createTestClient({ ...https, tls: { ca: tls.cert } });
  await using _ = client;
  assert.deepEqual(await client.listTags(repositoryAt(server.host), signal), ["1.0.0"]);
});

test("a client certificate is shown to the registry, and nobody else is let in", async (t) => {
  const [tls, ours] = [selfSigned(t), selfSigned(t)];
  if (tls === undefined || ours === undefined) return;
  await using server = await startServer({ tls: { ...tls, ca: ours.cert }, fallback: tags });
  const repository = repositoryAt(server.host);
  const known = createTestClient({ ...https, tls: { ca: tls.cert, ...ours } });
  await using _ = known.client;
  assert.deepEqual(await known.client.listTags(repository, known.signal), ["1.0.0"]);
  const nobody = createTestClient({ ...https, tls: { ca: tls.cert } });
  await using __ = nobody.client;
  assert.equal((await failureOf(nobody.client.listTags(repository, nobody.signal))).code, "NETWORK");
});

test("a server that breaks off the handshake for want of a client certificate: the error says so", () => {
  const alert = Object.assign(new Error("tlsv13 alert certificate required"), {
    code: "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED",
  });
  const signal = new AbortController().signal;
  const url = new URL("https://registry.test/v2/");
  const error = failureOfRequest(
    { doing: "ask", method: "GET", url, headers: {}, maxBytes: 1, signal },
    alert,
  );
  assert.match(error.message, /asks for a client certificate/);
  assert.match(error.hint ?? "", /cert-file and key-file/);
});

test("what is for the registry alone (certificate, insecure-skip-tls-verify) does not reach other hosts", async (t) => {
  const [tls, ours] = [selfSigned(t), selfSigned(t)];
  if (tls === undefined || ours === undefined) return;
  await using server = await startServer({ tls: { ...tls, ca: ours.cert }, fallback: tags });
  const settings = { ...ours, ca: tls.cert, insecureSkipVerify: true };
  for (const [hostname, isReached] of [
    ["127.0.0.1", true],
    ["registry.test", false],
  ] as const) {
    const { client, signal } = createTestClient({ ...https, tls: { ...settings, hostname } });
    await using _ = client;
    const listing = client.listTags(repositoryAt(server.host), signal);
    if (isReached) assert.deepEqual(await listing, ["1.0.0"]);
    else assert.equal((await failureOf(listing)).code, "NETWORK");
  }
});

test("PEM files are read; the fault of each is told, with its name and how to mend it", async (t) => {
  const [one, other] = [selfSigned(t), selfSigned(t)];
  if (one === undefined || other === undefined) return;
  const directory = await mkdtemp(path.join(tmpdir(), "tls-"));
  t.after(() => rm(directory, { recursive: true }));
  const files = {
    "cert.pem": one.cert,
    "key.pem": one.key,
    "other.pem": other.key,
    "text.pem": "nothing",
    "broken.pem": "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
  };
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(directory, name), text);
  execFileSync("openssl", ["pkey", "-in", "key.pem", "-aes256", "-passout", "pass:x", "-out", "locked.pem"], {
    cwd: directory,
  });

  assert.deepEqual(
    readTlsFiles({ caFile: "cert.pem", certFile: "cert.pem", keyFile: "key.pem" }, directory),
    { ca: one.cert, cert: one.cert, key: one.key },
  );
  const cases: readonly (readonly [TlsFiles, RegExp])[] = [
    [
      { caFile: "none.pem", certFile: "text.pem", keyFile: "text.pem" },
      /ca-file, none\.pem: ENOENT.*cert-file, text\.pem: it holds no certificate.*key-file, text\.pem: it is not what it should be/,
    ],
    [{ caFile: "broken.pem" }, /ca-file, broken\.pem: it is not what it should be/],
    [{ certFile: "cert.pem", keyFile: "locked.pem" }, /key-file, locked\.pem: the key has a passphrase/],
    [{ certFile: "cert.pem", keyFile: "other.pem" }, /other\.pem, is not the key of cert-file, cert\.pem/],
  ];
  for (const [given, message] of cases) {
    assert.throws(
      () => readTlsFiles(given, directory),
      (error: unknown) => {
        assert.ok(error instanceof PublishError && error.code === "IO");
        assert.match(error.message, message);
        assert.ok(error.problems.every(({ hint }) => hint !== undefined && hint !== ""));
        return true;
      },
    );
  }
});
