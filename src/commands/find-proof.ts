import type { Digest } from "../digest.ts";
import { isDigest } from "../digest.ts";
import type { Repository } from "../oci/reference.ts";
import type { Registry } from "../oci/registry.ts";
import { readManifestContent } from "../oci/store/manifest-content.ts";
import { bundleMediaType } from "../signing/sigstore/bundle.ts";

/** The bundle of this predicate type that a manifest bears by the signer of the run; `undefined` if there is none. */
export type FindProof = (
  repository: Repository,
  digest: Digest,
  predicateType: string,
  signal: AbortSignal,
) => Promise<Uint8Array | undefined>;

/** Whether a bundle holds a good signature, by the signer of the run, of a statement of this type on this manifest. */
export type IsOurs = (bundle: Uint8Array, digest: Digest, predicateType: string) => Promise<boolean>;

/** Bundles larger than this are none of ours. */
const maxBundleBytes = 1024 * 1024;

/** Signatures looked at before another one is added: anybody who may push may attach any number. */
const maxLooks = 64;

/** Looks for a proof among the referrers of a manifest. */
export function findingProofs(registry: Registry, isOurs: IsOurs): FindProof {
  return async (repository, digest, predicateType, signal) => {
    const referrers = await registry.listReferrers(
      repository,
      digest,
      { artifactType: bundleMediaType },
      signal,
    );
    for (const { digest: referrer, annotations } of referrers.slice(0, maxLooks)) {
      const claimed = annotations?.["dev.sigstore.bundle.predicateType"];
      if (claimed !== undefined && claimed !== predicateType) continue;
      const bundle = await readBundle(registry, repository, referrer, signal);
      if (bundle !== undefined && (await isOurs(bundle, digest, predicateType))) return bundle;
    }
    return undefined;
  };
}

async function readBundle(
  registry: Registry,
  repository: Repository,
  referrer: Digest,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  const manifest = await registry.fetchManifest(repository, referrer, signal);
  const [, layer, ...more] = readManifestContent(manifest?.bytes ?? new Uint8Array()).blobs;
  if (layer?.mediaType !== bundleMediaType || more.length > 0 || layer.size > maxBundleBytes)
    return undefined;
  const { mediaType, digest, size } = layer;
  return isDigest(digest) ? registry.fetchBlob(repository, { mediaType, digest, size }, signal) : undefined;
}
