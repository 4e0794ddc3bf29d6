import assert from "node:assert/strict";
import { copyFile, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { goldenFor } from "../support/golden.ts";
import { registryFor } from "../support/registry.ts";
import { makePublisherKey } from "../support/signed-archive.ts";
import { type FakeSigstore, startSigstore } from "../support/sigstore/start.ts";

/** Enters an archive's provenance and verifies the archive by it; gives all that was said. */
async function enterAndVerify(
  t: TestContext,
  file: string,
  keyring: string,
): Promise<[FakeSigstore, string]> {
  const sigstore = await startSigstore(t);
  const root = path.join(await temporaryDirectory(t), "trusted_root.json");
  await writeFile(root, JSON.stringify(sigstore.trustedRoot));
  const words = [file, "--keyring", keyring, "--rekor-url", sigstore.urls.rekor, "--debug"];
  const upload = await runCommand(["rekor", "upload", ...words]);
  assert.equal(upload.code, 0, upload.stderr);
  const verify = await runCommand(["rekor", "verify", ...words, "--trusted-root", root]);
  assert.equal(verify.code, 0, verify.stderr);
  assert.equal(verify.stdout, upload.stdout);
  return [sigstore, upload.stderr + verify.stderr];
}

test("what publish signs and leaves in output-dir can be entered and verified, and its key stays private", async (t) => {
  const directory = await temporaryDirectory(t);
  await writeChart(directory, "web", "1.0.0");
  const key = await makePublisherKey("Ann");
  const output = path.join(directory, "out");
  const { host } = await registryFor(t);
  const words = ["publish", path.join(directory, "web"), "--registry", `oci://${host}/charts`];
  const variables = { HELM_OCI_PUBLISH_PGP_KEY: key.armor() };
  const { code, stderr } = await runCommand([...words, "--output-dir", output], variables);
  assert.equal(code, 0, stderr);
  // Only the private key at hand is no reason to give it away.
  const keyring = path.join(directory, "private.gpg");
  await writeFile(keyring, key.write());
  const [{ rekor }] = await enterAndVerify(t, path.join(output, "web-1.0.0.tgz"), keyring);
  const sent = rekor.requests.map(({ body }) => String(body)).join("\n");
  const encoded = /"publicKey":\{"content":"([^"]+)"/.exec(sent)?.[1] ?? "";
  assert.match(Buffer.from(encoded, "base64").toString(), /^-----BEGIN PGP PUBLIC KEY BLOCK-----/);
});

test("what real Helm signed can be entered and verified", async (t) => {
  const archive = goldenFor(t, "prov", "annotated-0.1.0.tgz");
  const provenance = goldenFor(t, "prov", "helm-4.1.4-signed.prov");
  const keyring = goldenFor(t, "prov", "keys", "rsa.pub.gpg");
  if (archive === undefined || provenance === undefined || keyring === undefined) return;
  const file = path.join(await temporaryDirectory(t), "annotated-0.1.0.tgz");
  await copyFile(archive, file);
  await copyFile(provenance, `${file}.prov`);
  const [, told] = await enterAndVerify(t, file, keyring);
  assert.match(told, /✓ annotated-0\.1\.0\.tgz is signed by [0-9A-F]{40} \(Rsa Only <rsa@example\.test>\)/);
});
