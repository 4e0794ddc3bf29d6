import assert from "node:assert/strict";
import test from "node:test";
import type { PublishError } from "../../../src/errors.ts";
import type { RegistryClientOptions } from "../../../src/oci/client/registry-client.ts";
import { selfSigned } from "../../support/certificate.ts";
import { createTestClient, failureOf, repositoryAt } from "../../support/registry-client.ts";
import { startServer } from "../../support/scripted-server.ts";

/** How looking up a tag fails, and how long was waited before that. */
async function lookUp(
  host: string,
  options: Partial<RegistryClientOptions> = {},
): Promise<{ error: PublishError; slept: number[] }> {
  const { client, signal, slept } = createTestClient({ retries: 1, ...options });
  await using _ = client;
  return { error: await failureOf(client.resolve(repositoryAt(host), "1.0.0", signal)), slept };
}

test("https to a server without TLS: the error says to set plain-http", async () => {
  await using server = await startServer();
  const { error, slept } = await lookUp(server.host, { plainHttp: false });
  assert.equal(error.code, "NETWORK");
  assert.match(
    error.message,
    /^Could not look up 127.*: HEAD https:.*: the server speaks plain HTTP, not HTTPS$/,
  );
  assert.match(error.hint ?? "", /set plain-http if 127\.0\.0\.1:\d+ is a registry without TLS/);
  assert.ok(error.cause instanceof Error);
  assert.deepEqual(slept, []);
});

test("plain http to a server with TLS: the error says to leave out plain-http", async (t) => {
  const tls = selfSigned(t);
  if (tls === undefined) return;
  await using server = await startServer({ tls });
  const { error } = await lookUp(server.host, { plainHttp: true });
  assert.equal(error.code, "NETWORK");
  assert.match(error.hint ?? "", /leave out plain-http/);
});

test("plain http to Go's TLS port: its 400 is explained", async () => {
  await using server = await startServer({
    fallback: () => ({ status: 400, body: "Client sent an HTTP request to an HTTPS server.\n" }),
  });
  const { client, signal } = createTestClient();
  await using _ = client;
  const error = await failureOf(client.fetchManifest(repositoryAt(server.host), "1.0.0", signal));
  assert.match(error.hint ?? "", /speaks HTTPS: leave out plain-http/);
});

test("a certificate that nobody vouches for: the error says how to trust it", async (t) => {
  const tls = selfSigned(t);
  if (tls === undefined) return;
  await using server = await startServer({ tls });
  const { error, slept } = await lookUp(server.host, { plainHttp: false });
  assert.equal(error.code, "NETWORK");
  assert.match(error.message, /certificate is not trusted: self-signed certificate/);
  assert.match(error.hint ?? "", /in ca-file$/);
  assert.deepEqual(slept, []);
  const trusting = await lookUp(server.host, { plainHttp: false, tls: { insecureSkipVerify: true } }).catch(
    () => "found",
  );
  assert.equal(trusting, "found", "404 is an answer: the certificate was taken");
});

test("nobody listens: the error says so, after another try", async () => {
  const server = await startServer();
  await server[Symbol.asyncDispose]();
  const { error, slept } = await lookUp(server.host);
  assert.equal(error.code, "NETWORK");
  assert.match(error.message, /the connection was refused$/);
  assert.match(error.hint ?? "", /is anything listening on 127/);
  assert.equal(slept.length, 1);
});

test("no such host: the error says so at once", async () => {
  const { error, slept } = await lookUp("registry.invalid");
  // A machine without any name server cannot know that there is no such host.
  assert.match(error.message, /there is no such host|could not be looked up just now/);
  assert.ok(slept.length <= 1);
});

test("something that speaks no HTTP at all", async () => {
  const { createServer } = await import("node:net");
  const server = createServer((socket) =>
    socket
      .on("error", () => undefined)
      .resume()
      .end("SSH-2.0-OpenSSH_9.2\r\n"),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const { error } = await lookUp(`127.0.0.1:${typeof address === "object" ? address?.port : ""}`);
  assert.match(error.message, /the answer is not HTTP/);
  await new Promise((resolve) => server.close(resolve));
});
