import assert from "node:assert/strict";
import test from "node:test";
import { digestOf } from "../../../src/digest.ts";
import { readKeyring } from "../../../src/signing/pgp/keyring.ts";
import { verifyProvenance } from "../../../src/signing/pgp/verify-provenance.ts";
import {
  type LoggedChart,
  problemsOfHelmEntry,
  proposeHelmEntry,
} from "../../../src/signing/rekor/helm-entry.ts";
import { minimalKey } from "../../../src/signing/rekor/minimal-key.ts";
import { signatureOf } from "../../../src/signing/rekor/provenance-signature.ts";
// Made by GnuPG 2.2.40 of an RSA key with a signing subkey, a Curve25519 subkey and two user ids; `body` is what
// pkg/types/helm of Rekor v1.4.3 makes of `proposal`, having verified it.
import recorded from "../../fixtures/rekor/canonical-entry.json" with { type: "json" };
import { makePublisherKey, provenanceOf } from "../../support/signed-archive.ts";

const fileName = "web-1.0.0.tgz";
const archive = { fileName, digest: digestOf(recorded.archive) };
const provenance = Buffer.from(recorded.provenance);
const keyring = await readKeyring(Buffer.from(recorded.keyring, "base64"), "the keyring");
const signature = await signatureOf(provenance, "the provenance");
const body = Buffer.from(recorded.body, "base64");

async function recordedChart(): Promise<LoggedChart> {
  const options = { source: "the provenance", now: new Date("2026-12-01T00:00:00Z") };
  const { fingerprint } = await verifyProvenance(provenance, archive, keyring, options);
  return { digest: archive.digest, signature, fingerprint };
}

test("what Rekor's own code made of our proposal is an entry of the chart", async () => {
  assert.deepEqual(await problemsOfHelmEntry(body, await recordedChart()), []);
});

test("the proposal that Rekor's own code took is still the one that is made", async () => {
  const [key] = keyring;
  assert.ok(key);
  assert.equal(key.subkeys.length, 2);
  assert.equal(key.users.length, 2);
  const { armored } = await minimalKey(key, signature.keyIds, new Date("2026-12-01T00:00:00Z"));
  assert.deepEqual(proposeHelmEntry(provenance, armored), recorded.proposal);
});

type Entry = { kind: string; apiVersion: string; spec: Spec };
type Spec = {
  chart: {
    hash: { algorithm: string; value: string };
    provenance: { signature: { content: string } };
  };
  publicKey: { content: string };
};

const base64 = (text: string) => Buffer.from(text).toString("base64");
const stranger = await makePublisherKey("Eve");
const strange = await provenanceOf(fileName, recorded.archive, stranger);

const changes: readonly { name: string; change: (entry: Entry) => void; told: readonly RegExp[] }[] = [
  {
    name: "another kind",
    change: (e) => Object.assign(e, { kind: "rekord" }),
    told: [/^it is of kind "rekord" "0\.0\.1", and not helm/],
  },
  {
    name: "another version",
    change: (e) => Object.assign(e, { apiVersion: "0.0.2" }),
    told: [/^it is of kind "helm" "0\.0\.2"/],
  },
  { name: "no kind", change: (e) => Object.assign(e, { kind: 7 }), told: [/^it is of kind unknown/] },
  {
    name: "another digest",
    change: ({ spec }) => Object.assign(spec.chart.hash, { value: "0".repeat(64) }),
    told: [/^it is of a chart with "sha256:0000/],
  },
  {
    name: "another algorithm",
    change: ({ spec }) => Object.assign(spec.chart.hash, { algorithm: "sha512" }),
    told: [/^it is of a chart with "sha512:/],
  },
  {
    name: "another key",
    change: ({ spec }) => Object.assign(spec.publicKey, { content: base64(stranger.toPublic().armor()) }),
    told: [/^it is of key [0-9A-F]{40}, and the provenance file of [0-9A-F]{40}$/],
  },
  {
    name: "no key",
    change: ({ spec }) => Object.assign(spec.publicKey, { content: "" }),
    told: [/^its key cannot be read/],
  },
  {
    name: "another signature",
    change({ spec }) {
      const content = base64(strange.slice(strange.indexOf("-----BEGIN PGP SIGNATURE")));
      spec.chart.provenance.signature.content = content;
    },
    told: [/^it holds another signature than the provenance file$/],
  },
  {
    name: "no signature",
    change: ({ spec }) => Object.assign(spec.chart.provenance, { signature: {} }),
    told: [/^its signature cannot be read/],
  },
  {
    name: "nothing of a chart",
    change: (e) => Object.assign(e, { spec: null }),
    told: [/^it names no chart's digest$/, /^its key/, /^its signature/],
  },
];

test("an entry of something else is told by what differs", async () => {
  const chart = await recordedChart();
  for (const { name, change, told } of changes) {
    const entry = JSON.parse(body.toString()) as Entry;
    change(entry);
    const problems = await problemsOfHelmEntry(Buffer.from(JSON.stringify(entry)), chart);
    assert.equal(problems.length, told.length, `${name}: ${problems}`);
    for (const [index, pattern] of told.entries()) assert.match(problems[index] ?? "", pattern, name);
  }
  for (const text of ["", "[]", "null", "{", "\u0000"])
    assert.match((await problemsOfHelmEntry(Buffer.from(text), chart)).join(), /^it is of kind unknown/);
});
