import { createSingleFlight } from "../../concurrency.ts";
import type { Reporter } from "../../io.ts";
import { Secret } from "../../secret.ts";
import { type HttpAnswer, headerOf, type Send } from "../http/http.ts";
import { type BearerChallenge, offerOf, parseChallenges } from "./challenge.ts";
import type { Credential, CredentialSource } from "./credentials.ts";
import type { Redactor } from "./redact.ts";
import { readToken, realmOf, type Token, tokenDoing, tokenRequest } from "./token.ts";

/** What an authorizer works with. */
export interface AuthorizerOptions {
  /** As the user wrote it: what credentials are looked up by. */
  readonly host: string;
  readonly origin: URL;
  readonly credentials: CredentialSource;
  readonly redactor: Redactor;
  readonly reporter: Pick<Reporter, "info">;
  readonly now: () => number;
  /** Reaches token servers; follows redirects and repeats what is worth it. */
  readonly send: Send;
  /** Turns a refusal by the token server into an error. */
  readonly refuse: (doing: string, answer: HttpAnswer) => Error;
  /** What is asked for from the start; a registry that wants more says so. */
  readonly actions: readonly string[];
}

/** The way a registry wants to be authenticated to, learnt from its challenges. */
type Scheme =
  | { readonly kind: "basic" }
  | {
      readonly kind: "bearer";
      readonly challenge: BearerChallenge;
      readonly realm: URL;
      readonly orBasic: boolean;
    };

/** Token servers that know no such endpoint; if the registry takes Basic as well, that is what is left. */
const NO_TOKEN_ENDPOINT = new Set([404, 405, 501]);

/** Knows how to authenticate to one registry, and who we are there. */
export class Authorizer {
  readonly #options: AuthorizerOptions;
  readonly #flight = createSingleFlight<Secret>();
  readonly #tokens = new Map<string, Token>();
  readonly #actions = new Map<string, Set<string>>();
  #scheme: Scheme | undefined;
  readonly #lookups = new Map<string, Promise<Credential>>();
  #credential: Credential = { kind: "none", origin: "" };

  constructor(options: AuthorizerOptions) {
    this.#options = options;
  }

  /** The Authorization header for a request about a repository; `undefined` until a challenge has come. */
  async header(repository: string, signal: AbortSignal): Promise<Secret | undefined> {
    if (this.#scheme === undefined) return undefined;
    const credential = await this.#find(repository);
    if (this.#scheme.kind === "basic") return basicHeader(credential);
    if (credential.kind === "registry-token") return new Secret(`Bearer ${credential.token.reveal()}`);
    const scope = this.#scopeOf(repository);
    const token = this.#tokens.get(scope);
    if (token !== undefined && this.#options.now() < token.usableUntil) return bearerHeader(token.value);
    return this.#flight(scope, signal, () => this.#exchange(scope, credential, signal));
  }

  /**
   * Learns from a 401 to a request that was sent with `used`, or from a 403 to one that nobody had signed; whether
   * asking again may help.
   */
  async learn(answer: HttpAnswer, repository: string, used: Secret | undefined): Promise<boolean> {
    const { bearer, ...offer } = offerOf(parseChallenges(headerOf(answer, "www-authenticate") ?? ""));
    // Quirk(zot 1.4): where everybody may read, a stranger's push is 403, and what it sends is no challenge.
    const basic = offer.basic || answer.status === 403;
    const credential = await this.#find(repository);
    if (bearer === undefined) {
      if (offer.basic || (basic && credential.kind === "basic")) this.#scheme = { kind: "basic" };
      return basic && used === undefined && credential.kind === "basic";
    }
    const isFinal = credential.kind === "registry-token" || this.#scheme?.kind === "basic";
    if (isFinal && used !== undefined) return false;
    this.#widen(repository, bearer.scope);
    this.#drop(used);
    this.#adopt(bearer, basic);
    return true;
  }

  /** Whether the registry has asked who we are; from then on its answers are to us. */
  get isChallenged(): boolean {
    return this.#scheme !== undefined;
  }

  /** Which credentials are used, or where they were looked for in vain: a clause. */
  get account(): string {
    const { kind, origin } = this.#credential;
    if (kind !== "none") return `credentials used: ${origin}`;
    return origin === "" ? "the registry did not ask for credentials" : `no credentials found in ${origin}`;
  }

  get hasCredentials(): boolean {
    return this.#credential.kind !== "none";
  }

  async #find(repository: string): Promise<Credential> {
    const { credentials, host } = this.#options;
    const lookup = this.#lookups.get(repository) ?? credentials.credentialFor(host, repository);
    this.#lookups.set(repository, lookup);
    const credential = await lookup;
    if (credential !== this.#credential) {
      this.#credential = credential;
      const { redactor } = this.#options;
      if (credential.kind === "basic") {
        redactor.add(credential.password);
        redactor.add(new Secret(basicPair(credential.username, credential.password)));
      } else if (credential.kind !== "none") redactor.add(credential.token);
    }
    return credential;
  }

  /** A token that was refused is not used again; one that replaced it meanwhile stays. */
  #drop(used: Secret | undefined): void {
    for (const [scope, token] of this.#tokens) {
      if (bearerHeader(token.value).reveal() === used?.reveal()) this.#tokens.delete(scope);
    }
  }

  #adopt(challenge: BearerChallenge, orBasic: boolean): void {
    const { origin, host, reporter } = this.#options;
    const realm = realmOf(challenge, origin);
    const known = this.#scheme?.kind === "bearer" ? this.#scheme.realm : origin;
    if (realm.hostname !== known.hostname) reporter.info(`${host} authenticates at ${realm.host}`);
    this.#scheme = { kind: "bearer", challenge, realm, orBasic };
  }

