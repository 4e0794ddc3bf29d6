
import { c as safeUrl, f as isLoopback, i as firstHeader, l as textOf, n as printable, o as isHtml, s as jsonOf } from "./shared.js";
import { a as createRetrier, i as cancellable, n as createTransport, t as createRedactor } from "./shared2.js";
import { t as PublishError } from "./shared4.js";
import { t as follow } from "./shared17.js";
import { t as Secret } from "./shared21.js";
import { t as sentBody } from "./shared48.js";
import { t as gitHubHeaders } from "./shared50.js";

// src/github/release.ts
/** Reads the JSON of a release. Throws GITHUB_ERROR where it is something else. */
function readRelease(json, doing) {
	const { id, tag_name, draft, immutable, html_url, upload_url, assets } = recordOf(json, doing);
	if (typeof id !== "number" || typeof tag_name !== "string" || typeof draft !== "boolean" || typeof html_url !== "string" || !/^https?:\/\//.test(html_url) || typeof upload_url !== "string" || !Array.isArray(assets)) throw malformed(doing);
	return {
		id,
		tag: tag_name,
		isDraft: draft,
		isImmutable: immutable === true,
		url: html_url,
		uploadUrl: upload_url,
		assets: assets.map((asset) => readAsset(asset, doing))
	};
}
/** Reads the JSON of an asset. Throws GITHUB_ERROR where it is something else. */
function readAsset(json, doing) {
	const { id, name, state, size, digest } = recordOf(json, doing);
	if (typeof id !== "number" || typeof name !== "string" || typeof state !== "string") throw malformed(doing);
	if (typeof size !== "number") throw malformed(doing);
	return {
		id,
		name,
		state,
		size,
		...typeof digest === "string" && { digest }
	};
}
/** A JSON object. Throws GITHUB_ERROR where it is something else. */
function recordOf(json, doing) {
	if (typeof json !== "object" || json === null || Array.isArray(json)) throw malformed(doing);
	return json;
}
function malformed(doing) {
	return new PublishError("GITHUB_ERROR", `Could not ${doing}: the answer is not what GitHub's API gives.`, { hint: "Is GITHUB_API_URL the address of GitHub's API?" });
}

// src/github/refusal.ts
/** A request that GitHub's API refused. */
var GitHubError = class extends PublishError {
	name = "GitHubError";
	status;
	/** Codes of the request's faults, such as `already_exists`. */
	faults;
	constructor(doing, answer, clean) {
		const { message, faults } = readBody(answer);
		const words = clean(printable([message, ...faults.map(wordsOf)].filter((w) => w !== "").join(": ")));
		const said = words === "" ? "" : ` (“${words}”)`;
		super(codeOf(answer.status), `Could not ${doing}: ${answer.method} ${safeUrl(answer.url)} was answered ${answer.status}${said}.`, adviceFor(answer, words));
		this.status = answer.status;
		this.faults = faults.map(({ code }) => code);
	}
};
function codeOf(status) {
	if (status === 401) return "UNAUTHORIZED";
	if (status === 403) return "DENIED";
	if (status === 404) return "NOT_FOUND";
	return status === 429 ? "THROTTLED" : "GITHUB_ERROR";
}
/** Lines for the job; an annotation or a summary shows them in columns, as they are to be written. */
const permission = "permissions:\n  contents: write";
function adviceFor({ status }, words) {
	if (status === 401) return { hint: "Is github-token valid? It is the job's own unless set." };
	if (status === 429) return { hint: "GitHub limits how much is asked of it, by the hour and by the minute; wait a while." };
	if (status >= 500) return { hint: "GitHub is in trouble; wait a while." };
	if (status >= 300 && status < 400) return { hint: "Was the repository renamed, or moved to another server? Set GITHUB_REPOSITORY to it." };
	if (/immutable/i.test(words)) return immutable;
	if (/target_commitish/.test(words)) return { hint: "Push the commit that is checked out to GitHub first: the tag is to point at it." };
	if (status !== 403 && status !== 404) return {};
	return {
		excerpt: permission,
		hint: `${status === 404 ? "Is GITHUB_REPOSITORY right, and may github-token see it? It has to write: " : ""}add these lines to the job, beside the permissions it has (permissions: contents: write); or set github-token to one that may write the repository's contents.`
	};
}
/** What to do where GitHub keeps a release as it is for good. */
const immutable = { hint: "This repository's releases are immutable: once published, neither their assets nor their tags can change. Bump version in Chart.yaml and release that." };
function readBody(answer) {
	const json = jsonOf(answer);
	if (typeof json !== "object" || json === null) return {
		message: isHtml(answer) ? "a web page" : "",
		faults: []
	};
	const { message, errors } = json;
	return {
		message: textIn(message),
		faults: Array.isArray(errors) ? errors.map(readFault) : []
	};
}
function readFault(fault) {
	if (typeof fault !== "object" || fault === null) return {
		code: "",
		field: "",
		message: textIn(fault)
	};
	const { code, field, message } = fault;
	return {
		code: textIn(code),
		field: textIn(field),
		message: textIn(message)
	};
}
function wordsOf({ code, field, message }) {
	return message === "" ? `${field} ${code}`.trim() : message;
}
function textIn(value) {
	return typeof value === "string" ? value : "";
}

// src/github/upload-address.ts
/** Where an asset goes: the `upload_url` of a release without its template (`{?name,label}`), and the asset's name. */
function uploadAddress(template, apiUrl, name) {
	const address = template.replace(/\{[^{}]*\}$/, "");
	if (!URL.canParse(address, apiUrl)) return void 0;
	const url = new URL(address, apiUrl);
	url.searchParams.set("name", name);
	return url;
}
/**
* Whether a URL is within reach of the token: at the API's own host (GitHub Enterprise Server takes uploads there), or
* at `uploads.` beside its `api.` (uploads.github.com, uploads.acme.ghe.com). Never in clear text, but for loopback.
*/
function mayHaveToken(url, apiUrl) {
	const api = new URL(apiUrl);
	if (url.username !== "" || url.password !== "") return false;
	if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) return false;
	if (url.protocol !== api.protocol) return false;
	if (url.hostname === api.hostname) return url.port === api.port || isLoopback(url.hostname);
	return url.hostname === `uploads.${api.hostname.replace(/^api\./, "")}` && url.port === "";
}

