import compareBuild from "semver/functions/compare-build.js";
import parse from "semver/functions/parse.js";
import { readChartManifest } from "../artifact/read.ts";
import { PublishError } from "../errors.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import type { Reference } from "../oci/reference.ts";
import type { Registry } from "../oci/registry.ts";

/** A version that the registry has. */
export interface PublishedVersion {
  readonly version: string;
  readonly tag: string;
}

/** What a chart is to be published as. */
export interface Upcoming {
  readonly target: Reference & { readonly tag: string };
  readonly version: string;
  /** Its pre-release names the run, and no others are of interest. */
  readonly isSnapshot: boolean;
}

/** An archive that is larger than this compressed cannot be a chart that Helm loads. */
const maxArchiveBytes = 100 * 1024 * 1024;

/**
 * The newest published version that is no newer: stable ones alone, but for what is a pre-release itself. `undefined`
 * where there is none.
 */
export async function findPublished(
  { target, version, isSnapshot }: Upcoming,
  registry: Pick<Registry, "listTags">,
  signal: AbortSignal,
): Promise<PublishedVersion | undefined> {
  const own = parse(version);
  if (own === null) return undefined;
  const wantsPrereleases = own.prerelease.length > 0 && !isSnapshot;
  const tags = await registry.listTags(target, signal);
  const [newest] = tags
    .flatMap((tag) => parse(tag.replaceAll("_", "+")) ?? [])
    .filter((one) => compareBuild(one, own) <= 0)
    .filter((one) => wantsPrereleases || one.prerelease.length === 0)
    .sort((a, b) => compareBuild(b, a));
  return newest === undefined ? undefined : { version: newest.raw, tag: newest.raw.replaceAll("+", "_") };
}

/** The archive of a published chart. */
export interface PublishedArchive {
  readonly descriptor: Descriptor;
  readonly read: () => Promise<Uint8Array>;
}

/** The archive that a tag holds. Throws NOT_FOUND where it holds no chart, and ARCHIVE_INVALID for one too large. */
export async function fetchArchive(
  { target, tag }: { readonly target: Reference; readonly tag: string },
  registry: Pick<Registry, "fetchManifest" | "fetchBlob">,
  signal: AbortSignal,
): Promise<PublishedArchive> {
  const manifest = await registry.fetchManifest(target, tag, signal);
  const descriptor = manifest && readChartManifest(manifest.bytes)?.chart;
  if (descriptor === undefined) throw new PublishError("NOT_FOUND", `the tag ${tag} holds no Helm chart`);
  if (descriptor.size > maxArchiveBytes)
    throw new PublishError("ARCHIVE_INVALID", `the archive of ${tag} is too large for a chart`);
  return { descriptor, read: () => registry.fetchBlob(target, descriptor, signal) };
}
