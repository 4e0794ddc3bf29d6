import { type HttpAnswer, isHtml, jsonOf, textOf } from "./http.ts";

const MAX_TEXT = 500;

/** What a refusal says, whatever form it came in; the words are safe to print. */
export interface ErrorBody {
  /** The codes of distribution-spec v1.1.1 § Error Codes, upper case. */
  readonly codes: readonly string[];
  /** The server's own words; `undefined` where it had none. */
  readonly words?: string;
  /** Whether it has the form the distribution specification asks for. */
  readonly isFromRegistry: boolean;
}

/** Reads the body of a refusal: `errors[]`, `{message}` and its like, a web page, or text. */
export function readErrorBody(answer: HttpAnswer): ErrorBody {
  const json = jsonOf(answer);
  if (isRecord(json)) return readJson(json);
  if (isHtml(answer)) return { codes: [], words: describePage(answer), isFromRegistry: false };
  const words = printable(textOf(answer));
  return { codes: [], ...(words !== "" && { words }), isFromRegistry: false };
}

/** A web page's title, in words for a message. */
export function describePage(answer: HttpAnswer): string {
  const title = printable(/<title[^>]*>([^<]*)/i.exec(textOf(answer))?.[1] ?? "");
  return title === "" ? "a web page" : `a web page titled ${title}`;
}

/** Untrusted text on one line, without control characters or marks that reorder text, and at most 500 characters. */
export function printable(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  return line.length > MAX_TEXT ? `${line.slice(0, MAX_TEXT)}…` : line;
}

function readJson(json: Readonly<Record<string, unknown>>): ErrorBody {
  const errors = Array.isArray(json["errors"]) ? json["errors"].filter(isRecord) : [];
  const first =
    errors.find((error) => typeof error["message"] === "string" && error["message"] !== "") ?? errors[0];
  const source = first ?? json;
  const words = ["message", "details", "error_description", "error", "detail"]
    .map((name) => source[name])
    .find((value) => typeof value === "string" && value !== "");
  return {
    codes: errors
      .map((error) => printable(String(error["code"] ?? "")).toUpperCase())
      .filter((code) => code !== ""),
    ...(typeof words === "string" && { words: printable(words + reasonOf(source)) }),
    isFromRegistry: errors.length > 0,
  };
}

/** Quirk(zot): why access is denied stands in the detail, not in the message. */
function reasonOf({ detail }: Readonly<Record<string, unknown>>): string {
  const reason = isRecord(detail) ? detail["reason"] : undefined;
  return typeof reason === "string" && reason !== "" ? `: ${reason}` : "";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
