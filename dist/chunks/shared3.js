
import "./rolldown-runtime.js";
import { a as createSingleFlight, i as version, n as tlsOf$1, o as mapLimit, t as proxyOf } from "./shared5.js";
import { n as RegistryError, r as messageOf, t as PublishError } from "./shared4.js";
import { _ as regionOf, a as createRetrier, c as isTransientFailure, d as repositoryInScope, f as repositoryOf, g as kindOfHost, h as isDigest, i as cancellable, l as hintFor$2, m as digestOf, n as createTransport, o as isTransientStatus, p as stepOf, r as readTlsFiles, s as explainCut, t as createRedactor, u as retagStatuses } from "./shared2.js";
import { a as headerOf, c as safeUrl, d as isDockerHub, f as isLoopback, i as firstHeader, l as textOf, n as printable, o as isHtml, r as readErrorBody, s as jsonOf, t as describePage, u as apiOrigin } from "./shared.js";
import { n as excursionProblem, r as resolveUrl, t as follow } from "./shared17.js";
import { t as Secret } from "./shared21.js";
import { t as MediaType } from "./shared14.js";
import { r as readManifestContent } from "./shared25.js";
import { t as nextPage } from "./shared29.js";
import { a as isEntry, c as readDockerConfig, f as credentialHelper, h as matchingKeys, i as helperFor, m as loginKey, n as withoutOwnVariables, o as originOf, r as authsOf, t as createHelperRun, u as textIn } from "./shared30.js";
import { n as scalarToText, t as resolvePlain } from "./shared10.js";
import { t as require_dist } from "./shared9.js";
import path from "node:path";
import { isIPv6 } from "node:net";
import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { homedir } from "node:os";
import { setImmediate, setTimeout } from "node:timers/promises";
import { existsSync, lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import { STATUS_CODES } from "node:http";
import { spawn } from "node:child_process";

// src/oci/host-rules.ts
const MANY = Number.POSITIVE_INFINITY;
/** Registries that refuse any other path, most of them as if rights were missing. */
const LAYOUTS = {
	"docker-hub": {
		parts: [1, 1],
		shape: "<namespace>",
		why: "Docker Hub's repositories are a namespace and a name, no more and no less"
	},
	"ecr-public": {
		parts: [1, MANY],
		shape: "<alias>",
		why: "Amazon ECR Public wants the registry's alias before a name"
	},
	gar: {
		parts: [2, MANY],
		shape: "<project>/<repository>",
		why: "Google Artifact Registry wants a project and a repository before a name"
	},
	ghcr: {
		parts: [1, MANY],
		shape: "<owner>",
		why: "GitHub wants an owner before a name"
	},
	gitlab: {
		parts: [1, MANY],
		shape: "<group>/<project>",
		why: "GitLab wants a group before a name"
	},
	ibm: {
		parts: [1, MANY],
		shape: "<namespace>",
		why: "IBM Cloud wants a namespace before a name"
	},
	quay: {
		parts: [1, MANY],
		shape: "<organization>",
		why: "Quay wants an organization before a name"
	},
	cloudsmith: {
		parts: [2, MANY],
		shape: "<organization>/<repository>",
		why: "Cloudsmith wants an organization and a repository before a name"
	}
};
/** Websites that people take for the registry next to them. */
const WEBSITES = /* @__PURE__ */ new Map([
	["github.com", "ghcr.io"],
	["gitlab.com", "registry.gitlab.com"],
	["hub.docker.com", "registry-1.docker.io"],
	["helm.cloudsmith.io", "helm.oci.cloudsmith.io"]
]);
/** What a registry, known by its host, would refuse in the place for charts: known before anything is sent. */
function hostProblems(host, path) {
	const name = host.toLowerCase();
	const registry = WEBSITES.get(name);
	if (registry !== void 0) return [{
		message: `${name} is a website, not a registry`,
		hint: `write "${place(registry, path || shapeOf(registry))}"`
	}];
	const layout = LAYOUTS[kindOfHost(name)];
	const isLegacy = /(^|\.)gcr\.io$/.test(name);
	if (layout === void 0 || isLegacy) return [];
	const parts = path === "" ? [] : path.split("/");
	const [least, most] = layout.parts;
	if (parts.length >= least && parts.length <= most) return [];
	const kept = parts.length > most ? parts.slice(0, most).join("/") : layout.shape;
	return [{
		message: layout.why,
		hint: `write "${place(host, kept)}"; the chart's name is added`
	}];
}
/** What is worth saying of a registry before a push to it, in a sentence. */
function hostNote(host) {
	if (kindOfHost(host) !== "ecr") return void 0;
	return "Amazon ECR creates no repositories on a push, unless a repository creation template says so: there must be one for each chart.";
}
const ECR_NAME = /^[a-z0-9]+(?:[._-][a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-][a-z0-9]+)*)*$/;
/** Why a repository's name, though it is one by the specification, is none on this host. */
function hostNameProblem(name, host) {
	if (kindOfHost(host) !== "ecr" || name.length >= 2 && ECR_NAME.test(name)) return void 0;
	return `${JSON.stringify(name)} is no repository of Amazon ECR: 2 characters or more, with single ".", "_" and "-" between letters and digits`;
}
function shapeOf(host) {
	return LAYOUTS[kindOfHost(host)]?.shape ?? "";
}
function place(host, path) {
	return `oci://${[host, path.toLowerCase()].filter((part) => part !== "").join("/")}`;
}

// src/oci/name.ts
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const HOST_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*$/;
/** Many clients and registries store `host/name` in a column of this length (distribution-spec v1.1.1 § Pulling manifests). */
const MAX_LENGTH = 255;
/** Why `host` cannot be a registry's host, with or without a port; `undefined` when it can. */
function hostProblem(host) {
	if (host === "") return "the host is missing";
	const match = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(host);
	const name = match?.[1] ?? "";
	const port = match?.[2];
	if (!(name.startsWith("[") ? isIPv6(name.slice(1, -1)) : HOST_NAME.test(name))) return `${quote(host)} is no host name`;
	if (port !== void 0 && !(/^[0-9]{1,5}$/.test(port) && Number(port) > 0 && Number(port) < 65536)) return `${quote(port)} is no port`;
}
/** Why `name` cannot be a repository's name on `host` (distribution-spec v1.1.1 § Pulling manifests). */
function nameProblem(name, host) {
	if (name === "") return "the repository's name is missing";
	if (host.length + 1 + name.length > MAX_LENGTH) return `${quote(`${host}/${name}`)} is longer than 255 characters`;
	const wrong = name.split("/").find((component) => !COMPONENT.test(component));
	if (wrong === void 0) return void 0;
	if (wrong === "") return `${quote(name)} has an empty part between two slashes`;
	if (COMPONENT.test(wrong.toLowerCase())) return `${quote(wrong)} has upper-case letters, which no registry takes`;
	return `${quote(wrong)} may hold only a-z and 0-9, with single ".", "_", "__" or dashes between them`;
}
/** Why `tag` cannot be a tag (distribution-spec v1.1.1 § Pulling manifests). */
function tagProblem(tag) {
	if (TAG.test(tag)) return void 0;
	return `${quote(tag)} is no tag: 1 to 128 of A-Z, a-z, 0-9, "_", "." and "-", beginning with none of "." and "-"`;
}
/** The tag Helm gives a chart version: `+`, which tags may not hold, becomes `_` (Helm v4.1.4 pkg/registry). */
function tagOf(version) {
	return version.replaceAll("+", "_");
}
/** Untrusted text for a message: on one line, and short. */
function quote(text) {
	return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);
}

// src/oci/reference.ts
/** Reads `host/name[:tag][@digest]`, with or without `oci://`. Throws REFERENCE_INVALID with every fault. */
function parseReference(text) {
	const [rest = "", digest, ...more] = text.replace(/^oci:\/\//i, "").split("@");
	const [, host = "", path = ""] = /^([^/]*)\/?(.*)$/s.exec(rest) ?? [];
	const [name = "", tag, ...tags] = path.split(":");
	const problems = [
		hostProblem(host),
		nameProblem(name, host),
		tag === void 0 ? void 0 : tagProblem([tag, ...tags].join(":")),
		digest === void 0 || isDigest(digest) && more.length === 0 ? void 0 : "what follows @ is no digest: sha256: and 64 lower-case hexadecimal digits"
	].filter((problem) => problem !== void 0);
	if (problems.length > 0) throw invalidReference(text, problems.map((message) => ({
		message,
		hint: "write it as ghcr.io/acme/charts/web:1.4.0"
	})));
	return {
		host: host.toLowerCase(),
		name,
		...tag !== void 0 && { tag },
		...digest !== void 0 && { digest }
	};
}
/** `host/name[:tag][@digest]`, as container tools print it, without `oci://`. */
function formatReference(reference) {
	const tag = reference.tag === void 0 ? "" : `:${reference.tag}`;
	const digest = reference.digest === void 0 ? "" : `@${reference.digest}`;
	return `${reference.host}/${reference.name}${tag}${digest}`;
}
/** The error for text that is no reference; says every fault. `use` is what the text was to be. */
function invalidReference(text, problems, use = "as a place in a registry") {
	const quoted = JSON.stringify(text.slice(0, 300));
	return new PublishError("REFERENCE_INVALID", `Could not use ${quoted} ${use}`, { problems });
}

// src/oci/target.ts
const EXAMPLE = "oci://ghcr.io/acme/charts";
/** Reads the `registry` input. Throws REFERENCE_INVALID with every fault and how to write it. */
function parseRegistry(text) {
	const trimmed = text.trim();
	const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(trimmed);
	const { host, path, tail } = split(trimmed.slice(scheme?.[0].length ?? 0).replace(/\/+$/, ""));
	const problems = [];
	if (trimmed === "") problems.push({
		message: "it is empty",
		hint: `write it as ${EXAMPLE}`
	});
	else {
		if (scheme?.[1]?.toLowerCase() !== "oci") problems.push(schemeProblem(scheme?.[1], `${host}/${path}`.replace(/\/$/, "")));
		if (tail !== "") problems.push(tailProblem(tail, `oci://${host}/${path}`));
		problems.push(...placeProblems(host, path));
	}
	if (problems.length > 0) throw invalidReference(redacted(trimmed), problems, "as registry");
	return {
		host: host.toLowerCase(),
		path
	};
}
/** `oci://host/path`, one spelling for each target. */
function formatTarget({ host, path }) {
	return `oci://${[host, path].filter((part) => part !== "").join("/")}`;
}
/** The repository of the chart called `name`. Throws REFERENCE_INVALID where a registry would refuse it. */
function repositoryIn(target, name) {
	const repository = {
		host: target.host,
		name: target.path === "" ? name : `${target.path}/${name}`
	};
	const message = nameProblem(repository.name, target.host) ?? hostNameProblem(repository.name, target.host);
	if (message !== void 0) throw invalidReference(`${target.host}/${repository.name}`, [{ message }]);
	return repository;
}
/** `tail` is what must not be there: a tag, a digest, a query or a fragment. */
function split(rest) {
	const slash = rest.indexOf("/");
	const host = slash < 0 ? rest : rest.slice(0, slash);
	const place = slash < 0 ? "" : rest.slice(slash + 1);
	const end = place.search(/[:@?#]/);
	return {
		host,
		path: end < 0 ? place : place.slice(0, end),
		tail: end < 0 ? "" : place.slice(end)
	};
}
function schemeProblem(scheme, rest) {
	const hint = `write "oci://${redacted(rest)}"`;
	if (scheme === void 0) return {
		message: "oci:// is missing",
		hint
	};
	return {
		message: `it begins with ${scheme}://, not oci://`,
		hint
	};
}
function tailProblem(tail, without) {
	const hint = `write "${without}": the tag comes from the chart's version, the last part from its name`;
	if (tail.startsWith(":")) return {
		message: `it has a tag, ${JSON.stringify(redacted(tail))}`,
		hint
	};
	if (tail.startsWith("@")) return {
		message: "it has a digest",
		hint
	};
	return {
		message: "it has a query or a fragment",
		hint
	};
}
function placeProblems(host, path) {
	if (host.includes("@")) return [{
		message: "it holds a user name or password",
		hint: "use the username and password inputs"
	}];
	const problems = [];
	const wrongHost = hostProblem(host);
	if (wrongHost !== void 0) problems.push({
		message: wrongHost,
		hint: `write it as ${EXAMPLE}`
	});
	const wrongPath = path === "" ? void 0 : nameProblem(path, host);
	if (wrongPath !== void 0) problems.push({
		message: wrongPath,
		hint: lowerCaseHint(host, path) ?? `write it as ${EXAMPLE}`
	});
	const isReadable = path === "" || nameProblem(path.toLowerCase(), host) === void 0;
	return wrongHost === void 0 && isReadable ? [...problems, ...hostProblems(host, path)] : problems;
}
function lowerCaseHint(host, path) {
	const lower = path.toLowerCase();
	if (lower === path || nameProblem(lower, host) !== void 0) return void 0;
	const why = host.toLowerCase() === "ghcr.io" ? " (ghcr.io takes an owner's name in lower case only)" : "";
	return `write "oci://${host.toLowerCase()}/${lower}"${why}`;
}
/** The text without user name, password, query and fragment, any of which may be secret. */
function redacted(text) {
	return text.replace(/[?#].*$/s, "").replace(/^((?:[a-z][a-z0-9+.-]*:\/\/)?).*@(?!sha256:)/is, "$1***@");
}

// src/chart/file-path.ts
/** Orders texts by their UTF-8 bytes, as Go's sort.Strings does; JavaScript's own order differs beyond U+FFFF. */
function compareBytewise(a, b) {
	const length = Math.min(a.length, b.length);
	for (let i = 0; i < length; i++) {
		const x = a.charCodeAt(i);
		const y = b.charCodeAt(i);
		if (x !== y) return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1;
	}
	return a.length - b.length;
}
function isSurrogate(unit) {
	return unit >= 55296 && unit <= 57343;
}
/** What to call a chart's file in messages: the path from where the user stands. */
function fileIn(source, path) {
	const base = source.replaceAll("\\", "/").replace(/\/+$/, "");
	return base === "." ? path : `${base}/${path}`;
}

// src/chart/invalid.ts
/** An error that carries every fault found. */
function invalidChart(doing, problems) {
	return new PublishError("CHART_INVALID", doing, { problems });
}
/** Runs `read`; what it reports as an invalid chart joins the other problems, and the answer is `undefined`. */
function collect(problems, read) {
	try {
		return read();
	} catch (error) {
		if (!(error instanceof PublishError)) throw error;
		problems.push(...error.problems.length > 0 ? error.problems : [problemOf(error)]);
		return;
	}
}
function problemOf({ message, location, hint, excerpt }) {
	return {
		message,
		...location === void 0 ? {} : { location },
		...hint === void 0 ? {} : { hint },
		...excerpt === void 0 ? {} : { excerpt }
	};
}

// src/chart/source.ts
/** How much of a long line an excerpt shows on either side of the spot, in characters. */
const excerptReach = 60;
/** A problem at a place: its line and column, and that line with a caret under the column. */
function problemAt(place, message, hint) {
	const { source, at } = place;
	const lineStart = source.text.lastIndexOf("\n", at - 1) + 1;
	const column = at - lineStart;
	const line = source.text.slice(lineStart).split(/\r?\n/, 1)[0] ?? "";
	return {
		message,
		location: {
			file: source.file,
			line: source.text.slice(0, lineStart).split("\n").length,
			column: column + 1
		},
		...hint === void 0 ? {} : { hint },
		excerpt: excerptOf(line, column)
	};
}
function excerptOf(line, column) {
	const from = Math.max(0, column - excerptReach);
	return `${line.slice(from, column + excerptReach).replace(/\p{Cc}/gu, (c) => c === "	" ? " " : "�")}\n${" ".repeat(column - from)}^`;
}
/** The text of a file. Throws CHART_INVALID when it is not UTF-8: what it is then is not guessed at. */
function sourceOf(bytes, file) {
	try {
		return {
			file,
			text: new TextDecoder("utf-8", { fatal: true }).decode(bytes)
		};
	} catch (cause) {
		const problem = {
			message: `${file} is not UTF-8`,
			location: { file },
			hint: "save the file as UTF-8"
		};
		throw new PublishError("CHART_INVALID", "Could not read a file of the chart", {
			problems: [problem],
			cause
		});
	}
}

// src/chart/yaml-node.ts
var import_dist = require_dist();
/** Turns one parsed document into values by the rules of go-yaml v2.4 `decode.go`. */
var YamlReader = class {
	#source;
	#targets = /* @__PURE__ */ new Map();
	#open = /* @__PURE__ */ new Set();
	#decoded = 0;
	#aliased = 0;
	#aliasDepth = 0;
	constructor(source) {
		this.#source = source;
	}
	read(document) {
		try {
			this.#bindAliases(document);
			return this.#node(document.contents, 0);
		} catch (error) {
			if (!(error instanceof RangeError)) throw error;
			throw this.#fault(0, "the document is nested too deeply");
		}
	}
	/** An alias means the last anchor of that name before it, whatever the name comes to mean later. */
	#bindAliases(document) {
		const anchors = /* @__PURE__ */ new Map();
		(0, import_dist.visit)(document, (_, node) => {
			if ((0, import_dist.isAlias)(node)) this.#targets.set(node, anchors.get(node.source));
			else if ((0, import_dist.isNode)(node) && "anchor" in node && node.anchor !== void 0) anchors.set(node.anchor, node);
		});
	}
	#node(node, at) {
		this.#count(at);
		const here = (0, import_dist.isNode)(node) ? node.range?.[0] ?? at : at;
		if ((0, import_dist.isAlias)(node)) return this.#alias(node, here);
		if ((0, import_dist.isScalar)(node)) return {
			kind: "scalar",
			at: here,
			value: this.#finite(node, here)
		};
		if ((0, import_dist.isSeq)(node)) return {
			kind: "sequence",
			at: here,
			items: node.items.map((item) => this.#node(item, here))
		};
		if ((0, import_dist.isMap)(node)) return this.#mapping(node, here);
		return {
			kind: "scalar",
			at: here,
			value: null
		};
	}
	#alias(alias, at) {
		const target = this.#targets.get(alias);
		if (target === void 0) throw this.#fault(at, `unknown anchor '${alias.source}' referenced`);
		if (this.#open.has(target)) throw this.#fault(at, `anchor '${alias.source}' value contains itself`);
		this.#open.add(target);
		this.#aliasDepth++;
		const value = {
			...this.#node(target, at),
			at
		};
		this.#aliasDepth--;
		this.#open.delete(target);
		return value;
	}
	/** The guard of go-yaml v2.4 against documents that aliases blow up. */
	#count(at) {
		this.#decoded++;
		if (this.#aliasDepth > 0) this.#aliased++;
		const share = .99 - .89 * Math.min(Math.max((this.#decoded - 4e5) / 36e5, 0), 1);
		if (this.#aliased > 100 && this.#decoded > 1e3 && this.#aliased / this.#decoded > share) throw this.#fault(at, "document contains excessive aliasing");
	}
	#mapping(map, at) {
		const entries = /* @__PURE__ */ new Map();
		for (const { key, value } of map.items) {
			const keyAt = (0, import_dist.isNode)(key) ? key.range?.[0] ?? at : at;
			if (isMergeKey(key)) {
				for (const [name, entry] of this.#merged(value, keyAt)) entries.set(name, entry);
				continue;
			}
			entries.set(this.#key(key, keyAt), {
				keyAt,
				value: this.#node(value, keyAt)
			});
		}
		return {
			kind: "mapping",
			at,
			entries
		};
	}
	/** Merging happens in place, as in go-yaml v2: what stands later in the map wins, be it a key or a merge. */
	#merged(value, at) {
		const node = this.#node(value, at);
		return (node.kind === "sequence" ? node.items.toReversed() : [node]).flatMap((map) => {
			if (map.kind === "mapping") return [...map.entries];
			throw this.#fault(at, "map merge requires map or sequence of maps as the value");
		});
	}
	#key(key, at) {
		const node = (0, import_dist.isScalar)(key) ? void 0 : this.#node(key, at);
		const value = (0, import_dist.isScalar)(key) ? this.#scalar(key, at) : node?.kind === "scalar" ? node.value : null;
		if (typeof value === "string") return value;
		if (typeof value === "number" && !Number.isFinite(value)) return Number.isNaN(value) ? ".nan" : value > 0 ? ".inf" : "-.inf";
		if (value !== null && !(typeof value === "bigint" && value >= 2n ** 63n)) return scalarToText(value);
		throw this.#fault(at, "unsupported map key: a key must be text, a number or a boolean");
	}
	/** Helm takes every YAML file through JSON, which has no other numbers; as keys they are text. */
	#finite(node, at) {
		const value = this.#scalar(node, at);
		if (typeof value !== "number" || Number.isFinite(value)) return value;
		throw this.#fault(at, `unsupported value: ${scalarToText(value)}`, "put it in quotes if text is meant");
	}
	#scalar(node, at) {
		const text = node.source ?? "";
		if (node.type === "QUOTE_DOUBLE") this.#checkEscapes(node, at);
		if (node.tag === void 0) return node.type === "PLAIN" ? resolvePlain(text) : text;
		const [, name] = /^tag:yaml\.org,2002:(binary|bool|int|float|null)$/.exec(node.tag) ?? [];
		if (name === void 0) return text;
		if (name === "binary") return this.#binary(text, at);
		const value = resolvePlain(text);
		if (name === typeOf(value)) return value;
		if (name === "float" && typeof value === "bigint") return Number(value);
		throw this.#fault(at, `cannot decode !!${typeOf(value)} \`${text}\` as a !!${name}`);
	}
	#binary(text, at) {
		const bytes = Buffer.from(text, "base64");
		if (bytes.toString("base64") === text.replace(/[\r\n]/g, "")) return bytes.toString("utf8");
		throw this.#fault(at, "!!binary value contains invalid base64 data");
	}
	/** go-yaml knows no `\/` and takes no halves of surrogate pairs, which are right in YAML 1.2. */
	#checkEscapes(node, at) {
		const raw = this.#source.text.slice(at, node.range?.[1]);
		for (const { 0: written, index } of raw.matchAll(/\\(?:u[0-9a-f]{4}|.)/gis)) if (/^\\(?:\/|ud[89a-f])/i.test(written)) throw this.#fault(at + index, `unknown escape ${written}`, "write the character itself");
	}
	#fault(at, message, hint) {
		return invalidYaml({
			source: this.#source,
			at
		}, message, hint);
	}
};
/** What to throw for a file that is no YAML, or none that Helm reads. */
function invalidYaml(place, message, hint) {
	const problem = problemAt(place, `invalid YAML: ${message}`, hint);
	return invalidChart(`Could not parse ${place.source.file}`, [problem]);
}
function isMergeKey(key) {
	return (0, import_dist.isScalar)(key) && key.source === "<<" && key.type === "PLAIN" && (key.tag === void 0 || key.tag === "tag:yaml.org,2002:merge");
}
function typeOf(value) {
	if (value === null) return "null";
	return {
		boolean: "bool",
		bigint: "int",
		number: "float"
	}[typeof value] ?? "str";
}

