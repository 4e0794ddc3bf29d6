import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import path from "node:path";
import test from "node:test";
import { digestOf } from "../../src/digest.ts";
import { writeChart } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { makeKey } from "../support/pgp-keys.ts";
import { registryFor } from "../support/registry.ts";
import { bySigner, type SignedChart, signedChartAt, slsaType } from "../support/signed-chart.ts";
import { simpleSignature, tagSignatures } from "../support/sigstore/attach.ts";
import { pemOf, type Signing } from "../support/sigstore/sign.ts";

const key = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const other = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const testWorkflow = { job_workflow_ref: "octo/charts/.github/workflows/test.yml@refs/heads/main" };

const cases: readonly {
  readonly name: string;
  readonly more?: Readonly<Record<string, unknown>>;
  readonly signing?: Signing;
  readonly words?: readonly string[];
  readonly require?: "cosign" | "slsa";
  readonly says: readonly RegExp[];
}[] = [
  {
    name: "another identity, which is named",
    signing: { claims: testWorkflow },
    says: [
      /cosign: sha256:.*: it was made by ".+test\.yml@refs\/heads\/main", and not by ".+release\.yml@/,
      /^Fix: Compare its maker with whom you trust\./m,
    ],
  },
  {
    name: "another issuer",
    signing: { claims: { iss: "https://evil.invalid" } },
    says: [/cosign: .*"https:\/\/evil\.invalid" vouches for its maker, and not "https:\/\/token/],
  },
  {
    name: "another key",
    signing: { key: other },
    words: [`--public-key=${pemOf(key)}`],
    says: [/cosign: .*the key did not make it, or its content was changed since/],
  },
  {
    name: "an attestation where a signature is required",
    more: { predicateType: slsaType },
    says: [
      /cosign: .*it is a statement of type "https:\/\/slsa\.dev\/provenance\/v1" and not ".*cosign\/sign/,
    ],
  },
  {
    name: "a signature where an attestation is required",
    require: "slsa",
    says: [/slsa: .*it is a statement of type ".*cosign\/sign\/v1" and not ".*slsa\.dev/],
  },
  {
    name: "provenance that names no builder",
    require: "slsa",
    more: { predicateType: slsaType, predicate: { runDetails: {} } },
    says: [/slsa: the provenance is signed as it should be, but names no builder/],
  },
  {
    name: "a signature of another chart",
    more: { subject: [{ digest: { sha256: digestOf("another").slice(7) } }] },
    says: [/cosign: .*it is about "sha256:[0-9a-f]{64}"/],
  },
];

for (const { name, more, signing, words = bySigner, require = "cosign", says } of cases) {
  test(`refused: ${name}`, async (t) => {
    const { host } = await registryFor(t);
    const chart = await signedChartAt(t, host);
    await chart.sign(more, signing);
    await refuses(chart, [...words, "--require", require], says);
  });
}

test("refused: a chart that bears nothing, with every proof it lacks and how it gets them", async (t) => {
  const { host } = await registryFor(t);
  const chart = await signedChartAt(t, host);
  const armored = (await makeKey("Ada")).toPublic().armor();
  await refuses(
    chart,
    [`--keyring=${armored}`, ...bySigner],
    [
      /pgp: it has no provenance file\.$/m,
      /^Fix: Publish it with pgp-key, or leave pgp out of require\.$/m,
      /cosign, slsa: it bears no Sigstore signature\.$/m,
      /^Fix: .*publish it with `sign: cosign` and `attest: true`, or leave out of require what it lacks\.$/m,
    ],
  );
});

test("refused: a chart that was signed by another PGP key, or changed after it was signed", async (t) => {
  const { host } = await registryFor(t);
  const [ada, bob] = [await makeKey("Ada"), await makeKey("Bob")];
  const chart = await signedChartAt(t, host, { HELM_OCI_PUBLISH_PGP_KEY: ada.armor() });
  await refuses(
    chart,
    [`--keyring=${bob.toPublic().armor()}`],
    [/pgp: .*is signed by key [0-9A-F]{16}, which the keyring does not hold/],
  );
  const { client, repository, subject } = chart;
  const signed = await client.client.fetchManifest(repository, subject.digest, client.signal);
  await tamper(chart);
  const changed = await client.client.fetchManifest(repository, "1.0.0", client.signal);
  const [before, after] = [signed, changed].map((one) =>
    JSON.parse(Buffer.from(one?.bytes ?? []).toString()),
  );
  const isArchive = ({ mediaType }: { mediaType: string }) => mediaType.includes("content");
  const layers = [
    after.layers.find(isArchive),
    ...before.layers.filter((layer: { mediaType: string }) => !isArchive(layer)),
  ];
  const bytes = Buffer.from(JSON.stringify({ ...before, layers }));
  const descriptor = { ...subject, digest: digestOf(bytes), size: bytes.length };
  await client.client.pushManifest(repository, "1.0.0", { descriptor, bytes }, client.signal);
  await refuses(
    chart,
    [`--keyring=${ada.toPublic().armor()}`],
    [/pgp: .*it is for an archive with "sha256:[0-9a-f]{64}", and this one has sha256:/],
  );
});

test("refused: a chart that was replaced after it was signed, though its tag is the same", async (t) => {
  const { host } = await registryFor(t);
  const chart = await signedChartAt(t, host);
  await chart.sign();
  assert.equal((await chart.verify(...bySigner, "--require", "cosign")).code, 0);
  await tamper(chart);
  await refuses(chart, [...bySigner, "--require", "cosign"], [/cosign: it bears no Sigstore signature/]);
});

test("refused: a signed chart under the version or the name of another", async (t) => {
  const { host } = await registryFor(t);
  const chart = await signedChartAt(t, host);
  await chart.sign();
  const { client, repository, subject } = chart;
  const manifest = await client.client.fetchManifest(repository, subject.digest, client.signal);
  assert.ok(manifest);
  await client.client.pushManifest(repository, "1.1.0", manifest, client.signal);
  const newer = await runCommand(["verify", `${host}/charts/web:1.1.0`, ...chart.trust, ...bySigner]);
  assert.equal(newer.code, 1);
  assert.match(newer.stderr, /the chart in it has another version: "1\.0\.0"/);
  const other = { host, name: "charts/other" };
  const { config, layers } = JSON.parse(Buffer.from(manifest.bytes).toString());
  for (const blob of [config, ...layers]) {
    const bytes = await client.client.fetchBlob(repository, blob, client.signal);
    await client.client.pushBlob(other, blob, bytes, client.signal);
  }
  await client.client.pushManifest(other, "1.0.0", manifest, client.signal);
  const renamed = await runCommand(["verify", `${host}/charts/other:1.0.0`, ...chart.trust, ...bySigner]);
  assert.equal(renamed.code, 1);
  assert.match(renamed.stderr, /the chart in it has another name: "web"/);
  await client.client.pushManifest(repository, "latest", manifest, client.signal);
  const latest = [`${host}/charts/web:latest`, ...chart.trust, ...bySigner, "--require", "cosign"];
  assert.equal((await runCommand(["verify", ...latest])).code, 0, "a tag that is no version promises none");
});

test("refused: proofs that the registry does not let us look up, told once", async (t) => {
  let isClosed = false;
  const { host } = await registryFor(t, {
    fault(request, response) {
      if (!isClosed || request.url?.includes("/referrers/") !== true) return false;
      response.writeHead(403, { "content-type": "application/json" });
      response.end('{"errors":[{"code":"DENIED","message":"not for you"}]}');
      return true;
    },
  });
  const chart = await signedChartAt(t, host);
  await chart.sign();
  await chart.attest();
  assert.equal((await chart.verify(...bySigner)).code, 0);
  isClosed = true;
  const { stderr } = await refuses(chart, bySigner, [
    /cosign, slsa: Could not list the referrers of .*403 DENIED.*not for you/,
  ]);
  assert.equal(stderr.match(/^error: /gm)?.length, 1);
});

test("refused: a heap of signatures that do not count, of which some are told", async (t) => {
  const { host } = await registryFor(t);
  const chart = await signedChartAt(t, host);
  const one = await simpleSignature(chart.sigstore, chart.subject.digest, { claims: testWorkflow });
  await tagSignatures(chart, ...new Array(30).fill(one));
  const says = [/cosign: 10 more reasons, of signatures that do not count/];
  const { stderr } = await refuses(chart, [...bySigner, "--require", "cosign"], says);
  assert.equal(stderr.match(/^error: /gm)?.length, 21);
});

test("a cancelled run has verified nothing", async (t) => {
  const controller = new AbortController();
  const { host } = await registryFor(t, {
    fault(request) {
      if (request.url?.includes("/referrers/") !== true || request.method !== "GET") return false;
      controller.abort();
      return true;
    },
  });
  const chart = await signedChartAt(t, host);
  const words = ["verify", chart.ref, ...chart.trust, ...bySigner];
  const { code, stdout, stderr } = await runCommand(words, {}, controller.signal);
  assert.deepEqual([code, stdout], [130, ""], stderr);
});

test("refused: what is no Helm chart, and a chart that is not there", async (t) => {
  const { host } = await registryFor(t);
  const chart = await signedChartAt(t, host);
  await chart.sign();
  const { client, repository, subject } = chart;
  const [referrer] = await client.client.listReferrers(repository, subject.digest, {}, client.signal);
  for (const [ref, says] of [
    [`${host}/charts/web@${referrer?.digest}`, /it is no Helm chart/],
    [`${host}/charts/web:9.9.9`, /Could not find .*web:9\.9\.9/],
  ] as const) {
    const { code, stdout, stderr } = await runCommand(["verify", ref, ...chart.trust, ...bySigner]);
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(stderr, says);
  }
});

/** Checks that it exits with 1, says all this, and has nothing for programs.. */
async function refuses(chart: SignedChart, words: readonly string[], says: readonly RegExp[]) {
  const result = await chart.verify(...words);
  assert.deepEqual([result.code, result.stdout], [1, ""], result.stderr);
  assert.doesNotMatch(result.stderr, /✓/);
  for (const pattern of says) assert.match(result.stderr, pattern);
  return result;
}

/** Publishes other content under the same tag. */
async function tamper({ directory, ref }: SignedChart): Promise<void> {
  const place = path.join(directory, "tampered");
  await writeChart(place, "web", "1.0.0", { "values.yaml": "greeting: boo\n" });
  const registry = `oci://${ref.replace(/\/web:.*/, "")}`;
  const words = ["publish", path.join(place, "web"), "--registry", registry, "--if-exists", "overwrite"];
  const { code, stderr } = await runCommand(words);
  assert.equal(code, 0, stderr);
}
