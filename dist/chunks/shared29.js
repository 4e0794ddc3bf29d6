
import { r as resolveUrl } from "./shared17.js";
import { a as headerOf } from "./shared.js";

// src/oci/client/next-page.ts
/**
* Where a list goes on, by its Link header (RFC 8288); `undefined` at its end. Only within the registry, for the
* credentials go along.
*/
function nextPage(answer, origin) {
	for (const [, target, parameters] of (headerOf(answer, "link") ?? "").matchAll(/<([^>]*)>([^<]*)/g)) {
		if (!/;\s*rel\s*=\s*"?next"?/i.test(parameters ?? "")) continue;
		const url = resolveUrl(target ?? "", answer.url);
		return url?.origin === origin.origin ? url : void 0;
	}
}

export { nextPage as t };