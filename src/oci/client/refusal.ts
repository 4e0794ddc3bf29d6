import { STATUS_CODES } from "node:http";
import { type ErrorCode, RegistryError } from "../../errors.ts";
import { hintFor } from "../explain/explain.ts";
import type { RegistryKind } from "../explain/kind.ts";
import type { RefusalFacts, Step } from "../explain/rule.ts";
import { repositoryOf, stepOf } from "../explain/step.ts";
import { describePage, type ErrorBody, printable, readErrorBody } from "../http/error-body.ts";
import { firstHeader, type HttpAnswer, headerOf, isHtml, safeUrl } from "../http/http.ts";
import { offerOf, parseChallenges } from "../login/challenge.ts";

/** Who asked for what. */
export interface RefusalContext {
  /** To follow "Could not". */
  readonly doing: string;
  /** The registry's host as the user wrote it. */
  readonly host: string;
  /** Which product the registry is, as far as is known. */
  readonly kind: RegistryKind;
  /** What was asked for, where method and path do not tell. */
  readonly step?: Step;
  /** The repository's name, where the path does not tell. */
  readonly repository?: string;
  /** Which credentials were used, or where they were looked for in vain: a clause. */
  readonly account: string;
  readonly hasCredentials: boolean;
  /** Cuts secrets out of text; servers have been seen to echo them. */
  readonly clean: (text: string) => string;
}

/** Turns an answer that was not the wished one into the error to throw. */
export function refusalOf(answer: HttpAnswer, context: RefusalContext): RegistryError {
  const { doing, clean } = context;
  const body = readErrorBody(answer);
  const words = clean(body.words ?? "");
  const { status, method } = answer;
  const url = safeUrl(answer.url);
  const code = codeOf(answer, body);
  const codes = body.codes.map(clean);
  const hint = hintFor(factsOf(answer, context, { codes, words, isRegistry: code !== "NOT_A_REGISTRY" }));
  const said = [
    String(status),
    ...(codes.length === 0 && words === "" ? [STATUS_CODES[status] ?? "without a word"] : codes.slice(0, 1)),
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

function factsOf(
  answer: HttpAnswer,
  { host, kind, step, repository = repositoryOf(answer.url), account, hasCredentials }: RefusalContext,
  said: Pick<RefusalFacts, "codes" | "words" | "isRegistry">,
): RefusalFacts {
  const wait = firstHeader(answer, "retry-after");
  return {
    ...said,
    kind,
    step: step ?? stepOf(answer),
    status: answer.status,
    host,
    account,
    hasCredentials,
    ...(repository !== undefined && { repository }),
    ...(wait !== undefined && { wait: printable(wait) }),
  };
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
  const hint = hintFor(factsOf(answer, context, { codes: [], words: page, isRegistry: false }));
  return new RegistryError(
    "NOT_A_REGISTRY",
    `Could not ${context.doing}: ${method} ${url} was answered ${status} with ${page}`,
    { status, method, url, ...(hint !== undefined && { hint }) },
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
