import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { cosignFor } from "../support/cosign.ts";
import { dockerRegistryFor } from "../support/docker-registry.ts";
import { gpgFor } from "../support/gpg.ts";
import { helmFor, plainHttp } from "../support/helm.ts";
import type { HelmVersion } from "../support/helm-fetch.ts";
import { bySigner, signedChartAt, slsaPredicate } from "../support/signed-chart.ts";
import { zotFor } from "../support/zot.ts";

const registries = [
  { name: "docker-registry 2.8, by the fallback tag", open: dockerRegistryFor },
  { name: "zot, by the referrers API", open: zotFor },
] as const;

for (const { name, open } of registries)
  test(`what real cosign signs and attests passes, and what it does not, does not: ${name}`, async (t) => {
    const registry = await open(t);
    if (registry === undefined) return;
    t.after(() => registry.stop());
    const chart = await signedChartAt(t, registry.host);
    const cosign = await cosignFor(t, chart.sigstore);
    if (cosign === undefined) return;
    const byKey = ["--public-key", path.join(cosign.home, "cosign.pub")];
    assert.match((await chart.verify(...byKey)).stderr, /cosign, slsa: it bears no Sigstore signature/);
    await cosign.attest(chart.digestRef, "key", "slsaprovenance1", slsaPredicate);
    const attested = await chart.verify(...byKey);
    assert.equal(attested.code, 1, "an attestation is no signature");
    assert.match(
      attested.stderr,
      /cosign: .*it is a statement of type "https:\/\/slsa\.dev\/provenance\/v1"/,
    );
    assert.equal((await cosign.verify(chart.digestRef, "key")).code, 0, "though cosign takes it for one");
    assert.equal((await chart.verify(...byKey, "--require", "slsa")).code, 0);
    await cosign.sign(chart.digestRef, "key");
    const signed = await chart.verify(...byKey);
    assert.equal(signed.code, 0, signed.stderr);
    assert.equal(signed.stdout, `${chart.digestRef}\n`);
    const byNobody = await chart.verify(...bySigner);
    assert.equal(byNobody.code, 1);
    assert.match(byNobody.stderr, /it was made with a key, and names no identity/);
    await cosign.sign(chart.digestRef, "identity");
    assert.equal((await chart.verify(...bySigner, "--require", "cosign")).code, 0);
  });

const helms: readonly HelmVersion[] = ["3.9.4", "3.17.3", "4.1.4", "4.2.3"];

for (const version of helms)
  test(`what Helm ${version} signs with a key of GnuPG's and pushes passes, and no other key`, async (t) => {
    const [registry, gpg, helm] = [await dockerRegistryFor(t), await gpgFor(t), await helmFor(t, version)];
    if (registry === undefined) return;
    t.after(() => registry.stop());
    if (gpg === undefined || helm === undefined) return;
    const userId = "Ada <ada@example.test>";
    const fingerprint = await gpg.makeKey({ userId, algorithm: "rsa2048" });
    const other = await gpg.makeKey({ userId: "Bob <bob@example.test>", algorithm: "rsa2048" });
    const directory = await temporaryDirectory(t);
    const secret = path.join(directory, "secret.gpg");
    await gpg.run(["--output", secret, "--export-secret-keys", fingerprint]);
    await writeChart(directory, "web", "1.0.0+b.1");
    const place = `${registry.host}/charts`;
    const archive = path.join(directory, "web-1.0.0+b.1.tgz");
    for (const words of [
      [...["package", "web", "--sign", "--key", "Ada"], ...["--keyring", secret, "--destination", directory]],
      ["push", archive, `oci://${place}`, ...plainHttp(helm)],
    ]) {
      const { code, stderr } = await helm.run(words, { directory });
      assert.equal(code, 0, stderr);
    }
    const armored = path.join(directory, "ring.asc");
    await writeFile(armored, await gpg.run(["--armor", "--export", fingerprint]));
    const ref = `${place}/web:1.0.0_b.1`;
    for (const keyring of [await gpg.exportPublic(fingerprint), armored]) {
      const { code, stdout, stderr } = await runCommand(["verify", ref, "--keyring", keyring]);
      assert.equal(code, 0, stderr);
      assert.match(stdout, /\/charts\/web@sha256:[0-9a-f]{64}\n$/);
      assert.match(
        stderr,
        new RegExp(`^  pgp: key ${fingerprint} of Ada <ada@example\\.test>, signed 2`, "m"),
      );
    }
    const refused = await runCommand(["verify", ref, "--keyring", await gpg.exportPublic(other)]);
    assert.deepEqual([refused.code, refused.stdout], [1, ""]);
    assert.match(refused.stderr, /pgp: .*which the keyring does not hold/);
  });
