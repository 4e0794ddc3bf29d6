import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { runCommand } from "../support/command.ts";
import { makeKey } from "../support/pgp-keys.ts";
import { registryFor } from "../support/registry.ts";
import { bySigner, signedChartAt, signer } from "../support/signed-chart.ts";
import { simpleSignature, tagSignatures } from "../support/sigstore/attach.ts";
import { pemOf } from "../support/sigstore/sign.ts";

const key = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;

test("a chart with every proof passes: its digest on standard output, who stands behind it for people", async (t) => {
  const { host } = await registryFor(t);
  const pgpKey = await makeKey("Ada");
  const chart = await signedChartAt(t, host, { HELM_OCI_PUBLISH_PGP_KEY: pgpKey.armor() });
  await chart.sign();
  await chart.attest();
  const keyring = path.join(chart.directory, "ring.gpg");
  await writeFile(keyring, pgpKey.toPublic().write());
  const { code, stdout, stderr } = await chart.verify("--keyring", keyring, ...bySigner);
  assert.equal(code, 0, stderr);
  assert.equal(stdout, `${chart.digestRef}\n`);
  const by = `${signer.identity}, vouched for by ${signer.issuer}`;
  const time = "signed \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";
  for (const line of [
    `✓ web 1.0.0: verified ${chart.ref} ${chart.subject.digest}`,
    `  pgp: key ${pgpKey.getFingerprint().toUpperCase()} of Ada <ada@example.test>, ${time}`,
    `  cosign: ${by}, ${time}, log index \\d+`,
    `  slsa: built by ${signer.identity} from https://github.com/octo/charts; says ${by}, ${time}, log index \\d+`,
    "1 verified",
  ])
    assert.match(stderr, new RegExp(`^${line}$`, "m"));
});

test("the reference may be a digest, and the keyring armored, in a file or as text", async (t) => {
  const { host } = await registryFor(t);
  const pgpKey = await makeKey("Ada");
  const chart = await signedChartAt(t, host, { HELM_OCI_PUBLISH_PGP_KEY: pgpKey.armor() });
  const armored = pgpKey.toPublic().armor();
  await writeFile(path.join(chart.directory, "ring.asc"), armored);
  const inFile = ["--keyring", "ring.asc", "--working-directory", chart.directory];
  for (const keyring of [inFile, [`--keyring=${armored}`]]) {
    const { code, stdout, stderr } = await runCommand(["verify", chart.digestRef, ...keyring]);
    assert.equal(code, 0, stderr);
    assert.equal(stdout, `${chart.digestRef}\n`);
  }
});

test("--json is one document, of charts that passed and of those that did not", async (t) => {
  const { host } = await registryFor(t);
  const chart = await signedChartAt(t, host);
  await chart.sign();
  await chart.attest();
  const missing = `${host}/charts/web:2.0.0`;
  const words = ["verify", chart.ref, missing, ...chart.trust, ...bySigner, "--json"];
  const { code, stdout } = await runCommand(words);
  assert.equal(code, 1);
  const [passed, failed] = JSON.parse(stdout).charts;
  const { proofs, ...facts } = passed;
  assert.match(facts.chartDigest, /^sha256:/);
  assert.deepEqual(facts, {
    ref: chart.ref,
    status: "verified",
    name: "web",
    version: "1.0.0",
    digest: chart.subject.digest,
    digestRef: chart.digestRef,
    chartDigest: facts.chartDigest,
    error: null,
  });
  assert.deepEqual(
    proofs.map(({ kind }: { kind: string }) => kind),
    ["cosign", "slsa"],
  );
  assert.equal(proofs[0].identity, signer.identity);
  assert.equal(proofs[1].builder, signer.identity);
  assert.equal(proofs[1].repository, "https://github.com/octo/charts");
  assert.equal(failed.status, "failed");
  assert.equal(failed.digestRef, null);
  assert.match(failed.error, /Could not find .*web:2\.0\.0/);
});

test("standard output has the charts that passed, and nothing of those that did not", async (t) => {
  const { host } = await registryFor(t);
  const chart = await signedChartAt(t, host);
  await chart.sign();
  const words = [`${host}/charts/web:2.0.0`, chart.ref, ...chart.trust, ...bySigner, "--require", "cosign"];
  const { code, stdout, stderr } = await runCommand(["verify", ...words]);
  assert.equal(code, 1);
  assert.equal(stdout, `${chart.digestRef}\n`);
  assert.match(stderr, /^✗ .*web:2\.0\.0: not verified$/m);
  assert.match(stderr, /^1 verified, 1 failed$/m);
});

test("a key's signature passes with that key, in a file or as text", async (t) => {
  const { host } = await registryFor(t);
  const chart = await signedChartAt(t, host);
  await chart.sign({}, { key });
  await writeFile(path.join(chart.directory, "key.pub"), pemOf(key));
  for (const publicKey of [path.join(chart.directory, "key.pub"), pemOf(key)]) {
    const { code, stderr } = await chart.verify(`--public-key=${publicKey}`, "--require", "cosign");
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^ {2}cosign: the public key, signed /m);
  }
});

test("a key's signature that no log holds passes only where logs are ignored, and then without trusted root", async (t) => {
  const { host } = await registryFor(t);
  const chart = await signedChartAt(t, host);
  await chart.sign({}, { key, logs: [] });
  const words = [`--public-key=${pemOf(key)}`, "--require", "cosign"];
  const { code, stderr } = await chart.verify(...words);
  assert.equal(code, 1);
  assert.match(stderr, /no proof that a trusted log holds it/);
  const ignoring = await runCommand(["verify", chart.ref, ...words, "--insecure-ignore-tlog"]);
  assert.equal(ignoring.code, 0, ignoring.stderr);
});

test("a signature in the form of cosign 2 passes for cosign", async (t) => {
  const { host } = await registryFor(t);
  const chart = await signedChartAt(t, host);
  await tagSignatures(chart, await simpleSignature(chart.sigstore, chart.subject.digest));
  const { code, stderr } = await chart.verify(...bySigner, "--require", "cosign");
  assert.equal(code, 0, stderr);
});

test("patterns match whole identities and issuers", async (t) => {
  const { host } = await registryFor(t);
  const chart = await signedChartAt(t, host);
  await chart.sign();
  const by = (identity: string, issuer = "https://token\\..*") => [
    ...["--certificate-identity-regexp", identity, "--certificate-oidc-issuer-regexp", issuer],
    ...["--require", "cosign"],
  ];
  assert.equal((await chart.verify(...by("https://github\\.com/octo/.*"))).code, 0);
  assert.equal((await chart.verify(...by("https://github\\.com/octo/"))).code, 1);
  assert.equal((await chart.verify(...by("https://github\\.com/octo/.*", "token"))).code, 1);
});