  async #exchange(scope: string, credential: Credential, signal: AbortSignal): Promise<Secret> {
    const scheme = this.#scheme;
    if (scheme?.kind !== "bearer") throw new TypeError("a token is asked for without a challenge");
    const { realm, challenge, orBasic } = scheme;
    const basic = basicHeader(credential);
    const wish = { realm, service: challenge.service, scope, credential, signal };
    const answer = await this.#options.send(tokenRequest(wish, basic));
    if (answer.status !== 200) {
      if (!(orBasic && basic !== undefined && NO_TOKEN_ENDPOINT.has(answer.status))) {
        throw this.#options.refuse(tokenDoing(scope), answer);
      }
      this.#scheme = { kind: "basic" };
      return basic;
    }
    const token = readToken(answer, scope, this.#options.now());
    this.#options.redactor.add(token.value);
    this.#tokens.set(scope, token);
    return bearerHeader(token.value);
  }

  /** Empty where it is the account alone that is to be proved. */
  #scopeOf(repository: string): string {
    if (repository === "") return "";
    const actions = this.#actions.get(repository) ?? new Set(this.#options.actions);
    return `repository:${repository}:${[...actions].join(",")}`;
  }

  /** Adds the actions a challenge wants here; what it says of other repositories is a placeholder (GHCR, Gitea). */
  #widen(repository: string, scope: string | undefined): void {
    const actions = new Set(this.#actions.get(repository) ?? this.#options.actions);
    for (const part of scope?.split(" ") ?? []) {
      const [, name, wanted] = /^repository(?:\([^)]*\))?:(.+):([^:]*)$/.exec(part) ?? [];
      if (name === repository) for (const action of wanted?.split(",") ?? []) actions.add(action);
    }
    this.#actions.set(repository, actions);
  }
}

function basicPair(username: string, password: Secret): string {
  return Buffer.from(`${username}:${password.reveal()}`).toString("base64");
}

function basicHeader(credential: Credential): Secret | undefined {
  if (credential.kind !== "basic") return undefined;
  return new Secret(`Basic ${basicPair(credential.username, credential.password)}`);
}

function bearerHeader(token: Secret): Secret {
  return new Secret(`Bearer ${token.reveal()}`);
}
