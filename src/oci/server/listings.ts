import { MediaType } from "../descriptor.ts";
import type { Repositories } from "../store/repositories.ts";
import { compareTags } from "../store/store.ts";
import type { Blobs } from "./blobs.ts";
import { parseDigest } from "./conditions.ts";
import { type Answer, type Exchange, type Headers, Refusal } from "./refusal.ts";

/** The lists a registry gives out, distribution-spec v1.1.1 § Content Discovery, at most `pageSize` items a page. */
export class Listings {
  readonly #repositories: Repositories;
  readonly #blobs: Blobs;
  readonly #pageSize: number;

  constructor(repositories: Repositories, blobs: Blobs, pageSize: number) {
    this.#repositories = repositories;
    this.#blobs = blobs;
    this.#pageSize = pageSize;
  }

  /** GET tags/list. */
  async tags({ repository, query }: Exchange): Promise<Answer> {
    // A repository whose manifests are all deleted is still there.
    const none = this.#blobs.holdsAny(repository) ? [] : undefined;
    const all = (await this.#repositories.tags(repository)) ?? none;
    if (all === undefined) {
      throw new Refusal(404, "NAME_UNKNOWN", "there is no such repository", { detail: { name: repository } });
    }
    const { items, headers } = this.#page(`/v2/${repository}/tags/list`, query, all, (tag) => tag);
    return json("application/json", { name: repository, tags: items }, headers);
  }

  /** GET referrers: an empty list for a subject, or a repository, that is not there. */
  async referrers({ repository, reference, query }: Exchange): Promise<Answer> {
    const subject = parseDigest(reference);
    const artifactType = query.get("artifactType");
    const all = (await this.#repositories.referrers(repository, subject)).filter(
      (referrer) => artifactType === null || referrer.artifactType === artifactType,
    );
    const path = `/v2/${repository}/referrers/${subject}`;
    const { items, headers } = this.#page(path, query, all, (referrer) => referrer.digest);
    return json(
      MediaType.imageIndex,
      { schemaVersion: 2, mediaType: MediaType.imageIndex, manifests: items },
      { ...headers, ...(artifactType !== null && { "oci-filters-applied": "artifactType" }) },
    );
  }

  /** The part of `all` that `n` and `last` ask for, and a Link to the next part. */
  #page<T>(
    path: string,
    query: URLSearchParams,
    all: readonly T[],
    keyOf: (item: T) => string,
  ): { items: readonly T[]; headers: Headers } {
    const n = query.get("n");
    if (n !== null && !/^\d+$/.test(n)) throw new Refusal(400, "UNSUPPORTED", "n is not a number");
    const last = query.get("last");
    const rest = last === null ? all : all.filter((item) => compareTags(keyOf(item), last) > 0);
    const items = rest.slice(0, Math.min(Number(n ?? this.#pageSize), this.#pageSize));
    const end = items.at(-1);
    if (end === undefined || items.length === rest.length) return { items, headers: {} };
    const next = new URLSearchParams(query);
    next.set("last", keyOf(end));
    return { items, headers: { link: `<${path}?${next}>; rel="next"` } };
  }
}

function json(mediaType: string, value: unknown, headers: Headers): Answer {
  return {
    status: 200,
    headers: { "content-type": mediaType, ...headers },
    body: `${JSON.stringify(value)}\n`,
  };
}