// src/github/client.ts
/** A page of 100 releases, each with up to 125,000 characters of notes. */
const maxBytes = 67108864;
/** GitHub asks to wait this long where it does not say how long. */
const unsaidWaitSeconds = 60;
/**
* A client that repeats what may be repeated. A POST is not, for what it makes may be there, unless it was refused to
* limit the rate: then nothing was done. Redirects of a renamed repository are followed at the same origin.
*/
function createGitHubClient(options) {
	const { redactor } = options;
	const retrier = createRetrier({
		...options,
		sleep: cancellable(options.sleep)
	});
	const tries = options.retries + 1;
	redactor.add(options.token);
	return async (request, signal) => {
		if (!mayHaveToken(request.url, options.apiUrl)) throw foreign(request);
		const send = async () => asThrottled(await follow(options.send, httpRequest(request, options.token, signal)));
		const answer = request.method === "POST" ? await postOnce(tries, send, (attempt, limited) => retrier.pause(attempt, limited, signal)) : await retrier.run(tries, signal, send);
		const { status } = answer;
		if (status >= 200 && status < 300 || request.expects?.includes(status)) return answer;
		throw new GitHubError(request.doing, answer, redactor.clean);
	};
}
async function postOnce(tries, send, pause) {
	for (let attempt = 1;; attempt++) {
		const answer = await send();
		if (answer.status !== 429 || attempt >= tries) return answer;
		if (await pause(attempt, answer) === void 0) return answer;
	}
}
function httpRequest(request, token, signal) {
	const { doing, method, url, body } = request;
	const sent = sentBody(body);
	return {
		doing,
		method,
		url,
		headers: {
			...gitHubHeaders,
			...sent && { "content-type": sent.type }
		},
		authorization: new Secret(`Bearer ${token.reveal()}`),
		...sent && { body: sent.bytes },
		maxBytes,
		staysHome: true,
		signal
	};
}
/**
* GitHub limits rates by 403 as well as by 429, and says by three headers, or none, when to come back (REST API,
* "Rate limits for the REST API"). The answer in the form that every other server gives it.
*/
function asThrottled(answer) {
	if (answer.status !== 403 && answer.status !== 429) return answer;
	const isSpent = firstHeader(answer, "x-ratelimit-remaining") === "0";
	if (!(isSpent || answer.status === 429 || firstHeader(answer, "retry-after") !== void 0 || /secondary rate limit|abuse detection/i.test(textOf(answer)))) return answer;
	const wait = firstHeader(answer, "retry-after") ?? String(isSpent ? secondsToReset(answer) : unsaidWaitSeconds);
	return {
		...answer,
		status: 429,
		headers: {
			...answer.headers,
			"retry-after": wait
		}
	};
}
/** By GitHub's own clock, which its answer carries. */
function secondsToReset(answer) {
	const seconds = Number(firstHeader(answer, "x-ratelimit-reset") ?? NaN) - Date.parse(firstHeader(answer, "date") ?? "") / 1e3;
	return Number.isNaN(seconds) ? unsaidWaitSeconds : Math.max(1, Math.ceil(seconds));
}
function foreign({ doing, url }) {
	return new PublishError("INTEGRITY", `Could not ${doing}: GitHub's API names ${url.origin} for it, which is neither its own host nor that of its uploads; the token was not sent there.`, { hint: "Is GITHUB_API_URL the address of GitHub's API, and nothing between changes its answers?" });
}

