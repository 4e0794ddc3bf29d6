import { RegistryError } from "../../errors.ts";
import type { Descriptor } from "../descriptor.ts";
import type { Repository } from "../reference.ts";
import { blobExists } from "./blobs.ts";
import type { Ask, Endpoint } from "./endpoint.ts";
import { excursionProblem, resolveUrl } from "./excursion.ts";
import { isTransientFailure } from "./failure.ts";
import { firstHeader, type HttpAnswer, safeUrl } from "./http.ts";
import { isTransientStatus } from "./retry.ts";

/** POSTs are repeated less often than reads: each may leave an upload session behind. */
const MAX_POST_RETRIES = 3;

/** Uploads of one blob, however they fail. */
const MAX_UPLOADS = 4;

/** What is pushed, and where. */
export interface BlobPush {
  readonly repository: Repository;
  readonly descriptor: Descriptor;
  readonly bytes: Uint8Array;
}

/** How a PUT failed though another upload may succeed. */
interface Failure {
  readonly error: RegistryError;
  readonly answer?: HttpAnswer;
  /** Reasons that have an upload repeated once only; none for those that may pass with time. */
  readonly once?: string;
}

/**
 * POST, then one PUT of the whole blob: the only upload every registry takes. An upload session dies with its
 * connection, so what fails is begun anew, after a look whether the registry has stored the blob all the same.
 */
export async function pushBlob(endpoint: Endpoint, push: BlobPush, signal: AbortSignal): Promise<void> {
  const { repository, descriptor } = push;
  const doing = `push blob ${descriptor.digest} to ${repository.host}/${repository.name}`;
  const seen = new Set<string>();
  for (let attempt = 1; ; attempt++) {
    const location = await beginUpload(endpoint, doing, repository, signal);
    if (location === undefined) return;
    const failure = await putBlob(endpoint, uploadAsk(doing, location, push, signal));
    if (failure === undefined) return;
    const { error, answer, once } = failure;
    const isOver = once !== undefined && seen.has(once);
    if (isOver || attempt >= Math.min(endpoint.retries + 1, MAX_UPLOADS)) throw error;
    if (once !== undefined) seen.add(once);
    if (once === "401") continue;
    if (await isStored(endpoint, push, signal)) return;
    if ((await endpoint.retrier.pause(attempt, answer, signal)) === undefined) throw error;
  }
}

/** Opens an upload session and says where to PUT; `undefined` where the registry has the blob already. */
async function beginUpload(
  endpoint: Endpoint,
  doing: string,
  repository: Repository,
  signal: AbortSignal,
): Promise<URL | undefined> {
  const ask: Ask = {
    doing,
    method: "POST",
    url: endpoint.url(repository, "blobs/uploads/"),
    repository,
    tries: Math.min(endpoint.retries, MAX_POST_RETRIES) + 1,
    signal,
  };
  const answer = await endpoint.ask(ask);
  if (answer.status === 201) return undefined;
  if (answer.status !== 202) throw endpoint.refuse(ask, answer);
  const text = firstHeader(answer, "location");
  const location = text === undefined ? undefined : resolveUrl(text, answer.url);
  if (location === undefined) throw badLocation(ask, answer, "no Location to upload to");
  const upgraded = upgrade(location, endpoint.origin);
  const problem = excursionProblem(upgraded, endpoint.origin);
  if (problem !== undefined)
    throw badLocation(ask, answer, `a Location, ${safeUrl(location)}, that ${problem}`);
  return upgraded;
}

/** A registry behind a proxy that ends TLS may not know that it is reached over https. */
function upgrade(location: URL, registry: URL): URL {
  if (
    registry.protocol !== "https:" ||
    location.protocol !== "http:" ||
    location.hostname !== registry.hostname
  ) {
    return location;
  }
  const upgraded = new URL(location);
  upgraded.protocol = "https:";
  if (location.port === "") upgraded.port = registry.port;
  return upgraded;
}

/** The digest is appended as text: to take the query apart and write it anew would break what was signed. */
function uploadAsk(doing: string, location: URL, push: BlobPush, signal: AbortSignal): Ask {
  const href = location.href.replace(/#.*$/s, "");
  return {
    doing,
    method: "PUT",
    url: new URL(`${href}${href.includes("?") ? "&" : "?"}digest=${push.descriptor.digest}`),
    repository: push.repository,
    headers: { "content-type": "application/octet-stream" },
    body: push.bytes,
    onlyOnce: true,
    signal,
  };
}

/** Throws what another upload would not mend. */
async function putBlob(endpoint: Endpoint, ask: Ask): Promise<Failure | undefined> {
  let answer: HttpAnswer;
  try {
    answer = await endpoint.ask(ask);
  } catch (error) {
    if (error instanceof RegistryError && isTransientFailure(error)) return { error };
    throw error;
  }
  const { status } = answer;
  if (status === 201 || status === 204) return undefined;
  const error = endpoint.refuse(ask, answer);
  if (isTransientStatus(status) || status === 202) return { error, answer };
  if (error.codes.some((code) => code === "BLOB_UPLOAD_UNKNOWN" || code === "BLOB_UPLOAD_INVALID")) {
    return { error, answer };
  }
  if (error.codes.includes("DIGEST_INVALID")) return { error, answer, once: "DIGEST_INVALID" };
  if (status === 401) return { error, answer, once: "401" };
  throw error;
}

/** What cannot be told counts as no: the blob is sent again then. */
async function isStored(endpoint: Endpoint, push: BlobPush, signal: AbortSignal): Promise<boolean> {
  try {
    return await blobExists(endpoint, push.repository, push.descriptor.digest, signal, 1);
  } catch (error) {
    if (signal.aborted) throw error;
    return false;
  }
}

function badLocation(ask: Ask, answer: HttpAnswer, what: string): RegistryError {
  const url = safeUrl(answer.url);
  return new RegistryError(
    "REGISTRY_ERROR",
    `Could not ${ask.doing}: POST ${url} was answered ${answer.status} with ${what}`,
    {
      status: answer.status,
      method: ask.method,
      url,
      hint: "this is a fault of the registry, or of a proxy in front of it",
    },
  );
}
