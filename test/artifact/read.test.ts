import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { readChartManifest } from "../../src/artifact/read.ts";

const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;
const config = { mediaType: "application/vnd.cncf.helm.config.v1+json", digest: digest("a"), size: 2 };
const chart = {
  mediaType: "application/vnd.cncf.helm.chart.content.v1.tar+gzip",
  digest: digest("b"),
  size: 100,
};
const legacy = { ...chart, mediaType: "application/tar+gzip" };
const other = { mediaType: "text/plain", digest: digest("c"), size: 1 };
const prov = {
  mediaType: "application/vnd.cncf.helm.chart.provenance.v1.prov",
  digest: digest("d"),
  size: 5,
};
const base = { schemaVersion: 2, config, layers: [chart] };
const read = (value: unknown) => readChartManifest(Buffer.from(JSON.stringify(value)));

const charts: readonly { name: string; manifest: unknown; expected: unknown }[] = [
  { name: "Helm's own", manifest: base, expected: { config, chart } },
  {
    name: "with a media type",
    manifest: { ...base, mediaType: "application/vnd.oci.image.manifest.v1+json" },
    expected: { config, chart },
  },
  {
    name: "with provenance first and a layer of another kind",
    manifest: { ...base, layers: [prov, other, chart] },
    expected: { config, chart, provenance: prov },
  },
  {
    name: "with the old layer type",
    manifest: { ...base, layers: [legacy] },
    expected: { config, chart: legacy },
  },
  {
    name: "with fields nobody asked for",
    manifest: { ...base, artifactType: "x", config: { ...config, annotations: { a: "b" } }, extra: [] },
    expected: { config, chart },
  },
];

for (const { name, manifest, expected } of charts) {
  test(`a chart's manifest is read: ${name}`, () => {
    assert.deepEqual(read(manifest), expected);
  });
}

const others: readonly { name: string; manifest: unknown }[] = [
  {
    name: "another config type",
    manifest: { ...base, config: { ...config, mediaType: "application/json" } },
  },
  { name: "an index", manifest: { schemaVersion: 2, manifests: [config] } },
  {
    name: "Docker's media type",
    manifest: { ...base, mediaType: "application/vnd.docker.distribution.manifest.v2+json" },
  },
  { name: "schema version 1", manifest: { ...base, schemaVersion: 1 } },
  { name: "no archive", manifest: { ...base, layers: [prov, other] } },
  { name: "two archives", manifest: { ...base, layers: [chart, legacy] } },
  { name: "two provenances", manifest: { ...base, layers: [chart, prov, prov] } },
  { name: "layers that are no list", manifest: { ...base, layers: { 0: chart } } },
  { name: "a digest that is none", manifest: { ...base, layers: [{ ...chart, digest: "sha256:../../x" }] } },
  { name: "a size below zero", manifest: { ...base, layers: [{ ...chart, size: -1 }] } },
  { name: "a size that is text", manifest: { ...base, layers: [{ ...chart, size: "100" }] } },
  { name: "a config that is null", manifest: { ...base, config: null } },
  { name: "null", manifest: null },
  { name: "a list", manifest: [base] },
];

for (const { name, manifest } of others) {
  test(`no chart's manifest: ${name}`, () => {
    assert.equal(read(manifest), undefined);
  });
}

test("whatever bytes a registry sends, reading them never throws", () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => readChartManifest(bytes) === undefined));
  fc.assert(fc.property(fc.jsonValue(), (value) => read(value) === undefined));
  fc.assert(fc.property(fc.jsonValue(), (value) => read({ ...base, layers: [value] }) === undefined));
});
