import { type Digest, digestOf } from "../../digest.ts";
import { PublishError } from "../../errors.ts";
import { type Descriptor, MediaType } from "../descriptor.ts";
import type { Manifest } from "../registry.ts";
import type { Endpoint } from "./endpoint.ts";
import { pushManifest } from "./manifest-push.ts";
import { fetchManifest, formatPlace, type ManifestPlace } from "./manifests.ts";
import type { Subject } from "./referrers-api.ts";
import { type ReferrersIndex, readReferrersIndex, withReferrer } from "./referrers-index.ts";

/** How often our entry is put back after somebody else has overwritten it. */
const MAX_WRITES = 5;

const EMPTY: ReferrersIndex = {
  referrers: [],
  json: { schemaVersion: 2, mediaType: MediaType.imageIndex, manifests: [] },
};

/**
 * The referrers that the tag lists which stands in for the referrers API (distribution-spec v1.1.1 § Referrers Tag
 * Schema); none where the tag is not there or holds something else.
 */
export async function readReferrersTag(
  endpoint: Endpoint,
  subject: Subject,
  signal: AbortSignal,
): Promise<readonly Descriptor[]> {
  const held = await fetchManifest(endpoint, placeOf(subject), signal);
  return held === undefined ? [] : (indexOf(held, subject.digest)?.referrers ?? []);
}

/**
 * Adds a referrer to the tag. Registries know no lock (distribution 2.8.2 ignores If-Match), so the index is read
 * back, and what another writer has overwritten is merged with theirs. The index before stays: to delete it needs
 * rights that publishing does not.
 */
export async function addToReferrersTag(
  endpoint: Endpoint,
  subject: Subject,
  referrer: Descriptor,
  signal: AbortSignal,
): Promise<void> {
  const place = placeOf(subject);
  const read = async (): Promise<ReferrersIndex> => {
    const held = await fetchManifest(endpoint, place, signal);
    const index = held === undefined ? EMPTY : indexOf(held, subject.digest);
    if (index === undefined) throw occupied(place, subject, referrer);
    return index;
  };
  for (let attempt = 1; attempt <= MAX_WRITES; attempt++) {
    const index = await read();
    if (hasReferrer(index, referrer)) return;
    await pushManifest(endpoint, place, indexManifest(withReferrer(index, referrer)), signal);
    if (hasReferrer(await read(), referrer)) return;
    await endpoint.retrier.pause(attempt, undefined, signal);
  }
  throw overwritten(place, subject, referrer);
}

function hasReferrer({ referrers }: ReferrersIndex, { digest }: Descriptor): boolean {
  return referrers.some((listed) => listed.digest === digest);
}

function placeOf({ repository, digest }: Subject): ManifestPlace {
  return { repository, reference: digest.replace(":", "-") };
}

/** Quirk(GitLab): takes the tag for the digest, and gives the subject itself. */
function indexOf({ descriptor, bytes }: Manifest, subject: Digest): ReferrersIndex | undefined {
  if (descriptor.mediaType !== MediaType.imageIndex || descriptor.digest === subject) return undefined;
  return readReferrersIndex(new TextDecoder().decode(bytes));
}

function indexManifest(text: string): Manifest {
  const bytes = new TextEncoder().encode(text);
  const descriptor = { mediaType: MediaType.imageIndex, digest: digestOf(bytes), size: bytes.length };
  return { descriptor, bytes };
}

function occupied(place: ManifestPlace, subject: Subject, referrer: Descriptor): PublishError {
  return new PublishError(
    "CONFLICT",
    `Could not list ${referrer.digest} as a referrer of ${subject.digest}: the registry has no referrers API, and what it gives for ${formatPlace(place)} is no list of referrers`,
    {
      hint: "GitLab's registry does this; attach nothing there, or publish to a registry with the referrers API",
    },
  );
}

function overwritten(place: ManifestPlace, subject: Subject, referrer: Descriptor): PublishError {
  return new PublishError(
    "CONFLICT",
    `Could not list ${referrer.digest} as a referrer of ${subject.digest}: others overwrote ${formatPlace(place)} each of the ${MAX_WRITES} times it was written`,
    { hint: "run again when nobody else attaches anything to the same manifest" },
  );
}
