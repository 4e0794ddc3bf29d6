import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test, { type TestContext } from "node:test";
import {
  addBlob,
  alterChart,
  alterJson,
  type Document,
  forge,
  testRefusals,
} from "../support/altered-plan.ts";
import { makeKey } from "../support/pgp-keys.ts";
import { type PlannedRun, planFor } from "../support/plan.ts";
import { registryFor } from "../support/registry.ts";

const config = "application/vnd.cncf.helm.config.v1+json";
const chart = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";
const provenance = "application/vnd.cncf.helm.chart.provenance.v1.prov";
const notAChart = /web 1\.4\.0: Could not use 127.*: it is no Helm chart/;
const otherParts =
  /web 1\.4\.0: the manifest sha256:\w+ in oci\/ is none that this program writes for the archive/;

/** The manifest of the second chart, api. */
const secondManifest = async (plan: PlannedRun): Promise<Document> =>
  JSON.parse(await readFile(plan.blob(plan.charts[1]?.layoutDigest ?? ""), "utf8"));

testRefusals("a layout whose digests all agree, but that …", [
  {
    name: "has an image for a chart",
    alter: (p) =>
      forge(p, (m) => {
        m.config.mediaType = "application/vnd.oci.image.config.v1+json";
      }),
    says: notAChart,
    code: 1,
  },
  {
    name: "has a layer of another type",
    alter: (p) =>
      forge(p, (m) => {
        m.layers[0].mediaType = "application/vnd.oci.image.layer.v1.tar+gzip";
      }),
    says: notAChart,
    code: 1,
  },
  {
    name: "has an index for a manifest",
    alter: (p) => forge(p, () => ({ schemaVersion: 2, manifests: [], layers: [] })),
    says: notAChart,
    code: 1,
  },
  {
    name: "has the archive's old media type",
    alter: (p) =>
      forge(p, (m) => {
        m.layers[0].mediaType = "application/tar+gzip";
      }),
    says: otherParts,
    code: 1,
  },
  {
    name: "has one more layer",
    alter: (p) =>
      forge(p, async (m) => {
        m.layers.push(await addBlob(p, "text/plain", Buffer.from("payload")));
      }),
    says: otherParts,
    code: 1,
  },
  {
    name: "makes a chart somebody's signature",
    alter: (p) => forge(p, (m) => ({ ...m, subject: { ...m.config, mediaType: chart } })),
    says: otherParts,
    code: 1,
  },
  {
    name: "tells Helm of another chart",
    alter: (p) =>
      forge(p, async (m) => {
        m.config = await addBlob(
          p,
          config,
          Buffer.from('{"name":"web","version":"1.4.0","apiVersion":"v2"}'),
        );
      }),
    says: otherParts,
    code: 1,
  },
  {
    name: "has sizes that are wrong",
    alter: (p) =>
      forge(p, (m) => {
        m.layers[0].size += 1;
      }),
    says: otherParts,
    code: 1,
  },
  {
    name: "has an annotation that is no text",
    alter: (p) => forge(p, (m) => ({ ...m, annotations: { ...m.annotations, number: 5 } })),
    says: otherParts,
    code: 1,
  },
  {
    name: "has another chart in this one's place",
    alter: (p) => forge(p, () => secondManifest(p)),
    says: /web 1\.4\.0: the archive in oci\/ is api 2\.0\.1\+b\.7, not web 1\.4\.0/,
    code: 1,
  },
  {
    name: "has something else in the archive",
    alter: (p) =>
      forge(p, async (m) => {
        m.layers = [await addBlob(p, chart, Buffer.from("no gzip"))];
      }),
    says: /web 1\.4\.0: .*gzip/,
    code: 1,
  },
  {
    name: "has a provenance file that is none",
    alter: (p) =>
      forge(p, async (m) => {
        m.layers.push(await addBlob(p, provenance, Buffer.from("signed, honestly")));
      }),
    says: /web 1\.4\.0: .*web-1\.4\.0\.tgz\.prov.* no line -----BEGIN PGP SIGNED MESSAGE/,
    code: 1,
  },
]);

async function signedPlan(t: TestContext): Promise<PlannedRun> {
  const { host } = await registryFor(t);
  return planFor(t, host, { HELM_OCI_PUBLISH_PGP_KEY: (await makeKey("Ada")).armor() });
}

test("a provenance file of another chart is refused", async (t) => {
  const plan = await signedPlan(t);
  const isProvenance = ({ mediaType }: Document): boolean => mediaType === provenance;
  const { layers } = await secondManifest(plan);
  await forge(plan, (m) => ({
    ...m,
    layers: m.layers.map((layer: Document) => (isProvenance(layer) ? layers.find(isProvenance) : layer)),
  }));
  const { code, stderr } = await plan.publish();
  assert.equal(code, 1);
  assert.match(
    stderr,
    /web 1\.4\.0: Could not attach web-1\.4\.0\.tgz\.prov to web-1\.4\.0\.tgz: it is for "api-2\.0\.1\+b\.7\.tgz"/,
  );
});

test("two charts of a plan for one tag are refused", async (t) => {
  const registry = await registryFor(t);
  const plan = await planFor(t, registry.host);
  await alterJson(plan, "plan.json", ({ charts, ...rest }) => ({ ...rest, charts: [charts[0], charts[0]] }));
  await alterChart(plan, { path: "elsewhere" });
  registry.takeLog();
  const { code, stderr } = await plan.publish();
  assert.equal(code, 2);
  assert.match(stderr, /elsewhere and .*web would both become 127/);
  assert.ok(registry.takeLog().every((line) => line.startsWith("HEAD")));
});
