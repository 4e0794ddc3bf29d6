import { RegistryError } from "../../errors.ts";
import { isTransientFailure } from "../http/failure.ts";
import type { HttpAnswer } from "../http/http.ts";
import { isTransientStatus } from "../http/retry.ts";
import { blobExists } from "./blobs.ts";
import { CHUNK_BYTES, type Exchange, putInChunks } from "./chunked-upload.ts";
import type { Endpoint } from "./endpoint.ts";
import { type BlobPush, beginUpload, closingPut, type UploadSession } from "./upload-session.ts";

/** Fills an upload session, and says how that ended. */
type Fill = (
  endpoint: Endpoint,
  session: UploadSession,
  push: BlobPush,
  signal: AbortSignal,
) => Promise<Exchange>;

/** How an upload failed. */
interface Failure {
  readonly error: RegistryError;
  readonly answer?: HttpAnswer;
  /** Whether another upload may succeed: `once` for reasons that do not pass with time. */
  readonly repeat: "often" | "once" | "never";
}

/**
 * POST, then one PUT of the whole blob: the only upload every registry takes. Where that is more than a proxy lets
 * through, it is sent in chunks instead.
 */
export async function pushBlob(endpoint: Endpoint, push: BlobPush, signal: AbortSignal): Promise<void> {
  const whole = await upload(endpoint, push, putWhole, signal);
  if (whole === undefined) return;
  const isTooLarge = whole.status === 413 || whole.status === 416;
  if (!isTooLarge || push.bytes.length <= CHUNK_BYTES) throw whole;
  const chunked = await upload(endpoint, push, putInChunks, signal);
  if (chunked !== undefined) throw inChunksToo(whole, chunked);
}

/**
 * Uploads until the registry has the blob; otherwise the error that was the last straw. An upload session dies with
 * its connection, so what fails is begun anew, after a look whether the registry has stored the blob all the same.
 */
async function upload(
  endpoint: Endpoint,
  push: BlobPush,
  fill: Fill,
  signal: AbortSignal,
): Promise<RegistryError | undefined> {
  const seen = new Set<string>();
  for (let attempt = 1; ; attempt++) {
    const session = await beginUpload(endpoint, push, signal);
    if (session === undefined) return undefined;
    const failure = await uploadOnce(endpoint, () => fill(endpoint, session, push, signal));
    if (failure === undefined) return undefined;
    const { error, answer, repeat } = failure;
    const reason = `${error.status} ${error.codes.join()}`;
    const isOver = repeat === "never" || (repeat === "once" && seen.has(reason));
    if (isOver || attempt > endpoint.retries) return error;
    seen.add(reason);
    if (error.status === 401) continue;
    if (await isStored(endpoint, push, signal)) return undefined;
    if ((await endpoint.retrier.pause(attempt, answer, signal)) === undefined) return error;
  }
}

const putWhole: Fill = async (endpoint, { location }, push, signal) => {
  const ask = closingPut(location, push, push.bytes, signal);
  return { ask, answer: await endpoint.ask(ask) };
};

async function uploadOnce(endpoint: Endpoint, fill: () => Promise<Exchange>): Promise<Failure | undefined> {
  let exchange: Exchange;
  try {
    exchange = await fill();
  } catch (error) {
    if (error instanceof RegistryError && isTransientFailure(error)) return { error, repeat: "often" };
    throw error;
  }
  const { ask, answer } = exchange;
  const { status } = answer;
  if (ask.method === "PUT" && (status === 201 || status === 204)) return undefined;
  const error = endpoint.refuse(ask, answer);
  return { error, answer, repeat: repeatOf(error, exchange) };
}

function repeatOf({ codes }: RegistryError, { ask, answer: { status } }: Exchange): Failure["repeat"] {
  if (isTransientStatus(status) || status === 202) return "often";
  // Forgotten sessions, which some registries tell from chunks out of order by the words alone.
  if (codes.some((code) => code === "BLOB_UPLOAD_UNKNOWN" || code === "BLOB_UPLOAD_INVALID")) return "often";
  const isChunk = ask.headers?.["content-range"] !== undefined;
  if (codes.includes("DIGEST_INVALID") || status === 401 || (isChunk && status === 416)) return "once";
  return "never";
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

function inChunksToo(whole: RegistryError, chunked: RegistryError): RegistryError {
  const { status, method, url, codes } = whole;
  const why = chunked.message.replace(/^Could not push blob \S+ to \S+: /, "");
  return new RegistryError(whole.code, `${whole.message}; in chunks of ${CHUNK_BYTES} bytes: ${why}`, {
    codes,
    hint: "a proxy in front of the registry limits the size of uploads: raise its limit (nginx: client_max_body_size)",
    cause: chunked,
    ...(status !== undefined && { status }),
    ...(method !== undefined && { method }),
    ...(url !== undefined && { url }),
  });
}
