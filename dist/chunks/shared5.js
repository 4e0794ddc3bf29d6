
import { r as readTlsFiles } from "./shared2.js";
import { t as PublishError } from "./shared4.js";
import { setTimeout } from "node:timers/promises";

// src/concurrency.ts
/**
* Runs `work` on every item, at most `limit` at a time; results come in the items' order. The first failure wins, and
* nothing is begun after it.
*/
async function mapLimit(items, limit, work) {
	const results = new Array(items.length);
	let next = 0;
	const worker = async () => {
		while (next < items.length) {
			const index = next++;
			try {
				results[index] = await work(items[index], index);
			} catch (error) {
				next = items.length;
				throw error;
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(Math.max(limit, 1), items.length) }, worker));
	return results;
}
/** Makes concurrent requests for one thing cost one request; nothing is remembered once it is done. */
function createSingleFlight() {
	const flights = /* @__PURE__ */ new Map();
	return async function join(key, signal, work) {
		const other = flights.get(key);
		if (other === void 0) {
			const own = work().finally(() => flights.delete(key));
			flights.set(key, own);
			return own;
		}
		try {
			return await other;
		} catch (error) {
			if (!(error instanceof PublishError && error.code === "CANCELLED") || signal.aborted) throw error;
			return join(key, signal, work);
		}
	};
}

// package.json
var version = "0.1.0";

// src/wire/connection.ts
/** The registry's TLS settings; an unsafe one is told. */
function tlsOf(options, host, reporter) {
	const { insecureSkipTlsVerify, workingDirectory } = options;
	if (insecureSkipTlsVerify) reporter.warn(`The TLS certificate of ${host ?? "the registry"} is not checked (insecure-skip-tls-verify): whoever stands in between can read the credentials and change what is published. Name its authority in ca-file instead.`);
	return {
		...readTlsFiles(options, workingDirectory),
		...host !== void 0 && { hostname: new URL(`https://${host}`).hostname },
		insecureSkipVerify: insecureSkipTlsVerify
	};
}
/** How Sigstore's trust repository is reached: through proxies, and neither with our certificate nor unchecked. */
function trustConnection({ caFile, timeoutMs, workingDirectory }, variables, reporter) {
	return {
		userAgent: `helm-oci-publish/${version}`,
		timeoutMs,
		tls: readTlsFiles({ ...caFile !== void 0 && { caFile } }, workingDirectory),
		proxy: proxyOf(variables, reporter),
		reporter,
		now: () => performance.now(),
		random: Math.random,
		sleep: (ms, abort) => setTimeout(ms, void 0, { signal: abort })
	};
}
/** The proxies that the environment names, in lower or upper case; their passwords are masked. */
function proxyOf(variables, reporter) {
	const value = (name) => variables[name.toLowerCase()] || variables[name.toUpperCase()] || void 0;
	const [http, https, none] = [
		value("http_proxy"),
		value("https_proxy"),
		value("no_proxy")
	];
	for (const address of [http, https]) {
		const password = /^(?:[^/@]*\/\/)?[^/@:]*:([^/]+)@/.exec(address ?? "")?.[1];
		if (password === void 0) continue;
		reporter.mask(password);
		if (!/%(?![0-9a-f]{2})/i.test(password)) reporter.mask(decodeURIComponent(password));
	}
	return {
		...http && { http },
		...https && { https },
		...none && { none }
	};
}

export { createSingleFlight as a, version as i, tlsOf as n, mapLimit as o, trustConnection as r, proxyOf as t };