import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { planFor } from "../../support/plan.ts";
import { registryFor } from "../../support/registry.ts";
import { signedRun } from "../../support/sigstore/signed-run.ts";
import { startSigstore } from "../../support/sigstore/start.ts";

test("the job that publishes a plan signs and attests it, before the tag if asked", async (t) => {
  const [sigstore, registry] = [await startSigstore(t), await registryFor(t)];
  const { directory, job, trustedRoot } = await signedRun(t, sigstore, registry.host);
  const plan = await planFor(t, registry.host);
  assert.equal(sigstore.rekor.requests.length, 0);
  registry.takeLog();
  const proofs = ["--sign", "cosign", "--attest", "--tag", "after-signing"];
  const trust = [
    "--signing-config",
    path.join(directory, "signing-config.json"),
    "--trusted-root",
    trustedRoot,
  ];
  const out = path.join(directory, "out");
  const words = [...proofs, ...trust, "--output-dir", out, "--concurrency", "1", "--json"];
  const { code, stdout, stderr } = await plan.publish(words, job);
  assert.equal(code, 0, stderr);
  const { charts } = JSON.parse(stdout);
  for (const [index, chart] of charts.entries()) {
    assert.deepEqual(chart.signatures, ["cosign", "slsa"]);
    assert.equal(chart.digest, plan.charts[index]?.layoutDigest);
    assert.match(await readFile(chart.bundle, "utf8"), /^\{.*\}\n\{.*\}\n$/);
  }
  const written = JSON.parse(await readFile(path.join(out, "plan.json"), "utf8"));
  assert.equal(written.charts[0].bundle, "web-1.4.0.tgz.sigstore.jsonl");
  const puts = registry.takeLog().filter((line) => line.startsWith("PUT manifests"));
  const each = Array(3).fill("PUT manifests/<digest>");
  assert.deepEqual(puts, [...each, "PUT manifests/1.4.0", ...each, "PUT manifests/2.0.1_b.7"]);
});
