import { gunzipSync } from "node:zlib";
import { firstHeader, type HttpAnswer } from "./http.ts";

/**
 * The body without the compression that a proxy gave it, though none was asked for (Harbor's does); the body itself
 * where it has none; `undefined` where it is damaged, or longer than `maxBytes`.
 */
export function withoutCompression(answer: HttpAnswer, maxBytes: number): Uint8Array | undefined {
  const { body } = answer;
  const encoding = firstHeader(answer, "content-encoding")?.trim() ?? "";
  // Some servers give this header for archives that were stored compressed: what follows need not be gzip, then.
  if (!/^(x-)?gzip$/i.test(encoding) || body[0] !== 0x1f || body[1] !== 0x8b) return body;
  try {
    return gunzipSync(body, { maxOutputLength: maxBytes });
  } catch {
    return undefined; // the caller says what was asked for
  }
}
