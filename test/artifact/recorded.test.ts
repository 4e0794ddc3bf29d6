import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { readArchive } from "../../src/archive/unpack.ts";
import { buildAnnotations } from "../../src/artifact/annotations.ts";
import { encodeConfig } from "../../src/artifact/config.ts";
import { buildArtifact } from "../../src/artifact/manifest.ts";
import { readChartManifest } from "../../src/artifact/read.ts";
import { loadDirectory } from "../../src/chart/load.ts";
import { digestOf } from "../../src/digest.ts";
import { corpusFor } from "../support/corpus.ts";
import { goldenFor } from "../support/golden.ts";
import { metadataOf, recordedPushes } from "./recorded.ts";

const { signal } = new AbortController();

test("every config and manifest that Helm 3.9, 3.17 and 4.1 pushed is made again byte for byte", (t) => {
  const out = goldenFor(t, "out");
  if (out === undefined) return;
  const pushes = recordedPushes(out);
  assert.equal(pushes.length, 27);
  for (const { helm, fileName, archive, provenance, config, manifest } of pushes) {
    const metadata = metadataOf(config);
    const packaged = { metadata, fileName, bytes: archive, digest: digestOf(archive) };
    // Helm before 3.12 wrote no annotations.
    const annotations =
      helm === "helm-3.9.4" ? new Map() : buildAnnotations(metadata, { created: "2024-05-06T07:08:09Z" });
    const artifact = buildArtifact(packaged, { annotations, ...(provenance && { provenance }) });
    const where = `${helm} ${fileName}`;
    assert.equal(
      Buffer.from(artifact.blobs[0]?.bytes ?? []).toString(),
      Buffer.from(config).toString(),
      where,
    );
    assert.equal(Buffer.from(artifact.manifest.bytes).toString(), Buffer.from(manifest).toString(), where);
    assert.equal(artifact.manifest.descriptor.digest, digestOf(manifest));
  }
});

test("every recorded manifest is read: config, archive and provenance", (t) => {
  const out = goldenFor(t, "out");
  if (out === undefined) return;
  for (const { archive, config, manifest, provenance } of recordedPushes(out)) {
    const read = readChartManifest(manifest);
    assert.equal(read?.config.digest, digestOf(config));
    assert.equal(read?.chart.digest, digestOf(archive));
    assert.equal(read?.chart.size, archive.length);
    assert.equal(read?.provenance?.digest, provenance && digestOf(provenance));
  }
});

test("every chart of the corpus gets the config that Helm pushed byte for byte, and the annotations", async (t) => {
  const corpus = await corpusFor(t);
  if (corpus === undefined) return;
  for (const chart of corpus.charts) {
    const boundary = path.dirname(chart.directory);
    const { metadata } = await loadDirectory(chart.directory, { readArchive, boundary, signal });
    for (const helm of ["3.17.3", "4.1.4"] as const) {
      if (!existsSync(chart.golden(helm, "config.json"))) continue;
      const config = readFileSync(chart.golden(helm, "config.json"));
      assert.equal(Buffer.from(encodeConfig(metadata)).toString(), config.toString(), chart.id);
      const { annotations } = JSON.parse(readFileSync(chart.golden(helm, "manifest.json"), "utf8"));
      const created = annotations["org.opencontainers.image.created"];
      const ours = buildAnnotations(metadata, { created });
      assert.deepEqual([...ours], Object.entries(annotations), chart.id);
    }
  }
});
