import type { RegistryError } from "../../errors.ts";
import type { Recognizer } from "../explain/recognizer.ts";
import type { Step } from "../explain/rule.ts";
import { isDockerHub } from "../http/address.ts";
import { explainCut } from "../http/failure.ts";
import {
  firstHeader,
  type HttpAnswer,
  type HttpRequest,
  isHtml,
  type Method,
  type Send,
} from "../http/http.ts";
import { follow } from "../http/redirect.ts";
import type { Retrier } from "../http/retry.ts";
import type { Authorizer } from "../login/auth.ts";
import type { Repository } from "../reference.ts";
import { pageRefusal, type RefusalContext, refusalOf } from "./refusal.ts";

/** Answers that nothing is expected of are read this far, in bytes. */
const MAX_SMALL_BYTES = 64 * 1024;

/** One request to a registry, before it is known how to authenticate. */
export interface Ask {
  /** To follow "Could not". */
  readonly doing: string;
  readonly method: Method;
  readonly url: URL;
  readonly repository: Repository;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** The longest body of a successful answer worth reading; 64 KiB unless said otherwise. */
  readonly maxBytes?: number;
  /** How often it may be sent when the answer is transient; once, unless said otherwise. */
  readonly tries?: number;
  /** Whether the bytes may be of any type, a web page's included; their digest tells. */
  readonly isBlob?: boolean;
  /** Whether a 401 is only learnt from, because the request cannot be sent a second time. */
  readonly onlyOnce?: boolean;
  /** Whether a redirect to another origin is the answer instead of being followed. */
  readonly staysHome?: boolean;
  readonly signal: AbortSignal;
}

/** One registry as the operations see it: authentication, redirects and retries are taken care of. */
export class Endpoint {
  /** How often requests may be sent. */
  readonly retries: number;
  readonly retrier: Retrier;
  readonly origin: URL;
  readonly #send: Send;
  readonly #authorizer: Authorizer;
  readonly #recognizer: Recognizer;
  readonly #clean: (text: string) => string;
  /** What was answered 404 before the registry knew who asks. */
  readonly #absentToStrangers = new Set<string>();

  constructor(parts: {
    readonly origin: URL;
    readonly send: Send;
    readonly authorizer: Authorizer;
    readonly recognizer: Recognizer;
    readonly retrier: Retrier;
    readonly retries: number;
    readonly clean: (text: string) => string;
  }) {
    this.origin = parts.origin;
    this.retrier = parts.retrier;
    this.retries = parts.retries;
    this.#send = parts.send;
    this.#authorizer = parts.authorizer;
    this.#recognizer = parts.recognizer;
    this.#clean = parts.clean;
  }

  /** The URL of something in a repository: `manifests/1.0.0`. */
  url(repository: Repository, path: string): URL {
    return new URL(`/v2/${apiName(repository)}/${path}`, this.origin);
  }

  /** Sends a request, authenticating once if challenged. Refusals come back as answers; web pages throw. */
  async ask(ask: Ask): Promise<HttpAnswer> {
    const answer = await this.#repeat(ask);
    if (answer.status < 300 && isHtml(answer) && ask.isBlob !== true) {
      throw pageRefusal(answer, this.#context(ask));
    }
    return answer;
  }

  /** Whether the registry has asked who we are. */
  get isChallenged(): boolean {
    return this.#authorizer.isChallenged;
  }

  /** The error for an answer that was not the wished one; `step` where method and path do not tell what was asked. */
  refuse(ask: Pick<Ask, "doing" | "repository">, answer: HttpAnswer, step?: Step): RegistryError {
    return refusalOf(answer, { ...this.#context(ask), ...(step !== undefined && { step }) });
  }

  /**
   * Whether a 404 for this URL may have been a refusal to speak of it with strangers: it came without credentials, and
   * since then the registry has asked for some.
   */
  mayBeHidden(url: URL): boolean {
    return this.#authorizer.isChallenged && this.#absentToStrangers.has(url.href);
  }

  async #repeat(ask: Ask): Promise<HttpAnswer> {
    try {
      return await this.retrier.run(ask.tries ?? 1, ask.signal, () => this.#attempt(ask));
    } catch (error) {
      throw explainCut(error, this.#context(ask));
    }
  }

  async #attempt(ask: Ask): Promise<HttpAnswer> {
    const name = apiName(ask.repository);
    const isOurs = ask.url.origin === this.origin.origin;
    for (let isSecond = false; ; isSecond = true) {
      const authorization = isOurs ? await this.#authorizer.header(name, ask.signal) : undefined;
      const request: HttpRequest = {
        doing: ask.doing,
        method: ask.method,
        url: ask.url,
        headers: ask.headers ?? {},
        maxBytes: ask.maxBytes ?? MAX_SMALL_BYTES,
        signal: ask.signal,
        ...(ask.body !== undefined && { body: ask.body }),
        ...(ask.staysHome !== undefined && { staysHome: ask.staysHome }),
        ...(authorization !== undefined && { authorization }),
      };
      const answer = await follow(this.#send, request);
      this.#recognizer.see(answer);
      if (answer.status === 404 && authorization === undefined) this.#absentToStrangers.add(ask.url.href);
      else this.#absentToStrangers.delete(ask.url.href);
      const isRefusal = answer.status === 401 || (answer.status === 403 && authorization === undefined);
      const isChallenge = isRefusal && answer.url.origin === this.origin.origin;
      if (!isChallenge || isSecond) return answer;
      const mayHelp = await this.#authorizer.learn(answer, name, authorization);
      if (!mayHelp || ask.onlyOnce === true) return answer;
    }
  }

  #context(ask: Pick<Ask, "doing" | "repository">): RefusalContext {
    const { account, hasCredentials } = this.#authorizer;
    const { host, name } = ask.repository;
    const { kind } = this.#recognizer;
    return { doing: ask.doing, host, repository: name, kind, account, hasCredentials, clean: this.#clean };
  }
}

/** Whether the registry says it holds something else than `digest`; no header, or another algorithm, says nothing. */
export function contradictsDigest(answer: HttpAnswer, digest: string): boolean {
  const said = firstHeader(answer, "docker-content-digest")?.trim();
  return said?.startsWith("sha256:") === true && said !== digest;
}

/** Quirk(Docker Hub): a name of one part belongs to the official images; none is the registry itself. */
function apiName({ host, name }: Repository): string {
  return isDockerHub(host) && /^[^/]+$/.test(name) ? `library/${name}` : name;
}
