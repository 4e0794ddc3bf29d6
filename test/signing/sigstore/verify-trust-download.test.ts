import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { fetchTrustedRoot, fetchTrustFile } from "../../../src/signing/sigstore/trust-download.ts";
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
  return { files, server, repository: { directory: path.join(directory, "cache"), mirror } };
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

test("a repository that does not answer is told from one that lies", async (t) => {
  const { server, repository } = await repositoryFor(t);
  server.rules.push({ path: "/timestamp.json", reply: { status: 404 } });
  assert.equal((await failureOf(fetchTrustedRoot(repository, signal))).code, "NETWORK");
});
