import { type Digest, digestOf, isDigest } from "../../digest.ts";
import { RegistryError } from "../../errors.ts";
import { type Descriptor, MediaType } from "../descriptor.ts";
import { withoutCompression } from "../http/content-encoding.ts";
import { firstHeader, type HttpAnswer, safeUrl } from "../http/http.ts";
import { formatReference, type Repository } from "../reference.ts";
import type { Manifest } from "../registry.ts";
import { type Ask, contradictsDigest, type Endpoint } from "./endpoint.ts";

/** What registries must take at least, and most take at most (distribution-spec v1.1.1 § Pushing manifests). */
export const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;

/** Without it a registry answers 404 for an OCI manifest that is there (distribution 2.8.2), as if the tag were free. */
const ACCEPT = `${MediaType.imageManifest}, ${MediaType.imageIndex}`;

/** Which manifest. */
export interface ManifestPlace {
  readonly repository: Repository;
  /** A tag or a digest. */
  readonly reference: string;
}

/** HEAD a manifest. A 401, 403 or 5xx throws: "could not tell" is never "absent". */
export async function resolveManifest(
  endpoint: Endpoint,
  place: ManifestPlace,
  signal: AbortSignal,
  tries = endpoint.retries + 1,
): Promise<Descriptor | undefined> {
  const ask = { ...manifestAsk(endpoint, "HEAD", place, signal), tries };
  const answer = await endpoint.ask(ask);
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw endpoint.refuse(ask, answer);
  const digest = firstHeader(answer, "docker-content-digest")?.trim();
  // The length of what would be sent: compressed, it is not the manifest's.
  const isCompressed = firstHeader(answer, "content-encoding") !== undefined;
  const size = Number(isCompressed ? Number.NaN : (firstHeader(answer, "content-length") ?? Number.NaN));
  if (digest !== undefined && isDigest(digest) && Number.isSafeInteger(size)) {
    return { mediaType: mediaTypeOf(answer), digest, size };
  }
  // Both headers are optional (distribution-spec v1.1.1 § Pulling manifests): the bytes say it as well.
  return (await fetchManifest(endpoint, place, signal))?.descriptor;
}

/** GET a manifest; its digest is that of the bytes. */
export async function fetchManifest(
  endpoint: Endpoint,
  place: ManifestPlace,
  signal: AbortSignal,
): Promise<Manifest | undefined> {
  const ask = { ...manifestAsk(endpoint, "GET", place, signal), tries: endpoint.retries + 1 };
  const answer = await endpoint.ask(ask);
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw endpoint.refuse(ask, answer);
  const bytes = withoutCompression(answer, MAX_MANIFEST_BYTES);
  const digest = digestOf(bytes ?? answer.body);
  const wanted = isDigest(place.reference) ? place.reference : digest;
  if (bytes === undefined || digest !== wanted || contradictsDigest(answer, digest))
    throw tampered(ask, answer, digest);
  return { descriptor: { mediaType: mediaTypeOf(answer), digest, size: bytes.length }, bytes };
}

/** Where a manifest is. */
export function manifestUrl(endpoint: Endpoint, { repository, reference }: ManifestPlace): URL {
  return endpoint.url(repository, `manifests/${reference}`);
}

function manifestAsk(
  endpoint: Endpoint,
  method: "HEAD" | "GET",
  place: ManifestPlace,
  signal: AbortSignal,
): Ask {
  const { repository } = place;
  return {
    doing: `${method === "HEAD" ? "look up" : "fetch"} ${formatPlace(place)}`,
    method,
    url: manifestUrl(endpoint, place),
    repository,
    headers: { accept: ACCEPT },
    maxBytes: MAX_MANIFEST_BYTES,
    signal,
  };
}

/** `host/name:tag` or `host/name@digest`, for messages. */
export function formatPlace({ repository: { host, name }, reference }: ManifestPlace): string {
  return formatReference(
    isDigest(reference) ? { host, name, digest: reference } : { host, name, tag: reference },
  );
}

function mediaTypeOf(answer: HttpAnswer): string {
  return firstHeader(answer, "content-type")?.split(";")[0]?.trim() ?? "application/octet-stream";
}

function tampered(ask: Ask, answer: HttpAnswer, digest: Digest): RegistryError {
  const url = safeUrl(answer.url);
  return new RegistryError(
    "INTEGRITY",
    `Could not ${ask.doing}: ${ask.method} ${url} sent bytes whose digest is ${digest}, which is not the one it should be`,
    {
      status: answer.status,
      method: ask.method,
      url,
      hint: "a cache or proxy in between may have changed them",
    },
  );
}
