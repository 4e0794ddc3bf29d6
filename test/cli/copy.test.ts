import assert from "node:assert/strict";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { Secret } from "../../src/secret.ts";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { dockerRegistryFor } from "../support/docker-registry.ts";
import { registryFor } from "../support/registry.ts";
import { sampleBlob } from "../support/registry-client.ts";
import { bySigner, type SignedChart, signedChartAt } from "../support/signed-chart.ts";

/** web 1.0.0, signed as a referrer and with a tag of cosign 2. */
async function staged(t: TestContext, acceptSparse = false): Promise<SignedChart> {
  const staging = await registryFor(t, { acceptSparse });
  const chart = await signedChartAt(t, staging.host);
  t.after(() => chart.client.client[Symbol.asyncDispose]());
  await chart.sign();
  await chart.attest();
  const { client, signal } = chart.client;
  const manifest = await client.fetchManifest(chart.repository, "1.0.0", signal);
  assert.ok(manifest);
  await client.pushManifest(chart.repository, signatureTag(chart), manifest, signal);
  return chart;
}

const signatureTag = ({ subject }: SignedChart): string => `${subject.digest.replace(":", "-")}.sig`;

const copy = (chart: SignedChart, host: string, ...words: readonly string[]) =>
  runCommand(["copy", `oci://${chart.ref}`, `oci://${host}/released`, "--retries", "0", ...words]);

test("a copy has the chart's digest and everything that is attached to it; the tag comes last", async (t) => {
  const chart = await staged(t);
  const production = await registryFor(t);
  const { code, stdout, stderr } = await copy(chart, production.host);
  assert.equal(code, 0, stderr);
  assert.equal(stdout, `${production.host}/released/web@${chart.subject.digest}\n`);
  assert.match(stderr, /^✓ web 1\.0\.0: published \S+\/released\/web:1\.0\.0 /m);
  const puts = production.takeLog().filter((line) => line.startsWith("PUT manifests/"));
  assert.deepEqual(puts, [
    ...Array(3).fill("PUT manifests/<digest>"), // the chart, signature, provenance
    `PUT manifests/${signatureTag(chart)}`,
    "PUT manifests/1.0.0",
  ]);
  const ref = `${production.host}/released/web:1.0.0`;
  const verified = await runCommand(["verify", ref, ...chart.trust, ...bySigner, "--require", "cosign,slsa"]);
  assert.equal(verified.code, 0, verified.stderr);

  const again = await copy(chart, production.host);
  assert.equal(again.code, 0, again.stderr);
  assert.match(again.stderr, /^= web 1\.0\.0: unchanged /m);
  assert.ok(production.takeLog().every((line) => /^(HEAD|GET) /.test(line)));
});

test("what was attached since is copied to a chart that is there already", async (t) => {
  const chart = await staged(t);
  const production = await registryFor(t);
  await copy(chart, production.host);
  production.takeLog();
  await chart.sign({ predicate: { more: true } });
  const { code, stderr } = await copy(chart, production.host);
  assert.equal(code, 0, stderr);
  const puts = production.takeLog().filter((line) => line.startsWith("PUT manifests/"));
  assert.deepEqual(puts, ["PUT manifests/<digest>"]);
});

test("docker-registry, which has no list of referrers, gets it as a tag", async (t) => {
  const chart = await staged(t);
  await using production = await dockerRegistryFor(t);
  if (production === undefined) return;
  const { code, stderr } = await copy(chart, production.host);
  assert.equal(code, 0, stderr);
  const ref = `${production.host}/released/web:1.0.0`;
  const verified = await runCommand(["verify", ref, ...chart.trust, ...bySigner, "--require", "cosign,slsa"]);
  assert.equal(verified.code, 0, verified.stderr);
});

test("another chart under the tag is a conflict; if-exists decides otherwise", async (t) => {
  const chart = await staged(t);
  const production = await registryFor(t);
  const other = await writeChart(path.join(chart.directory, "other"), "web", "1.0.0", {
    "values.yaml": "a: 1\n",
  });
  await runCommand(["publish", other, "--registry", `oci://${production.host}/released`]);
  production.takeLog();
  for (const policy of ["verify", "fail"]) {
    const { code, stdout, stderr } = await copy(chart, production.host, "--if-exists", policy);
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(
      stderr,
      /Could not copy \S+ to \S+: other content is published already; the tag holds sha256:/,
    );
  }
  const skipped = await copy(chart, production.host, "--if-exists", "skip");
  assert.equal(skipped.code, 0, skipped.stderr);
  assert.ok(production.takeLog().every((line) => /^(HEAD|GET) /.test(line)));
  const replaced = await copy(chart, production.host, "--if-exists", "overwrite");
  assert.equal(replaced.code, 0, replaced.stderr);
  assert.ok(replaced.stdout.endsWith(`@${chart.subject.digest}\n`));
});

