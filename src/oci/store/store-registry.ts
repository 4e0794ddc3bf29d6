import { digestOf, isDigest } from "../../digest.ts";
import { PublishError } from "../../errors.ts";
import type { Descriptor } from "../descriptor.ts";
import type { Repository } from "../reference.ts";
import type { Manifest, Registry } from "../registry.ts";
import { Repositories } from "./repositories.ts";
import { readBlob, type Store, writeBlob } from "./store.ts";

/** The name that a repository of some registry has in a store: `ghcr.io/acme/charts/web`. */
export function storedName({ host, name }: Repository): string {
  return `${host}/${name}`;
}

/** A store with the face of a registry, so that what works on registries works on the local cache too. */
export function createStoreRegistry(store: Store): Registry {
  const repositories = new Repositories(store);
  const find = async (repository: Repository, reference: string): Promise<Manifest | undefined> => {
    const found = await repositories.find(storedName(repository), reference);
    if (found === undefined) return undefined;
    const { mediaType, bytes } = found;
    return { descriptor: { mediaType, digest: digestOf(bytes), size: bytes.length }, bytes };
  };
  return {
    resolve: async (repository, reference) => (await find(repository, reference))?.descriptor,
    mayBeHidden: () => false,
    fetchManifest: find,
    async pushManifest(repository, reference, { descriptor, bytes }) {
      const tags = isDigest(reference) ? [] : [reference];
      await repositories.put(storedName(repository), { ...descriptor, bytes }, tags);
    },
    async deleteManifest(repository, reference) {
      const name = storedName(repository);
      const isGone = isDigest(reference)
        ? await repositories.removeManifest(name, reference)
        : await repositories.removeTag(name, reference);
      return isGone ? "deleted" : "absent";
    },
    hasBlob: async (_, digest) => (await store.blobSize(digest)) !== undefined,
    async fetchBlob(repository, { digest, size }) {
      const bytes = await readBlob(store, digest, size);
      if (bytes !== undefined) return bytes;
      throw new PublishError(
        "NOT_FOUND",
        `Could not read ${storedName(repository)}: blob ${digest} is not there.`,
      );
    },
    pushBlob: (_, { digest }, bytes) => writeBlob(store, digest, bytes),
    async listReferrers(repository, subject, { artifactType }) {
      const referrers = await repositories.referrers(storedName(repository), subject);
      return referrers.filter(
        (referrer): referrer is typeof referrer & Descriptor =>
          isDigest(referrer.digest) && (artifactType === undefined || referrer.artifactType === artifactType),
      );
    },
    pushReferrer: (repository, { descriptor, bytes }) =>
      repositories.put(storedName(repository), { ...descriptor, bytes }, []),
    listTags: async (repository) => (await repositories.tags(storedName(repository))) ?? [],
  };
}
