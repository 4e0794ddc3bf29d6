import { digestOf } from "../digest.ts";
import { RegistryError } from "../errors.ts";
import { withoutCompression } from "../oci/http/content-encoding.ts";
import { type HttpRequest, type Send, safeUrl } from "../oci/http/http.ts";
import { follow } from "../oci/http/redirect.ts";
import type { Retrier } from "../oci/http/retry.ts";
import { type ChartIndex, type IndexedArchive, parseIndex } from "./chart-index.ts";
import { bareDigest, replacedHint } from "./indexed-digest.ts";
import type { NamedRepository } from "./named-repositories.ts";
import { refusalOf } from "./refusal.ts";
import { type LoginSources, loginAt } from "./repository-login.ts";
import { isSame, refuseExcursion, resolveIn, withoutLogin, withoutPlus } from "./repository-url.ts";

const mebibyte = 1024 * 1024;

/** The largest index of a public repository was about 20 MB. */
const maxIndexBytes = 64 * mebibyte;

/** Helm reads no chart of more, unpacked; packed it is not larger by much. */
const maxArchiveBytes = 101 * mebibyte;

/** What is needed to ask classic repositories. */
export interface ChartRepositoryOptions extends LoginSources {
  readonly send: Send;
  /** How the host of a repository with TLS settings of its own is asked. Throws IO. */
  readonly sendTo: (repository: NamedRepository) => Send;
  /** What Helm was told by `repo add`. */
  readonly named: () => Promise<readonly NamedRepository[]>;
  /** One for each origin. */
  readonly createRetrier: () => Retrier;
  readonly retries: number;
}

/** Classic chart repositories: an index.yaml and archives, over HTTP. */
export interface ChartRepositories {
  /** Repositories that have names, on this machine. Throws IO. */
  named(): Promise<readonly NamedRepository[]>;
  /** The index of the repository at `url`, fetched once. Throws RegistryError. */
  fetchIndex(url: string, signal: AbortSignal): Promise<ChartIndex>;
  /** The archive at an address that the index of `repository` gives, checked against its digest. Throws RegistryError. */
  fetchArchive(repository: string, archive: IndexedArchive, signal: AbortSignal): Promise<Uint8Array>;
}

/** A client of any number of repositories. A login is told to the origin of its repository alone. */
export function createChartRepositories(options: ChartRepositoryOptions): ChartRepositories {
  const indexes = new Map<string, Promise<ChartIndex>>();
  const retriers = new Map<string, Retrier>();
  let known: Promise<readonly NamedRepository[]> | undefined;
  const named = (): Promise<readonly NamedRepository[]> => {
    known ??= options.named();
    return known;
  };
  const get = async (
    repository: URL,
    url: URL,
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<Uint8Array> => {
    const added = (await named()).find((one) => isSame(one.url, repository));
    const login = await loginAt(url, repository, added, options);
    const request: HttpRequest = {
      doing: `fetch ${safeUrl(url)}`,
      method: "GET",
      url: withoutLogin(url),
      headers: {},
      maxBytes,
      signal,
      ...(login && { authorization: login.authorization }),
    };
    const retrier = retriers.get(url.origin) ?? options.createRetrier();
    retriers.set(url.origin, retrier);
    const own = added?.tls === undefined ? options.send : options.sendTo(added);
    const send: Send = (asked) => (asked.url.origin === repository.origin ? own : options.send)(asked);
    const answer = await retrier.run(options.retries + 1, signal, () => follow(send, request));
    const bytes = answer.status === 200 ? withoutCompression(answer, maxBytes) : undefined;
    if (bytes === undefined) throw refusalOf(request, answer, login?.origin);
    return bytes;
  };
  const getArchive = async (repository: URL, url: URL, signal: AbortSignal): Promise<Uint8Array> => {
    try {
      return await get(repository, url, maxArchiveBytes, signal);
    } catch (error) {
      const escaped = withoutPlus(url);
      const isMissing = error instanceof RegistryError && (error.status === 404 || error.status === 403);
      if (escaped === undefined || !isMissing) throw error;
      return await get(repository, escaped, maxArchiveBytes, signal).catch(() => {
        throw error; // about the address that the index gives
      });
    }
  };
  return {
    named,
    fetchIndex(text, signal) {
      const url = new URL(text);
      const place = resolveIn(url, "index.yaml");
      const index =
        indexes.get(place.href) ??
        get(url, place, maxIndexBytes, signal).then((bytes) => parseIndex(bytes, safeUrl(place)));
      indexes.set(place.href, index);
      return index;
    },
    async fetchArchive(repository, { urls: [first = ""], digest }, signal) {
      const base = new URL(repository);
      const url = resolveIn(base, first);
      refuseExcursion(base, url, digest);
      const bytes = await getArchive(base, url, signal);
      const found = bareDigest(digestOf(bytes));
      if (digest !== undefined && bareDigest(digest) !== found) {
        const what = `Could not use ${safeUrl(url)}: it has the digest ${found}, the index says ${bareDigest(digest)}`;
        throw new RegistryError("INTEGRITY", what, { method: "GET", url: safeUrl(url), hint: replacedHint });
      }
      return bytes;
    },
  };
}
