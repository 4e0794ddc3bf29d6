/** What went wrong, for machines: code branches on this, never on a message. */
export type ErrorCode =
  | "USAGE" // the inputs or the command line are wrong
  | "CHART_INVALID" // a chart directory that Helm, or an OCI registry, would refuse
  | "ARCHIVE_INVALID" // a .tgz that is no chart, is damaged, or is dangerous to read
  | "PROVENANCE_INVALID" // a .prov that does not belong to its archive
  | "SIGNING" // no signature could be made, or none can be used
  | "REFERENCE_INVALID" // a name, tag or registry that cannot be a reference
  | "UNAUTHORIZED" // 401, after credentials were tried
  | "DENIED" // 403: known, but not allowed
  | "NOT_FOUND" // the repository, manifest or blob is not there
  | "CONFLICT" // the tag holds other content
  | "NOT_A_REGISTRY" // HTML, a login page, or another answer no registry gives
  | "REGISTRY_ERROR" // any other refusal by the registry
  | "THROTTLED" // 429 beyond the retry budget
  | "NETWORK" // no answer: DNS, refused, reset, TLS
  | "TIMEOUT"
  | "INTEGRITY" // bytes that do not match their digest
  | "GITHUB_ERROR" // any other refusal by GitHub's API
  | "RELEASE" // the chart is published, but its release on GitHub is not complete
  | "SIGNATURE_INVALID" // no signature that counts: another signer, another manifest, or no proof
  | "CANCELLED"
  | "IO"; // the local file system said no

/** A place in a file; `line` and `column` count from 1. */
export interface Location {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** One thing wrong with an input: why, where, and how to mend it. */
export interface Problem {
  readonly message: string;
  readonly location?: Location;
  /** How to fix it: a line to add, an input to set, a command to run. */
  readonly hint?: string;
  /** The offending line of the file with a caret under the column. */
  readonly excerpt?: string;
}

/** Everything an error may carry besides its code and message. */
export interface ErrorDetails {
  readonly location?: Location;
  readonly hint?: string;
  readonly excerpt?: string;
  /** All faults of one input. */
  readonly problems?: readonly Problem[];
  readonly cause?: unknown;
}

/**
 * The one error users see. Its message is complete: what was being done, where, and why, with every problem in it;
 * `hint` says how to fix it.
 */
export class PublishError extends Error {
  override readonly name: string = "PublishError";
  readonly code: ErrorCode;
  /** What was being done, where: the message without the problems. */
  readonly doing: string;
  readonly location?: Location;
  readonly hint?: string;
  readonly excerpt?: string;
  readonly problems: readonly Problem[];

  constructor(code: ErrorCode, doing: string, details: ErrorDetails = {}) {
    const { problems = [], cause } = details;
    super(complete(doing, problems), cause === undefined ? undefined : { cause });
    this.code = code;
    this.doing = doing;
    if (details.location !== undefined) this.location = details.location;
    if (details.hint !== undefined) this.hint = details.hint;
    if (details.excerpt !== undefined) this.excerpt = details.excerpt;
    this.problems = problems;
  }
}

function complete(doing: string, problems: readonly Problem[]): string {
  if (problems.length === 0) return doing;
  const messages = problems.map(({ message }) => withoutStop(message));
  return `${withoutStop(doing)}: ${messages.join("; ")}.`;
}

/** `text` without a full stop at its end, for putting it before something else. */
export function withoutStop(text: string): string {
  return text.replace(/\.$/, "");
}

/** What a registry was asked and how it refused. */
export interface RegistryErrorDetails extends ErrorDetails {
  readonly status?: number;
  readonly method?: string;
  /** Without query, user name or password. */
  readonly url?: string;
  /** The codes of the server's error body, distribution-spec v1.1.1 § Error Codes. */
  readonly codes?: readonly string[];
}

/** A request to a registry that failed. */
export class RegistryError extends PublishError {
  override readonly name: string = "RegistryError";
  readonly status?: number;
  readonly method?: string;
  readonly url?: string;
  readonly codes: readonly string[];

  constructor(code: ErrorCode, message: string, details: RegistryErrorDetails = {}) {
    super(code, message, details);
    if (details.status !== undefined) this.status = details.status;
    if (details.method !== undefined) this.method = details.method;
    if (details.url !== undefined) this.url = details.url;
    this.codes = details.codes ?? [];
  }
}

/** The words of anything thrown, without a stack. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
