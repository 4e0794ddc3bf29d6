import type { IncomingMessage } from "node:http";
import { type ContentDigest, isContentDigest } from "../store/content-digest.ts";
import { Refusal } from "./refusal.ts";

/** `text` as a digest; anything else is refused. */
export function parseDigest(text: string): ContentDigest {
  if (isContentDigest(text)) return text;
  throw new Refusal(400, "DIGEST_INVALID", "this is no sha256 or sha512 digest", {
    detail: { digest: text },
  });
}

/** Whether the client holds this content already, RFC 9110 § 13.1.2. */
export function isNotModified(request: IncomingMessage, digest: ContentDigest): boolean {
  return headerList(request.headers["if-none-match"]).some(
    (tag) => tag.replace(/^W\//, "") === `"${digest}"`,
  );
}

/** The elements of a header that is a list, without their parameters, in lower case. */
export function headerList(header: string | undefined): string[] {
  return (header ?? "").split(",").map((item) => item.replace(/;.*/s, "").trim().toLowerCase());
}