// src/chart/yaml.ts
/** Line breaks of YAML 1.1 that YAML 1.2 took back; each gives way to one character, so that offsets stay. */
const oldLineBreaks = /\r(?!\n)|[\u0085\u2028\u2029]/g;
/** What a YAML stream without any document means. */
const nothing = {
	kind: "scalar",
	at: 0,
	value: null
};
/**
* Every document of a YAML stream, typed as go-yaml v2.4 and sigs.k8s.io/yaml v1.6 type it. What is no
* YAML is thrown as CHART_INVALID.
*/
function parseYamlDocuments(source) {
	return parse(source).map((document) => new YamlReader(source).read(checked(document, source)));
}
/** The first document alone: Helm never looks at those behind it. */
function parseYaml(source) {
	const tree = parseTree(source);
	return tree === void 0 ? nothing : new YamlReader(source).read(tree);
}
/** The first document as it is written, with the range of each node; `undefined` where there is none. */
function parseTree(source) {
	const [first] = parse(source);
	return first === void 0 ? void 0 : checked(first, source);
}
function parse(source) {
	refuseControlCharacters(source);
	const documents = (0, import_dist.parseAllDocuments)(source.text.replace(oldLineBreaks, "\n"), {
		schema: "failsafe",
		resolveKnownTags: false,
		uniqueKeys: false,
		strict: false,
		prettyErrors: false
	});
	return Array.isArray(documents) ? documents.filter((document) => (0, import_dist.isDocument)(document)) : [];
}
function checked(document, source) {
	const error = document.errors[0] ?? document.warnings.find(({ code }) => code === "BAD_DIRECTIVE");
	if (error !== void 0) throw invalidYaml({
		source,
		at: lastWritten(source, error.pos[0])
	}, error.message, hintFor$1(error.message));
	const { explicit, version } = document.directives?.yaml ?? {};
	if (explicit === true && version !== "1.1") throw invalidYaml({
		source,
		at: 0
	}, `Helm reads YAML 1.1, not ${version}`, "remove the %YAML line");
	return document;
}
/** What is missing at the end is missed after the last thing that is written, not on the blank line that follows. */
function lastWritten({ text }, at) {
	return Math.min(at, text.trimEnd().length);
}
function hintFor$1(message) {
	if (/closing .*quote/.test(message)) return "close the quote, and indent the lines that continue a value";
	if (message.includes("Tabs")) return "indent with spaces";
	return /indented|quote/.test(message) ? "indent the lines that continue a value" : void 0;
}
/** YAML's character set (YAML 1.1 § 5.1), which go-yaml enforces and npm's yaml does not. */
function refuseControlCharacters(source) {
	const at = source.text.search(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/);
	if (at < 0) return;
	const code = source.text.charCodeAt(at).toString(16).toUpperCase().padStart(4, "0");
	throw invalidYaml({
		source,
		at
	}, `control characters are not allowed (U+${code})`, "remove it, or write it as an escape in double quotes");
}

// src/chart/decode.ts
/** Text; numbers and booleans become text. */
const text = (node, cursor, prior) => {
	if (node.kind !== "scalar") return mismatch(node, cursor, "string");
	return node.value === null ? prior : scalarToText(node.value);
};
/** A boolean, and no text that looks like one. */
const flag = (node, cursor, prior) => {
	if (isNull(node)) return prior;
	if (node.kind === "scalar" && typeof node.value === "boolean") return node.value;
	return mismatch(node, cursor, "bool");
};
/** Anything, as JSON would hold it: Go reads every number as a double. */
const anything = (node) => toJson$1(node);
/** A list; an entry that is null or of the wrong type is `undefined`. */
function list(item) {
	return (node, cursor, prior) => {
		if (isNull(node)) return void 0;
		if (node.kind !== "sequence") return mismatch(node, cursor, "list");
		return node.items.map((entry, index) => {
			const path = `${cursor.path}[${index}]`;
			cursor.findings.places.set(path, {
				source: cursor.source,
				at: entry.at
			});
			return item(entry, {
				...cursor,
				path
			}, prior?.[index]);
		});
	};
}
/** A map of texts; null becomes empty text. */
const textMap = (node, cursor, prior) => {
	if (isNull(node)) return void 0;
	if (node.kind !== "mapping") return mismatch(node, cursor, "map of strings");
	const values = new Map(prior);
	for (const [key, { value }] of sortedEntries(node)) {
		const path = `${cursor.path}.${key}`;
		cursor.findings.places.set(path, {
			source: cursor.source,
			at: value.at
		});
		values.set(key, text(value, {
			...cursor,
			path
		}, void 0) ?? "");
	}
	return values;
};
/** A map with known fields, whose names match in any letter case; keys are taken in the order of their bytes. */
function record(fields) {
	const names = new Map(Object.keys(fields).map((name) => [fold(name), name]));
	return (node, cursor, prior) => {
		if (isNull(node)) return void 0;
		if (node.kind !== "mapping") return mismatch(node, cursor, "object");
		const values = new Map(Object.entries(prior ?? {}));
		for (const [key, { keyAt, value }] of sortedEntries(node)) {
			const name = names.get(fold(key));
			const path = cursor.path === "" ? name ?? key : `${cursor.path}.${name ?? key}`;
			if (name === void 0) {
				cursor.findings.unknown.set(path, {
					source: cursor.source,
					at: keyAt
				});
				continue;
			}
			cursor.findings.places.set(path, {
				source: cursor.source,
				at: value.at
			});
			const decode = fields[name];
			values.set(name, decode(value, {
				...cursor,
				path
			}, values.get(name)));
		}
		const present = [...values].filter(([, value]) => value !== void 0);
		return Object.fromEntries(present);
	};
}
function isNull(node) {
	return node.kind === "scalar" && node.value === null;
}
function sortedEntries(node) {
	return [...node.entries].sort(([a], [b]) => compareBytewise(a, b));
}
/** Letter case as encoding/json folds it, which takes the long s for an s. */
function fold(name) {
	return name.toLowerCase().replaceAll("ſ", "s");
}
/** Go's types, as one would say them to the author of a chart. */
const inWords = {
	string: "text, a number or true or false",
	bool: "true or false, without quotes",
	list: "a list, with a dash before each entry",
	"map of strings": "a map of names to text",
	object: "a map, with a name before each value"
};
function mismatch(node, cursor, wanted) {
	const found = {
		scalar: scalarKind(node),
		sequence: "list",
		mapping: "object"
	}[node.kind];
	const where = cursor.path === "" ? "this file" : cursor.path;
	const problem = problemAt({
		source: cursor.source,
		at: node.at
	}, `cannot unmarshal ${found} into ${where} of type ${wanted}`, `make ${where} ${inWords[wanted]}`);
	cursor.findings.problems.push(problem);
	cursor.findings.mistyped.add(cursor.path);
}
function scalarKind(node) {
	if (node.kind !== "scalar") return node.kind;
	if (typeof node.value === "string") return "string";
	return typeof node.value === "boolean" ? "bool" : "number";
}
function toJson$1(node) {
	if (node.kind === "sequence") return node.items.map(toJson$1);
	if (node.kind === "mapping") return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, toJson$1(value)]));
	return typeof node.value === "bigint" ? Number(node.value) : node.value;
}

// src/chart/glob.ts
/**
* Compiles a pattern of Go 1.25 `path/filepath.Match` as on Unix: `*` and `?` stop at `/`, classes are
* `[a-z]` and `[^a]`, `\` escapes. There is no `**`, no `{a,b}`, and `[!a]` holds a `!`. A pattern that Go calls a
* syntax error gives `undefined`.
*/
function compileGlob(pattern) {
	const characters = [...pattern];
	const pieces = [{
		star: false,
		tests: []
	}];
	let at = 0;
	while (at < characters.length) {
		const character = characters[at] ?? "";
		const piece = pieces.at(-1);
		if (character === "*") {
			if (piece?.star === true && piece.tests.length === 0) at++;
			else pieces.push({
				star: true,
				tests: []
			});
		} else if (character === "[") {
			const parsed = parseClass(characters, at + 1);
			if (parsed === void 0) return void 0;
			piece?.tests.push(parsed.test);
			at = parsed.end;
		} else if (character === "?") {
			piece?.tests.push((c) => c !== "/");
			at++;
		} else {
			const literal = character === "\\" ? characters[++at] : character;
			if (literal === void 0) return void 0;
			piece?.tests.push((c) => c === literal);
			at++;
		}
	}
	return { pieces };
}
function parseClass(pattern, start) {
	const negated = pattern[start] === "^";
	const ranges = [];
	let at = negated ? start + 1 : start;
	while (pattern[at] !== "]" || ranges.length === 0) {
		const low = parseMember(pattern, at);
		if (low === void 0) return void 0;
		const high = pattern[low.end] === "-" ? parseMember(pattern, low.end + 1) : low;
		if (high === void 0) return void 0;
		ranges.push([low.code, high.code]);
		at = high.end;
	}
	const test = (character) => {
		const code = character.codePointAt(0) ?? 0;
		return ranges.some(([low, high]) => low <= code && code <= high) !== negated;
	};
	return {
		test,
		end: at + 1
	};
}
/** One member of a class; Go wants something to follow it. */
function parseMember(pattern, at) {
	if (pattern[at] === "-" || pattern[at] === "]") return void 0;
	const place = pattern[at] === "\\" ? at + 1 : at;
	const code = pattern[place]?.codePointAt(0);
	return code === void 0 || place + 1 >= pattern.length ? void 0 : {
		code,
		end: place + 1
	};
}
/** Whether the whole of `name` matches. As in Go, a star takes the first place where its piece fits and never another. */
function matchesGlob({ pieces }, name) {
	const characters = [...name];
	let at = 0;
	for (const [index, piece] of pieces.entries()) {
		const isLast = index === pieces.length - 1;
		if (isLast && piece.star && piece.tests.length === 0) return !characters.includes("/", at);
		const found = placeOf$2(piece, characters, at, isLast);
		if (found === void 0) return false;
		at = found + piece.tests.length;
	}
	return at === characters.length;
}
function placeOf$2(piece, name, from, isLast) {
	for (let at = from; at <= name.length; at++) {
		if (piece.tests.every((test, i) => test(name[at + i] ?? "") && at + i < name.length) && !(isLast && at + piece.tests.length < name.length)) return at;
		if (!piece.star || name[at] === "/") return void 0;
	}
}

// src/chart/ignore.ts
/** Helm's one built-in rule, Helm v4.1.4 `pkg/ignore/rules.go` AddDefaults. */
const hiddenTemplates = toRule("templates/.?*");
/** The rules of a chart without .helmignore. */
const defaultIgnoreRules = {
	rules: [hiddenTemplates],
	warnings: []
};
/** Parses .helmignore as Helm v4.1.4 `pkg/ignore/rules.go`. Throws CHART_INVALID with every rule Helm refuses. */
function parseIgnore(bytes, file) {
	const source = sourceOf(bytes, file);
	const rules = [];
	const problems = [];
	const warnings = [];
	let at = 0;
	for (const line of source.text.split("\n")) {
		const rule = line.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, "");
		const place = {
			source,
			at: at + line.indexOf(rule)
		};
		at += line.length + 1;
		if (rule === "" || rule.startsWith("#")) continue;
		const refusal = refusalOf$3(rule);
		if (refusal !== void 0) problems.push(problemAt(place, refusal.message, refusal.hint));
		else rules.push(toRule(rule));
		if (rule.startsWith("!")) warnings.push(problemAt(place, negationMessage(rule), negationHint));
	}
	if (problems.length > 0) throw invalidChart(`Could not read ${file}`, problems);
	return {
		rules: [...rules, hiddenTemplates],
		warnings
	};
}
const negationHint = "remove the `!` rule and list what to leave out instead";
function negationMessage(rule) {
	return `${JSON.stringify(rule)} does not re-include anything: Helm ignores every file that it does not match`;
}
function refusalOf$3(rule) {
	if (rule.includes("**")) return {
		message: "double-star (**) syntax is not supported",
		hint: "a rule without `/` already matches at every depth"
	};
	if (compileGlob(rule) !== void 0) return void 0;
	return {
		message: `syntax error in pattern ${JSON.stringify(rule)}`,
		hint: "close every `[`, end with no `\\`"
	};
}
function toRule(rule) {
	const negated = rule.startsWith("!");
	const positive = negated ? rule.slice(1) : rule;
	const directoriesOnly = positive.endsWith("/");
	const pattern = directoriesOnly ? positive.slice(0, -1) : positive;
	return {
		negated,
		directoriesOnly,
		matchesWholePath: pattern.includes("/"),
		glob: compileGlob(pattern.replace(/^\/+/, ""))
	};
}
/**
* Whether the rules leave out `path` (relative to the chart, `/` between its parts). The first rule that decides
* wins. A `!` rule ignores all that it does not match, and re-includes nothing: so Helm does it.
*/
function isIgnored({ rules }, path, isDirectory) {
	return rules.some((rule) => {
		const applies = (isDirectory || !rule.directoriesOnly) && matches(rule, path);
		return rule.negated ? !applies : applies;
	});
}
function matches({ glob, matchesWholePath }, path) {
	if (glob === void 0) return false;
	return matchesGlob(glob, matchesWholePath ? path : path.slice(path.lastIndexOf("/") + 1));
}

