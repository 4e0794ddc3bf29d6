import assert from "node:assert/strict";
import { readFile, rm } from "node:fs/promises";
import test from "node:test";
import {
  addBlob,
  alterChart,
  alterJson,
  type Document,
  flipBit,
  testRefusals,
} from "../support/altered-plan.ts";
import { temporaryDirectory } from "../support/chart.ts";
import { type PlannedRun, planFor } from "../support/plan.ts";
import { registryFor } from "../support/registry.ts";
import { createTestClient, repositoryAt } from "../support/registry-client.ts";

const file = "repositoryID: 0cdf4e7a-9b0a-4d63-8f0e-1a2b3c4d5e6f\n";
const files = { "artifacthub-repo.yml": file };
const tag = "artifacthub.io";
const manifestType = "application/vnd.oci.image.manifest.v1+json";
const digestIn = (plan: PlannedRun): string => plan.charts[0]?.artifactHubDigest ?? "";
const manifestIn = async (plan: PlannedRun): Promise<Document> =>
  JSON.parse(await readFile(plan.blob(digestIn(plan)), "utf8"));

test("a plan publishes Artifact Hub's metadata as they were, with the chart that they were made for alone", async (t) => {
  const registry = await registryFor(t);
  const plan = await planFor(t, registry.host, {}, files);
  const out = await temporaryDirectory(t);
  const told = ({ stdout }: { readonly stdout: string }) =>
    JSON.parse(stdout).charts.map((chart: Document) => [chart.name, chart.status, chart.artifactHub]);
  assert.deepEqual(
    plan.charts.map(({ artifactHub, artifactHubDigest }) => [artifactHub, artifactHubDigest === null]),
    [
      ["planned", false],
      [null, true],
    ],
  );
  const published = await plan.publish(["--json", "--output-dir", out]);
  assert.equal(published.code, 0, published.stderr);
  assert.deepEqual(told(published), [
    ["web", "published", "published"],
    ["api", "published", null],
  ]);
  const { client, signal } = createTestClient({});
  const repository = repositoryAt(registry.host, "charts/web");
  const manifest = await client.fetchManifest(repository, tag, signal);
  assert.equal(manifest?.descriptor.digest, digestIn(plan));
  const [layer] = JSON.parse(Buffer.from(manifest?.bytes ?? []).toString()).layers;
  assert.equal(Buffer.from(await client.fetchBlob(repository, layer, signal)).toString(), file);
  const { charts } = JSON.parse(await readFile(`${out}/plan.json`, "utf8"));
  assert.equal(charts[0].artifactHubDigest, digestIn(plan));
  assert.deepEqual(told(await plan.publish(["--json"])), [
    ["web", "unchanged", "unchanged"],
    ["api", "unchanged", null],
  ]);
});

test("a plan of an earlier version, which knows nothing of them, is published without", async (t) => {
  const { host } = await registryFor(t);
  const plan = await planFor(t, host);
  await alterJson(plan, "plan.json", ({ charts }) => {
    for (const chart of charts) delete chart.artifactHubDigest;
  });
  const { code, stdout, stderr } = await plan.publish(["--json"]);
  assert.equal(code, 0, stderr);
  assert.equal(JSON.parse(stdout).charts[0].artifactHub, null);
});

/** Puts another manifest in the place of the metadata's, so that every digest agrees with it. */
async function forgeMetadata(plan: PlannedRun, manifest: Document): Promise<void> {
  const forged = await addBlob(plan, manifestType, Buffer.from(JSON.stringify(manifest)));
  await alterJson(plan, "oci/index.json", ({ manifests }) => {
    Object.assign(
      manifests.find((listed: Document) => listed.digest === digestIn(plan)),
      forged,
    );
  });
  await alterChart(plan, { artifactHubDigest: forged.digest });
}

const notOurs = /web 1\.4\.0: the manifest sha256:\w+ in oci\/ is none that this program writes for Artifact/;

testRefusals(
  "Artifact Hub metadata in a plan that …",
  [
    {
      name: "have another digest in plan.json",
      alter: (p) => alterChart(p, { artifactHubDigest: `sha256:${"0".repeat(64)}` }),
      says: /web 1\.4\.0: oci\/index\.json has sha256:\w+ for artifacthub\.io, not sha256:0{64}/,
      code: 1,
    },
    {
      name: "have no digest, but a path",
      alter: (p) => alterChart(p, { artifactHubDigest: "../../etc/passwd" }),
      says: /chart 1 .* has no artifactHubDigest, but "\.\.\/\.\.\/etc\/passwd"/,
      code: 2,
    },
    {
      name: "are not in the index",
      alter: (p) =>
        alterJson(p, "oci/index.json", (index) => {
          index.manifests = index.manifests.filter(({ digest }: Document) => digest !== digestIn(p));
        }),
      says: /has no manifest for artifacthub\.io/,
      code: 1,
    },
    {
      name: "were flipped in a bit of the file",
      alter: async (p) => flipBit(p, (await manifestIn(p)).layers[0].digest),
      says: /web 1\.4\.0: Could not use .*its content has the digest/,
      code: 1,
    },
    {
      name: "lack the file",
      alter: async (p) => rm(p.blob((await manifestIn(p)).layers[0].digest)),
      says: /web 1\.4\.0: Could not use .*ENOENT/,
      code: 1,
    },
    {
      name: "are the chart itself",
      alter: async (p) =>
        forgeMetadata(p, JSON.parse(await readFile(p.blob(p.charts[0]?.layoutDigest ?? ""), "utf8"))),
      says: notOurs,
      code: 1,
    },
    {
      name: "have more to say than the file",
      alter: async (p) => forgeMetadata(p, { ...(await manifestIn(p)), annotations: { by: "others" } }),
      says: notOurs,
      code: 1,
    },
    {
      name: "are no manifest",
      alter: (p) => forgeMetadata(p, []),
      says: notOurs,
      code: 1,
    },
    {
      name: "say nothing",
      alter: async (p) => {
        const manifest = await manifestIn(p);
        const [layer] = manifest.layers;
        const empty = await addBlob(p, layer.mediaType, Buffer.from("owners: []\n"));
        await forgeMetadata(p, { ...manifest, layers: [{ ...layer, ...empty }] });
      },
      says: /it has neither repositoryID nor owners/,
      code: 1,
    },
  ],
  files,
);
