
import { a as headerOf } from "./shared.js";
import { r as resolveUrl } from "./shared16.js";

// src/shell.ts
/** One word of a command line for a POSIX shell: what a chart, a file's name or a certificate says stays one. */
function shellWord(text) {
	return /^[\w./:@+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

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

export { shellWord as n, nextPage as t };