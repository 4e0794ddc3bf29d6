import { RegistryError } from "../../errors.ts";
import { Secret } from "../../secret.ts";
import { isLoopback } from "../http/address.ts";
import { excursionProblem } from "../http/excursion.ts";
import { type HttpAnswer, type HttpRequest, isHtml, jsonOf, safeUrl } from "../http/http.ts";
import type { BearerChallenge } from "./challenge.ts";
import type { Credential } from "./credentials.ts";

/** Access tokens are JSON Web Tokens of a few KiB. */
const MAX_TOKEN_BYTES = 128 * 1024;

/** How long a token lives that does not say (distribution token authentication specification). */
const DEFAULT_LIFE_SECONDS = 60;

/** A token is given up this long before it expires, so that it does not die on its way. */
const MARGIN_MS = 10_000;

const CLIENT_ID = "helm-oci-publish";

/** An access token for one scope. */
export interface Token {
  readonly value: Secret;
  /** In the time of the clock that was passed in, in milliseconds. */
  readonly usableUntil: number;
}

/** What is asked of a token server. */
export interface TokenWish {
  readonly realm: URL;
  readonly service: string | undefined;
  /** `repository:<name>:pull,push`; empty for a token that proves who we are and is good for nothing. */
  readonly scope: string;
  readonly credential: Credential;
  readonly signal: AbortSignal;
}

/** The realm as a URL. Throws REGISTRY_ERROR where credentials must not go there. */
export function realmOf(challenge: BearerChallenge, registry: URL): URL {
  const realm = URL.canParse(challenge.realm) ? new URL(challenge.realm) : undefined;
  const problem =
    realm === undefined ? "is no absolute URL" : (excursionProblem(realm, registry) ?? plainProblem(realm));
  if (realm !== undefined && problem === undefined) return realm;
  throw new RegistryError(
    "REGISTRY_ERROR",
    `Could not log in to ${registry.host}: the place it asks to log in at${realm === undefined ? "" : `, ${safeUrl(realm)},`} ${problem}`,
    {
      url: safeUrl(registry),
      hint: "nothing was sent there; the registry's token realm has to be corrected",
    },
  );

  function plainProblem(url: URL): string | undefined {
    if (url.protocol === "https:" || url.hostname === registry.hostname || isLoopback(url.hostname))
      return undefined;
    return "would get credentials over plain http";
  }
}

/** What is done when a token is asked for, to follow "Could not". */
export function tokenDoing(scope: string): string {
  return `get a token${scope === "" ? "" : ` for ${scope}`}`;
}

/** The request for a token: GET, or for an identity token the POST of OAuth 2. */
export function tokenRequest(wish: TokenWish, basic: Secret | undefined): HttpRequest {
  const common = {
    doing: tokenDoing(wish.scope),
    maxBytes: MAX_TOKEN_BYTES,
    signal: wish.signal,
  };
  const accept = { accept: "application/json" };
  if (wish.credential.kind === "identity-token") {
    const form = new URLSearchParams({
      grant_type: "refresh_token",
      refresh_token: wish.credential.token.reveal(),
      client_id: CLIENT_ID,
      ...(wish.scope !== "" && { scope: wish.scope }),
      ...(wish.service !== undefined && { service: wish.service }),
    });
    const headers = { ...accept, "content-type": "application/x-www-form-urlencoded" };
    return { ...common, method: "POST", url: wish.realm, headers, body: Buffer.from(form.toString()) };
  }
  // Whatever parameters the realm has stay: some servers route by them.
  const url = new URL(wish.realm);
  if (wish.service !== undefined) url.searchParams.set("service", wish.service);
  if (wish.scope !== "") url.searchParams.append("scope", wish.scope);
  return {
    ...common,
    method: "GET",
    url,
    headers: accept,
    ...(basic !== undefined && { authorization: basic }),
  };
}

/** Reads a token out of a 200. Throws NOT_A_REGISTRY where there is none. */
export function readToken(answer: HttpAnswer, scope: string, now: number): Token {
  const json = jsonOf(answer);
  const fields = typeof json === "object" && json !== null ? (json as Readonly<Record<string, unknown>>) : {};
  const value = fields["token"] || fields["access_token"];
  if (typeof value !== "string") throw noToken(answer, scope);
  const said = Number(fields["expires_in"]);
  const lifeMs = (said > 0 ? said : DEFAULT_LIFE_SECONDS) * 1000;
  const marginMs = Math.min(Math.max(MARGIN_MS, lifeMs / 10), lifeMs / 2);
  return { value: new Secret(value), usableUntil: now + lifeMs - marginMs };
}

function noToken(answer: HttpAnswer, scope: string): RegistryError {
  const url = safeUrl(answer.url);
  const what = isHtml(answer) ? "a web page (text/html)" : "something that holds no token";
  return new RegistryError(
    "NOT_A_REGISTRY",
    `Could not ${tokenDoing(scope)}: ${answer.method} ${url} was answered ${answer.status} with ${what}`,
    { status: answer.status, method: answer.method, url, hint: "check the address of the registry" },
  );
}
