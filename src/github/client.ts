import { PublishError } from "../errors.ts";
import {
  firstHeader,
  type HttpAnswer,
  type HttpRequest,
  type Method,
  type Send,
  textOf,
} from "../oci/http/http.ts";
import { follow } from "../oci/http/redirect.ts";
import { cancellable, createRetrier, type RetryOptions } from "../oci/http/retry.ts";
import { sentBody, type TypedBody } from "../oci/http/sent-body.ts";
import type { Redactor } from "../oci/login/redact.ts";
import { Secret } from "../secret.ts";
import { gitHubHeaders } from "./api.ts";
import { GitHubError } from "./refusal.ts";
import { mayHaveToken } from "./upload-address.ts";

/** A page of 100 releases, each with up to 125,000 characters of notes. */
const maxBytes = 64 * 1024 * 1024;

/** GitHub asks to wait this long where it does not say how long. */
const unsaidWaitSeconds = 60;

/** A request to GitHub. */
export interface GitHubRequest {
  /** What it is for, to follow "Could not". */
  readonly doing: string;
  readonly method: Method;
  readonly url: URL;
  /** Sent as JSON, unless it is bytes of this type. */
  readonly body?: object | TypedBody;
  /** Statuses besides 2xx that are answers. */
  readonly expects?: readonly number[];
}

/** Asks GitHub's REST API. Throws GitHubError for refusals, NETWORK, TIMEOUT or CANCELLED. */
export type AskGitHub = (request: GitHubRequest, signal: AbortSignal) => Promise<HttpAnswer>;

/** What asking needs of the world. */
export interface GitHubClientOptions extends RetryOptions {
  /** `https://api.github.com`, or a server's own. The token goes there, and to where that server takes uploads. */
  readonly apiUrl: string;
  readonly token: Secret;
  /** How often a request that failed is repeated. */
  readonly retries: number;
  readonly send: Send;
  /** Cuts secrets out of a server's words. */
  readonly redactor: Redactor;
}

/**
 * A client that repeats what may be repeated. A POST is not, for what it makes may be there, unless it was refused to
 * limit the rate: then nothing was done. Redirects of a renamed repository are followed at the same origin.
 */
export function createGitHubClient(options: GitHubClientOptions): AskGitHub {
  const { redactor } = options;
  const retrier = createRetrier({ ...options, sleep: cancellable(options.sleep) });
  const tries = options.retries + 1;
  redactor.add(options.token);
  return async (request, signal) => {
    if (!mayHaveToken(request.url, options.apiUrl)) throw foreign(request);
    const send = async (): Promise<HttpAnswer> =>
      asThrottled(await follow(options.send, httpRequest(request, options.token, signal)));
    const answer =
      request.method === "POST"
        ? await postOnce(tries, send, (attempt, limited) => retrier.pause(attempt, limited, signal))
        : await retrier.run(tries, signal, send);
    const { status } = answer;
    if ((status >= 200 && status < 300) || request.expects?.includes(status)) return answer;
    throw new GitHubError(request.doing, answer, redactor.clean);
  };
}

async function postOnce(
  tries: number,
  send: () => Promise<HttpAnswer>,
  pause: (attempt: number, answer: HttpAnswer) => Promise<number | undefined>,
): Promise<HttpAnswer> {
  for (let attempt = 1; ; attempt++) {
    const answer = await send();
    if (answer.status !== 429 || attempt >= tries) return answer;
    if ((await pause(attempt, answer)) === undefined) return answer;
  }
}

function httpRequest(request: GitHubRequest, token: Secret, signal: AbortSignal): HttpRequest {
  const { doing, method, url, body } = request;
  const sent = sentBody(body);
  return {
    doing,
    method,
    url,
    headers: { ...gitHubHeaders, ...(sent && { "content-type": sent.type }) },
    authorization: new Secret(`Bearer ${token.reveal()}`),
    ...(sent && { body: sent.bytes }),
    maxBytes,
    staysHome: true,
    signal,
  };
}

/**
 * GitHub limits rates by 403 as well as by 429, and says by three headers, or none, when to come back (REST API,
 * "Rate limits for the REST API"). The answer in the form that every other server gives it.
 */
function asThrottled(answer: HttpAnswer): HttpAnswer {
  if (answer.status !== 403 && answer.status !== 429) return answer;
  const isSpent = firstHeader(answer, "x-ratelimit-remaining") === "0";
  const isLimited =
    isSpent ||
    answer.status === 429 ||
    firstHeader(answer, "retry-after") !== undefined ||
    /secondary rate limit|abuse detection/i.test(textOf(answer));
  if (!isLimited) return answer;
  const wait =
    firstHeader(answer, "retry-after") ?? String(isSpent ? secondsToReset(answer) : unsaidWaitSeconds);
  return { ...answer, status: 429, headers: { ...answer.headers, "retry-after": wait } };
}

/** By GitHub's own clock, which its answer carries. */
function secondsToReset(answer: HttpAnswer): number {
  const reset = Number(firstHeader(answer, "x-ratelimit-reset") ?? Number.NaN);
  const seconds = reset - Date.parse(firstHeader(answer, "date") ?? "") / 1000;
  return Number.isNaN(seconds) ? unsaidWaitSeconds : Math.max(1, Math.ceil(seconds));
}

function foreign({ doing, url }: GitHubRequest): PublishError {
  return new PublishError(
    "INTEGRITY",
    `Could not ${doing}: GitHub's API names ${url.origin} for it, which is neither its own host nor that of its uploads; the token was not sent there.`,
    { hint: "Is GITHUB_API_URL the address of GitHub's API, and nothing between changes its answers?" },
  );
}
