import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { selfSigned } from "../support/certificate.ts";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { createMemoryRegistry } from "../support/memory-registry.ts";
import { startProxy } from "../support/proxy.ts";
import { startServer } from "../support/scripted-server.ts";

test("publish over TLS: with ca-file, with client certificate, without checking, and not at all", async (t) => {
  const [tls, ours] = [selfSigned(t), selfSigned(t)];
  if (tls === undefined || ours === undefined) return;
  const directory = await temporaryDirectory(t);
  const chart = await writeChart(directory, "web", "1.0.0");
  for (const [name, pem] of Object.entries({
    "ca.pem": tls.cert,
    "cert.pem": ours.cert,
    "key.pem": ours.key,
  }))
    await writeFile(path.join(directory, name), pem);
  const registry = createMemoryRegistry();
  await using server = await startServer({ tls: { ...tls, ca: ours.cert }, fallback: registry.handle });
  const publish = (...words: string[]) =>
    runCommand([
      ...["publish", chart, "--registry", `oci://${server.host}/charts`, "--plain-http=false", "--retries=0"],
      ...["--working-directory", directory, ...words],
    ]);
  const identity = ["--cert-file", "cert.pem", "--key-file", "key.pem"];

  const stranger = await publish(...identity);
  assert.equal(stranger.code, 1);
  assert.match(stranger.stderr, /certificate is not trusted[\s\S]*Fix: .*ca-file/);
  const careless = await publish(...identity, "--insecure-skip-tls-verify");
  assert.equal(careless.code, 0);
  assert.match(careless.stderr, /^warning: The TLS certificate of 127\.0\.0\.1:\d+ is not checked/m);
  const careful = await publish("--ca-file", "ca.pem", ...identity);
  assert.deepEqual([careful.code, careful.stdout], [0, careless.stdout]);
  assert.doesNotMatch(careful.stderr, /warning/);
  const nobody = await publish("--ca-file", "ca.pem");
  assert.equal(nobody.code, 1);
  const half = await publish("--cert-file", "cert.pem");
  assert.equal(half.code, 2);
  assert.match(half.stderr, /cert-file is given without key-file/);
});

test("publish through the proxy that the environment names; its password is never shown", async (t) => {
  const chart = await writeChart(await temporaryDirectory(t), "web", "1.0.0");
  const registry = createMemoryRegistry();
  await using server = await startServer({ fallback: registry.handle });
  await using proxy = await startProxy(server.host);
  const words = [
    "publish",
    chart,
    "--registry",
    "oci://registry.test:5000/charts",
    "--plain-http",
    "--debug",
  ];
  const http_proxy = proxy.url.replace("http://", "http://ci:pr0xy-s3cret@");
  const { code, stdout, stderr } = await runCommand([...words, "--retries=0"], { http_proxy });
  assert.equal(code, 0, stderr);
  assert.ok(proxy.log.every((line) => line.includes(" http://registry.test:5000/v2/charts/web/")));
  assert.ok(proxy.log.length >= 6);
  assert.doesNotMatch(stdout + stderr, /pr0xy-s3cret/);
  const refused = await runCommand([...words, "--retries=0"], { http_proxy: "socks5://ci:pr0xy-s3cret@x:1" });
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /HTTP_PROXY is no address of an HTTP proxy/);
  assert.doesNotMatch(refused.stderr, /pr0xy-s3cret/);
});
