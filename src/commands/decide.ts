import { contentOf, differingPaths } from "../archive/compare.ts";
import { archiveName } from "../archive/package.ts";
import { readArchive } from "../archive/unpack.ts";
import { type ChartManifest, readChartManifest } from "../artifact/read.ts";
import type { Digest } from "../digest.ts";
import { PublishError } from "../errors.ts";
import { type Manifest, type Registry, takenReason } from "../oci/registry.ts";
import type { IfExists } from "../options/table.ts";
import type { Publishable } from "./prepare.ts";
import { isSameButForTime, type PublishedProof, proofOf } from "./published-proof.ts";

/** What to do about a chart, seen against what its tag holds now. */
export type Decision =
  | { readonly kind: "create" }
  | { readonly kind: "overwrite"; readonly existing: Digest }
  | { readonly kind: "skip"; readonly existing: Digest }
  | { readonly kind: "unchanged"; readonly existing: Digest; readonly proof?: PublishedProof }
  | { readonly kind: "conflict"; readonly existing: Digest; readonly reason: string };

/** What a tag holds: the digest of its manifest, or nothing; the manifest itself where it was fetched already. */
export interface Held {
  readonly digest: Digest | undefined;
  readonly manifest?: Manifest;
}

/** An archive that is larger than this compressed cannot be a chart that Helm loads. */
const maxArchiveBytes = 100 * 1024 * 1024;
/** Differing files that a conflict names. */
const maxNames = 5;

/**
 * Decides by content, not by existence: the same manifest or the same chart layer is `unchanged`, and so is a layer
 * that holds the same chart in other bytes, as Helm would package it. `held` is what the tag has now.
 */
export async function decide(
  prepared: Publishable,
  held: Held,
  policy: IfExists,
  registry: Registry,
  signal: AbortSignal,
): Promise<Decision> {
  const existing = held.digest;
  if (existing === undefined) return { kind: "create" };
  if (policy === "fail") return { kind: "conflict", existing, reason: "the version is published already" };
  if (policy === "skip") return { kind: "skip", existing };
  if (existing === prepared.facts.digest) return { kind: "unchanged", existing };
  if (policy === "overwrite") {
    if (prepared.signer === undefined) return { kind: "overwrite", existing };
    const manifest = await registry.fetchManifest(prepared.target, existing, signal);
    const isSame = manifest !== undefined && (await isSameButForTime(prepared, manifest, registry, signal));
    return { kind: isSame ? "unchanged" : "overwrite", existing };
  }
  const manifest = held.manifest ?? (await registry.fetchManifest(prepared.target, existing, signal));
  const published = manifest && readChartManifest(manifest.bytes);
  if (published === undefined) return notAChart(existing);
  const reason = await differenceTo(prepared, published, registry, signal);
  if (reason !== undefined) return { kind: "conflict", existing, reason };
  return { kind: "unchanged", existing, proof: await proofOf(prepared, published, registry, signal) };
}

const notAChart = (existing: Digest): Decision => ({
  kind: "conflict",
  existing,
  reason: "the tag holds something that is no Helm chart",
});

/** How the published chart differs, in words; `undefined` when it holds the same. */
async function differenceTo(
  prepared: Publishable,
  published: ChartManifest,
  registry: Registry,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (published.chart.digest === prepared.facts.chartDigest) return undefined;
  if (published.chart.size > maxArchiveBytes) return "the published archive is too large for a chart";
  let names: readonly string[];
  try {
    // Each may have 100 MiB, packed and unpacked: nothing of one is held while the other is looked at.
    prepared.release?.();
    const ours = await prepared.readContent();
    const bytes = await registry.fetchBlob(prepared.target, published.chart, signal);
    const files = readArchive(bytes, `the published ${archiveName(prepared.facts)}`);
    names = differingPaths(ours, contentOf(files, readArchive));
  } catch (error) {
    if (!(error instanceof PublishError && error.code === "ARCHIVE_INVALID")) throw error;
    return `the published archive cannot be compared (${error.message})`;
  }
  if (names.length === 0) return undefined;
  const more = names.length > maxNames ? ` and ${names.length - maxNames} more` : "";
  return `${takenReason}: ${names.slice(0, maxNames).join(", ")}${more} differ${names.length === 1 ? "s" : ""}`;
}
