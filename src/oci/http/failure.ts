import { PublishError, RegistryError } from "../../errors.ts";
import type { RefusalContext } from "../client/refusal.ts";
import { hintFor, ruleFor } from "../explain/explain.ts";
import type { RefusalFacts } from "../explain/rule.ts";
import { stepOf } from "../explain/step.ts";
import { isLoopback } from "./address.ts";
import { type HttpRequest, safeUrl } from "./http.ts";

interface Explanation {
  readonly code: "NETWORK" | "TIMEOUT";
  readonly why: string;
  readonly hint?: string;
  /** Whether asking again may help. */
  readonly isTransient: boolean;
}

/**
 * Turns what the HTTP client threw into an error that says what was being done, where, why, and how to fix it.
 * `proxy` is the address of the proxy in between.
 */
export function failureOf(request: HttpRequest, cause: unknown, proxy?: string): PublishError {
  if (request.signal.aborted) {
    return new PublishError("CANCELLED", `Cancelled: ${request.doing}`, { cause });
  }
  const explained = explain(cause, request.url);
  const url = safeUrl(request.url);
  const way = proxy === undefined ? "" : ` through the proxy ${proxy}`;
  const hint = proxy === undefined ? explained.hint : (proxyHint(cause, proxy) ?? explained.hint);
  return new RegistryError(
    explained.code,
    `Could not ${request.doing}: ${request.method} ${url}${way}: ${explained.why}`,
    { method: request.method, url, cause, ...(hint !== undefined && { hint }) },
  );
}

/** Whether the error came from the network and may be gone the next time. */
export function isTransientFailure(error: unknown): boolean {
  if (!(error instanceof RegistryError) || error.cause === undefined) return false;
  if (error.code !== "NETWORK" && error.code !== "TIMEOUT") return false;
  return explain(error.cause, new URL(error.url ?? "https://registry.invalid")).isTransient;
}

/** The same error with what one kind of registry means by cutting the connection, where it is known to mean something. */
export function explainCut(error: unknown, context: RefusalContext): unknown {
  if (!(error instanceof RegistryError) || !isCut(error)) return error;
  const { code, message, cause, method, url } = error;
  if (method === undefined || url === undefined) return error;
  const request = { method: method as HttpRequest["method"], url: new URL(url) }; // as failureOf wrote it
  const facts: RefusalFacts = {
    ...context,
    step: context.step ?? stepOf(request),
    status: "cut",
    codes: [],
    words: "",
    isRegistry: true,
  };
  const hint = hintFor(facts);
  const isKnown = ruleFor(facts)?.when.statuses?.includes("cut") === true;
  return isKnown && hint !== undefined
    ? new RegistryError(code, message, { method, url, cause, hint })
    : error;
}

const CUT = /^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/;

function isCut({ cause }: RegistryError): boolean {
  return cause !== undefined && readCause(cause).codes.some((code) => CUT.test(code));
}

function explain(cause: unknown, url: URL): Explanation {
  const { codes, text } = readCause(cause);
  const is = (pattern: RegExp): boolean => codes.some((code) => pattern.test(code));
  const refusal = /Proxy response \((\d+)\)|Proxy Authentication Required \((407)\)/.exec(text);
  const status = refusal?.[1] ?? refusal?.[2];
  if (status !== undefined)
    return permanent(`the proxy answered ${status}`, "see the proxy's log, or name the host in NO_PROXY");
  if (is(/TIMEOUT|TimeoutError/)) return timeout(is(/CONNECT|ETIMEDOUT/));
  if (
    is(/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG/) ||
    /wrong version number|packet length too long/i.test(text)
  ) {
    return permanent(
      "the server speaks plain HTTP, not HTTPS",
      `set plain-http if ${url.host} is a registry without TLS`,
    );
  }
  if (is(/^HPE_|^HTTPParserError$/)) return permanent("the answer is not HTTP", notHttpHint(url));
  if (is(/SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|CERT_|TLS_CERT/)) {
    return permanent(
      `the server's certificate is not trusted: ${text.split(";")[0]}`,
      certificateHint(codes),
    );
  }
  // What OpenSSL makes of the alerts that Go and OpenSSL servers send.
  if (is(/ALERT_(CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|BAD_CERTIFICATE|UNKNOWN_CA)$/)) {
    return permanent(
      "the server broke off the TLS handshake: it asks for a client certificate that it trusts",
      "name the client certificate in cert-file and key-file",
    );
  }
  if (is(/^ENOTFOUND$/))
    return permanent("there is no such host", `is ${JSON.stringify(url.hostname)} spelled right?`);
  if (is(/^EAI_AGAIN$/)) return transient("the host's name could not be looked up just now");
  if (is(/^ECONNREFUSED$/))
    return transient("the connection was refused", `is anything listening on ${url.host}?`);
  if (is(CUT)) {
    return transient("the server cut the connection before it had answered", resetHint(url));
  }
  return transient(text);
}

function timeout(isConnect: boolean): Explanation {
  const why = isConnect ? "no connection within the time limit" : "no answer within the time limit";
  return {
    code: "TIMEOUT",
    why,
    isTransient: true,
    hint: "raise the timeout if the registry is known to be slow",
  };
}

function transient(why: string, hint?: string): Explanation {
  return { code: "NETWORK", why, isTransient: true, ...(hint !== undefined && { hint }) };
}

function permanent(why: string, hint: string): Explanation {
  return { code: "NETWORK", why, isTransient: false, hint };
}

function notHttpHint(url: URL): string {
  return url.protocol === "http:"
    ? `the server may expect HTTPS: ${withoutPlainHttp(url)}, or check the port of ${url.host}`
    : `check the port of ${url.host}`;
}

function resetHint(url: URL): string {
  return url.protocol === "http:"
    ? `if the registry speaks HTTPS, ${withoutPlainHttp(url)}`
    : "if it happens every time, see the registry's log; it may want a client certificate";
}

/** What concerns the proxy itself rather than the server behind it. */
function proxyHint(cause: unknown, proxy: string): string | undefined {
  const { codes, text } = readCause(cause);
  if (/\b407\b/.test(text))
    return `give the proxy its user name and password: HTTPS_PROXY=http://user:password@${new URL(proxy).host}`;
  if (codes.includes("ECONNREFUSED") || codes.includes("ENOTFOUND"))
    return `is the proxy running at ${proxy}? Correct HTTPS_PROXY or HTTP_PROXY, or name the host in NO_PROXY`;
  return undefined;
}

function withoutPlainHttp(url: URL): string {
  return isLoopback(url.hostname)
    ? "leave out plain-http and use another name of the host: loopback addresses get plain HTTP"
    : "leave out plain-http";
}

function certificateHint(codes: readonly string[]): string {
  if (codes.includes("CERT_HAS_EXPIRED")) return "renew the registry's certificate";
  if (codes.includes("ERR_TLS_CERT_ALTNAME_INVALID"))
    return "use the host name that the certificate was made for";
  return "name the file with the authority's certificate in ca-file";
}

/** The error codes along the chain of causes, and the words of the innermost error. */
function readCause(cause: unknown): { codes: string[]; text: string } {
  const codes: string[] = [];
  let text = "the request failed";
  let current: unknown = cause;
  for (let depth = 0; current instanceof Error && depth < 5; depth++) {
    codes.push(current.name);
    if ("code" in current && typeof current.code === "string") codes.push(current.code);
    if (current.message !== "") text = current.message.trim().split("\n")[0] ?? text;
    // A host with several addresses fails with one error for each; they say the same.
    current = current.cause ?? (current instanceof AggregateError ? current.errors[0] : undefined);
  }
  return { codes, text };
}
