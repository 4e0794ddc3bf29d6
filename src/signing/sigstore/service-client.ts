import { PublishError } from "../../errors.ts";
import { printable, readErrorBody } from "../../oci/http/error-body.ts";
import { type HttpAnswer, jsonOf, type Method, type Send, safeUrl } from "../../oci/http/http.ts";
import { cancellable, createRetrier, type RetryOptions } from "../../oci/http/retry.ts";
import { sentBody, type TypedBody } from "../../oci/http/sent-body.ts";
import type { Redactor } from "../../oci/login/redact.ts";
import type { Secret } from "../../secret.ts";

/** What one request may take with all its repetitions: a certificate lives for ten minutes only. */
const budgetMs = 120_000;

const tries = 6;

/** Answers are some kilobytes; a log's proof grows with the logarithm of its size. */
const maxBytes = 1024 * 1024;

/** A request to a service that helps to sign. */
export interface ServiceRequest {
  /** What it is for, to follow "Could not". */
  readonly doing: string;
  readonly method: Method;
  readonly url: URL;
  /** Sent as JSON, unless it is bytes of this type. */
  readonly body?: object | TypedBody;
  readonly authorization?: Secret;
  readonly headers?: Readonly<Record<string, string>>;
  /** Statuses besides 2xx that are answers. */
  readonly expects?: readonly number[];
  /** How to fix what the service refused, by status. */
  readonly hint?: (status: number) => string | undefined;
}

/** Asks services over HTTP; repeats what may be repeated. */
export type AskService = (request: ServiceRequest, signal: AbortSignal) => Promise<HttpAnswer>;

/** What asking needs of the world. */
export interface ServiceClientOptions extends RetryOptions {
  readonly send: Send;
  /** Cuts secrets out of a server's words. */
  readonly redactor: Pick<Redactor, "clean">;
}

/**
 * A client of services. Every request may be repeated: certificates and timestamps are free, and a log that has an entry
 * says so (409). Throws SIGNING with the service's own words, or NETWORK, TIMEOUT, CANCELLED. Redirects are refusals.
 */
export function createServiceClient(options: ServiceClientOptions): AskService {
  const sleep = cancellable(options.sleep);
  const retrierOf = new Map<string, ReturnType<typeof createRetrier>>();
  return async (request, signal) => {
    const { origin } = request.url;
    const retrier = retrierOf.get(origin) ?? createRetrier({ ...options, sleep });
    retrierOf.set(origin, retrier);
    const within = AbortSignal.any([signal, AbortSignal.timeout(budgetMs)]);
    const answer = await inTime(request, within, signal, () =>
      retrier.run(tries, within, () => options.send(httpRequest(request, within))),
    );
    const { status } = answer;
    if ((status >= 200 && status < 300) || request.expects?.includes(status)) return answer;
    throw refusal(request, answer, options.redactor);
  };
}

function httpRequest(request: ServiceRequest, signal: AbortSignal): Parameters<Send>[0] {
  const { doing, method, url, body, authorization, headers } = request;
  const sent = sentBody(body);
  return {
    doing,
    method,
    url,
    headers: { accept: "application/json", ...(sent && { "content-type": sent.type }), ...headers },
    ...(authorization !== undefined && { authorization }),
    ...(sent && { body: sent.bytes }),
    maxBytes,
    signal,
  };
}

async function inTime<T>(
  { doing, url }: ServiceRequest,
  within: AbortSignal,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!within.aborted || signal.aborted) throw cause;
    const message = `Could not ${doing}: ${safeUrl(url)} gave no usable answer within ${budgetMs / 1000} s`;
    throw new PublishError("TIMEOUT", message, { cause });
  }
}

function refusal(
  { doing, method, url, hint }: ServiceRequest,
  answer: HttpAnswer,
  { clean }: ServiceClientOptions["redactor"],
): PublishError {
  const words = clean(readErrorBody(answer).words ?? "");
  const said = words === "" ? "" : ` (“${words}”)`;
  const how = hint?.(answer.status);
  return new PublishError(
    "SIGNING",
    `Could not ${doing}: ${method} ${safeUrl(url)} was answered ${answer.status}${said}`,
    how === undefined ? {} : { hint: how },
  );
}

/** The answer as a JSON object; throws SIGNING where it is something else. */
export function recordIn(answer: HttpAnswer, doing: string): Readonly<Record<string, unknown>> {
  const json = jsonOf(answer);
  if (typeof json === "object" && json !== null && !Array.isArray(json)) {
    return json as Readonly<Record<string, unknown>>;
  }
  throw unexpected(doing, answer.url, "the answer is no JSON object");
}

/** The service answered, but with something else than was asked for. */
export function unexpected(doing: string, url: URL, why: string): PublishError {
  return new PublishError("SIGNING", `Could not ${doing}: ${safeUrl(url)}: ${printable(why)}`, {
    hint: "Is this the address of such a service? See the signing config.",
  });
}

/** `path` below the address of a service, whatever that ends in. */
export function endpointUrl(base: URL, path: string): URL {
  return new URL(path, base.href.endsWith("/") ? base : `${base.href}/`);
}
