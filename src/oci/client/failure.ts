import { PublishError, RegistryError } from "../../errors.ts";
import { isLoopback } from "./address.ts";
import { type HttpRequest, safeUrl } from "./http.ts";

interface Explanation {
  readonly code: "NETWORK" | "TIMEOUT";
  readonly why: string;
  readonly hint?: string;
  /** Whether asking again may help. */
  readonly isTransient: boolean;
}

/** Turns what the HTTP client threw into an error that says what was being done, where, why, and how to fix it. */
export function failureOf(request: HttpRequest, cause: unknown): PublishError {
  if (request.signal.aborted) {
    return new PublishError("CANCELLED", `Cancelled: ${request.doing}`, { cause });
  }
  const { code, why, hint } = explain(cause, request.url);
  const url = safeUrl(request.url);
  return new RegistryError(code, `Could not ${request.doing}: ${request.method} ${url}: ${why}`, {
    method: request.method,
    url,
    cause,
    ...(hint !== undefined && { hint }),
  });
}

/** Whether the error came from the network and may be gone the next time. */
export function isTransientFailure(error: unknown): boolean {
  if (!(error instanceof RegistryError) || error.cause === undefined) return false;
  if (error.code !== "NETWORK" && error.code !== "TIMEOUT") return false;
  return explain(error.cause, new URL(error.url ?? "https://registry.invalid")).isTransient;
}

function explain(cause: unknown, url: URL): Explanation {
  const { codes, text } = readCause(cause);
  const is = (pattern: RegExp): boolean => codes.some((code) => pattern.test(code));
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
  if (is(/^ENOTFOUND$/))
    return permanent("there is no such host", `is ${JSON.stringify(url.hostname)} spelled right?`);
  if (is(/^EAI_AGAIN$/)) return transient("the host's name could not be looked up just now");
  if (is(/^ECONNREFUSED$/))
    return transient("the connection was refused", `is a registry listening on ${url.host}?`);
  if (is(/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/)) {
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

function withoutPlainHttp(url: URL): string {
  return isLoopback(url.hostname)
    ? "leave out plain-http and use another name of the host: loopback addresses get plain HTTP"
    : "leave out plain-http";
}

function certificateHint(codes: readonly string[]): string {
  if (codes.includes("CERT_HAS_EXPIRED")) return "renew the registry's certificate";
  if (codes.includes("ERR_TLS_CERT_ALTNAME_INVALID"))
    return "use the host name that the certificate was made for";
  return "name the file with the authority's certificate in the environment variable NODE_EXTRA_CA_CERTS";
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
