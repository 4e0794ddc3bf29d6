/** One way to authenticate that a 401 offers (RFC 9110 § 11.6.1). */
export interface Challenge {
  /** In lower case: `basic`, `bearer`. */
  readonly scheme: string;
  /** Names in lower case; of a parameter given twice the last counts. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly token68?: string;
}

/** What of a 401's challenges this client can answer. */
export interface Offer {
  readonly bearer?: BearerChallenge;
  readonly basic: boolean;
}

/** Where and for what a registry wants a token (distribution token authentication specification). */
export interface BearerChallenge {
  readonly realm: string;
  readonly service?: string;
  readonly scope?: string;
}

const TOKEN = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+/y;
const EQUALS = /[ \t]*=[ \t]*/y;
const QUOTED = /"((?:[^"\\]|\\.)*)"?/sy;
const TOKEN68 = /[ \t]+([A-Za-z0-9\-._~+/]+=*)(?=[ \t]*(?:,|$))/y;
const SEPARATORS = /[ \t,]+/y;
const TO_COMMA = /[^,]*/y;

/** Reads a WWW-Authenticate header; lines that were sent apart are joined by commas first. Never throws. */
export function parseChallenges(header: string): Challenge[] {
  const found: { scheme: string; parameters: Map<string, string>; token68?: string }[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(header);
    if (match === null) return undefined;
    at = pattern.lastIndex;
    return match;
  };
  while (at < header.length) {
    if (take(SEPARATORS) !== undefined) continue;
    const word = take(TOKEN)?.[0].toLowerCase();
    if (word === undefined) {
      // Not the grammar: what was understood so far stays, and so does whatever follows the next comma.
      if ((take(TO_COMMA)?.[0] ?? "") === "") at++;
    } else if (take(EQUALS) !== undefined) {
      const value = take(QUOTED)?.[1]?.replace(/\\(.)/gs, "$1") ?? take(TOKEN_OR_URL)?.[0] ?? "";
      found.at(-1)?.parameters.set(word, value);
    } else {
      const token68 = take(TOKEN68)?.[1];
      found.push({ scheme: word, parameters: new Map(), ...(token68 !== undefined && { token68 }) });
    }
  }
  return found;
}

/** Values without quotes are tokens by the grammar; some servers send a bare URL. */
const TOKEN_OR_URL = /[^ \t,"]+/y;

/** The challenges this client can answer: the first Bearer that names a realm, and whether Basic is there. */
export function offerOf(challenges: readonly Challenge[]): Offer {
  const basic = challenges.some(({ scheme }) => scheme === "basic");
  for (const { scheme, parameters } of challenges) {
    const realm = parameters.get("realm");
    if (scheme !== "bearer" || realm === undefined || realm === "") continue;
    const service = parameters.get("service");
    const scope = parameters.get("scope");
    return {
      bearer: { realm, ...(service !== undefined && { service }), ...(scope !== undefined && { scope }) },
      basic,
    };
  }
  return { basic };
}
