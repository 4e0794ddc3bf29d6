import type { HttpAnswer } from "../http/http.ts";
import type { Ask, Endpoint } from "./endpoint.ts";
import { type BlobPush, closingPut, locationOf, type UploadSession } from "./upload-session.ts";

/**
 * A megabyte of either kind is not less than this: nginx, unless told otherwise, lets bodies of 1 MiB through, GHCR
 * takes chunks of 4 MiB. Amazon ECR wants parts of at least 5 MiB and does not say so, so that behind a proxy with a
 * lower cap there is no upload to ECR at all.
 */
export const CHUNK_BYTES = 1_000_000;

/** Quirk(ECR): 201. */
const TAKEN = new Set([201, 202, 204]);

/** The request that decided how an upload ended, and its answer. */
export interface Exchange {
  readonly ask: Ask;
  readonly answer: HttpAnswer;
}

/**
 * PATCH after PATCH, each to the Location that the one before was answered with, and the last chunk with the closing
 * PUT, which may not be empty everywhere (ECR). What the answers say of the Range is not read: ECR repeats the first,
 * zot has been seen to be short of it, and in the end the digest tells.
 */
export async function putInChunks(
  endpoint: Endpoint,
  session: UploadSession,
  push: BlobPush,
  signal: AbortSignal,
): Promise<Exchange> {
  const chunkBytes = Math.max(CHUNK_BYTES, session.minChunkBytes);
  const { bytes } = push;
  let { location } = session;
  let start = 0;
  for (; start + chunkBytes < bytes.length; start += chunkBytes) {
    const chunk = bytes.subarray(start, start + chunkBytes);
    const put = withRange(closingPut(location, push, chunk, signal), start);
    const ask: Ask = { ...put, method: "PATCH", url: location };
    const answer = await endpoint.ask(ask);
    if (!TAKEN.has(answer.status)) return { ask, answer };
    location = locationOf(endpoint, ask, answer) ?? location;
  }
  const ask = withRange(closingPut(location, push, bytes.subarray(start), signal), start);
  return { ask, answer: await endpoint.ask(ask) };
}

function withRange(ask: Ask, start: number): Ask {
  const end = start + (ask.body?.length ?? 0) - 1;
  return { ...ask, headers: { ...ask.headers, "content-range": `${start}-${end}` } };
}