// src/chart/walk.ts
/** Helm reads no larger file out of a chart (Helm v4.1.4 `pkg/chart/loader/archive`), in bytes. */
const maxFileBytes = 5242880;
/** More files than any chart has; links within a tree can multiply it without end. */
const maxFiles = 1e5;
/**
* Finds the files of a chart as Helm v4.1.4 `loader/directory.go` does: links are followed and take the link's
* path, ignored directories are not entered, empty ones vanish. `root` must have its links resolved. Directories are
* read synchronously, with a pause before each: asking a thread costs ten times what the system takes to answer.
*/
async function walkDirectory(root, options) {
	const walk = {
		...options,
		files: [],
		problems: []
	};
	await visitDirectory(walk, {
		path: "",
		real: root,
		trail: [root]
	});
	return walk;
}
async function visitDirectory(walk, directory) {
	await setImmediate();
	walk.signal.throwIfAborted();
	const names = attempt(walk, directory.path, () => readdirSync(directory.real));
	for (const name of names.sort(compareBytewise)) await visitEntry(walk, directory, name);
}
async function visitEntry(walk, directory, name) {
	const inChart = directory.path === "" ? name : `${directory.path}/${name}`;
	const entry = resolveEntry(walk, inChart, path.join(directory.real, name));
	if (isIgnored(walk.rules, inChart, entry.stats?.isDirectory() ?? false)) return;
	const refusal = refusalOf$2(walk, directory, entry);
	if (refusal !== void 0) walk.problems.push({
		...refusal,
		location: { file: fileIn(walk.source, inChart) }
	});
	else if (entry.stats?.isDirectory()) await visitDirectory(walk, {
		path: inChart,
		real: entry.real,
		trail: [...directory.trail, entry.real]
	});
	else {
		if (walk.files.length >= maxFiles) throw tooManyFiles(walk.source);
		walk.files.push({
			path: inChart,
			real: entry.real,
			sizeBytes: entry.stats?.size ?? 0
		});
	}
}
function resolveEntry(walk, inChart, place) {
	const own = attempt(walk, inChart, () => lstatSync(place));
	if (!own.isSymbolicLink()) return {
		path: inChart,
		real: place,
		isLink: false,
		stats: own
	};
	try {
		const real = realpathSync.native(place);
		return {
			path: inChart,
			real,
			isLink: true,
			stats: statSync(real)
		};
	} catch (error) {
		if (![
			"ENOENT",
			"ELOOP",
			"ENOTDIR"
		].includes(codeOf$1(error))) throw unreadable(walk.source, inChart, error);
		return {
			path: inChart,
			real: place,
			isLink: true,
			stats: void 0
		};
	}
}
function refusalOf$2(walk, directory, entry) {
	const { stats, isLink, real } = entry;
	const name = JSON.stringify(entry.path);
	const ignoreHint = `leave it out with a rule in .helmignore, or move it`;
	if (stats === void 0) return {
		message: `symbolic link ${name} leads nowhere`,
		hint: "remove the link or make its target"
	};
	if (isLink && !isWithin(walk.boundary, real)) return {
		message: `symbolic link ${name} leads out of ${walk.boundary}, to ${real}: Helm would follow it and publish what is there`,
		hint: "copy the file into the chart, or remove the link"
	};
	if (stats.isDirectory()) {
		if (!directory.trail.includes(real)) return void 0;
		return {
			message: `symbolic link ${name} leads back to a directory it is in`,
			hint: ignoreHint
		};
	}
	if (!stats.isFile()) return {
		message: `${name} is no regular file: a device, a socket or a pipe`,
		hint: ignoreHint
	};
	if (stats.size <= 5242880) return void 0;
	return {
		message: `file ${name} has ${stats.size} bytes, more than the ${maxFileBytes} that Helm reads`,
		hint: ignoreHint
	};
}
/** Whether `place` is the directory or lies in it; both with links resolved. */
function isWithin(directory, place) {
	const relative = path.relative(directory, place);
	return relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}
function attempt(walk, inChart, read) {
	try {
		return read();
	} catch (error) {
		throw unreadable(walk.source, inChart, error);
	}
}
/** A file or directory that the system does not let us read. */
function unreadable(source, inChart, cause) {
	const file = inChart === "" ? source : fileIn(source, inChart);
	return new PublishError("IO", `Could not read ${file}: ${messageOf(cause)}`, {
		location: { file },
		hint: "let the user who runs this read it, for example with `chmod a+r`",
		cause
	});
}
function tooManyFiles(source) {
	return new PublishError("CHART_INVALID", `Could not load the chart ${source}: it has over ${maxFiles} files`, { hint: "leave out what is no part of the chart with a .helmignore" });
}
/** The system's name of an error, or nothing. */
function codeOf$1(error) {
	return error instanceof Error && "code" in error ? String(error.code) : "";
}

// src/repository/indexed-digest.ts
/** A digest as most indexes give it, hexadecimal; some servers put `sha256:` before it. */
function bareDigest(digest) {
	return digest.toLowerCase().replace(/^sha256:/, "");
}
/** What to do where an archive does not have the digest that the index says. */
const replacedHint = "the archive was replaced after the index was made, or changed on its way; tell the repository's owner";

// src/repository/repository-url.ts
/** An address of an index: relative to the repository's directory, and with its query (Helm v4.1.4 `pkg/repo/v1/chartrepo.go` ResolveReferenceURL). Throws REGISTRY_ERROR. */
function resolveIn(repository, reference) {
	const base = new URL(repository);
	base.pathname = `${base.pathname.replace(/\/+$/, "")}/`;
	if (!URL.canParse(reference, base.href)) throw new RegistryError("REGISTRY_ERROR", `Could not use ${JSON.stringify(reference.slice(0, 200))}: it is no URL`, {
		url: safeUrl(repository),
		hint: "the index of the repository is faulty; tell its owner"
	});
	const url = new URL(reference, base);
	if (!/^[a-z][a-z0-9+.-]*:/i.test(reference)) url.search = repository.search;
	return url;
}
/** An index may name another host, but no address within our network, and without a digest none that is less safe. Throws REGISTRY_ERROR. */
function refuseExcursion(repository, url, digest) {
	const base = new URL(repository);
	if (digest !== void 0 && url.protocol === "http:") base.protocol = "http:";
	const problem = withoutLogin(url).origin === repository.origin ? void 0 : excursionProblem(url, base);
	if (problem === void 0) return;
	throw new RegistryError("REGISTRY_ERROR", `Could not fetch ${safeUrl(url)}: the index of ${safeUrl(repository)} names it, but it ${problem}`, {
		url: safeUrl(url),
		hint: "tell the repository's owner"
	});
}
/** The URL as it may be asked for: a login belongs into a header. */
function withoutLogin(url) {
	const bare = new URL(url);
	bare.username = "";
	bare.password = "";
	return bare;
}
/**
* The same address with each `+` written `%2B`; `undefined` where it has none. Helm writes the `+` of a version into file
* names as it is, and Amazon S3, with what imitates it, takes that for a space.
*/
function withoutPlus(url) {
	if (!url.pathname.includes("+")) return void 0;
	const escaped = new URL(url);
	escaped.pathname = url.pathname.replaceAll("+", "%2B");
	return escaped;
}
/** Whether two addresses mean one repository; `text` may be none. */
function isSame(text, b) {
	if (!URL.canParse(text)) return false;
	const a = new URL(text);
	return a.origin === b.origin && a.pathname.replace(/\/+$/, "") === b.pathname.replace(/\/+$/, "");
}

// src/commands/target.ts
/** Where charts go: what the options name, else the owner's charts on ghcr.io when the run is on GitHub. */
function findTargets(options, context) {
	const [first, ...others] = parseAll(registriesOf(options, context));
	if (first !== void 0) return [first, ...others];
	if (context.onGitHub && context.owner !== void 0) return [{
		...parseRegistry(`oci://ghcr.io/${context.owner.toLowerCase()}/charts`),
		mayEndInName: true
	}];
	throw new PublishError("USAGE", "Could not tell where to publish: registry is not set.", { hint: "Set it to oci://host/path, for example oci://ghcr.io/acme/charts; the chart's name is added." });
}
/** The hosts of the targets, each once; the first is the one that `username`, `password` and `plain-http` are for. */
function hostsOf(targets) {
	const [main, ...others] = targets;
	const rest = new Set(others.map(({ host }) => host).filter((host) => host !== main.host));
	return [main.host, ...rest];
}
/** Throws every fault of every target; the same place under two spellings is one fault more. */
function parseAll(texts) {
	const targets = [];
	const errors = [];
	for (const text of texts) try {
		const target = {
			...parseRegistry(text),
			mayEndInName: text.endsWith("/")
		};
		const place = formatTarget(target);
		if (targets.some((known) => formatTarget(known) === place)) errors.push(namedTwice(place));
		else targets.push(target);
	} catch (error) {
		if (!(error instanceof PublishError)) throw error;
		errors.push(error);
	}
	const [first, ...more] = errors;
	if (first === void 0) return targets;
	if (more.length === 0) throw first;
	throw new PublishError("REFERENCE_INVALID", "Could not read registry", { problems: errors.flatMap(problemsOf) });
}
function problemsOf({ doing, message, hint, problems }) {
	if (problems.length === 0) return [{
		message,
		...hint !== void 0 && { hint }
	}];
	return problems.map((problem) => ({
		...problem,
		message: `${doing}: ${problem.message}`
	}));
}
function namedTwice(place) {
	return new PublishError("USAGE", `Could not read registry: ${place} is named twice.`, { hint: "Name each place once." });
}
/** The options that say where charts go, as they were written. */
function registriesOf(options, context) {
	const apart = isSnapshot(options, context) ? options.snapshotRegistries : [];
	return apart.length > 0 ? apart : options.registries;
}
/** Whether the run publishes snapshots: one for a tag that versions are taken from is a release, whatever else is asked. */
function isSnapshot(options, context) {
	return options.snapshot && !(options.versionFrom === "tag" && tagOfRun(options, context) !== void 0);
}
/** The git tag that is released, where the run is for one. */
function tagOfRun(options, context) {
	return options.gitTag ?? context.tag;
}
/** Whether this run writes to the registry. */
function mayPush(options, context) {
	return options.push === "auto" ? !context.isProposal : options.push === "true";
}
/** The rights to ask the registry for: a plan needs to read only, and may run where nobody may write. */
function accessOf(options, context) {
	return mayPush(options, context) ? "push" : "pull";
}

// src/oci/registry.ts
/** Why a version cannot be published, in the words of whoever finds out: before a push, or by a registry's refusal. */
const takenReason = "other content is published already";

// src/commands/create-repository.ts
/**
* The pushes of a registry which, when Amazon ECR says that a repository is not there, have the AWS CLI create it and go
* on; ECR makes none on a push. Other registries are left alone: they make repositories themselves, or nobody can.
*/
function creatingRepositories({ pushBlob }, { exec, reporter }) {
	const created = /* @__PURE__ */ new Map();
	return { async pushBlob(repository, ...rest) {
		try {
			return await pushBlob(repository, ...rest);
		} catch (error) {
			const wanted = ecrRepositoryOf(repository);
			if (wanted === void 0 || !isMissing(error)) throw error;
			const key = `${repository.host}/${repository.name}`;
			const creation = created.get(key) ?? create(wanted, repository, exec, reporter);
			created.set(key, creation);
			await creation;
			await pushBlob(repository, ...rest);
		}
	} };
}
function isMissing(error) {
	return error instanceof RegistryError && error.codes.includes("NAME_UNKNOWN");
}
function ecrRepositoryOf({ host, name }) {
	const kind = kindOfHost(host);
	const region = regionOf(host);
	if (kind === "ecr" && region !== void 0) return {
		service: "ecr",
		name,
		place: [
			"--registry-id",
			host.slice(0, 12),
			"--region",
			region
		]
	};
	if (kind !== "ecr-public") return void 0;
	return {
		service: "ecr-public",
		name: name.slice(name.indexOf("/") + 1),
		place: ["--region", "us-east-1"]
	};
}
async function create({ service, name, place }, { host }, exec, reporter) {
	const result = await exec("aws", [
		service,
		"create-repository",
		...place,
		"--repository-name",
		name,
		"--output",
		"json"
	]);
	if (result.exitCode !== 0 && !result.stderr.includes("RepositoryAlreadyExistsException")) throw refused(`${host}/${name}`, service, result);
	reporter.info(`created the ECR repository ${name} at ${host}`);
}
function refused(place, service, { exitCode, stderr }) {
	const doing = `Could not create the ECR repository ${place} with the AWS CLI`;
	if (exitCode === 127) return new PublishError("IO", `${doing}: the program aws could not be started.`, { hint: "Install the AWS CLI in an earlier step, or create the repository beforehand and leave out create-repository." });
	const said = stderr.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim().slice(0, 500);
	return new PublishError("DENIED", `${doing}: it ended with ${exitCode}: “${said}”`, { hint: `The role needs ${service}:CreateRepository; log in to AWS in an earlier step (aws-actions/configure-aws-credentials).` });
}

