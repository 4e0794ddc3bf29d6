import assert from "node:assert/strict";
import test from "node:test";
import { buildArtifact } from "../../src/artifact/manifest.ts";
import { HelmMediaType } from "../../src/artifact/media-types.ts";
import { readChartManifest } from "../../src/artifact/read.ts";
import { digestOf } from "../../src/digest.ts";

const bytes = Buffer.from("archive");
const packaged = {
  metadata: { name: "web", version: "1.0.0", apiVersion: "v2" },
  fileName: "web-1.0.0.tgz",
  bytes,
  digest: digestOf(bytes),
};
const annotations = new Map([["org.opencontainers.image.title", "web"]]);

test("the blobs are config, archive and provenance, each with its digest and size", () => {
  const provenance = Buffer.from("signed");
  const { blobs } = buildArtifact(packaged, { annotations, provenance });
  assert.deepEqual(
    blobs.map((blob) => blob.descriptor.mediaType),
    [HelmMediaType.config, HelmMediaType.chart, HelmMediaType.provenance],
  );
  for (const blob of blobs) {
    assert.equal(blob.descriptor.digest, digestOf(blob.bytes));
    assert.equal(blob.descriptor.size, blob.bytes.length);
  }
});

test("layers are sorted by digest, so the provenance may come first", () => {
  const orders = new Set<string>();
  for (let index = 0; index < 64; index++) {
    const provenance = Buffer.from(`signed ${index}`);
    const { manifest } = buildArtifact(packaged, { annotations, provenance });
    const { layers } = JSON.parse(Buffer.from(manifest.bytes).toString());
    const digests = layers.map((layer: { digest: string }) => layer.digest);
    assert.deepEqual(digests, [...digests].sort());
    orders.add(layers[0].mediaType);
    assert.equal(readChartManifest(manifest.bytes)?.provenance?.digest, digestOf(provenance));
  }
  assert.equal(orders.size, 2);
});

test("the manifest has no media type in it, and no annotations where there are none", () => {
  const { manifest } = buildArtifact(packaged, { annotations: new Map() });
  assert.deepEqual(Object.keys(JSON.parse(Buffer.from(manifest.bytes).toString())), [
    "schemaVersion",
    "config",
    "layers",
  ]);
  assert.equal(manifest.descriptor.mediaType, "application/vnd.oci.image.manifest.v1+json");
  assert.equal(manifest.descriptor.digest, digestOf(manifest.bytes));
  assert.equal(manifest.descriptor.size, manifest.bytes.length);
});

test("a manifest that registries would refuse is refused first, naming the annotation to shorten", () => {
  const large = new Map([...annotations, ["artifacthub.io/changes", "x".repeat(4 * 1024 * 1024)]]);
  assert.throws(() => buildArtifact(packaged, { annotations: large }), {
    code: "CHART_INVALID",
    message: /web 1\.0\.0.*4194304.*"artifacthub\.io\/changes" is the largest/,
    hint: /Shorten/,
  });
});