// src/wire/github.ts
/** The GitHub that the variables name. Throws USAGE where they name none, or there is no token for it. */
function connectGitHub(options, { variables, connection, reporter }, purpose) {
	const { apiUrl, repository, token } = settingsOf(options, variables, purpose);
	const transport = createTransport(connection);
	const redactor = createRedactor(reporter.mask.bind(reporter));
	return {
		ask: createGitHubClient({
			...connection,
			apiUrl,
			token,
			send: transport.send,
			redactor
		}),
		apiUrl,
		repository,
		close: () => transport.close()
	};
}
function settingsOf({ githubToken: token }, variables, { option, doing, right }) {
	const apiUrl = variables["GITHUB_API_URL"] || "https://api.github.com";
	const repository = variables["GITHUB_REPOSITORY"] ?? "";
	const problems = [];
	if (token === void 0) problems.push({
		message: `${option} needs github-token, which is not given`,
		hint: `Outside GitHub Actions set HELM_OCI_PUBLISH_GITHUB_TOKEN to a token that may ${right}.`
	});
	if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) problems.push({
		message: `${option} needs to know the repository on GitHub, and GITHUB_REPOSITORY is ${repository === "" ? "not set" : `“${repository}”`}`,
		hint: "Outside GitHub Actions set GITHUB_REPOSITORY to owner/name."
	});
	if (!isUsable(apiUrl)) problems.push({
		message: `GITHUB_API_URL is “${apiUrl}”, where no token may be sent`,
		hint: "Set it to an https address, such as https://github.example.com/api/v3."
	});
	if (token !== void 0 && problems.length === 0) return {
		apiUrl,
		repository,
		token
	};
	throw new PublishError("USAGE", `Could not ${doing}.`, { problems });
}
function isUsable(address) {
	if (!URL.canParse(address)) return false;
	const { protocol, hostname } = new URL(address);
	return protocol === "https:" || protocol === "http:" && isLoopback(hostname);
}

export { readAsset as a, immutable as i, uploadAddress as n, readRelease as o, GitHubError as r, recordOf as s, connectGitHub as t };