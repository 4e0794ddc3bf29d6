import { resolveUrl } from "../http/excursion.ts";
import { type HttpAnswer, headerOf } from "../http/http.ts";

/**
 * Where a list goes on, by its Link header (RFC 8288); `undefined` at its end. Only within the registry, for the
 * credentials go along.
 */
export function nextPage(answer: HttpAnswer, origin: URL): URL | undefined {
  for (const [, target, parameters] of (headerOf(answer, "link") ?? "").matchAll(/<([^>]*)>([^<]*)/g)) {
    if (!/;\s*rel\s*=\s*"?next"?/i.test(parameters ?? "")) continue;
    const url = resolveUrl(target ?? "", answer.url);
    return url?.origin === origin.origin ? url : undefined;
  }
  return undefined;
}
