import type { Digest } from "../../digest.ts";
import { type Descriptor, MediaType } from "../descriptor.ts";
import { firstHeader, type HttpAnswer, headerOf, textOf } from "../http/http.ts";
import type { Repository } from "../reference.ts";
import type { Ask, Endpoint } from "./endpoint.ts";
import { nextPage } from "./next-page.ts";
import { readReferrersIndex } from "./referrers-index.ts";

const MAX_PAGE_BYTES = 4 * 1024 * 1024;

/** Tens of thousands of signatures of one manifest; whoever sends more pages than this is going in circles. */
const MAX_PAGES = 100;

/** Refusals by registries that have no such endpoint. Quirk(Quay before 3.12): 400. */
const UNSUPPORTED = new Set([400, 404, 405, 501]);

/** Whose referrers are meant. */
export interface Subject {
  readonly repository: Repository;
  readonly digest: Digest;
}

/**
 * GET the referrers of a manifest (distribution-spec v1.1.1 § Listing Referrers), of one artifact type if one is
 * given; `undefined` where the registry does not have this API.
 */
export async function askReferrers(
  endpoint: Endpoint,
  { repository, digest }: Subject,
  artifactType: string | undefined,
  signal: AbortSignal,
): Promise<Descriptor[] | undefined> {
  const found = new Map<Digest, Descriptor>();
  const visited = new Set<string>();
  const query = artifactType === undefined ? "" : `?artifactType=${encodeURIComponent(artifactType)}`;
  let next: URL | undefined = endpoint.url(repository, `referrers/${digest}${query}`);
  while (next !== undefined && visited.size < MAX_PAGES && !visited.has(next.href)) {
    const ask = referrersAsk(endpoint, { repository, digest }, next, signal);
    const answer = await endpoint.ask(ask);
    const index = isIndex(answer) ? readReferrersIndex(textOf(answer)) : undefined;
    if (index === undefined && visited.size === 0 && saysUnsupported(answer)) return undefined;
    if (index === undefined) throw endpoint.refuse(ask, answer);
    visited.add(next.href);
    const isFiltered = hasApplied(answer, "artifactType");
    for (const referrer of index.referrers) {
      if (isFiltered || artifactType === undefined || referrer.artifactType === artifactType)
        found.set(referrer.digest, referrer);
    }
    next = nextPage(answer, endpoint.origin);
  }
  return [...found.values()];
}

function referrersAsk(
  endpoint: Endpoint,
  { repository, digest }: Subject,
  url: URL,
  signal: AbortSignal,
): Ask {
  return {
    doing: `list the referrers of ${repository.host}/${repository.name}@${digest}`,
    method: "GET",
    url,
    repository,
    headers: { accept: MediaType.imageIndex },
    maxBytes: MAX_PAGE_BYTES,
    tries: endpoint.retries + 1,
    // Quirk(GHCR): a redirect to a page of github.com, which throttles whoever comes there from a registry.
    staysHome: true,
    // A web page is an answer as well: there is no such API here.
    isBlob: true,
    signal,
  };
}

function isIndex(answer: HttpAnswer): boolean {
  const type = firstHeader(answer, "content-type")?.split(";")[0]?.trim().toLowerCase();
  return answer.status === 200 && type === MediaType.imageIndex;
}

/** A list of another type than it should have is none, nor is a redirect that leads away. */
function saysUnsupported({ status }: HttpAnswer): boolean {
  return status < 400 || UNSUPPORTED.has(status);
}

/** Whether the registry says that it has filtered; one that has not sends everything. */
function hasApplied(answer: HttpAnswer, filter: string): boolean {
  const applied = headerOf(answer, "oci-filters-applied") ?? "";
  return applied.split(",").some((name) => name.trim() === filter);
}
