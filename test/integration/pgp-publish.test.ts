import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { dockerRegistryFor } from "../support/docker-registry.ts";
import { gpgFor } from "../support/gpg.ts";
import { helmFor, plainHttp } from "../support/helm.ts";
import { helmVersions } from "../support/helm-fetch.ts";
import { makeKey } from "../support/pgp-keys.ts";
import { registryFor } from "../support/registry.ts";

const [ann, bob] = await Promise.all([makeKey("Ann"), makeKey("Bob")]);
const signedBy = (key: typeof ann) => ({ HELM_OCI_PUBLISH_PGP_KEY: key.armor() });

test("every Helm pulls, renders and verifies what is published with pgp-key", async (t) => {
  const gpg = await gpgFor(t);
  await using registry = await dockerRegistryFor(t);
  if (gpg === undefined || registry === undefined) return;
  const fingerprint = await gpg.makeKey({ userId: "Ci <ci@example.test>", algorithm: "rsa3072" });
  const key = await gpg.run(["--armor", "--export-secret-keys", fingerprint]);
  const keyring = await gpg.exportPublic(fingerprint);
  const [directory, output] = [await temporaryDirectory(t), await temporaryDirectory(t)];
  const chart = await writeChart(directory, "web", "1.0.0+b.1");
  const words = [
    "publish",
    chart,
    "--registry",
    `oci://${registry.host}/c`,
    "--output-dir",
    output,
    "--json",
  ];
  const { code, stdout, stderr } = await runCommand(words, {
    HELM_OCI_PUBLISH_PGP_KEY: Buffer.from(key).toString("base64"),
  });
  assert.equal(code, 0, stderr);
  assert.ok(stderr.includes(fingerprint), stderr);
  assert.deepEqual(JSON.parse(stdout).charts[0].signatures, ["pgp"]);
  const kept = path.join(output, "web-1.0.0+b.1.tgz");
  for (const version of helmVersions) {
    const helm = await helmFor(t, version);
    if (helm === undefined) return;
    const proof = ["--verify", "--keyring", keyring];
    const remote = [`oci://${registry.host}/c/web`, "--version", "1.0.0+b.1", ...plainHttp(helm)];
    for (const line of [
      ["verify", kept, "--keyring", keyring],
      ["pull", ...remote, ...proof],
      ["template", "web", ...remote, ...proof],
      ["show", "chart", ...remote, ...proof],
      ["install", "web", ...remote, ...proof, "--dry-run"],
    ]) {
      const run = await helm.run(line, { directory: await temporaryDirectory(t) });
      // Only `install` asks for a cluster, which it does after it has verified the chart.
      const isVerified = run.code === 0 || (line[0] === "install" && /cluster unreachable/i.test(run.stderr));
      assert.ok(isVerified, `${version} ${line[0]}: ${run.stderr}`);
    }
    const other = await gpg.exportPublic(await gpg.makeKey({ userId: `O${version}`, algorithm: "rsa2048" }));
    const refused = await helm.run([
      "install",
      "web",
      ...remote,
      "--verify",
      "--keyring",
      other,
      "--dry-run",
    ]);
    assert.match(refused.stderr, /unknown entity|failed to download/);
  }
});

test("a re-run keeps what is signed already, whatever if-exists says, and writes nothing", async (t) => {
  const { publish, writes } = await stage(t);
  const first = await publish(signedBy(ann));
  assert.equal(first.chart.status, "published");
  assert.ok(writes() > 0);
  for (const policy of ["verify", "overwrite"]) {
    const again = await publish(signedBy(ann), "--if-exists", policy);
    assert.equal(again.chart.status, "unchanged", again.stderr);
    assert.equal(again.chart.digest, first.chart.digest);
    assert.deepEqual(again.chart.signatures, ["pgp"]);
    assert.doesNotMatch(again.stderr, /published already/);
    assert.equal(writes(), 0);
  }
  const unsigned = await publish({});
  assert.deepEqual([unsigned.chart.status, unsigned.chart.digest], ["unchanged", first.chart.digest]);
});

