import assert from "node:assert/strict";
import { createServer, type Socket } from "node:net";
import test from "node:test";
import { createMemoryRegistry } from "../../support/memory-registry.ts";
import { createTestClient, failureOf, repositoryAt, sampleBlob } from "../../support/registry-client.ts";
import { type Rule, startServer } from "../../support/scripted-server.ts";

const blob = sampleBlob("x".repeat(60_000));

/** A server that takes the start of an upload and then reads no more. */
async function startStalling(): Promise<{ host: string } & AsyncDisposable> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => undefined));
    socket.once("data", (data) => {
      if (!data.toString().startsWith("POST")) return socket.pause();
      socket.write(
        "HTTP/1.1 202 Accepted\r\nLocation: /up\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
      );
      return socket.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    host: `127.0.0.1:${typeof address === "object" ? address?.port : ""}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test("slow-headers: a registry that does not answer is given up, class by class", async () => {
  await using server = await startServer({ fallback: () => ({ hang: true }) });
  const { client, signal } = createTestClient({ retries: 1, timeoutMs: 60 });
  await using _ = client;
  const error = await failureOf(client.resolve(repositoryAt(server.host), "1.0.0", signal));
  assert.equal(error.code, "TIMEOUT");
  assert.match(error.message, /no answer within the time limit/);
  assert.equal(server.requests.length, 2);
});

test("slow-body: an answer that stops half way is given up", async () => {
  const rules: Rule[] = [{ reply: { body: "0123456789", stopAfter: { bytes: 3, end: "stall" } } }];
  await using server = await startServer({ rules });
  const { client, signal } = createTestClient({ retries: 0, timeoutMs: 60 });
  await using _ = client;
  const { descriptor } = sampleBlob("0123456789");
  const error = await failureOf(client.fetchBlob(repositoryAt(server.host), descriptor, signal));
  assert.equal(error.code, "TIMEOUT");
});

test("stall-mid-upload: an upload that nobody reads is given up", async () => {
  await using server = await startStalling();
  const { client, signal } = createTestClient({ retries: 0, timeoutMs: 5 });
  await using _ = client;
  const error = await failureOf(
    client.pushBlob(repositoryAt(server.host), blob.descriptor, blob.bytes, signal),
  );
  assert.equal(error.code, "TIMEOUT");
});

test("stale keep-alive: a connection that the server closes as we write costs one repetition", async () => {
  const registry = createMemoryRegistry();
  await using server = await startServer({
    rules: [
      { method: "HEAD", times: 1, reply: registry.handle },
      { method: "HEAD", times: 1, reply: { reset: true } },
    ],
    fallback: registry.handle,
  });
  const { client, signal, slept } = createTestClient();
  await using _ = client;
  const repository = repositoryAt(server.host);
  await client.resolve(repository, "1.0.0", signal);
  assert.equal(await client.resolve(repository, "1.0.0", signal), undefined);
  assert.equal(slept.length, 1);
});
