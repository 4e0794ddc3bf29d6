import type { ContentDigest } from "../store/content-digest.ts";
import type { Repositories } from "../store/repositories.ts";
import type { ByteRange, Store } from "../store/store.ts";
import { isNotModified, parseDigest } from "./conditions.ts";
import { type Answer, type Exchange, Refusal } from "./refusal.ts";

/**
 * The blobs of each repository. A blob belongs to a repository once it was pushed or mounted there, or a manifest there
 * refers to it; one that was only pushed is forgotten when the server stops, as registries collect such blobs anyway.
 */
export class Blobs {
  readonly #store: Store;
  readonly #repositories: Repositories;
  readonly #pushed = new Map<string, Set<ContentDigest>>();

  constructor(store: Store, repositories: Repositories) {
    this.#store = store;
    this.#repositories = repositories;
  }

  /** The size of a blob in bytes; `undefined` where the repository does not have it. */
  async size(repository: string, digest: ContentDigest): Promise<number | undefined> {
    const belongs =
      this.#pushed.get(repository)?.has(digest) || (await this.#repositories.refersTo(repository, digest));
    return belongs ? this.#store.blobSize(digest) : undefined;
  }

  /** Whether anything was pushed to or mounted in a repository; it then exists without a manifest too. */
  holdsAny(repository: string): boolean {
    return (this.#pushed.get(repository)?.size ?? 0) > 0;
  }

  /** Makes a blob of the store belong to a repository. */
  link(repository: string, digest: ContentDigest): void {
    const pushed = this.#pushed.get(repository) ?? new Set();
    this.#pushed.set(repository, pushed.add(digest));
  }

  /** Whether a blob could be mounted from `source`, or from any repository where none is named. */
  async canMount(digest: ContentDigest, source: string | undefined): Promise<boolean> {
    const sources = source === undefined ? await this.#everywhere() : [source];
    for (const repository of sources) if ((await this.size(repository, digest)) !== undefined) return true;
    return false;
  }

  /** GET and HEAD: distribution-spec v1.1.1 § Pulling blobs; one byte range at most, others are ignored. */
  async get({ request, repository, reference }: Exchange): Promise<Answer> {
    const digest = parseDigest(reference);
    const size = await this.#sizeOrRefuse(repository, digest);
    const headers = {
      "docker-content-digest": digest,
      etag: `"${digest}"`,
      "accept-ranges": "bytes",
      "content-type": "application/octet-stream",
    };
    if (isNotModified(request, digest)) return { status: 304, headers };
    const range = parseRange(request.headers.range, size);
    if (range === undefined) {
      return {
        status: 200,
        headers: { ...headers, "content-length": size },
        body: () => this.#store.openBlob(digest),
      };
    }
    return {
      status: 206,
      headers: {
        ...headers,
        "content-length": range.end - range.start + 1,
        "content-range": `bytes ${range.start}-${range.end}/${size}`,
      },
      body: () => this.#store.openBlob(digest, range),
    };
  }

  /** DELETE: distribution-spec v1.1.1 § Deleting Blobs. A blob that a manifest still needs is kept. */
  async delete({ repository, reference }: Exchange): Promise<Answer> {
    const digest = parseDigest(reference);
    await this.#sizeOrRefuse(repository, digest);
    if (await this.#repositories.refersTo(repository, digest)) {
      throw new Refusal(405, "UNSUPPORTED", "a manifest of the repository still refers to this blob");
    }
    this.#pushed.get(repository)?.delete(digest);
    if (!(await this.canMount(digest, undefined)) && !(await this.#isManifest(digest))) {
      await this.#store.deleteBlob(digest);
    }
    return { status: 202 };
  }

  async #sizeOrRefuse(repository: string, digest: ContentDigest): Promise<number> {
    const size = await this.size(repository, digest);
    if (size !== undefined) return size;
    throw new Refusal(404, "BLOB_UNKNOWN", "the repository has no such blob", { detail: { digest } });
  }

  async #everywhere(): Promise<Iterable<string>> {
    return new Set([...this.#pushed.keys(), ...(await this.#repositories.names())]);
  }

  async #isManifest(digest: ContentDigest): Promise<boolean> {
    return (await this.#store.entries()).some((entry) => entry.descriptor.digest === digest);
  }
}

/** RFC 9110 § 14.2 for a single range; one that cannot be satisfied is refused with 416. */
function parseRange(header: string | undefined, size: number): ByteRange | undefined {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (first === "" && last === "") return undefined;
  const start = first === "" ? Math.max(size - Number(last), 0) : Number(first);
  const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (start <= end) return { start, end };
  throw new Refusal(416, "SIZE_INVALID", "the range lies outside the blob", {
    headers: { "content-range": `bytes */${size}` },
  });
}
