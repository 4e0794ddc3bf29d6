import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { digestOf } from "../../src/digest.ts";
import { Secret } from "../../src/secret.ts";
import { createProvenanceSigner } from "../../src/signing/pgp/provenance-signer.ts";
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
