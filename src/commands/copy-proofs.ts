import { type Digest, isDigest } from "../digest.ts";
import { PublishError } from "../errors.ts";
import { type Descriptor, MediaType } from "../oci/descriptor.ts";
import { formatReference, type Reference } from "../oci/reference.ts";
import type { Manifest } from "../oci/registry.ts";
import { readManifestContent } from "../oci/store/manifest-content.ts";
import type { CopySettings } from "./copy.ts";

/** A signature has kilobytes, an SBOM some megabytes; whoever attaches more than this is up to no good. */
const maxBlobBytes = 64 * 1024 * 1024;

/** What cosign 2 appends to a digest for the tags of signatures, attestations and SBOMs (cosign v2.4 specs/SIGNATURE_SPEC.md). */
const tagEndings = [".sig", ".att", ".sbom"];

/** One manifest, here and there. */
export interface CopiedManifest {
  readonly source: Reference;
  readonly target: Reference;
  readonly digest: Digest;
}

/**
 * Copies what is attached to a manifest, as a referrer or under a tag of cosign 2, unless it is there. Tags that hold
 * something else are left alone, with a warning: both may count for somebody.
 */
export async function copyProofs(copied: CopiedManifest, settings: CopySettings): Promise<void> {
  await copyReferrers(copied, settings);
  const { source, target, digest } = copied;
  const { from, to, signal } = settings;
  for (const ending of tagEndings) {
    const tag = `${digest.replace(":", "-")}${ending}`;
    const manifest = await from.fetchManifest(source, tag, signal);
    if (manifest === undefined) continue;
    const held = await to.resolve(target, tag, signal);
    if (held === undefined) {
      await copyBlobs(copied, manifest, settings);
      await to.pushManifest(target, tag, manifest, signal);
    } else if (held.digest !== manifest.descriptor.digest) {
      const place = formatReference({ host: target.host, name: target.name, tag });
      settings.reporter.warn(`${place} holds other signatures already and is left as it is.`);
    }
  }
}

async function copyReferrers(copied: CopiedManifest, settings: CopySettings): Promise<void> {
  const { source, target, digest } = copied;
  const { from, to, signal } = settings;
  const listed = await from.listReferrers(source, digest, {}, signal);
  if (listed.length === 0) return;
  const present = await to.listReferrers(target, digest, {}, signal);
  // One after the other: where a tag stands in for the list, each of them writes it.
  for (const { digest: referrer, mediaType } of listed) {
    if (mediaType !== MediaType.imageManifest || present.some((one) => one.digest === referrer)) continue;
    const manifest = await from.fetchManifest(source, referrer, signal);
    // A list that is a tag may name what is gone, or what is attached to something else.
    if (manifest === undefined || readManifestContent(manifest.bytes).subject !== digest) continue;
    await copyBlobs(copied, manifest, settings);
    await to.pushReferrer(target, manifest, signal);
  }
}

async function copyBlobs(
  { source, target }: CopiedManifest,
  manifest: Manifest,
  { from, to, signal }: CopySettings,
): Promise<void> {
  for (const blob of readManifestContent(manifest.bytes).blobs) {
    const { mediaType, digest, size } = blob;
    if (!isDigest(digest) || size > maxBlobBytes) throw unusable(source, manifest, blob);
    const descriptor: Descriptor = { mediaType, digest, size };
    await to.pushBlob(target, descriptor, await from.fetchBlob(source, descriptor, signal), signal);
  }
}

function unusable(
  source: Reference,
  { descriptor }: Manifest,
  { digest, size }: { readonly digest: string; readonly size: number },
): PublishError {
  const place = formatReference({ host: source.host, name: source.name, digest: descriptor.digest });
  const message = `Could not copy ${place}, which is attached to the chart: it names ${digest} of ${size} bytes.`;
  return new PublishError("INTEGRITY", message, {
    hint: `Remove it there: up to ${maxBlobBytes} bytes under a sha256 digest are copied.`,
  });
}
