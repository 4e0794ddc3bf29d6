import { archiveName } from "../archive/package.ts";
import { readArchive } from "../archive/unpack.ts";
import { readChartManifest } from "../artifact/read.ts";
import type { Chart } from "../chart/chart.ts";
import { loadFiles } from "../chart/load.ts";
import { PublishError } from "../errors.ts";
import { formatReference, type Reference } from "../oci/reference.ts";
import type { Registry } from "../oci/registry.ts";
import type { ChartFacts } from "../report/report.ts";
import type { Built } from "./build-chart.ts";

/** A chart as a registry, or the local cache, holds it. */
export interface StoredChart {
  readonly reference: Reference;
  readonly chart: Chart;
  readonly built: Built;
  readonly facts: ChartFacts & { readonly name: string; readonly version: string };
}

/** Fetches a chart, whole and checked; `place` is where, in words. Throws NOT_FOUND, or ARCHIVE_INVALID for what is no chart. */
export async function fetchChart(
  registry: Pick<Registry, "fetchManifest" | "fetchBlob">,
  reference: Reference,
  signal: AbortSignal,
  place = "its registry",
): Promise<StoredChart> {
  const where = formatReference(reference);
  const manifest = await registry.fetchManifest(reference, wantedOf(reference), signal);
  if (manifest === undefined) {
    throw new PublishError("NOT_FOUND", `Could not find ${where} in ${place}.`, {
      hint: "Is the version spelt as in Chart.yaml, with + written as _? `list` shows what the local cache holds.",
    });
  }
  const parts = readChartManifest(manifest.bytes);
  if (parts === undefined) {
    throw new PublishError("ARCHIVE_INVALID", `Could not use ${where}: it is no Helm chart.`);
  }
  const fetchBlob = async (descriptor: typeof parts.chart) => ({
    descriptor,
    bytes: await registry.fetchBlob(reference, descriptor, signal),
  });
  const [config, archive, prov] = await Promise.all([
    fetchBlob(parts.config),
    fetchBlob(parts.chart),
    parts.provenance && fetchBlob(parts.provenance),
  ]);
  const chart = loadFiles(readArchive(archive.bytes, where), where, readArchive);
  const { metadata } = chart;
  const { digest } = archive.descriptor;
  const packaged = { metadata, fileName: archiveName(metadata), bytes: archive.bytes, digest };
  const artifact = { manifest, blobs: [config, archive, ...(prov ? [prov] : [])] };
  return {
    reference,
    chart,
    built: { packaged, artifact, ...(prov && { provenance: prov.bytes }) },
    facts: {
      path: where,
      name: metadata.name,
      version: metadata.version,
      ...(metadata.appVersion === undefined ? {} : { appVersion: metadata.appVersion }),
      ...(reference.tag === undefined ? {} : { tag: reference.tag }),
      repository: `${reference.host}/${reference.name}`,
      digest: manifest.descriptor.digest,
      chartDigest: digest,
      size: archive.bytes.length,
      signatures: prov ? ["pgp"] : [],
    },
  };
}

/** What a manifest is asked for by: a digest names one thing for ever, so it goes before a tag. Throws USAGE without either. */
export function wantedOf(reference: Reference): string {
  const wanted = reference.digest ?? reference.tag;
  if (wanted !== undefined) return wanted;
  throw new PublishError(
    "USAGE",
    `Could not use ${formatReference(reference)}: it has neither tag nor digest.`,
    {
      hint: "Add the version: host/path/web:1.4.0.",
    },
  );
}
