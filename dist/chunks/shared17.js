
import { n as RegistryError } from "./shared4.js";
import { c as safeUrl, f as isLoopback, i as firstHeader, p as isPrivate } from "./shared.js";

// src/oci/http/excursion.ts
const MAX_URL_LENGTH = 8192;
/**
* Why a URL that a registry sent us to (redirect, upload location, token realm) must not be followed;
* `undefined` when it may. A registry must not turn us into a client of the network we run in, nor downgrade us.
*/
function excursionProblem(target, registry) {
	if (target.protocol !== "https:" && target.protocol !== "http:") return "is neither https nor http";
	if (target.username !== "" || target.password !== "") return "holds a user name or password";
	if (target.href.length > MAX_URL_LENGTH) return "is longer than 8 KiB";
	if (registry.protocol === "https:" && target.protocol === "http:") return "leads from https to plain http";
	if (target.hostname === registry.hostname || !isPrivate(target.hostname)) return void 0;
	if (isLoopback(target.hostname) && isLoopback(registry.hostname)) return void 0;
	return "is an address inside a private network";
}
/** Reads a URL out of a header, relative to where the header came from; `undefined` when it is none. */
function resolveUrl(text, base) {
	return URL.canParse(text, base.href) ? new URL(text, base) : void 0;
}

// src/oci/http/redirect.ts
const MAX_REDIRECTS = 5;
/**
* Sends a request and follows its redirects. The Authorization header goes to the first origin only and, once that
* was left, does not come back. A POST or PUT is repeated within its origin and on 307 and 308 alone: every other
* redirect would turn it into a GET, whose success means nothing.
*/
async function follow(send, request) {
	let current = request;
	for (let count = 0;; count++) {
		const answer = await send(current);
		const target = targetOf(answer, request.url);
		if (target === void 0 || !canRepeat(answer, target)) return answer;
		if (count === MAX_REDIRECTS) throw refused(request, answer, `more than ${MAX_REDIRECTS} redirects`);
		current = {
			...current,
			url: target
		};
		if (target.origin !== answer.url.origin) {
			const { authorization: _, ...anonymous } = current;
			current = anonymous;
		}
	}
	function targetOf(answer, registry) {
		const location = firstHeader(answer, "location");
		if (![
			301,
			302,
			303,
			307,
			308
		].includes(answer.status) || location === void 0) return void 0;
		const target = resolveUrl(location, answer.url);
		if (target === void 0) throw refused(request, answer, "the redirect leads to no URL");
		if (request.staysHome === true && target.origin !== answer.url.origin) return void 0;
		const problem = excursionProblem(target, registry);
		if (problem !== void 0) throw refused(request, answer, `the redirect to ${safeUrl(target)} ${problem}`);
		return target;
	}
}
function canRepeat(answer, target) {
	if (answer.method === "GET" || answer.method === "HEAD") return true;
	return (answer.status === 307 || answer.status === 308) && target.origin === answer.url.origin;
}
function refused(request, answer, why) {
	const url = safeUrl(answer.url);
	return new RegistryError("REGISTRY_ERROR", `Could not ${request.doing}: ${request.method} ${url} was answered ${answer.status}: ${why}`, {
		method: request.method,
		url,
		status: answer.status,
		hint: "check the address of the registry"
	});
}

export { excursionProblem as n, resolveUrl as r, follow as t };