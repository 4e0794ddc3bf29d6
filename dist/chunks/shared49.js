
import { t as PublishError } from "./shared4.js";
import { c as safeUrl, n as printable, r as readErrorBody, s as jsonOf } from "./shared.js";
import { a as createRetrier, i as cancellable } from "./shared2.js";
import { t as sentBody } from "./shared48.js";

// src/signing/sigstore/service-client.ts
/** What one request may take with all its repetitions: a certificate lives for ten minutes only. */
const budgetMs = 12e4;
const tries = 6;
/** Answers are some kilobytes; a log's proof grows with the logarithm of its size. */
const maxBytes = 1048576;
/**
* A client of services. Every request may be repeated: certificates and timestamps are free, and a log that has an entry
* says so (409). Throws SIGNING with the service's own words, or NETWORK, TIMEOUT, CANCELLED. Redirects are refusals.
*/
function createServiceClient(options) {
	const sleep = cancellable(options.sleep);
	const retrierOf = /* @__PURE__ */ new Map();
	return async (request, signal) => {
		const { origin } = request.url;
		const retrier = retrierOf.get(origin) ?? createRetrier({
			...options,
			sleep
		});
		retrierOf.set(origin, retrier);
		const within = AbortSignal.any([signal, AbortSignal.timeout(budgetMs)]);
		const answer = await inTime(request, within, signal, () => retrier.run(tries, within, () => options.send(httpRequest(request, within))));
		const { status } = answer;
		if (status >= 200 && status < 300 || request.expects?.includes(status)) return answer;
		throw refusal(request, answer, options.redactor);
	};
}
function httpRequest(request, signal) {
	const { doing, method, url, body, authorization, headers } = request;
	const sent = sentBody(body);
	return {
		doing,
		method,
		url,
		headers: {
			accept: "application/json",
			...sent && { "content-type": sent.type },
			...headers
		},
		...authorization !== void 0 && { authorization },
		...sent && { body: sent.bytes },
		maxBytes,
		signal
	};
}
async function inTime({ doing, url }, within, signal, work) {
	try {
		return await work();
	} catch (cause) {
		if (!within.aborted || signal.aborted) throw cause;
		const message = `Could not ${doing}: ${safeUrl(url)} gave no usable answer within ${budgetMs / 1e3} s`;
		throw new PublishError("TIMEOUT", message, { cause });
	}
}
function refusal({ doing, method, url, hint }, answer, { clean }) {
	const words = clean(readErrorBody(answer).words ?? "");
	const said = words === "" ? "" : ` (“${words}”)`;
	const how = hint?.(answer.status);
	return new PublishError("SIGNING", `Could not ${doing}: ${method} ${safeUrl(url)} was answered ${answer.status}${said}`, how === void 0 ? {} : { hint: how });
}
/** The answer as a JSON object; throws SIGNING where it is something else. */
function recordIn(answer, doing) {
	const json = jsonOf(answer);
	if (typeof json === "object" && json !== null && !Array.isArray(json)) return json;
	throw unexpected(doing, answer.url, "the answer is no JSON object");
}
/** The service answered, but with something else than was asked for. */
function unexpected(doing, url, why) {
	return new PublishError("SIGNING", `Could not ${doing}: ${safeUrl(url)}: ${printable(why)}`, { hint: "Is this the address of such a service? See the signing config." });
}
/** `path` below the address of a service, whatever that ends in. */
function endpointUrl(base, path) {
	return new URL(path, base.href.endsWith("/") ? base : `${base.href}/`);
}

export { unexpected as i, endpointUrl as n, recordIn as r, createServiceClient as t };