
import { BlockList, isIPv4, isIPv6 } from "node:net";

// src/oci/http/address.ts
/** Docker Hub's API host; `docker.io` itself serves a website. */
const DOCKER_HUB_API = "registry-1.docker.io";
/** Every name that people and tools use for Docker Hub's registry. */
const DOCKER_HUB = /* @__PURE__ */ new Set([
	"docker.io",
	"index.docker.io",
	DOCKER_HUB_API,
	"registry.hub.docker.com"
]);
const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");
/** Loopback, RFC 1918, CGNAT, link-local (cloud metadata), unspecified, and their IPv6 counterparts. */
const inside = new BlockList();
for (const [net, prefix] of [
	["0.0.0.0", 8],
	["10.0.0.0", 8],
	["100.64.0.0", 10],
	["127.0.0.0", 8],
	["169.254.0.0", 16],
	["172.16.0.0", 12],
	["192.168.0.0", 16]
]) inside.addSubnet(net, prefix, "ipv4");
inside.addSubnet("::", 127, "ipv6");
inside.addSubnet("fc00::", 7, "ipv6");
inside.addSubnet("fe80::", 10, "ipv6");
/** Whether a host (with or without port) is one of Docker Hub's names. */
function isDockerHub(host) {
	return DOCKER_HUB.has(host);
}
/** Whether a host name or address without port means this machine: 127.0.0.0/8, ::1, localhost. */
function isLoopback(hostname) {
	return hostname === "localhost" || hostname.endsWith(".localhost") || isListed(loopback, hostname);
}
/** Whether a host name or address without port can only mean something inside a private network. */
function isPrivate(hostname) {
	return isLoopback(hostname) || hostname.endsWith(".internal") || isListed(inside, hostname);
}
/**
* The origin that serves a registry's API. Plain HTTP is used when asked for, and, unless refused with `false`,
* on this machine, as Docker and Helm 3 do.
*/
function apiOrigin(host, plainHttp) {
	const api = isDockerHub(host) ? DOCKER_HUB_API : host;
	const url = new URL(`https://${api}`);
	return plainHttp ?? isLoopback(url.hostname) ? new URL(`http://${api}`) : url;
}
function isListed(list, hostname) {
	const address = hostname.replace(/^\[|\]$/g, "");
	if (isIPv4(address)) return list.check(address, "ipv4");
	return isIPv6(address) && list.check(address, "ipv6");
}

// src/oci/http/http.ts
/** A header's value; lines sent apart are joined by commas, as RFC 9110 § 5.3 allows. */
function headerOf(answer, name) {
	const value = answer.headers[name];
	return Array.isArray(value) ? value.join(", ") : value;
}
/** A header that occurs once by definition; of several the first counts. */
function firstHeader(answer, name) {
	const value = answer.headers[name];
	return Array.isArray(value) ? value[0] : value;
}
/** Whether the answer is a web page, which no registry sends. */
function isHtml(answer) {
	return /^\s*(text\/html|application\/xhtml)/i.test(firstHeader(answer, "content-type") ?? "");
}
/** The body as text; bytes that are no UTF-8 are replaced. */
function textOf(answer) {
	return new TextDecoder().decode(answer.body);
}
/** The body as JSON, or `undefined` where it is something else. */
function jsonOf(answer) {
	try {
		return JSON.parse(textOf(answer));
	} catch {
		return;
	}
}
/** A URL for messages and logs: without user name, password, query and fragment, any of which may be secret. */
function safeUrl(url) {
	return `${url.origin}${url.pathname}`;
}

// src/oci/http/error-body.ts
const MAX_TEXT = 500;
/** Reads the body of a refusal: `errors[]`, `{message}` and its like, a web page, or text. */
function readErrorBody(answer) {
	const json = jsonOf(answer);
	if (isRecord(json)) return readJson(json);
	if (isHtml(answer)) return {
		codes: [],
		words: describePage(answer),
		isFromRegistry: false
	};
	const words = printable(textOf(answer));
	return {
		codes: [],
		...words !== "" && { words },
		isFromRegistry: false
	};
}
/** A web page's title, in words for a message. */
function describePage(answer) {
	const title = printable(/<title[^>]*>([^<]*)/i.exec(textOf(answer))?.[1] ?? "");
	return title === "" ? "a web page" : `a web page titled ${title}`;
}
/** Untrusted text on one line, without control characters or marks that reorder text, and at most 500 characters. */
function printable(text) {
	const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
	return line.length > MAX_TEXT ? `${line.slice(0, MAX_TEXT)}…` : line;
}
function readJson(json) {
	const errors = Array.isArray(json["errors"]) ? json["errors"].filter(isRecord) : [];
	const source = errors.find((error) => typeof error["message"] === "string" && error["message"] !== "") ?? errors[0] ?? json;
	const words = [
		"message",
		"details",
		"error_description",
		"error",
		"detail"
	].map((name) => source[name]).find((value) => typeof value === "string" && value !== "");
	return {
		codes: errors.map((error) => printable(String(error["code"] ?? "")).toUpperCase()).filter((code) => code !== ""),
		...typeof words === "string" && { words: printable(words + reasonOf(source)) },
		isFromRegistry: errors.length > 0
	};
}
/** Quirk(zot): why access is denied stands in the detail, not in the message. */
function reasonOf({ detail }) {
	const reason = isRecord(detail) ? detail["reason"] : void 0;
	return typeof reason === "string" && reason !== "" ? `: ${reason}` : "";
}
function isRecord(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

export { headerOf as a, safeUrl as c, isDockerHub as d, isLoopback as f, firstHeader as i, textOf as l, printable as n, isHtml as o, isPrivate as p, readErrorBody as r, jsonOf as s, describePage as t, apiOrigin as u };