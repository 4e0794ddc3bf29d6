import { digestOf } from "../digest.ts";
import { type ErrorCode, RegistryError } from "../errors.ts";
import { isLoopback } from "../oci/http/address.ts";
import { withoutCompression } from "../oci/http/content-encoding.ts";
import { excursionProblem } from "../oci/http/excursion.ts";
import { type HttpAnswer, type HttpRequest, type Send, safeUrl } from "../oci/http/http.ts";
import { follow } from "../oci/http/redirect.ts";
import type { Retrier } from "../oci/http/retry.ts";
import type { CredentialSource } from "../oci/login/credentials.ts";
import type { Redactor } from "../oci/login/redact.ts";
import { Secret } from "../secret.ts";
import { type ChartIndex, type IndexedArchive, parseIndex } from "./chart-index.ts";
import type { NamedRepository } from "./named-repositories.ts";

const mebibyte = 1024 * 1024;

/** The largest index of a public repository was about 20 MB. */
const maxIndexBytes = 64 * mebibyte;

/** Helm reads no chart of more, unpacked; packed it is not larger by much. */
const maxArchiveBytes = 101 * mebibyte;

/** What is needed to ask classic repositories. */
export interface ChartRepositoryOptions {
  readonly send: Send;
  /** Found by host, as for registries. */
  readonly credentials: CredentialSource;
  /** What Helm was told by `repo add`. */
  readonly named: () => Promise<readonly NamedRepository[]>;
  readonly redactor: Redactor;
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
  const get = async (
    repository: URL,
    url: URL,
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<Uint8Array> => {
    const authorization =
      url.origin === repository.origin ? await authorizationFor(repository, options) : undefined;
    const request: HttpRequest = {
      doing: `fetch ${safeUrl(url)}`,
      method: "GET",
      url: withoutLogin(url),
      headers: {},
      maxBytes,
      signal,
      ...(authorization && { authorization }),
    };
    const retrier = retriers.get(url.origin) ?? options.createRetrier();
    retriers.set(url.origin, retrier);
    const answer = await retrier.run(options.retries + 1, signal, () => follow(options.send, request));
    const bytes = answer.status === 200 ? withoutCompression(answer, maxBytes) : undefined;
    if (bytes === undefined) throw refusalOf(request, answer, authorization !== undefined);
    return bytes;
  };
  return {
    named: options.named,
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
      const bytes = await get(base, url, maxArchiveBytes, signal);
      const wanted = digest?.replace(/^sha256:/, "").toLowerCase();
      const found = digestOf(bytes).slice("sha256:".length);
      if (wanted !== undefined && wanted !== found) {
        const what = `Could not use ${safeUrl(url)}: it has the digest ${found}, the index says ${wanted}`;
        const hint =
          "the archive was replaced after the index was made, or changed on its way; tell the repository's owner";
        throw new RegistryError("INTEGRITY", what, { method: "GET", url: safeUrl(url), hint });
      }
      return bytes;
    },
  };
}

/** Relative to the repository's directory, and with its query (Helm v4.1.4 `pkg/repo/v1/chartrepo.go` ResolveReferenceURL). */
function resolveIn(repository: URL, reference: string): URL {
  const base = new URL(repository);
  base.pathname = `${base.pathname.replace(/\/+$/, "")}/`;
  if (!URL.canParse(reference, base.href)) {
    throw new RegistryError(
      "REGISTRY_ERROR",
      `Could not use ${JSON.stringify(reference.slice(0, 200))}: it is no URL`,
      {
        url: safeUrl(repository),
        hint: "the index of the repository is faulty; tell its owner",
      },
    );
  }
  const url = new URL(reference, base);
  if (!/^[a-z][a-z0-9+.-]*:/i.test(reference)) url.search = repository.search;
  return url;
}

/** An index may name another host, but no address within our network, and without a digest none that is less safe. */
function refuseExcursion(repository: URL, url: URL, digest: string | undefined): void {
  const base = new URL(repository);
  if (digest !== undefined && url.protocol === "http:") base.protocol = "http:";
  const problem = withoutLogin(url).origin === repository.origin ? undefined : excursionProblem(url, base);
  if (problem === undefined) return;
  throw new RegistryError(
    "REGISTRY_ERROR",
    `Could not fetch ${safeUrl(url)}: the index of ${safeUrl(repository)} names it, but it ${problem}`,
    {
      url: safeUrl(url),
      hint: "tell the repository's owner",
    },
  );
}

function withoutLogin(url: URL): URL {
  const bare = new URL(url);
  bare.username = "";
  bare.password = "";
  return bare;
}

/** The login in the repository's URL, or the one known for its host; never in clear over a network unless it is written there. */
async function authorizationFor(
  repository: URL,
  { credentials, named, redactor }: ChartRepositoryOptions,
): Promise<Secret | undefined> {
  if (repository.username !== "") {
    return basic(
      decodeURIComponent(repository.username),
      new Secret(decodeURIComponent(repository.password)),
      redactor,
    );
  }
  const added = (await named()).find(({ url }) => URL.canParse(url) && isSame(new URL(url), repository));
  if (added?.username !== undefined && added.password !== undefined) {
    return basic(added.username, added.password, redactor);
  }
  if (repository.protocol !== "https:" && !isLoopback(repository.hostname)) return undefined;
  const credential = await credentials.credentialFor(repository.host);
  if (credential.kind !== "basic") return undefined;
  return basic(credential.username, credential.password, redactor);
}

function isSame(a: URL, b: URL): boolean {
  return a.origin === b.origin && a.pathname.replace(/\/+$/, "") === b.pathname.replace(/\/+$/, "");
}

function basic(username: string, password: Secret, redactor: Redactor): Secret {
  const pair = new Secret(Buffer.from(`${username}:${password.reveal()}`).toString("base64"));
  redactor.add(password);
  redactor.add(pair);
  return new Secret(`Basic ${pair.reveal()}`);
}

const codes: Readonly<Record<number, ErrorCode>> = {
  401: "UNAUTHORIZED",
  403: "DENIED",
  404: "NOT_FOUND",
  429: "THROTTLED",
};

function refusalOf(request: HttpRequest, { status, url }: HttpAnswer, hadLogin: boolean): RegistryError {
  const place = safeUrl(url);
  const why = status === 200 ? "with something that is damaged or too long" : String(status);
  const login = hadLogin
    ? `the login known for ${request.url.host} was refused; check it`
    : `if it asks for a login, give one for ${request.url.host} in registry-auth`;
  return new RegistryError(
    codes[status] ?? "REGISTRY_ERROR",
    `Could not ${request.doing}: GET ${place} was answered ${why}`,
    {
      status,
      method: "GET",
      url: place,
      hint:
        status === 401 || status === 403
          ? login
          : "check `repository`: it is the address to which /index.yaml is added",
    },
  );
}