test("what is published unsigned, or signed by another, stays, with a warning; overwrite signs it", async (t) => {
  const { publish, writes } = await stage(t);
  const before = await publish({});
  for (const { sign, why } of [
    { sign: ann, why: /warning: .*published already, without a provenance file/ },
    { sign: bob, why: /warning: .*that pgp-key does not stand behind .*which the keyring does not hold/ },
  ]) {
    writes();
    const again = await publish(signedBy(sign));
    assert.equal(again.chart.status, "unchanged");
    assert.deepEqual(again.chart.signatures, []);
    assert.match(again.stderr, why);
    assert.match(again.stderr, /if-exists: overwrite/);
    assert.equal(writes(), 0);
    const signed = await publish(signedBy(sign), "--if-exists", "overwrite");
    assert.equal(signed.chart.status, "published");
    assert.deepEqual(signed.chart.signatures, ["pgp"]);
    assert.equal(signed.chart.chartDigest, before.chart.chartDigest);
  }
});

test("overwrite replaces a signed chart whose annotations changed", async (t) => {
  const { publish } = await stage(t);
  await publish(signedBy(ann));
  const more = await publish(signedBy(ann), "--if-exists", "overwrite", "--annotations", "a.b=c");
  assert.equal(more.chart.status, "published", more.stderr);
});

test("other content conflicts, signed or not", async (t) => {
  const { publish, directory } = await stage(t);
  await publish(signedBy(ann));
  await writeChart(directory, "web", "1.0.0", { "values.yaml": "greeting: other\n" });
  const { chart, code } = await publish(signedBy(ann));
  assert.deepEqual([code, chart.status], [1, "conflict"]);
});

test("a plan says that the digest is known once the chart is signed", async (t) => {
  const { publish, writes } = await stage(t);
  const { chart, stderr } = await publish(signedBy(ann), "--push", "false");
  assert.deepEqual([chart.status, chart.digest, chart.digestRef], ["planned", null, null]);
  assert.match(chart.chartDigest, /^sha256:/);
  assert.match(
    stderr,
    /would be published, under a digest that is known once it is signed, as .*web:1\.0\.0/,
  );
  assert.equal(writes(), 0);
});

test("a .prov beside a .tgz is kept as it is", async (t) => {
  const { publish, directory } = await stage(t);
  const output = path.join(directory, "out");
  await publish(signedBy(bob), "--push", "false", "--output-dir", output);
  const archive = path.join(output, "web-1.0.0.tgz");
  const given = await readFile(`${archive}.prov`);
  const again = path.join(directory, "again");
  const published = await publish(signedBy(ann), "--charts", archive, "--output-dir", again);
  assert.equal(published.chart.status, "published", published.stderr);
  assert.deepEqual(await readFile(path.join(again, "web-1.0.0.tgz.prov")), given);
});

test("a key that cannot sign is told with all its faults before anything is sent", async (t) => {
  const { publish, log } = await stage(t);
  const key = await makeKey("Old", { keyExpirationTime: 60, passphrase: "x" });
  const { code, stderr } = await publish({ ...signedBy(key), HELM_OCI_PUBLISH_PGP_PASSPHRASE: "hunter2" });
  assert.equal(code, 2);
  assert.match(stderr, /it expired at/);
  assert.match(stderr, /pgp-passphrase is not its passphrase/);
  assert.deepEqual(log(), []);
  const alone = await publish({ HELM_OCI_PUBLISH_PGP_PASSPHRASE: "hunter2" }, "--pgp-key-id", "ann");
  assert.equal(alone.code, 2);
  assert.match(alone.stderr, /pgp-passphrase is given without pgp-key/);
  assert.match(alone.stderr, /pgp-key-id is given without pgp-key/);
});

/** A chart, a registry, and a way to publish the one to the other. */
async function stage(t: test.TestContext) {
  const registry = await registryFor(t);
  const directory = await temporaryDirectory(t);
  const chart = await writeChart(directory, "web", "1.0.0");
  const publish = async (variables: Readonly<Record<string, string>>, ...words: readonly string[]) => {
    const charts = words.includes("--charts") ? [] : [chart];
    const all = ["publish", ...charts, "--registry", `oci://${registry.host}/c`, "--json", ...words];
    const result = await runCommand(all, variables);
    return { ...result, chart: result.stdout === "" ? undefined : JSON.parse(result.stdout).charts[0] };
  };
  const log = () => registry.takeLog();
  return {
    directory,
    publish,
    log,
    writes: () => log().filter((line) => !/^(GET|HEAD) /.test(String(line))).length,
  };
}
