import { PublishError } from "../../errors.ts";
import { type ContentDigest, isContentDigest } from "./content-digest.ts";
import { type ManifestContent, manifestTypes, readManifestContent } from "./manifest-content.ts";
import { compareTags, type Entry, readBlob, type Store, type StoredDescriptor, writeBlob } from "./store.ts";

/** Manifests over 4 MiB are refused: what distribution-spec v1.1.1 § Pushing Manifests asks of everybody. */
export const maxManifestBytes = 4 * 1024 * 1024;

/** A manifest of a repository, with its bytes. */
export interface StoredManifest {
  readonly mediaType: string;
  readonly digest: ContentDigest;
  readonly bytes: Uint8Array;
}

/** A descriptor of the referrers API, distribution-spec v1.1.1 § Listing Referrers. */
export interface Referrer extends StoredDescriptor {
  readonly artifactType?: string;
}

/** The repositories of a store: what a registry serves and what the commands on the local cache work on. */
export class Repositories {
  readonly #store: Store;
  /** Never out of date, for a digest's content never changes. */
  readonly #contents = new Map<ContentDigest, ManifestContent>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** The tags of a repository in the order a registry lists them; `undefined` where it has no manifest. */
  async tags(repository: string): Promise<string[] | undefined> {
    const entries = await this.#entries(repository);
    if (entries.length === 0) return undefined;
    return entries
      .map((entry) => entry.tag)
      .filter((tag) => tag !== undefined)
      .sort(compareTags);
  }

  /** A manifest by tag or digest. A digest also finds what an index of the repository holds. */
  async find(repository: string, reference: string): Promise<StoredManifest | undefined> {
    const descriptor = isContentDigest(reference)
      ? (await this.#manifests(repository)).get(reference)
      : (await this.#entries(repository)).find((entry) => entry.tag === reference)?.descriptor;
    if (descriptor === undefined) return undefined;
    const bytes = await readBlob(this.#store, descriptor.digest, maxManifestBytes);
    return bytes && { mediaType: descriptor.mediaType, digest: descriptor.digest, bytes };
  }

  /** Stores a manifest and points `tags` at it; what they pointed at before stays, by its digest. */
  async put(repository: string, manifest: StoredManifest, tags: readonly string[]): Promise<void> {
    const { mediaType, digest, bytes } = manifest;
    await writeBlob(this.#store, digest, bytes);
    const descriptor = { mediaType, digest, size: bytes.length };
    await this.#store.update((entries) =>
      settle([
        ...untag(entries, repository, tags),
        { repository, descriptor },
        ...tags.map((tag) => ({ repository, tag, descriptor })),
      ]),
    );
  }

  /** Removes a tag, not its manifest; false where there is no such tag. */
  async removeTag(repository: string, tag: string): Promise<boolean> {
    if (!(await this.#entries(repository)).some((entry) => entry.tag === tag)) return false;
    await this.#store.update((entries) => settle(untag(entries, repository, [tag])));
    return true;
  }

  /** Removes a manifest and every tag that points at it; false where the repository does not list it. */
  async removeManifest(repository: string, digest: ContentDigest): Promise<boolean> {
    const isIt = (entry: Entry): boolean =>
      entry.repository === repository && entry.descriptor.digest === digest;
    if (!(await this.#store.entries()).some(isIt)) return false;
    await this.#store.update((entries) => entries.filter((entry) => !isIt(entry)));
    return true;
  }

  /** Whether a manifest of the repository refers to `digest` as config, layer or manifest of an index. */
  async refersTo(repository: string, digest: ContentDigest): Promise<boolean> {
    for (const manifest of (await this.#manifests(repository)).values()) {
      const { blobs, manifests } = await this.#content(manifest);
      if ([...blobs, ...manifests].some((reference) => reference.digest === digest)) return true;
    }
    return false;
  }

  /** The manifests of the repository whose subject is `subject`, by digest. */
  async referrers(repository: string, subject: ContentDigest): Promise<Referrer[]> {
    const found: Referrer[] = [];
    for (const descriptor of (await this.#manifests(repository)).values()) {
      const content = await this.#content(descriptor);
      if (content.subject !== subject) continue;
      const { mediaType, digest, size } = descriptor;
      const { artifactType, annotations } = content;
      found.push({
        mediaType,
        digest,
        size,
        ...(artifactType !== undefined && { artifactType }),
        ...(annotations !== undefined && { annotations }),
      });
    }
    return found.sort((a, b) => compareTags(a.digest, b.digest));
  }

  /** Names of all repositories that have a manifest. */
  async names(): Promise<string[]> {
    return [...new Set((await this.#store.entries()).map((entry) => entry.repository))];
  }

  /** Deletes every blob that no manifest of any repository needs. Nothing may be on its way in. */
  async collectGarbage(): Promise<void> {
    const keep = new Set<ContentDigest>();
    for (const repository of await this.names()) {
      for (const manifest of (await this.#manifests(repository)).values()) {
        keep.add(manifest.digest);
        for (const blob of (await this.#content(manifest)).blobs) keep.add(blob.digest);
      }
    }
    await this.#store.sweep(keep);
  }

  async #entries(repository: string): Promise<readonly Entry[]> {
    return (await this.#store.entries()).filter((entry) => entry.repository === repository);
  }

  /** Every manifest of a repository that is there, those within its indexes too. */
  async #manifests(repository: string): Promise<Map<ContentDigest, StoredDescriptor>> {
    const found = new Map<ContentDigest, StoredDescriptor>();
    const waiting = (await this.#entries(repository)).map((entry) => entry.descriptor);
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (found.has(next.digest) || (await this.#store.blobSize(next.digest)) === undefined) continue;
      found.set(next.digest, next);
      waiting.push(...(await this.#content(next)).manifests);
    }
    return found;
  }

  async #content({ digest, mediaType }: StoredDescriptor): Promise<ManifestContent> {
    // An index may list anything, image-spec v1.1.1 § Image Index; what is no manifest refers to nothing.
    if (!manifestTypes.includes(mediaType)) return { blobs: [], manifests: [] };
    const known = this.#contents.get(digest);
    if (known !== undefined) return known;
    const bytes = await readBlob(this.#store, digest, maxManifestBytes);
    if (bytes === undefined) throw new PublishError("IO", `Could not read manifest ${digest}: it is gone.`);
    const content = readManifestContent(bytes);
    this.#contents.set(digest, content);
    return content;
  }
}

function untag(entries: readonly Entry[], repository: string, tags: readonly string[]): Entry[] {
  return entries.map((entry) =>
    entry.repository === repository && entry.tag !== undefined && tags.includes(entry.tag)
      ? { repository, descriptor: entry.descriptor }
      : entry,
  );
}

/** Keeps one entry without a tag for each manifest that has no tag, and none for those that have one. */
function settle(entries: readonly Entry[]): Entry[] {
  const key = ({ repository, descriptor }: Entry): string => `${repository}@${descriptor.digest}`;
  const settled = new Set(entries.filter((entry) => entry.tag !== undefined).map(key));
  return entries.filter((entry) => {
    if (entry.tag !== undefined) return true;
    if (settled.has(key(entry))) return false;
    settled.add(key(entry));
    return true;
  });
}
