import assert from "node:assert/strict";
import test from "node:test";
import { dockerRegistryFor } from "../../support/docker-registry.ts";
import { pushSubject } from "../../support/referrer.ts";
import { registryFor } from "../../support/registry.ts";
import { createTestClient, failureOf, repositoryAt, sampleChart } from "../../support/registry-client.ts";
import { type Reply, type ScriptedServer, startServer } from "../../support/scripted-server.ts";
import { createTokenRegistry } from "../../support/token-registry.ts";

const { digest } = sampleChart().manifest.descriptor;
const refusal = (status: number, code: string): Reply => ({ status, body: { errors: [{ code }] } });

/** What deleting this comes to in a registry that answers so. */
async function deleting(reply: Reply, reference: string) {
  await using server = await startServer({ rules: [{ reply }] });
  const { client, signal } = createTestClient();
  await using _ = client;
  const result = await client.deleteManifest(repositoryAt(server.host), reference, signal);
  return { result, log: server.log };
}

for (const status of [200, 202, 204]) {
  test(`delete-by-digest: an answer of ${status} means that it is gone`, async () => {
    const { result, log } = await deleting({ status }, digest);
    assert.deepEqual([result, log], ["deleted", [`DELETE /v2/c/x/manifests/${digest}`]]);
  });
}

for (const [what, reply] of [
  ["distribution 2.8", refusal(400, "DIGEST_INVALID")],
  ["the specification", refusal(400, "UNSUPPORTED")],
  ["a registry that deletes nothing", refusal(405, "UNSUPPORTED")],
] as const) {
  test(`delete-by-tag: the refusal of ${what} says that tags cannot be deleted, which is no error`, async () => {
    assert.equal((await deleting(reply, "1.0.0")).result, "unsupported");
  });
}

test("what is not there is not deleted, which is no error; a web page is", async () => {
  for (const code of ["MANIFEST_UNKNOWN", "NAME_UNKNOWN"])
    assert.equal((await deleting(refusal(404, code), "1.0.0")).result, "absent");
  const page: Reply = { status: 404, headers: { "content-type": "text/html" }, body: "<title>Oops</title>" };
  assert.equal((await failureOf(deleting(page, "1.0.0"))).code, "NOT_A_REGISTRY");
});

test("delete-unsupported: the error names the setting that allows it", async () => {
  const headers = { "docker-distribution-api-version": "registry/2.0" };
  const error = await failureOf(deleting({ ...refusal(405, "UNSUPPORTED"), headers }, digest));
  assert.match(
    error.message,
    /^Could not delete 127\.0\.0\.1:\d+\/c\/x@sha256:.* was answered 405 UNSUPPORTED$/,
  );
  assert.match(error.hint ?? "", /REGISTRY_STORAGE_DELETE_ENABLED=true/);
});

test("a refusal for want of rights stays one", async () => {
  for (const reference of ["1.0.0", digest])
    assert.equal((await failureOf(deleting(refusal(403, "DENIED"), reference))).code, "DENIED");
});

test("the right to delete is asked for when a registry wants it, and the right to push never", async () => {
  const tokens = createTokenRegistry(() => server.origin);
  const server: ScriptedServer = await startServer({
    rules: tokens.rules,
    fallback: ({ headers }) =>
      headers.authorization === undefined ? tokens.challenge("repository:c/x:delete") : { status: 202 },
  });
  await using _server = server;
  const { client, signal } = createTestClient({ access: "pull" });
  await using _ = client;
  assert.equal(await client.deleteManifest(repositoryAt(server.host), digest, signal), "deleted");
  const asked = server.log.find((line) => line.startsWith("GET /token")) ?? "";
  assert.equal(new URLSearchParams(asked.split("?")[1]).get("scope"), "repository:c/x:pull,delete");
});

test("delete-by-tag, delete-by-digest: our registry does either", async (t) => {
  const { host } = await registryFor(t);
  const place = createTestClient();
  await using client = place.client;
  const repository = repositoryAt(host);
  const subject = await pushSubject(place, repository);
  const remove = (reference: string) => client.deleteManifest(repository, reference, place.signal);
  assert.deepEqual([await remove("1.0.0"), await remove("1.0.0")], ["deleted", "absent"]);
  assert.deepEqual(await client.resolve(repository, subject.digest, place.signal), subject);
  assert.deepEqual([await remove(subject.digest), await remove(subject.digest)], ["deleted", "absent"]);
});

test("delete-by-tag, delete-by-digest: the real docker-registry does the latter", async (t) => {
  await using registry = await dockerRegistryFor(t);
  if (registry === undefined) return;
  const place = createTestClient();
  await using client = place.client;
  const repository = repositoryAt(registry.host);
  const subject = await pushSubject(place, repository);
  const remove = (reference: string) => client.deleteManifest(repository, reference, place.signal);
  assert.equal(await remove("1.0.0"), "unsupported");
  assert.equal(await remove(subject.digest), "deleted");
  assert.equal(await client.resolve(repository, "1.0.0", place.signal), undefined);
  assert.equal(await remove(subject.digest), "absent");
});
