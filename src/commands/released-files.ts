import { archiveName } from "../archive/package.ts";
import { readChartManifest } from "../artifact/read.ts";
import { type Digest, digestOf } from "../digest.ts";
import { PublishError } from "../errors.ts";
import type { WantedAsset } from "../github/ensure-release.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import type { Registry } from "../oci/registry.ts";
import { predicateTypeOf } from "../signing/sigstore/bundle-predicate.ts";
import { PredicateType } from "../signing/sigstore/statement.ts";
import type { Prepared } from "./prepare.ts";

/** What the manifest of a published chart says, as far as its release needs it. */
export interface PublishedChart {
  readonly files: readonly WantedAsset[];
  /** Chart.yaml's description. */
  readonly readDescription: () => Promise<string | undefined>;
}

/**
 * The files of a release are those the registry holds, not those of this run: a chart that was published before may have
 * been signed at another time, or packaged by Helm.
 */
export async function publishedChart(
  { target, facts }: Pick<Prepared, "target" | "facts">,
  digest: Digest,
  registry: Registry,
  signal: AbortSignal,
): Promise<PublishedChart> {
  const manifest = readChartManifest(
    (await registry.fetchManifest(target, digest, signal))?.bytes ?? new Uint8Array(),
  );
  if (manifest === undefined) {
    const where = `${target.host}/${target.name}@${digest}`;
    throw new PublishError("NOT_FOUND", `Could not fetch ${where}: the registry does not find the chart.`);
  }
  const fileName = archiveName(facts);
  const fileOf = (name: string, type: string, layer: Descriptor): WantedAsset => ({
    ...layer,
    name,
    type,
    read: () => registry.fetchBlob(target, layer, signal),
  });
  const { config, chart, provenance } = manifest;
  return {
    files: [
      fileOf(fileName, "application/gzip", chart),
      ...(provenance ? [fileOf(`${fileName}.prov`, "text/plain", provenance)] : []),
    ],
    readDescription: async () => descriptionIn(await registry.fetchBlob(target, config, signal)),
  };
}

/** Helm's config is Chart.yaml as JSON. */
function descriptionIn(config: Uint8Array): string | undefined {
  try {
    const { description } = JSON.parse(Buffer.from(config).toString("utf8"));
    return typeof description === "string" ? description : undefined;
  } catch {
    return undefined; // notes do without
  }
}

/** The Sigstore bundles of a chart as files; each of its own, so that one may be added to a release later. */
export function bundleFiles(fileName: string, bundles: readonly Uint8Array[]): readonly WantedAsset[] {
  return bundles.map((bytes) => ({
    name: `${fileName}.${predicateTypeOf(bytes) === PredicateType.slsaProvenance ? "provenance" : "signature"}.sigstore.json`,
    type: "application/json",
    digest: digestOf(bytes),
    size: bytes.length,
    read: async () => bytes,
  }));
}
