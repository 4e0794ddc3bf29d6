import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { openLayout } from "../../../src/oci/store/layout.ts";
import { createStoreRegistry } from "../../../src/oci/store/store-registry.ts";
import { registryFor } from "../../support/registry.ts";
import { createTestClient, repositoryAt } from "../../support/registry-client.ts";
import { signedRun } from "../../support/sigstore/signed-run.ts";
import { startSigstore } from "../../support/sigstore/start.ts";

test("a chart at two targets bears its proofs at each, and output-dir holds both", async (t) => {
  const [sigstore, main, mirror] = [await startSigstore(t), await registryFor(t), await registryFor(t)];
  const run = await signedRun(t, sigstore, main.host);
  const out = path.join(run.directory, "out");
  const words = ["--registry", `oci://${mirror.host}/charts`, "--sign", "cosign", "--output-dir", out];
  const { code, stdout, stderr } = await run.publish(words, run.job);
  assert.equal(code, 0, stderr);
  const { charts } = JSON.parse(stdout);
  assert.equal(charts.length, 2);
  const { client, signal } = createTestClient({});
  for (const [index, { host }] of [main, mirror].entries()) {
    const { digest, signatures, package: archive, bundle } = charts[index];
    assert.equal(digest, charts[0].digest);
    assert.deepEqual(signatures, ["cosign"]);
    assert.equal(archive, path.join(out, "web-1.0.0.tgz"));
    assert.equal(bundle, path.join(out, "web-1.0.0.tgz.sigstore.jsonl"));
    const referrers = await client.listReferrers(repositoryAt(host, "charts/web"), digest, {}, signal);
    assert.equal(referrers.length, 1, host);
    const layout = createStoreRegistry(await openLayout(path.join(out, "oci")));
    const kept = await layout.resolve(repositoryAt(host, "charts/web"), "1.0.0", signal);
    assert.equal(kept?.digest, digest);
  }
  const bundles = (await readFile(charts[0].bundle, "utf8")).trimEnd().split("\n");
  assert.equal(bundles.length, 2);
  assert.ok(bundles.every((line) => JSON.parse(line).dsseEnvelope !== undefined));
  const files = (await readdir(out)).filter((name) => name.endsWith(".tgz"));
  assert.deepEqual(files, ["web-1.0.0.tgz"]);
});