test("other signatures under the tag of cosign 2 are left alone, with a warning", async (t) => {
  const chart = await staged(t);
  const production = await registryFor(t);
  await copy(chart, production.host);
  const { client, signal } = chart.client;
  const manifest = await client.fetchManifest(chart.repository, "1.0.0", signal);
  assert.ok(manifest);
  const changed = JSON.stringify({ ...JSON.parse(Buffer.from(manifest.bytes).toString()), annotations: {} });
  const other = sampleBlob(changed, manifest.descriptor.mediaType);
  await client.pushManifest(chart.repository, signatureTag(chart), other, signal);
  const { code, stderr } = await copy(chart, production.host);
  assert.equal(code, 0, stderr);
  assert.match(stderr, /sha256-[0-9a-f]+\.sig holds other signatures already and is left as it is/);
});

test("a chart that is not the one that its reference names is not copied", async (t) => {
  const chart = await staged(t);
  const production = await registryFor(t);
  const { client, signal } = chart.client;
  const manifest = await client.fetchManifest(chart.repository, "1.0.0", signal);
  assert.ok(manifest);
  await client.pushManifest(chart.repository, "1.0.1", manifest, signal);
  const from = `oci://${chart.ref.replace(/:[^:/]+$/, ":1.0.1")}`;
  const { code, stderr } = await runCommand(["copy", from, `oci://${production.host}/released`]);
  assert.equal(code, 1);
  assert.match(
    stderr,
    /Could not copy \S+web:1\.0\.1: the chart in it has another version: "1\.0\.0"\.\nFix: /,
  );
  assert.deepEqual(production.takeLog(), []);
});

test("an attachment without measure is refused before the tag is written", async (t) => {
  const chart = await staged(t, true);
  const production = await registryFor(t);
  const { client, signal } = chart.client;
  const config = sampleBlob("{}", "application/vnd.oci.empty.v1+json");
  const layer = { mediaType: "application/x", digest: `sha256:${"a".repeat(64)}`, size: 1e12 };
  const json = { schemaVersion: 2, mediaType: chart.subject.mediaType, config: config.descriptor };
  const text = JSON.stringify({ ...json, layers: [layer], subject: chart.subject });
  await client.pushReferrer(chart.repository, sampleBlob(text, chart.subject.mediaType), signal);
  const { code, stderr } = await copy(chart, production.host);
  assert.equal(code, 1);
  assert.match(
    stderr,
    /which is attached to the chart: it names sha256:\w+ of 1000000000000 bytes\.\n.*Remove it/s,
  );
  assert.ok(!production.takeLog().includes("PUT manifests/1.0.0"));
});

test("each registry is told its own password only", async (t) => {
  const source = await registryFor(t, {
    credentials: { username: "reader", password: new Secret("in-here") },
  });
  const target = await registryFor(t, {
    credentials: { username: "writer", password: new Secret("out-there") },
  });
  const variables = {
    HELM_OCI_PUBLISH_REGISTRY_AUTH: `[{registry: "${source.host}", username: reader, password: in-here}]`,
    HELM_OCI_PUBLISH_USERNAME: "writer",
    HELM_OCI_PUBLISH_PASSWORD: "out-there",
  };
  const chart = await writeChart(await temporaryDirectory(t), "web", "1.0.0");
  await runCommand(["publish", chart, "--registry", `oci://${source.host}/charts`], {
    HELM_OCI_PUBLISH_USERNAME: "reader",
    HELM_OCI_PUBLISH_PASSWORD: "in-here",
  });
  const words = [
    "copy",
    `oci://${source.host}/charts/web:1.0.0`,
    `oci://${target.host}/charts`,
    "--retries",
    "0",
  ];
  const { code, stderr } = await runCommand(words, variables);
  assert.equal(code, 0, stderr);
});

for (const { name, words } of [
  { name: "nothing", words: [] },
  { name: "no place to go", words: ["oci://127.0.0.1:9/charts/web:1.0.0"] },
  {
    name: "a place with a tag",
    words: ["127.0.0.1:9/charts/web:1.0.0", "oci://127.0.0.1:9/charts/web:1.0.0"],
  },
]) {
  test(`copy of ${name} is wrong use`, async () => {
    const { code, stderr } = await runCommand(["copy", ...words]);
    assert.equal(code, 2, stderr);
  });
}

test("a chart that is not there fails, and does not keep the others back", async (t) => {
  const chart = await staged(t);
  const production = await registryFor(t);
  const words = [
    "copy",
    chart.ref.replace(":1.0.0", ":9.9.9"),
    chart.ref,
    `oci://${production.host}/released`,
  ];
  const { code, stdout, stderr } = await runCommand(words);
  assert.equal(code, 1);
  assert.match(stderr, /Could not find \S+:9\.9\.9/);
  assert.match(stdout, /^\S+\/released\/web@sha256:\w+\n$/);
});
