import type { RegistryKind } from "./kind.ts";

/**
 * What was asked of a registry. `retag` is the PUT of a manifest whose tag turned out to hold another one; `fetch` is
 * every other read of a manifest or blob.
 */
export type Step =
  | "token"
  | "ping"
  | "upload-begin"
  | "blob-put"
  | "manifest-put"
  | "retag"
  | "tag-head"
  | "fetch"
  | "tags-list";

/** What is known of a refusal when it is to be explained. */
export interface RefusalFacts {
  readonly kind: RegistryKind;
  readonly step: Step;
  /** `cut` where the connection was closed instead of an answer. */
  readonly status: number | "cut";
  /** Of the error body, upper case. */
  readonly codes: readonly string[];
  /** The server's words, empty where it had none. */
  readonly words: string;
  /** False for an answer that no registry gives: a web page, or text where an error in JSON is due. */
  readonly isRegistry: boolean;
  /** The registry's host as the user wrote it. */
  readonly host: string;
  /** The repository's name, where the request was about one. */
  readonly repository?: string;
  /** Which credentials were used, or where they were looked for in vain: a clause. */
  readonly account: string;
  readonly hasCredentials: boolean;
  /** What the server asks for in Retry-After, safe to print. */
  readonly wait?: string;
}

/** What a rule is for; what is left out may be anything. */
export interface Condition {
  readonly steps?: readonly Step[];
  readonly statuses?: readonly (number | "5xx" | "cut")[];
  /** One of them is enough. */
  readonly codes?: readonly string[];
  readonly words?: RegExp;
  readonly hasCredentials?: boolean;
  readonly isRegistry?: boolean;
  /** How many parts the repository's name has at least. */
  readonly minParts?: number;
}

/** A refusal as it looks on the wire; what is left out is as in most cases. */
export interface Example {
  readonly step: Step;
  readonly status: number | "cut";
  readonly code?: string;
  readonly words?: string;
  readonly repository?: string;
  readonly hasCredentials?: false;
  readonly isRegistry?: false;
}

/**
 * From a refusal to its cause and fix: one line, with a link to the vendor's documentation. In the texts stand for what
 * is known: `{host}`, `{repository}`, its parts `{namespace}` (the first), `{second}` and `{chart}` (the last),
 * `{region}`, `{account}` (a clause) and `{wait}` (a clause, often empty).
 */
export interface Rule {
  readonly when: Condition;
  /** Left out where the answer says it itself. */
  readonly cause?: string;
  readonly fix: string;
  readonly link?: string;
  /** A refusal that this rule, and none before it, explains. */
  readonly example: Example;
}

/** The statuses with which registries refuse to change a tag. */
export const retagStatuses: readonly number[] = [400, 403, 409, 412];
