import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import test from "node:test";
import { startServer } from "../../../src/oci/server/start.ts";
import { createTestClient, failureOf, repositoryAt, sampleBlob } from "../../support/registry-client.ts";

const { descriptor, bytes } = sampleBlob("one, two, three: the body of an answer");

/** A blob's bytes in three writes, with this length promised. */
function inPieces(response: ServerResponse, promised: number | undefined): void {
  if (promised !== undefined) response.setHeader("content-length", promised);
  response.write(bytes.subarray(0, 5));
  response.write(bytes.subarray(5, 11));
  response.end(bytes.subarray(11));
}

for (const { name, promised } of [
  { name: "without its length", promised: undefined },
  { name: "with its length", promised: bytes.length },
]) {
  test(`a body in pieces, ${name}, is read whole`, async () => {
    await using server = await startServer((_, response) => inPieces(response, promised));
    const { client, signal } = createTestClient();
    await using _client = client;
    assert.deepEqual(await client.fetchBlob(repositoryAt(server.host), descriptor, signal), bytes);
  });

  test(`a body ${name} that is longer than was asked for is refused`, async () => {
    await using server = await startServer((_, response) => inPieces(response, promised));
    const { client, signal } = createTestClient();
    await using _client = client;
    const smaller = { ...descriptor, size: bytes.length - 1 };
    const error = await failureOf(client.fetchBlob(repositoryAt(server.host), smaller, signal));
    assert.match(error.message, /the answer is longer than 37 bytes/);
  });
}
