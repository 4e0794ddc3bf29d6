import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { type CommandResult, runCommand } from "../support/command.ts";
import { createMemoryRegistry } from "../support/memory-registry.ts";
import { BASIC, PASSWORD } from "../support/registry-client.ts";
import { type Reply, type Request, type ScriptedServer, startServer } from "../support/scripted-server.ts";

/** A registry that lets `robot$ci` do everything, and strangers what `strangers` says of their reads. */
async function publicRegistry(
  t: TestContext,
  strangers: (request: Request, answer: Reply) => Reply,
): Promise<{ server: ScriptedServer; publish: (verify: string) => Promise<CommandResult> }> {
  const registry = createMemoryRegistry();
  const challenge = { status: 401, headers: { "www-authenticate": 'Basic realm="r"' } };
  const server = await startServer({
    fallback: async (request) => {
      if (request.headers.authorization === BASIC) return registry.handle(request);
      if (request.method !== "GET") return challenge;
      return strangers(request, await registry.handle(request));
    },
  });
  t.after(() => server[Symbol.asyncDispose]());
  const chart = await writeChart(await temporaryDirectory(t), "web", "1.0.0");
  const words = ["publish", chart, "--registry", `oci://${server.host}/charts`, "--retries=0", "--json"];
  const variables = { HELM_OCI_PUBLISH_USERNAME: "robot$ci", HELM_OCI_PUBLISH_PASSWORD: PASSWORD };
  return { server, publish: (verify) => runCommand([...words, "--verify", verify], variables) };
}

const statusOf = ({ stdout }: CommandResult): unknown => JSON.parse(stdout).charts[0].status;

test("verify: public passes where strangers can pull, for a new chart and for an unchanged one", async (t) => {
  const { server, publish } = await publicRegistry(t, (_, answer) => answer);
  for (const status of ["published", "unchanged"]) {
    const before = server.requests.length;
    const result = await publish("public");
    assert.deepEqual([result.code, statusOf(result)], [0, status], result.stderr);
    const anonymous = server.requests
      .slice(before)
      .filter(({ headers }) => headers.authorization === undefined);
    assert.ok(anonymous.some(({ method, path }) => method === "GET" && path.endsWith("/manifests/1.0.0")));
  }
});

for (const status of [401, 403, 404]) {
  test(`verify: public fails where strangers are answered ${status}, and says where to change that`, async (t) => {
    const { publish } = await publicRegistry(t, () => ({ status }));
    const result = await publish("public");
    assert.deepEqual([result.code, statusOf(result)], [1, "failed"]);
    assert.match(result.stderr, /it is published, but nobody can pull it without credentials/);
    assert.match(result.stderr, /Fix: Make the repository public in the registry's settings; then run again/);
    assert.equal((await publish("digest")).code, 0);
  });
}

test("verify: public fails where strangers are given another manifest", async (t) => {
  const other = JSON.stringify({ schemaVersion: 2, config: {}, layers: [] });
  const type = "application/vnd.oci.image.manifest.v1+json";
  const { publish } = await publicRegistry(t, () => ({ headers: { "content-type": type }, body: other }));
  const result = await publish("public");
  assert.equal(result.code, 1);
  assert.match(result.stderr, /without credentials the registry gives sha256:/);
});

test("without verify: public no request is sent again without credentials", async (t) => {
  const { server, publish } = await publicRegistry(t, () => ({ status: 403 }));
  assert.equal((await publish("digest")).code, 0);
  const strangers = server.requests.filter(({ headers }) => headers.authorization === undefined);
  assert.deepEqual(
    strangers.map(({ method }) => method),
    ["HEAD"],
  );
});
