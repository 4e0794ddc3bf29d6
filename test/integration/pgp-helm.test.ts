import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { digestOf } from "../../src/digest.ts";
import { Secret } from "../../src/secret.ts";
import { readKeyring } from "../../src/signing/pgp/keyring.ts";
import { createProvenanceSigner, provenanceText } from "../../src/signing/pgp/provenance-signer.ts";
import { verifyProvenance } from "../../src/signing/pgp/verify-provenance.ts";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { type Gpg, gpgFor, type KeySpec } from "../support/gpg.ts";
import { helmFor, packageWithHelm } from "../support/helm.ts";
import { helmVersions } from "../support/helm-fetch.ts";

interface KeyCase extends KeySpec {
  readonly name: string;
  readonly exportAs?: string;
  /** Whether Helm 3 reads the key. */
  readonly helm3?: false;
}

const passphrase = "correct horse";
const cases: readonly KeyCase[] = [
  { name: "RSA 2048", userId: "Rsa 2048 <a@example.test>", algorithm: "rsa2048" },
  {
    name: "RSA 3072 with a passphrase",
    userId: "Rsa 3072 <b@example.test>",
    algorithm: "rsa3072",
    passphrase,
  },
  { name: "RSA 4096", userId: "Rsa 4096 <c@example.test>", algorithm: "rsa4096" },
  { name: "P-256", userId: "P 256 <d@example.test>", algorithm: "nistp256" },
  {
    name: "an RSA subkey of a key that only certifies",
    userId: "Sub <e@example.test>",
    algorithm: "rsa2048",
    usage: "cert",
    subkeys: [["rsa2048", "sign"]],
  },
  {
    name: "a subkey whose primary key stays at home",
    userId: "Stub <f@example.test>",
    algorithm: "rsa2048",
    usage: "cert",
    subkeys: [
      ["rsa2048", "sign"],
      ["rsa2048", "encr"],
    ],
    passphrase,
    exportAs: "--export-secret-subkeys",
  },
  { name: "Ed25519", userId: "Ed <g@example.test>", algorithm: "ed25519", helm3: false },
  {
    name: "RSA with a Curve25519 subkey",
    userId: "Cv <h@example.test>",
    algorithm: "rsa2048",
    subkeys: [["cv25519", "encr"]],
    helm3: false,
  },
];

async function signerFor(gpg: Gpg, { exportAs = "--export-secret-keys", ...spec }: KeyCase) {
  const fingerprint = await gpg.makeKey(spec);
  const given = spec.passphrase === undefined ? {} : { passphrase: spec.passphrase };
  const key = await gpg.run(["--armor", exportAs, fingerprint], given);
  const input = {
    key: new Secret(key),
    ...(spec.passphrase !== undefined && { passphrase: new Secret(spec.passphrase) }),
  };
  return { fingerprint, signer: await createProvenanceSigner(input, () => new Date()) };
}

for (const key of cases) {
  test(`Helm and GnuPG verify what ${key.name} signs`, async (t) => {
    const gpg = await gpgFor(t);
    const packager = await helmFor(t, "4.1.4");
    if (gpg === undefined || packager === undefined) return;
    const { fingerprint, signer } = await signerFor(gpg, key);
    const directory = await temporaryDirectory(t);
    const archive = await packageWithHelm(
      packager,
      await writeChart(directory, "web", "1.0.0+b.1"),
      directory,
    );
    const fileName = path.basename(archive);
    const metadata = new Map([
      ["name", "web"],
      ["version", "1.0.0+b.1"],
    ]);
    const digest = digestOf(await readFile(archive));
    await writeFile(`${archive}.prov`, await signer.sign({ fileName, digest, metadata }));
    assert.equal(signer.warnings.length, key.helm3 === false ? 1 : 0, JSON.stringify(signer.warnings));
    const keyring = await gpg.exportPublic(fingerprint);
    await gpg.run(["--verify", `${archive}.prov`]);
    for (const version of helmVersions) {
      const helm = await helmFor(t, version);
      if (helm === undefined) return;
      const { code, stdout, stderr } = await helm.run(["verify", archive, "--keyring", keyring]);
      if (key.helm3 === false && version.startsWith("3")) {
        assert.match(stderr, /failed to load keyring/);
        continue;
      }
      assert.equal(code, 0, stderr);
      assert.ok(stdout.includes(`Using Key With Fingerprint: ${fingerprint}`), stdout);
    }
  });
}

test("Helm 3 loads a key with a Curve25519 subkey once it is exported as the warning says", async (t) => {
  const [gpg, helm] = [await gpgFor(t), await helmFor(t, "3.17.3")];
  if (gpg === undefined || helm === undefined) return;
  const key = cases.find(({ name }) => name === "RSA with a Curve25519 subkey") ?? assert.fail();
  const { fingerprint, signer } = await signerFor(gpg, key);
  const directory = await temporaryDirectory(t);
  const archive = await packageWithHelm(helm, await writeChart(directory, "web", "1.0.0"), directory);
  const named = { fileName: path.basename(archive), digest: digestOf(await readFile(archive)) };
  await writeFile(`${archive}.prov`, await signer.sign({ ...named, metadata: new Map([["name", "web"]]) }));
  const filter = /drop-subkey="(.+?)"/.exec(signer.warnings[0]?.hint ?? "")?.[1] ?? assert.fail();
  const keyring = path.join(directory, "keyring.gpg");
  await gpg.run(["--output", keyring, "--export-filter", `drop-subkey=${filter}`, "--export", fingerprint]);
  const { code, stderr } = await helm.run(["verify", archive, "--keyring", keyring]);
  assert.equal(code, 0, stderr);
});

test("what GnuPG signs verifies with ours, unless it signs with SHA-1 or the key is revoked", async (t) => {
  const gpg = await gpgFor(t);
  if (gpg === undefined) return;
  const directory = await temporaryDirectory(t);
  const fingerprint = await gpg.makeKey({ userId: "G <g@example.test>", algorithm: "rsa2048" });
  const named = { fileName: "web-1.0.0.tgz", digest: digestOf("archive") };
  const text = path.join(directory, "text");
  await writeFile(text, provenanceText({ ...named, metadata: new Map([["name", "web"]]) }));
  const verify = async (hash: string) => {
    const output = path.join(directory, hash);
    await gpg.run(["--digest-algo", hash, "--output", output, "--clear-sign", text]);
    const keyring = await readKeyring(await readFile(await gpg.exportPublic(fingerprint)), "the key");
    return verifyProvenance(await readFile(output), named, keyring, { source: hash, now: new Date() });
  };
  for (const hash of ["SHA256", "SHA384", "SHA512"])
    assert.equal((await verify(hash)).fingerprint, fingerprint);
  await assert.rejects(verify("SHA1"), { code: "PROVENANCE_INVALID", message: /SHA1/i });

  const signed = await readFile(path.join(directory, "SHA512"));
  const revocation = await readFile(gpg.revocationOf(fingerprint), "utf8");
  const certificate = path.join(directory, "revocation.asc");
  await writeFile(certificate, revocation.replace(":-----BEGIN", "-----BEGIN"));
  await gpg.run(["--import", certificate]);
  const keyring = await readKeyring(await readFile(await gpg.exportPublic(fingerprint)), "the key");
  const refused = verifyProvenance(signed, named, keyring, { source: "x", now: new Date() });
  await assert.rejects(refused, { code: "PROVENANCE_INVALID", message: /revoked/ });
});
