import { setImmediate as nextTurn } from "node:timers/promises";
import type { Dispatcher } from "undici";
import { PublishError, RegistryError } from "../../errors.ts";
import type { Reporter } from "../../io.ts";
import { createConnections, type Route } from "./connections.ts";
import { failureOf } from "./failure.ts";
import {
  firstHeader,
  type HttpAnswer,
  type HttpRequest,
  isHtml,
  type Method,
  type Send,
  safeUrl,
} from "./http.ts";
import type { ProxySettings } from "./proxy.ts";
import type { TlsOptions } from "./tls.ts";

/** Errors are read this far: enough for any registry's words, whatever a proxy adds. */
const MAX_ERROR_BYTES = 64 * 1024;

/** Registries that store blobs elsewhere answer a PUT only when the copy is done. */
const PATIENCE: Readonly<Record<Method, number>> = {
  HEAD: 0.5,
  GET: 0.5,
  POST: 1,
  DELETE: 1,
  PATCH: 5,
  PUT: 5,
};

/** How many times the time limit an exchange may take in all, however steadily its bytes trickle. */
const OVERALL = 15;

/** The slowest upload that is not taken for a stall; the time limit grows by a body's length over this. */
const MIN_BYTES_PER_MS = 128;

/** How connections are made. */
export interface TransportOptions {
  readonly userAgent: string;
  /** In milliseconds, until a POST is answered; half of it for HEAD and GET, five times for PATCH and PUT. */
  readonly timeoutMs: number;
  readonly tls?: TlsOptions;
  readonly proxy?: ProxySettings;
  /** Milliseconds since some fixed point. */
  readonly now: () => number;
  readonly reporter: Pick<Reporter, "debug">;
}

/** Connections to any number of registries. */
export interface Transport {
  readonly send: Send;
  close(): Promise<void>;
}

/** A transport over one pool of connections for each origin. */
export function createTransport(options: TransportOptions): Transport {
  const connections = createConnections(options.tls, options.proxy);
  return {
    send: (request) => send(connections.to(request.url), options, request),
    close: () => connections.close(),
  };
}

async function send(
  { dispatcher, proxy }: Route,
  options: TransportOptions,
  request: HttpRequest,
): Promise<HttpAnswer> {
  const { method, url } = request;
  const started = options.now();
  const story = (end: string): void =>
    options.reporter.debug(`${method} ${safeUrl(url)}: ${end} in ${Math.round(options.now() - started)} ms`);
  try {
    const response = await dispatcher.request(dispatchOptions(options, request));
    const { statusCode: status, headers } = response;
    const body = await readBody(response, request);
    // undici gives a connection back one turn after its answer; asking before that would open another one.
    await nextTurn();
    story(String(status));
    return { method, url, status, headers, body };
  } catch (cause) {
    const error = cause instanceof PublishError ? cause : failureOf(request, cause, proxy);
    story(error.code);
    throw error;
  }
}

function dispatchOptions(options: TransportOptions, request: HttpRequest): Dispatcher.RequestOptions {
  const { method, url, body } = request;
  const limitMs = options.timeoutMs * PATIENCE[method] + (body?.length ?? 0) / MIN_BYTES_PER_MS;
  const overall = AbortSignal.timeout(Math.ceil(Math.max(limitMs, options.timeoutMs * OVERALL)));
  return {
    origin: url.origin,
    path: url.pathname + url.search,
    method,
    headers: {
      "user-agent": options.userAgent,
      // Digests are of the bytes as stored; a compressed answer could not be compared with them.
      "accept-encoding": "identity",
      ...request.headers,
      ...(request.authorization !== undefined && { authorization: request.authorization.reveal() }),
    },
    body: body ?? null,
    headersTimeout: limitMs,
    bodyTimeout: options.timeoutMs,
    // undici closes the connection after every HEAD for the sake of servers that send a body with it; a chart
    // that is unchanged costs one HEAD and no more, so a handshake for each would double its price.
    reset: false,
    signal: AbortSignal.any([request.signal, overall]),
  };
}

async function readBody(response: Dispatcher.ResponseData, request: HttpRequest): Promise<Buffer> {
  const isSuccess = response.statusCode < 300;
  const limit = isSuccess ? request.maxBytes : MAX_ERROR_BYTES;
  const body = Buffer.allocUnsafeSlow(
    request.method === "HEAD" ? 0 : Math.min(promisedLength(response), limit),
  );
  const beyond: Buffer[] = [];
  let length = 0;
  // Leaving the loop early destroys the body and with it the connection: nothing stays half read.
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    const copied = length < body.length ? chunk.copy(body, length) : 0;
    if (copied < chunk.length) beyond.push(chunk.subarray(copied));
    length += chunk.length;
    if (length > limit) break;
  }
  // A web page is reported as such, whatever its length.
  if (length > limit && isSuccess && !isHtml(response)) throw tooLong(request, limit);
  const whole = beyond.length === 0 ? body : Buffer.concat([body, ...beyond]);
  return whole.subarray(0, Math.min(length, limit));
}

/**
 * The length of the body where it is told. Reading into one buffer of that size spares joining many, and so half the
 * memory of a blob; a lie costs nothing, for what comes beyond is joined and pages never written to stay free.
 */
function promisedLength(response: Dispatcher.ResponseData): number {
  const length = Number(firstHeader(response, "content-length") ?? 0);
  return Number.isSafeInteger(length) && length > 0 ? length : 0;
}

function tooLong(request: HttpRequest, limit: number): RegistryError {
  const url = safeUrl(request.url);
  return new RegistryError(
    "REGISTRY_ERROR",
    `Could not ${request.doing}: ${request.method} ${url}: the answer is longer than ${limit} bytes`,
    { method: request.method, url, hint: "is this the address of a registry?" },
  );
}
