import assert from "node:assert/strict";
import test from "node:test";
import { createTransport } from "../../src/oci/http/transport.ts";
import { createRedactor } from "../../src/oci/login/redact.ts";
import { Secret } from "../../src/secret.ts";
import { publishAttestation } from "../../src/signing/github-attestations.ts";
import { createServiceClient } from "../../src/signing/sigstore/service-client.ts";
import { failureOf } from "../support/registry-client.ts";
import { type Rule, startServer } from "../support/scripted-server.ts";

const token = "ghs_planted0123456789";
const bundle = Buffer.from('{"mediaType":"x"}');

async function publishTo(reply: Rule["reply"]) {
  const server = await startServer({ rules: [{ method: "POST", reply }] });
  const reporter = { debug: () => undefined };
  const transport = createTransport({ userAgent: "test", timeoutMs: 5000, now: () => 0, reporter });
  const redactor = createRedactor(() => undefined);
  redactor.add(new Secret(token));
  const ask = createServiceClient({
    send: transport.send,
    redactor,
    now: () => 0,
    random: () => 0,
    sleep: async () => undefined,
  });
  const settings = {
    apiUrl: `${server.origin}/api/v3/`,
    serverUrl: "https://github.com",
    repository: "octo/charts",
    token: new Secret(token),
    ask,
  };
  const published = publishAttestation(settings, bundle, new AbortController().signal);
  const close = async (): Promise<void> => {
    await transport.close();
    await server[Symbol.asyncDispose]();
  };
  return { server, published, close };
}

test("GitHub is given the bundle as it is, and says where it shows it", async (t) => {
  const { server, published, close } = await publishTo({ status: 201, body: { id: 77 } });
  t.after(close);
  assert.equal(await published, "https://github.com/octo/charts/attestations/77");
  assert.deepEqual(server.log, ["POST /api/v3/repos/octo/charts/attestations"]);
  const [request] = server.requests;
  assert.equal(request?.body.toString(), '{"bundle":{"mediaType":"x"}}');
  assert.equal(request?.headers.authorization, `Bearer ${token}`);
});

for (const status of [403, 404]) {
  test(`a refusal with ${status} names the permission, in GitHub's words, without the token`, async (t) => {
    const message = `Resource not accessible by integration ${token}`;
    const { published, close } = await publishTo({ status, body: { message } });
    t.after(close);
    const error = await failureOf(published);
    assert.equal(error.code, "SIGNING");
    assert.match(error.message, /“Resource not accessible by integration \*\*\*”/);
    assert.match(error.hint ?? "", /attestations: write/);
  });
}

test("a server that is busy is asked again", async (t) => {
  let asked = 0;
  const reply = () => (++asked < 3 ? { status: 502 } : { status: 201, body: { id: "5" } });
  const { published, close } = await publishTo(reply);
  t.after(close);
  assert.match(await published, /attestations\/5$/);
});
