import { type Digest, digestOf } from "../../digest.ts";
import { RegistryError } from "../../errors.ts";
import type { Descriptor } from "../descriptor.ts";
import { withoutCompression } from "../http/content-encoding.ts";
import { type HttpAnswer, isHtml, safeUrl } from "../http/http.ts";
import type { Repository } from "../reference.ts";
import { type Ask, contradictsDigest, type Endpoint } from "./endpoint.ts";

/** HEAD a blob. Throws where the registry does not tell. */
export async function blobExists(
  endpoint: Endpoint,
  repository: Repository,
  digest: Digest,
  ...[signal, tries = endpoint.retries + 1]: [AbortSignal, number?]
): Promise<boolean> {
  const ask = { ...blobAsk(endpoint, "HEAD", { repository, digest }, signal), tries };
  const answer = await endpoint.ask(ask);
  if (answer.status === 200) return !contradictsDigest(answer, digest);
  if (answer.status === 404) return false;
  // Object storage may refuse a HEAD of a URL that was signed for GET: the first byte tells as much.
  if (answer.url.origin !== endpoint.origin.origin)
    return await hasFirstByte(endpoint, repository, digest, signal);
  throw endpoint.refuse(ask, answer);
}

/** GET a blob, checked against size and digest. */
export async function fetchBlob(
  endpoint: Endpoint,
  repository: Repository,
  { digest, size }: Descriptor,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const base = blobAsk(endpoint, "GET", { repository, digest }, signal);
  const ask = { ...base, maxBytes: size, tries: endpoint.retries + 1 };
  const answer = await endpoint.ask(ask);
  if (answer.status !== 200) throw endpoint.refuse(ask, answer);
  const isIt = (bytes: Uint8Array): boolean => bytes.length === size && digestOf(bytes) === digest;
  if (isIt(answer.body)) return answer.body;
  const bytes = withoutCompression(answer, size);
  if (bytes === undefined || !isIt(bytes)) throw tampered(ask, answer);
  return bytes;
}

async function hasFirstByte(
  endpoint: Endpoint,
  repository: Repository,
  digest: Digest,
  signal: AbortSignal,
): Promise<boolean> {
  const base = blobAsk(endpoint, "GET", { repository, digest }, signal);
  const ask = { ...base, headers: { range: "bytes=0-0" }, maxBytes: 1 };
  const answer = await endpoint.ask(ask);
  if (answer.status === 404) return false;
  if (answer.status !== 206 && answer.status !== 200) throw endpoint.refuse(ask, answer);
  return true;
}

function blobAsk(
  endpoint: Endpoint,
  method: "HEAD" | "GET",
  { repository, digest }: { readonly repository: Repository; readonly digest: Digest },
  signal: AbortSignal,
): Ask {
  return {
    doing: `${method === "HEAD" ? "look up" : "fetch"} blob ${digest} in ${repository.host}/${repository.name}`,
    method,
    url: endpoint.url(repository, `blobs/${digest}`),
    repository,
    isBlob: method === "GET",
    signal,
  };
}

function tampered(ask: Ask, answer: HttpAnswer): RegistryError {
  const url = safeUrl(answer.url);
  const what = isHtml(answer)
    ? "a web page"
    : `${answer.body.length} bytes that do not have this digest and size`;
  return new RegistryError("INTEGRITY", `Could not ${ask.doing}: ${ask.method} ${url} sent ${what}`, {
    status: answer.status,
    method: ask.method,
    url,
    hint: "a cache or proxy in between may have changed them",
  });
}
