import type { Secret } from "../../secret.ts";

/** The methods publishing needs. */
export type Method = "DELETE" | "GET" | "HEAD" | "PATCH" | "POST" | "PUT";

/** One request over the wire. */
export interface HttpRequest {
  /** What it is for, to follow "Could not": `push blob sha256:… to ghcr.io/acme/web`. */
  readonly doing: string;
  readonly method: Method;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** The Authorization header. */
  readonly authorization?: Secret;
  readonly body?: Uint8Array;
  /** The longest body of a successful answer worth reading, in bytes. */
  readonly maxBytes: number;
  /** Whether a redirect to another origin is the answer instead of being followed. */
  readonly staysHome?: boolean;
  readonly signal: AbortSignal;
}

/** What came back; its body has been read to the end, or cut where it was too long for an error. */
export interface HttpAnswer {
  readonly method: Method;
  /** After redirects. */
  readonly url: URL;
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Uint8Array;
}

/** Sends one request, follows nothing, repeats nothing. Throws NETWORK, TIMEOUT or CANCELLED. */
export type Send = (request: HttpRequest) => Promise<HttpAnswer>;

/** A header's value; lines sent apart are joined by commas, as RFC 9110 § 5.3 allows. */
export function headerOf(answer: HttpAnswer, name: string): string | undefined {
  const value = answer.headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}

/** A header that occurs once by definition; of several the first counts. */
export function firstHeader(answer: Pick<HttpAnswer, "headers">, name: string): string | undefined {
  const value = answer.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Whether the answer is a web page, which no registry sends. */
export function isHtml(answer: Pick<HttpAnswer, "headers">): boolean {
  return /^\s*(text\/html|application\/xhtml)/i.test(firstHeader(answer, "content-type") ?? "");
}

/** The body as text; bytes that are no UTF-8 are replaced. */
export function textOf(answer: HttpAnswer): string {
  return new TextDecoder().decode(answer.body);
}

/** The body as JSON, or `undefined` where it is something else. */
export function jsonOf(answer: HttpAnswer): unknown {
  try {
    return JSON.parse(textOf(answer));
  } catch {
    return undefined; // what is no JSON is for the caller to report, with the status
  }
}

/** A URL for messages and logs: without user name, password, query and fragment, any of which may be secret. */
export function safeUrl(url: URL): string {
  return `${url.origin}${url.pathname}`;
}
