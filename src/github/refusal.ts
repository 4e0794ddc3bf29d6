import { type ErrorCode, PublishError } from "../errors.ts";
import { printable } from "../oci/http/error-body.ts";
import { type HttpAnswer, isHtml, jsonOf, safeUrl } from "../oci/http/http.ts";

/** One entry of `errors` in a 422: what of the request is wrong. */
interface Fault {
  readonly code: string;
  readonly field: string;
  readonly message: string;
}

/** A request that GitHub's API refused. */
export class GitHubError extends PublishError {
  override readonly name: string = "GitHubError";
  readonly status: number;
  /** Codes of the request's faults, such as `already_exists`. */
  readonly faults: readonly string[];

  constructor(doing: string, answer: HttpAnswer, clean: (text: string) => string) {
    const { message, faults } = readBody(answer);
    const words = clean(printable([message, ...faults.map(wordsOf)].filter((w) => w !== "").join(": ")));
    const said = words === "" ? "" : ` (“${words}”)`;
    super(
      codeOf(answer.status),
      `Could not ${doing}: ${answer.method} ${safeUrl(answer.url)} was answered ${answer.status}${said}.`,
      adviceFor(answer, words),
    );
    this.status = answer.status;
    this.faults = faults.map(({ code }) => code);
  }
}

function codeOf(status: number): ErrorCode {
  if (status === 401) return "UNAUTHORIZED";
  if (status === 403) return "DENIED";
  if (status === 404) return "NOT_FOUND";
  return status === 429 ? "THROTTLED" : "GITHUB_ERROR";
}

/** Lines for the job; an annotation or a summary shows them in columns, as they are to be written. */
const permission = "permissions:\n  contents: write";

function adviceFor(
  { status }: HttpAnswer,
  words: string,
): { readonly hint?: string; readonly excerpt?: string } {
  if (status === 401) return { hint: "Is github-token valid? It is the job's own unless set." };
  if (status === 429)
    return { hint: "GitHub limits how much is asked of it, by the hour and by the minute; wait a while." };
  if (status >= 500) return { hint: "GitHub is in trouble; wait a while." };
  if (status >= 300 && status < 400)
    return { hint: "Was the repository renamed, or moved to another server? Set GITHUB_REPOSITORY to it." };
  if (/immutable/i.test(words)) return immutable;
  if (/target_commitish/.test(words))
    return { hint: "Push the commit that is checked out to GitHub first: the tag is to point at it." };
  if (status !== 403 && status !== 404) return {};
  const where =
    status === 404 ? "Is GITHUB_REPOSITORY right, and may github-token see it? It has to write: " : "";
  return {
    excerpt: permission,
    hint: `${where}add these lines to the job, beside the permissions it has (permissions: contents: write); or set github-token to one that may write the repository's contents.`,
  };
}

/** What to do where GitHub keeps a release as it is for good. */
export const immutable = {
  hint: "This repository's releases are immutable: once published, neither their assets nor their tags can change. Bump version in Chart.yaml and release that.",
};

function readBody(answer: HttpAnswer): { readonly message: string; readonly faults: readonly Fault[] } {
  const json = jsonOf(answer);
  if (typeof json !== "object" || json === null)
    return { message: isHtml(answer) ? "a web page" : "", faults: [] };
  const { message, errors } = json as { readonly message?: unknown; readonly errors?: unknown }; // read as unknown
  return { message: textIn(message), faults: Array.isArray(errors) ? errors.map(readFault) : [] };
}

function readFault(fault: unknown): Fault {
  if (typeof fault !== "object" || fault === null) return { code: "", field: "", message: textIn(fault) };
  const { code, field, message } = fault as Readonly<Record<string, unknown>>; // read as unknown
  return { code: textIn(code), field: textIn(field), message: textIn(message) };
}

function wordsOf({ code, field, message }: Fault): string {
  return message === "" ? `${field} ${code}`.trim() : message;
}

function textIn(value: unknown): string {
  return typeof value === "string" ? value : "";
}
