import assert from "node:assert/strict";
import test from "node:test";
import { RegistryError } from "../../../src/errors.ts";
import { createMemoryRegistry } from "../../support/memory-registry.ts";
import { createTestClient, failureOf, repositoryAt, sampleChart } from "../../support/registry-client.ts";
import { type Reply, startServer } from "../../support/scripted-server.ts";

const { manifest } = sampleChart();
const other = sampleChart("other").manifest;
const path = "/v2/c/x/manifests/1.0.0";

/** How registries refuse to change a tag: ECR; Docker Hub and zot; Quay; Harbor. */
const refusals = [
  [400, "TAG_INVALID"],
  [403, "DENIED"],
  [409, "CONFLICT"],
  [412, "PRECONDITION"],
] as const;

/** Pushes to a registry that refuses every PUT of a manifest, and whose tag holds `held` by then. */
async function push(reply: Reply, held: typeof manifest | undefined) {
  const registry = createMemoryRegistry();
  if (held !== undefined) registry.manifests.set("c/x:1.0.0", Buffer.from(held.bytes));
  await using server = await startServer({ rules: [{ method: "PUT", reply }], fallback: registry.handle });
  const { client, signal, slept } = createTestClient();
  await using _ = client;
  const work = client.pushManifest(repositoryAt(server.host), "1.0.0", manifest, signal);
  const error = held === manifest ? await work : await failureOf(work);
  assert.deepEqual(server.log, [`PUT ${path}`, `HEAD ${path}`]);
  assert.deepEqual(slept, []);
  return error;
}

for (const [status, code] of refusals) {
  const reply: Reply = { status, body: { errors: [{ code, message: "the server's words" }] } };

  test(`immutable-${status}: a tag that holds something else is published already, whatever the registry calls it`, async () => {
    const error = await push(reply, other);
    assert.ok(error instanceof RegistryError);
    assert.equal(error.code, "CONFLICT");
    assert.deepEqual([error.status, error.method, error.codes], [status, "PUT", [code]]);
    assert.ok(error.message.includes(`was answered ${status} ${code} (“the server's words”)`), error.message);
    assert.ok(
      error.message.endsWith(
        `; other content is published already: the tag holds ${other.descriptor.digest}`,
      ),
    );
    assert.match(error.hint ?? "", /publish other content under a new version/);
  });

  test(`immutable-${status}, tag-race: a tag that holds the same by then is a success, without a second PUT`, async () => {
    assert.equal(await push(reply, manifest), undefined);
  });

  test(`immutable-${status}: a tag that is not there was refused for another reason, which stands`, async () => {
    const error = await push(reply, undefined);
    assert.ok(error instanceof RegistryError && error.status === status);
    assert.doesNotMatch(error.message, /published already/);
    assert.doesNotMatch(error.hint ?? "", /new version/);
    assert.ok((error.hint ?? "").length > 20);
  });
}

for (const code of ["MANIFEST_INVALID", "DIGEST_INVALID", "NAME_INVALID"]) {
  test(`400 ${code} is a fault of the manifest, also where the tag holds something else`, async () => {
    const error = await push({ status: 400, body: { errors: [{ code }] } }, other);
    assert.ok(error instanceof RegistryError && error.code === "REGISTRY_ERROR");
    assert.doesNotMatch(error.message, /published already/);
  });
}

test("blob-unknown-once: under a tag that holds something else the manifest is sent again all the same", async () => {
  const registry = createMemoryRegistry();
  registry.manifests.set("c/x:1.0.0", Buffer.from(other.bytes));
  const reply: Reply = { status: 400, body: { errors: [{ code: "MANIFEST_BLOB_UNKNOWN" }] } };
  const rules = [{ method: "PUT", times: 1, reply }];
  await using server = await startServer({ rules, fallback: registry.handle });
  const { client, signal } = createTestClient();
  await using _ = client;
  await client.pushManifest(repositoryAt(server.host), "1.0.0", manifest, signal);
  assert.equal(server.log.filter((line) => line === `PUT ${path}`).length, 2);
});
