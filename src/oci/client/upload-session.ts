import { RegistryError } from "../../errors.ts";
import type { Descriptor } from "../descriptor.ts";
import { excursionProblem, resolveUrl } from "../http/excursion.ts";
import { firstHeader, type HttpAnswer, safeUrl } from "../http/http.ts";
import type { Repository } from "../reference.ts";
import type { Ask, Endpoint } from "./endpoint.ts";

/** What is pushed, and where. */
export interface BlobPush {
  readonly repository: Repository;
  readonly descriptor: Descriptor;
  readonly bytes: Uint8Array;
}

/** An upload that the registry has begun. */
export interface UploadSession {
  readonly location: URL;
  /** The smallest chunk it takes, in bytes; 0 where it does not say. */
  readonly minChunkBytes: number;
}

/** Opens an upload session; `undefined` where the registry has the blob already. */
export async function beginUpload(
  endpoint: Endpoint,
  push: BlobPush,
  signal: AbortSignal,
): Promise<UploadSession | undefined> {
  const { repository } = push;
  const ask: Ask = {
    doing: doingOf(push),
    method: "POST",
    url: endpoint.url(repository, "blobs/uploads/"),
    repository,
    tries: endpoint.retries + 1,
    signal,
  };
  const answer = await endpoint.ask(ask);
  if (answer.status === 201) return undefined;
  if (answer.status !== 202) throw endpoint.refuse(ask, answer);
  const location = locationOf(endpoint, ask, answer);
  if (location === undefined) throw badLocation(ask, answer, "no Location to upload to");
  const minimum = Number(firstHeader(answer, "oci-chunk-min-length"));
  return { location, minChunkBytes: Number.isSafeInteger(minimum) ? minimum : 0 };
}

/** Where an upload goes on; `undefined` where the answer does not say. Throws where that must not be followed. */
export function locationOf(endpoint: Endpoint, ask: Ask, answer: HttpAnswer): URL | undefined {
  const text = firstHeader(answer, "location");
  const location = text === undefined ? undefined : resolveUrl(text, answer.url);
  if (location === undefined) return undefined;
  const upgraded = upgrade(location, endpoint.origin);
  const problem = excursionProblem(upgraded, endpoint.origin);
  if (problem !== undefined)
    throw badLocation(ask, answer, `a Location, ${safeUrl(location)}, that ${problem}`);
  return upgraded;
}

/**
 * The PUT that ends an upload, with these bytes. The digest is appended as text: to take the query apart and write it
 * anew would break what was signed.
 */
export function closingPut(location: URL, push: BlobPush, body: Uint8Array, signal: AbortSignal): Ask {
  const href = location.href.replace(/#.*$/s, "");
  return {
    doing: doingOf(push),
    method: "PUT",
    url: new URL(`${href}${href.includes("?") ? "&" : "?"}digest=${push.descriptor.digest}`),
    repository: push.repository,
    headers: { "content-type": "application/octet-stream" },
    body,
    onlyOnce: true,
    signal,
  };
}

function doingOf({ repository, descriptor }: BlobPush): string {
  return `push blob ${descriptor.digest} to ${repository.host}/${repository.name}`;
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

function badLocation(ask: Ask, answer: HttpAnswer, what: string): RegistryError {
  const url = safeUrl(answer.url);
  return new RegistryError(
    "REGISTRY_ERROR",
    `Could not ${ask.doing}: ${answer.method} ${url} was answered ${answer.status} with ${what}`,
    {
      status: answer.status,
      method: ask.method,
      url,
      hint: "this is a fault of the registry, or of a proxy in front of it",
    },
  );
}
