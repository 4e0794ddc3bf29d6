import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { runCommand } from "../../support/command.ts";
import { dockerRegistryFor } from "../../support/docker-registry.ts";
import { makeKey } from "../../support/pgp-keys.ts";
import { registryFor } from "../../support/registry.ts";
import { bySigner } from "../../support/signed-chart.ts";
import { signedRun } from "../../support/sigstore/signed-run.ts";
import { startSigstore } from "../../support/sigstore/start.ts";
import { zotFor } from "../../support/zot.ts";

const cases: readonly {
  readonly name: string;
  readonly words: readonly string[];
  readonly keyed?: true;
  readonly rekor?: 1 | 2 | "none";
  readonly verify?: readonly string[];
}[] = [
  { name: "by the job, attested", words: ["--sign", "cosign", "--attest"] },
  { name: "by the job, in the second log", words: ["--sign", "cosign", "--attest"], rekor: 2 },
  {
    name: "by the job, with a timestamp alone",
    words: ["--sign", "cosign", "--attest"],
    rekor: "none",
    verify: ["--insecure-ignore-tlog"],
  },
  {
    name: "by a key",
    words: ["--sign", "cosign"],
    keyed: true,
    verify: ["--require", "cosign"],
  },
  {
    name: "as cosign 2 does",
    words: ["--sign", "cosign", "--signature-format", "legacy"],
    verify: ["--require", "cosign"],
  },
];

for (const { name, words, keyed, rekor, verify = [] } of cases)
  test(`what publish signs, verify takes: ${name}`, async (t) => {
    const registry = await registryFor(t);
    const sigstore = await startSigstore(t);
    const run = await signedRun(t, sigstore, registry.host, rekor === undefined ? {} : { rekor });
    const variables = keyed ? { HELM_OCI_PUBLISH_COSIGN_KEY: run.privateKey } : run.job;
    const { code, stdout, stderr } = await run.publish(words, variables);
    assert.equal(code, 0, stderr);
    const by = keyed ? ["--public-key", run.publicKey] : bySigner;
    const { digestRef } = JSON.parse(stdout).charts[0];
    const line = ["verify", digestRef, "--trusted-root", run.trustedRoot, ...by];
    const verified = await runCommand([...line, ...verify]);
    assert.equal(verified.code, 0, verified.stderr);
    assert.equal(verified.stdout, `${digestRef}\n`);
    if (rekor === "none") assert.equal((await runCommand(line)).code, 1, "no log has it");
  });

const places = {
  "docker-registry, where a tag stands in for the referrers API": (t: TestContext) => dockerRegistryFor(t),
  "zot, which has the API": (t: TestContext) => zotFor(t),
};
for (const [place, start] of Object.entries(places)) {
  test(`all three proofs in one step, and all three verified: ${place}`, async (t) => {
    const registry = await start(t);
    if (registry === undefined) return;
    t.after(() => registry.stop());
    const sigstore = await startSigstore(t);
    const run = await signedRun(t, sigstore, registry.host);
    const key = await makeKey("Ada");
    const variables = { ...run.job, HELM_OCI_PUBLISH_PGP_KEY: key.armor() };
    const { code, stderr } = await run.publish(["--sign", "cosign", "--attest"], variables);
    assert.equal(code, 0, stderr);
    const words = [`${registry.host}/charts/web:1.0.0`, "--trusted-root", run.trustedRoot, ...bySigner];
    const verified = await runCommand(["verify", ...words, `--keyring=${key.toPublic().armor()}`]);
    assert.equal(verified.code, 0, verified.stderr);
    assert.match(verified.stderr, /^ {2}pgp: .*\n {2}cosign: .*\n {2}slsa: built by .*\n1 verified$/m);
  });
}