// src/oci/login/challenge.ts
const TOKEN = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+/y;
const EQUALS = /[ \t]*=[ \t]*/y;
const QUOTED = /"((?:[^"\\]|\\.)*)"?/sy;
const TOKEN68 = /[ \t]+([A-Za-z0-9\-._~+/]+=*)(?=[ \t]*(?:,|$))/y;
const SEPARATORS = /[ \t,]+/y;
const TO_COMMA = /[^,]*/y;
/** Reads a WWW-Authenticate header; lines that were sent apart are joined by commas first. Never throws. */
function parseChallenges(header) {
	const found = [];
	let at = 0;
	const take = (pattern) => {
		pattern.lastIndex = at;
		const match = pattern.exec(header);
		if (match === null) return void 0;
		at = pattern.lastIndex;
		return match;
	};
	while (at < header.length) {
		if (take(SEPARATORS) !== void 0) continue;
		const word = take(TOKEN)?.[0].toLowerCase();
		if (word === void 0) {
			if ((take(TO_COMMA)?.[0] ?? "") === "") at++;
		} else if (take(EQUALS) !== void 0) {
			const value = take(QUOTED)?.[1]?.replace(/\\(.)/gs, "$1") ?? take(TOKEN_OR_URL)?.[0] ?? "";
			found.at(-1)?.parameters.set(word, value);
		} else {
			const token68 = take(TOKEN68)?.[1];
			found.push({
				scheme: word,
				parameters: /* @__PURE__ */ new Map(),
				...token68 !== void 0 && { token68 }
			});
		}
	}
	return found;
}
/** Values without quotes are tokens by the grammar; some servers send a bare URL. */
const TOKEN_OR_URL = /[^ \t,"]+/y;
/** The challenges this client can answer: the first Bearer that names a realm, and whether Basic is there. */
function offerOf(challenges) {
	const basic = challenges.some(({ scheme }) => scheme === "basic");
	for (const { scheme, parameters } of challenges) {
		const realm = parameters.get("realm");
		if (scheme !== "bearer" || realm === void 0 || realm === "") continue;
		const service = parameters.get("service");
		const scope = parameters.get("scope");
		return {
			bearer: {
				realm,
				...service !== void 0 && { service },
				...scope !== void 0 && { scope }
			},
			basic
		};
	}
	return { basic };
}

// src/oci/explain/recognizer.ts
/** A recognizer that knows what the host's name tells; the rest it learns from answers. */
function createRecognizer(host) {
	let kind = kindOfHost(host);
	return {
		get kind() {
			return kind;
		},
		see(answer) {
			if (kind === "generic" || kind === "distribution") kind = kindOfAnswer(answer) ?? kind;
		}
	};
}
function kindOfAnswer(answer) {
	return byServer(answer) ?? byChallenge(answer) ?? byBody(answer) ?? byVersion(answer);
}
function byServer(answer) {
	const server = firstHeader(answer, "server") ?? "";
	if (/^AzureContainerRegistry/i.test(server)) return "acr";
	if (/^Nexus\//i.test(server)) return "nexus";
	return ["x-jfrog-version", "x-artifactory-id"].some((name) => answer.headers[name] !== void 0) || /^Artifactory\//i.test(server) ? "artifactory" : void 0;
}
/** What services call themselves in a challenge, where it is not the name of their host. */
const SERVICES = /* @__PURE__ */ new Map([
	["ecr.amazonaws.com", "ecr"],
	["harbor-registry", "harbor"],
	["registry.docker.io", "docker-hub"]
]);
/** Where products have their token servers. */
const REALM_PATHS = [
	[/\/service\/token$/, "harbor"],
	[/\/jwt\/auth$/, "gitlab"],
	[/\/v2\/auth$/, "quay"],
	[/\/artifactory\/api\/(?:docker|oci|helmoci)\//, "artifactory"]
];
function byChallenge(answer) {
	if (answer.status !== 401) return void 0;
	for (const challenge of parseChallenges(headerOf(answer, "www-authenticate") ?? "")) {
		const kind = kindOfChallenge(challenge);
		if (kind !== void 0) return kind;
	}
}
function kindOfChallenge({ parameters }) {
	const service = parameters.get("service") ?? "";
	const realm = parameters.get("realm") ?? "";
	const known = SERVICES.get(service) ?? kindOfHost(service);
	if (known !== "generic") return known;
	if (/^Sonatype Nexus/i.test(realm)) return "nexus";
	const path = URL.canParse(realm) ? new URL(realm).pathname : "";
	if (path.endsWith("/v2/token") && service === "container_registry") return "gitea";
	return REALM_PATHS.find(([pattern]) => pattern.test(path))?.[1];
}
/** zot describes each of its errors in the detail (zot v2 pkg/api/errors). */
function byBody(answer) {
	if (answer.status < 400 || answer.method === "HEAD") return void 0;
	const { errors } = jsonOf(answer) ?? {};
	const [first] = Array.isArray(errors) ? errors : [];
	const { detail } = first ?? {};
	const { description } = detail ?? {};
	return typeof description === "string" ? "zot" : void 0;
}
function byVersion(answer) {
	return answer.headers["docker-distribution-api-version"] === void 0 ? void 0 : "distribution";
}

// src/oci/login/token.ts
/** Access tokens are JSON Web Tokens of a few KiB. */
const MAX_TOKEN_BYTES = 131072;
/** How long a token lives that does not say (distribution token authentication specification). */
const DEFAULT_LIFE_SECONDS = 60;
/** A token is given up this long before it expires, so that it does not die on its way. */
const MARGIN_MS = 1e4;
const CLIENT_ID = "helm-oci-publish";
/** The realm as a URL. Throws REGISTRY_ERROR where credentials must not go there. */
function realmOf(challenge, registry) {
	const realm = URL.canParse(challenge.realm) ? new URL(challenge.realm) : void 0;
	const problem = realm === void 0 ? "is no absolute URL" : excursionProblem(realm, registry) ?? plainProblem(realm);
	if (realm !== void 0 && problem === void 0) return realm;
	throw new RegistryError("REGISTRY_ERROR", `Could not log in to ${registry.host}: the place it asks to log in at${realm === void 0 ? "" : `, ${safeUrl(realm)},`} ${problem}`, {
		url: safeUrl(registry),
		hint: "nothing was sent there; the registry's token realm has to be corrected"
	});
	function plainProblem(url) {
		if (url.protocol === "https:" || url.hostname === registry.hostname || isLoopback(url.hostname)) return void 0;
		return "would get credentials over plain http";
	}
}
/** What is done when a token is asked for, to follow "Could not". */
function tokenDoing(scope) {
	return `get a token${scope === "" ? "" : ` for ${scope}`}`;
}
/** The request for a token: GET, or for an identity token the POST of OAuth 2. */
function tokenRequest(wish, basic) {
	const common = {
		doing: tokenDoing(wish.scope),
		maxBytes: MAX_TOKEN_BYTES,
		signal: wish.signal
	};
	const accept = { accept: "application/json" };
	if (wish.credential.kind === "identity-token") {
		const form = new URLSearchParams({
			grant_type: "refresh_token",
			refresh_token: wish.credential.token.reveal(),
			client_id: CLIENT_ID,
			...wish.scope !== "" && { scope: wish.scope },
			...wish.service !== void 0 && { service: wish.service }
		});
		const headers = {
			...accept,
			"content-type": "application/x-www-form-urlencoded"
		};
		return {
			...common,
			method: "POST",
			url: wish.realm,
			headers,
			body: Buffer.from(form.toString())
		};
	}
	const url = new URL(wish.realm);
	if (wish.service !== void 0) url.searchParams.set("service", wish.service);
	if (wish.scope !== "") url.searchParams.append("scope", wish.scope);
	return {
		...common,
		method: "GET",
		url,
		headers: accept,
		...basic !== void 0 && { authorization: basic }
	};
}
/** Reads a token out of a 200. Throws NOT_A_REGISTRY where there is none. */
function readToken(answer, scope, now) {
	const json = jsonOf(answer);
	const fields = typeof json === "object" && json !== null ? json : {};
	const value = fields["token"] || fields["access_token"];
	if (typeof value !== "string") throw noToken(answer, scope);
	const said = Number(fields["expires_in"]);
	const lifeMs = (said > 0 ? said : DEFAULT_LIFE_SECONDS) * 1e3;
	const marginMs = Math.min(Math.max(MARGIN_MS, lifeMs / 10), lifeMs / 2);
	return {
		value: new Secret(value),
		usableUntil: now + lifeMs - marginMs
	};
}
function noToken(answer, scope) {
	const url = safeUrl(answer.url);
	const what = isHtml(answer) ? "a web page (text/html)" : "something that holds no token";
	return new RegistryError("NOT_A_REGISTRY", `Could not ${tokenDoing(scope)}: ${answer.method} ${url} was answered ${answer.status} with ${what}`, {
		status: answer.status,
		method: answer.method,
		url,
		hint: "check the address of the registry"
	});
}

// src/oci/login/auth.ts
/** Token servers that know no such endpoint; if the registry takes Basic as well, that is what is left. */
const NO_TOKEN_ENDPOINT = /* @__PURE__ */ new Set([
	404,
	405,
	501
]);
/** Knows how to authenticate to one registry, and who we are there. */
var Authorizer = class {
	#options;
	#flight = createSingleFlight();
	#tokens = /* @__PURE__ */ new Map();
	#actions = /* @__PURE__ */ new Map();
	#scheme;
	#lookups = /* @__PURE__ */ new Map();
	#credential = {
		kind: "none",
		origin: ""
	};
	constructor(options) {
		this.#options = options;
	}
	/** The Authorization header for a request about a repository; `undefined` until a challenge has come. */
	async header(repository, signal) {
		if (this.#scheme === void 0) return void 0;
		const credential = await this.#find(repository);
		if (this.#scheme.kind === "basic") return basicHeader(credential);
		if (credential.kind === "registry-token") return new Secret(`Bearer ${credential.token.reveal()}`);
		const scope = this.#scopeOf(repository);
		const token = this.#tokens.get(scope);
		if (token !== void 0 && this.#options.now() < token.usableUntil) return bearerHeader(token.value);
		return this.#flight(scope, signal, () => this.#exchange(scope, credential, signal));
	}
	/**
	* Learns from a 401 to a request that was sent with `used`, or from a 403 to one that nobody had signed; whether
	* asking again may help.
	*/
	async learn(answer, repository, used) {
		const { bearer, ...offer } = offerOf(parseChallenges(headerOf(answer, "www-authenticate") ?? ""));
		const basic = offer.basic || answer.status === 403;
		const credential = await this.#find(repository);
		if (bearer === void 0) {
			if (offer.basic || basic && credential.kind === "basic") this.#scheme = { kind: "basic" };
			return basic && used === void 0 && credential.kind === "basic";
		}
		if ((credential.kind === "registry-token" || this.#scheme?.kind === "basic") && used !== void 0) return false;
		this.#widen(repository, bearer.scope);
		this.#drop(used);
		this.#adopt(bearer, basic);
		return true;
	}
	/** Whether the registry has asked who we are; from then on its answers are to us. */
	get isChallenged() {
		return this.#scheme !== void 0;
	}
	/** Which credentials are used, or where they were looked for in vain: a clause. */
	get account() {
		const { kind, origin } = this.#credential;
		if (kind !== "none") return `credentials used: ${origin}`;
		return origin === "" ? "the registry did not ask for credentials" : `no credentials found in ${origin}`;
	}
	get hasCredentials() {
		return this.#credential.kind !== "none";
	}
	async #find(repository) {
		const { credentials, host } = this.#options;
		const lookup = this.#lookups.get(repository) ?? credentials.credentialFor(host, repository);
		this.#lookups.set(repository, lookup);
		const credential = await lookup;
		if (credential !== this.#credential) {
			this.#credential = credential;
			const { redactor } = this.#options;
			if (credential.kind === "basic") {
				redactor.add(credential.password);
				redactor.add(new Secret(basicPair(credential.username, credential.password)));
			} else if (credential.kind !== "none") redactor.add(credential.token);
		}
		return credential;
	}
	/** A token that was refused is not used again; one that replaced it meanwhile stays. */
	#drop(used) {
		for (const [scope, token] of this.#tokens) if (bearerHeader(token.value).reveal() === used?.reveal()) this.#tokens.delete(scope);
	}
	#adopt(challenge, orBasic) {
		const { origin, host, reporter } = this.#options;
		const realm = realmOf(challenge, origin);
		const known = this.#scheme?.kind === "bearer" ? this.#scheme.realm : origin;
		if (realm.hostname !== known.hostname) reporter.info(`${host} authenticates at ${realm.host}`);
		this.#scheme = {
			kind: "bearer",
			challenge,
			realm,
			orBasic
		};
	}
	async #exchange(scope, credential, signal) {
		const scheme = this.#scheme;
		if (scheme?.kind !== "bearer") throw new TypeError("a token is asked for without a challenge");
		const { realm, challenge, orBasic } = scheme;
		const basic = basicHeader(credential);
		const wish = {
			realm,
			service: challenge.service,
			scope,
			credential,
			signal
		};
		const answer = await this.#options.send(tokenRequest(wish, basic));
		if (answer.status !== 200) {
			if (!(orBasic && basic !== void 0 && NO_TOKEN_ENDPOINT.has(answer.status))) throw this.#options.refuse(tokenDoing(scope), answer);
			this.#scheme = { kind: "basic" };
			return basic;
		}
		const token = readToken(answer, scope, this.#options.now());
		this.#options.redactor.add(token.value);
		this.#tokens.set(scope, token);
		return bearerHeader(token.value);
	}
	/** Empty where it is the account alone that is to be proved. */
	#scopeOf(repository) {
		if (repository === "") return "";
		return `repository:${repository}:${[...this.#actions.get(repository) ?? new Set(this.#options.actions)].join(",")}`;
	}
	/** Adds the actions a challenge wants here; what it says of other repositories is a placeholder (GHCR, Gitea). */
	#widen(repository, scope) {
		const actions = new Set(this.#actions.get(repository) ?? this.#options.actions);
		for (const part of scope?.split(" ") ?? []) {
			const [, name, wanted] = /^repository(?:\([^)]*\))?:(.+):([^:]*)$/.exec(part) ?? [];
			if (name === repository) for (const action of wanted?.split(",") ?? []) actions.add(action);
		}
		this.#actions.set(repository, actions);
	}
};
function basicPair(username, password) {
	return Buffer.from(`${username}:${password.reveal()}`).toString("base64");
}
function basicHeader(credential) {
	if (credential.kind !== "basic") return void 0;
	return new Secret(`Basic ${basicPair(credential.username, credential.password)}`);
}
function bearerHeader(token) {
	return new Secret(`Bearer ${token.reveal()}`);
}

// src/oci/http/content-encoding.ts
/**
* The body without the compression that a proxy gave it, though none was asked for (Harbor's does); the body itself
* where it has none; `undefined` where it is damaged, or longer than `maxBytes`.
*/
function withoutCompression(answer, maxBytes) {
	const { body } = answer;
	const encoding = firstHeader(answer, "content-encoding")?.trim() ?? "";
	if (!/^(x-)?gzip$/i.test(encoding) || body[0] !== 31 || body[1] !== 139) return body;
	try {
		return gunzipSync(body, { maxOutputLength: maxBytes });
	} catch {
		return;
	}
}

// src/oci/client/refusal.ts
/** Turns an answer that was not the wished one into the error to throw. */
function refusalOf$1(answer, context) {
	const { doing, clean } = context;
	const body = readErrorBody(answer);
	const words = clean(body.words ?? "");
	const { status, method } = answer;
	const url = safeUrl(answer.url);
	const code = codeOf(answer, body);
	const codes = body.codes.map(clean);
	const hint = hintFor$2(factsOf(answer, context, {
		codes,
		words,
		isRegistry: code !== "NOT_A_REGISTRY"
	}));
	const said = [
		String(status),
		...codes.length === 0 && words === "" ? [STATUS_CODES[status] ?? "without a word"] : codes.slice(0, 1),
		...words === "" ? [] : [`(“${words}”)`],
		...scopeOf(answer)
	].join(" ");
	return new RegistryError(code, `Could not ${doing}: ${method} ${url} was answered ${said}`, {
		status,
		method,
		url,
		codes,
		...hint !== void 0 && { hint }
	});
}
function factsOf(answer, { host, kind, step, repository = repositoryOf(answer.url), account, hasCredentials }, said) {
	const wait = firstHeader(answer, "retry-after");
	return {
		...said,
		kind,
		step: step ?? stepOf(answer),
		status: answer.status,
		host,
		account,
		hasCredentials,
		...repository !== void 0 && { repository },
		...wait !== void 0 && { wait: printable(wait) }
	};
}
/** What a registry that wants tokens would have wanted one for. */
function scopeOf(answer) {
	if (answer.status !== 401) return [];
	const scope = offerOf(parseChallenges(headerOf(answer, "www-authenticate") ?? "")).bearer?.scope;
	return scope === void 0 ? [] : [`and wants ${printable(scope)}`];
}
/** The error for an answer that is a web page though its status says all is well. */
function pageRefusal(answer, context) {
	const { status, method } = answer;
	const url = safeUrl(answer.url);
	const page = context.clean(describePage(answer));
	const hint = hintFor$2(factsOf(answer, context, {
		codes: [],
		words: page,
		isRegistry: false
	}));
	return new RegistryError("NOT_A_REGISTRY", `Could not ${context.doing}: ${method} ${url} was answered ${status} with ${page}`, {
		status,
		method,
		url,
		...hint !== void 0 && { hint }
	});
}
function codeOf(answer, body) {
	const { status } = answer;
	if (status === 401) return "UNAUTHORIZED";
	if (status === 429 || body.codes.includes("TOOMANYREQUESTS")) return "THROTTLED";
	if (status === 403) return "DENIED";
	if (status < 400 && (status >= 300 || isHtml(answer))) return "NOT_A_REGISTRY";
	if ((status === 404 || status === 405) && !body.isFromRegistry && answer.method !== "HEAD") return "NOT_A_REGISTRY";
	if (status === 404) return "NOT_FOUND";
	return status === 409 || status === 412 ? "CONFLICT" : "REGISTRY_ERROR";
}

// src/oci/client/endpoint.ts
/** Answers that nothing is expected of are read this far, in bytes. */
const MAX_SMALL_BYTES = 65536;
/** One registry as the operations see it: authentication, redirects and retries are taken care of. */
var Endpoint = class {
	/** How often requests may be sent. */
	retries;
	retrier;
	origin;
	#send;
	#authorizer;
	#recognizer;
	#clean;
	/** What was answered 404 before the registry knew who asks. */
	#absentToStrangers = /* @__PURE__ */ new Set();
	constructor(parts) {
		this.origin = parts.origin;
		this.retrier = parts.retrier;
		this.retries = parts.retries;
		this.#send = parts.send;
		this.#authorizer = parts.authorizer;
		this.#recognizer = parts.recognizer;
		this.#clean = parts.clean;
	}
	/** The URL of something in a repository: `manifests/1.0.0`. */
	url(repository, path) {
		return new URL(`/v2/${apiName(repository)}/${path}`, this.origin);
	}
	/** Sends a request, authenticating once if challenged. Refusals come back as answers; web pages throw. */
	async ask(ask) {
		const answer = await this.#repeat(ask);
		if (answer.status < 300 && isHtml(answer) && ask.isBlob !== true) throw pageRefusal(answer, this.#context(ask));
		return answer;
	}
	/** Whether the registry has asked who we are. */
	get isChallenged() {
		return this.#authorizer.isChallenged;
	}
	/** The error for an answer that was not the wished one; `step` where method and path do not tell what was asked. */
	refuse(ask, answer, step) {
		return refusalOf$1(answer, {
			...this.#context(ask),
			...step !== void 0 && { step }
		});
	}
	/**
	* Whether a 404 for this URL may have been a refusal to speak of it with strangers: it came without credentials, and
	* since then the registry has asked for some.
	*/
	mayBeHidden(url) {
		return this.#authorizer.isChallenged && this.#absentToStrangers.has(url.href);
	}
	async #repeat(ask) {
		try {
			return await this.retrier.run(ask.tries ?? 1, ask.signal, () => this.#attempt(ask));
		} catch (error) {
			throw explainCut(error, this.#context(ask));
		}
	}
	async #attempt(ask) {
		const name = apiName(ask.repository);
		const isOurs = ask.url.origin === this.origin.origin;
		for (let isSecond = false;; isSecond = true) {
			const authorization = isOurs ? await this.#authorizer.header(name, ask.signal) : void 0;
			const request = {
				doing: ask.doing,
				method: ask.method,
				url: ask.url,
				headers: ask.headers ?? {},
				maxBytes: ask.maxBytes ?? MAX_SMALL_BYTES,
				signal: ask.signal,
				...ask.body !== void 0 && { body: ask.body },
				...ask.staysHome !== void 0 && { staysHome: ask.staysHome },
				...authorization !== void 0 && { authorization }
			};
			const answer = await follow(this.#send, request);
			this.#recognizer.see(answer);
			if (answer.status === 404 && authorization === void 0) this.#absentToStrangers.add(ask.url.href);
			else this.#absentToStrangers.delete(ask.url.href);
			if (!((answer.status === 401 || answer.status === 403 && authorization === void 0) && answer.url.origin === this.origin.origin) || isSecond) return answer;
			if (!await this.#authorizer.learn(answer, name, authorization) || ask.onlyOnce === true) return answer;
		}
	}
	#context(ask) {
		const { account, hasCredentials } = this.#authorizer;
		const { host, name } = ask.repository;
		const { kind } = this.#recognizer;
		return {
			doing: ask.doing,
			host,
			repository: name,
			kind,
			account,
			hasCredentials,
			clean: this.#clean
		};
	}
};
/** Whether the registry says it holds something else than `digest`; no header, or another algorithm, says nothing. */
function contradictsDigest(answer, digest) {
	const said = firstHeader(answer, "docker-content-digest")?.trim();
	return said?.startsWith("sha256:") === true && said !== digest;
}
/** Quirk(Docker Hub): a name of one part belongs to the official images; none is the registry itself. */
function apiName({ host, name }) {
	return isDockerHub(host) && /^[^/]+$/.test(name) ? `library/${name}` : name;
}

// src/oci/client/blobs.ts
/** HEAD a blob. Throws where the registry does not tell. */
async function blobExists(endpoint, repository, digest, ...[signal, tries = endpoint.retries + 1]) {
	const ask = {
		...blobAsk(endpoint, "HEAD", {
			repository,
			digest
		}, signal),
		tries
	};
	const answer = await endpoint.ask(ask);
	if (answer.status === 200) return !contradictsDigest(answer, digest);
	if (answer.status === 404) return false;
	if (answer.url.origin !== endpoint.origin.origin) return await hasFirstByte(endpoint, repository, digest, signal);
	throw endpoint.refuse(ask, answer);
}
/** GET a blob, checked against size and digest. */
async function fetchBlob(endpoint, repository, { digest, size }, signal) {
	const ask = {
		...blobAsk(endpoint, "GET", {
			repository,
			digest
		}, signal),
		maxBytes: size,
		tries: endpoint.retries + 1
	};
	const answer = await endpoint.ask(ask);
	if (answer.status !== 200) throw endpoint.refuse(ask, answer);
	const isIt = (bytes) => bytes.length === size && digestOf(bytes) === digest;
	if (isIt(answer.body)) return answer.body;
	const bytes = withoutCompression(answer, size);
	if (bytes === void 0 || !isIt(bytes)) throw tampered$1(ask, answer);
	return bytes;
}
async function hasFirstByte(endpoint, repository, digest, signal) {
	const ask = {
		...blobAsk(endpoint, "GET", {
			repository,
			digest
		}, signal),
		headers: { range: "bytes=0-0" },
		maxBytes: 1
	};
	const answer = await endpoint.ask(ask);
	if (answer.status === 404) return false;
	if (answer.status !== 206 && answer.status !== 200) throw endpoint.refuse(ask, answer);
	return true;
}
function blobAsk(endpoint, method, { repository, digest }, signal) {
	return {
		doing: `${method === "HEAD" ? "look up" : "fetch"} blob ${digest} in ${repository.host}/${repository.name}`,
		method,
		url: endpoint.url(repository, `blobs/${digest}`),
		repository,
		isBlob: method === "GET",
		signal
	};
}
function tampered$1(ask, answer) {
	const url = safeUrl(answer.url);
	const what = isHtml(answer) ? "a web page" : `${answer.body.length} bytes that do not have this digest and size`;
	return new RegistryError("INTEGRITY", `Could not ${ask.doing}: ${ask.method} ${url} sent ${what}`, {
		status: answer.status,
		method: ask.method,
		url,
		hint: "a cache or proxy in between may have changed them"
	});
}

// src/oci/client/upload-session.ts
/** Opens an upload session; `undefined` where the registry has the blob already. */
async function beginUpload(endpoint, push, signal) {
	const { repository } = push;
	const ask = {
		doing: doingOf(push),
		method: "POST",
		url: endpoint.url(repository, "blobs/uploads/"),
		repository,
		tries: endpoint.retries + 1,
		signal
	};
	const answer = await endpoint.ask(ask);
	if (answer.status === 201) return void 0;
	if (answer.status !== 202) throw endpoint.refuse(ask, answer);
	const location = locationOf(endpoint, ask, answer);
	if (location === void 0) throw badLocation(ask, answer, "no Location to upload to");
	const minimum = Number(firstHeader(answer, "oci-chunk-min-length"));
	return {
		location,
		minChunkBytes: Number.isSafeInteger(minimum) ? minimum : 0
	};
}
/** Where an upload goes on; `undefined` where the answer does not say. Throws where that must not be followed. */
function locationOf(endpoint, ask, answer) {
	const text = firstHeader(answer, "location");
	const location = text === void 0 ? void 0 : resolveUrl(text, answer.url);
	if (location === void 0) return void 0;
	const upgraded = upgrade(location, endpoint.origin);
	const problem = excursionProblem(upgraded, endpoint.origin);
	if (problem !== void 0) throw badLocation(ask, answer, `a Location, ${safeUrl(location)}, that ${problem}`);
	return upgraded;
}
/**
* The PUT that ends an upload, with these bytes. The digest is appended as text: to take the query apart and write it
* anew would break what was signed.
*/
function closingPut(location, push, body, signal) {
	const href = location.href.replace(/#.*$/s, "");
	return {
		doing: doingOf(push),
		method: "PUT",
		url: new URL(`${href}${href.includes("?") ? "&" : "?"}digest=${push.descriptor.digest}`),
		repository: push.repository,
		headers: { "content-type": "application/octet-stream" },
		body,
		onlyOnce: true,
		signal
	};
}
function doingOf({ repository, descriptor }) {
	return `push blob ${descriptor.digest} to ${repository.host}/${repository.name}`;
}
/** A registry behind a proxy that ends TLS may not know that it is reached over https. */
function upgrade(location, registry) {
	if (registry.protocol !== "https:" || location.protocol !== "http:" || location.hostname !== registry.hostname) return location;
	const upgraded = new URL(location);
	upgraded.protocol = "https:";
	if (location.port === "") upgraded.port = registry.port;
	return upgraded;
}
function badLocation(ask, answer, what) {
	const url = safeUrl(answer.url);
	return new RegistryError("REGISTRY_ERROR", `Could not ${ask.doing}: ${answer.method} ${url} was answered ${answer.status} with ${what}`, {
		status: answer.status,
		method: ask.method,
		url,
		hint: "this is a fault of the registry, or of a proxy in front of it"
	});
}

// src/oci/client/chunked-upload.ts
/**
* A megabyte of either kind is not less than this: nginx, unless told otherwise, lets bodies of 1 MiB through, GHCR
* takes chunks of 4 MiB. Amazon ECR wants parts of at least 5 MiB and does not say so, so that behind a proxy with a
* lower cap there is no upload to ECR at all.
*/
const CHUNK_BYTES = 1e6;
/** Quirk(ECR): 201. */
const TAKEN = /* @__PURE__ */ new Set([
	201,
	202,
	204
]);
/**
* PATCH after PATCH, each to the Location that the one before was answered with, and the last chunk with the closing
* PUT, which may not be empty everywhere (ECR). What the answers say of the Range is not read: ECR repeats the first,
* zot has been seen to be short of it, and in the end the digest tells.
*/
async function putInChunks(endpoint, session, push, signal) {
	const chunkBytes = Math.max(CHUNK_BYTES, session.minChunkBytes);
	const { bytes } = push;
	let { location } = session;
	let start = 0;
	for (; start + chunkBytes < bytes.length; start += chunkBytes) {
		const chunk = bytes.subarray(start, start + chunkBytes);
		const ask = {
			...withRange(closingPut(location, push, chunk, signal), start),
			method: "PATCH",
			url: location
		};
		const answer = await endpoint.ask(ask);
		if (!TAKEN.has(answer.status)) return {
			ask,
			answer
		};
		location = locationOf(endpoint, ask, answer) ?? location;
	}
	const ask = withRange(closingPut(location, push, bytes.subarray(start), signal), start);
	return {
		ask,
		answer: await endpoint.ask(ask)
	};
}
function withRange(ask, start) {
	const end = start + (ask.body?.length ?? 0) - 1;
	return {
		...ask,
		headers: {
			...ask.headers,
			"content-range": `${start}-${end}`
		}
	};
}

// src/oci/client/blob-push.ts
/**
* POST, then one PUT of the whole blob: the only upload every registry takes. Where that is more than a proxy lets
* through, it is sent in chunks instead.
*/
async function pushBlob(endpoint, push, signal) {
	const whole = await upload(endpoint, push, putWhole, signal);
	if (whole === void 0) return;
	if (!(whole.status === 413 || whole.status === 416) || push.bytes.length <= 1e6) throw whole;
	const chunked = await upload(endpoint, push, putInChunks, signal);
	if (chunked !== void 0) throw inChunksToo(whole, chunked);
}
/**
* Uploads until the registry has the blob; otherwise the error that was the last straw. An upload session dies with
* its connection, so what fails is begun anew, after a look whether the registry has stored the blob all the same.
*/
async function upload(endpoint, push, fill, signal) {
	const seen = /* @__PURE__ */ new Set();
	for (let attempt = 1;; attempt++) {
		const session = await beginUpload(endpoint, push, signal);
		if (session === void 0) return void 0;
		const failure = await uploadOnce(endpoint, () => fill(endpoint, session, push, signal));
		if (failure === void 0) return void 0;
		const { error, answer, repeat } = failure;
		const reason = `${error.status} ${error.codes.join()}`;
		if (repeat === "never" || repeat === "once" && seen.has(reason) || attempt > endpoint.retries) return error;
		seen.add(reason);
		if (error.status === 401) continue;
		if (await isStored(endpoint, push, signal)) return void 0;
		if (await endpoint.retrier.pause(attempt, answer, signal) === void 0) return error;
	}
}
const putWhole = async (endpoint, { location }, push, signal) => {
	const ask = closingPut(location, push, push.bytes, signal);
	return {
		ask,
		answer: await endpoint.ask(ask)
	};
};
async function uploadOnce(endpoint, fill) {
	let exchange;
	try {
		exchange = await fill();
	} catch (error) {
		if (error instanceof RegistryError && isTransientFailure(error)) return {
			error,
			repeat: "often"
		};
		throw error;
	}
	const { ask, answer } = exchange;
	const { status } = answer;
	if (ask.method === "PUT" && (status === 201 || status === 204)) return void 0;
	const error = endpoint.refuse(ask, answer);
	return {
		error,
		answer,
		repeat: repeatOf(error, exchange)
	};
}
function repeatOf({ codes }, { ask, answer: { status } }) {
	if (isTransientStatus(status) || status === 202) return "often";
	if (codes.some((code) => code === "BLOB_UPLOAD_UNKNOWN" || code === "BLOB_UPLOAD_INVALID")) return "often";
	const isChunk = ask.headers?.["content-range"] !== void 0;
	if (codes.includes("DIGEST_INVALID") || status === 401 || isChunk && status === 416) return "once";
	return "never";
}
/** What cannot be told counts as no: the blob is sent again then. */
async function isStored(endpoint, push, signal) {
	try {
		return await blobExists(endpoint, push.repository, push.descriptor.digest, signal, 1);
	} catch (error) {
		if (signal.aborted) throw error;
		return false;
	}
}
function inChunksToo(whole, chunked) {
	const { status, method, url, codes } = whole;
	const why = chunked.message.replace(/^Could not push blob \S+ to \S+: /, "");
	return new RegistryError(whole.code, `${whole.message}; in chunks of ${CHUNK_BYTES} bytes: ${why}`, {
		codes,
		hint: "a proxy in front of the registry limits the size of uploads: raise its limit (nginx: client_max_body_size)",
		cause: chunked,
		...status !== void 0 && { status },
		...method !== void 0 && { method },
		...url !== void 0 && { url }
	});
}

// src/oci/client/check-login.ts
/**
* Asks the registry's API whether it takes our credentials, without naming a repository, as Docker's and Helm's logins
* do (distribution-spec v1.1.1 § Determining Support). Whether it asked who we are at all: many answer strangers here
* that they do not let write. A refusal is a RegistryError.
*/
async function checkLogin(endpoint, host, signal) {
	const doing = `log in to ${host}`;
	const repository = {
		host,
		name: ""
	};
	const answer = await endpoint.ask({
		doing,
		method: "GET",
		url: new URL("/v2/", endpoint.origin),
		repository,
		tries: endpoint.retries + 1,
		signal
	});
	if (answer.status !== 200) throw endpoint.refuse({
		doing,
		repository
	}, answer);
	return endpoint.isChallenged;
}

// src/oci/client/manifests.ts
/** What registries must take at least, and most take at most (distribution-spec v1.1.1 § Pushing manifests). */
const MAX_MANIFEST_BYTES = 4194304;
/** Without it a registry answers 404 for an OCI manifest that is there (distribution 2.8.2), as if the tag were free. */
const ACCEPT = `${MediaType.imageManifest}, ${MediaType.imageIndex}`;
/** HEAD a manifest. A 401, 403 or 5xx throws: "could not tell" is never "absent". */
async function resolveManifest(endpoint, place, signal, tries = endpoint.retries + 1) {
	const ask = {
		...manifestAsk(endpoint, "HEAD", place, signal),
		tries
	};
	const answer = await endpoint.ask(ask);
	if (answer.status === 404) return void 0;
	if (answer.status !== 200) throw endpoint.refuse(ask, answer);
	const digest = firstHeader(answer, "docker-content-digest")?.trim();
	const isCompressed = firstHeader(answer, "content-encoding") !== void 0;
	const size = Number(isCompressed ? NaN : firstHeader(answer, "content-length") ?? NaN);
	if (digest !== void 0 && isDigest(digest) && Number.isSafeInteger(size)) return {
		mediaType: mediaTypeOf(answer),
		digest,
		size
	};
	return (await fetchManifest(endpoint, place, signal))?.descriptor;
}
/** GET a manifest; its digest is that of the bytes. */
async function fetchManifest(endpoint, place, signal) {
	const ask = {
		...manifestAsk(endpoint, "GET", place, signal),
		tries: endpoint.retries + 1
	};
	const answer = await endpoint.ask(ask);
	if (answer.status === 404) return void 0;
	if (answer.status !== 200) throw endpoint.refuse(ask, answer);
	const bytes = withoutCompression(answer, MAX_MANIFEST_BYTES);
	const digest = digestOf(bytes ?? answer.body);
	const wanted = isDigest(place.reference) ? place.reference : digest;
	if (bytes === void 0 || digest !== wanted || contradictsDigest(answer, digest)) throw tampered(ask, answer, digest);
	return {
		descriptor: {
			mediaType: mediaTypeOf(answer),
			digest,
			size: bytes.length
		},
		bytes
	};
}
/** Where a manifest is. */
function manifestUrl(endpoint, { repository, reference }) {
	return endpoint.url(repository, `manifests/${reference}`);
}
function manifestAsk(endpoint, method, place, signal) {
	const { repository } = place;
	return {
		doing: `${method === "HEAD" ? "look up" : "fetch"} ${formatPlace(place)}`,
		method,
		url: manifestUrl(endpoint, place),
		repository,
		headers: { accept: ACCEPT },
		maxBytes: MAX_MANIFEST_BYTES,
		signal
	};
}
/** `host/name:tag` or `host/name@digest`, for messages. */
function formatPlace({ repository: { host, name }, reference }) {
	return formatReference(isDigest(reference) ? {
		host,
		name,
		digest: reference
	} : {
		host,
		name,
		tag: reference
	});
}
function mediaTypeOf(answer) {
	return firstHeader(answer, "content-type")?.split(";")[0]?.trim() ?? "application/octet-stream";
}
function tampered(ask, answer, digest) {
	const url = safeUrl(answer.url);
	return new RegistryError("INTEGRITY", `Could not ${ask.doing}: ${ask.method} ${url} sent bytes whose digest is ${digest}, which is not the one it should be`, {
		status: answer.status,
		method: ask.method,
		url,
		hint: "a cache or proxy in between may have changed them"
	});
}

// src/oci/client/delete-manifest.ts
/** The specification's 202, and what else means that it is done (RFC 9110 § 9.3.5). */
const DELETED = /* @__PURE__ */ new Set([
	200,
	202,
	204
]);
/** DELETE a tag or, by its digest, a manifest (distribution-spec v1.1.1 § Content Management). */
async function deleteManifest(endpoint, place, signal) {
	const ask = {
		doing: `delete ${formatPlace(place)}`,
		method: "DELETE",
		url: manifestUrl(endpoint, place),
		repository: place.repository,
		tries: endpoint.retries + 1,
		signal
	};
	const answer = await endpoint.ask(ask);
	if (DELETED.has(answer.status)) return "deleted";
	const error = endpoint.refuse(ask, answer);
	if (error.code === "NOT_FOUND") return "absent";
	if (!isDigest(place.reference) && (answer.status === 400 || answer.status === 405)) return "unsupported";
	throw error;
}

// src/oci/client/images.ts
/** Images are kept in Docker's own types too: a registry that is not asked for these answers 404. */
const acceptImages = [
	MediaType.imageIndex,
	MediaType.imageManifest,
	"application/vnd.docker.distribution.manifest.list.v2+json",
	"application/vnd.docker.distribution.manifest.v2+json"
].join(", ");
/** HEAD an image, of whatever type. A 401, 403 or 5xx throws: "could not tell" is never "absent". */
async function hasImage(endpoint, place, signal) {
	const url = manifestUrl(endpoint, place);
	const ask = {
		doing: `look up ${formatPlace(place)}`,
		method: "HEAD",
		url,
		repository: place.repository,
		headers: { accept: acceptImages },
		tries: endpoint.retries + 1,
		signal
	};
	const first = await endpoint.ask(ask);
	const answer = first.status === 404 && endpoint.mayBeHidden(url) ? await endpoint.ask(ask) : first;
	if (answer.status === 404) return false;
	if (answer.status !== 200) throw endpoint.refuse(ask, answer);
	return true;
}

// src/oci/client/manifest-push.ts
/** How often a registry may say that it does not know blobs which it has just taken. */
const MAX_UNKNOWN_BLOB = 3;
/**
* PUT a manifest. After every failure its place is looked up before anything else: a registry may have stored what
* it could not answer for, and one with immutable tags refuses even what is there already. Throws CONFLICT where the
* tag holds another manifest and may not be changed.
*/
async function pushManifest(endpoint, place, manifest, signal) {
	const ask = manifestPut(endpoint, place, manifest, signal);
	const tries = endpoint.retries + 1;
	for (let attempt = 1;; attempt++) {
		const failure = await putOnce(endpoint, ask, manifest.descriptor.digest);
		if (failure === void 0) return;
		const existing = await lookUp(endpoint, place, signal);
		if (existing === manifest.descriptor.digest) return;
		const { error, answer } = failure;
		if (existing !== void 0 && answer !== void 0 && mayMeanTaken(error)) throw taken(endpoint, ask, answer, existing);
		if (isBlobUnknown(error)) {
			const missing = await missingBlobs(endpoint, place, manifest, signal);
			if (attempt >= Math.min(tries, MAX_UNKNOWN_BLOB)) throw withMissing(error, missing);
		} else if (attempt >= tries || !(isTransientFailure(error) || isTransientStatus(error.status ?? 0))) throw error;
		if (await endpoint.retrier.pause(attempt, answer, signal) === void 0) throw error;
	}
}
function manifestPut(endpoint, place, manifest, signal) {
	return {
		doing: `push ${formatPlace(place)}`,
		method: "PUT",
		url: manifestUrl(endpoint, place),
		repository: place.repository,
		headers: { "content-type": manifest.descriptor.mediaType },
		body: manifest.bytes,
		signal
	};
}
/** Throws what is final: a wrong digest, a 401 after logging in, a cancellation. */
async function putOnce(endpoint, ask, digest) {
	let answer;
	try {
		answer = await endpoint.ask(ask);
	} catch (error) {
		if (error instanceof RegistryError && isTransientFailure(error)) return { error };
		throw error;
	}
	if (answer.status === 201 && !contradictsDigest(answer, digest)) return void 0;
	if (answer.status === 201) throw rewritten(ask, answer, digest);
	const error = endpoint.refuse(ask, answer);
	if (answer.status === 401) throw error;
	return {
		error,
		answer
	};
}
/** What the place holds; what cannot be told counts as nothing, for the PUT is repeated then. */
async function lookUp(endpoint, place, signal) {
	try {
		return (await resolveManifest(endpoint, place, signal, 1))?.digest;
	} catch (error) {
		if (error instanceof PublishError && error.code === "CANCELLED") throw error;
		return;
	}
}
/** What is wrong with a manifest itself, or its blobs, is wrong under every tag. */
const MANIFEST_FAULTS = /^(MANIFEST_(INVALID|UNVERIFIED|BLOB_UNKNOWN)|BLOB_UNKNOWN|(DIGEST|NAME|SIZE)_INVALID)$/;
function mayMeanTaken({ status = 0, codes }) {
	if (status === 400 && codes.some((code) => MANIFEST_FAULTS.test(code))) return false;
	return retagStatuses.includes(status);
}
/** Registries have many ways to say that a tag may not be changed; that it holds something else is what they share. */
function taken(endpoint, ask, answer, existing) {
	const { message, status, method, url, codes, hint } = endpoint.refuse(ask, answer, "retag");
	return new RegistryError("CONFLICT", `${message}; ${takenReason}: the tag holds ${existing}`, {
		codes,
		...status !== void 0 && { status },
		...method !== void 0 && { method },
		...url !== void 0 && { url },
		...hint !== void 0 && { hint }
	});
}
/** distribution says MANIFEST_BLOB_UNKNOWN, Gitea BLOB_UNKNOWN. */
function isBlobUnknown(error) {
	return error.codes.includes("MANIFEST_BLOB_UNKNOWN") || error.codes.includes("BLOB_UNKNOWN");
}
/** Which of the manifest's blobs the registry says it does not hold; when it does not say, nothing is missing. */
async function missingBlobs(endpoint, { repository }, manifest, signal) {
	const digests = blobsOf(manifest.bytes);
	const found = await Promise.allSettled(digests.map((digest) => blobExists(endpoint, repository, digest, signal, 1)));
	return digests.filter((_, index) => {
		const result = found[index];
		return result?.status === "fulfilled" && !result.value;
	});
}
/** The digests of config and layers; none where the bytes are no image manifest. */
function blobsOf(bytes) {
	const { config, layers } = JSON.parse(new TextDecoder().decode(bytes)) ?? {};
	return [config, ...Array.isArray(layers) ? layers : []].map((descriptor) => descriptor?.digest).filter((digest) => typeof digest === "string" && isDigest(digest));
}
function withMissing(error, missing) {
	if (missing.length === 0) return error;
	const { status, method, url, codes } = error;
	return new RegistryError(error.code, `${error.message}; the registry does not hold ${missing.join(", ")}`, {
		codes,
		hint: "run again: what is there already is not sent a second time",
		...status !== void 0 && { status },
		...method !== void 0 && { method },
		...url !== void 0 && { url }
	});
}
function rewritten(ask, answer, digest) {
	const url = safeUrl(answer.url);
	const said = firstHeader(answer, "docker-content-digest")?.slice(0, 100);
	return new RegistryError("INTEGRITY", `Could not ${ask.doing}: PUT ${url} was answered ${answer.status}, but the registry stored ${said} instead of ${digest}`, {
		status: answer.status,
		method: ask.method,
		url,
		hint: "the registry, or a proxy in front of it, rewrites manifests"
	});
}

// src/oci/client/read-back.ts
/** How long a manifest may stay invisible after it was stored. Quirk(Quay, geo-replicated ACR): some seconds. */
const LAGS_MS = [
	500,
	1e3,
	2e3,
	4e3,
	8e3
];
/** A memory of pushed manifests, empty at first. */
function createReadBack(sleep) {
	const expected = /* @__PURE__ */ new Set();
	return {
		expect: (place) => void expected.add(formatPlace(place)),
		async fetch(place, signal, read) {
			let found = await read();
			for (const lagMs of expected.has(formatPlace(place)) ? LAGS_MS : []) {
				if (found !== void 0) break;
				await sleep(lagMs, signal);
				found = await read();
			}
			return found;
		}
	};
}

// src/oci/client/referrers-index.ts
/** Reads an image index, image-spec v1.1.1 § Image Index; `undefined` where `text` is none. */
function readReferrersIndex(text) {
	const json = parseObject(text);
	if (json === void 0 || !Array.isArray(json["manifests"])) return void 0;
	return {
		referrers: json["manifests"].map(readDescriptor).filter((found) => found !== void 0),
		json
	};
}
/** The index with one more referrer; everything else in it stays as it was. */
function withReferrer({ json }, referrer) {
	const manifests = Array.isArray(json["manifests"]) ? json["manifests"] : [];
	return JSON.stringify({
		...json,
		manifests: [...manifests, referrer]
	});
}
function readDescriptor(value) {
	const { mediaType, digest, size, artifactType, annotations } = asObject(value) ?? {};
	if (typeof mediaType !== "string" || typeof digest !== "string" || typeof size !== "number") return void 0;
	if (!isDigest(digest) || !Number.isSafeInteger(size) || size < 0) return void 0;
	const texts = Object.entries(asObject(annotations) ?? {}).filter((entry) => typeof entry[1] === "string");
	return {
		mediaType,
		digest,
		size,
		...typeof artifactType === "string" && artifactType !== "" && { artifactType },
		...texts.length > 0 && { annotations: Object.fromEntries(texts) }
	};
}
function parseObject(text) {
	try {
		return asObject(JSON.parse(text));
	} catch {
		return;
	}
}
function asObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value) ? value : void 0;
}

// src/oci/client/referrers-api.ts
const MAX_PAGE_BYTES$1 = 4194304;
/** Tens of thousands of signatures of one manifest; whoever sends more pages than this is going in circles. */
const MAX_PAGES$1 = 100;
/** Refusals by registries that have no such endpoint. Quirk(Quay before 3.12): 400. */
const UNSUPPORTED = /* @__PURE__ */ new Set([
	400,
	404,
	405,
	501
]);
/**
* GET the referrers of a manifest (distribution-spec v1.1.1 § Listing Referrers), of one artifact type if one is
* given; `undefined` where the registry does not have this API.
*/
async function askReferrers(endpoint, { repository, digest }, artifactType, signal) {
	const found = /* @__PURE__ */ new Map();
	const visited = /* @__PURE__ */ new Set();
	const query = artifactType === void 0 ? "" : `?artifactType=${encodeURIComponent(artifactType)}`;
	let next = endpoint.url(repository, `referrers/${digest}${query}`);
	while (next !== void 0 && visited.size < MAX_PAGES$1 && !visited.has(next.href)) {
		const ask = referrersAsk(endpoint, {
			repository,
			digest
		}, next, signal);
		const answer = await endpoint.ask(ask);
		const index = isIndex(answer) ? readReferrersIndex(textOf(answer)) : void 0;
		if (index === void 0 && visited.size === 0 && saysUnsupported(answer)) return void 0;
		if (index === void 0) throw endpoint.refuse(ask, answer);
		visited.add(next.href);
		const isFiltered = hasApplied(answer, "artifactType");
		for (const referrer of index.referrers) if (isFiltered || artifactType === void 0 || referrer.artifactType === artifactType) found.set(referrer.digest, referrer);
		next = nextPage(answer, endpoint.origin);
	}
	return [...found.values()];
}
function referrersAsk(endpoint, { repository, digest }, url, signal) {
	return {
		doing: `list the referrers of ${repository.host}/${repository.name}@${digest}`,
		method: "GET",
		url,
		repository,
		headers: { accept: MediaType.imageIndex },
		maxBytes: MAX_PAGE_BYTES$1,
		tries: endpoint.retries + 1,
		staysHome: true,
		isBlob: true,
		signal
	};
}
function isIndex(answer) {
	const type = firstHeader(answer, "content-type")?.split(";")[0]?.trim().toLowerCase();
	return answer.status === 200 && type === MediaType.imageIndex;
}
/** A list of another type than it should have is none, nor is a redirect that leads away. */
function saysUnsupported({ status }) {
	return status < 400 || UNSUPPORTED.has(status);
}
/** Whether the registry says that it has filtered; one that has not sends everything. */
function hasApplied(answer, filter) {
	return (headerOf(answer, "oci-filters-applied") ?? "").split(",").some((name) => name.trim() === filter);
}

// src/oci/client/referrers-tag.ts
/** How often our entry is put back after somebody else has overwritten it. */
const MAX_WRITES = 5;
const EMPTY = {
	referrers: [],
	json: {
		schemaVersion: 2,
		mediaType: MediaType.imageIndex,
		manifests: []
	}
};
/**
* The referrers that the tag lists which stands in for the referrers API (distribution-spec v1.1.1 § Referrers Tag
* Schema); none where the tag is not there or holds something else.
*/
async function readReferrersTag(endpoint, subject, signal) {
	const held = await fetchManifest(endpoint, placeOf$1(subject), signal);
	return held === void 0 ? [] : indexOf(held, subject.digest)?.referrers ?? [];
}
/**
* Adds a referrer to the tag. Registries know no lock (distribution 2.8.2 ignores If-Match), so the index is read
* back, and what another writer has overwritten is merged with theirs. The index before stays: to delete it needs
* rights that publishing does not.
*/
async function addToReferrersTag(endpoint, subject, referrer, signal) {
	const place = placeOf$1(subject);
	const read = async () => {
		const held = await fetchManifest(endpoint, place, signal);
		const index = held === void 0 ? EMPTY : indexOf(held, subject.digest);
		if (index === void 0) throw occupied(place, subject, referrer);
		return index;
	};
	for (let attempt = 1; attempt <= MAX_WRITES; attempt++) {
		const index = await read();
		if (hasReferrer(index, referrer)) return;
		await pushManifest(endpoint, place, indexManifest(withReferrer(index, referrer)), signal);
		if (hasReferrer(await read(), referrer)) return;
		await endpoint.retrier.pause(attempt, void 0, signal);
	}
	throw overwritten(place, subject, referrer);
}
function hasReferrer({ referrers }, { digest }) {
	return referrers.some((listed) => listed.digest === digest);
}
function placeOf$1({ repository, digest }) {
	return {
		repository,
		reference: digest.replace(":", "-")
	};
}
/** Quirk(GitLab): takes the tag for the digest, and gives the subject itself. */
function indexOf({ descriptor, bytes }, subject) {
	if (descriptor.mediaType !== MediaType.imageIndex || descriptor.digest === subject) return void 0;
	return readReferrersIndex(new TextDecoder().decode(bytes));
}
function indexManifest(text) {
	const bytes = new TextEncoder().encode(text);
	return {
		descriptor: {
			mediaType: MediaType.imageIndex,
			digest: digestOf(bytes),
			size: bytes.length
		},
		bytes
	};
}
function occupied(place, subject, referrer) {
	return new PublishError("CONFLICT", `Could not list ${referrer.digest} as a referrer of ${subject.digest}: the registry has no referrers API, and what it gives for ${formatPlace(place)} is no list of referrers`, { hint: "GitLab's registry does this; attach nothing there, or publish to a registry with the referrers API" });
}
function overwritten(place, subject, referrer) {
	return new PublishError("CONFLICT", `Could not list ${referrer.digest} as a referrer of ${subject.digest}: others overwrote ${formatPlace(place)} each of the ${MAX_WRITES} times it was written`, { hint: "run again when nobody else attaches anything to the same manifest" });
}

// src/oci/client/referrers.ts
/** How often a registry that has the API is asked for a referrer it has just taken: some seconds in all. */
const MAX_LOOKS = 4;
/** Manifests read at a time to see what they are. */
const MAX_READS = 8;
/** The referrers of a manifest, by the API or by the tag that stands in for it. */
async function listReferrers(endpoint, subject, artifactType, signal) {
	const listed = await askReferrers(endpoint, subject, artifactType, signal);
	if (listed !== void 0) return listed;
	const tagged = await readReferrersTag(endpoint, subject, signal);
	if (artifactType === void 0) return [...tagged];
	return (await mapLimit(tagged, MAX_READS, ({ digest }) => fetchManifest(endpoint, {
		repository: subject.repository,
		reference: digest
	}, signal))).filter((manifest) => manifest !== void 0).map(readReferrer).filter((found) => found.subject === subject.digest && found.referrer.artifactType === artifactType).map(({ referrer }) => referrer);
}
/**
* PUT a manifest that has a subject, then see to it that it is listed. That a list has it decides, not the
* OCI-Subject header: registries have been seen to send it without having the API (ECR), and to have the API without
* sending it (Quay).
*/
async function pushReferrer(endpoint, repository, manifest, { turns, signal }) {
	const { subject: digest, referrer } = readReferrer(manifest);
	if (digest === void 0 || !isDigest(digest)) throw new TypeError("a referrer without a subject");
	const subject = {
		repository,
		digest
	};
	await pushManifest(endpoint, {
		repository,
		reference: referrer.digest
	}, manifest, signal);
	if (await isListed(endpoint, subject, referrer, signal)) return;
	await turns(`${repository.host}/${repository.name}@${digest}`, () => addToReferrersTag(endpoint, subject, referrer, signal));
}
/** Whether the API lists it, at once or soon; false where there is no such API. */
async function isListed(endpoint, subject, { digest }, signal) {
	for (let look = 1;; look++) {
		const listed = await askReferrers(endpoint, subject, void 0, signal);
		if (listed === void 0) return false;
		if (listed.some((referrer) => referrer.digest === digest)) return true;
		if (look === MAX_LOOKS) return false;
		await endpoint.retrier.pause(look, void 0, signal);
	}
}
/** A manifest's subject, and its descriptor as a list of referrers has it. */
function readReferrer({ descriptor, bytes }) {
	const { subject, artifactType, annotations } = readManifestContent(bytes);
	const { mediaType, digest, size } = descriptor;
	return {
		subject,
		referrer: {
			mediaType,
			digest,
			size,
			...artifactType !== void 0 && { artifactType },
			...annotations !== void 0 && { annotations }
		}
	};
}

// src/oci/client/tags.ts
/** Quirk(ECR): refuses more. */
const PAGE_SIZE = 1e3;
const MAX_PAGE_BYTES = 4194304;
/** A million tags; whoever sends more pages than this is going in circles. */
const MAX_PAGES = 1e3;
/** Every tag of a repository, without repetitions; none for a repository that is not there. */
async function listTags(endpoint, repository, signal) {
	const tags = /* @__PURE__ */ new Set();
	const visited = /* @__PURE__ */ new Set();
	let next = new URL(`?n=${PAGE_SIZE}`, endpoint.url(repository, "tags/list"));
	while (next !== void 0 && visited.size < MAX_PAGES && !visited.has(next.href)) {
		visited.add(next.href);
		const page = await readPage(endpoint, next, repository, signal);
		const before = tags.size;
		for (const tag of page.tags) tags.add(tag);
		next = tags.size > before ? page.next : void 0;
	}
	return [...tags];
}
async function readPage(endpoint, url, repository, signal) {
	const ask = {
		doing: `list the tags of ${repository.host}/${repository.name}`,
		method: "GET",
		url,
		repository,
		headers: { accept: "application/json" },
		maxBytes: MAX_PAGE_BYTES,
		tries: endpoint.retries + 1,
		signal
	};
	let answer = await endpoint.ask(ask);
	if (answer.status === 400) answer = await endpoint.ask({
		...ask,
		url: endpoint.url(repository, "tags/list")
	});
	if (answer.status === 404) return { tags: [] };
	if (answer.status !== 200) throw endpoint.refuse(ask, answer);
	const next = nextPage(answer, endpoint.origin);
	return {
		tags: readTags(ask, answer),
		...next !== void 0 && { next }
	};
}
/** Quirk(several): `"tags": null` for a repository that has none. */
function readTags(ask, answer) {
	const json = jsonOf(answer);
	const tags = typeof json === "object" && json !== null && "tags" in json ? json.tags : void 0;
	if (tags === null) return [];
	if (Array.isArray(tags)) return tags.filter((tag) => typeof tag === "string");
	const url = safeUrl(answer.url);
	throw new RegistryError("NOT_A_REGISTRY", `Could not ${ask.doing}: GET ${url} was answered with no list of tags`, {
		status: answer.status,
		method: ask.method,
		url,
		hint: "check the address of the registry"
	});
}

// src/oci/client/turns.ts
/** Makes those who would overwrite each other's work take turns; nobody waits for another key. */
function createTurns() {
	const last = /* @__PURE__ */ new Map();
	return async (key, work) => {
		const own = after(last.get(key), work);
		last.set(key, own);
		try {
			return await own;
		} finally {
			if (last.get(key) === own) last.delete(key);
		}
	};
}
async function after(earlier, work) {
	try {
		await earlier;
	} catch {}
	return await work();
}

// src/oci/client/registry-client.ts
const DEFAULT_RETRIES = 5;
const DEFAULT_TIMEOUT_MS = 6e4;
/** A client of the distribution specification: one pool of connections, one login for each registry. */
function createRegistryClient(options) {
	const { reporter, now, retries = DEFAULT_RETRIES } = options;
	const transport = createTransport({
		...options,
		timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS
	});
	const redactor = createRedactor(reporter.mask.bind(reporter));
	const sleep = cancellable(options.sleep);
	const endpoints = /* @__PURE__ */ new Map();
	const uploads = createSingleFlight();
	const turns = createTurns();
	const readBack = createReadBack(sleep);
	const at = ({ host }) => {
		const known = endpoints.get(host);
		if (known !== void 0) return known;
		const { plainHttp, plainHttpHost = host } = options;
		const origin = apiOrigin(host, host === plainHttpHost ? plainHttp : void 0);
		const [retrier, tokenRetrier] = [createRetrier({
			...options,
			sleep
		}), createRetrier({
			...options,
			sleep
		})];
		const recognizer = createRecognizer(host);
		const authorizer = new Authorizer({
			host,
			origin,
			credentials: options.credentials,
			redactor,
			reporter,
			now,
			send: (request) => tokenRetrier.run(retries + 1, request.signal, () => follow(transport.send, request)),
			actions: options.access === "pull" ? ["pull"] : ["pull", "push"],
			refuse: (doing, answer) => {
				const { account, hasCredentials } = authorizer;
				const asked = {
					doing,
					host,
					step: "token",
					...repositoryInScope(doing)
				};
				const { kind } = recognizer;
				return refusalOf$1(answer, {
					...asked,
					kind,
					account,
					hasCredentials,
					clean: redactor.clean
				});
			}
		});
		const endpoint = new Endpoint({
			origin,
			send: transport.send,
			authorizer,
			recognizer,
			retrier,
			retries,
			clean: redactor.clean
		});
		endpoints.set(host, endpoint);
		return endpoint;
	};
	return {
		resolve: (repository, reference, signal) => resolveManifest(at(repository), {
			repository,
			reference
		}, signal),
		mayBeHidden(repository, reference) {
			const endpoint = at(repository);
			return endpoint.mayBeHidden(manifestUrl(endpoint, {
				repository,
				reference
			}));
		},
		fetchManifest: (repository, reference, signal) => readBack.fetch({
			repository,
			reference
		}, signal, () => fetchManifest(at(repository), {
			repository,
			reference
		}, signal)),
		async pushManifest(repository, reference, manifest, signal) {
			await pushManifest(at(repository), {
				repository,
				reference
			}, manifest, signal);
			readBack.expect({
				repository,
				reference
			});
		},
		deleteManifest: (repository, reference, signal) => deleteManifest(at(repository), {
			repository,
			reference
		}, signal),
		hasBlob: (repository, digest, signal) => blobExists(at(repository), repository, digest, signal),
		fetchBlob: (repository, descriptor, signal) => fetchBlob(at(repository), repository, descriptor, signal),
		pushBlob: (repository, descriptor, bytes, signal) => uploads(`${repository.host}/${repository.name}@${descriptor.digest}`, signal, () => pushBlob(at(repository), {
			repository,
			descriptor,
			bytes
		}, signal)),
		listReferrers: (repository, digest, { artifactType }, signal) => listReferrers(at(repository), {
			repository,
			digest
		}, artifactType, signal),
		pushReferrer: (repository, manifest, signal) => pushReferrer(at(repository), repository, manifest, {
			turns,
			signal
		}),
		hasImage: (repository, reference, signal) => hasImage(at(repository), {
			repository,
			reference
		}, signal),
		checkLogin: (host, signal) => checkLogin(at({ host }), host, signal),
		listTags: (repository, signal) => listTags(at(repository), repository, signal),
		[Symbol.asyncDispose]: () => transport.close()
	};
}

// src/oci/login/credentials.ts
/** Logins given outright; `name` says by what, as in "the username and password inputs". */
function givenCredentials(logins, name) {
	return { async credentialFor(host) {
		const login = logins.find((candidate) => loginKey(candidate.host) === loginKey(host));
		if (login === void 0) return {
			kind: "none",
			origin: name
		};
		return {
			kind: "basic",
			username: login.username,
			password: login.password,
			origin: name
		};
	} };
}
/**
* The first source that knows the host decides, even if the registry refuses what it says: to try others would hide
* a wrong setting (Helm does the same with its own file and Docker's).
*/
function firstOf(sources) {
	return { async credentialFor(host, repository) {
		const looked = [];
		for (const source of sources) {
			const credential = await source.credentialFor(host, repository);
			if (credential.kind !== "none") return credential;
			looked.push(credential.origin);
		}
		return {
			kind: "none",
			origin: looked.join(", ")
		};
	} };
}

// src/wire/comments.ts
/** A commenter that is loaded when there is something to say; none where no comment is asked for. */
function laterCommenter(options, context, surroundings) {
	if (!options.comment) return void 0;
	return { async comment(content, clean) {
		const { wireCommenter } = await import("./github-comments.js");
		return wireCommenter(options, context, surroundings).comment(content, clean);
	} };
}

// src/dependency/sources.ts
/** Sources of which nothing is known yet. */
function createDependencySources({ cache, ...clients }) {
	const fetched = /* @__PURE__ */ new Map();
	return {
		...clients,
		...cache && { cache: readingOnce(cache) },
		completions: /* @__PURE__ */ new Map(),
		once(name, fetch) {
			const bytes = fetched.get(name) ?? fetch();
			fetched.set(name, bytes);
			return bytes;
		}
	};
}
/** Charts with a dependency in common share one archive in memory, which is verified once. */
function readingOnce(cache) {
	const known = /* @__PURE__ */ new Map();
	const keyOf = ({ name, repository, version }) => JSON.stringify([
		name,
		repository,
		version
	]);
	return {
		read(asked) {
			const kept = known.get(keyOf(asked)) ?? cache.read(asked);
			known.set(keyOf(asked), kept);
			return kept;
		},
		write(asked, archive) {
			known.set(keyOf(asked), Promise.resolve(archive));
			return cache.write(asked, archive);
		}
	};
}

// src/repository/index-slices.ts
/** A map key alone on its line, plain or in quotes. */
const keyLine = /^(?:"([^"\\]+)"|'([^']+)'|([\p{L}\p{N}._/-]+)):\s*(?:#.*)?$/u;
/**
* Finds what an index says of each chart by the lines' indentation alone, as a full parse of twenty megabytes takes half
* a minute. `undefined` where the text is not laid out as every program that makes an index does it, and where a name
* comes twice; a full parse may tell more.
*/
function sliceIndex(text) {
	const charts = /* @__PURE__ */ new Map();
	let hasApiVersion = false;
	let isInside = false;
	let indent = 0;
	let current;
	const finish = (end) => {
		if (current !== void 0) charts.set(current.name, text.slice(current.from, end));
		current = void 0;
	};
	for (let at = 0, next = 0; at < text.length; at = next) {
		const newline = text.indexOf("\n", at);
		next = newline < 0 ? text.length : newline + 1;
		const depth = depthOf(text, at, next);
		if (depth === void 0) continue;
		if (depth === 0) {
			finish(at);
			const line = text.slice(at, next).trimEnd();
			isInside = /^entries:\s*(?:#.*)?$/.test(line);
			hasApiVersion ||= /^apiVersion:\s*\S/.test(line);
			if (isInside && charts.size > 0) return void 0;
			if (!isInside && !/^(?:(?!entries:)[A-Za-z]+:(?:\s|$)|---$|entries:\s*\{\}$)/.test(line)) return void 0;
			indent = 0;
		} else if (isInside) {
			if (indent === 0) indent = depth;
			if (depth < indent) return void 0;
			if (depth > indent || text[at + depth] === "-") continue;
			finish(at);
			const [, double, single, plain] = keyLine.exec(text.slice(at + depth, next).trimEnd()) ?? [];
			const name = double ?? single ?? plain;
			if (name === void 0 || charts.has(name)) return void 0;
			current = {
				name,
				from: next
			};
		}
	}
	finish(text.length);
	return {
		hasApiVersion,
		charts
	};
}
/** The entries of a chart's list, each with its dash; `undefined` where it is no block list. */
function sliceList(text) {
	const starts = [];
	let indent;
	for (let at = 0, next = 0; at < text.length; at = next) {
		const newline = text.indexOf("\n", at);
		next = newline < 0 ? text.length : newline + 1;
		const depth = depthOf(text, at, next);
		if (depth === void 0) continue;
		indent ??= depth;
		if (depth < indent) return void 0;
		if (depth > indent) continue;
		if (!/^-\s/.test(text.slice(at + depth, at + depth + 2))) return void 0;
		starts.push(at);
	}
	return starts.map((start, index) => text.slice(start, starts[index + 1]));
}
/** How far a line is indented; `undefined` for one that is empty or a comment. */
function depthOf(text, at, next) {
	let place = at;
	while (text[place] === " ") place++;
	const first = text[place];
	return place >= next || first === "\n" || first === "\r" || first === "#" ? void 0 : place - at;
}

// src/repository/chart-index.ts
/** Reads index.yaml, be it YAML 1.1 or JSON. `source` is what it is called in messages. Throws REGISTRY_ERROR. */
function parseIndex(bytes, source) {
	const file = sourceOf(bytes, source);
	if (file.text.trim() === "") throw badIndex(source, "it is empty");
	if (file.text.trimStart().startsWith("{")) {
		const value = parseJson(file.text);
		if (value !== void 0) return readIndex(value, source);
	}
	const slices = sliceIndex(file.text);
	if (slices === void 0) return readIndex(toJson(file), source);
	if (!slices.hasApiVersion) throw badIndex(source, "no API version specified");
	return { versionsOf(name) {
		const list = slices.charts.get(name);
		if (list === void 0) return void 0;
		const items = sliceList(list);
		if (items === void 0) return entriesOf(toJson({
			file: source,
			text: list
		}));
		return items.flatMap((item) => sliceEntry({
			file: source,
			text: item
		}) ?? []);
	} };
}
/** An entry whose version is plain to see is not parsed before it is chosen. */
function sliceEntry(item) {
	const read = () => {
		const [entry] = entriesOf(toJson(item));
		return entry?.read();
	};
	const start = /^ *- */.exec(item.text)?.[0] ?? "";
	const [, double, single, plain] = new RegExp(`^(?: {${start.length}}|${start})version: *(?:"([^"\\\\]*)"|'([^']*)'|(\\w[\\w.+-]*))\\r?$`, "m").exec(item.text) ?? [];
	const version = double ?? single ?? (plain === void 0 ? void 0 : plainText(plain));
	if (version !== void 0) return {
		version,
		read: () => read() ?? { urls: [] }
	};
	return entriesOf(toJson(item))[0];
}
function plainText(text) {
	const value = resolvePlain(text);
	return value === null ? void 0 : scalarToText(value);
}
function readIndex(value, source) {
	const { apiVersion, entries } = objectOf$1(value);
	if (typeof apiVersion !== "string" || apiVersion === "") throw badIndex(source, "no API version specified");
	const charts = objectOf$1(entries);
	return { versionsOf: (name) => Object.hasOwn(charts, name) ? entriesOf(charts[name]) : void 0 };
}
/** Helm passes over entries that are none. */
function entriesOf(list) {
	if (!Array.isArray(list)) return [];
	return list.flatMap((item) => {
		const { version, urls, digest } = objectOf$1(item);
		const text = typeof version === "number" ? scalarToText(version) : version;
		if (typeof text !== "string") return [];
		const archive = {
			urls: Array.isArray(urls) ? urls.filter((url) => typeof url === "string") : [],
			...typeof digest === "string" && digest !== "" && { digest }
		};
		return [{
			version: text,
			read: () => archive
		}];
	});
}
function parseJson(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
function toJson(file) {
	const findings = {
		problems: [],
		places: /* @__PURE__ */ new Map(),
		mistyped: /* @__PURE__ */ new Set(),
		unknown: /* @__PURE__ */ new Map()
	};
	return anything(parseYaml(file), {
		source: file,
		path: "",
		findings
	}, void 0);
}
function objectOf$1(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
function badIndex(source, why) {
	return new PublishError("REGISTRY_ERROR", `Could not read ${source}: ${why}.`, { hint: "Check `repository`: it is the address to which /index.yaml is added." });
}

// src/repository/refusal.ts
const codes = {
	401: "UNAUTHORIZED",
	403: "DENIED",
	404: "NOT_FOUND",
	429: "THROTTLED"
};
/** The error for an answer that is not what was asked for; `loginFrom` says where the login that was told came from. */
function refusalOf(request, answer, loginFrom) {
	const { status } = answer;
	const url = safeUrl(answer.url);
	const why = status === 200 ? "with something that is damaged or too long" : String(status);
	return new RegistryError(codes[status] ?? "REGISTRY_ERROR", `Could not ${request.doing}: GET ${url} was answered ${why}`, {
		status,
		method: "GET",
		url,
		hint: hintFor(request, answer, loginFrom)
	});
}
function hintFor(request, { status, url }, loginFrom) {
	if (status === 401 || status === 403) {
		if (url.origin !== request.url.origin) return `${url.host}, where a redirect leads, is told no login of ${request.url.host}; tell the repository's owner`;
		if (loginFrom !== void 0) return `check the login for ${url.host} that comes from ${loginFrom}, and what it may read`;
		return `${status === 401 ? "it asks for a login:" : "if it is private,"} give one for ${url.host} in registry-auth`;
	}
	if (status >= 500 || status === 429) return "the repository is in trouble; try again later";
	if (request.url.pathname.endsWith("/index.yaml")) return "check `repository`: it is the address to which /index.yaml is added";
	return "the index names an archive that is not there; choose another `version`, or tell the repository's owner";
}

// src/repository/repository-login.ts
/** What may be told at `url`: the repository's login on its own origin, and beyond where Helm was told so. */
async function loginAt(url, repository, added, sources) {
	if (url.origin === repository.origin) return loginFor(repository, added, sources);
	const isSafe = url.protocol === "https:" || isLoopback(url.hostname);
	return added?.passesCredentials === true && isSafe ? addedLogin(added, sources.redactor) : void 0;
}
/** The login in the repository's URL, or the one known for its host; never in clear over a network unless it is written there. */
async function loginFor(repository, added, { credentials, redactor }) {
	if (repository.username !== "") {
		const password = new Secret(decodeURIComponent(repository.password));
		return {
			authorization: basic(decodeURIComponent(repository.username), password, redactor),
			origin: "the repository's URL"
		};
	}
	const login = addedLogin(added, redactor);
	if (login !== void 0) return login;
	if (repository.protocol !== "https:" && !isLoopback(repository.hostname)) return void 0;
	const credential = await credentials.credentialFor(repository.host);
	if (credential.kind !== "basic") return void 0;
	return {
		authorization: basic(credential.username, credential.password, redactor),
		origin: credential.origin
	};
}
function addedLogin(added, redactor) {
	if (added?.username === void 0 || added.password === void 0) return void 0;
	return {
		authorization: basic(added.username, added.password, redactor),
		origin: `repositories.yaml, where it is called ${JSON.stringify(added.name)}`
	};
}
function basic(username, password, redactor) {
	const pair = new Secret(Buffer.from(`${username}:${password.reveal()}`).toString("base64"));
	redactor.add(password);
	redactor.add(pair);
	return new Secret(`Basic ${pair.reveal()}`);
}

// src/repository/chart-repositories.ts
const mebibyte = 1048576;
/** The largest index of a public repository was about 20 MB. */
const maxIndexBytes = 64 * mebibyte;
/** Helm reads no chart of more, unpacked; packed it is not larger by much. */
const maxArchiveBytes = 101 * mebibyte;
/** A client of any number of repositories. A login is told to the origin of its repository alone. */
function createChartRepositories(options) {
	const indexes = /* @__PURE__ */ new Map();
	const retriers = /* @__PURE__ */ new Map();
	let known;
	const named = () => {
		known ??= options.named();
		return known;
	};
	const get = async (repository, url, maxBytes, signal) => {
		const added = (await named()).find((one) => isSame(one.url, repository));
		const login = await loginAt(url, repository, added, options);
		const request = {
			doing: `fetch ${safeUrl(url)}`,
			method: "GET",
			url: withoutLogin(url),
			headers: {},
			maxBytes,
			signal,
			...login && { authorization: login.authorization }
		};
		const retrier = retriers.get(url.origin) ?? options.createRetrier();
		retriers.set(url.origin, retrier);
		const own = added?.tls === void 0 ? options.send : options.sendTo(added);
		const send = (asked) => (asked.url.origin === repository.origin ? own : options.send)(asked);
		const answer = await retrier.run(options.retries + 1, signal, () => follow(send, request));
		const bytes = answer.status === 200 ? withoutCompression(answer, maxBytes) : void 0;
		if (bytes === void 0) throw refusalOf(request, answer, login?.origin);
		return bytes;
	};
	const getArchive = async (repository, url, signal) => {
		try {
			return await get(repository, url, maxArchiveBytes, signal);
		} catch (error) {
			const escaped = withoutPlus(url);
			const isMissing = error instanceof RegistryError && (error.status === 404 || error.status === 403);
			if (escaped === void 0 || !isMissing) throw error;
			return await get(repository, escaped, maxArchiveBytes, signal).catch(() => {
				throw error;
			});
		}
	};
	return {
		named,
		fetchIndex(text, signal) {
			const url = new URL(text);
			const place = resolveIn(url, "index.yaml");
			const index = indexes.get(place.href) ?? get(url, place, maxIndexBytes, signal).then((bytes) => parseIndex(bytes, safeUrl(place)));
			indexes.set(place.href, index);
			return index;
		},
		async fetchArchive(repository, { urls: [first = ""], digest }, signal) {
			const base = new URL(repository);
			const url = resolveIn(base, first);
			refuseExcursion(base, url, digest);
			const bytes = await getArchive(base, url, signal);
			const found = bareDigest(digestOf(bytes));
			if (digest !== void 0 && bareDigest(digest) !== found) {
				const what = `Could not use ${safeUrl(url)}: it has the digest ${found}, the index says ${bareDigest(digest)}`;
				throw new RegistryError("INTEGRITY", what, {
					method: "GET",
					url: safeUrl(url),
					hint: replacedHint
				});
			}
			return bytes;
		}
	};
}

// src/repository/named-repositories.ts
/** Reads Helm's repositories.yaml (Helm v4.1.4 `pkg/repo/v1/repo.go`); none where there is no such file. Throws IO. */
async function readNamedRepositories(file) {
	let bytes;
	try {
		bytes = await readFile(file);
	} catch (cause) {
		if (codeOf$1(cause) === "ENOENT") return [];
		throw new PublishError("IO", `Could not read ${file}: ${messageOf(cause)}`, {
			hint: "Make it readable, or name another one in HELM_REPOSITORY_CONFIG.",
			cause
		});
	}
	const source = sourceOf(bytes, file);
	const findings = {
		problems: [],
		places: /* @__PURE__ */ new Map(),
		mistyped: /* @__PURE__ */ new Set(),
		unknown: /* @__PURE__ */ new Map()
	};
	const { repositories } = objectOf(anything(parseYaml(source), {
		source,
		path: "",
		findings
	}, void 0));
	return Array.isArray(repositories) ? repositories.flatMap(toRepository) : [];
}
function toRepository(value) {
	const entry = objectOf(value);
	const { name, url, username, password } = entry;
	if (typeof name !== "string" || typeof url !== "string") return [];
	const hasLogin = typeof username === "string" && username !== "" && typeof password === "string";
	const tls = toTls(entry);
	return [{
		name,
		url,
		...hasLogin && {
			username,
			password: new Secret(password)
		},
		...entry["pass_credentials_all"] === true && { passesCredentials: true },
		...Object.keys(tls).length > 0 && { tls }
	}];
}
function toTls(entry) {
	const { caFile, certFile, keyFile } = entry;
	const isGiven = (file) => typeof file === "string" && file !== "";
	return {
		...isGiven(caFile) && { caFile },
		...isGiven(certFile) && { certFile },
		...isGiven(keyFile) && { keyFile },
		...entry["insecure_skip_tls_verify"] === true && { insecureSkipVerify: true }
	};
}
function objectOf(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

// src/oci/login/docker-config.ts
/**
* Credentials of a file in Docker's config.json format. Where the file names a credential helper for the host, that
* is asked first, once for each host. A helper that knows no login leaves the question to the file's own logins, as
* Docker's file store does: Helm v4.1.4 stops there and stays anonymous although the file holds the password. A
* helper that fails is an IO error, with both.
*/
function dockerConfig(place, run) {
	const origin = originOf(place);
	const asked = /* @__PURE__ */ new Map();
	let reading;
	return { async credentialFor(host, repository = "") {
		reading ??= readDockerConfig(place);
		const config = await reading;
		const name = helperFor(config, host);
		if (name === void 0) return storedIn(config, host, repository, origin);
		const answer = asked.get(host) ?? credentialHelper(name, origin, run).get(host);
		asked.set(host, answer);
		const withoutHelper = `${origin}, whose credential helper “${name}” knows no login for ${host}`;
		return await answer ?? storedIn(config, host, repository, withoutHelper);
	} };
}
function storedIn(config, host, repository, origin) {
	const auths = authsOf(config);
	for (const key of matchingKeys(Object.keys(auths), host, repository)) {
		const entry = auths[key];
		const credential = isEntry(entry) ? credentialOf(entry, origin) : void 0;
		if (credential !== void 0) return credential;
	}
	return {
		kind: "none",
		origin
	};
}
function credentialOf(entry, origin) {
	const identity = textIn(entry["identitytoken"]);
	if (identity !== void 0) return {
		kind: "identity-token",
		token: new Secret(identity),
		origin
	};
	const access = textIn(entry["registrytoken"]);
	if (access !== void 0) return {
		kind: "registry-token",
		token: new Secret(access),
		origin
	};
	const [username, password] = decodeAuth(textIn(entry["auth"])) ?? [textIn(entry["username"]), textIn(entry["password"])];
	if (password === void 0 || password === "") return void 0;
	if (username === void 0 || username === "") return {
		kind: "identity-token",
		token: new Secret(password),
		origin
	};
	return {
		kind: "basic",
		username,
		password: new Secret(password),
		origin
	};
}
/** `auth` is base64 of `user:password`, cut at the first colon; padding may be missing, NULs may trail. */
function decodeAuth(auth) {
	if (auth === void 0) return void 0;
	const pair = Buffer.from(auth, "base64").toString("utf8");
	const colon = pair.indexOf(":");
	return colon < 0 ? void 0 : [pair.slice(0, colon), pair.slice(colon + 1).replace(/\0+$/, "")];
}

// src/wire/logins.ts
/** The logins given with the options; the workflow's own is known to be good for ghcr.io alone. */
function givenLogins(options, { context, variables, host }) {
	const { username, password, registryAuth, githubToken } = options;
	const actor = variables["GITHUB_ACTOR"] ?? context.owner ?? "github";
	return {
		target: username && password && host ? [{
			host,
			username,
			password
		}] : [],
		registryAuth,
		workflow: githubToken ? [{
			host: "ghcr.io",
			username: actor,
			password: githubToken
		}] : []
	};
}
/** Inputs, the narrower first, then Helm's logins, then Docker's, then the workflow token for ghcr.io. */
function credentialsOf(options, surroundings) {
	const { target, registryAuth, workflow } = givenLogins(options, surroundings);
	return firstOf([
		boundCredentials(target),
		...registryAuth.length > 0 ? [givenCredentials(registryAuth, "registry-auth")] : [],
		storedCredentials(surroundings),
		...workflow.length > 0 ? [givenCredentials(workflow, "the workflow's github-token")] : []
	]);
}
/** The one login without a name: whoever misses it at another host is told what it is for. */
function boundCredentials(target) {
	const given = givenCredentials(target, "the username and password inputs");
	return { async credentialFor(host) {
		const credential = await given.credentialFor(host);
		const [login] = target;
		if (credential.kind !== "none" || login === void 0) return credential;
		const limit = `which are for ${login.host} alone (name others in registry-auth)`;
		return {
			...credential,
			origin: `${credential.origin}, ${limit}`
		};
	} };
}
/**
* The logins that later steps cannot find for themselves, one for each registry: those of the inputs, and the
* workflow's for ghcr.io where that is what we publish with.
*/
async function loginsToLeave(options, surroundings) {
	const { target, registryAuth, workflow } = givenLogins(options, surroundings);
	const published = /* @__PURE__ */ new Set([surroundings.host, ...surroundings.otherHosts ?? []]);
	const own = new Map([...registryAuth, ...target].map((login) => [loginKey(login.host), login]));
	for (const login of workflow) {
		if (!published.has(login.host) || own.has(login.host)) continue;
		if ((await storedCredentials(surroundings).credentialFor(login.host)).kind === "none") own.set(login.host, login);
	}
	return [...own.values()];
}
function storedCredentials({ variables, signal }) {
	const files = userLoginFiles(variables);
	const runHelper = createHelperRun(variables, signal);
	return firstOf([dockerConfig(files.helm, runHelper), dockerConfig(files.docker, runHelper)]);
}
/** Where Helm and Docker keep the logins of whoever runs this. */
function userLoginFiles(variables) {
	return loginFiles(variables, homedir(), process.platform);
}
/** Where Helm (v4.1.4 pkg/helmpath) and Docker keep logins, given the variables that move them. */
function loginFiles(variables, home, platform) {
	const configHome = platform === "win32" ? variables["APPDATA"] ?? path.join(home, "AppData", "Roaming") : platform === "darwin" ? path.join(home, "Library", "Preferences") : path.join(home, ".config");
	const helmHome = variables["HELM_CONFIG_HOME"] || path.join(variables["XDG_CONFIG_HOME"] || configHome, "helm");
	const dockerHome = variables["DOCKER_CONFIG"] || path.join(home, ".docker");
	return {
		helm: {
			file: variables["HELM_REGISTRY_CONFIG"] || path.join(helmHome, "registry", "config.json"),
			name: "Helm's registry config"
		},
		docker: {
			file: path.join(dockerHome, "config.json"),
			name: "Docker's config"
		}
	};
}

// src/wire/repository-transports.ts
/** One transport for each repository, made when it is first asked; `file` is where the settings stand. */
function createRepositoryTransports(settings, file) {
	const transports = /* @__PURE__ */ new Map();
	return {
		sendTo(repository) {
			const transport = transports.get(repository.url) ?? createTransport({
				...settings,
				tls: tlsOf(repository, settings, file)
			});
			transports.set(repository.url, transport);
			return transport.send;
		},
		async close() {
			await Promise.all([...transports.values()].map((transport) => transport.close()));
		}
	};
}
/** Authorities given for all of the run count here, too; a certificate of ours is for whom it was given. */
function tlsOf({ name, url, tls = {} }, { tls: common, reporter }, file) {
	if (tls.insecureSkipVerify === true) reporter.warn(`The TLS certificate of ${new URL(url).host} is not checked (insecure_skip_tls_verify of ${JSON.stringify(name)} in ${file}): whoever stands in between can read the credentials and change the charts. Name its authority in caFile instead.`);
	try {
		return {
			...common?.ca !== void 0 && { ca: common.ca },
			...readTlsFiles(tls, "."),
			...tls.insecureSkipVerify === true && { insecureSkipVerify: true }
		};
	} catch (cause) {
		const [problem] = cause instanceof PublishError ? cause.problems : [];
		const why = cause instanceof PublishError ? cause.problems.map(({ message }) => message).join("; ") : messageOf(cause);
		throw new PublishError("IO", `Could not use the TLS files of ${JSON.stringify(name)} in ${file}: ${why}.`, {
			hint: problem?.hint ?? "Name PEM files.",
			cause
		});
	}
}

// src/wire/dependencies.ts
/** Where dependencies come from: registries that are read only, whatever the run may write, and repositories. */
function wireDependencies(settings, { variables, cache }) {
	const registry = createRegistryClient({
		...settings,
		access: "pull"
	});
	const sleep = cancellable(settings.sleep);
	const transport = createTransport(settings);
	const file = repositoriesFile(variables);
	const ownTransports = createRepositoryTransports(settings, file);
	const repositories = createChartRepositories({
		send: transport.send,
		sendTo: ownTransports.sendTo,
		credentials: settings.credentials,
		named: () => readNamedRepositories(file),
		redactor: createRedactor(settings.reporter.mask.bind(settings.reporter)),
		createRetrier: () => createRetrier({
			...settings,
			sleep
		}),
		retries: settings.retries
	});
	return {
		...createDependencySources({
			registry,
			repositories,
			...cache && { cache }
		}),
		async [Symbol.asyncDispose]() {
			await registry[Symbol.asyncDispose]();
			await transport.close();
			await ownTransports.close();
		}
	};
}
/** Where Helm keeps what it was told by `repo add`, beside its logins. */
function repositoriesFile(variables) {
	const { helm } = userLoginFiles({
		...variables,
		HELM_REGISTRY_CONFIG: void 0
	});
	return variables["HELM_REPOSITORY_CONFIG"] || path.join(path.dirname(helm.file), "../repositories.yaml");
}

// src/wire/stream-output.ts
/**
* Runs a program and hands on its standard output, which is missing from the result, until `onOutput` has heard enough:
* then the program is ended, and counts as one that succeeded. Throws where it cannot be started.
*/
function streamOutput(program, args, { env, cwd, signal }, onOutput) {
	return new Promise((resolve, reject) => {
		const child = spawn(placeOf(program, env), args, {
			env,
			...cwd !== void 0 && { cwd },
			...signal !== void 0 && { signal },
			stdio: [
				"ignore",
				"pipe",
				"pipe"
			],
			windowsHide: true
		});
		let stderr = "";
		let isEnough = false;
		child.stdout.setEncoding("utf8").on("data", (piece) => {
			if (isEnough || !onOutput(piece)) return;
			isEnough = true;
			child.kill();
		});
		child.stderr.setEncoding("utf8").on("data", (piece) => {
			stderr += piece;
		});
		child.on("error", reject);
		child.on("close", (code) => resolve({
			exitCode: isEnough ? 0 : code ?? 128,
			stdout: "",
			stderr
		}));
	});
}
/**
* Windows would look for a program in the directory it is started in before PATH: a checkout that holds a `git.exe` is
* not to be believed.
*/
function placeOf(program, env) {
	if (process.platform !== "win32") return program;
	const [, directories = ""] = Object.entries(env).find(([name]) => /^path$/i.test(name)) ?? [];
	return directories.split(path.delimiter).filter(path.isAbsolute).map((directory) => path.join(directory, `${program}.exe`)).find((file) => existsSync(file)) ?? path.join(path.parse(process.execPath).root, program);
}

// src/wire/exec.ts
/** What git needs to be found, to start, and to find its configuration and the repository. */
const childVariable = /^(PATH|PATHEXT|SystemRoot|ComSpec|HOME|HOMEDRIVE|HOMEPATH|USERPROFILE|APPDATA|PROGRAMDATA|TEMP|TMP|TMPDIR|XDG_CONFIG_HOME|LANG|LC_[A-Z]+|LD_LIBRARY_PATH|DEVELOPER_DIR|GIT_CONFIG_[A-Z0-9_]+)$/i;
/** What one program needs besides: its own credentials, and how to reach its service. */
const ownVariable = { aws: /^(AWS_[A-Z0-9_]+|(HTTPS?|NO)_PROXY|SSL_CERT_FILE)$/i };
/**
* Runs programs with no variables but those they need: any other may hold a secret, whatever its name. The toolkit is
* loaded on first use; it cannot end a program, so that one whose output is streamed is run without it: that one `signal`
* ends, too.
*/
function createExec(variables, signal) {
	return async (program, args, { directory, onOutput } = {}) => {
		const settings = {
			env: variablesFor(program, variables),
			...directory !== void 0 && { cwd: directory }
		};
		try {
			if (args.some((arg) => arg.includes("\0"))) throw new Error(`an argument for ${program} has a null byte`);
			if (onOutput !== void 0) return await streamOutput(program, args, {
				...settings,
				...signal && { signal }
			}, onOutput);
			const { getExecOutput } = await import("./exec.js");
			return await getExecOutput(program, [...args], {
				...settings,
				silent: true,
				ignoreReturnCode: true
			});
		} catch (cause) {
			return {
				exitCode: 127,
				stdout: "",
				stderr: cause instanceof Error ? cause.message : String(cause)
			};
		}
	};
}
function variablesFor(program, variables) {
	const own = ownVariable[program];
	return Object.fromEntries(Object.entries(variables).filter((entry) => {
		const [name, value] = entry;
		return value !== void 0 && (childVariable.test(name) || own?.test(name) === true);
	}));
}

// src/wire/proofs.ts
/** Whether charts are to be signed or attested by Sigstore. */
function wantsProofs({ sign, attest }) {
	return attest || sign.includes("cosign");
}
/** Proofs whose making is loaded on first use: runs that sign nothing pay nothing. */
function laterProofs(options, surroundings) {
	let made;
	const load = async () => {
		const { wireProofs } = await import("./signing.js");
		return wireProofs(options, surroundings);
	};
	const loaded = () => {
		made ??= load();
		return made;
	};
	return {
		beforeTag: options.tag === "after-signing",
		check: async () => (await loaded()).check(),
		prepare: async () => (await loaded()).prepare(),
		attach: async (repository, digest) => (await loaded()).attach(repository, digest),
		async [Symbol.asyncDispose]() {
			await (await made)?.[Symbol.asyncDispose]();
		}
	};
}

// src/wire/provenance-signing.ts
/** What signs provenance files, loaded on first use; nothing without a key. */
function provenanceSigning({ pgpKey, pgpPassphrase, pgpKeyId }) {
	if (pgpKey === void 0) return {};
	const input = {
		key: pgpKey,
		...pgpPassphrase !== void 0 && { passphrase: pgpPassphrase },
		...pgpKeyId !== void 0 && { keyId: pgpKeyId }
	};
	return { async openProvenanceSigner() {
		const { createProvenanceSigner } = await import("./provenance-signer.js");
		return createProvenanceSigner(input, () => /* @__PURE__ */ new Date());
	} };
}

// src/wire/releases.ts
/** Releases whose making is loaded on first use; none where none are asked for, or nothing is written. */
function laterReleases(options, context, surroundings) {
	if (!options.release || !mayPush(options, context)) return void 0;
	let made;
	const load = async () => {
		const { wireReleases } = await import("./github-releases.js");
		return wireReleases(options, context, surroundings);
	};
	const loaded = () => {
		made ??= load();
		return made;
	};
	return {
		check: async (charts) => (await loaded()).check(charts),
		release: async (charts) => (await loaded()).release(charts),
		async [Symbol.asyncDispose]() {
			await (await made?.catch(() => void 0))?.[Symbol.asyncDispose]();
		}
	};
}

// src/wire/run-check.ts
/**
* Runs the user's check in the system's shell (on Windows the `sh` that Git brings), with the variables of the step but
* our secrets; `signal` ends it, with what it has started.
*/
function createCheckRun(variables, signal) {
	return ({ command, chart, archive, directory }) => new Promise((resolve) => {
		const env = {
			...withoutOwnVariables(variables),
			CHART: chart,
			CHART_ARCHIVE: archive
		};
		const said = {
			stdout: "",
			stderr: ""
		};
		const child = spawn("sh", ["-c", command], {
			env,
			cwd: directory,
			stdio: [
				"ignore",
				"pipe",
				"pipe"
			],
			windowsHide: true,
			detached: process.platform !== "win32"
		});
		const end = (exitCode, stderr = said.stderr) => {
			signal.removeEventListener("abort", cancel);
			resolve({
				...said,
				exitCode,
				stderr
			});
		};
		/** Does not wait for "close", which what has left the group could put off for ever. */
		const cancel = () => {
			killGroup(child);
			for (const stream of [child.stdout, child.stderr]) stream.destroy();
			end(128, "the run was cancelled");
		};
		for (const name of ["stdout", "stderr"]) child[name].setEncoding("utf8").on("data", (text) => {
			said[name] = (said[name] + text).slice(-65536);
		});
		child.on("error", ({ message }) => end(127, message));
		child.on("close", (code) => end(code ?? 128));
		signal.addEventListener("abort", cancel, { once: true });
		if (signal.aborted) cancel();
	});
}
/** The shell, and all that it has started and that still runs. */
function killGroup(child) {
	try {
		if (process.platform !== "win32" && child.pid !== void 0) process.kill(-child.pid, "SIGTERM");
		else child.kill("SIGTERM");
	} catch {}
}

// src/wire.ts
/** Makes the real clients. Asks nothing of the network yet. */
function wire(options, surroundings) {
	const { reporter, signal, variables } = surroundings;
	const settings = clientSettings(options, surroundings);
	const credentials = credentialsOf(options, surroundings);
	const registry = createRegistryClient({
		...settings,
		access: surroundings.access,
		credentials
	});
	const anonymous = options.verify === "public" ? createRegistryClient({
		...settings,
		access: "pull",
		credentials: givenCredentials([], "nowhere")
	}) : void 0;
	const images = options.checkImages === "off" ? void 0 : createRegistryClient({
		...settings,
		access: "pull",
		credentials
	});
	const dependencies = wireDependencies({
		...settings,
		credentials,
		reporter
	}, {
		variables,
		cache: surroundings.dependencyCache
	});
	const exec = createExec(variables, signal);
	const proofs = wantsProofs(options) ? laterProofs(options, {
		registry,
		variables,
		reporter,
		signal,
		connection: settings,
		trustDirectory: trustDirectory(variables, homedir(), process.platform)
	}) : void 0;
	const releases = laterReleases(options, surroundings.context, {
		registry,
		exec,
		reporter,
		signal,
		variables,
		connection: settings,
		...proofs !== void 0 && { proofs }
	});
	const commenter = laterCommenter(options, surroundings.context, {
		variables,
		reporter,
		signal,
		connection: settings
	});
	return {
		registry: options.createRepository ? {
			...registry,
			...creatingRepositories(registry, {
				exec,
				reporter
			})
		} : registry,
		...anonymous !== void 0 && { anonymous },
		...provenanceSigning(options),
		...proofs !== void 0 && { proofs },
		...releases !== void 0 && { releases },
		...commenter !== void 0 && { commenter },
		dependencies,
		exec,
		runCheck: createCheckRun(variables, signal),
		...images !== void 0 && { images },
		reporter,
		signal,
		async [Symbol.asyncDispose]() {
			await registry[Symbol.asyncDispose]();
			await anonymous?.[Symbol.asyncDispose]();
			await images?.[Symbol.asyncDispose]();
			await proofs?.[Symbol.asyncDispose]();
			await releases?.[Symbol.asyncDispose]();
			await dependencies[Symbol.asyncDispose]();
		}
	};
}
/** What every client of the run has in common. */
function clientSettings(options, { reporter, variables, host }) {
	return {
		reporter,
		userAgent: `helm-oci-publish/${version}`,
		...options.plainHttp !== void 0 && { plainHttp: options.plainHttp },
		...host !== void 0 && { plainHttpHost: host },
		tls: tlsOf$1(options, host, reporter),
		proxy: proxyOf(variables, reporter),
		retries: options.retries,
		timeoutMs: options.timeoutMs,
		now: () => performance.now(),
		random: Math.random,
		sleep: (ms, abort) => setTimeout(ms, void 0, { signal: abort })
	};
}
/** Where the local cache lies unless the user says otherwise: the system's place for caches. */
function cacheDirectory(variables, home, platform) {
	const caches = platform === "win32" ? variables["LOCALAPPDATA"] ?? path.join(home, "AppData", "Local") : platform === "darwin" ? path.join(home, "Library", "Caches") : path.join(home, ".cache");
	return path.join(variables["XDG_CACHE_HOME"] || caches, "helm-oci-publish");
}
/** Where what Sigstore publishes of itself is kept: beside the local cache, which is an OCI layout and nothing else. */
function trustDirectory(variables, home, platform) {
	return `${cacheDirectory(variables, home, platform)}-sigstore`;
}
/** Where the command keeps archives of dependencies: beside the local cache too. */
function dependencyDirectory(variables, home, platform) {
	return `${cacheDirectory(variables, home, platform)}-dependencies`;
}
/** Exit code of a process that was told to stop. */
const cancelledExitCode = 130;
/** Aborts on the first SIGINT or SIGTERM; a second one ends the process at once. */
function cancelOnSignals() {
	const controller = new AbortController();
	for (const name of ["SIGINT", "SIGTERM"]) process.on(name, () => {
		if (controller.signal.aborted) process.exit(cancelledExitCode);
		controller.abort();
	});
	return controller.signal;
}

export { text as A, fileIn as B, defaultIgnoreRules as C, flag as D, anything as E, problemAt as F, parseReference as G, parseRegistry as H, sourceOf as I, tagOf as J, hostProblem as K, collect as L, parseTree as M, parseYaml as N, list as O, parseYamlDocuments as P, invalidChart as R, walkDirectory as S, parseIgnore as T, repositoryIn as U, formatTarget as V, formatReference as W, hostNote as X, tagProblem as Y, replacedHint as _, wire as a, maxFileBytes as b, takenReason as c, hostsOf as d, isSnapshot as f, bareDigest as g, refuseExcursion as h, trustDirectory as i, textMap as j, record as k, accessOf as l, tagOfRun as m, cancelOnSignals as n, loginsToLeave as o, mayPush as p, nameProblem as q, dependencyDirectory as r, userLoginFiles as s, cacheDirectory as t, findTargets as u, codeOf$1 as v, isIgnored as w, unreadable as x, isWithin as y, compareBytewise as z };