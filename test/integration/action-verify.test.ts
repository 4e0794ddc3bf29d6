import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { loadedAtStart } from "../support/loaded-at-start.ts";
import { makeKey } from "../support/pgp-keys.ts";
import { registryFor } from "../support/registry.ts";
import { runAction } from "../support/runner/run-action.ts";
import { type SignedChart, signedChartAt, signer } from "../support/signed-chart.ts";

const root = path.join(import.meta.dirname, "../../verify");
const by = { "certificate-identity": signer.identity, "certificate-oidc-issuer": signer.issuer };

/** Runs verify/action.yml with the signer's identity, in the chart's directory. */
function verifyIn(t: TestContext, { directory, ref }: SignedChart, inputs: Readonly<Record<string, string>>) {
  const all = { chart: ref, ...by, "trusted-root": "root.json", ...inputs };
  return runAction(t, { root, workspace: directory, inputs: all });
}

test("a chart that passes: its digest to install, who stands behind it, a summary", async (t) => {
  const { host } = await registryFor(t);
  const pgpKey = await makeKey("Ada");
  const chart = await signedChartAt(t, host, { HELM_OCI_PUBLISH_PGP_KEY: pgpKey.armor() });
  await chart.sign();
  await chart.attest();
  const keyring = pgpKey.toPublic().armor();
  const { conclusion, outputs, summary, log, annotations } = await verifyIn(t, chart, { keyring });
  assert.equal(conclusion, "success", log);
  assert.deepEqual(annotations, []);
  const { charts = "", ...others } = outputs;
  assert.deepEqual(others, {
    verified: "true",
    digest: chart.subject.digest,
    "digest-ref": chart.digestRef,
  });
  const [{ proofs }] = JSON.parse(charts);
  assert.deepEqual(
    proofs.map(({ kind }: { kind: string }) => kind),
    ["pgp", "cosign", "slsa"],
  );
  assert.match(log, new RegExp(`✓ web 1\\.0\\.0: verified ${chart.ref} sha256:`));
  assert.match(summary, /^## Helm charts: 1 verified\n\n\| Result \| Chart \| Proofs \|\n/);
  assert.match(summary, /^\| ✅&nbsp;verified \| <b>web<\/b> 1\.0\.0<br>.*pgp.*<br>cosign.*<br>slsa.* \|$/m);
  assert.doesNotMatch(summary, /<ada@/, "whoever made the key chose its user id");
});

test("a chart that does not pass fails the step, and gives no digest to install", async (t) => {
  const { host } = await registryFor(t);
  const chart = await signedChartAt(t, host);
  await chart.sign({}, { claims: { iss: "https://evil.invalid" } });
  const { exitCode, outputs, summary, annotations } = await verifyIn(t, chart, { require: "cosign" });
  assert.equal(exitCode, 1);
  const { charts = "", ...others } = outputs;
  assert.deepEqual(others, { verified: "false", digest: "", "digest-ref": "" });
  assert.equal(JSON.parse(charts)[0].digestRef, null);
  assert.match(annotations[0]?.message ?? "", /"https:\/\/evil\.invalid" vouches for its maker/);
  assert.match(summary, /^\| ❌&nbsp;failed \| .*\|$/m);
  assert.match(summary, /vouches for its maker/);
});

test("several charts: all must pass, and each is in the output", async (t) => {
  const { host } = await registryFor(t);
  const chart = await signedChartAt(t, host);
  await chart.sign();
  const both = { chart: `${chart.ref}\n\noci://${host}/charts/web:2.0.0\n`, require: "cosign" };
  const { exitCode, outputs } = await verifyIn(t, chart, both);
  assert.equal(exitCode, 1);
  assert.deepEqual([outputs["verified"], outputs["digest-ref"]], ["false", ""]);
  assert.deepEqual(
    JSON.parse(outputs["charts"] ?? "").map(({ status }: { status: string }) => status),
    ["verified", "failed"],
  );
});

test("wrong use fails, with every fault and nothing verified", async (t) => {
  const { host } = await registryFor(t);
  const chart = await signedChartAt(t, host);
  const wrong = { chart: `${host}/charts/web\nnonsense`, "certificate-oidc-issuer": "" };
  const options = await verifyIn(t, chart, wrong);
  assert.equal(options.exitCode, 2);
  assert.equal(options.outputs["verified"], "false");
  assert.match(options.log, /the identity of the certificate is given without its issuer/);
  const references = await verifyIn(t, chart, { chart: wrong.chart });
  assert.equal(references.exitCode, 2);
  assert.match(references.log, /web: it has neither tag nor digest/);
  assert.match(references.log, /nonsense/);
});

test("neither OpenPGP nor Sigstore is loaded before it is needed", async () => {
  const dist = path.join(root, "../dist");
  for (const entry of ["action.js", "post.js", "verify.js", "cli.js"]) {
    const files = await loadedAtStart(path.join(dist, entry));
    assert.ok(files.size > 5, entry);
    for (const file of files) {
      assert.notEqual(path.basename(file), "openpgp.js", entry);
      assert.doesNotMatch(await readFile(file, "utf8"), /node_modules\/(@sigstore|openpgp|tuf-js)/, file);
    }
  }
});
