import { type ErrorCode, RegistryError } from "../../errors.ts";
import { offerOf, parseChallenges } from "./challenge.ts";
import { describePage, type ErrorBody, printable, readErrorBody } from "./error-body.ts";
import { hintFor } from "./hints.ts";
import { firstHeader, type HttpAnswer, headerOf, isHtml, safeUrl } from "./http.ts";

/** Who asked for what. */
export interface RefusalContext {
  /** To follow "Could not". */
  readonly doing: string;
  /** The registry's host as the user wrote it. */
  readonly host: string;
  /** Which credentials were used, or where they were looked for in vain: a clause. */
  readonly account: string;
  readonly hasCredentials: boolean;
  /** Cuts secrets out of text; servers have been seen to echo them. */
  readonly clean: (text: string) => string;
}

const NOT_A_REGISTRY_HINT =
  "check the host and the path: this address serves something else than an OCI registry";

/** Turns an answer that was not the wished one into the error to throw. */
export function refusalOf(answer: HttpAnswer, context: RefusalContext): RegistryError {
  const { doing, host, account, hasCredentials, clean } = context;
  const body = readErrorBody(answer);
  const words = clean(body.words ?? "");
  const { status, method } = answer;
  const url = safeUrl(answer.url);
  const code = codeOf(answer, body);
  const hint =
    hintOf(answer, code) ?? hintFor({ host, status, codes: body.codes, words, account, hasCredentials });
  const codes = body.codes.map(clean);
  const said = [
    String(status),
    ...codes.slice(0, 1),
    ...(words === "" ? [] : [`(“${words}”)`]),
    ...scopeOf(answer),
  ].join(" ");
  return new RegistryError(code, `Could not ${doing}: ${method} ${url} was answered ${said}`, {
    status,
    method,
    url,
    codes,
    ...(hint !== undefined && { hint }),
  });
}

/** What a registry that wants tokens would have wanted one for. */
function scopeOf(answer: HttpAnswer): string[] {
  if (answer.status !== 401) return [];
  const scope = offerOf(parseChallenges(headerOf(answer, "www-authenticate") ?? "")).bearer?.scope;
  return scope === undefined ? [] : [`and wants ${printable(scope)}`];
}

/** The error for an answer that is a web page though its status says all is well. */
export function pageRefusal(answer: HttpAnswer, context: RefusalContext): RegistryError {
  const { status, method } = answer;
  const url = safeUrl(answer.url);
  const page = context.clean(describePage(answer));
  return new RegistryError(
    "NOT_A_REGISTRY",
    `Could not ${context.doing}: ${method} ${url} was answered ${status} with ${page}`,
    { status, method, url, hint: NOT_A_REGISTRY_HINT },
  );
}

function codeOf(answer: HttpAnswer, body: ErrorBody): ErrorCode {
  const { status } = answer;
  if (status === 401) return "UNAUTHORIZED";
  if (status === 429 || body.codes.includes("TOOMANYREQUESTS")) return "THROTTLED";
  if (status === 403) return "DENIED";
  if (status < 400 && (status >= 300 || isHtml(answer))) return "NOT_A_REGISTRY";
  // A HEAD has no body that could tell a registry from a web server.
  if ((status === 404 || status === 405) && !body.isFromRegistry && answer.method !== "HEAD")
    return "NOT_A_REGISTRY";
  if (status === 404) return "NOT_FOUND";
  return status === 409 || status === 412 ? "CONFLICT" : "REGISTRY_ERROR";
}

function hintOf(answer: HttpAnswer, code: ErrorCode): string | undefined {
  // Go's and nginx's words for a plain request to their TLS port.
  if (
    answer.status === 400 &&
    /HTTP request (was sent )?to (an )?HTTPS/i.test(new TextDecoder().decode(answer.body))
  ) {
    return "the registry speaks HTTPS: leave out plain-http";
  }
  const wait = firstHeader(answer, "retry-after");
  if (code === "THROTTLED" && wait !== undefined)
    return `run again later: the registry asks to wait (Retry-After: ${printable(wait)})`;
  return code === "NOT_A_REGISTRY" ? NOT_A_REGISTRY_HINT : undefined;
}
