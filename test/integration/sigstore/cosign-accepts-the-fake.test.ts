import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { cosignFor, type Holder, type Log, moreFor } from "../../support/cosign.ts";
import { dockerRegistryFor } from "../../support/docker-registry.ts";
import { pushSubject } from "../../support/referrer.ts";
import { registryFor } from "../../support/registry.ts";
import { createTestClient, repositoryAt } from "../../support/registry-client.ts";
import { startSigstore } from "../../support/sigstore/start.ts";

const registries: Readonly<Record<string, (t: TestContext) => Promise<{ host: string } | undefined>>> = {
  "our registry": async (t) => await registryFor(t),
  async "docker-registry"(t) {
    const registry = await dockerRegistryFor(t);
    if (registry !== undefined) t.after(() => registry.stop());
    return registry;
  },
};

const cases: readonly { readonly holder: Holder; readonly log: Log }[] = [
  { holder: "key", log: 1 },
  { holder: "key", log: 2 },
  { holder: "key", log: "none" },
  { holder: "identity", log: 1 },
  { holder: "identity", log: 2 },
  { holder: "identity", log: "none" },
];

for (const [name, start] of Object.entries(registries)) {
  test(`cosign signs in ${name} by the fake Sigstore, and accepts what it has signed`, async (t) => {
    const registry = await start(t);
    // This cosign logs whole envelopes, as the second Rekor took them once.
    const sigstore = await startSigstore(t, { switches: { rekorV2TakesDsse: true } });
    const cosign = await cosignFor(t, sigstore);
    if (registry === undefined || cosign === undefined) return;
    for (const { holder, log } of cases) {
      const repository = repositoryAt(registry.host, `c/${holder}-${log}`);
      const { digest } = await pushSubject(createTestClient(), repository);
      const reference = `${repository.host}/${repository.name}@${digest}`;
      const more = moreFor[log];
      assert.equal((await cosign.verify(reference, holder, ...more)).code, 10, "nothing is signed yet");
      await cosign.sign(reference, holder, log);
      const { code, stdout, stderr } = await cosign.verify(reference, holder, ...more);
      assert.equal(code, 0, `${holder} ${log}: ${stderr}`);
      assert.match(stdout, new RegExp(digest));
      const other = await cosign.verify(reference, holder === "key" ? "identity" : "key", ...more);
      assert.notEqual(other.code, 0, `${holder} ${log}: somebody else's`);
    }
  });
}
