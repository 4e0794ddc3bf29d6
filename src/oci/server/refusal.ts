import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";

/** The codes of distribution-spec v1.1.1 § Error Codes that this server answers with, and one for its own faults. */
export type RefusalCode =
  | "BLOB_UNKNOWN"
  | "BLOB_UPLOAD_INVALID"
  | "BLOB_UPLOAD_UNKNOWN"
  | "DIGEST_INVALID"
  | "MANIFEST_BLOB_UNKNOWN"
  | "MANIFEST_INVALID"
  | "MANIFEST_UNKNOWN"
  | "NAME_INVALID"
  | "NAME_UNKNOWN"
  | "SIZE_INVALID"
  | "UNAUTHORIZED"
  | "UNSUPPORTED"
  | "UNKNOWN";

/** Response headers by name. */
export type Headers = Readonly<Record<string, string | number>>;

/** What a handler answers; a body that is not at hand is opened only if it is going to be sent. */
export interface Answer {
  readonly status: number;
  readonly headers?: Headers;
  readonly body?: string | Uint8Array | (() => Readable);
}

/** One request, taken apart. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly method: string;
  readonly query: URLSearchParams;
  /** The repository's name; its grammar has been checked. */
  readonly repository: string;
  /** A digest, tag or upload id, as the path has it; empty where the endpoint takes none. */
  readonly reference: string;
}

/** An answer other than success, thrown by handlers. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: RefusalCode;
  readonly detail: unknown;
  readonly headers: Headers;

  constructor(
    status: number,
    code: RefusalCode,
    message: string,
    more: { detail?: unknown; headers?: Headers } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.detail = more.detail;
    this.headers = more.headers ?? {};
  }
}

/** A refusal as its response: an error body of distribution-spec v1.1.1 § Error Codes, one error per detail. */
export function answerTo(refusal: Refusal): Answer {
  const { status, code, message, detail, headers } = refusal;
  const details: readonly unknown[] = Array.isArray(detail) ? detail : [detail];
  const errors = details.map((one) => ({ code, message, ...(one !== undefined && { detail: one }) }));
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: `${JSON.stringify({ errors })}\n`,
  };
}
