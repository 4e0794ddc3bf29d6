import { mapLimit } from "../../concurrency.ts";
import { isDigest } from "../../digest.ts";
import type { Descriptor } from "../descriptor.ts";
import type { Repository } from "../reference.ts";
import type { Manifest } from "../registry.ts";
import { readManifestContent } from "../store/manifest-content.ts";
import type { Endpoint } from "./endpoint.ts";
import { pushManifest } from "./manifest-push.ts";
import { fetchManifest } from "./manifests.ts";
import { askReferrers, type Subject } from "./referrers-api.ts";
import { addToReferrersTag, readReferrersTag } from "./referrers-tag.ts";
import type { Turns } from "./turns.ts";

/** How often a registry that has the API is asked for a referrer it has just taken: some seconds in all. */
const MAX_LOOKS = 4;

/** Manifests read at a time to see what they are. */
const MAX_READS = 8;

/** The referrers of a manifest, by the API or by the tag that stands in for it. */
export async function listReferrers(
  endpoint: Endpoint,
  subject: Subject,
  artifactType: string | undefined,
  signal: AbortSignal,
): Promise<Descriptor[]> {
  const listed = await askReferrers(endpoint, subject, artifactType, signal);
  if (listed !== undefined) return listed;
  const tagged = await readReferrersTag(endpoint, subject, signal);
  if (artifactType === undefined) return [...tagged];
  // Quirk(GHCR): cosign has written misleading types into such lists; the manifests know better.
  const read = await mapLimit(tagged, MAX_READS, ({ digest }) =>
    fetchManifest(endpoint, { repository: subject.repository, reference: digest }, signal),
  );
  return read
    .filter((manifest) => manifest !== undefined)
    .map(readReferrer)
    .filter((found) => found.subject === subject.digest && found.referrer.artifactType === artifactType)
    .map(({ referrer }) => referrer);
}

/**
 * PUT a manifest that has a subject, then see to it that it is listed. That a list has it decides, not the
 * OCI-Subject header: registries have been seen to send it without having the API (ECR), and to have the API without
 * sending it (Quay).
 */
export async function pushReferrer(
  endpoint: Endpoint,
  repository: Repository,
  manifest: Manifest,
  { turns, signal }: { readonly turns: Turns; readonly signal: AbortSignal },
): Promise<void> {
  const { subject: digest, referrer } = readReferrer(manifest);
  if (digest === undefined || !isDigest(digest)) throw new TypeError("a referrer without a subject");
  const subject = { repository, digest };
  await pushManifest(endpoint, { repository, reference: referrer.digest }, manifest, signal);
  if (await isListed(endpoint, subject, referrer, signal)) return;
  await turns(`${repository.host}/${repository.name}@${digest}`, () =>
    addToReferrersTag(endpoint, subject, referrer, signal),
  );
}

/** Whether the API lists it, at once or soon; false where there is no such API. */
async function isListed(
  endpoint: Endpoint,
  subject: Subject,
  { digest }: Descriptor,
  signal: AbortSignal,
): Promise<boolean> {
  for (let look = 1; ; look++) {
    const listed = await askReferrers(endpoint, subject, undefined, signal);
    if (listed === undefined) return false;
    if (listed.some((referrer) => referrer.digest === digest)) return true;
    if (look === MAX_LOOKS) return false;
    await endpoint.retrier.pause(look, undefined, signal);
  }
}

/** A manifest's subject, and its descriptor as a list of referrers has it. */
function readReferrer({ descriptor, bytes }: Manifest): {
  readonly subject: string | undefined;
  readonly referrer: Descriptor;
} {
  const { subject, artifactType, annotations } = readManifestContent(bytes);
  const { mediaType, digest, size } = descriptor;
  const referrer = {
    mediaType,
    digest,
    size,
    ...(artifactType !== undefined && { artifactType }),
    ...(annotations !== undefined && { annotations }),
  };
  return { subject, referrer };
}
