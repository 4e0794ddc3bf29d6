
import { i as __toESM } from "./rolldown-runtime.js";
import { c as safeUrl } from "./shared.js";
import { g as kindOfHost, h as isDigest, m as digestOf } from "./shared2.js";
import { A as text, B as fileIn, C as defaultIgnoreRules, F as problemAt, G as parseReference, H as parseRegistry, I as sourceOf, J as tagOf, K as hostProblem, L as collect$2, M as parseTree, N as parseYaml, O as list, P as parseYamlDocuments, R as invalidChart, T as parseIgnore, U as repositoryIn, V as formatTarget, W as formatReference, X as hostNote, Y as tagProblem, _ as replacedHint, c as takenReason, d as hostsOf, f as isSnapshot, g as bareDigest, h as refuseExcursion, k as record, m as tagOfRun, p as mayPush, q as nameProblem, u as findTargets, v as codeOf, w as isIgnored, y as isWithin, z as compareBytewise } from "./shared3.js";
import { i as withoutStop, n as RegistryError, r as messageOf, t as PublishError } from "./shared4.js";
import { o as mapLimit } from "./shared5.js";
import { _ as nestedReader, a as readDirectory, c as versionWarnings, d as parseMetadata, f as readMetadata$1, g as maxTarSize, h as toDependencies, i as loadFiles, l as metadataProblems, m as sanitise, o as readChart$1, p as parseLock, r as loadDirectory, s as publishProblems, t as fetchChart, u as problemWith, v as readArchive } from "./shared7.js";
import { a as packagedLine, d as diffLine, f as excerptsOf, i as lineOf$1, o as diffText } from "./shared8.js";
import { t as require_dist } from "./shared9.js";
import { t as resolvePlain } from "./shared10.js";
import { t as _usingCtx } from "./shared11.js";
import { a as isStrictVersion, c as defaultMtime, i as HelmMediaType, l as packageChart, n as readManifest, o as isVersion, r as withoutProvenance, s as archiveName, t as readChartManifest } from "./shared12.js";
import { t as shellWord } from "./shared13.js";
import { t as MediaType } from "./shared14.js";
import { n as pushBlobs, r as blobOf, t as pushArtifact } from "./shared15.js";
import { n as parseVersion, t as compareVersions } from "./shared16.js";
import { i as readProvenance, t as checkProvenance } from "./shared18.js";
import { n as require_compare_build, t as require_parse } from "./shared19.js";
import { c as formsOf, i as withoutEmptyPasswords, o as optionsOf } from "./shared20.js";
import { t as Secret } from "./shared21.js";
import { i as refOf, t as digestRefOf } from "./shared23.js";
import { a as explain, i as tellWarnings, s as faultsOf$1 } from "./shared24.js";
import { a as matchesDigest, i as isContentDigest, n as manifestTypes, o as splitDigest, r as readManifestContent } from "./shared25.js";
import { t as safeJson } from "./shared26.js";
import { c as splitList, t as fillRelease } from "./shared27.js";
import path, { basename } from "node:path";
import { createHash, randomUUID } from "node:crypto";
import { access, constants, glob, lstat, mkdir, mkdtemp, open, readFile, readdir, readlink, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { availableParallelism, tmpdir } from "node:os";
import { createReadStream } from "node:fs";

// src/commands/dependency-order.ts
/** Which of the charts each of them takes in by `file://`, directly or through charts that are not among them. */
async function dependenciesAmong(sources, locals) {
	const places = await Promise.all(sources.map(({ absolutePath }) => realpath(absolutePath)));
	return places.map((place) => {
		const reached = /* @__PURE__ */ new Set();
		const visit = (from) => {
			for (const other of locals.get(from)?.dependsOn ?? []) {
				if (reached.has(other)) continue;
				reached.add(other);
				visit(other);
			}
		};
		visit(place);
		return places.flatMap((other, index) => reached.has(other) && other !== place ? [index] : []);
	});
}
/** The same for items of many charts, several of one perhaps: each waits for all items of the charts that its own needs. */
function needsOf(paths, dependsOn) {
	const indices = Map.groupBy(paths.keys(), (index) => paths[index]);
	return paths.map((path) => (dependsOn.get(path) ?? []).flatMap((other) => indices.get(other) ?? []));
}
/**
* Runs `work` on every item, at most `limit` at a time, on none before those that it needs are done, well or not.
* Results come in the items' order. Items that need each other in a circle do not wait for all of it.
*/
async function mapInOrder(items, { needs, limit }, work) {
	const started = /* @__PURE__ */ new Map();
	await mapLimit(sorted(needs, items.length), limit, (index) => {
		const others = (needs[index] ?? []).flatMap((other) => started.get(other) ?? []);
		const own = Promise.allSettled(others).then(() => work(items[index]));
		started.set(index, own);
		return own;
	});
	return Promise.all(items.map((_, index) => started.get(index)));
}
/** Every index, after those that it needs. */
function sorted(needs, length) {
	const order = /* @__PURE__ */ new Set();
	const open = /* @__PURE__ */ new Set();
	const visit = (index) => {
		if (open.has(index)) return;
		open.add(index);
		for (const other of needs[index] ?? []) visit(other);
		order.add(index);
	};
	for (let index = 0; index < length; index++) visit(index);
	return [...order];
}

// src/diff/conceal.ts
/** The key itself, to its end or that of the text where it has none; a certificate or a public key is no secret. */
const privateKey = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----|$(?![\s\S]))/g;
/** The base64 of what begins as PEM and OpenPGP armor do. */
const encodedArmor = /LS0tLS1CRUdJTi[A-Za-z0-9+/=]{40,}/g;
const otherKeys = /AGE-SECRET-KEY-1[A-Z0-9]+|^PuTTY-User-Key-File-[\s\S]*/gm;
/** Lines of a secret that are shorter would be found in text that has nothing to do with it. */
const minLine = 16;
/** Conceals the values of secrets, line by line where they have several, and everything that looks like a private key. */
function concealing(secrets) {
	const values = /* @__PURE__ */ new Set();
	for (const secret of secrets) {
		if (secret !== "") values.add(secret);
		const lines = secret.split("\n").map((line) => line.trim());
		if (lines.length > 1) {
			for (const line of lines) if (line.length >= minLine) values.add(line);
		}
	}
	const longestFirst = [...values].sort((a, b) => b.length - a.length);
	return (text) => longestFirst.reduce((rest, value) => rest.replaceAll(value, "***"), text).replace(privateKey, "*** (private key)").replace(otherKeys, "*** (private key)").replace(encodedArmor, (encoded) => Buffer.from(encoded, "base64").toString("latin1").search(privateKey) < 0 ? encoded : "*** (private key)");
}

// src/lint/helm-advice.ts
/** How to fix what Helm says in words of its own, which have not changed from v3.8 to v4.2. */
const advice = [
	[/^a \w+ must contain matchLabels or matchExpressions/, "add `spec.selector` with the labels of its pods: `matchLabels: {app: …}`"],
	[/^object name does not conform to Kubernetes naming requirements/, "write `metadata.name` in lower case letters, digits, - and ."],
	[/^file extension '.*' not valid/, "give the file another extension, leave it out with a rule in .helmignore, or move it out of templates/"],
	[/^function ".*" not defined/, "correct its name, or `include` a template of that name"],
	[/^unexpected EOF/, "close what is open: an `if`, `with`, `range` or `define` lacks its `{{ end }}`"],
	[/nil pointer evaluating/, "set what it looks for in values.yaml, or guard it: `{{ with .Values.a }}{{ .b }}{{ end }}`"],
	[/error calling include: .*no template /, "define that template in a file below templates/, or correct its name"]
];
/** How to fix it, where that is known. */
function adviceOn(said) {
	return advice.find(([pattern]) => pattern.test(said))?.[1];
}
/** What lint says of an object of a template names it: `metadata.name` as it is written there. */
function lineOfObject(said, template) {
	const [, name] = /"([^"]+)"/.exec(said) ?? [];
	const named = template.split("\n").flatMap((line, index) => /^ *name: *(["']?)(.*?)\1\s*$/.exec(line)?.[2] === name ? [index + 1] : []);
	return named.length === 1 ? named[0] : void 0;
}

// src/lint/helm-schema.ts
const announcement = /^values don't meet the specifications of the schema\(s\) in the following chart\(s\):\n/;
/**
* Faults of values against values.schema.json, from the words of two libraries: `- (root): must is required` and
* `- replicas: Invalid type. …` of Helm v3, `- at '/replicas': got string, want integer` of Helm v3.18 and later.
* `undefined` where the text is about something else; `path` is what `helm lint` said before it, `chart` the outermost
* chart's name.
*/
function readSchemaFaults(text, path, chart) {
	if (announcement.test(text)) return faultsByChart(text.replace(announcement, ""), chart);
	return path === "values.yaml" && /^- |metaschema|NOT VALID|values\.schema\.json/.test(text) ? faultsOf(text, void 0) : void 0;
}
/** A chart's name, and below it its faults. */
function faultsByChart(text, outermost) {
	return text.split(/^(?=[^\s-][^\s:]*:$)/m).flatMap((part) => {
		const [, chart, faults = ""] = /^(\S+):\n([\s\S]*)$/.exec(part) ?? [];
		return chart === void 0 ? [] : faultsOf(faults, chart === outermost ? void 0 : chart);
	});
}
function faultsOf(text, subchart) {
	if (!text.startsWith("- ")) return [faultOfSchema(text, subchart)];
	return text.trimEnd().split(/^(?=- )/m).map((entry) => faultOfValue(entry.replace(/^- /, ""), subchart));
}
function faultOfSchema(text, subchart) {
	return {
		severity: "error",
		message: `it is no JSON schema: ${joined$1(text.replace(/^"file:[^"]*" is /, "it is "))}`,
		place: {
			kind: "file",
			path: `${subchart === void 0 ? "" : `charts/${subchart}/`}values.schema.json`
		},
		hint: "correct values.schema.json"
	};
}
function faultOfValue(entry, subchart) {
	const [, pointer, newer] = /^at '([^']*)': ([\s\S]*)/.exec(entry) ?? [];
	const [, dotted = "", older = entry] = /^([^:]*): ([\s\S]*)/.exec(entry) ?? [];
	const own = pointer === void 0 ? keysOfDotted(dotted) : keysOfPointer(pointer);
	const keys = subchart === void 0 ? own : [subchart, ...own];
	const reason = joined$1(newer ?? older);
	const isDemand = /^missing propert(y|ies) /.test(reason) || / is required$/.test(reason);
	return {
		severity: "error",
		message: schemaMessage(keys, reason),
		place: {
			kind: "value",
			keys
		},
		hint: schemaHint,
		...isDemand && { isDemand }
	};
}
/** How to fix it: one of the two is wrong. */
const schemaHint = "correct the value, or what values.schema.json says of it";
/** How values are said to be refused by a schema, whoever found it. */
function schemaMessage(keys, reason) {
	return `${keys.length === 0 ? "the values are" : `the value ${keys.join(".")} is`} not what values.schema.json wants: ${reason}`;
}
const keysOfDotted = (dotted) => dotted === "(root)" ? [] : dotted.split(".");
const keysOfPointer = (pointer) => pointer.split("/").slice(1).map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
/** The lines of a fault that has faults below it, in one. */
function joined$1(text) {
	const [first = "", ...rest] = text.split("\n").map((line) => line.trim().replace(/^- (?:at '[^']*': )?/, "")).filter((line) => line !== "");
	return rest.length === 0 ? first : `${first} (${[...new Set(rest)].join("; ")})`;
}

// src/lint/helm-output.ts
/** Longest message that is told of one finding, in characters. */
const maxMessage = 2e3;
/**
* What `helm lint` of one chart found. Helm v3.8 to v4.2 say the same in different words: `[ERROR] path: text`, where
* the text may go on in further lines, on standard output; what keeps it from linting at all on standard error.
* `chart` is the chart's name.
*/
function readLintOutput({ exitCode, stdout, stderr }, chart) {
	const findings = plain(stdout).replace(/^\d+ chart\(s\) linted.*$/m, "").split(/^(?=\[(?:ERROR|WARNING|INFO|UNKNOWN)\] )/m).map((entry) => /^\[(ERROR|WARNING)\] (.*?): ([\s\S]*)$/.exec(entry) ?? []).flatMap(([, level, path = "", text = ""]) => {
		if (level === void 0) return [];
		const severity = level === "ERROR" && !isMetadata(path) ? "error" : "warning";
		return readFault(text.trim(), {
			path,
			chart,
			severity
		});
	});
	if (findings.some(({ severity }) => severity === "error")) return findings;
	const error = errorOf(plain(stderr));
	if (error !== void 0 && !/^\d+ chart\(s\) linted/.test(error)) return [...findings, ...readFault(error, {
		chart,
		severity: "error"
	})];
	return exitCode === 0 || findings.length > 0 ? findings : [unexplained("helm lint", exitCode, stderr)];
}
/** What kept `helm template` from rendering the chart. */
function readTemplateOutput({ exitCode, stderr }, chart) {
	if (exitCode === 0) return [];
	const error = errorOf(plain(stderr));
	return error === void 0 ? [unexplained("helm template", exitCode, stderr)] : readFault(error, {
		chart,
		severity: "error"
	});
}
/**
* Chart.yaml, or the chart's directory where its dependencies are compared with Chart.yaml: Helm packages and installs
* the chart all the same.
*/
function isMetadata(path) {
	return path === "Chart.yaml" || isAbsolute(path);
}
const isAbsolute = (path) => /^([A-Za-z]:)?[\\/]/.test(path);
/** Reads Helm's own words; what is not known is handed on as it is. */
function readFault(text, told) {
	const { severity, chart, path = "" } = told;
	const schema = readSchemaFaults(text, path, chart);
	if (schema !== void 0) return schema;
	const [, version] = /^(chart requires kubeVersion: .*)/.exec(text) ?? [];
	if (version !== void 0) return [{
		severity: "note",
		message: `not rendered: ${version}`
	}];
	const fault = readExecution(text) ?? readEvaluation(text) ?? readParsing(text) ?? readYaml(text, path);
	if (fault !== void 0) return [{
		severity,
		...fault
	}];
	const isFile = path !== "" && !path.endsWith("/") && !isAbsolute(path);
	return [{
		severity,
		message: `${path.endsWith("/") ? `${path}: ` : ""}${text}`.slice(0, maxMessage),
		...isFile && { place: {
			kind: "object",
			path
		} },
		...hintOn(text)
	}];
}
function hintOn(said, otherwise) {
	const hint = adviceOn(said) ?? otherwise;
	return hint === void 0 ? {} : { hint };
}
/** `required` or `fail`: the chart itself says what it misses. */
function readExecution(text) {
	const [, file, line, column, reason] = /execution error at \((.+?):(\d+):(\d+)\): ([\s\S]*)/.exec(text) ?? [];
	if (file === void 0 || reason === void 0) return void 0;
	return {
		message: reason.trim().slice(0, maxMessage),
		place: placeIn(file, line, column),
		isDemand: true,
		hint: "set the value that it asks for in that file"
	};
}
/** One step from template to template; Helm v4 breaks the line where Helm v3 writes a colon and `template:`. */
const frame = /(\S+?):(\d+):(\d+):?\s+executing "[^"]*" at <([\s\S]*?)>:\s+/g;
/** A fault of evaluating an action: told where it is, with the templates on the way there. */
function readEvaluation(text) {
	const frames = [...text.matchAll(frame)];
	const last = frames.at(-1);
	if (last === void 0) return void 0;
	const [, file = "", line, column, code] = last;
	const reason = text.slice(last.index + last[0].length).replace(/\s+/g, " ").trim();
	const ways = frames.slice(0, -1).map(([, way = "", at]) => `${withoutChart(way)}:${at}`);
	const via = ways.length === 0 ? "" : `, on the way from ${ways.join(", ")}`;
	return {
		message: `cannot evaluate ${code}: ${reason.slice(0, maxMessage)}${via}`,
		place: placeIn(file, line, column),
		...hintOn(reason, "correct the action, or the values that it is given")
	};
}
function readParsing(text) {
	const [, file, line, reason] = /parse error at \((.+?):(\d+)\): ([\s\S]*)/.exec(text) ?? [];
	if (file === void 0 || reason === void 0) return void 0;
	return {
		message: `it is no template: ${reason.trim()}`,
		place: placeIn(file, line),
		...hintOn(reason.trim(), "correct the action there")
	};
}
function readYaml(text, path) {
	const [, file = path, after] = /^(?:YAML parse error on (.+?)|unable to parse YAML): (?:error converting YAML to JSON: )?([\s\S]*)/.exec(text) ?? [];
	const [, line, reason = after] = /^yaml: line (\d+): ([\s\S]*)/.exec(after ?? "") ?? [];
	if (reason !== void 0) {
		const where = file === path ? path : withoutChart(file);
		const [, kind] = /cannot unmarshal (\w+) into Go value/.exec(reason) ?? [];
		if (kind !== void 0) return {
			message: `it renders to a ${kind}, but what Kubernetes takes is a map`,
			place: {
				kind: "file",
				path: where
			},
			hint: "move what is no object to a file whose name begins with _, and `include` it"
		};
		return {
			message: reason.trim(),
			place: {
				kind: "rendered",
				path: where,
				...lineOf(line)
			},
			hint: yamlHint
		};
	}
	const [, values] = /^failed to parse .+?values-\d+\.yaml: ([\s\S]*)/.exec(text) ?? [];
	if (values === void 0) return void 0;
	const [, at, why = values] = /yaml: line (\d+): ([\s\S]*)/.exec(values) ?? [];
	return {
		message: `it is no YAML: ${why.trim()}`,
		place: {
			kind: "values-file",
			...lineOf(at)
		},
		hint: yamlHint
	};
}
const yamlHint = "correct the indentation, the brackets or the quotes there";
const lineOf = (line) => line === void 0 ? {} : { line: Number(line) };
/** Helm counts columns from 0. */
function placeIn(file, line, column) {
	const at = column === void 0 ? {} : { column: Number(column) + 1 };
	return {
		kind: "file",
		path: withoutChart(file),
		...lineOf(line),
		...at
	};
}
/** Helm puts the chart's name in front of a template's path. */
function withoutChart(file) {
	return file.split("/").slice(1).join("/");
}
/** What stands behind `Error:`, without advice on Helm's own flags. */
function errorOf(stderr) {
	const [, text] = /^Error: ([\s\S]*)/m.exec(stderr) ?? [];
	return text?.replace(/^Use --debug flag to render out invalid YAML\s*$/m, "").trim();
}
function unexplained(command, exitCode, stderr) {
	return {
		severity: "error",
		message: `${command} ended with exit code ${exitCode}: ${plain(stderr).trim().split("\n").slice(-5).join("\n").slice(0, maxMessage)}`
	};
}
/** Without control characters, which a chart may have made Helm say. */
function plain(text) {
	return text.replaceAll("\r\n", "\n").replace(/[^\P{Cc}\n\t]/gu, "�");
}

// src/lint/helm.ts
/** What each run found: several checks of one run ask. */
const found = /* @__PURE__ */ new WeakMap();
/** What `helm version` says, which each `exec` is asked once: 3.8 is the first that needs no switch for what this tool publishes. */
function findHelm(exec) {
	const version = found.get(exec) ?? askVersion(exec);
	found.set(exec, version);
	return version;
}
async function askVersion(exec) {
	const { exitCode, stdout } = await runStreamed(exec, ["version", "--short"]);
	const [, version, major, minor] = /^(v(\d+)\.(\d+)\.\d+[\w.-]*)/.exec(stdout.trim()) ?? [];
	if (exitCode !== 0 || version === void 0) return void 0;
	return Number(major) > 3 || Number(major) === 3 && Number(minor) >= 8 ? version : void 0;
}
/** Runs `helm lint`, and `helm template` for what can be installed. Without a shell, on files alone. */
async function runHelm(exec, { name, archive, isLibrary, values }, isStrict) {
	const given = values === void 0 ? [] : ["--values", values];
	const linted = readLintOutput(await runStreamed(exec, [
		"lint",
		archive,
		...isStrict ? ["--strict"] : [],
		...given
	]), name);
	if (isLibrary) return linted;
	const onOutput = () => false;
	const rendered = readTemplateOutput(await exec("helm", [
		"template",
		archive,
		...given
	], { onOutput }), name);
	const demands = rendered.flatMap((finding) => finding.isDemand ? pathOf$1(finding) : []);
	return [...linted.filter((finding) => finding.severity === "error" || !demands.includes(pathOf$1(finding))), ...rendered];
}
/** A run that is cancelled ends only programs whose output it takes as it comes. */
async function runStreamed(exec, args) {
	const said = [];
	const onOutput = (piece) => {
		said.push(piece);
		return false;
	};
	return {
		...await exec("helm", args, { onOutput }),
		stdout: said.join("")
	};
}
function pathOf$1({ place }) {
	return place !== void 0 && "path" in place ? place.path : void 0;
}

// src/lint/values-files.ts
/**
* The values files that the patterns name, sorted bytewise. Those of a directory are read from there, for .helmignore
* mostly keeps them out of the archive; those of an archive are what it holds. Throws CHART_INVALID for links that lead
* out of the chart: a message about such a file would tell what it holds.
*/
async function findValuesFiles(patterns, { source, kind, files }) {
	if (kind === "archive") return files.filter((file) => patterns.some((pattern) => path.posix.matchesGlob(file.path, pattern))).map(({ path: name, bytes }) => ({
		file: `${source}:${name}`,
		bytes
	}));
	const root = await realpath(source);
	const names = /* @__PURE__ */ new Set();
	for (const pattern of patterns) for await (const entry of glob(pattern, {
		cwd: root,
		withFileTypes: true
	})) if (!entry.isDirectory()) names.add(path.relative(root, path.join(entry.parentPath, entry.name)));
	const found = [...names].sort(compareBytewise);
	const problems = [];
	const read = found.map(async (name) => {
		const file = fileIn(source, name.replaceAll(path.sep, "/"));
		if (await staysInside(root, name)) return [{
			file,
			bytes: await readFile(path.join(root, name))
		}];
		problems.push({
			message: "the values file is a link that leads out of the chart, or nowhere",
			location: { file },
			hint: "put the file itself there, or name the one it leads to in values"
		});
		return [];
	});
	const all = (await Promise.all(read)).flat();
	if (problems.length > 0) throw invalidChart(`Could not validate the chart ${source}`, problems);
	return all;
}
/** Whoever wrote the pattern may have meant a file elsewhere; whoever wrote the chart may not lead there. */
async function staysInside(root, name) {
	const target = await realpath(path.join(root, name)).catch(() => void 0);
	return target === path.join(root, name) || target?.startsWith(root + path.sep) === true;
}

// src/diff/change.ts
/** Counts changes. */
function countChanges(changes) {
	const of = (kind) => changes.filter((change) => change.kind === kind).length;
	return {
		added: of("added"),
		changed: of("changed"),
		removed: of("removed")
	};
}

// src/diff/manifest.ts
/** The text of a document that is no YAML; what it holds cannot be told, and so is not shown. */
const unreadable$1 = "a document that is no YAML";
/** Lists within lists deeper than this stay as they are. */
const maxListDepth = 8;
/** Reads what `helm template` prints: every object of every document, those of lists one by one. */
function readManifests(text) {
	const found = /* @__PURE__ */ new Map();
	for (const document of text.split(/^---(?:[ \t].*)?$/m)) for (const value of documentValues(document)) for (const resource of objectsOf(value, maxListDepth)) {
		const id = idOf$1(resource);
		let free = id;
		for (let count = 2; found.has(free); count++) free = `${id} (${count})`;
		found.set(free, resource);
	}
	return found;
}
function documentValues(text) {
	try {
		return parseYamlDocuments({
			file: "",
			text
		}).map(toValue);
	} catch (error) {
		if (error instanceof PublishError) return [unreadable$1];
		throw error;
	}
}
function toValue(node) {
	switch (node.kind) {
		case "scalar": return node.value;
		case "sequence": return node.items.map(toValue);
		case "mapping": return new Map([...node.entries].map(([key, entry]) => [key, toValue(entry.value)]));
	}
}
/** Whether a value is a mapping. */
const isMap$2 = (value) => value instanceof Map;
/** A document of comments alone is none. */
function objectsOf(value, depth) {
	if (value === null) return [];
	if (!isMap$2(value) || depth === 0) return [value];
	const items = value.get("items");
	return /List$/.test(textAt$2(value, "kind")) && Array.isArray(items) ? items.flatMap((item) => objectsOf(item, depth - 1)) : [value];
}
function idOf$1(value) {
	if (!isMap$2(value)) return "something without a kind";
	const metadata = value.get("metadata");
	const [name, namespace] = isMap$2(metadata) ? [textAt$2(metadata, "name"), textAt$2(metadata, "namespace")] : [];
	const named = [namespace, name || (isMap$2(metadata) ? textAt$2(metadata, "generateName") : "")].filter((part) => part).join("/");
	return [
		textAt$2(value, "kind") || "something without a kind",
		textAt$2(value, "apiVersion"),
		named
	].filter((part) => part !== "").join(" ");
}
function textAt$2(map, key) {
	const value = map.get(key);
	return typeof value === "string" ? value : "";
}

// src/diff/conceal-values.ts
/** What stands for what is not shown. */
const hidden = "***";
const hiddenChanged = "*** (changed)";
/** A Secret's manifest within a text: in a ConfigMap, say. */
const secretInText = /^[ \t]*["']?kind["']?:[ \t]*["']?Secret\b|"kind"\s*:\s*"Secret"/m;
/** Annotations that hold what Secrets do: their digests, which can be guessed at, or their whole text. */
const telling = /^checksum\/|\/last-applied-configuration$/;
/**
* A rendered value with what it keeps secret hidden: the values of every Secret, wherever it stands, and annotations that
* tell them. `other` is the same value on the other side: what differs from it is told to be changed, not how. Nothing
* is shown that depends on a secret otherwise, so that nobody can guess and compare.
*/
function concealValues(value, other) {
	if (typeof value === "string") return secretInText.test(value) ? mark(value, other) : value;
	if (Array.isArray(value)) {
		const others = Array.isArray(other) ? other : [];
		return value.map((item, index) => concealValues(item, others[index]));
	}
	if (!isMap$2(value)) return value;
	const counterpart = isMap$2(other) ? other : void 0;
	const isSecret = value.get("kind") === "Secret";
	return new Map([...value].map(([key, inner]) => {
		const same = counterpart?.get(key);
		if (isSecret && (key === "data" || key === "stringData")) return [key, concealAll(inner, same)];
		if (key === "annotations" && isMap$2(inner)) return [key, concealTelling(inner, same)];
		return [key, concealValues(inner, same)];
	}));
}
function concealAll(value, other) {
	if (!isMap$2(value)) return mark(value, other);
	const counterpart = isMap$2(other) ? other : void 0;
	return new Map([...value].map(([key, inner]) => [key, mark(inner, counterpart?.get(key))]));
}
function concealTelling(annotations, other) {
	const counterpart = isMap$2(other) ? other : void 0;
	return new Map([...annotations].map(([key, value]) => {
		const same = counterpart?.get(key);
		return [key, telling.test(key) ? mark(value, same) : concealValues(value, same)];
	}));
}
function mark(value, other) {
	return other === void 0 || isDeepStrictEqual(value, other) ? "***" : hiddenChanged;
}

// src/diff/conceal-secret-file.ts
/**
* A file's text with the values hidden that Secrets in it have written out. An action of a template stays: it says
* where a value comes from, and not what it is.
*/
function concealSecretFile(text) {
	return text.split(/^(?=---)/m).map((document) => secretInText.test(document) ? concealDocument(document) : document).join("");
}
/** Line by line: a template is no YAML. */
function concealDocument(document) {
	let outer;
	return document.split("\n").map((line) => {
		const indent = line.search(/\S/);
		if (indent < 0 || /^\s*(\{\{|#)/.test(line)) return line;
		if (outer !== void 0 && indent > outer) return concealLine(line);
		const [, key = "", rest] = /^(\s*["']?(?:data|stringData)["']?:)\s*(.*)$/.exec(line) ?? [];
		outer = rest === void 0 ? void 0 : indent;
		return rest === void 0 || /^(\{|#.*)?$/.test(rest) ? line : concealValue(key, rest);
	}).join("\n");
}
/** A key's value, or a line of a value of several. */
function concealLine(line) {
	const [, key, rest = ""] = /^(\s*(?:"[^"]*"|'[^']*'|[^\s:"'][^:"']*):)(?:\s+(.*))?$/.exec(line) ?? [];
	return key === void 0 ? concealValue(line.replace(/\S.*$/, ""), line.trim()) : concealValue(key, rest);
}
function concealValue(before, value) {
	const tellsNothing = value === "" || /^[|>][-+\d]*$/.test(value) || /^["']?\{\{.*\}\}["']?$/.test(value);
	const space = before.trim() === "" ? "" : " ";
	return tellsNothing ? `${before}${value === "" ? "" : space}${value}` : `${before}${space}${"***"}`;
}

// src/diff/line-diff.ts
/** Texts with more edits than this between them are shown as one that replaces the other: telling takes too long. */
const maxEdits = 2e3;
/** Lines around an edit. */
const context = 3;
/**
* The lines of a unified diff, hunk by hunk; `undefined` stands for what is not there. The library is loaded on first
* use.
*/
async function diffLines(before, after) {
	if (before === void 0 || after === void 0) return replacement(before ?? "", after ?? "");
	const { structuredPatch } = await import("./structured-patch.js");
	const patch = structuredPatch("", "", before, after, void 0, void 0, {
		context,
		maxEditLength: maxEdits
	});
	if (patch === void 0) return replacement(before, after);
	return patch.hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`, ...lines]);
}
function replacement(before, after) {
	const [old, now] = [linesOf(before), linesOf(after)];
	if (old.length + now.length === 0) return [];
	const range = (count) => `${Math.min(count, 1)},${count}`;
	return [
		`@@ -${range(old.length)} +${range(now.length)} @@`,
		...old.map((line) => `-${line}`),
		...now.map((line) => `+${line}`)
	];
}
function linesOf(text) {
	const lines = text.split("\n");
	return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

// src/diff/text-change.ts
/** The kind of a change of something from `before` to `after`. */
function kindOf$1({ before, after }) {
	if (before === void 0) return "added";
	return after === void 0 ? "removed" : "changed";
}
/** The change of a file: line by line, but for one that is no text, which is told by its size and digest. */
async function fileChange(title, bytes, conceal) {
	const before = textOf$4(bytes.before);
	const after = textOf$4(bytes.after);
	if (before === "binary" || after === "binary") {
		const sides = [bytes.before, bytes.after].flatMap((side) => side === void 0 ? [] : [described(side)]);
		return {
			kind: kindOf$1(bytes),
			title,
			lines: [],
			note: `binary: ${sides.join(" → ")}`
		};
	}
	const hide = /\.(ya?ml|json|tpl)$/.test(title) ? (text) => concealSecretFile(conceal(text)) : conceal;
	return textChange(title, {
		before: before?.text,
		after: after?.text
	}, hide);
}
/** The change of a text, secrets taken out of both sides before they are compared. */
async function textChange(title, { before, after }, conceal) {
	const shown = {
		before: before && conceal(before),
		after: after && conceal(after)
	};
	const lines = await diffLines(shown.before, shown.after);
	const kind = kindOf$1({
		before,
		after
	});
	if (lines.length > 0) return {
		kind,
		title,
		lines
	};
	return {
		kind,
		title,
		lines,
		note: kind === "changed" ? "only in what is not shown: a secret" : "empty"
	};
}
/** A NUL, as git looks for it, or what is not UTF-8 makes a file binary. */
function textOf$4(bytes) {
	if (bytes === void 0) return void 0;
	if (bytes.includes(0)) return "binary";
	try {
		return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
	} catch {
		return "binary";
	}
}
const described = (bytes) => `${bytes.length} bytes, ${digestOf(bytes)}`;

// src/diff/chart-changes.ts
/**
* Compares two archives of a chart, file by file; dependencies by their version, and where that stayed by their files
* too.
*/
async function compareCharts(before, after, conceal) {
	const places = [{
		directory: "",
		name: "",
		before,
		after
	}];
	const files = [];
	const dependencies = [];
	for (let place = places.shift(); place !== void 0; place = places.shift()) {
		files.push(...await fileChanges(place, conceal));
		const { changed, same } = pairSubcharts(place);
		dependencies.push(...changed);
		places.push(...same);
	}
	return {
		files,
		dependencies
	};
}
async function fileChanges({ directory, before, after }, conceal) {
	const paths = [.../* @__PURE__ */ new Set([...before.files.keys(), ...after.files.keys()])].filter((path) => !isDeepStrictEqual(before.parts.get(path), after.parts.get(path))).sort(compareBytewise);
	const changes = [];
	for (const path of paths) {
		const bytes = {
			before: before.files.get(path),
			after: after.files.get(path)
		};
		changes.push(await fileChange(`${directory}${path}`, bytes, conceal));
	}
	return changes;
}
function pairSubcharts({ directory, name: parent, before, after }) {
	const changed = [];
	const same = [];
	const names = new Set([...before.subcharts, ...after.subcharts].map(({ name }) => name));
	for (const name of [...names].sort(compareBytewise)) {
		const named = ({ subcharts }) => subcharts.filter((one) => one.name === name);
		const versions = (charts) => charts.map(({ version }) => version).sort(compareBytewise);
		const [was, is] = [named(before), named(after)];
		if (!isDeepStrictEqual(versions(was), versions(is))) changed.push({
			name: `${parent}${name}`,
			before: versions(was),
			after: versions(is)
		});
		for (const old of was) {
			const now = is.find(({ version }) => version === old.version);
			if (now === void 0) continue;
			const inside = {
				directory: `${directory}charts/${was.length > 1 ? `${name}-${old.version}` : name}/`,
				name: `${parent}${name}/`
			};
			same.push({
				...inside,
				before: old,
				after: now
			});
		}
	}
	return {
		changed,
		same
	};
}

// src/archive/compare.ts
/** Charts deeper than this are compared as they are written; nobody nests them so far. */
const maxDepth$1 = 16;
/**
* What the chart with these files says. What `helm package` changes counts for nothing: how Chart.yaml and Chart.lock
* are written and when the lock was made, whether a dependency is an archive or a directory and what that is called,
* and files that Helm drops. Two versions of one dependency are told apart, though Helm's own archive loses one of them.
* Nothing of the files themselves is kept.
*/
function contentOf$1(files, readArchive) {
	return contentAt(0, files, nestedReader(readArchive));
}
/** The paths in which two charts differ, sorted; empty where Helm would make the same of both. */
function differingPaths(a, b) {
	return [.../* @__PURE__ */ new Set([...a.parts.keys(), ...b.parts.keys()])].filter((path) => !isDeepStrictEqual(a.parts.get(path), b.parts.get(path))).sort(compareBytewise);
}
/** The rules are those of Helm v4.1.4 pkg/chart/v2/loader/load.go and pkg/chart/v2/util/save.go. */
function contentAt(depth, files, readArchive) {
	const draft = depth < maxDepth$1 ? attempt(() => readMetadata$1(files, "")) : void 0;
	if (draft === void 0 || draft.findings.problems.length > 0) return asTheyAre(files);
	const { metadata } = draft;
	const isV1 = metadata.apiVersion === "v1";
	const parts = new Map(asTheyAre(files.filter(({ path }) => isPlain(path, isV1))).parts);
	parts.set("Chart.yaml", metadata);
	if (!isV1) parts.set("Chart.lock", lockOf(files));
	for (const [path, part] of subchartParts(files, readArchive, depth)) parts.set(path, part);
	return {
		name: metadata.name,
		parts
	};
}
const asTheyAre = (files) => ({
	name: void 0,
	parts: new Map(files.map(({ path, bytes }) => [path, digestOf(bytes)]))
});
/** Whether Helm packages the file as it is. A v2 chart's requirements live on in Chart.yaml and Chart.lock. */
function isPlain(path, isV1) {
	if (path === "Chart.yaml" || path === "Chart.lock" || isInSubchart(path)) return false;
	return isV1 || path !== "requirements.yaml" && path !== "requirements.lock";
}
/** The lock that Helm writes as Chart.lock, without its time. Of two files the older kind wins. */
function lockOf(files) {
	const named = (name) => files.find(({ path }) => path === name);
	const file = named("requirements.lock") ?? named("Chart.lock");
	if (file === void 0) return void 0;
	const lock = attempt(() => parseLock(file.bytes, file.path));
	return lock === void 0 ? digestOf(file.bytes) : {
		digest: lock.digest,
		dependencies: lock.dependencies
	};
}
/** Every part of every subchart, under the subchart's name; under the entry's own where two have the same name. */
function* subchartParts(files, readArchive, depth) {
	const subcharts = [...entriesOf(files)].map(([entry, inside]) => ({
		entry,
		...entryContent(entry, inside, readArchive, depth)
	}));
	for (const { entry, name, parts } of subcharts) {
		const isOnly = subcharts.filter((other) => other.name === name).length === 1;
		const directory = name !== void 0 && isOnly ? name : entry;
		for (const [path, part] of parts) yield [`charts/${directory}${path === "" ? "" : "/"}${path}`, part];
	}
}
/** By what stands below `charts/`, its files with paths from there: a file's own is empty. */
function entriesOf(files) {
	const entries = /* @__PURE__ */ new Map();
	for (const { path, bytes } of files.filter((file) => isInSubchart(file.path))) {
		const [, entry = "", ...rest] = path.split("/");
		if (/^[_.]/.test(entry)) continue;
		const file = {
			path: rest.join("/"),
			bytes
		};
		const inside = entries.get(entry);
		if (inside === void 0) entries.set(entry, [file]);
		else inside.push(file);
	}
	return entries;
}
/** Provenance files belong to the chart around them, wherever below `charts/` they are. */
const isInSubchart = (path) => path.startsWith("charts/") && !path.endsWith(".prov");
function entryContent(entry, inside, readArchive, depth) {
	const [first] = inside;
	if (first?.path !== "") return contentAt(depth + 1, inside, readArchive);
	const unpacked = entry.endsWith(".tgz") ? attempt(() => readArchive(first.bytes, `charts/${entry}`)) : void 0;
	return unpacked === void 0 ? asTheyAre(inside) : contentAt(depth + 1, unpacked, readArchive);
}
/** What cannot be read is compared as it is: saying what is wrong with it is the business of those who load it. */
function attempt(read) {
	try {
		return read();
	} catch (error) {
		if (error instanceof PublishError) return void 0;
		throw error;
	}
}

// src/diff/chart-tree.ts
/** Charts deeper than this are compared as files; nobody nests them so far. */
const maxDepth = 16;
/** Takes a chart apart, archives within it too; what cannot be read as a chart stays a file. */
function chartTree(files, readArchive, depth = 0) {
	const own = files.filter(({ path }) => !isInSubchart(path));
	const opaque = [];
	const subcharts = [];
	for (const [entry, inside] of entriesOf(files)) {
		const subchart = depth < maxDepth ? subchartOf(entry, inside, readArchive, depth) : void 0;
		if (subchart !== void 0) subcharts.push(subchart);
		else opaque.push(...inside.map((file) => ({
			...file,
			path: joined(`charts/${entry}`, file.path)
		})));
	}
	const { name = "", version = "" } = attempt(() => readMetadata$1(own, ""))?.metadata ?? {};
	return {
		name,
		version,
		files: new Map([...own, ...opaque].map(({ path, bytes }) => [path, bytes])),
		parts: new Map([...contentOf$1(own, readArchive).parts, ...opaque.map(({ path, bytes }) => [path, bytes])]),
		subcharts
	};
}
function subchartOf(entry, inside, readArchive, depth) {
	const [first] = inside;
	const isFile = first?.path === "";
	if (isFile && !entry.endsWith(".tgz")) return void 0;
	const files = isFile ? attempt(() => readArchive(first.bytes, `charts/${entry}`)) : inside;
	const tree = files && chartTree(files, readArchive, depth + 1);
	return tree === void 0 || tree.name === "" ? void 0 : tree;
}
const joined = (directory, path) => path === "" ? directory : `${directory}/${path}`;

// src/diff/resource-changes.ts
var import_dist = require_dist();
/** How what a chart renders to differs, object by object; the label that names the chart's version does not count. */
async function compareManifests(before, after, conceal) {
	const was = withoutVersion(before);
	const is = withoutVersion(after);
	const changes = [];
	for (const id of /* @__PURE__ */ new Set([...is.keys(), ...was.keys()])) {
		const sides = {
			before: was.get(id),
			after: is.get(id)
		};
		if (isDeepStrictEqual(sides.before, sides.after)) continue;
		changes.push(await textChange(id, textsOf(sides), conceal));
	}
	return changes;
}
/** Only what is now is marked as changed. */
function textsOf({ before, after }) {
	return {
		before: before === void 0 ? void 0 : textOf$3(concealValues(before, void 0)),
		after: after === void 0 ? void 0 : textOf$3(concealValues(after, before))
	};
}
/** YAML in one style, so that only what a cluster would notice differs. */
function textOf$3(value) {
	return (0, import_dist.stringify)(value, {
		schema: "core",
		compat: "yaml-1.1",
		lineWidth: 0,
		aliasDuplicateObjects: false
	});
}
function withoutVersion({ manifests, chartLabel }) {
	return new Map([...manifests].map(([id, value]) => [id, replaceLabel(value, chartLabel)]));
}
/** Labels alone: in a selector, which must not change, the version is a fault that must be seen. */
function replaceLabel(value, chartLabel) {
	if (Array.isArray(value)) return value.map((item) => replaceLabel(item, chartLabel));
	if (!isMap$2(value)) return value;
	return new Map([...value].map(([key, inner]) => {
		if (key !== "labels" || !isMap$2(inner)) return [key, replaceLabel(inner, chartLabel)];
		const name = (label, text) => /^(helm\.sh\/)?chart$/.test(label) && text === chartLabel ? "(name and version of the chart)" : text;
		return [key, new Map([...inner].map(([label, text]) => [label, name(label, text)]))];
	}));
}

// src/diff/settle.ts
/** Functions of templates that give something else each time. */
const chance = /\b(rand(Alpha|AlphaNum|Ascii|Numeric|Bytes|Int)|gen(CA|PrivateKey|SelfSignedCert|SignedCert)(WithKey)?|uuidv4|shuffle|htpasswd|bcrypt|encryptAES)\b/;
const settled = "(another one each time)";
/** Whether a chart may render to something else each time; an archive within it may. */
function mayRenderByChance(files) {
	return files.some(({ path, bytes }) => {
		if (path.endsWith(".tgz")) return true;
		return /(^|\/)templates\//.test(path) && chance.test(Buffer.from(bytes).toString());
	});
}
/** Takes out of both sides what differs between `after` and another rendering of the very same. */
function settle$1({ before, after }, again) {
	const was = new Map(before);
	const is = new Map(after);
	for (const [id, value] of after) {
		const other = again.get(id);
		if (other === void 0 || isDeepStrictEqual(value, other)) continue;
		const sides = settleValue({
			before: before.get(id),
			after: value
		}, other);
		if (sides.before !== void 0) was.set(id, sides.before);
		if (sides.after !== void 0) is.set(id, sides.after);
	}
	return {
		before: was,
		after: is
	};
}
function settleValue({ before, after }, again) {
	if (isDeepStrictEqual(after, again)) return {
		before,
		after
	};
	if (isMap$2(after) && isMap$2(again)) {
		const was = isMap$2(before) ? new Map(before) : void 0;
		const is = new Map(after);
		for (const [key, value] of after) {
			const sides = settleValue({
				before: was?.get(key),
				after: value
			}, again.get(key));
			if (sides.before !== void 0) was?.set(key, sides.before);
			if (sides.after !== void 0) is.set(key, sides.after);
		}
		return {
			before: was ?? before,
			after: is
		};
	}
	if (Array.isArray(after) && Array.isArray(again) && after.length === again.length) {
		const was = Array.isArray(before) ? before : [];
		const pairs = after.map((item, index) => settleValue({
			before: was[index],
			after: item
		}, again[index]));
		return {
			before: Array.isArray(before) ? was.map((item, index) => pairs[index]?.before ?? item) : before,
			after: pairs.map((pair, index) => pair.after ?? after[index])
		};
	}
	return {
		before: before === void 0 ? void 0 : settled,
		after: settled
	};
}

// src/commands/render-chart.ts
/** More than this is not read; no chart renders to a tenth of it. */
const maxCharacters = 33554432;
/** Helm's limit for the names of releases, Helm v4.1.4 `pkg/chart/common/util/validate_name.go`. */
const maxReleaseName = 53;
/** Renders a chart and reads what comes of it. */
async function renderChart(exec, renderable) {
	const rendered = await renderText(exec, renderable);
	return "failure" in rendered ? rendered : { manifests: readManifests(rendered.text) };
}
/** Runs `helm template` without a shell, on files alone, with a release named as the chart; gives what it prints. */
async function renderText(exec, { name, archive, values }) {
	const release = name.toLowerCase().replace(/[^a-z0-9-]/g, "-").slice(0, maxReleaseName).replace(/^-+|-+$/g, "");
	const given = values === void 0 ? [] : ["--values", values];
	const said = [];
	let length = 0;
	const onOutput = (piece) => {
		said.push(piece);
		length += piece.length;
		return length > maxCharacters;
	};
	const { exitCode, stderr } = await exec("helm", [
		"template",
		release || "release",
		archive,
		...given
	], { onOutput });
	if (length > maxCharacters) return { failure: `it renders to more than ${maxCharacters} characters` };
	if (exitCode !== 0) return { failure: stderr.trim().replace(/^Error: /, "") };
	return { text: said.join("") };
}

// src/commands/scratch.ts
/** Makes one that other users cannot read. */
async function openScratch() {
	const directory = await mkdtemp(path.join(tmpdir(), "helm-oci-publish-"));
	return {
		async write(name, bytes) {
			const file = path.join(directory, name);
			await writeFile(file, bytes);
			return file;
		},
		[Symbol.asyncDispose]: () => rm(directory, {
			recursive: true,
			force: true
		})
	};
}

// src/commands/diff-manifests.ts
/** Renders both with each of the values files and compares; what several files change alike is told once. */
async function diffManifests(pair, conceal, exec) {
	try {
		var _usingCtx$5 = _usingCtx();
		const scratch = _usingCtx$5.a(await openScratch());
		const archives = {
			before: await scratch.write("before.tgz", pair.before.archive),
			after: await scratch.write("after.tgz", pair.after.archive)
		};
		const found = [];
		const notes = [];
		const cases = pair.values.length > 0 ? pair.values : [void 0];
		for (const [index, file] of cases.entries()) {
			const sides = await renderBoth(pair, {
				archives,
				values: file && await scratch.write(`values-${index}.yaml`, file.bytes),
				exec
			});
			const name = file?.file ?? "";
			if ("failure" in sides) notes.push(`${sides.version} does not render${withFile(name)}: ${conceal(sides.failure)}`);
			else found.push({
				file: name,
				changes: await compareSides(pair, sides, conceal)
			});
		}
		return found.length === 0 ? { notes } : {
			resources: merged(found),
			notes
		};
	} catch (_) {
		_usingCtx$5.e = _;
	} finally {
		await _usingCtx$5.d();
	}
}
async function renderBoth({ before, after }, { archives, values, exec }) {
	const render = (archive) => renderChart(exec, {
		name: after.name,
		archive,
		...values !== void 0 && { values }
	});
	const now = await render(archives.after);
	if ("failure" in now) return {
		version: after.version,
		...now
	};
	const was = await render(archives.before);
	if ("failure" in was) return {
		version: before.version,
		...was
	};
	const sides = {
		before: was.manifests,
		after: now.manifests
	};
	if (!mayRenderByChance(after.files)) return sides;
	const again = await render(archives.after);
	return "failure" in again ? sides : settle$1(sides, again.manifests);
}
function compareSides({ before, after }, sides, conceal) {
	return compareManifests({
		manifests: sides.before,
		chartLabel: labelOf(before)
	}, {
		manifests: sides.after,
		chartLabel: labelOf(after)
	}, conceal);
}
/** As the templates that `helm create` makes write it. */
const labelOf = ({ name, version }) => `${name}-${version}`.replaceAll("+", "_").slice(0, 63).replace(/-$/, "");
const withFile = (file) => file === "" ? "" : ` with ${file}`;
/** Changes that are the same with every file are told as such, others with the files that make them. */
function merged(found) {
	return [...Map.groupBy(found.flatMap(({ file, changes }) => changes.map((change) => ({
		file,
		change
	}))), ({ change: { kind, title, lines } }) => JSON.stringify([
		kind,
		title,
		lines
	])).values()].flatMap((same) => {
		const [first] = same;
		if (first === void 0) return [];
		if (same.length === found.length) return [first.change];
		const files = same.map(({ file }) => file.split("/").slice(-2).join("/")).join(", ");
		return [{
			...first.change,
			title: `${first.change.title} with ${files}`
		}];
	});
}

// src/commands/diff-chart.ts
/** Compares two versions of a chart: what is in the archives, and what they render to. */
async function diffChart(pair, settings) {
	const { against, before, after } = pair;
	const { files, dependencies } = await compareCharts(chartTree(before.files, readArchive), chartTree(after.files, readArchive), settings.conceal);
	const { resources, notes } = files.length + dependencies.length === 0 ? { notes: [] } : await renderedChanges(pair, settings);
	const told = {
		against,
		version: before.version,
		dependencies,
		notes
	};
	return {
		facts: {
			...told,
			files: countChanges(files),
			...resources !== void 0 && { resources: countChanges(resources) },
			excerpts: {
				files: excerptsOf(files),
				resources: excerptsOf(resources ?? [])
			}
		},
		whole: {
			title: `${after.name} ${after.version}`,
			facts: told,
			files,
			resources: resources ?? []
		}
	};
}
/** Where nothing is rendered, that is for a reason that holds for both. */
async function renderedChanges(pair, { conceal, exec, hasHelm }) {
	if (pair.isLibrary) return { notes: [] };
	if (hasHelm) return diffManifests(pair, conceal, exec);
	return { notes: ["What the chart renders to is not compared: there is no Helm 3.8 or later on PATH."] };
}

// src/changes/missing-base.ts
const deepen = {
	github: "Fetch the whole history: `with: { fetch-depth: 0 }` at actions/checkout.",
	gitlab: "Fetch the whole history: `variables: { GIT_DEPTH: 0 }` at the job.",
	none: "Fetch the whole history with `git fetch --unshallow`."
};
/** Why no base is of use, and what to do about it. */
async function missingBase(exec, { root, isShallow }, { bases, system }) {
	const base = bases.at(-1) ?? bases[0];
	const what = `Could not tell what changed since ${shortName(base)}`;
	if (isShallow) return new PublishError("USAGE", `${what}: the clone is shallow, and does not show where its history meets that of the base.`, { hint: deepen[system ?? "none"] });
	if ((await exec("git", [
		"rev-parse",
		"--verify",
		"--quiet",
		`${base}^{commit}`
	], { directory: root })).exitCode !== 0) return new PublishError("USAGE", `${what}: it is not in the clone at ${root}.`, { hint: fetchHint(base) });
	return new PublishError("USAGE", `${what}: HEAD has no commit in common with it.`, { hint: "Set base to a commit that HEAD comes from, or leave out what compares with it: changes: git, check-version: on." });
}
function fetchHint(base) {
	if (/^[0-9a-f]{40,64}$/.test(base)) return `It may have been pushed over. Run \`git fetch origin ${base}\` first, or set base to a commit that is there.`;
	if (base === "origin/HEAD") return "Set base to the branch to compare with, or run `git remote set-head origin --auto`.";
	const branch = /^origin\/(.+)$/.exec(base)?.[1];
	return branch === void 0 ? "Set base to a commit, branch or tag that is there: `git branch --all` and `git tag` list them." : `Run \`git fetch origin +refs/heads/${branch}:refs/remotes/origin/${branch}\` first, or set base.`;
}
/** Seven digits of a commit's id; a name as it is. */
function shortName(base) {
	return /^[0-9a-f]{40,64}$/.test(base) ? base.slice(0, 7) : base;
}

// src/changes/diff.ts
/**
* The files that differ between the work tree, with what is not committed yet, and the commit where its history meets
* that of the base. Throws USAGE with the way to mend it where that commit cannot be known for sure.
*/
async function findDifference(exec, tree, { bases, system }) {
	for (const base of bases) {
		const committed = await readDiff(exec, tree, base);
		if (committed === void 0) continue;
		const pending = await readPending(exec, tree);
		return {
			base: shortName(base),
			files: [.../* @__PURE__ */ new Set([...committed, ...pending])].map((file) => path.join(tree.root, file))
		};
	}
	throw await missingBase(exec, tree, {
		bases,
		system
	});
}
/** A file that moved is missing at its old place, hence no renames; no configuration may hide anything. */
const diffOptions = [
	"--name-only",
	"-z",
	"--no-renames",
	"--no-ext-diff",
	"--ignore-submodules=none"
];
/** What HEAD changed; `undefined` where the base is not there, or where nobody can tell where the histories meet. */
async function readDiff(exec, { root, isShallow }, base) {
	const { exitCode, stdout, stderr } = await exec("git", [
		"diff",
		...diffOptions,
		`${base}...HEAD`,
		"--"
	], { directory: root });
	if (exitCode !== 0) return void 0;
	if (isShallow && !await isMeetingSure(exec, root, base)) return void 0;
	const names = splitNames(stdout);
	return stderr === "" ? names : [...names, ...await readOtherDiffs(exec, root, base)];
}
/** What changed since each of the commits where histories that merged crosswise meet. */
async function readOtherDiffs(exec, root, base) {
	const { stdout } = await exec("git", [
		"merge-base",
		"--all",
		base,
		"HEAD"
	], { directory: root });
	const names = [];
	for (const commit of stdout.split("\n").filter((line) => line !== "")) {
		const args = [
			"diff",
			...diffOptions,
			commit,
			"HEAD",
			"--"
		];
		names.push(...splitNames((await exec("git", args, { directory: root })).stdout));
	}
	return names;
}
/**
* Whether a shallow clone shows where the histories meet: HEAD descends from the base, or no commit that only one of
* both has lost its parents to the cut. Else they may meet later than in what is left of them.
*/
async function isMeetingSure(exec, root, base) {
	const { exitCode, stdout } = await exec("git", [
		"rev-list",
		"--left-right",
		"--parents",
		`${base}...HEAD`,
		"--"
	], { directory: root });
	const lines = stdout.split("\n").filter((line) => line !== "");
	if (exitCode !== 0) return false;
	return !lines.some((line) => line.startsWith("<")) || lines.every((line) => line.includes(" "));
}
/** What is not committed yet: changes, and files that git does not know nor ignore. */
async function readPending(exec, { root }) {
	const args = [
		"--no-optional-locks",
		"status",
		"--porcelain=v1",
		"-z",
		"--no-renames"
	];
	const all = ["--untracked-files=all", "--ignore-submodules=none"];
	const { exitCode, stdout, stderr } = await exec("git", [...args, ...all], { directory: root });
	if (exitCode !== 0) throw new PublishError("IO", `Could not tell what changed in ${root}: git status said “${stderr.trim()}”.`);
	return splitNames(stdout).map((entry) => entry.slice(3));
}
function splitNames(text) {
	return text.split("\0").filter((name) => name !== "");
}

// src/changes/base-chart.ts
/** Finds it. Throws USAGE with the way to mend it where it cannot be known for sure, as `findDifference` does. */
async function findMeetingPoint(exec, tree, { bases, system }) {
	const { root, isShallow } = tree;
	for (const base of bases) {
		const { exitCode, stdout } = await exec("git", [
			"merge-base",
			base,
			"HEAD"
		], { directory: root });
		const commit = stdout.trim();
		if (exitCode !== 0 || !/^[0-9a-f]{40,64}$/.test(commit)) continue;
		if (isShallow && !await isMeetingSure(exec, root, base)) continue;
		return {
			commit,
			base: shortName(base)
		};
	}
	throw await missingBase(exec, tree, {
		bases,
		system
	});
}
/**
* Writes what stood at some paths at a commit into another directory; what was not there is passed over. The work tree
* and the index stay as they are, and no hook runs. Not `git archive`, for which `export-ignore` in .gitattributes hides
* files. Throws IO where git cannot.
*/
async function writePastFiles(exec, { root, commit, paths, into }) {
	const names = paths.map((file) => path.relative(root, file).replaceAll(path.sep, "/"));
	const wanted = names.includes("") ? ["."] : await namesAt(exec, {
		root,
		commit
	}, names);
	if (wanted.length === 0) return;
	const settings = [
		"-c",
		`core.hooksPath=${path.join(into, ".git", "none")}`,
		`--work-tree=${into}`
	];
	const restore = [
		"restore",
		`--source=${commit}`,
		"--worktree",
		"--ignore-skip-worktree-bits",
		"--quiet",
		"--no-recurse-submodules"
	];
	await run(exec, [
		...settings,
		"--literal-pathspecs",
		...restore,
		"--",
		...wanted
	], root);
}
/** Those of the names that a commit has: git restores none where one is missing. */
async function namesAt(exec, { root, commit }, names) {
	if (names.length === 0) return [];
	return (await run(exec, [
		"--literal-pathspecs",
		"ls-tree",
		"-z",
		"--name-only",
		"--full-tree",
		commit,
		"--",
		...names
	], root)).split("\0").filter((name) => name !== "");
}
async function run(exec, args, directory) {
	const { exitCode, stdout, stderr } = await exec("git", args, { directory });
	if (exitCode === 0) return stdout;
	throw new PublishError("IO", `Could not read the base in ${directory}: git said “${stderr.trim()}”.`);
}

// src/chart/places.ts
/** Links on the way to one place; a circle has no end. */
const maxLinks = 40;
/** More places than any chart has; links to directories with links can multiply them without end. */
const maxPlaces = 5e3;
/**
* The chart's directory, every link in it, and what those lead to. Never throws for what is wrong with the chart: whoever
* loads it will say so. But links that multiply without end are CHART_INVALID.
*/
async function findPlaces(directory) {
	const { links, end } = await follow$1(path.resolve(directory));
	const rules = await readRules(end);
	const places = [...links, end].map((place) => ({
		path: place,
		inChart: ""
	}));
	await collectLinks({
		real: end,
		inChart: "",
		trail: [end]
	}, rules, places);
	return {
		places,
		isIgnored: (inChart) => isLeftOut$1(rules, inChart)
	};
}
async function readRules(directory) {
	try {
		return parseIgnore(await readFile(path.join(directory, ".helmignore")), ".helmignore");
	} catch (error) {
		if (error instanceof PublishError || error instanceof Error && "code" in error) return defaultIgnoreRules;
		throw error;
	}
}
async function collectLinks(directory, rules, places) {
	const entries = await readdir(directory.real, { withFileTypes: true }).catch(() => []);
	for (const entry of entries) {
		const inChart = directory.inChart === "" ? entry.name : `${directory.inChart}/${entry.name}`;
		const place = path.join(directory.real, entry.name);
		if (entry.isSymbolicLink()) {
			const { links, end } = await follow$1(place);
			places.push(...[...links, end].map((one) => ({
				path: one,
				inChart
			})));
			if (places.length > maxPlaces) throw tooManyPlaces(inChart);
			if (directory.trail.includes(end) || isIgnored(rules, inChart, true)) continue;
			await collectLinks({
				real: end,
				inChart,
				trail: [...directory.trail, end]
			}, rules, places);
		} else if (entry.isDirectory() && !isIgnored(rules, inChart, true)) await collectLinks({
			real: place,
			inChart,
			trail: [...directory.trail, place]
		}, rules, places);
	}
}
function tooManyPlaces(inChart) {
	return new PublishError("CHART_INVALID", `Could not find what the chart links to: ${inChart} is without end.`, { hint: "remove links to directories that hold links themselves" });
}
/** The links on the way to `place`, each by its own real path, and where they end, be something there or not. */
async function follow$1(place) {
	const { root } = path.parse(place);
	const links = [];
	const rest = place.slice(root.length).split(path.sep);
	let end = root;
	for (let part = rest.shift(); part !== void 0; part = rest.shift()) {
		const next = path.join(end, part);
		const target = links.length < maxLinks ? await readlink(next).catch(() => void 0) : void 0;
		if (target === void 0) {
			end = next;
			continue;
		}
		links.push(next);
		if (path.isAbsolute(target)) end = root;
		rest.unshift(...target.split(/[/\\]/));
	}
	return {
		links,
		end
	};
}
function isLeftOut$1(rules, inChart) {
	const parts = inChart.split("/");
	return parts.some((_, index) => isIgnored(rules, parts.slice(0, index + 1).join("/"), index < parts.length - 1));
}

// src/dependency/local-directory.ts
const scheme = "file://";
/** Whether a dependency comes from a directory. */
function isLocal({ repository }) {
	return repository.startsWith(scheme);
}
/** The directory that a `file://` repository means in a chart at `from`. */
function localDirectory(repository, from) {
	const place = repository.slice(7);
	return path.isAbsolute(place) ? path.normalize(place) : path.join(from, place);
}

// src/dependency/requirements.ts
/**
* The dependencies of a chart and its lock; `undefined` where it has none, and where its files are faulty: whoever loads
* the chart will say so.
*/
function readRequirements(files, source) {
	const problems = [];
	const draft = collect$2(problems, () => readMetadata$1(files, source));
	if (draft === void 0) return void 0;
	problems.push(...draft.findings.problems, ...metadataProblems(draft));
	const dependencies = toDependencies(draft.raw.dependencies) ?? [];
	const file = ["requirements.lock", "Chart.lock"].flatMap((name) => files.find((f) => f.path === name) ?? [])[0];
	const lock = file && collect$2(problems, () => parseLock(file.bytes, fileIn(source, file.path)));
	if (problems.length > 0 || dependencies.length === 0) return void 0;
	return {
		draft,
		dependencies,
		...lock && { lock }
	};
}
/** A problem where one dependency is asked for, or, at `field`, where a part of that is written. */
function dependencyProblem({ draft }, index, { message, hint }, field = "name") {
	const path = `dependencies[${index}]`;
	const place = draft.findings.places.has(`${path}.${field}`) ? `${path}.${field}` : path;
	return problemWith(draft, place, message, hint);
}

// src/commands/local-charts.ts
/** The files that say what a chart depends on. */
const requirementFiles = ["Chart.yaml", "requirements.yaml"];
/** Charts read at once. */
const readsAtOnce$4 = 16;
/**
* The charts that lie in directories, and those that they depend on by `file://`, directly or through others. A chart
* that cannot be read has no dependencies: whoever loads it will say why.
*/
async function readLocalCharts(sources) {
	const charts = /* @__PURE__ */ new Map();
	let directories = sources.flatMap(({ kind, absolutePath }) => kind === "directory" ? [absolutePath] : []);
	while (directories.length > 0) {
		const found = await mapLimit(directories, readsAtOnce$4, readLocalChart);
		for (const { real, chart } of found) charts.set(real, chart);
		directories = found.flatMap(({ named }) => named.filter(({ real }) => !charts.has(real)).map(({ directory }) => directory));
	}
	return charts;
}
async function readLocalChart(directory) {
	const files = [];
	for (const file of requirementFiles) {
		const bytes = await readFile(path.join(directory, file)).catch(() => void 0);
		if (bytes !== void 0) files.push({
			path: file,
			bytes
		});
	}
	const dependencies = files.some(({ bytes }) => Buffer.from(bytes).includes("file:")) ? readRequirements(files, directory)?.dependencies ?? [] : [];
	const named = await Promise.all(dependencies.filter(isLocal).map(({ repository }) => placeOf$2(localDirectory(repository, directory))));
	const dependsOn = named.map(({ real }) => real);
	const { real } = await placeOf$2(directory);
	return {
		real,
		chart: {
			directory,
			dependsOn
		},
		named
	};
}
/** What does not exist has no other path. */
async function placeOf$2(directory) {
	return {
		directory,
		real: await realpath(directory).catch(() => path.resolve(directory))
	};
}

// src/commands/base-charts.ts
/** Links and dependencies may lead to others; where they lead on after so many steps, loading the chart says what is missing. */
const maxRounds = 8;
/**
* Writes the charts as they were, with all that they link to and depend on by `file://` in their repository, to a
* temporary directory that nobody else can read. Throws USAGE where the commit cannot be known, IO where git fails.
*/
async function readBaseCharts(sources, settings) {
	const { histories, clients, query } = settings;
	const directory = await realpath(await mkdtemp(path.join(tmpdir(), "helm-oci-publish-")));
	const dispose = () => rm(directory, {
		recursive: true,
		force: true
	});
	try {
		const trees = Map.groupBy(sources.flatMap((source) => {
			const history = histories.get(source.absolutePath);
			return history === void 0 ? [] : [{
				source,
				history
			}];
		}), ({ history }) => history.root);
		const charts = /* @__PURE__ */ new Map();
		for (const [index, [root, known]] of [...trees].entries()) {
			const isShallow = known.some(({ history }) => history.isShallow);
			const past = {
				root,
				point: await findMeetingPoint(clients.exec, {
					root,
					isShallow
				}, query),
				into: path.join(directory, String(index)),
				clients
			};
			for (const [place, chart] of await readTree(known, past)) charts.set(place, chart);
		}
		return {
			charts,
			[Symbol.asyncDispose]: dispose
		};
	} catch (error) {
		await dispose();
		throw error;
	}
}
async function readTree(known, past) {
	const { root, into, point } = past;
	const placed = known.map(({ source, history }) => ({
		place: source.absolutePath,
		was: moved({
			source,
			history
		}, past)
	}));
	await mkdir(into, { mode: 448 });
	let wanted = placed.map(({ was }) => was.source.absolutePath);
	const written = [];
	for (let round = 0; round < maxRounds && wanted.length > 0; round++) {
		const paths = wanted.map((file) => path.join(root, path.relative(into, file)));
		await writePastFiles(past.clients.exec, {
			root,
			commit: point.commit,
			paths,
			into
		});
		written.push(...wanted);
		wanted = (await placesOf(placed.map(({ was }) => was.source))).filter((file) => isWithin(into, file) && !written.some((directory) => isWithin(directory, file)));
	}
	return (await Promise.all(placed.map(async (one) => await isThere$1(one.was.source) ? [one] : []))).flat().map(({ place, was }) => [place, was]);
}
function moved({ source, history }, { root, into, point }) {
	const realPath = path.join(into, path.relative(root, history.realPath));
	return {
		source: {
			...source,
			absolutePath: realPath,
			shownPath: realPath
		},
		history: {
			...history,
			root: into,
			realPath
		},
		base: point.base,
		commit: point.commit
	};
}
/** Where the content of charts comes from, be it there or not. */
async function placesOf(sources) {
	const locals = await readLocalCharts(sources);
	const places = await Promise.all([...locals.values()].map(({ directory }) => pathsOf(directory)));
	return [...new Set(places.flat())];
}
async function pathsOf(directory) {
	try {
		return (await findPlaces(directory)).places.map((place) => place.path);
	} catch (error) {
		if (error instanceof PublishError) return [directory];
		throw error;
	}
}
async function isThere$1({ kind, absolutePath }) {
	const file = kind === "directory" ? path.join(absolutePath, "Chart.yaml") : absolutePath;
	return await stat(file).catch(() => void 0) !== void 0;
}

// src/archive/open.ts
/**
* Reads a `.tgz` from disk and the chart out of it. Throws IO where it cannot be read, ARCHIVE_INVALID and
* CHART_INVALID for what Helm would not load; warns where its name is not the one that Helm gives.
*/
async function openPackage(path, options) {
	const bytes = await readPackage(path, options.signal);
	const chart = loadFiles(readArchive(bytes, path), path, nestedReader(readArchive));
	const { metadata } = chart;
	const fileName = archiveName(metadata);
	const warnings = [...chart.warnings, ...nameWarnings(path, fileName)];
	return {
		chart: {
			...chart,
			warnings
		},
		packaged: {
			metadata,
			fileName,
			bytes,
			digest: digestOf(bytes)
		}
	};
}
async function readPackage(path, signal) {
	try {
		const stats = await stat(path);
		if (!stats.isFile()) throw new Error("it is no file");
		const { size } = stats;
		if (size > 134217728) throw tooLarge$3(path, size);
		return await readFile(path, { signal });
	} catch (cause) {
		if (cause instanceof PublishError || signal.aborted) throw cause;
		throw new PublishError("IO", `Could not read the chart archive ${path}: ${messageOf(cause)}`, {
			hint: "Name a .tgz file that `helm package` made, or a chart directory.",
			cause
		});
	}
}
function tooLarge$3(path, size) {
	const mebibytes = Math.ceil(size / 1024 / 1024);
	return new PublishError("ARCHIVE_INVALID", `Could not read ${path}: it has ${mebibytes} MiB.`, { hint: "Helm reads no chart of 100 MiB or more. Leave large files out of the chart." });
}
function nameWarnings(path, fileName) {
	if (basename(path) === fileName) return [];
	return [{
		message: `${path} holds what Helm would call ${fileName}; it is published by the chart's own name and version`,
		location: { file: path },
		hint: `Rename the file to ${fileName}.`
	}];
}

// src/artifact/json.ts
/** Compact JSON with the very bytes of Go's `encoding/json` (1.22 and later), which decide Helm's digests. */
function goJson(value) {
	if (typeof value === "string") return goString(value);
	if (value instanceof Map) return `{${[...value].map(([key, member]) => `${goString(key)}:${goJson(member)}`).join(",")}}`;
	if (Array.isArray(value)) return `[${value.map(goJson).join(",")}]`;
	return Object.is(value, -0) ? "-0" : JSON.stringify(value);
}
/** Go also escapes what HTML and JavaScript would stumble over; for half a surrogate pair it has an escaped U+FFFD. */
function goString(text) {
	return `"${text.split(/\p{Surrogate}/u).map((part) => JSON.stringify(part).slice(1, -1)).join("\\ufffd").replace(/[<>&\u2028\u2029]/g, escaped)}"`;
}
const escaped = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
/** Map entries in the order in which Go writes a map: by the UTF-8 bytes of the keys. */
function sortedByKey(entries) {
	return new Map([...entries].sort(([a], [b]) => compareBytewise(a, b)));
}

// src/artifact/annotations.ts
const prefix = "org.opencontainers.image.";
/** These two say what the chart is; Helm lets nobody change them (Helm v4.1.4 pkg/registry/chart.go). */
const immutable = /* @__PURE__ */ new Set([`${prefix}title`, `${prefix}version`]);
/**
* The annotations of a chart's manifest, sorted bytewise: Helm's own by Helm's rules (v4.1.4 pkg/registry/chart.go),
* then `source` and `revision` where the chart has none, then `extra`. Throws USAGE for an `extra` title or version.
*/
function buildAnnotations(metadata, options = {}) {
	const { created, source, revision, extra = /* @__PURE__ */ new Map() } = options;
	const refused = [...extra.keys()].filter((key) => immutable.has(key));
	if (refused.length > 0) throw new PublishError("USAGE", `Could not annotate ${metadata.name}: ${refused.join(" and ")} cannot be set.`, { hint: "They are the chart's name and version: change them in Chart.yaml, and leave them out of `annotations`." });
	const annotations = new Map(helmAnnotations(metadata, created));
	for (const [key, value] of [[`${prefix}source`, source], [`${prefix}revision`, revision]]) if (value !== void 0 && !annotations.has(key)) annotations.set(key, value);
	return sortedByKey([...annotations, ...extra]);
}
function* helmAnnotations(metadata, created) {
	const fields = {
		description: metadata.description,
		title: metadata.name,
		version: metadata.version,
		url: metadata.home,
		created,
		source: metadata.sources?.[0],
		authors: metadata.maintainers?.map(authorOf).join(", ")
	};
	for (const [name, value] of Object.entries(fields)) if (value !== void 0 && value.trim() !== "") yield [prefix + name, value];
	for (const [key, value] of metadata.annotations ?? []) if (!immutable.has(key)) yield [key, value];
}
/** Helm joins what there is, so an author may be empty or begin with a space. */
const authorOf = ({ name = "", email }) => name + (email === void 0 ? "" : ` (${email})`);

// src/artifact/config.ts
/**
* The config blob of a chart: its metadata as JSON, with the fields in the order of Helm's struct and with absent ones
* left out (Helm v4.1.4 pkg/chart/v2/metadata.go), byte for byte what Helm pushes.
*/
function encodeConfig(metadata) {
	return Buffer.from(goJson(metadataJson(metadata)));
}
/** The metadata as the object that Helm encodes, for the config blob and for provenance files alike. */
function metadataJson(metadata) {
	const { annotations, maintainers, dependencies } = metadata;
	return objectOf$1([
		["name", metadata.name],
		["home", metadata.home],
		["sources", metadata.sources],
		["version", metadata.version],
		["description", metadata.description],
		["keywords", metadata.keywords],
		["maintainers", maintainers?.map(maintainerObject)],
		["icon", metadata.icon],
		["apiVersion", metadata.apiVersion],
		["condition", metadata.condition],
		["tags", metadata.tags],
		["appVersion", metadata.appVersion],
		["deprecated", metadata.deprecated],
		["annotations", annotations === void 0 ? void 0 : sortedByKey(annotations)],
		["kubeVersion", metadata.kubeVersion],
		["dependencies", dependencies?.map(dependencyObject)],
		["type", metadata.type]
	]);
}
const maintainerObject = ({ name, email, url }) => objectOf$1([
	["name", name],
	["email", email],
	["url", url]
]);
/** A dependency as Helm writes it to JSON, absent fields left out but for name and repository. */
const dependencyObject = (dependency) => objectOf$1([
	["name", dependency.name],
	["version", dependency.version],
	["repository", dependency.repository],
	["condition", dependency.condition],
	["tags", dependency.tags],
	["enabled", dependency.enabled],
	["import-values", dependency.importValues?.map(jsonOf)],
	["alias", dependency.alias]
]);
function objectOf$1(members) {
	return new Map(members.filter((member) => member[1] !== void 0));
}
/** A value of a YAML document as Go would write it again: maps sorted by key. */
function jsonOf(value) {
	if (Array.isArray(value)) return value.map(jsonOf);
	if (value instanceof Map) return sortedByKey([...value].map(([key, member]) => [String(key), jsonOf(member)]));
	if (typeof value === "object" && value !== null) return jsonOf(new Map(Object.entries(value)));
	if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
	return null;
}

// src/artifact/manifest.ts
/** Registries take manifests of at least 4 MiB; most take no larger (distribution-spec v1.1.1 § Pushing Manifests). */
const maxManifestSize = 4194304;
/**
* Everything that `helm push` would send for the chart, byte for byte: config, archive, provenance, and the manifest
* that names them. Throws CHART_INVALID where the annotations make a manifest that registries refuse.
*/
function buildArtifact(packaged, options) {
	const config = blobOf(HelmMediaType.config, encodeConfig(packaged.metadata));
	const layers = [{
		descriptor: {
			mediaType: HelmMediaType.chart,
			digest: packaged.digest,
			size: packaged.bytes.length
		},
		bytes: packaged.bytes
	}];
	if (options.provenance !== void 0) layers.push(blobOf(HelmMediaType.provenance, options.provenance));
	const bytes = Buffer.from(goJson(manifestJson(config, layers, options.annotations)));
	if (bytes.length > maxManifestSize) throw tooLarge$2(packaged, bytes.length, options.annotations);
	const { descriptor } = blobOf(MediaType.imageManifest, bytes);
	return {
		manifest: {
			descriptor,
			bytes
		},
		blobs: [config, ...layers]
	};
}
/** As Helm writes it: no `mediaType`, layers sorted by digest (Helm v4.1.4 pkg/registry/client.go). */
function manifestJson(config, layers, annotations) {
	const descriptors = layers.map((layer) => layer.descriptor).sort((a, b) => a.digest < b.digest ? -1 : 1);
	const manifest = /* @__PURE__ */ new Map([
		["schemaVersion", 2],
		["config", descriptorJson(config.descriptor)],
		["layers", descriptors.map(descriptorJson)]
	]);
	return annotations.size === 0 ? manifest : manifest.set("annotations", annotations);
}
const descriptorJson = ({ mediaType, digest, size }) => /* @__PURE__ */ new Map([
	["mediaType", mediaType],
	["digest", digest],
	["size", size]
]);
function tooLarge$2({ metadata }, size, annotations) {
	const [largest] = [...annotations].sort(([, a], [, b]) => b.length - a.length);
	return new PublishError("CHART_INVALID", `Could not make a manifest for ${metadata.name} ${metadata.version}: it would have ${size} bytes, and registries need take no more than ${maxManifestSize}. The annotation ${JSON.stringify(largest?.[0] ?? "")} is the largest.`, { hint: "Shorten that annotation in Chart.yaml or in the `annotations` input." });
}

// src/dependency/lock-digest.ts
/**
* The digest that a lock carries: of what Chart.yaml asks for, aliases of repositories replaced by their URLs, and of
* what was locked (Helm v4.1.4 `internal/resolver/resolver.go` HashReq).
*/
function lockDigest(requested, locked) {
	return digestOf(goJson([requested.map(dependencyObject), locked.map(dependencyObject)]));
}
/** What Helm 2 wrote into requirements.lock, of what was asked for as it is written (HashV2Req); still good for v1 charts. */
function helm2LockDigest(requested) {
	return digestOf(goJson(/* @__PURE__ */ new Map([["dependencies", requested.map(dependencyObject)]])));
}

// src/dependency/lock-file.ts
/** Where the lock of a chart lies (Helm v4.1.4 `pkg/downloader/manager.go` writeLock). */
function lockFileName(apiVersion) {
	return apiVersion === "v1" ? "requirements.lock" : "Chart.lock";
}
/** The text of a lock file, as sigs.k8s.io/yaml v1.6 writes it: keys sorted, lists not indented. */
function formatLock({ dependencies, digest = "", generated = "" }) {
	const lines = [
		"dependencies:",
		...dependencies.map(({ name, repository, version }) => [
			`- name: ${scalar(name)}`,
			`  repository: ${scalar(repository)}`,
			...version === void 0 ? [] : [`  version: ${scalar(version)}`]
		].join("\n")),
		`digest: ${digest}`,
		`generated: ${JSON.stringify(generated)}`
	];
	return Buffer.from(`${lines.join("\n")}\n`);
}
/** Text that reads as text; single quotes where only its form needs them, double ones where another type would be read. */
function scalar(text) {
	if (resolvePlain(text) !== text) return JSON.stringify(text);
	return /^[^\s\p{Cc}#,[\]{}&*!|>'"%@`?:-][^\p{Cc}]*$/u.test(text) && !/: |:$| #| $/.test(text) ? text : `'${text.replaceAll("'", "''")}'`;
}

// src/dependency/archive.ts
/** An archive that came from elsewhere; throws ARCHIVE_INVALID where it does not hold a chart called `name`. */
function dependencyArchive(bytes, source, name) {
	const chartYaml = readArchive(bytes, source).find(({ path }) => path === "Chart.yaml");
	const metadata = parseMetadata(chartYaml?.bytes ?? /* @__PURE__ */ new Uint8Array(), fileIn(source, "Chart.yaml"));
	if (metadata.name !== name || !isVersion(metadata.version)) {
		const found = JSON.stringify(`${metadata.name} ${metadata.version}`);
		throw new PublishError("ARCHIVE_INVALID", `Could not use ${source} for ${name}: it holds ${found}.`, { hint: "Write the chart's own name in Chart.yaml; to call it otherwise, add an `alias`." });
	}
	return {
		fileName: archiveName(metadata),
		bytes
	};
}

// src/dependency/range.ts
const part = "(?:\\d+|[xX*])";
const partial = `v?${part}(?:\\.${part})?(?:\\.${part})?(?:-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?`;
const hyphen = new RegExp(`(${partial})\\s+-\\s+(${partial})`, "g");
const comparison = new RegExp(`(=>|>=|=<|<=|~>|!=|[=<>~^]|)\\s*(${partial})(?=[\\s,]|$)`, "y");
const separator$1 = /\s*,\s*|\s+/y;
const synonyms = {
	"=>": ">=",
	"=<": "<=",
	"~>": "~",
	"": "="
};
/** What to do where nothing fits. */
const rangeHint = "Change the `version` that is asked for; pre-releases fit only where the range names one, as in >=1.0.0-0.";
/** Reads a range: comparisons joined by commas or spaces, alternatives by `||`. `undefined` for what Helm refuses. */
function parseRange(text) {
	const alternatives = text.replace(hyphen, " >=$1, <=$2 ").split("||").map(parseAlternative);
	return alternatives.every((alternative) => alternative !== void 0) ? alternatives : void 0;
}
/** Whether the version is in the range. */
function isInRange(version, range) {
	return range.some(({ comparisons, takesPrereleases }) => (version.prerelease.length === 0 || takesPrereleases) && comparisons.every((one) => fits$1[one.operator](version, one)));
}
function parseAlternative(text) {
	const trimmed = text.trim();
	const comparisons = [];
	for (let at = 0;;) {
		comparison.lastIndex = at;
		const match = comparison.exec(trimmed);
		const [whole = "", operator = "", version = ""] = match ?? [];
		const parsed = match === null ? void 0 : parseComparison(operator, version);
		if (parsed === void 0) return void 0;
		comparisons.push(parsed);
		at += whole.length;
		if (at === trimmed.length) break;
		separator$1.lastIndex = at;
		const gap = separator$1.exec(trimmed);
		if (gap === null) return void 0;
		at += gap[0].length;
	}
	return {
		comparisons,
		takesPrereleases: comparisons.some(({ bound }) => bound.prerelease.length > 0)
	};
}
function parseComparison(operator, text) {
	const [, numbers = "", prerelease = ""] = /^v?([^-+]+)(-[^+]+)?/.exec(text) ?? [];
	const parts = numbers.split(".");
	const wildcard = parts.findIndex((number) => /^[xX*]$/.test(number));
	const written = wildcard < 0 ? parts.length : wildcard;
	const known = [
		...parts.slice(0, written),
		"0",
		"0",
		"0"
	].slice(0, 3).join(".");
	const bound = parseVersion(known + prerelease);
	if (bound === void 0) return void 0;
	const named = synonyms[operator] ?? operator;
	if (written === 0) return {
		operator: named === "=" ? "~" : named,
		bound,
		written: 3
	};
	return {
		operator: named,
		bound,
		written
	};
}
const fits$1 = {
	"=": (version, one) => one.written < 3 ? isTilde(version, one) : compareVersions(version, one.bound) === 0,
	"!=": isOther,
	">": isGreater,
	"<": (version, { bound }) => compareVersions(version, bound) < 0,
	">=": (version, { bound }) => compareVersions(version, bound) >= 0,
	"<=": isLessOrEqual,
	"~": isTilde,
	"^": isCaret
};
/** `!=1.2` leaves out every 1.2.x. */
function isOther(version, { bound, written }) {
	if (written === 3) return compareVersions(version, bound) !== 0;
	const isSame = sameNumbers(version, bound, written);
	if (!isSame || written < 2) return !isSame;
	return version.prerelease.join(".") !== bound.prerelease.join(".");
}
/** `>1.2` begins at 1.3, `>1` at 2. */
function isGreater(version, { bound, written }) {
	if (written === 3) return compareVersions(version, bound) > 0;
	const [major, minor] = version.numbers;
	const [boundMajor, boundMinor] = bound.numbers;
	if (major !== boundMajor) return major > boundMajor;
	return written === 2 && minor > boundMinor;
}
/** `<=1.2` reaches to the last 1.2.x. */
function isLessOrEqual(version, { bound, written }) {
	if (written === 3) return compareVersions(version, bound) <= 0;
	const [major, minor] = version.numbers;
	const [boundMajor, boundMinor] = bound.numbers;
	return major < boundMajor || major === boundMajor && (written < 2 || minor <= boundMinor);
}
/** `~1.2.3` and `~1.2` stay in 1.2, `~1` in 1. */
function isTilde(version, { bound, written }) {
	if (compareVersions(version, bound) < 0) return false;
	return written === 3 && bound.numbers.every((number) => number === 0n) || sameNumbers(version, bound, Math.min(written, 2));
}
/** `^1.2.3` stays below 2, `^0.2.3` below 0.3, `^0.0.3` is 0.0.3; `^0` stays below 1, `^0.0` below 0.1. */
function isCaret(version, { bound, written }) {
	if (compareVersions(version, bound) < 0) return false;
	const firstSet = bound.numbers.findIndex((number) => number > 0n);
	const fixed = firstSet < 0 ? 3 : firstSet + 1;
	return sameNumbers(version, bound, Math.min(fixed, written));
}
function sameNumbers(a, b, count) {
	return a.numbers.slice(0, count).every((number, index) => number === b.numbers[index]);
}

// src/dependency/from-registry.ts
/**
* A dependency in an OCI registry: a version is taken as it is written, a range is answered by the repository's tags
* (Helm v4.1.4 `internal/resolver/resolver.go`, `pkg/registry/client.go` Tags).
*/
async function obtainFromRegistry(wanted, { sources, signal }) {
	const { name, repository: place } = wanted;
	const repository = repositoryIn(parseRegistry(place), name);
	const version = parseVersion(wanted.text) === void 0 ? await newest(wanted, repository, sources, signal) : wanted.text;
	const reference = {
		...repository,
		tag: tagOf(version)
	};
	const where = formatReference(reference);
	const bytes = await sources.once(`oci://${where}`, () => pullChart(reference, sources.registry, signal));
	return {
		locked: {
			name,
			repository: place,
			version
		},
		archive: dependencyArchive(bytes, where, name)
	};
}
async function newest({ name, text, range }, repository, { registry }, signal) {
	const where = formatReference(repository);
	const versions = (await reading(repository, () => registry.listTags(repository, signal))).map((tag) => tag.replaceAll("_", "+")).filter(isStrictVersion).flatMap((version) => parseVersion(version) ?? []).sort((a, b) => compareVersions(b, a));
	const fitting = versions.find((version) => isInRange(version, range));
	if (fitting !== void 0) return fitting.text;
	const [highest] = versions;
	if (highest === void 0) throw new PublishError("NOT_FOUND", `Could not find ${name}: ${where} has no tag that is a version.`, { hint: "Check `repository`, to which the name is added; and the login, for some registries hide what is private." });
	const fault = `of the ${versions.length} versions in ${where} none satisfies ${JSON.stringify(text)}; the newest is ${highest.text}`;
	throw new PublishError("NOT_FOUND", `Could not find ${name}: ${fault}.`, { hint: rangeHint });
}
/**
* The archive of a chart in a registry; `wanted` is the digest that an index gives, of the archive or of the manifest.
* Throws NOT_FOUND, ARCHIVE_INVALID for what is no chart, and INTEGRITY for another one than is wanted.
*/
async function pullChart(reference, registry, signal, wanted) {
	const where = formatReference(reference);
	const manifest = await reading(reference, () => registry.fetchManifest(reference, reference.digest ?? reference.tag ?? "", signal));
	if (manifest === void 0) throw new PublishError("NOT_FOUND", `Could not find ${where}: its registry does not have it.`, { hint: "Check `repository`, to which the name is added, and `version`." });
	const parts = readChartManifest(manifest.bytes);
	if (parts === void 0) throw new PublishError("ARCHIVE_INVALID", `Could not use ${where}: it is no Helm chart.`, { hint: "Check `repository`, to which the name is added." });
	const found = [parts.chart.digest, digestOf(manifest.bytes)].map(bareDigest);
	if (wanted !== void 0 && !found.includes(bareDigest(wanted))) {
		const what = `Could not use ${where}: it has the digest ${found[0]}, the index says ${bareDigest(wanted)}.`;
		throw new PublishError("INTEGRITY", what, { hint: replacedHint });
	}
	return await reading(reference, () => registry.fetchBlob(reference, parts.chart, signal));
}
/** The registries' own hints are for who publishes there; of those who read we know that they lack a login, or a right. */
async function reading({ host, name }, read) {
	try {
		return await read();
	} catch (error) {
		if (!(error instanceof RegistryError && ["UNAUTHORIZED", "DENIED"].includes(error.code))) throw error;
		const [account = ""] = / \((?:no )?credentials [^()]*(?:\([^()]*\)[^()]*)*\)$/.exec(error.hint ?? "") ?? [];
		const hint = `give a login for ${host} that may read ${name} in registry-auth${account}`;
		throw new RegistryError(error.code, error.doing, {
			...error,
			hint,
			cause: error
		});
	}
}

// src/dependency/from-repository.ts
/** A dependency in a classic repository, chosen from its index (Helm v4.1.4 `internal/resolver/resolver.go`). */
async function obtainFromRepository(wanted, { sources, signal }) {
	const { name, repository } = wanted;
	const entries = (await sources.repositories.fetchIndex(repository, signal)).versionsOf(name);
	if (entries === void 0) throw new PublishError("NOT_FOUND", `Could not find ${name}: ${name} chart not found in repo ${shown$2(repository)}.`, { hint: "Check its `name`, which is the chart's own, and `repository`." });
	const entry = choose(wanted, entries);
	const archive = entry.read();
	const [url = ""] = archive.urls;
	const bytes = await sources.once(`${repository} ${url}`, () => url.startsWith("oci://") ? pullIndexed(new URL(repository), {
		...archive,
		version: entry.version
	}, sources.registry, signal) : sources.repositories.fetchArchive(repository, archive, signal));
	const source = `${name} ${entry.version} of ${shown$2(repository)}`;
	return {
		locked: {
			name,
			repository,
			version: entry.version
		},
		archive: dependencyArchive(bytes, source, name)
	};
}
/** What an index has in a registry; its tag is the version's where the index gives none, as Helm has it. */
async function pullIndexed(repository, { urls: [url = ""], digest, version }, registry, signal) {
	const named = parseReference(url.replaceAll("+", "_"));
	const reference = named.tag || named.digest ? named : {
		...named,
		tag: tagOf(version)
	};
	refuseExcursion(repository, new URL(`https://${reference.host}`), digest);
	return await pullChart(reference, registry, signal, digest);
}
/** The version that is locked, or the newest that fits; what has no URL is no entry. */
function choose({ name, repository, text, range, isLocked }, entries) {
	const offered = entries.flatMap((entry) => {
		const version = parseVersion(entry.version);
		return version === void 0 ? [] : [{
			entry,
			version
		}];
	}).sort((a, b) => compareVersions(b.version, a.version));
	const locked = isLocked ? parseVersion(text) : void 0;
	const fits = (version) => locked === void 0 ? isInRange(version, range) : compareVersions(version, locked) === 0;
	const fitting = offered.filter(({ version }) => fits(version));
	const exact = isLocked ? fitting.find(({ entry }) => entry.version === text) : void 0;
	const chosen = (exact === void 0 ? fitting : [exact]).find(({ entry }) => entry.read().urls.length > 0);
	if (chosen !== void 0) return chosen.entry;
	const newest = offered[0] === void 0 ? "" : `; the newest of ${offered.length} is ${offered[0].version.text}`;
	const what = `Could not find ${name}: no version in ${shown$2(repository)} satisfies ${JSON.stringify(text)}${newest}.`;
	throw new PublishError("NOT_FOUND", what, { hint: rangeHint });
}
/** Its URL may hold a login. */
const shown$2 = (repository) => safeUrl(new URL(repository));

// src/dependency/local.ts
/** A dependency without repository: a directory below charts/. Its lock holds the range, as Helm's does. */
function obtainSubchart(wanted, { directory, files }) {
	const { name, text } = wanted;
	const file = `charts/${name}/Chart.yaml`;
	const chartYaml = files.find((candidate) => candidate.path === file);
	if (chartYaml === void 0) {
		const what = `Could not find ${name}: it has no repository, and there is no ${fileIn(directory, file)}.`;
		throw new PublishError("CHART_INVALID", what, { hint: "Add its `repository` (not `url`), or put the chart into that directory." });
	}
	checkVersion(wanted, parseMetadata(chartYaml.bytes, fileIn(directory, file)), `charts/${name}`);
	return { locked: {
		name,
		repository: "",
		version: text
	} };
}
/** A dependency in a directory: packaged as it stands, with its own dependencies. */
async function obtainDirectory(wanted, parent) {
	const { name, repository } = wanted;
	const chart = await loadNested(wanted, parent);
	const { metadata } = chart;
	checkVersion(wanted, metadata, repository);
	if (metadata.name !== name) {
		const what = `Could not find ${name}: ${repository} holds a chart called ${JSON.stringify(metadata.name)}.`;
		throw new PublishError("CHART_INVALID", what, { hint: "Write the chart's own name; to call it otherwise, add an `alias`." });
	}
	const { fileName, bytes } = await packageChart({
		...chart,
		warnings: []
	}, parent);
	return {
		locked: {
			name,
			repository,
			version: metadata.version
		},
		archive: {
			fileName,
			bytes
		}
	};
}
async function loadNested(wanted, parent) {
	const source = localDirectory(wanted.repository, parent.directory);
	const real = await realDirectory(wanted, source);
	const trail = refuseCycle(wanted, real, parent.trail);
	const { boundary, signal } = parent;
	const own = boundary !== void 0 && isWithin(boundary, real) ? { boundary } : {};
	const { files } = await readDirectory(source, {
		...own,
		signal
	});
	const completed = await parent.complete({
		...parent,
		directory: source,
		files,
		trail
	});
	const { draft, kept, problems } = readChart$1(completed, {
		source,
		readArchive: nestedReader(readArchive),
		depth: 0
	});
	if (draft === void 0 || problems.length > 0) throw invalidChart(`Could not load the chart ${source}`, problems);
	return {
		source,
		metadata: draft.metadata,
		files: kept
	};
}
async function realDirectory({ name, repository }, directory) {
	try {
		return await realpath(directory);
	} catch (cause) {
		const what = `Could not find ${name}: directory ${directory} not found.`;
		throw new PublishError("CHART_INVALID", what, {
			hint: `${repository} is looked for from the chart's own directory.`,
			cause
		});
	}
}
function refuseCycle({ name }, real, trail) {
	const from = trail.indexOf(real);
	if (from < 0) return [...trail, real];
	const circle = [...trail.slice(from), real].map((directory) => path.basename(directory)).join(" → ");
	const isOwn = from === trail.length - 1;
	const fault = isOwn ? "the chart depends on itself" : `it depends on itself: ${circle}`;
	throw new PublishError("CHART_INVALID", `Could not find ${name}: ${fault}.`, { hint: isOwn ? "Remove it, or name another chart's directory." : "Remove one of these dependencies." });
}
function checkVersion({ name, text, range, isLocked }, metadata, place) {
	const version = parseVersion(metadata.version);
	if (version !== void 0 && isInRange(version, range)) return;
	const what = `Could not find ${name}: ${place} has version ${JSON.stringify(metadata.version)}, which does not satisfy ${JSON.stringify(text)}.`;
	throw new PublishError("CHART_INVALID", what, { hint: isLocked ? "Set dependencies: update, or run `helm dependency update`, to lock the new version." : "Change the `version` that is asked for, or the chart's own." });
}

// src/dependency/locked.ts
/**
* A dependency from elsewhere in the version that its lock names: as an earlier run kept it, with no request at all, or
* from where it comes, and kept. A locked version is taken to stay what it is.
*/
async function obtainLocked(wanted, parent, obtain) {
	const { name, repository, text: version } = wanted;
	const { cache } = parent.sources;
	if (cache === void 0 || !isKept(wanted)) return obtain(wanted, parent);
	const asked = {
		name,
		repository,
		version
	};
	const kept = await cache.read(asked);
	if (kept !== void 0) return {
		locked: asked,
		archive: kept
	};
	const obtained = await obtain(wanted, parent);
	if (obtained.archive !== void 0) await cache.write(asked, obtained.archive);
	return obtained;
}
/** Ranges are not, for what fits may change, and no address that may hold a login. */
function isKept({ text, repository }) {
	const url = URL.parse(repository);
	return url !== null && url.username + url.password + url.search === "" && parseVersion(text) !== void 0;
}

// src/dependency/obtain.ts
/** Finds one dependency. Throws PublishError, without saying for which chart. */
async function obtain(dependency, isLocked, parent) {
	const { name, repository, version = "" } = dependency;
	const range = parseRange(version);
	if (range === void 0) throw noRange(name, version);
	const wanted = {
		name,
		repository,
		text: version,
		range,
		isLocked
	};
	if (repository === "") return obtainSubchart(wanted, parent);
	if (isLocal(dependency)) return obtainDirectory(wanted, parent);
	if (/^https?:\/\//.test(repository) && URL.canParse(repository)) return obtainRemote(wanted, parent, obtainFromRepository);
	if (repository.startsWith("oci://")) return obtainRemote(wanted, parent, obtainFromRegistry);
	throw new PublishError("CHART_INVALID", `Could not find ${name}: ${JSON.stringify(repository)} is no repository.`, { hint: "Write oci://host/path, https://host/path or file://../path." });
}
function obtainRemote(wanted, parent, from) {
	return wanted.isLocked ? obtainLocked(wanted, parent, from) : from(wanted, parent);
}
function noRange(name, version) {
	const fault = version === "" ? "it has no version" : `${JSON.stringify(version)} is neither a version nor a range`;
	return new PublishError("CHART_INVALID", `Could not find ${name}: ${fault}.`, { hint: "Write a version or a range, as in `version: \"^1.2.0\"`." });
}

// src/dependency/outdated.ts
/**
* The charts packaged under charts/ that nobody asks for any more: all but those just found, and those that a
* dependency without repository means. Other files stay (Helm v4.1.4 `pkg/downloader/manager.go` safeMoveDeps).
*/
function outdatedArchives(files, found, dependencies) {
	const current = new Set(found.map(({ path }) => path));
	const local = new Set(dependencies.flatMap(({ name, repository }) => repository === "" ? [name] : []));
	return files.filter(({ path }) => /^charts\/[^/]+$/.test(path) && !current.has(path)).filter((file) => {
		const name = nameIn(file);
		return name !== void 0 && !local.has(name);
	}).map(({ path }) => path);
}
/** The name of the chart in an archive; `undefined` for what is no chart. */
function nameIn({ path, bytes }) {
	return collect$2([], () => {
		const chartYaml = readArchive(bytes, path).find((file) => file.path === "Chart.yaml");
		return parseMetadata(chartYaml?.bytes ?? /* @__PURE__ */ new Uint8Array(), path).name;
	});
}

// src/dependency/repository-names.ts
/**
* The dependencies with the URLs of repositories that are called `@name` or `alias:name`, as Helm has them before it
* locks anything (Helm v4.1.4 `pkg/downloader/manager.go` resolveRepoNames). Throws CHART_INVALID for names unknown.
*/
async function withRepositoryUrls(requirements, { repositories }, directory) {
	const nameOf = ({ repository }) => /^(?:@|alias:)(.*)$/.exec(repository)?.[1];
	const { dependencies } = requirements;
	if (dependencies.every((dependency) => nameOf(dependency) === void 0)) return dependencies;
	const urls = new Map((await repositories.named()).map(({ name, url }) => [name, url]));
	const problems = dependencies.flatMap((dependency, index) => {
		const name = nameOf(dependency);
		if (name === void 0 || urls.has(name)) return [];
		const message = `no repository definition for ${dependency.repository}. Please add the missing repos via 'helm repo add'`;
		return [dependencyProblem(requirements, index, {
			message,
			hint: "write the repository's URL in place of its name: nobody else's Helm need know it then"
		}, "repository")];
	});
	if (problems.length > 0) throw new PublishError("CHART_INVALID", `Could not complete the dependencies of ${directory}`, { problems });
	return dependencies.map((dependency) => {
		const url = urls.get(nameOf(dependency) ?? "");
		return url === void 0 ? dependency : {
			...dependency,
			repository: url
		};
	});
}

// src/dependency/vendored.ts
/**
* What `helm dependency list` says of the charts under charts/: versions that are not those asked for, and charts that
* nobody asks for (Helm v4.1.4 `pkg/action/dependency.go`). Helm packages them all the same.
*/
function vendoredWarnings(requirements, files, source) {
	const charts = vendoredCharts(files);
	const asked = new Set(requirements.dependencies.map(({ name }) => name));
	const unasked = charts.filter(({ name }) => !asked.has(name));
	return [...requirements.dependencies.flatMap(({ name, version = "" }, index) => {
		const held = charts.filter((chart) => chart.name === name).map((chart) => chart.version);
		if (held.length === 0 || held.some((one) => fits(one, version))) return [];
		const message = `charts/ holds ${name} ${held.join(", ")}, which does not satisfy ${JSON.stringify(version)}`;
		const hint = `run \`helm dependency update ${source}\`, set dependencies: update, or change the version`;
		return [dependencyProblem(requirements, index, {
			message,
			hint
		}, "version")];
	}), ...unasked.map(({ path }) => ({
		message: `${path} is not among the dependencies, but is published with the chart`,
		location: { file: fileIn(source, path) },
		hint: "remove it, or add it to `dependencies`"
	}))];
}
/** A range that nobody understands, or a version, is told by others. */
function fits(text, wanted) {
	const [version, range] = [parseVersion(text), parseRange(wanted)];
	return version === void 0 || range === void 0 || isInRange(version, range);
}
function vendoredCharts(files) {
	return files.flatMap((file) => {
		const [, path = "", isDirectory] = /^(charts\/[^/_.][^/]*?)(\/Chart\.yaml)?$/.exec(file.path) ?? [];
		if (path === "" || isDirectory === void 0 && !path.endsWith(".tgz")) return [];
		const metadata = collect$2([], () => {
			const chartYaml = isDirectory === void 0 ? readArchive(file.bytes, path).find((one) => one.path === "Chart.yaml") : file;
			return parseMetadata(chartYaml?.bytes ?? /* @__PURE__ */ new Uint8Array(), path);
		});
		return metadata === void 0 ? [] : [{
			path,
			name: metadata.name,
			version: metadata.version
		}];
	});
}

// src/dependency/write-completion.ts
/** Leaves a chart's dependencies and its lock in its directory, the lock last. Throws IO. */
async function writeCompletion(directory, { added, removed }) {
	try {
		await mkdir(path.join(directory, "charts"), { recursive: true });
		for (const file of added) await replace$1(path.join(directory, file.path), file.bytes);
		for (const outdated of removed) await rm(path.join(directory, outdated), { force: true });
	} catch (cause) {
		throw new PublishError("IO", `Could not write the dependencies of ${directory}: ${messageOf(cause)}`, {
			hint: "Make the chart's directory writable, or leave out dependencies: update.",
			cause
		});
	}
}
/** Nobody sees half a file; a link is replaced, not followed. */
async function replace$1(file, bytes) {
	const partial = `${file}.partial`;
	await writeFile(partial, bytes);
	await rename(partial, file);
}

// src/dependency/complete.ts
/** Dependencies of one chart looked for at once. */
const lookupsAtOnce = 8;
/**
* A chart's files with its dependencies among them, as after `helm dependency build` or `update` (Helm v4.1.4
* `pkg/downloader/manager.go`). Nothing on disk changes but in mode `update`. Throws PublishError with all that is
* missing, each at its line of Chart.yaml.
*/
async function completeChart(files, request) {
	const { directory, mode, sources } = request;
	const requirements = readRequirements(files, directory);
	if (requirements === void 0) return files;
	if (mode === "skip" || mode === "auto" && isVendored(requirements, files, directory)) {
		for (const problem of vendoredWarnings(requirements, files, directory)) request.warn(problem);
		return files;
	}
	const real = await realpath(directory);
	const completion = sources.completions.get(real) ?? completeDirectory(requirements, {
		...request,
		files,
		trail: [real],
		complete: completeNested
	});
	sources.completions.set(real, completion);
	return withCompletion(files, await completion);
}
/** The same for the chart of a `file://` dependency, which is never changed on disk. */
async function completeNested(parent) {
	const { files, directory } = parent;
	const requirements = readRequirements(files, directory);
	if (requirements === void 0 || isVendored(requirements, files, directory)) return files;
	return withCompletion(files, await findCompletion(requirements, parent, "auto", parent.mtime));
}
async function completeDirectory(requirements, request) {
	const { mode, lockTime, mtime, directory } = request;
	const isWritten = mode === "update";
	const completion = await findCompletion(requirements, request, mode, isWritten ? lockTime : mtime);
	if (isWritten) await writeCompletion(directory, completion);
	return completion;
}
/** By name alone, as Helm looks at what it packages. */
function isVendored({ dependencies }, files, source) {
	const place = {
		source,
		readArchive: nestedReader(readArchive),
		depth: 0
	};
	const { subcharts } = readChart$1(files, place);
	return dependencies.every(({ name }) => subcharts.includes(name));
}
function withCompletion(files, { added, removed }) {
	const replaced = /* @__PURE__ */ new Set([...removed, ...added.map((file) => file.path)]);
	return [...files.filter((file) => !replaced.has(file.path)), ...added];
}
async function findCompletion(requirements, parent, mode, lockTime) {
	const { lock, draft } = requirements;
	const dependencies = await withRepositoryUrls(requirements, parent.sources, parent.directory);
	const isLocked = mode !== "update" && lock !== void 0;
	if (isLocked) checkLock(requirements, dependencies, parent.directory);
	const found = await obtainAll(requirements, {
		wanted: isLocked ? lock.dependencies : dependencies,
		isLocked
	}, parent);
	const added = [...new Map(found.flatMap(({ archive }) => archive ? [[archive.fileName, archive.bytes]] : []))].map(([fileName, bytes]) => ({
		path: `charts/${fileName}`,
		bytes
	}));
	const removed = outdatedArchives(parent.files, added, dependencies);
	if (isLocked) return {
		added,
		removed
	};
	const locked = found.map((one) => one.locked);
	const digest = lockDigest(dependencies, locked);
	if (digest === lock?.digest) return {
		added,
		removed
	};
	const generated = (/* @__PURE__ */ new Date(lockTime * 1e3)).toISOString().replace(".000Z", "Z");
	const file = {
		path: lockFileName(draft.metadata.apiVersion),
		bytes: formatLock({
			generated,
			digest,
			dependencies: locked
		})
	};
	return {
		added: [...added, file],
		removed
	};
}
function checkLock({ draft, dependencies, lock }, requested, directory) {
	const isV1 = draft.metadata.apiVersion === "v1";
	if ([lockDigest(requested, lock?.dependencies ?? []), ...isV1 ? [helm2LockDigest(dependencies)] : []].some((digest) => digest === lock?.digest)) return;
	const [lockName, name] = isV1 ? ["requirements.lock", "requirements.yaml"] : ["Chart.lock", "Chart.yaml"];
	const message = `the lock file (${lockName}) is out of sync with the dependencies file (${name}). Please update the dependencies`;
	const hint = `run \`helm dependency update ${shellWord(directory)}\` and commit ${lockName}, or set dependencies: update`;
	const problems = [problemWith(draft, "dependencies", message, hint)];
	throw new PublishError("CHART_INVALID", `Could not take the dependencies of ${directory} from its lock`, { problems });
}
async function obtainAll(requirements, { wanted, isLocked }, parent) {
	const errors = [];
	const problems = [];
	const found = await mapLimit(wanted, lookupsAtOnce, async (dependency, index) => {
		try {
			return await obtain(dependency, isLocked, parent);
		} catch (error) {
			parent.signal.throwIfAborted();
			if (!(error instanceof PublishError)) throw error;
			errors.push(error);
			problems.push(...problemsOf$1(requirements, index, isLocked ? lockedAway(error) : error));
			return;
		}
	});
	const [first] = errors;
	if (first === void 0) return found.filter((one) => one !== void 0);
	const what = `Could not complete the dependencies of ${parent.directory}`;
	throw new PublishError(first.code, what, {
		problems,
		cause: first
	});
}
/** A version that is gone is not to be mended in Chart.yaml where the lock chose it. */
function lockedAway(error) {
	if (error.code !== "NOT_FOUND" || error instanceof RegistryError) return error;
	return new PublishError(error.code, error.doing, {
		hint: "the lock chose that version, which is not there; set dependencies: update to choose again",
		cause: error
	});
}
/** Faults of another chart stand in that chart; every other one is told where the dependency is asked for. */
function problemsOf$1(requirements, index, error) {
	const name = requirements.dependencies[index]?.name ?? "";
	if (error.problems.filter(({ location }) => location?.line !== void 0).length > 0) return error.problems.map((problem) => ({
		...problem,
		message: `in dependency ${name}: ${problem.message}`
	}));
	const message = withoutStop(messageOf(error)).replace(/^Could/, "could");
	return [dependencyProblem(requirements, index, {
		message,
		hint: error.hint ?? "check its `repository` and `version`"
	})];
}

// src/chart/set-field.ts
/**
* The text of Chart.yaml with `field` set to `value`, in double quotes; every other character stays. Where there is no
* such field it goes behind `version`. `undefined` where Chart.yaml itself has no `version` to go by.
*/
function setField(source, field, value) {
	const map = parseTree(source)?.contents;
	if (!(0, import_dist.isMap)(map)) return void 0;
	const quoted = JSON.stringify(value);
	const own = pairOf(map, field);
	if (own !== void 0) return replaceValue(source.text, own, quoted);
	const version = pairOf(map, "version");
	if (version === void 0) return void 0;
	return insertBehind(source.text, version, `${field}: ${quoted}`, map.flow === true);
}
/** Of several spellings of a field the one that decides: Go applies keys in the order of their bytes. */
function pairOf(map, field) {
	return map.items.flatMap((pair) => {
		const key = (0, import_dist.isScalar)(pair.key) ? pair.key.source ?? "" : "";
		return key.toLowerCase() === field.toLowerCase() ? [{
			key,
			pair
		}] : [];
	}).sort((a, b) => compareBytewise(a.key, b.key)).at(-1)?.pair;
}
function rangeOf(node) {
	return (0, import_dist.isNode)(node) && node.range ? [node.range[0], node.range[1]] : void 0;
}
function replaceValue(text, { key, value }, quoted) {
	const range = rangeOf(value);
	const keyEnd = rangeOf(key)?.[1];
	if (range === void 0 || keyEnd === void 0) return void 0;
	const [start, end] = range;
	const lead = text.slice(keyEnd, start).replace((0, import_dist.isScalar)(value) && value.tag ? /!\S*\s*/ : "", "");
	const space = lead.endsWith(":") ? " " : "";
	const lineEnd = /\r?\n$/.exec(text.slice(start, end))?.[0] ?? "";
	const gap = text[end] === "#" ? " " : "";
	return `${text.slice(0, keyEnd)}${lead}${space}${quoted}${lineEnd}${gap}${text.slice(end)}`;
}
function insertBehind(text, { key, value }, entry, isFlow) {
	const keyStart = rangeOf(key)?.[0];
	const end = rangeOf(value)?.[1];
	if (keyStart === void 0 || end === void 0) return void 0;
	if (isFlow) return `${text.slice(0, end)}, ${entry}${text.slice(end)}`;
	const indent = text.slice(text.lastIndexOf("\n", keyStart - 1) + 1, keyStart);
	const newline = text.includes("\r\n") ? "\r\n" : "\n";
	if (text[end - 1] === "\n") return `${text.slice(0, end)}${indent}${entry}${newline}${text.slice(end)}`;
	const lineEnd = text.indexOf("\n", end);
	if (lineEnd < 0) return `${text}${newline}${indent}${entry}`;
	return `${text.slice(0, lineEnd + 1)}${indent}${entry}${newline}${text.slice(lineEnd + 1)}`;
}

// src/chart/override.ts
/**
* The chart with another version, as `helm package --version --app-version` would make it. Chart.yaml is changed
* in those two values and nowhere else. Throws USAGE for what is no version, CHART_INVALID where Chart.yaml is
* written in a way that cannot be changed so.
*/
function overrideVersions(chart, overrides) {
	const wanted = {
		...chart.metadata,
		...overrides.version ? { version: overrides.version } : {},
		...overrides.appVersion ? { appVersion: sanitise(overrides.appVersion) } : {}
	};
	if (!isVersion(wanted.version)) throw notAVersion(wanted.version);
	if (isDeepStrictEqual(wanted, chart.metadata)) return chart;
	const before = draftOf(chart);
	const changed = withFields(chart, wanted);
	const draft = draftOf(changed);
	if (!isDeepStrictEqual(draft.metadata, wanted)) throw notWritable(draft.file);
	const problems = [...metadataProblems(draft), ...publishProblems(draft)];
	if (problems.length > 0) throw invalidChart(`Could not set the version of ${chart.source}`, problems);
	const stale = versionWarnings(before).map(({ message }) => message);
	const kept = chart.warnings.filter(({ message }) => !stale.includes(message));
	return {
		...changed,
		metadata: wanted,
		warnings: [...kept, ...versionWarnings(draft)]
	};
}
/** Sets what differs, one field after the other: the second may be an alias of the first. */
function withFields(chart, wanted) {
	let changed = chart;
	for (const field of ["version", "appVersion"]) {
		const value = wanted[field];
		if (value === void 0 || draftOf(changed).metadata[field] === value) continue;
		changed = {
			...changed,
			files: changed.files.map((file) => {
				if (file.path !== "Chart.yaml") return file;
				const source = sourceOf(file.bytes, fileIn(chart.source, file.path));
				const text = setField(source, field, value);
				if (text === void 0) throw notWritable(source.file);
				return {
					...file,
					bytes: new TextEncoder().encode(text)
				};
			})
		};
	}
	return changed;
}
function draftOf({ files, source }) {
	const draft = readMetadata$1(files, source);
	if (draft !== void 0) return draft;
	throw new PublishError("CHART_INVALID", `Could not set the version of ${source}: Chart.yaml file is missing`);
}
function notAVersion(version) {
	return new PublishError("USAGE", `Could not publish as version ${JSON.stringify(version)}: it is no semantic version`, { hint: "give three numbers, as in 1.2.3 or 1.2.3-rc.1+build.5" });
}
function notWritable(file) {
	return new PublishError("CHART_INVALID", `Could not set the version in ${file}: it is written in an unusual way`, {
		location: { file },
		hint: "write `version: 1.2.3` and `appVersion: 1.2.3` on lines of their own, without anchors or merge keys"
	});
}

// src/options/placeholders.ts
/** Why a placeholder may have no value, and what to do then. */
const whyUnknown = {
	version: ["Chart.yaml has no value there", "Add it to Chart.yaml, or write it out."],
	sha: ["there is no git commit here", "Check the repository out with git, or leave the placeholder out."],
	"short-sha": ["there is no git commit here", "Check the repository out with git, or leave the placeholder out."],
	run: ["it is known on GitHub and GitLab only", "Leave the placeholder out here."],
	pr: ["it is known in runs for a pull request only", "Set the option for pull requests alone, or use {run}."]
};
/** Fills in `{version}`, `{sha}`, `{short-sha}` (7 digits), `{run}` and `{pr}`, and drops a leading `v` before a digit. */
function fillPlaceholders(option, template, values) {
	const known = {
		...values,
		"short-sha": values.sha?.slice(0, 7)
	};
	const problems = [];
	const text = template.replace(/\{([^{}]*)\}/g, (whole, name) => {
		const value = known[name];
		if (value !== void 0) return value;
		const why = whyUnknown[name];
		problems.push(why === void 0 ? {
			message: `“${whole}” is no placeholder`,
			hint: `Use ${Object.keys(whyUnknown).map((n) => `{${n}}`).join(", ")}.`
		} : {
			message: `“${whole}” cannot be filled in: ${why[0]}`,
			hint: why[1]
		});
		return whole;
	});
	if (problems.length > 0) throw new PublishError("USAGE", `Could not make out ${option} “${template}”.`, { problems });
	return text.replace(/^v(?=\d)/, "");
}

// src/commands/locate-version.ts
/** Where the version of a chart is written. */
function locateVersion(source, chart) {
	if (source.kind === "archive") return { file: source.shownPath };
	const file = path.join(source.shownPath, "Chart.yaml");
	const bytes = chart.files.find((f) => f.path === "Chart.yaml")?.bytes ?? /* @__PURE__ */ new Uint8Array();
	const line = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8").split("\n").findIndex((text) => /^version\s*:/i.test(text)) + 1;
	return line === 0 ? { file } : {
		file,
		line
	};
}

// src/commands/snapshot-version.ts
/** GitLab cuts its CI_COMMIT_REF_SLUG there; a tag has room for 128 characters in all. */
const maxSlugLength = 63;
/**
* `version` with what the run is of as pre-release: `1.4.0-pr.45.gabc1234`, `1.4.0-main.gabc1234`. Identifiers that the
* version has already stay in front, build metadata stays at the end. `checkedOut` is the commit where the run is for no
* pull request. The same commit always gives the same version. Throws USAGE where no commit is known.
*/
function snapshotVersion(version, context, checkedOut) {
	const commit = context.proposedCommit ?? checkedOut ?? context.commit;
	if (commit === void 0) throw new PublishError("USAGE", `Could not make a snapshot of ${JSON.stringify(version)}: there is no git commit to name it by.`, { hint: "Check the repository out with git, or leave out snapshot and set version." });
	const [, release = version, build = ""] = /^([^+]*)(\+.*)?$/.exec(version) ?? [];
	const identifiers = [...placeOf$1(context), `g${commit.slice(0, 7)}`].join(".");
	return `${release}${release.includes("-") ? "." : "-"}${identifiers}${build}`;
}
function placeOf$1({ pullRequest, branch, run }) {
	if (pullRequest !== void 0) return ["pr", pullRequest];
	const slug = branch === void 0 ? "" : slugOf(branch);
	if (slug !== "") return [slug];
	return run === void 0 ? [] : ["run", run];
}
/** A branch as one identifier of a pre-release, SemVer 2.0.0 § 9: digits alone would be a number. */
function slugOf(branch) {
	const slug = branch.toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, maxSlugLength).replace(/^-+|-+$/g, "");
	return /^\d+$/.test(slug) ? `branch-${slug}` : slug;
}

// src/commands/chart-version.ts
/**
* The chart under the version that it is published as: `version`, the tag's or its own, made a snapshot where asked.
* Throws USAGE for placeholders without a value and for what is no version.
*/
function applyVersions(chart, { options, context, history, release }) {
	const sha = history?.head ?? context.commit;
	const shared = {
		...sha !== void 0 && { sha },
		...context.run !== void 0 && { run: context.run },
		...context.pullRequest !== void 0 && { pr: context.pullRequest }
	};
	const fill = (option, template, version) => template === void 0 ? void 0 : fillPlaceholders(option, template, {
		...shared,
		...version !== void 0 && { version }
	});
	const released = options.versionFrom === "tag" ? release?.version : void 0;
	const own = fill("version", options.version, chart.metadata.version) ?? released;
	const appVersion = fill("app-version", options.appVersion, chart.metadata.appVersion);
	const version = isSnapshot(options, context) ? snapshotVersion(own ?? chart.metadata.version, context, history?.head) : own;
	if (version === void 0 && appVersion === void 0) return chart;
	return overrideVersions(chart, {
		...version !== void 0 && { version },
		...appVersion !== void 0 && { appVersion }
	});
}
/** Throws CHART_INVALID where the chart has another version than its tag. */
function requireVersion(source, chart, { tag, version }) {
	const { name, version: own } = chart.metadata;
	if (own.replace(/^v/, "") === version) return;
	const says = source.kind === "archive" ? "the archive is of" : "Chart.yaml says";
	const hint = source.kind === "archive" ? `Package the chart as ${version}, or tag the commit as a release of ${own}.` : `Set version: ${version} in Chart.yaml and tag that commit, or take versions from tags with version-from: tag. If the tag is of something else, set tag-pattern to how charts are tagged.`;
	throw new PublishError("CHART_INVALID", `Could not release ${name}: tag ${tag} but ${says} ${own}.`, {
		location: locateVersion(source, chart),
		hint
	});
}

// src/commands/build-chart.ts
/**
* Loads, validates, packages and signs one chart. `signed` is the provenance of an earlier build of the same chart: to
* sign again would make another artifact. Throws PublishError.
*/
async function buildChart(source, settings, signed) {
	const { chart, packaged, ...opened } = await (source.kind === "archive" ? openArchive : packageDirectory)(source, settings);
	const signer = opened.provenance === void 0 ? settings.signer : void 0;
	const provenance = opened.provenance ?? signed ?? await signer?.sign(signable(packaged));
	const annotations = buildAnnotations(chart.metadata, publishedFrom(settings));
	return {
		chart,
		packaged,
		artifact: buildArtifact(packaged, {
			annotations,
			...provenance && { provenance }
		}),
		...provenance && { provenance },
		...signer && { signer }
	};
}
const signable = (packaged) => ({
	...packaged,
	metadata: metadataJson(packaged.metadata)
});
async function openArchive(source, settings) {
	const { options, context, release, signal } = settings;
	if (options.version !== void 0 || options.appVersion !== void 0 || isSnapshot(options, context)) throw new PublishError("USAGE", `Could not set a version on ${source.path}: it is packaged already.`, { hint: "Leave out version, app-version and snapshot, or name the chart's directory in charts." });
	const opened = await openPackage(source.shownPath, { signal });
	if (release) requireVersion(source, opened.chart, release);
	const file = `${source.shownPath}.prov`;
	const provenance = await readFile(file).catch((error) => {
		if (error.code === "ENOENT") return void 0;
		throw error;
	});
	if (provenance === void 0) return opened;
	checkProvenance(readProvenance(provenance, file), opened.packaged);
	return {
		...opened,
		provenance
	};
}
async function packageDirectory(source, settings) {
	const chart = await loadChart(source, settings);
	return {
		chart,
		packaged: await packageChart(chart, {
			mtime: mtimeOf(settings),
			signal: settings.signal
		})
	};
}
/** The chart as it is published, unpacked. */
async function loadChart(source, settings) {
	if (source.kind === "archive") return (await openPackage(source.shownPath, settings)).chart;
	const directory = source.shownPath;
	const { options, history, signal } = settings;
	const bounds = {
		...history && { boundary: history.root },
		signal
	};
	const mtime = mtimeOf(settings);
	const lockTime = settings.context.sourceDateEpoch ?? history?.commit.time ?? 315532800;
	const warnings = [];
	const warn = (problem) => void warnings.push(problem);
	const request = {
		directory,
		mode: options.dependencies,
		sources: settings.dependencies,
		mtime,
		lockTime,
		warn
	};
	const loaded = await loadDirectory(directory, {
		readArchive: nestedReader(readArchive),
		complete: (files) => completeChart(files, {
			...request,
			...bounds
		}),
		...bounds
	});
	if (settings.release && options.versionFrom === "chart") requireVersion(source, loaded, settings.release);
	return applyVersions({
		...loaded,
		warnings: [...loaded.warnings, ...warnings]
	}, settings);
}
const mtimeOf = ({ context }) => context.sourceDateEpoch ?? 315532800;
/** Where and when the chart comes from, as the annotations say it; the clock is never asked. */
function publishedFrom({ options, context, history }) {
	const created = context.sourceDateEpoch ?? history?.commit.time;
	const source = history?.url ?? context.repositoryUrl;
	return {
		...created !== void 0 && { created: (/* @__PURE__ */ new Date(created * 1e3)).toISOString().replace(".000Z", "Z") },
		...source !== void 0 && { source },
		...history && { revision: history.commit.id },
		extra: options.annotations
	};
}

// src/commands/find-base.ts
const hint = "Set base to a commit, branch or tag, or leave out what compares with it: changes: git, check-version: on.";
/**
* The base that was asked for, else the one that the event is about: what a pull request is to be merged into, the
* commit before a push, or, for a new branch, the default branch. Throws USAGE where nothing says one.
*/
function findBase(asked, trigger) {
	if (asked !== void 0 && !isNoCommit(asked)) return {
		kind: "commits",
		bases: [asked]
	};
	if (trigger === void 0) return {
		kind: "commits",
		bases: ["origin/HEAD"]
	};
	if (trigger.unreadPayload !== void 0) throw unread(trigger.unreadPayload);
	return chooseBase(trigger);
}
function chooseBase({ bases, tag, branch, before, isPush, defaultBranch }) {
	const [first, ...others] = bases;
	if (first !== void 0) return {
		kind: "commits",
		bases: [first, ...others]
	};
	if (tag !== void 0) throw unknownBase(`this run is about the tag ${tag}, not about a change`);
	if (isPush && before !== void 0 && !isNoCommit(before)) return {
		kind: "commits",
		bases: [before]
	};
	if (branch !== void 0 && defaultBranch !== void 0 && branch !== defaultBranch) return {
		kind: "commits",
		bases: [`origin/${defaultBranch}`]
	};
	if (isPush && before !== void 0) return {
		kind: "none",
		why: `${branch ?? "the branch"} is new`
	};
	throw unknownBase("neither a push nor a pull request started this run");
}
function unread(file) {
	const message = `Could not read the event's payload, GITHUB_EVENT_PATH ${file}: it is not there, or no JSON.`;
	return new PublishError("USAGE", message, { hint });
}
function unknownBase(why) {
	return new PublishError("USAGE", `Could not tell what to compare with: ${why}.`, { hint });
}
const isNoCommit = (commit) => /^0+$/.test(commit);

// src/commands/find-published.ts
var import_compare_build = /* @__PURE__ */ __toESM(require_compare_build(), 1);
var import_parse = /* @__PURE__ */ __toESM(require_parse(), 1);
/** An archive that is larger than this compressed cannot be a chart that Helm loads. */
const maxArchiveBytes$1 = 104857600;
/**
* The newest published version that is no newer: stable ones alone, but for what is a pre-release itself. `undefined`
* where there is none.
*/
async function findPublished({ target, version, isSnapshot }, registry, signal) {
	const own = (0, import_parse.default)(version);
	if (own === null) return void 0;
	const wantsPrereleases = own.prerelease.length > 0 && !isSnapshot;
	const [newest] = (await registry.listTags(target, signal)).flatMap((tag) => (0, import_parse.default)(tag.replaceAll("_", "+")) ?? []).filter((one) => (0, import_compare_build.default)(one, own) <= 0).filter((one) => wantsPrereleases || one.prerelease.length === 0).sort((a, b) => (0, import_compare_build.default)(b, a));
	return newest === void 0 ? void 0 : {
		version: newest.raw,
		tag: newest.raw.replaceAll("+", "_")
	};
}
/** The archive that a tag holds. Throws NOT_FOUND where it holds no chart, and ARCHIVE_INVALID for one too large. */
async function fetchArchive({ target, tag }, registry, signal) {
	const manifest = await registry.fetchManifest(target, tag, signal);
	const descriptor = manifest && readChartManifest(manifest.bytes)?.chart;
	if (descriptor === void 0) throw new PublishError("NOT_FOUND", `the tag ${tag} holds no Helm chart`);
	if (descriptor.size > maxArchiveBytes$1) throw new PublishError("ARCHIVE_INVALID", `the archive of ${tag} is too large for a chart`);
	return {
		descriptor,
		read: () => registry.fetchBlob(target, descriptor, signal)
	};
}

// src/commands/older-side.ts
/** Reads the charts at the base, where they are to be compared with it. */
async function openOlderSides(candidates, comparison, clients) {
	const base = comparison.against.includes("base") ? await baseOf(candidates, comparison, clients).catch((error) => ({ error })) : void 0;
	return {
		async find(candidate, against) {
			if (against === "published") return publishedSide(candidate, comparison, clients);
			if (base === void 0) return void 0;
			if ("error" in base) throw base.error;
			return baseSide(candidate, base, comparison, clients);
		},
		async [Symbol.asyncDispose]() {
			if (base !== void 0 && !("error" in base)) await base[Symbol.asyncDispose]();
		}
	};
}
async function publishedSide({ prepared, existing }, { options, context }, { registry, signal }) {
	const { target, facts } = prepared;
	const { version } = facts;
	const answer = await existing;
	const isTaken = "digest" in answer && answer.digest !== void 0;
	const upcoming = {
		target,
		version,
		isSnapshot: isSnapshot(options, context)
	};
	const found = isTaken ? {
		version,
		tag: target.tag
	} : await findPublished(upcoming, registry, signal);
	if (found === void 0) return void 0;
	const fetched = await fetchArchive({
		target,
		tag: found.tag
	}, registry, signal);
	if (isTaken && fetched.descriptor.digest === facts.chartDigest) return "same";
	const archive = await fetched.read();
	return sideOf(archive, readArchive(archive, `the published ${facts.name} ${found.version}`));
}
async function baseOf(candidates, { options, context, sources }, clients) {
	const found = await findBase(options.base, context.trigger);
	if (found.kind === "none") return void 0;
	const histories = /* @__PURE__ */ new Map();
	const wanted = sources.filter(({ path, absolutePath }) => {
		const candidate = candidates.find(({ prepared }) => prepared.facts.path === path);
		if (candidate?.history !== void 0) histories.set(absolutePath, candidate.history);
		return candidate !== void 0;
	});
	const query = {
		bases: found.bases,
		system: context.trigger?.system
	};
	return readBaseCharts(wanted, {
		query,
		histories,
		clients
	});
}
async function baseSide({ prepared }, { charts }, { options, context, sources }, { dependencies, signal }) {
	const source = sources.find(({ path }) => path === prepared.facts.path);
	const base = source && charts.get(source.absolutePath);
	if (base === void 0) return void 0;
	const { version: _, appVersion: __, ...rest } = options;
	const settings = {
		options: {
			...rest,
			snapshot: false,
			versionFrom: "chart"
		},
		context,
		history: base.history,
		dependencies,
		signal
	};
	const chart = await loadChart(base.source, settings);
	const { bytes } = await packageChart(chart, {
		mtime: defaultMtime,
		signal
	});
	return sideOf(bytes, chart.files);
}
function sideOf(archive, files) {
	const chartYaml = files.find(({ path }) => path === "Chart.yaml")?.bytes ?? /* @__PURE__ */ new Uint8Array();
	const { name, version } = parseMetadata(chartYaml, "Chart.yaml");
	return {
		name,
		version,
		files,
		archive
	};
}

// src/commands/run-secrets.ts
/** Every secret that the run was given, in every form that tells it: for taking them out of a text. */
function secretsOf(options) {
	return [...Object.values(options), ...options.registryAuth.map(({ password }) => password)].flatMap((value) => value instanceof Secret ? formsOf(value.reveal()) : []);
}

// src/commands/compare-chart.ts
/** Gets ready to compare: looks for Helm, and for the charts as they were at the base where that is wanted. */
async function comparing(candidates, comparison, clients) {
	const { options, output } = comparison;
	const conceal = concealing(secretsOf(options));
	const settings = {
		conceal,
		exec: clients.exec,
		hasHelm: await findHelm(clients.exec) !== void 0
	};
	const older = await openOlderSides(candidates, comparison, clients);
	const compareOne = async (candidate, against) => {
		const before = await older.find(candidate, against);
		if (before === "same") return void 0;
		if (before === void 0) return nothingToCompare(against);
		const pair = {
			against,
			before,
			...await newerSide(candidate, comparison)
		};
		return diffChart(pair, settings);
	};
	return {
		async compare(candidate) {
			const facts = [];
			const texts = [];
			for (const against of comparison.against) {
				const compared = await compareOne(candidate, against).catch((error) => {
					if (clients.signal.aborted) return void 0;
					return nothingToCompare(against, conceal(`Could not compare: ${messageOf(error)}`));
				});
				if (compared === void 0) continue;
				if ("whole" in compared) texts.push(diffText(compared.whole));
				facts.push("whole" in compared ? compared.facts : compared);
			}
			const { name, version } = candidate.prepared.facts;
			for (const one of facts) clients.reporter.info(`${name} ${version}: ${diffLine(one)}`);
			const file = texts.length === 0 ? void 0 : await output?.keepDiff(`${name}-${version}.diff`, texts.join("\n"));
			return facts.map((one) => file === void 0 || one.version === void 0 ? one : {
				...one,
				file
			});
		},
		[Symbol.asyncDispose]: () => older[Symbol.asyncDispose]()
	};
}
async function newerSide({ prepared }, { options, sources }) {
	const { packaged } = await prepared.build();
	const { name, version, type } = packaged.metadata;
	const files = readArchive(packaged.bytes, packaged.fileName);
	const source = sources.find(({ path }) => path === prepared.facts.path);
	const isLibrary = type === "library";
	const values = source === void 0 ? [] : await findValuesFiles(options.lint.values, {
		source: source.shownPath,
		kind: source.kind,
		name,
		isLibrary,
		files
	});
	return {
		after: {
			name,
			version,
			files,
			archive: packaged.bytes
		},
		isLibrary,
		values
	};
}
const none = {
	added: 0,
	changed: 0,
	removed: 0
};
function nothingToCompare(against, note) {
	return {
		against,
		files: none,
		dependencies: [],
		notes: note === void 0 ? [] : [note],
		excerpts: {
			files: [],
			resources: []
		}
	};
}

// src/commands/alias-tags.ts
/**
* The aliases that a version may have: none for a pre-release, and no `0`, for versions before 1.0.0 promise each other
* nothing (SemVer 2.0.0 § 4).
*/
function aliasesOf(version, kinds) {
	const [major, minor] = stableVersion(version)?.numbers ?? [];
	if (major === void 0) return [];
	const aliases = {
		minor: {
			tag: `${major}.${minor}`,
			shared: 2
		},
		major: {
			tag: `${major}`,
			shared: 1
		},
		latest: {
			tag: "latest",
			shared: 0
		}
	};
	return kinds.filter((kind) => kind !== "major" || major !== 0n).map((kind) => aliases[kind]);
}
/**
* Of `versions` the one that an alias of `version` is for: the highest stable one that begins with the same numbers.
* What is no strict version is passed over, as Helm does when it looks for a range.
*/
function highestFor({ shared }, version, versions) {
	const own = stableVersion(version);
	if (own === void 0) return version;
	const isOfLine = ({ numbers }) => numbers.slice(0, shared).every((number, index) => number === own.numbers[index]);
	return versions.flatMap((text) => stableVersion(text) ?? []).filter(isOfLine).reduce((highest, other) => compareBuilds(highest, other) < 0 ? other : highest, own).text;
}
function stableVersion(text) {
	const version = isStrictVersion(text) ? parseVersion(text) : void 0;
	return version?.prerelease.length === 0 ? version : void 0;
}
/** By precedence, and where build metadata alone differs by that, so that an alias has one place to be. */
function compareBuilds(a, b) {
	const ofBuild = (version) => {
		const [, build] = version.text.split("+");
		return {
			...version,
			prerelease: ["0", ...build?.split(".") ?? []]
		};
	};
	return compareVersions(a, b) || compareVersions(ofBuild(a), ofBuild(b));
}

// src/commands/give-aliases.ts
/**
* Returns a function that gives a chart that is there its alias tags, and adds to its outcome which it has. `run` is
* every chart of the run: whichever is published last, an alias goes to the highest version.
*/
function aliasing(kinds, run, means) {
	return async ({ target, facts }, outcome) => {
		const { digest } = outcome;
		if (kinds.length === 0 || digest === void 0) return outcome;
		const aliases = aliasesOf(facts.version, kinds);
		if (aliases.length === 0) means.reporter.info(`${facts.name} ${facts.version} gets no alias tags, which are for stable versions`);
		const isSibling = ({ prepared }) => prepared.target.host === target.host && prepared.target.name === target.name;
		const versions = run.filter(isSibling).map(({ prepared }) => prepared.facts.version);
		return {
			...outcome,
			aliases: await giveAliases({
				target,
				facts,
				digest,
				versions
			}, aliases, means)
		};
	};
}
/** Points each alias at the digest, unless it is for a higher version; returns those that point there now. */
async function giveAliases(subject, aliases, means) {
	const { target, facts, digest, versions } = subject;
	const { registry, reporter, signal } = means;
	let published;
	let manifest;
	const given = [];
	for (const alias of aliases) try {
		const held = await registry.resolve(target, alias.tag, signal);
		if (held?.digest !== digest) {
			published ??= (await registry.listTags(target, signal)).map((tag) => tag.replaceAll("_", "+"));
			const highest = highestFor(alias, facts.version, [...published, ...versions]);
			if (highest !== facts.version) {
				reporter.info(`${facts.name} ${facts.version}: the tag ${alias.tag} is left to ${highest}`);
				continue;
			}
			if (held !== void 0) await refuseOthers(subject, alias.tag, means);
			manifest ??= await fetchPublished(subject, means);
			await registry.pushManifest(target, alias.tag, manifest, signal);
		}
		given.push(alias.tag);
	} catch (cause) {
		if (signal.aborted) throw cause;
		throw notGiven(facts, alias.tag, cause);
	}
	return given;
}
/** The very bytes that the version's tag has, so that the digest, and all that is signed of it, is the same. */
async function fetchPublished({ target, digest }, { registry, signal }) {
	const manifest = await registry.fetchManifest(target, digest, signal);
	if (manifest !== void 0) return manifest;
	throw new PublishError("NOT_FOUND", `the registry does not find ${digest}`);
}
/** Throws CONFLICT where the tag is no alias of the chart: an image, or a version that Helm takes though it is short. */
async function refuseOthers({ target }, tag, { registry, signal }) {
	const manifest = await registry.fetchManifest(target, tag, signal);
	if (manifest === void 0) return;
	const chart = readChartManifest(manifest.bytes);
	if (chart === void 0) throw new PublishError("CONFLICT", "it holds something that is no Helm chart", { hint: "Leave the alias out of alias-tags, or publish charts to a repository of their own." });
	const version = versionIn(await registry.fetchBlob(target, chart.config, signal));
	if (version !== void 0 && tagOf(version) === tag) throw new PublishError("CONFLICT", `it is the tag of version ${version} itself`, { hint: "Leave the alias out of alias-tags." });
}
function versionIn(config) {
	try {
		const metadata = JSON.parse(new TextDecoder().decode(config));
		return typeof metadata === "object" && metadata !== null && "version" in metadata && typeof metadata.version === "string" ? metadata.version : void 0;
	} catch {
		return;
	}
}
function notGiven({ name, version, repository }, tag, cause) {
	const known = cause instanceof PublishError ? cause : void 0;
	const hint = known?.hint === void 0 ? "" : `${withoutStop(known.hint)}. `;
	return new PublishError(known?.code ?? "IO", `${name} ${version} is published, but the tag ${tag} of ${repository} could not be set: ${messageOf(cause)}`, {
		cause,
		hint: `${hint}Then run again: what is there stays, and only what is missing is added.`
	});
}

// src/commands/previous-version.ts
/**
* Adds to what is planned whether it is the chart's first version, for one request; a registry that does not tell
* leaves it open.
*/
async function withPrevious(outcome, { target, facts }, { registry, signal }) {
	if (outcome.status !== "planned" || outcome.change === "replaced") return outcome;
	let tags;
	try {
		tags = await registry.listTags(target, signal);
	} catch {
		return outcome;
	}
	const versions = tags.map((tag) => tag.replaceAll("_", "+")).flatMap((tag) => isStrictVersion(tag) ? parseVersion(tag) ?? [] : []);
	if (versions.length === 0) return {
		...outcome,
		change: "new"
	};
	const own = parseVersion(facts.version);
	const previous = versions.filter((version) => own !== void 0 && compareVersions(version, own) < 0).sort(compareVersions).at(-1)?.text;
	return {
		...outcome,
		change: "changed",
		...previous !== void 0 && { previous }
	};
}

// src/commands/prove.ts
/** Pushes a manifest by its digest and attaches its proofs: the tag is written when nobody can pull it without them. */
async function proveUntagged(subject, manifest, proofs, { registry, signal }) {
	const { digest } = manifest.descriptor;
	await registry.pushManifest(subject.target, digest, manifest, signal);
	await attach(subject, digest, proofs, {
		signal,
		state: "is in the registry, but not tagged:"
	});
}
/** Attaches the proofs of a chart that is there, and adds them to its outcome; keeps the bundles in `output`. */
async function prove(subject, outcome, { proofs, signal }, output) {
	const { digest } = outcome;
	if (proofs === void 0 || digest === void 0) return outcome;
	const { signatures, signedBy, bundles, attestationUrl } = await attach(subject, digest, proofs, {
		signal,
		state: "is published, but"
	});
	const { name, version } = subject.facts;
	const bundle = bundles.length === 0 ? void 0 : await output?.keepBundles(`${name}-${version}.tgz`, bundles);
	return {
		...outcome,
		signatures: [...outcome.signatures, ...signatures],
		signedBy,
		...bundle !== void 0 && { bundle },
		...attestationUrl !== void 0 && { attestationUrl }
	};
}
/** A failure says what is in the registry by now, and that another run does only the rest. */
async function attach({ target, facts }, digest, proofs, { signal, state }) {
	try {
		return await proofs.attach(target, digest);
	} catch (cause) {
		if (signal.aborted) throw cause;
		const where = `${facts.name} ${facts.version} ${state} it has not been signed and attested in full (${facts.repository}@${digest})`;
		const hint = cause instanceof PublishError && cause.hint !== void 0 ? `${withoutStop(cause.hint)}. ` : "";
		throw new PublishError("SIGNING", `${where}: ${messageOf(cause)}`, {
			cause,
			hint: `${hint}Then run again: what is there stays, and only what is missing is added.`
		});
	}
}

// src/artifact/artifacthub.ts
/** The tag under which Artifact Hub looks for what a repository says of itself. */
const artifactHubTag = "artifacthub.io";
/** Media types of Artifact Hub's metadata in a registry (Artifact Hub docs, Helm charts repositories § OCI support). */
const ArtifactHubMediaType = {
	config: "application/vnd.cncf.artifacthub.config.v1+yaml",
	layer: "application/vnd.cncf.artifacthub.repository-metadata.layer.v1.yaml"
};
/**
* Quirk(ECR, GAR, GitLab): the documented command sends an empty configuration, which these refuse
* (github.com/aws/containers-roadmap/issues/1074). Nobody reads it, and an empty object is good everywhere.
*/
const config = blobOf(ArtifactHubMediaType.config, Buffer.from("{}"));
/**
* The artifact of an artifacthub-repo.yml, as `oras push` makes it, but without the time of the push: the same file has
* the same digest, which tells whether it changed.
*/
function artifactHubArtifact(file) {
	const layer = blobOf(ArtifactHubMediaType.layer, file);
	const title = { "org.opencontainers.image.title": "artifacthub-repo.yml" };
	const json = {
		schemaVersion: 2,
		mediaType: MediaType.imageManifest,
		config: config.descriptor,
		layers: [{
			...layer.descriptor,
			annotations: title
		}]
	};
	const bytes = Buffer.from(JSON.stringify(json));
	const { descriptor } = blobOf(MediaType.imageManifest, bytes);
	return {
		manifest: {
			descriptor,
			bytes
		},
		blobs: [config, layer]
	};
}

// src/commands/published-proof.ts
/** No provenance file comes near it: the metadata of a chart and a signature. */
const maxProvenanceBytes = 4194304;
/** What signs a published chart that holds what ours holds, and so stays; a lacking signature is a warning. */
async function proofOf(prepared, published, registry, signal) {
	if (published.provenance === void 0) {
		if (prepared.facts.signatures.length === 0) return { signatures: [] };
		return {
			signatures: [],
			warning: unsigned(prepared, "without a provenance file")
		};
	}
	const why = await faultOf$1(prepared, published, registry, signal);
	if (why === void 0) return { signatures: ["pgp"] };
	return {
		signatures: [],
		warning: unsigned(prepared, `with a provenance file that pgp-key does not stand behind (${why})`)
	};
}
/** Whether the tag holds our very artifact, signed by our key at another time. */
async function isSameButForTime(prepared, manifest, registry, signal) {
	const published = readChartManifest(manifest.bytes);
	if (published?.provenance === void 0) return false;
	const { artifact } = await prepared.build();
	if (withoutProvenance(manifest.bytes) !== withoutProvenance(artifact.manifest.bytes)) return false;
	return await faultOf$1(prepared, published, registry, signal) === void 0;
}
/** Why the key that signs in this run does not stand behind the published provenance; `undefined` if it does. */
async function faultOf$1({ facts, target, signer }, { provenance, chart }, registry, signal) {
	if (provenance === void 0 || signer === void 0) return void 0;
	if (provenance.size > maxProvenanceBytes) return `it has ${provenance.size} bytes`;
	const bytes = await registry.fetchBlob(target, provenance, signal);
	try {
		const fileName = archiveName(facts);
		await signer.verify(bytes, {
			fileName,
			digest: chart.digest
		}, `the published ${fileName}.prov`);
		return;
	} catch (error) {
		if (error instanceof PublishError && error.code === "PROVENANCE_INVALID") return messageOf(error);
		throw error;
	}
}
function unsigned({ facts }, how) {
	return {
		message: `${facts.name} ${facts.version} is published already, ${how}: its content is the same, so it stays as it is`,
		hint: "To put the signed chart in its place, under another digest, publish once with if-exists: overwrite; or bump the version."
	};
}

// src/commands/decide.ts
/** An archive that is larger than this compressed cannot be a chart that Helm loads. */
const maxArchiveBytes = 104857600;
/** Differing files that a conflict names. */
const maxNames$2 = 5;
/**
* Decides by content, not by existence: the same manifest or the same chart layer is `unchanged`, and so is a layer
* that holds the same chart in other bytes, as Helm would package it. `held` is what the tag has now.
*/
async function decide(prepared, held, policy, registry, signal) {
	const existing = held.digest;
	if (existing === void 0) return { kind: "create" };
	if (policy === "fail") return {
		kind: "conflict",
		existing,
		reason: "the version is published already"
	};
	if (policy === "skip") return {
		kind: "skip",
		existing
	};
	if (existing === prepared.facts.digest) return {
		kind: "unchanged",
		existing
	};
	if (policy === "overwrite") {
		if (prepared.signer === void 0) return {
			kind: "overwrite",
			existing
		};
		const manifest = await registry.fetchManifest(prepared.target, existing, signal);
		return {
			kind: manifest !== void 0 && await isSameButForTime(prepared, manifest, registry, signal) ? "unchanged" : "overwrite",
			existing
		};
	}
	const manifest = held.manifest ?? await registry.fetchManifest(prepared.target, existing, signal);
	const published = manifest && readChartManifest(manifest.bytes);
	if (published === void 0) return notAChart(existing);
	const reason = await differenceTo(prepared, published, registry, signal);
	if (reason !== void 0) return {
		kind: "conflict",
		existing,
		reason
	};
	return {
		kind: "unchanged",
		existing,
		proof: await proofOf(prepared, published, registry, signal)
	};
}
const notAChart = (existing) => ({
	kind: "conflict",
	existing,
	reason: "the tag holds something that is no Helm chart"
});
/** How the published chart differs, in words; `undefined` when it holds the same. */
async function differenceTo(prepared, published, registry, signal) {
	if (published.chart.digest === prepared.facts.chartDigest) return void 0;
	if (published.chart.size > maxArchiveBytes) return "the published archive is too large for a chart";
	let names;
	try {
		prepared.release?.();
		const ours = await prepared.readContent();
		const bytes = await registry.fetchBlob(prepared.target, published.chart, signal);
		const files = readArchive(bytes, `the published ${archiveName(prepared.facts)}`);
		names = differingPaths(ours, contentOf$1(files, readArchive));
	} catch (error) {
		if (!(error instanceof PublishError && error.code === "ARCHIVE_INVALID")) throw error;
		return `the published archive cannot be compared (${error.message})`;
	}
	if (names.length === 0) return void 0;
	const more = names.length > maxNames$2 ? ` and ${names.length - maxNames$2} more` : "";
	return `${takenReason}: ${names.slice(0, maxNames$2).join(", ")}${more} differ${names.length === 1 ? "s" : ""}`;
}

// src/commands/publish-chart.ts
/**
* Asks what the tag holds. A refusal (401, 403) is an answer too: some registries refuse to speak of a repository that
* does not exist yet, even to those who may create it. It is never taken for "absent".
*/
async function lookUp$1(registry, target, signal) {
	try {
		return { digest: (await registry.resolve(target, target.tag, signal))?.digest };
	} catch (error) {
		return error instanceof RegistryError && (error.code === "UNAUTHORIZED" || error.code === "DENIED") ? { refused: error } : { failed: error };
	}
}
/** Publishes one chart: decides, pushes the blobs, writes the tag last, once, and reads it back. */
async function publishChart(chart, asked, settings) {
	const prepared = buildOnce(chart);
	const { target } = prepared;
	const { registry, policy, signal } = settings;
	const existing = await asked;
	if ("failed" in existing) throw existing.failed;
	const known = "digest" in existing;
	if (!known && !settings.push) return plannedBlindly(prepared, existing.refused);
	let decision = known ? await decide(prepared, existing, policy, registry, signal) : void 0;
	const early = decision && settledOutcome(prepared, decision);
	if (early) return early;
	if (decision && !settings.push) return planned(prepared, decision);
	await settings.proofs?.prepare();
	await pushBlobs(registry, target, (await prepared.build()).artifact, signal);
	if (decision === void 0 || registry.mayBeHidden(target, target.tag)) {
		const now = await registry.resolve(target, target.tag, signal);
		decision = await decide(prepared, { digest: now?.digest }, policy, registry, signal);
		const late = settledOutcome(prepared, decision);
		if (late) return late;
	}
	const refused = await pushManifest(prepared, settings);
	if (refused) return refused;
	const replaced = decision.kind === "overwrite" ? { replaced: decision.existing } : {};
	return {
		...prepared.facts,
		status: "published",
		...replaced
	};
}
/** Builds a chart that was not kept once, and lets go of it with this call. */
function buildOnce(prepared) {
	let built;
	return {
		...prepared,
		build: () => {
			built ??= prepared.build();
			return built;
		},
		release: () => {
			built = void 0;
			prepared.release?.();
		}
	};
}
/** Writes the tag and reads it back; an outcome where the registry refused because the tag holds other content. */
async function pushManifest(prepared, settings) {
	const { registry, signal } = settings;
	const { target } = prepared;
	const { artifact } = await prepared.build();
	if (settings.proofs?.beforeTag) await proveUntagged(prepared, artifact.manifest, settings.proofs, settings);
	try {
		await registry.pushManifest(target, target.tag, artifact.manifest, signal);
	} catch (error) {
		if (error instanceof RegistryError && error.code === "CONFLICT") return refusedOutcome(prepared, error, settings);
		throw error;
	}
	const readBack = await registry.fetchManifest(target, target.tag, signal);
	if (readBack?.descriptor.digest === artifact.manifest.descriptor.digest) return void 0;
	throw new PublishError("INTEGRITY", `Could not confirm ${title(prepared.facts)}: the registry accepted manifest ${artifact.manifest.descriptor.digest}, but ${readBack ? `gives back ${readBack.descriptor.digest}` : "does not find the tag"}.`, { hint: "Did another job publish the same version at the same time? Run again to see what the tag holds." });
}
/**
* Somebody published the version meanwhile, or it was to be replaced and the registry does not allow that. What the tag
* holds now decides, as it would have before the push; where it holds nothing, the refusal had another reason.
*/
async function refusedOutcome(prepared, refused, { registry, policy, signal }) {
	const { target, whenTaken } = prepared;
	const { hint = whenTaken.hint } = refused;
	const now = await lookUp$1(registry, target, signal);
	if (!("digest" in now) || now.digest === void 0) throw refused;
	const decision = await decide(prepared, now, policy, registry, signal);
	const immutable = {
		...prepared,
		whenTaken: {
			...whenTaken,
			hint,
			cause: refused
		}
	};
	const settled = settledOutcome(immutable, decision);
	if (settled) return settled;
	const reason = `${takenReason}, and the registry does not let it be replaced`;
	return conflict(immutable, {
		kind: "conflict",
		existing: now.digest,
		reason
	});
}
/** The outcome of a decision that leaves nothing to do. */
function settledOutcome(prepared, decision) {
	const { facts } = prepared;
	switch (decision.kind) {
		case "unchanged": return {
			...facts,
			status: "unchanged",
			digest: decision.existing,
			signatures: decision.proof?.signatures ?? facts.signatures,
			...decision.proof?.warning && { warning: decision.proof.warning }
		};
		case "skip": return {
			...facts,
			status: "skipped",
			digest: decision.existing,
			reason: "published already"
		};
		case "conflict": return conflict(prepared, decision);
		default: return;
	}
}
function conflict({ facts, whenTaken }, { reason, existing }) {
	const { digest: _, ...rest } = facts;
	const message = `Could not publish ${title(facts)}: ${reason}; the tag holds ${existing}.`;
	return {
		...rest,
		status: "conflict",
		error: new PublishError("CONFLICT", message, whenTaken)
	};
}
function planned(prepared, decision) {
	if (decision.kind === "overwrite") return {
		...plan(prepared, `would replace ${decision.existing}`),
		change: "replaced"
	};
	return plan(prepared, "would be published");
}
function plannedBlindly(prepared, refused) {
	return plan(prepared, `would be published, unless the version exists already: the registry would not tell${refused.status === void 0 ? "" : ` (${refused.status})`}`);
}
/** A signature has a time, so that the digest of what is signed when it is published cannot be told before. */
function plan({ facts, signer }, reason) {
	if (signer === void 0) return {
		...facts,
		status: "planned",
		reason
	};
	const { digest: _, ...known } = facts;
	return {
		...known,
		status: "planned",
		reason: `${reason}, under a digest that is known once it is signed,`
	};
}
function title(facts) {
	return `${facts.name} ${facts.version} at ${facts.repository}:${facts.tag}`;
}

// src/commands/publish-artifacthub.ts
/**
* Pushes a chart's Artifact Hub metadata beside the chart that is there, unless the same is there already: one request
* then. A run that does not push says what it would do. A failure says that the chart itself is published.
*/
async function publishArtifactHub(chart, outcome, settings) {
	if (chart.artifactHub === void 0 || !isDue(outcome)) return outcome;
	try {
		return {
			...outcome,
			artifactHub: await ensure(chart.target, chart.artifactHub, settings)
		};
	} catch (cause) {
		if (settings.signal.aborted || outcome.status === "planned") throw cause;
		throw notPushed(chart, cause);
	}
}
/** Not where the chart failed, or where the run stopped before it. */
function isDue({ status, digest }) {
	return [
		"published",
		"unchanged",
		"planned"
	].includes(status) || status === "skipped" && digest !== void 0;
}
async function ensure(target, artifact, { registry, push, signal }) {
	const place = {
		...target,
		tag: artifactHubTag
	};
	const existing = await lookUp$1(registry, place, signal);
	if ("failed" in existing) throw existing.failed;
	if ("digest" in existing && existing.digest === artifact.manifest.descriptor.digest) return "unchanged";
	if (!push) return "planned";
	await pushArtifact(registry, place, artifact, signal);
	return "published";
}
function notPushed({ facts }, cause) {
	const { code, hint } = cause instanceof PublishError ? cause : {
		code: "IO",
		hint: void 0
	};
	const fix = code === "CONFLICT" ? "The registry lets no tag be replaced: make an exception for artifacthub.io, or set artifacthub-repo: off" : hint;
	return new PublishError(code, `${facts.name} ${facts.version} is published, but artifacthub-repo.yml could not be pushed to ${facts.repository}:${artifactHubTag}: ${messageOf(cause)}`, {
		cause,
		hint: `${fix === void 0 ? "" : `${withoutStop(fix)}. `}Then run again: what is there stays.`
	});
}

// src/commands/retention.ts
/** Archives kept between packaging and pushing, all together. Charts beyond it are packaged again when their turn comes. */
const maxKeptBytes = 134217728;
/**
* Keeps what was built of charts as long as there is room. What is not kept is built again
* when needed, which gives the same bytes: packaging is a pure function of the chart's files.
*/
function createRetention(maxBytes = maxKeptBytes) {
	let kept = 0;
	return (built, places) => {
		const size = built.packaged.bytes.length;
		if (kept + size > maxBytes) return (prepared) => prepared;
		kept += size;
		let held = built;
		const released = /* @__PURE__ */ new Set();
		return (prepared) => ({
			...prepared,
			build: async () => held ?? prepared.build(),
			release: () => {
				if (released.add(prepared).size === places) held = void 0;
			},
			isKept: true
		});
	};
}
/** Runs what it is given one after the other. */
function createLane() {
	let last = Promise.resolve();
	return (work) => {
		const turn = last.then(work, work);
		last = turn.catch(() => void 0);
		return turn;
	};
}

// src/oci/explain/visibility.ts
/** How everybody is let pull, where a registry has a way. */
const ways = {
	acr: "let everybody pull with `az acr update --anonymous-pull-enabled` (Standard tier or higher)",
	artifactory: "let anonymous users read the repository, and allow anonymous access in the security settings",
	cloudsmith: "make the repository public in its settings (Privacy)",
	distribution: "a registry of this kind is public as a whole, or not at all: let its proxy pass reads without a login",
	"docker-hub": "make the repository public in its settings (Visibility)",
	ecr: "private ECR knows no public repositories: publish to public.ecr.aws, or leave out verify",
	gar: "give the role roles/artifactregistry.reader on the repository to allUsers",
	ghcr: "open the package's settings on GitHub and choose Change visibility; new packages are private",
	gitea: "make the owner, user or organization, public",
	gitlab: "make the project public, and its container registry visible to everyone (Settings, General, Visibility)",
	harbor: "make the project public in its configuration",
	ibm: "IBM Cloud's registry serves nobody without an API key: leave out verify",
	nexus: "let the anonymous user read the repository, and allow anonymous Docker pulls in its settings",
	quay: "make the repository public in its settings; new ones are private",
	zot: "let anonymousPolicy read the repository in accessControl"
};
/** How to let everybody pull from a registry. */
function visibilityHint(host) {
	return ways[kindOfHost(host)] ?? "make the repository public in the registry's settings";
}

// src/commands/verify-public.ts
/**
* Pulls a published manifest as a stranger would. Throws DENIED where strangers are refused, INTEGRITY where they get
* something else; other failures as they come.
*/
async function verifyPublic({ target, digest }, anonymous, signal) {
	const place = `${target.host}/${target.name}:${target.tag}`;
	const found = await fetchAsStranger(target, anonymous, signal);
	if (found === void 0 || found instanceof RegistryError) {
		const why = found?.status === void 0 ? "" : ` (${found.status})`;
		throw new PublishError("DENIED", `Could not verify that ${place} is public: it is published, but nobody can pull it without credentials${why}.`, {
			hint: `${visibilityHint(target.host)}; then run again.`,
			...found !== void 0 && { cause: found }
		});
	}
	if (found.descriptor.digest === digest) return;
	throw new PublishError("INTEGRITY", `Could not verify that ${place} is public: without credentials the registry gives ${found.descriptor.digest}, not ${digest}.`, { hint: "Does a cache or a proxy in front of the registry serve an older manifest? Run again later." });
}
/** The manifest, `undefined` for a 404, with which many registries hide what is private, or the refusal. */
async function fetchAsStranger(target, anonymous, signal) {
	try {
		return await anonymous.fetchManifest(target, target.tag, signal);
	} catch (error) {
		if (error instanceof RegistryError && (error.code === "UNAUTHORIZED" || error.code === "DENIED")) return error;
		throw error;
	}
}

// src/commands/publish-all.ts
/** Whether there is something to publish. */
const isCandidate = (attempt) => "prepared" in attempt;
/** The chart as the user named it. */
const pathOf = (attempt) => isCandidate(attempt) ? attempt.prepared.facts.path : attempt.path;
/** Publishes the charts, or plans to; what goes wrong with one is its outcome. */
async function publishAll(attempts, options, { goal, output, needs }, clients) {
	const { registry, reporter, signal } = clients;
	const proofs = goal === "publish" ? clients.proofs : void 0;
	const settings = {
		registry,
		policy: options.ifExists,
		push: goal !== "plan",
		signal,
		...proofs && { proofs }
	};
	const aliases = aliasing(options.aliasTags, attempts.filter(isCandidate), clients);
	const finishOne = async (prepared, outcome) => {
		const { target } = prepared;
		if (clients.anonymous !== void 0) await verifyPublic({
			target,
			digest: outcome.digest
		}, clients.anonymous, signal);
		const proven = settings.proofs ? await prove(prepared, outcome, settings, output) : outcome;
		return goal === "publish" ? aliases(prepared, proven) : proven;
	};
	const lane = createLane();
	let done = 0;
	let stopped = options.failFast && attempts.some((attempt) => "error" in attempt);
	const finish = async (attempt) => {
		if (!isCandidate(attempt)) return attempt;
		const { prepared } = attempt;
		if (stopped) return notBegun(prepared);
		const run = () => outcomeOf(prepared.facts, clients, async () => {
			const decided = await publishChart(prepared, attempt.existing, settings);
			const outcome = options.comment ? await withPrevious(decided, prepared, clients) : decided;
			const proven = isThere(outcome) ? await finishOne(prepared, outcome) : outcome;
			return publishArtifactHub(prepared, proven, settings);
		});
		const outcome = await (prepared.isKept ? run() : lane(run));
		return goal === "save" && outcome.status === "published" ? {
			...outcome,
			status: "saved"
		} : outcome;
	};
	const outcomes = await mapInOrder(attempts, {
		needs,
		limit: options.concurrency
	}, async (attempt) => {
		const outcome = await finish(attempt);
		stopped ||= options.failFast && "error" in outcome;
		reporter.progress(`${++done} of ${attempts.length} done`);
		reporter.info(lineOf$1(outcome));
		if ("warning" in outcome && outcome.warning) tellWarnings([outcome.warning], reporter);
		return outcome;
	});
	reporter.progress(void 0);
	return outcomes;
}
/** Without a digest, for nothing in the registry has it yet. */
function notBegun({ facts: { digest: _, ...facts } }) {
	return {
		...facts,
		status: "skipped",
		reason: "another chart failed (fail-fast)"
	};
}
function isThere(outcome) {
	return outcome.status === "published" || outcome.status === "unchanged";
}
/** Runs `work` for one chart; what it throws becomes the chart's outcome, so that it does not hide the others. */
async function outcomeOf({ digest: _, ...facts }, { signal }, work) {
	try {
		signal.throwIfAborted();
		return await work();
	} catch (cause) {
		if (cause instanceof PublishError && cause.code === "USAGE") throw cause;
		const error = signal.aborted ? new PublishError("CANCELLED", `Could not finish ${facts.path}: the run was cancelled.`, {
			cause,
			hint: "Run again: what is published stays, the rest is completed."
		}) : cause instanceof PublishError ? cause : new PublishError("IO", `Could not publish ${facts.path}: ${messageOf(cause)}`, { cause });
		return {
			...facts,
			status: "failed",
			error
		};
	}
}
/** Two charts for one tag: the second would silently win. Refused before anything is sent, told for one target. */
function refuseDuplicates(attempts) {
	const byReference = /* @__PURE__ */ new Map();
	for (const { prepared } of attempts.filter(isCandidate)) {
		const reference = `${prepared.facts.repository}:${prepared.target.tag}`;
		byReference.set(reference, [...byReference.get(reference) ?? [], prepared]);
	}
	const told = /* @__PURE__ */ new Set();
	const problems = [...byReference].filter(([, charts]) => charts.length > 1).filter(([, charts]) => told.size < told.add(charts.map((chart) => chart.facts.path).join("\0")).size).map(([reference, charts]) => {
		const [, second] = charts;
		return {
			message: `${charts.map((c) => c.facts.path).join(" and ")} would both become ${reference}`,
			...second?.whenTaken.location && { location: second.whenTaken.location },
			hint: `Give one of them another name or version${second === void 0 ? "" : `, or leave one out: exclude: ${second.facts.path}`}.`
		};
	});
	if (problems.length > 0) throw new PublishError("USAGE", "Could not plan the run.", { problems });
}
/** `1 chart`, `3 charts`. */
const countOf = ({ length }) => length === 1 ? "1 chart" : `${length} charts`;

// src/commands/settled.ts
/**
* Asks what the chart's tag holds. Another manifest is fetched where content decides, for it may name the very archive:
* in a shallow clone every commit gives another one.
*/
async function lookUpChart({ target, facts }, policy, registry, signal) {
	const existing = await lookUp$1(registry, target, signal);
	if (!("digest" in existing) || existing.digest === void 0) return existing;
	if (existing.digest === facts.digest || policy !== "verify") return existing;
	try {
		const manifest = await registry.fetchManifest(target, existing.digest, signal);
		return manifest === void 0 ? existing : {
			...existing,
			manifest
		};
	} catch {
		return existing;
	}
}
/**
* Whether the charts are there already, in the same archive, or are left alone whatever is there: nothing of them is
* going to be published, so that there is nothing to check.
*/
async function areSettled(candidates, policy) {
	return (await Promise.all(candidates.map(async ({ prepared: { facts }, existing }) => {
		const answer = await existing;
		if (!("digest" in answer) || answer.digest === void 0) return false;
		if (policy === "skip" || answer.digest === facts.digest) return true;
		const published = answer.manifest && readChartManifest(answer.manifest.bytes)?.chart.digest;
		return published !== void 0 && published === facts.chartDigest;
	}))).every((isSettled) => isSettled);
}

// src/commands/diff-charts.ts
/** Charts compared at once: Helm takes a core for each. */
const comparingLimit$1 = 2;
/**
* Compares charts that are not published yet with the same content, each once whatever places it goes to, with what the
* options name; the facts of its first place say how it differs. What cannot be compared is a note, never a failure.
*/
async function diffCharts(attempts, comparison, clients) {
	try {
		var _usingCtx$4 = _usingCtx();
		const { options, goal } = comparison;
		const against = options.diff ?? defaultBases(options, goal);
		if (against.length === 0) return attempts;
		const wanted = await dueOnce(attempts, options);
		if (wanted.length === 0) return attempts;
		const comparer = _usingCtx$4.a(await comparing(wanted, {
			...comparison,
			against
		}, clients));
		const compared = await clients.reporter.group(`Comparing ${countOf(wanted)}`, () => mapLimit(wanted, comparingLimit$1, async (candidate) => [candidate, await comparer.compare(candidate)]));
		const facts = new Map(compared);
		return attempts.map((attempt) => {
			const diff = facts.get(attempt);
			if (!isCandidate(attempt) || diff === void 0 || diff.length === 0) return attempt;
			const { prepared } = attempt;
			return {
				...attempt,
				prepared: {
					...prepared,
					facts: {
						...prepared.facts,
						diff
					}
				}
			};
		});
	} catch (_) {
		_usingCtx$4.e = _;
	} finally {
		await _usingCtx$4.d();
	}
}
/** What a plan holds was compared when it was made. */
function defaultBases({ plan }, goal) {
	return goal === "plan" && plan === void 0 ? ["published"] : [];
}
/** The first place of each chart that has something to publish there. */
async function dueOnce(attempts, { ifExists }) {
	const byPath = /* @__PURE__ */ new Map();
	for (const attempt of attempts) {
		if (!isCandidate(attempt) || byPath.has(attempt.prepared.facts.path)) continue;
		byPath.set(attempt.prepared.facts.path, attempt);
	}
	return (await Promise.all([...byPath.values()].map(async (candidate) => await areSettled([candidate], ifExists) ? [] : [candidate]))).flat();
}

// src/lint/finding.ts
/** How to check a chart that may well want what only its user knows. */
const demandHint = "put values to check the chart with into ci/default-values.yaml, or set values to where they are";

// src/lint/linted-chart.ts
/**
* The problem at its place. A file within an archive, or of a dependency that the directory does not hold, is named in
* the message, and the place is the nearest file that is there.
*/
function problemIn(chart, spot, message, hint) {
	const file = chart.files.find(({ path }) => path === spot.path);
	const more = hint === void 0 ? {} : { hint };
	if (chart.kind === "archive" || file === void 0) {
		const at = [spot.path, spot.line].filter((part) => part !== void 0 && part !== "").join(":");
		const location = { file: chart.kind === "archive" ? chart.source : fileIn(chart.source, "Chart.yaml") };
		return {
			message: at === "" ? message : `${at}: ${message}`,
			location,
			...more
		};
	}
	return problemInBytes({
		file: fileIn(chart.source, file.path),
		bytes: file.bytes
	}, spot, message, hint);
}
/** The same for a file that is not the chart's. */
function problemInBytes({ file, bytes }, { line, column }, message, hint) {
	const plain = {
		message,
		location: line === void 0 ? { file } : {
			file,
			line
		},
		...hint !== void 0 && { hint }
	};
	const text = line === void 0 ? void 0 : textOf$2(bytes, file);
	if (text === void 0 || line === void 0) return plain;
	const lines = text.split("\n");
	const whole = lines[line - 1];
	if (whole === void 0) return plain;
	const before = Buffer.from(whole).subarray(0, column === void 0 ? whole.search(/\S|$/) : column - 1).toString();
	const at = lines.slice(0, line - 1).reduce((sum, l) => sum + l.length + 1, 0) + before.length;
	return problemAt({
		source: {
			file,
			text
		},
		at
	}, message, hint);
}
function textOf$2(bytes, file) {
	try {
		return sourceOf(bytes, file).text;
	} catch {
		return;
	}
}

// src/lint/plain-yaml.ts
/** Where Helm v4.1.4 `pkg/release/v1/util/manifest.go` cuts a file into documents, quotes and blocks or not. */
const separator = /(?:^|\s*\n)---\s*/g;
/** Faults of a file without actions that Helm reads as YAML: the first of each document. */
function plainYamlProblems({ file, text }) {
	const problems = [];
	let start = 0;
	const check = (from, to) => {
		const lines = text.slice(0, from).split("\n").length - 1;
		const source = {
			file,
			text: `${"\n".repeat(lines)}${text.slice(from, to)}`
		};
		collect$2(problems, () => parseYaml(source));
	};
	for (const match of text.matchAll(separator)) {
		check(start, match.index);
		start = match.index + match[0].length;
	}
	check(start, text.length);
	return problems;
}

// src/lint/value-place.ts
/** A problem with a value, where the value is set: in the values file, else in values.yaml. */
function problemWithValue(chart, values, keys, { message, hint }) {
	const own = chart.files.find(({ path }) => path === "values.yaml");
	const defaults = chart.kind === "directory" && own !== void 0 ? [{
		file: fileIn(chart.source, own.path),
		bytes: own.bytes
	}] : [];
	const [best] = [...values === void 0 ? [] : [values], ...defaults].flatMap((file) => placesIn(file, keys)).sort((a, b) => b.depth - a.depth);
	if (best !== void 0 && best.depth > 0) return problemAt(best.place, message, hint);
	if (values === void 0) return problemIn(chart, { path: "values.yaml" }, message, hint);
	return {
		message,
		location: { file: values.file },
		...hint !== void 0 && { hint }
	};
}
function placesIn({ file, bytes }, keys) {
	try {
		const source = sourceOf(bytes, file);
		let node = parseYaml(source);
		let at = node.at;
		let depth = 0;
		for (const key of keys) {
			if (node.kind === "mapping") {
				const entry = node.entries.get(key);
				if (entry === void 0) break;
				({value: node, keyAt: at} = entry);
			} else {
				const item = node.kind === "sequence" ? node.items[Number(key)] : void 0;
				if (item === void 0) break;
				node = item;
				({at} = item);
			}
			depth++;
		}
		return [{
			place: {
				source,
				at
			},
			depth
		}];
	} catch (error) {
		if (error instanceof PublishError) return [];
		throw error;
	}
}

// src/lint/place-finding.ts
/** What Helm found, at the place of the chart's source that it is about. */
function placeFinding({ message, place }, chart, values, hint) {
	switch (place?.kind) {
		case "file": return problemIn(chart, place, message, hint);
		case "object": return problemIn(chart, objectPlace(chart, place.path, message), message, hint);
		case "rendered": return renderedProblem(chart, place, message, hint);
		case "value": return problemWithValue(chart, values, place.keys, {
			message,
			...hint !== void 0 && { hint }
		});
		case "values-file": if (values !== void 0) return problemInBytes(values, place, message, hint);
	}
	return problemIn(chart, { path: "" }, message, hint);
}
function objectPlace(chart, path, said) {
	const line = lineOfObject(said, textOf$1(chart, path));
	return {
		path,
		...line !== void 0 && { line }
	};
}
function textOf$1(chart, path) {
	return Buffer.from(chart.files.find((file) => file.path === path)?.bytes ?? []).toString();
}
/** Lines of what a template renders to are its own where it has no actions; else they can but be told. */
function renderedProblem(chart, { path, line }, reason, hint) {
	const text = textOf$1(chart, path);
	if (!text.includes("{{")) {
		const [fault] = plainYamlProblems({
			file: path,
			text
		});
		const spot = {
			path,
			...line !== void 0 && { line },
			...fault?.location
		};
		return problemIn(chart, spot, `it is no YAML: ${reason}`, hint);
	}
	const at = line === void 0 ? "" : `, in line ${line} of it`;
	return problemIn(chart, { path }, `what it renders to is no YAML: ${reason}${at}`, hint);
}

// src/lint/lint-helm.ts
/** Helm processes at once, of one chart. */
const processLimit = 2;
/** Values files that a message names. */
const maxNames$1 = 3;
/**
* Has Helm look at a chart, once for each values file, or with the chart's defaults where there is none. What it finds
* several times is told once.
*/
async function lintWithHelm(exec, chart, { archive, values }, { isStrict, signal }) {
	const runs = values.length === 0 ? [void 0] : values;
	const found = await mapLimit(runs, processLimit, async (file) => {
		signal.throwIfAborted();
		const subject = {
			...chart,
			archive,
			...file !== void 0 && { values: file.path }
		};
		return (await runHelm(exec, subject, isStrict)).map((finding) => ({
			finding,
			file
		}));
	});
	const merged = /* @__PURE__ */ new Map();
	for (const { finding, file } of found.flat()) {
		const key = keyOf(finding, file);
		const known = merged.get(key);
		if (known === void 0) merged.set(key, {
			finding,
			files: file ? [file] : []
		});
		else if (file !== void 0 && !known.files.includes(file)) known.files.push(file);
	}
	return [...merged.values()].map((sighting) => told(sighting, chart));
}
/** Lint and template count lines of what is rendered differently. A values file is at fault alone. */
function keyOf({ message, place }, file) {
	const path = place !== void 0 && "path" in place ? place.path : "";
	const line = place?.kind === "file" ? place.line : void 0;
	const own = place?.kind === "values-file" || place?.kind === "value" ? file?.file : void 0;
	return JSON.stringify([
		message,
		path,
		line,
		own
	]);
}
function told({ finding, files }, chart) {
	const [first] = files;
	const isOpen = finding.isDemand && first === void 0;
	const severity = isOpen ? "warning" : finding.severity;
	const isNamed = finding.place?.kind === "values-file";
	const names = files.map(({ file }) => file);
	const more = names.length > maxNames$1 ? ` and ${names.length - maxNames$1} more` : "";
	const given = isNamed || first === void 0 ? "" : ` (with ${names.slice(0, maxNames$1).join(", ")}${more})`;
	const message = `${finding.message}${given}`;
	return {
		severity,
		problem: placeFinding({
			...finding,
			message
		}, chart, first, isOpen ? demandHint : finding.hint)
	};
}

// src/lint/chart-rules.ts
/**
* What `helm lint` says of Chart.yaml though Helm packages and installs the chart (Helm v4.1.4
* `pkg/chart/v2/lint/rules/chartfile.go`); what keeps it from that was found when the chart was loaded.
*/
function chartRules({ source, kind, files }) {
	const bytes = files.find(({ path }) => path === "Chart.yaml")?.bytes ?? /* @__PURE__ */ new Uint8Array();
	const text = sourceOf(bytes, kind === "archive" ? source : fileIn(source, "Chart.yaml"));
	const root = parseYaml(text);
	if (root.kind !== "mapping") return [];
	return rulesOf(root).map(({ at, message, hint }) => problemAt({
		source: text,
		at: at ?? root.at
	}, message, hint));
}
function rulesOf(root) {
	const breaches = [];
	const add = (at, message, hint) => breaches.push({
		at,
		message,
		hint
	});
	const apiVersion = textOf(root, "apiVersion");
	const apiAt = root.entries.get("apiVersion")?.keyAt;
	if (apiVersion !== "v1" && apiVersion !== "v2") add(apiAt, "apiVersion must be v1 or v2", "write `apiVersion: v2`");
	for (const name of ["version", "appVersion"]) {
		const entry = root.entries.get(name);
		if (typeof (entry?.value.kind === "scalar" ? entry.value.value : "") !== "string") add(entry?.keyAt, `${name} should be text`, `put it in quotes, or leave ${name} out`);
	}
	for (const name of apiVersion === "v1" ? ["type", "dependencies"] : []) {
		const entry = root.entries.get(name);
		if (entry !== void 0) add(entry.keyAt, `${name} is for charts of apiVersion v2`, "write `apiVersion: v2`");
	}
	for (const item of itemsOf(root, "maintainers")) {
		const name = item.kind === "mapping" ? item.entries.get("name")?.value : void 0;
		if (name === void 0 || name.kind === "scalar" && (name.value ?? "") === "") add(item.at, "a maintainer needs a name", "add `name`");
	}
	const urls = [root.entries.get("icon")?.value, ...itemsOf(root, "sources")];
	for (const node of urls.filter((url) => url !== void 0)) if (node.kind === "scalar" && typeof node.value === "string" && node.value !== "" && !/^[a-z][a-z0-9+.-]*:/i.test(String(node.value))) add(node.at, `${JSON.stringify(node.value)} is no URL`, "write it with its scheme, https:// mostly");
	return breaches;
}
function textOf(map, key) {
	const value = map.entries.get(key)?.value;
	return value?.kind === "scalar" && typeof value.value === "string" ? value.value : void 0;
}
function itemsOf(map, key) {
	const value = map.entries.get(key)?.value;
	return value?.kind === "sequence" ? value.items : [];
}

// src/lint/merged-values.ts
/** The values that a file holds; an empty one holds none. Throws CHART_INVALID where it is no map. */
function readValues(bytes, file) {
	const source = sourceOf(bytes, file);
	const value = toJson(parseYaml(source));
	return isMap(value) ? value : {};
}
/** Lays `over` on `under` as Helm v4.1.4 `pkg/chart/common/util/coalesce.go`: maps are merged, null takes a key away. */
function mergeValues(under, over) {
	const merged = new Map(Object.entries(under));
	for (const [key, value] of Object.entries(over)) {
		const below = merged.get(key);
		if (value === null) merged.delete(key);
		else merged.set(key, below !== void 0 && isMap(below) && isMap(value) ? mergeValues(below, value) : value);
	}
	return Object.fromEntries(merged);
}
const isMap = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
function toJson(node) {
	switch (node.kind) {
		case "mapping": return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, toJson(value)]));
		case "sequence": return node.items.map(toJson);
		case "scalar": return typeof node.value === "bigint" ? Number(node.value) : node.value;
	}
}

// src/lint/template-syntax.ts
/**
* The first place where a template cannot be parsed by Go's text/template (as of Go 1.17, `parse/lex.go`): an action,
* comment or text in quotes that is not closed, and an `end` or `else` without what it belongs to. What functions there
* are, and what they take, is not looked at.
*/
function findSyntaxFault(text) {
	const open = [];
	let at = text.indexOf("{{");
	while (at >= 0) {
		const action = readAction(text, at);
		if ("message" in action) return action;
		const fault = follow(action.words, at, open);
		if (fault !== void 0) return {
			at,
			message: fault
		};
		at = text.indexOf("{{", action.end);
	}
	const last = open.at(-1);
	return last && {
		at: last.at,
		message: `{{ ${last.keyword} }} has no {{ end }}`
	};
}
/** Texts in quotes may hold braces; only those in backquotes may hold line breaks. */
const quoted = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`/y;
function readAction(text, at) {
	const inside = at + (/^\{\{-\s/.test(text.slice(at, at + 4)) ? 3 : 2);
	const afterSpace = inside + (/^\s*/.exec(text.slice(inside, inside + 200))?.[0].length ?? 0);
	const comment = inside === at + 2 ? inside : afterSpace;
	if (text.startsWith("/*", comment)) return readComment(text, at, comment);
	for (let i = inside; i < text.length; i++) {
		if (text.startsWith("}}", i)) return {
			words: text.slice(inside, i).trim(),
			end: i + 2
		};
		if (!/["'`]/.test(text.charAt(i))) continue;
		quoted.lastIndex = i;
		const match = quoted.exec(text);
		if (match === null) return {
			at: i,
			message: "a text in quotes is not closed"
		};
		i += match[0].length - 1;
	}
	return {
		at,
		message: "{{ is not closed by }}"
	};
}
function readComment(text, at, start) {
	const close = text.indexOf("*/", start + 2);
	if (close < 0) return {
		at,
		message: "{{/* is not closed by */}}"
	};
	const [end] = /^(?:\s+-)?\}\}/.exec(text.slice(close + 2, close + 200)) ?? [];
	if (end === void 0) return {
		at: close,
		message: "a comment must end with */}} or */ -}}"
	};
	return {
		words: "",
		end: close + 2 + end.length
	};
}
/** Follows what opens and closes blocks; the fault, if any. */
function follow(words, at, open) {
	const keyword = /^[a-z]+(?!\w)/.exec(words)?.[0] ?? "";
	const block = open.at(-1);
	switch (keyword) {
		case "if":
		case "range":
		case "with":
		case "define":
		case "block":
			open.push({
				keyword,
				at,
				hasElse: false
			});
			return;
		case "end": return open.pop() === void 0 ? "{{ end }} closes nothing" : void 0;
		case "else":
			if (block === void 0 || ["define", "block"].includes(block.keyword)) return "{{ else }} belongs to no if, range or with";
			if (block.hasElse) return `{{ else }} comes after the {{ else }} of its {{ ${block.keyword} }}`;
			block.hasElse = !/^else\s+(if|with)\b/.test(words);
			return;
		default: return;
	}
}

// src/lint/values-schema.ts
/** Holds the chart's values, with each values file laid over them, against values.schema.json. The library is loaded on first use. */
async function checkAgainstSchema(chart, values) {
	const bytesOf = (name) => chart.files.find(({ path }) => path === name)?.bytes;
	const schemaBytes = bytesOf("values.schema.json");
	if (schemaBytes === void 0) return [];
	const schema = JSON.parse(sourceOf(schemaBytes, "values.schema.json").text);
	const { createValidator, unknownType } = await import("./json-schema.js");
	const unknown = unknownType(schema);
	if (unknown !== void 0) {
		const message = `it is no JSON schema: there is no type ${JSON.stringify(unknown)}`;
		return [{
			severity: "error",
			problem: problemIn(chart, { path: "values.schema.json" }, message, "correct values.schema.json")
		}];
	}
	const validate = createValidator(schema);
	const defaults = readValues(bytesOf("values.yaml") ?? /* @__PURE__ */ new Uint8Array(), "values.yaml");
	return (values.length === 0 ? [void 0] : values).flatMap((file) => {
		const over = file === void 0 ? {} : readValues(file.bytes, file.file);
		return validate(mergeValues(defaults, over)).map(({ keys, reason, isDemand }) => {
			const given = file === void 0 ? "" : ` (with ${file.file})`;
			const message = `${schemaMessage(keys, reason)}${given}`;
			if (!isDemand || file !== void 0) return {
				severity: "error",
				problem: problemWithValue(chart, file, keys, {
					message,
					hint: schemaHint
				})
			};
			return {
				severity: "warning",
				problem: problemWithValue(chart, file, keys, {
					message,
					hint: demandHint
				})
			};
		});
	});
}

// src/lint/structure.ts
/**
* What can be known of a chart without rendering it: Helm would find fault with all of this, and with more. That
* Chart.yaml, values.yaml and values.schema.json can be read was found out when the chart was loaded.
*/
async function checkStructure(chart, values) {
	const faults = [];
	for (const file of chart.files) {
		const source = sourceIn(chart, file.path, file.bytes);
		if (source !== void 0) faults.push(...fileProblems(chart, file.path, source));
	}
	const readable = values.filter(({ bytes, file }) => {
		const before = faults.length;
		collect$2(faults, () => readValues(bytes, file));
		return faults.length === before;
	});
	const bySchema = values.length > 0 && readable.length === 0 ? [] : await checkAgainstSchema(chart, readable);
	const hasTemplates = chart.files.some(({ path }) => path.startsWith("templates/"));
	const none = problemIn(chart, { path: "Chart.yaml" }, "it has no templates", "add some below templates/");
	const warnings = [...chartRules(chart), ...hasTemplates ? [] : [none]];
	return [
		...faults.map((problem) => ({
			severity: "error",
			problem
		})),
		...bySchema,
		...warnings.map((problem) => ({
			severity: "warning",
			problem
		}))
	];
}
/** A template or a custom resource definition as text; `undefined` for what is neither, or no text. */
function sourceIn({ source, kind }, path, bytes) {
	if (!/^templates\/|^crds\/.*\.(ya?ml|json)$/.test(path)) return void 0;
	return collect$2([], () => sourceOf(bytes, kind === "archive" ? `${source}:${path}` : fileIn(source, path)));
}
function fileProblems(chart, path, source) {
	const hasActions = path.startsWith("templates/") && source.text.includes("{{");
	const fault = hasActions ? findSyntaxFault(source.text) : void 0;
	if (fault !== void 0) return [placed$1(chart, path, problemAt({
		source,
		at: fault.at
	}, fault.message))];
	if (hasActions || !/\.(ya?ml|json)$/.test(path) || /(^|\/)_[^/]*$/.test(path)) return [];
	return plainYamlProblems(source).map((problem) => placed$1(chart, path, problem));
}
/** Nobody can open a file within an archive. */
function placed$1({ kind, source }, path, problem) {
	if (kind === "directory") return problem;
	const { message, location } = problem;
	return {
		message: `${path}:${location?.line}: ${message}`,
		location: { file: source }
	};
}

// src/commands/check-command.ts
/** Longest line that is told, in characters. */
const maxLine = 500;
/** Checks a chart with the user's own command: any exit code but 0 is a fault, told with the end of its output. */
async function runCheckCommand(call, { shownPath }, run) {
	const { exitCode, stdout, stderr } = await run(call);
	if (exitCode === 0) return [];
	const said = `${stdout.trimEnd()}\n${stderr.trimEnd()}`.replace(/[^\P{Cc}\n\t]/gu, "�").trim();
	const excerpt = said.split("\n").slice(-20).map((line) => `  ${line.slice(0, maxLine)}`).join("\n");
	return [{
		message: `check-command ended with exit code ${exitCode}`,
		location: { file: shownPath },
		...said !== "" && { excerpt },
		hint: `run \`CHART=${shellWord(shownPath)} sh -c ${shellWord(call.command)}\` yourself`
	}];
}

// src/commands/lint-charts.ts
/**
* Checks the charts that are not published yet with the same content, each once whatever places it goes to; one that
* does not pass has failed. Nothing was sent before, and nothing is sent here.
*/
async function lintCharts(attempts, sources, options, clients) {
	const { mode, command } = options.lint;
	if (mode === "off" && command === void 0) return attempts;
	const candidates = attempts.filter(isCandidate);
	const wanted = [];
	for (const places of Map.groupBy(candidates, pathOf).values()) {
		const [first] = places;
		if (first !== void 0 && !await areSettled(places, options.ifExists)) wanted.push(first);
	}
	if (wanted.length === 0) return attempts;
	const failures = await clients.reporter.group(`Checking ${countOf(wanted)}`, () => lintAll(wanted, sources, options, clients));
	return attempts.flatMap((attempt) => {
		const failure = isCandidate(attempt) ? failures.get(pathOf(attempt)) : void 0;
		if (failure === void 0) return attempt;
		return wanted.some((first) => first === attempt) ? failure : [];
	});
}
async function lintAll(candidates, sources, options, clients) {
	const { reporter } = clients;
	const version = options.lint.mode === "off" ? void 0 : await findHelm(clients.exec);
	if (version !== void 0) reporter.info(`Checking with Helm ${version}`);
	else if (options.lint.mode !== "off") reporter.info("No Helm 3.8 or later on PATH: charts are not rendered");
	const failures = /* @__PURE__ */ new Map();
	await mapLimit(candidates, Math.max(1, Math.floor(availableParallelism() / 2)), async ({ prepared }) => {
		const source = sources.find(({ path }) => path === prepared.facts.path);
		if (source === void 0) return;
		if (!(version !== void 0 || options.lint.command !== void 0) && (prepared.facts.size ?? 0) > maxReadBytes) {
			reporter.info(`${source.shownPath}: ${tooLarge$1.problem.message}`);
			return;
		}
		const { path, name, version: chartVersion, signatures } = prepared.facts;
		const outcome = await outcomeOf({
			path,
			name,
			version: chartVersion,
			signatures
		}, clients, async () => {
			await lintOne(await prepared.build(), source, options, {
				...clients,
				hasHelm: version !== void 0
			});
		});
		if (outcome !== void 0) failures.set(path, outcome);
	});
	return failures;
}
/**
* Archives beyond it are not read again in memory: Helm alone looks at them, and its faults stand at Chart.yaml. Helm
* installs no chart of that size, whose release would not fit into a Secret.
*/
const maxReadBytes = 33554432;
const tooLarge$1 = {
	severity: "note",
	problem: { message: "too large to be checked without Helm" }
};
async function lintOne({ packaged }, source, { lint, workingDirectory }, clients) {
	try {
		var _usingCtx$3 = _usingCtx();
		const { shownPath, kind } = source;
		const { name, type } = packaged.metadata;
		const files = packaged.bytes.length > maxReadBytes ? [] : readArchive(packaged.bytes, packaged.fileName);
		const chart = {
			source: shownPath,
			kind,
			name,
			isLibrary: type === "library",
			files
		};
		const scratch = _usingCtx$3.a(await openScratch());
		const archive = await scratch.write("chart.tgz", packaged.bytes);
		const findings = lint.mode === "off" ? [] : await findAll(chart, {
			archive,
			lint,
			scratch
		}, clients);
		const told = (severity) => findings.filter((finding) => finding.severity === severity).map(({ problem }) => problem);
		for (const { message } of told("note")) clients.reporter.info(`${shownPath}: ${message}`);
		const warnings = told("warning");
		const faults = lint.mode === "strict" ? [...told("error"), ...warnings] : told("error");
		if (lint.mode !== "strict") tellWarnings(warnings, clients.reporter);
		if (lint.command !== void 0 && clients.runCheck !== void 0) {
			const call = {
				command: lint.command,
				chart: source.absolutePath,
				archive,
				directory: workingDirectory
			};
			faults.push(...await runCheckCommand(call, source, clients.runCheck));
		}
		if (faults.length > 0) throw invalidChart(`Could not validate the chart ${shownPath}`, faults);
	} catch (_) {
		_usingCtx$3.e = _;
	} finally {
		await _usingCtx$3.d();
	}
}
async function findAll(chart, { archive, lint, scratch }, { exec, signal, hasHelm }) {
	const found = await findValuesFiles(lint.values, chart);
	if (!hasHelm) return chart.files.length === 0 ? [tooLarge$1] : checkStructure(chart, found);
	const values = await Promise.all(found.map(async (file, i) => ({
		...file,
		path: await scratch.write(`values-${i}.yaml`, file.bytes)
	})));
	return lintWithHelm(exec, chart, {
		archive,
		values
	}, {
		isStrict: lint.mode === "strict",
		signal
	});
}

// src/oci/store/store.ts
/** Stores `bytes` under `digest` unless they are there already; throws INTEGRITY where they do not match it. */
async function writeBlob(store, digest, bytes) {
	if (await store.blobSize(digest) === bytes.length && await matchesDigest(digest, [bytes])) return;
	const upload = await store.startUpload();
	try {
		await upload.write(bytes);
		await upload.commit(digest);
	} catch (error) {
		await upload.abort();
		throw error;
	}
}
/**
* The whole of a blob, checked against its digest; `undefined` where it is not there. Throws INTEGRITY where the store
* holds something else, or more than `maxBytes`.
*/
async function readBlob$1(store, digest, maxBytes) {
	const size = await store.blobSize(digest);
	if (size === void 0) return void 0;
	if (size > maxBytes) throw new PublishError("INTEGRITY", `Could not read ${digest}: it has ${size} bytes, over ${maxBytes}.`);
	const pieces = await store.openBlob(digest).toArray();
	if (!await matchesDigest(digest, pieces)) throw new PublishError("INTEGRITY", `Could not read ${digest}: the stored bytes do not match it.`, { hint: "The store is damaged: remove that blob and fetch or save it again." });
	return Buffer.concat(pieces);
}
/** Sorts entries the way stores keep them. */
function sortEntries(entries) {
	return [...entries].sort((a, b) => order(a.repository, b.repository) || Number(a.tag === void 0) - Number(b.tag === void 0) || order(a.tag ?? a.descriptor.digest, b.tag ?? b.descriptor.digest));
}
/** Orders tags without regard to case (distribution-spec v1.1.1 § Listing Tags), and otherwise as their bytes are. */
function compareTags(a, b) {
	return order(a.toLowerCase(), b.toLowerCase()) || order(a, b);
}
function order(a, b) {
	return a < b ? -1 : Number(a > b);
}

// src/oci/store/layout-index.ts
/** The annotation of image-spec v1.1.1 § Pre-Defined Annotation Keys that names a manifest in index.json. */
const refName = "org.opencontainers.image.ref.name";
/** A name with a repository: `acme/web:1.0.0` or `acme/web@sha256:…`; the repository may start with a host and port. */
const qualifiedName = /^(?<repository>[^@]+?)(?::(?<tag>[^:/@]+)|@sha(?:256|512):[0-9a-f]+)$/;
/**
* Reads index.json. Entries that others named by a bare tag (skopeo, oras), or not at all, belong to
* `defaultRepository`. Throws IO where the file is not an image index.
*/
function parseIndex(text, file, defaultRepository) {
	const index = asObject(parseJson(text, file));
	const manifests = index?.["manifests"];
	if (index === void 0 || !Array.isArray(manifests)) throw unreadable(file, "it is not an image index with a list of manifests");
	const { manifests: _, ...rest } = index;
	const entries = manifests.map((item, position) => {
		const descriptor = asDescriptor(item);
		if (descriptor === void 0) throw unreadable(file, `manifest ${position + 1} is not a descriptor`);
		return {
			...placeOf(descriptor, defaultRepository),
			descriptor
		};
	});
	return {
		entries: sortEntries(entries),
		rest
	};
}
/** index.json as text: one field a line, entries in their order, and a final newline. */
function formatIndex(index, defaultRepository) {
	const { schemaVersion: _, mediaType: __, ...rest } = index.rest;
	const manifests = index.entries.map((entry) => named(entry, defaultRepository));
	return `${JSON.stringify({
		schemaVersion: 2,
		mediaType: MediaType.imageIndex,
		manifests,
		...rest
	}, null, 2)}\n`;
}
function placeOf(descriptor, defaultRepository) {
	const name = descriptor.annotations?.[refName];
	if (name === void 0) return { repository: defaultRepository };
	const { repository, tag } = qualifiedName.exec(name)?.groups ?? {};
	if (repository === void 0) return {
		repository: defaultRepository,
		tag: name
	};
	return tag === void 0 ? { repository } : {
		repository,
		tag
	};
}
/** The entry's descriptor, renamed only where its name does not say the entry's place already. */
function named(entry, defaultRepository) {
	const { descriptor, repository, tag } = entry;
	const place = placeOf(descriptor, defaultRepository);
	if (place.repository === repository && place.tag === tag) return descriptor;
	const name = tag === void 0 ? `${repository}@${descriptor.digest}` : `${repository}:${tag}`;
	return {
		...descriptor,
		annotations: {
			...descriptor.annotations,
			[refName]: name
		}
	};
}
function parseJson(text, file) {
	try {
		return JSON.parse(text);
	} catch (error) {
		throw unreadable(file, messageOf(error), error);
	}
}
function asObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value) ? value : void 0;
}
function asDescriptor(value) {
	const { mediaType, digest, size, annotations } = asObject(value) ?? {};
	const names = annotations === void 0 ? {} : asObject(annotations);
	return typeof mediaType === "string" && typeof digest === "string" && isContentDigest(digest) && typeof size === "number" && Number.isSafeInteger(size) && size >= 0 && names !== void 0 && Object.values(names).every((text) => typeof text === "string") ? value : void 0;
}
function unreadable(file, why, cause) {
	return new PublishError("IO", `Could not read the image layout's ${file}: ${why}.`, {
		location: { file },
		hint: "Repair the file, or use another directory.",
		cause
	});
}

// src/oci/store/layout-upload.ts
const unfinished = ".unfinished-";
/** Whether a file in a layout's directory is one whose writer has not finished, or was killed. */
function isUnfinished(name) {
	return name.startsWith(unfinished);
}
/** Where a layout keeps a blob, image-spec v1.1.1 § Blobs. */
function blobPath(layout, digest) {
	const { algorithm, hex } = splitDigest(digest);
	return path.join(layout, "blobs", algorithm, hex);
}
/** Writes a file so that whoever looks sees the old one or the new one, whole, even if this process is killed. */
async function writeAtomically(layout, file, text) {
	const temporary = unfinishedFile(layout);
	await writeFile(temporary, text);
	await rename(temporary, file);
}
/** Starts a blob of a layout: its bytes stream to a temporary file, which becomes the blob once they match. */
async function startLayoutUpload(layout) {
	const temporary = unfinishedFile(layout);
	const handle = await open(temporary, "wx");
	const sha256 = createHash("sha256");
	let size = 0;
	const abort = async () => {
		await handle.close();
		await rm(temporary, { force: true });
	};
	return {
		get size() {
			return size;
		},
		write: async (piece) => {
			await handle.writeFile(piece);
			sha256.update(piece);
			size += piece.length;
		},
		commit: async (digest) => {
			await handle.close();
			const { algorithm, hex } = splitDigest(digest);
			if (!(algorithm === "sha256" ? sha256.digest("hex") === hex : await matchesDigest(digest, createReadStream(temporary)))) {
				await rm(temporary, { force: true });
				throw new PublishError("INTEGRITY", `Could not store ${digest}: the bytes do not match it.`);
			}
			const file = blobPath(layout, digest);
			await mkdir(path.dirname(file), { recursive: true });
			await rename(temporary, file);
		},
		abort
	};
}
/** Inside the layout, so that a rename never crosses file systems. */
function unfinishedFile(layout) {
	return path.join(layout, `${unfinished}${randomUUID()}`);
}

// src/oci/store/layout.ts
/**
* Opens an OCI image layout (image-spec v1.1.1 § OCI Image Layout) as a store. A directory that is absent or empty is a
* layout without content, and nothing is written before the first change; one that holds something else is refused with
* IO. A manifest's `org.opencontainers.image.ref.name` is `<repository>:<tag>`, or `<repository>@<digest>` where it has
* no tag. A process killed at any moment leaves a readable layout, for the index is replaced last and in one step. One
* process at a time may change a layout.
*/
async function openLayout(directory, options = {}) {
	const { defaultRepository = "layout" } = options;
	const indexFile = path.join(directory, "index.json");
	await checkLayout(directory);
	const readIndex = async () => {
		const text = await readIfPresent(indexFile);
		return text === void 0 ? {
			entries: [],
			rest: {}
		} : parseIndex(text, indexFile, defaultRepository);
	};
	let prepared;
	const prepare = () => {
		prepared ??= prepareLayout(directory);
		return prepared;
	};
	let last = Promise.resolve();
	return {
		entries: async () => (await readIndex()).entries,
		update: (change) => {
			const next = last.then(async () => {
				await prepare();
				const { entries, rest } = await readIndex();
				const text = formatIndex({
					entries: sortEntries(change(entries)),
					rest
				}, defaultRepository);
				await writeAtomically(directory, indexFile, text);
			});
			last = next.catch(() => void 0);
			return next;
		},
		blobSize: async (digest) => (await statIfPresent(blobPath(directory, digest)))?.size,
		openBlob: (digest, range = {
			start: 0,
			end: Number.POSITIVE_INFINITY
		}) => createReadStream(blobPath(directory, digest), range),
		startUpload: async () => {
			await prepare();
			return startLayoutUpload(directory);
		},
		deleteBlob: (digest) => rm(blobPath(directory, digest), { force: true }),
		sweep: async (keep) => {
			for (const digest of await listBlobs(directory)) if (!keep.has(digest)) await rm(blobPath(directory, digest), { force: true });
			for (const name of (await listDirectory(directory)).filter(isUnfinished)) await rm(path.join(directory, name), { force: true });
		}
	};
}
/** Refuses what is neither a layout nor a place for one. */
async function checkLayout(directory) {
	const names = await listDirectory(directory);
	const marker = await readIfPresent(path.join(directory, "oci-layout"));
	if (marker === void 0) {
		const foreign = names.find((name) => !isUnfinished(name));
		if (foreign !== void 0) throw refused(directory, `it holds ${foreign} but no oci-layout file`);
	} else if (!/^1\./.test(layoutVersion(marker))) throw refused(directory, "its oci-layout file does not name version 1");
}
async function prepareLayout(directory) {
	await mkdir(directory, { recursive: true });
	const marker = path.join(directory, "oci-layout");
	if (await readIfPresent(marker) === void 0) await writeAtomically(directory, marker, `${JSON.stringify({ imageLayoutVersion: "1.0.0" })}\n`);
	await mkdir(path.join(directory, "blobs", "sha256"), { recursive: true });
	const index = path.join(directory, "index.json");
	if (await readIfPresent(index) === void 0) await writeAtomically(directory, index, formatIndex({
		entries: [],
		rest: {}
	}, ""));
}
function layoutVersion(marker) {
	try {
		const value = JSON.parse(marker);
		return typeof value === "object" && value !== null && "imageLayoutVersion" in value ? String(value.imageLayoutVersion) : "";
	} catch {
		return "";
	}
}
async function listBlobs(directory) {
	const found = [];
	for (const algorithm of ["sha256", "sha512"]) for (const hex of await listDirectory(path.join(directory, "blobs", algorithm))) {
		const digest = `${algorithm}:${hex}`;
		if (isContentDigest(digest)) found.push(digest);
	}
	return found;
}
async function listDirectory(directory) {
	return await ifPresent(() => readdir(directory), directory) ?? [];
}
function readIfPresent(file) {
	return ifPresent(() => readFile(file, "utf8"), file);
}
function statIfPresent(file) {
	return ifPresent(() => stat(file), file);
}
async function ifPresent(read, file) {
	try {
		return await read();
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "ENOENT") return void 0;
		throw new PublishError("IO", `Could not read ${file}: ${messageOf(error)}`, {
			location: { file },
			cause: error
		});
	}
}
function refused(directory, why) {
	return new PublishError("IO", `Could not use ${directory} as an OCI image layout: ${why}.`, { hint: "Name an empty or a new directory, or one that holds an image layout." });
}

// src/oci/store/repositories.ts
/** Manifests over 4 MiB are refused: what distribution-spec v1.1.1 § Pushing Manifests asks of everybody. */
const maxManifestBytes = 4194304;
/** The repositories of a store: what a registry serves and what the commands on the local cache work on. */
var Repositories = class {
	#store;
	/** Never out of date, for a digest's content never changes. */
	#contents = /* @__PURE__ */ new Map();
	constructor(store) {
		this.#store = store;
	}
	/** The tags of a repository in the order a registry lists them; `undefined` where it has no manifest. */
	async tags(repository) {
		const entries = await this.#entries(repository);
		if (entries.length === 0) return void 0;
		return entries.map((entry) => entry.tag).filter((tag) => tag !== void 0).sort(compareTags);
	}
	/** A manifest by tag or digest. A digest also finds what an index of the repository holds. */
	async find(repository, reference) {
		const descriptor = isContentDigest(reference) ? (await this.#manifests(repository)).get(reference) : (await this.#entries(repository)).find((entry) => entry.tag === reference)?.descriptor;
		if (descriptor === void 0) return void 0;
		const bytes = await readBlob$1(this.#store, descriptor.digest, maxManifestBytes);
		return bytes && {
			mediaType: descriptor.mediaType,
			digest: descriptor.digest,
			bytes
		};
	}
	/** Stores a manifest and points `tags` at it; what they pointed at before stays, by its digest. */
	async put(repository, manifest, tags) {
		const { mediaType, digest, bytes } = manifest;
		await writeBlob(this.#store, digest, bytes);
		const descriptor = {
			mediaType,
			digest,
			size: bytes.length
		};
		await this.#store.update((entries) => settle([
			...untag(entries, repository, tags),
			{
				repository,
				descriptor
			},
			...tags.map((tag) => ({
				repository,
				tag,
				descriptor
			}))
		]));
	}
	/** Removes a tag, not its manifest; false where there is no such tag. */
	async removeTag(repository, tag) {
		if (!(await this.#entries(repository)).some((entry) => entry.tag === tag)) return false;
		await this.#store.update((entries) => settle(untag(entries, repository, [tag])));
		return true;
	}
	/** Removes a manifest and every tag that points at it; false where the repository does not list it. */
	async removeManifest(repository, digest) {
		const isIt = (entry) => entry.repository === repository && entry.descriptor.digest === digest;
		if (!(await this.#store.entries()).some(isIt)) return false;
		await this.#store.update((entries) => entries.filter((entry) => !isIt(entry)));
		return true;
	}
	/** Whether a manifest of the repository refers to `digest` as config, layer or manifest of an index. */
	async refersTo(repository, digest) {
		for (const manifest of (await this.#manifests(repository)).values()) {
			const { blobs, manifests } = await this.#content(manifest);
			if ([...blobs, ...manifests].some((reference) => reference.digest === digest)) return true;
		}
		return false;
	}
	/** The manifests of the repository whose subject is `subject`, by digest. */
	async referrers(repository, subject) {
		const found = [];
		for (const descriptor of (await this.#manifests(repository)).values()) {
			const content = await this.#content(descriptor);
			if (content.subject !== subject) continue;
			const { mediaType, digest, size } = descriptor;
			const { artifactType, annotations } = content;
			found.push({
				mediaType,
				digest,
				size,
				...artifactType !== void 0 && { artifactType },
				...annotations !== void 0 && { annotations }
			});
		}
		return found.sort((a, b) => compareTags(a.digest, b.digest));
	}
	/** Names of all repositories that have a manifest. */
	async names() {
		return [...new Set((await this.#store.entries()).map((entry) => entry.repository))];
	}
	/** Deletes every blob that no manifest of any repository needs. Nothing may be on its way in. */
	async collectGarbage() {
		const keep = /* @__PURE__ */ new Set();
		for (const repository of await this.names()) for (const manifest of (await this.#manifests(repository)).values()) {
			keep.add(manifest.digest);
			for (const blob of (await this.#content(manifest)).blobs) keep.add(blob.digest);
		}
		await this.#store.sweep(keep);
	}
	async #entries(repository) {
		return (await this.#store.entries()).filter((entry) => entry.repository === repository);
	}
	/** Every manifest of a repository that is there, those within its indexes too. */
	async #manifests(repository) {
		const found = /* @__PURE__ */ new Map();
		const waiting = (await this.#entries(repository)).map((entry) => entry.descriptor);
		for (let next = waiting.pop(); next !== void 0; next = waiting.pop()) {
			if (found.has(next.digest) || await this.#store.blobSize(next.digest) === void 0) continue;
			found.set(next.digest, next);
			waiting.push(...(await this.#content(next)).manifests);
		}
		return found;
	}
	async #content({ digest, mediaType }) {
		if (!manifestTypes.includes(mediaType)) return {
			blobs: [],
			manifests: []
		};
		const known = this.#contents.get(digest);
		if (known !== void 0) return known;
		const bytes = await readBlob$1(this.#store, digest, maxManifestBytes);
		if (bytes === void 0) throw new PublishError("IO", `Could not read manifest ${digest}: it is gone.`);
		const content = readManifestContent(bytes);
		this.#contents.set(digest, content);
		return content;
	}
};
function untag(entries, repository, tags) {
	return entries.map((entry) => entry.repository === repository && entry.tag !== void 0 && tags.includes(entry.tag) ? {
		repository,
		descriptor: entry.descriptor
	} : entry);
}
/** Keeps one entry without a tag for each manifest that has no tag, and none for those that have one. */
function settle(entries) {
	const key = ({ repository, descriptor }) => `${repository}@${descriptor.digest}`;
	const settled = new Set(entries.filter((entry) => entry.tag !== void 0).map(key));
	return entries.filter((entry) => {
		if (entry.tag !== void 0) return true;
		if (settled.has(key(entry))) return false;
		settled.add(key(entry));
		return true;
	});
}

// src/oci/store/store-registry.ts
/** The name that a repository of some registry has in a store: `ghcr.io/acme/charts/web`. */
function storedName({ host, name }) {
	return `${host}/${name}`;
}
/** A store with the face of a registry, so that what works on registries works on the local cache too. */
function createStoreRegistry(store) {
	const repositories = new Repositories(store);
	const find = async (repository, reference) => {
		const found = await repositories.find(storedName(repository), reference);
		if (found === void 0) return void 0;
		const { mediaType, bytes } = found;
		return {
			descriptor: {
				mediaType,
				digest: digestOf(bytes),
				size: bytes.length
			},
			bytes
		};
	};
	return {
		resolve: async (repository, reference) => (await find(repository, reference))?.descriptor,
		mayBeHidden: () => false,
		fetchManifest: find,
		async pushManifest(repository, reference, { descriptor, bytes }) {
			const tags = isDigest(reference) ? [] : [reference];
			await repositories.put(storedName(repository), {
				...descriptor,
				bytes
			}, tags);
		},
		async deleteManifest(repository, reference) {
			const name = storedName(repository);
			return (isDigest(reference) ? await repositories.removeManifest(name, reference) : await repositories.removeTag(name, reference)) ? "deleted" : "absent";
		},
		hasBlob: async (_, digest) => await store.blobSize(digest) !== void 0,
		async fetchBlob(repository, { digest, size }) {
			const bytes = await readBlob$1(store, digest, size);
			if (bytes !== void 0) return bytes;
			throw new PublishError("NOT_FOUND", `Could not read ${storedName(repository)}: blob ${digest} is not there.`);
		},
		pushBlob: (_, { digest }, bytes) => writeBlob(store, digest, bytes),
		async listReferrers(repository, subject, { artifactType }) {
			return (await repositories.referrers(storedName(repository), subject)).filter((referrer) => isDigest(referrer.digest) && (artifactType === void 0 || referrer.artifactType === artifactType));
		},
		pushReferrer: (repository, { descriptor, bytes }) => repositories.put(storedName(repository), {
			...descriptor,
			bytes
		}, []),
		listTags: async (repository) => await repositories.tags(storedName(repository)) ?? []
	};
}

// src/report/diff-json.ts
/** The facts as the public JSON shape. */
function diffJson({ against, version, files, resources, dependencies, notes, file }) {
	return {
		against,
		version: version ?? null,
		files,
		resources: resources ?? null,
		dependencies,
		notes,
		file: file ?? null
	};
}

// src/report/json.ts
/** The outcome as the public JSON shape, keys in the documented order. */
function chartJson(outcome) {
	return {
		name: outcome.name ?? null,
		path: outcome.path,
		version: outcome.version ?? null,
		appVersion: outcome.appVersion ?? null,
		tag: outcome.tag ?? null,
		aliases: outcome.aliases ?? [],
		status: outcome.status,
		repository: outcome.repository ?? null,
		ref: refOf(outcome) ?? null,
		digest: outcome.digest ?? null,
		digestRef: digestRefOf(outcome) ?? null,
		chartDigest: outcome.chartDigest ?? null,
		size: outcome.size ?? null,
		package: outcome.package ?? null,
		signatures: outcome.signatures,
		bundle: outcome.bundle ?? null,
		attestationUrl: outcome.attestationUrl ?? null,
		artifactHub: outcome.artifactHub ?? null,
		releaseUrl: outcome.releaseUrl ?? null,
		diff: (outcome.diff ?? []).map(diffJson),
		error: "error" in outcome ? explain(outcome.error) : null
	};
}
/** The document that `--json` prints. */
function reportJson(report) {
	return `${safeJson({ charts: report.outcomes.map(chartJson) }, 2)}\n`;
}

// src/report/plan-json.ts
/** The shape of plan.json; another one gets another number. */
const planVersion = 1;
/** plan.json, which `output-dir` keeps. */
function planJson(report, { directory, layoutDigests, artifactHubDigests, dependsOn }) {
	const relative = (file) => file && path.relative(directory, file).replaceAll(path.sep, "/");
	const charts = report.outcomes.map((outcome) => {
		const chart = chartJson(outcome);
		const layoutDigest = layoutDigests.get(refOf(outcome) ?? "") ?? null;
		const artifactHubDigest = artifactHubDigests.get(chart.repository ?? "") ?? null;
		const diff = chart.diff.map((one) => ({
			...one,
			file: relative(one.file)
		}));
		const files = {
			package: relative(chart.package),
			bundle: relative(chart.bundle),
			diff
		};
		const needs = dependsOn.get(chart.path) ?? [];
		return {
			...chart,
			...files,
			layoutDigest,
			artifactHubDigest,
			dependsOn: needs
		};
	});
	return `${safeJson({
		planVersion: 1,
		charts
	}, 2)}\n`;
}

// src/commands/output-directory.ts
/** Opens the directory, made if it is not there. Throws IO where it cannot be written. */
async function openOutputDirectory(directory) {
	const write = async (name, content) => {
		const file = path.join(directory, name);
		await writing(file, () => writeFile(file, content));
		return file;
	};
	await writing(directory, async () => {
		await mkdir(directory, { recursive: true });
		await access(directory, constants.W_OK);
	});
	const layout = createStoreRegistry(await openLayout(path.join(directory, "oci")));
	const layoutDigests = /* @__PURE__ */ new Map();
	const artifactHubDigests = /* @__PURE__ */ new Map();
	const lane = createLane();
	const kept = /* @__PURE__ */ new Map();
	return {
		async keep(places, { packaged, provenance, artifact }, signal) {
			for (const { target, artifactHub } of places) {
				await pushArtifact(layout, target, artifact, signal);
				layoutDigests.set(formatReference(target), artifact.manifest.descriptor.digest);
				if (artifactHub === void 0) continue;
				await pushArtifact(layout, {
					...target,
					tag: artifactHubTag
				}, artifactHub, signal);
				artifactHubDigests.set(`${target.host}/${target.name}`, artifactHub.manifest.descriptor.digest);
			}
			const written = await write(packaged.fileName, packaged.bytes);
			if (provenance === void 0) return { package: written };
			return {
				package: written,
				provenance: await write(`${packaged.fileName}.prov`, provenance)
			};
		},
		keepBundles: (fileName, bundles) => lane(() => {
			const all = [...kept.get(fileName) ?? [], ...bundles];
			kept.set(fileName, all);
			return write(`${fileName}.sigstore.jsonl`, Buffer.concat(all.flatMap((b) => [b, Buffer.from("\n")])));
		}),
		keepDiff: write,
		async writePlan(report, dependsOn) {
			const text = planJson(report, {
				directory,
				layoutDigests,
				artifactHubDigests,
				dependsOn
			});
			return {
				file: await write("plan.json", text),
				digest: digestOf(text)
			};
		}
	};
}
async function writing(file, work) {
	try {
		await work();
	} catch (cause) {
		throw new PublishError("IO", `Could not write ${file}: ${messageOf(cause)}`, {
			cause,
			hint: "Set output-dir to a directory that this job may write to."
		});
	}
}

// src/lint/declared-images.ts
/** The images that a chart tells Artifact Hub of. */
function annotatedImages({ annotations }) {
	const node = read$1("artifacthub.io/images", annotations?.get("artifacthub.io/images") ?? "");
	return (node?.kind === "sequence" ? node.items : []).flatMap((entry) => {
		const image = textAt$1(entry, "image");
		return image === void 0 ? [] : [{
			image,
			isSure: true
		}];
	});
}
/**
* The images that values.yaml has in the way of most charts: `image: {registry, repository, tag, digest}`, also in
* fields like `proxyImage`. The tag is the app's version where there is none. What templates make of them is unknown.
*/
function imagesOfValues({ files }, appVersion) {
	const bytes = files.find(({ path }) => path === "values.yaml")?.bytes;
	const values = bytes && read$1("values.yaml", Buffer.from(bytes).toString("utf8"));
	const found = [];
	if (values !== void 0) collect$1(values, appVersion, found);
	return found.map((image) => ({
		image,
		isSure: false
	}));
}
function collect$1(node, appVersion, found) {
	if (node.kind === "sequence") for (const item of node.items) collect$1(item, appVersion, found);
	if (node.kind !== "mapping") return;
	for (const [key, { value }] of node.entries) {
		const image = /image$/i.test(key) ? imageOf(value, appVersion) : void 0;
		if (image === void 0) collect$1(value, appVersion, found);
		else found.push(image);
	}
}
function imageOf(node, appVersion) {
	const [registry, repository, digest] = [
		textAt$1(node, "registry"),
		textAt$1(node, "repository"),
		textAt$1(node, "digest")
	];
	const tag = textAt$1(node, "tag") ?? appVersion;
	if (repository === void 0 || tag === void 0 && digest === void 0) return void 0;
	const name = registry === void 0 ? repository : `${registry}/${repository}`;
	return digest === void 0 ? `${name}:${tag}` : `${name}@${digest}`;
}
/** `undefined` where there is none, or an empty one. */
function textAt$1(node, key) {
	const value = node.kind === "mapping" ? node.entries.get(key)?.value : void 0;
	if (value?.kind !== "scalar" || value.value === null) return void 0;
	return String(value.value).trim() || void 0;
}
/** What is no YAML is told by others. */
function read$1(file, text) {
	try {
		return parseYaml({
			file,
			text
		});
	} catch (error) {
		if (error instanceof PublishError) return void 0;
		throw error;
	}
}

// src/lint/image-place.ts
/**
* The fault where the image is written: whole, or without its tag, in its template, the values files, values.yaml or
* Chart.yaml; else at the only line of the template that is about an image; else in Chart.yaml.
*/
function placeImage(chart, { image, template }, values, { message, hint }) {
	const own = [
		template,
		"values.yaml",
		"Chart.yaml"
	].flatMap((path) => {
		const bytes = chart.files.find((file) => file.path === path)?.bytes;
		return path === void 0 || bytes === void 0 ? [] : [{
			file: path,
			bytes
		}];
	});
	for (const fits of waysToWrite(image)) for (const file of [
		...own.slice(0, -1),
		...values,
		...own.slice(-1)
	]) {
		const spot = spotOf(file, fits);
		if (spot === void 0) continue;
		return own.includes(file) ? problemIn(chart, {
			path: file.file,
			...spot
		}, message, hint) : problemInBytes(file, spot, message, hint);
	}
	const [only] = own.filter(({ file }) => file === template);
	const spot = only && spotOf(only, (text) => /^\s*(- )?image:/.test(text));
	if (template !== void 0) return problemIn(chart, {
		path: template,
		...spot
	}, message, hint);
	return {
		message,
		location: { file: chart.kind === "archive" ? chart.source : fileIn(chart.source, "Chart.yaml") },
		hint
	};
}
/** Lines that hold the image, and those whose value is the image without tag and digest, or without the host as well. */
function waysToWrite(image) {
	const repository = image.replace(/@.*$/, "").replace(/:[^/:]*$/, "");
	const [first = "", ...rest] = repository.split("/");
	const name = /[.:]/.test(first) && rest.length > 0 ? rest.join("/") : repository;
	return [
		(line) => line.includes(image) && !/^[\w.@/-]/.test(line.slice(line.indexOf(image) + image.length)),
		(line) => textBehindKey(line) === repository,
		(line) => textBehindKey(line) === name
	];
}
const textBehindKey = (line) => /^\s*(?:- +)?[\w.-]+:\s+["']?([^\s"']+)["']?\s*(#.*)?$/.exec(line)?.[1];
/** The one line that fits, where its text begins: of several nobody knows which. */
function spotOf({ bytes }, fits) {
	const [found, ...others] = Buffer.from(bytes).toString("utf8").split("\n").flatMap((text, index) => {
		const isComment = /^\s*#/.test(text);
		return fits(text) && !isComment ? [{
			line: index + 1,
			column: text.search(/\S/) + 1
		}] : [];
	});
	return others.length === 0 ? found : void 0;
}

// src/oci/image-reference.ts
/**
* Reads what Kubernetes takes for an image: Docker Hub where no host is named, `library/` where there is one part, the
* digest before the tag, `latest` without either (distribution/reference v0.6 `normalize.go`). `undefined` for what is
* none.
*/
function parseImageReference(text) {
	const [rest = "", digest, ...more] = text.split("@");
	const [, first = "", behind] = /^([^/]*)\/(.+)$/s.exec(rest) ?? [];
	const isHost = behind !== void 0 && (/[.:]/.test(first) || first === "localhost");
	const host = isHost ? first : "docker.io";
	const [, path = "", tag] = /^([^:]*)(?::(.*))?$/s.exec(isHost ? behind : rest) ?? [];
	const name = host === "docker.io" && !path.includes("/") ? `library/${path}` : path;
	if ((hostProblem(host) ?? nameProblem(name, host) ?? (tag === void 0 ? void 0 : tagProblem(tag))) !== void 0 || more.length > 0) return void 0;
	if (digest === void 0) return {
		host: host.toLowerCase(),
		name,
		tag: tag ?? "latest"
	};
	return isDigest(digest) ? {
		host: host.toLowerCase(),
		name,
		digest
	} : void 0;
}

// src/commands/look-up-images.ts
/** Looks each image up once, however often and in whatever words it is asked for. */
function createImageLookUp(images, signal) {
	const known = /* @__PURE__ */ new Map();
	return async (image) => {
		const reference = parseImageReference(image);
		if (reference === void 0) return { kind: "malformed" };
		const name = formatReference(reference);
		const state = known.get(name) ?? lookUp(images, reference, signal);
		known.set(name, state);
		return await state;
	};
}
async function lookUp(images, { digest, tag = "latest", ...repository }, signal) {
	try {
		return { kind: await images.hasImage(repository, digest ?? tag, signal) ? "there" : "missing" };
	} catch (error) {
		signal.throwIfAborted();
		const hint = error instanceof PublishError ? error.hint : void 0;
		return {
			kind: "unknown",
			why: messageOf(error),
			...hint !== void 0 && { hint }
		};
	}
}

// src/lint/rendered-images.ts
/** What holds text of any kind, and definitions of fields called `image`. */
const withoutImages = [
	"ConfigMap",
	"Secret",
	"CustomResourceDefinition"
];
const containerLists = [
	"containers",
	"initContainers",
	"ephemeralContainers"
];
/**
* The images in what `helm template` printed: of containers wherever a `containers` list stands, of image volumes, and,
* in kinds that are not Kubernetes' own, of fields `image` that have a tag or a digest. What is no YAML has none.
*/
function imagesIn(rendered) {
	return rendered.split(/^---(?=\s)/m).flatMap((text) => {
		if (!text.includes("image")) return [];
		const template = /^# Source: [^/\n]+\/(.+)$/m.exec(text)?.[1];
		const found = [];
		for (const object of objectsIn(text)) if (!withoutImages.includes(textAt(object, "kind"))) collect(object, isBuiltIn(object), found);
		return found.map((one) => ({
			...one,
			...template !== void 0 && { template: template.trim() }
		}));
	});
}
function objectsIn(text) {
	try {
		return parseYamlDocuments({
			file: "rendered",
			text
		}).filter((node) => node.kind === "mapping");
	} catch (error) {
		if (error instanceof PublishError) return [];
		throw error;
	}
}
/** `v1`, `apps/v1` and `networking.k8s.io/v1`; the groups of others have another domain. */
const isBuiltIn = (object) => /^([a-z0-9]+|[a-z.]+\.k8s\.io\/.*|[a-z]+\/.*)$/.test(textAt(object, "apiVersion"));
function collect(node, isOwn, found) {
	if (node.kind === "sequence") for (const item of node.items) collect(item, isOwn, found);
	if (node.kind !== "mapping") return;
	for (const [key, { value }] of node.entries) if (containerLists.includes(key) && value.kind === "sequence") for (const container of value.items) {
		const image = textAt(container, "image");
		if (image !== "") found.push({
			image,
			isSure: true
		});
	}
	else if (key === "volumes" && value.kind === "sequence") for (const volume of value.items) {
		const source = volume.kind === "mapping" ? volume.entries.get("image")?.value : void 0;
		const image = source === void 0 ? "" : textAt(source, "reference");
		if (image !== "") found.push({
			image,
			isSure: true
		});
	}
	else if (key === "image" && !isOwn && /^[^\s:]+(:\d+\/[^\s:]+)?[:@][^\s/]+$/.test(textAt(node, key))) found.push({
		image: textAt(node, key),
		isSure: false
	});
	else collect(value, isOwn, found);
}
/** A text of a map; empty where there is none. */
function textAt(node, key) {
	const value = node.kind === "mapping" ? node.entries.get(key)?.value : void 0;
	return value?.kind === "scalar" && typeof value.value === "string" ? value.value.trim() : "";
}

// src/commands/render-images.ts
/**
* The images of what Helm makes of a chart's archive by default and with each values file. Where it makes nothing of it
* that is noted: to say what is wrong is linting's business.
*/
async function renderImages(archive, { name, source, values }, { exec, reporter, signal }) {
	try {
		var _usingCtx$2 = _usingCtx();
		const scratch = _usingCtx$2.a(await openScratch());
		const chart = await scratch.write("chart.tgz", archive);
		const found = [];
		for (const [index, file] of [void 0, ...values].entries()) {
			signal.throwIfAborted();
			const given = file && { values: await scratch.write(`values-${index}.yaml`, file.bytes) };
			const rendered = await renderText(exec, {
				name,
				archive: chart,
				...given
			});
			if ("text" in rendered) found.push(...imagesIn(rendered.text).map((image) => ({
				...image,
				...file && { values: file.file }
			})));
			else reporter.info(`${source}: not rendered with ${file?.file ?? "its defaults"}, so images are not looked up`);
		}
		return found;
	} catch (_) {
		_usingCtx$2.e = _;
	} finally {
		await _usingCtx$2.d();
	}
}

// src/commands/check-images.ts
/** Charts looked at at once, and for each of them images. */
const chartLimit = 2;
const imageLimit = 8;
/**
* Asks for the images of the charts that are not published yet, where that is wanted; with `fail`, a chart with an image
* that is not there has failed. `charts` are the places of each source, in the order of the sources.
*/
async function checkImages(charts, { options, sources }, clients) {
	const { images, exec, reporter, signal } = clients;
	if (options.checkImages === "off" || images === void 0 || !charts.flat().some(isCandidate)) return charts;
	const hasHelm = await findHelm(exec) !== void 0;
	if (!hasHelm) reporter.info("No Helm 3.8 or later on PATH: of images those of values.yaml and annotations are looked up");
	const check = {
		options,
		look: createImageLookUp(images, signal),
		hasHelm,
		clients
	};
	return await mapLimit(charts, chartLimit, async (places, index) => {
		const source = sources[index];
		const candidates = places.filter(isCandidate);
		const [first] = candidates;
		if (source === void 0 || first === void 0) return places;
		if (await areSettled(candidates, options.ifExists)) return places;
		const { path, name, version, signatures } = first.prepared.facts;
		const outcome = await outcomeOf({
			path,
			name,
			version,
			signatures
		}, clients, async () => {
			await checkOne(await first.prepared.build(), source, check);
		});
		return outcome === void 0 ? places : [outcome];
	});
}
async function checkOne({ packaged }, source, check) {
	const { options, clients, look } = check;
	const { name, type } = packaged.metadata;
	const files = readArchive(packaged.bytes, packaged.fileName);
	const { shownPath, kind } = source;
	const chart = {
		source: shownPath,
		kind,
		name,
		isLibrary: type === "library",
		files
	};
	const values = await findValuesFiles(options.lint.values, chart);
	const named = [...await findImages(packaged, {
		chart,
		values
	}, check), ...annotatedImages(packaged.metadata)];
	const faults = await mapLimit(distinct(named), imageLimit, async (image) => {
		const fault = faultOf(image, await look(image.image));
		if (fault === void 0) return [];
		return [{
			isSure: fault.isSure,
			problem: placeImage(chart, image, values, fault)
		}];
	});
	const fails = (fault) => fault.isSure && options.checkImages === "fail";
	const told = (wanted) => faults.flat().flatMap((fault) => fails(fault) === wanted ? [fault.problem] : []);
	tellWarnings(told(false), clients.reporter);
	if (told(true).length > 0) throw invalidChart(`Could not find the images of ${shownPath}`, told(true));
}
async function findImages({ bytes, metadata }, { chart, values }, { hasHelm, clients }) {
	if (chart.isLibrary) return [];
	if (!hasHelm) return imagesOfValues(chart, metadata.appVersion);
	return await renderImages(bytes, {
		name: chart.name,
		source: chart.source,
		values
	}, clients);
}
/** Each image once: as one that is sure where any is. */
function distinct(images) {
	const found = /* @__PURE__ */ new Map();
	for (const image of images) if (found.get(image.image)?.isSure !== true) found.set(image.image, image);
	return [...found.values()];
}
function faultOf({ image, isSure, values }, state) {
	const by = values === void 0 ? "" : ` (with ${values})`;
	const name = `${JSON.stringify(image.slice(0, 300))}${by}`;
	switch (state.kind) {
		case "there": return;
		case "missing": return {
			isSure,
			message: `the image ${name} does not exist`,
			hint: "push it first, or correct its name or tag"
		};
		case "malformed": return {
			isSure,
			message: `${name} is no image`,
			hint: "write it as in ghcr.io/acme/web:1.4.0"
		};
		default: return {
			isSure: false,
			message: `nobody can tell whether the image ${name} exists: ${state.why}`,
			hint: state.hint ?? "log in to its registry, or set check-images: off"
		};
	}
}

// src/commands/check-version.ts
/** So many differing files are named. */
const maxNames = 5;
/**
* Why the version of a chart that changed cannot stay, and what to do; `undefined` where it rose, or nothing changed.
* Higher is as SemVer 2.0.0 § 11 has it, where build metadata does not count.
*/
function unrisenVersion({ kind, shownPath }, { name, version, baseVersion, files, base }) {
	const [a, b] = [parseVersion(version), parseVersion(baseVersion)];
	if (files.length === 0 || a === void 0 || b === void 0) return void 0;
	const order = compareVersions(a, b);
	if (order > 0) return void 0;
	const why = version === baseVersion ? `${base} has the same version with other content` : order < 0 ? `${base} has ${baseVersion}, which is higher` : `${base} has ${baseVersion}, and what follows the + makes no version higher`;
	const next = nextVersion(b);
	const fix = kind === "directory" ? `Set version: ${next} or higher in ${path.join(shownPath, "Chart.yaml")}` : `Package the chart as ${next} or higher`;
	return {
		message: `Could not take ${name} ${version}: ${why}. Changed: ${namesOf$1(files)}.`,
		hint: `${fix}. If versions need not rise, set check-version: off.`
	};
}
/** The next patch, or the release that a pre-release comes before. */
function nextVersion({ numbers: [major, minor, patch], prerelease }) {
	return `${major}.${minor}.${prerelease.length > 0 ? patch : patch + 1n}`;
}
function namesOf$1(files) {
	const more = files.length > maxNames ? ` and ${files.length - maxNames} more` : "";
	return `${files.slice(0, maxNames).join(", ")}${more}`;
}

// src/changes/select.ts
/**
* The ids of the charts that changed: a file of theirs was touched (absolute paths; written, made or deleted), or a
* chart changed that they take in, directly or through others.
*/
function selectChanged(touched, candidates) {
	const dependents = /* @__PURE__ */ new Map();
	for (const { id, dependsOn } of candidates) for (const other of dependsOn) dependents.set(other, [...dependents.get(other) ?? [], id]);
	const changed = /* @__PURE__ */ new Set();
	const waiting = candidates.filter((one) => touched.some((file) => touches(file, one))).map(({ id }) => id);
	for (let id = waiting.pop(); id !== void 0; id = waiting.pop()) {
		if (changed.has(id)) continue;
		changed.add(id);
		waiting.push(...dependents.get(id) ?? []);
	}
	return changed;
}
function touches(file, { places, isIgnored }) {
	return places.some(({ path, inChart }) => {
		if (isBelow(path, file)) return true;
		if (file !== path && !isBelow(file, path)) return false;
		const name = [inChart, file.slice(path.length + 1)].filter((part) => part !== "").join("/");
		return name === "" || name === ".helmignore" || !isIgnored(name);
	});
}
function isBelow(file, directory) {
	return file.startsWith(directory.endsWith("/") ? directory : `${directory}/`);
}

// src/commands/source-metadata.ts
/** What a chart says of itself, before it is loaded; `undefined` where that is faulty, which whoever loads it will say. */
async function readSourceMetadata({ kind, shownPath }, signal) {
	try {
		if (kind === "archive") return (await openPackage(shownPath, { signal })).packaged.metadata;
		const file = path.join(shownPath, "Chart.yaml");
		return parseMetadata(await readFile(file), file);
	} catch (error) {
		signal.throwIfAborted();
		if (error instanceof PublishError || error instanceof Error && "code" in error) return void 0;
		throw error;
	}
}

// src/commands/skip-deprecated.ts
/** Charts read at once. */
const readsAtOnce$3 = 16;
/** The outcomes of charts that are deprecated, by their absolute paths. */
async function skipDeprecated(sources, signal) {
	const outcomes = /* @__PURE__ */ new Map();
	await mapLimit(sources, readsAtOnce$3, async (source) => {
		const metadata = await readSourceMetadata(source, signal);
		if (metadata?.deprecated !== true) return;
		const { name, version } = metadata;
		outcomes.set(source.absolutePath, {
			path: source.path,
			name,
			version,
			signatures: [],
			status: "skipped",
			reason: "deprecated"
		});
	});
	return outcomes;
}

// src/commands/select-charts.ts
/** Charts looked through at once. */
const readsAtOnce$2 = 16;
/** The charts that the options `deprecated` and `changes` leave alone. Throws USAGE where nobody can tell. */
async function findUnselected(sources, settings) {
	const { options, clients } = settings;
	const deprecated = options.deprecated === "skip" ? await skipDeprecated(sources, clients.signal) : /* @__PURE__ */ new Map();
	const current = sources.filter(({ absolutePath }) => !deprecated.has(absolutePath));
	const unchanged = options.changes === "git" ? await findUnchanged(current, settings) : /* @__PURE__ */ new Map();
	return new Map([...deprecated, ...unchanged]);
}
/** The charts that did not change since the base. */
async function findUnchanged(sources, settings) {
	const { options, context, clients } = settings;
	refuseOutsideGit(sources, settings);
	const base = findBase(options.base, context.trigger);
	if (base.kind === "none") {
		clients.reporter.info(`Every chart counts as changed: ${base.why}`);
		return /* @__PURE__ */ new Map();
	}
	const { changed, differences } = await findChanged(sources, {
		bases: base.bases,
		system: context.trigger?.system
	}, settings);
	const unchanged = /* @__PURE__ */ new Map();
	for (const source of sources) {
		if (changed.has(source.absolutePath)) continue;
		const root = settings.histories.get(source.absolutePath)?.root ?? "";
		const reason = `not changed since ${differences.get(root)?.base}`;
		unchanged.set(source.absolutePath, {
			path: source.path,
			signatures: [],
			status: "skipped",
			reason
		});
	}
	const count = sources.length - unchanged.size;
	clients.reporter.info(`${count} of ${sources.length} charts changed since ${nameOf$2(differences)}`);
	return unchanged;
}
/**
* The charts that were touched since the base, and those that depend on such charts by `file://`. Throws USAGE where
* nobody can tell where the histories meet.
*/
async function findChanged(sources, query, settings) {
	const differences = await findDifferences(query, settings);
	const roots = [...differences.keys()];
	const unknown = [...settings.locals.keys()].filter((place) => !roots.some((root) => isWithin(root, place)));
	const touched = [...differences.values()].flatMap(({ files }) => files);
	const ids = selectChanged([...touched, ...unknown], await readCandidates(sources, settings.locals));
	const places = sources.map(async (source) => ids.has(await idOf(source)) ? [source.absolutePath] : []);
	return {
		changed: new Set((await Promise.all(places)).flat()),
		differences
	};
}
const nameOf$2 = (differences) => [...new Set([...differences.values()].map(({ base }) => base))].join(", ");
const idOf = ({ absolutePath }) => realpath(absolutePath);
function refuseOutsideGit(sources, { histories }) {
	const outside = sources.filter(({ absolutePath }) => !histories.has(absolutePath));
	if (outside.length === 0) return;
	throw new PublishError("USAGE", "Could not tell what changed.", { problems: outside.map(({ path }) => ({
		message: `${path} lies in no git repository that can be read`,
		hint: "Check the repository out with its history, or leave out changes: git."
	})) });
}
/** How each work tree that has charts differs from the base, by its root. */
async function findDifferences(query, { histories, clients }) {
	const trees = new Map([...histories.values()].map(({ root, isShallow }) => [root, isShallow]));
	const differences = /* @__PURE__ */ new Map();
	for (const [root, isShallow] of trees) differences.set(root, await findDifference(clients.exec, {
		root,
		isShallow
	}, query));
	return differences;
}
/** The charts that were asked for, and those that they depend on. */
async function readCandidates(sources, locals) {
	const packaged = sources.filter(({ kind }) => kind === "archive").map(async (source) => {
		const id = await idOf(source);
		return {
			id,
			places: [
				source.absolutePath,
				id,
				`${source.absolutePath}.prov`
			].map((path) => ({
				path,
				inChart: ""
			})),
			isIgnored: () => false,
			dependsOn: []
		};
	});
	return [...await mapLimit([...locals], readsAtOnce$2, async ([id, chart]) => {
		return {
			id,
			...await findPlaces(chart.directory),
			dependsOn: chart.dependsOn
		};
	}), ...await Promise.all(packaged)];
}

// src/commands/check-versions.ts
/** Charts compared at once: each is held in memory twice. */
const comparingLimit = 2;
/**
* Compares charts with what they were at the base, where that is asked for: one whose content changed under a version
* that is no higher has failed. `charts` are the places of each source, in the order of the sources. Throws USAGE where
* the base cannot be told and `check-version` is `on`; else that is noted.
*/
async function checkVersions(charts, check, clients) {
	if (!isWanted(check) || !charts.flat().some(isCandidate)) return charts;
	try {
		return await compareAll(charts, check, clients);
	} catch (error) {
		if (clients.signal.aborted) return charts;
		if (check.options.checkVersion === "on" || !(error instanceof PublishError)) throw error;
		const hint = error.hint === void 0 ? "" : ` ${error.hint}`;
		clients.reporter.info(`Not checked whether versions rise. ${error.message}${hint}`);
		return charts;
	}
}
/** A version that does not come from Chart.yaml need not rise there, and who overwrites wants it to stay. */
function isWanted({ options, context }) {
	const { checkVersion, version, versionFrom, ifExists } = options;
	if (checkVersion === "off" || version !== void 0 || versionFrom === "tag" || isSnapshot(options, context)) return false;
	const isCompared = context.isProposal || options.base !== void 0 && options.changes !== "git";
	return checkVersion === "on" || isCompared && ifExists !== "overwrite";
}
async function compareAll(charts, check, clients) {
	try {
		var _usingCtx$1 = _usingCtx();
		const { options, context, histories } = check;
		const found = await findBase(options.base, context.trigger);
		if (found.kind === "none") return charts;
		const query = {
			bases: found.bases,
			system: context.trigger?.system
		};
		const sources = check.sources.filter(({ absolutePath }, index) => histories.has(absolutePath) && charts[index]?.some(isCandidate));
		const { changed } = await findChanged(sources, query, {
			...check,
			clients
		});
		const touched = sources.filter(({ absolutePath }) => changed.has(absolutePath));
		if (touched.length === 0) return charts;
		const past = _usingCtx$1.a(await readBaseCharts(touched, {
			query,
			histories,
			clients
		}));
		return await mapLimit(charts, comparingLimit, async (places, index) => {
			const source = check.sources[index];
			const base = source && past.charts.get(source.absolutePath);
			const candidate = places.find(isCandidate);
			if (source === void 0 || base === void 0 || candidate === void 0) return places;
			const { path, name, version, signatures } = candidate.prepared.facts;
			const outcome = await outcomeOf({
				path,
				name,
				version,
				signatures
			}, clients, () => compareOne(candidate, {
				source,
				base
			}, check, clients));
			return outcome === void 0 ? places : [outcome];
		});
	} catch (_) {
		_usingCtx$1.e = _;
	} finally {
		await _usingCtx$1.d();
	}
}
/** Throws CHART_INVALID where the version must rise. */
async function compareOne({ prepared }, { source, base }, check, clients) {
	const before = await loadBefore({
		source,
		base
	}, check, clients);
	const { name, version } = prepared.facts;
	if (before?.metadata.name !== name) return;
	const files = differingPaths(contentOf$1(before.files, readArchive), await prepared.readContent());
	const compared = {
		name,
		version,
		baseVersion: before.metadata.version,
		files,
		base: base.base
	};
	const fault = unrisenVersion(source, compared);
	if (fault === void 0) return;
	const { location } = prepared.whenTaken;
	throw new PublishError("CHART_INVALID", fault.message, {
		...location && { location },
		hint: fault.hint
	});
}
/** The chart at the base; `undefined` where it cannot be loaded. */
async function loadBefore({ source, base }, { options, context }, { dependencies, reporter, signal }) {
	try {
		return await loadChart(base.source, {
			options,
			context,
			history: base.history,
			dependencies,
			signal
		});
	} catch (error) {
		signal.throwIfAborted();
		reporter.info(`${source.path} cannot be compared with ${base.base}: ${messageOf(error)}`);
		return;
	}
}

// src/commands/find-charts.ts
const isArchive = (file) => /\.(tgz|tar\.gz)$/i.test(file);
/**
* Finds the charts that `patterns` name: directories with a Chart.yaml, archives, globs of both; `!pattern` takes
* charts away again. Without patterns: the working directory if it is a chart, else every chart under `charts/`.
* In the order of the patterns, a glob's own matches sorted bytewise; each chart once. Throws USAGE with all faults.
*/
async function findCharts(patterns, directory) {
	await checkDirectory$1(directory);
	const problems = [];
	const found = /* @__PURE__ */ new Map();
	const wanted = patterns.filter((p) => !p.startsWith("!"));
	const unwanted = patterns.filter((p) => p.startsWith("!")).map((p) => p.slice(1));
	const start = wanted.length > 0 ? wanted : await defaultPatterns(directory);
	if (start.length === 0) problems.push(nothingHere(directory));
	for (const pattern of start) {
		const sources = await isGlob(pattern, directory) ? await matchGlob(pattern, directory, problems) : await namedChart(pattern, directory, problems);
		for (const source of sources) if (!found.has(source.absolutePath)) found.set(source.absolutePath, source);
	}
	for (const pattern of unwanted) for (const place of await pathsNamed(pattern, directory)) found.delete(place);
	if (problems.length === 0 && found.size === 0) problems.push({
		message: `the patterns with “!” leave no chart of ${start.join(", ")}`,
		hint: "Leave one of them out, or name more charts."
	});
	if (problems.length > 0) throw new PublishError("USAGE", "Could not find the charts.", { problems });
	return [...found.values()];
}
/** The absolute paths that a path or a glob names, whatever is there. */
async function pathsNamed(pattern, directory) {
	return (await isGlob(pattern, directory) ? await matches(pattern, directory) : [pattern]).map((name) => path.resolve(directory, name));
}
/** Where working-directory leads nowhere, nothing that is said of charts would help. */
async function checkDirectory$1(directory) {
	const stats = await stat(directory).catch(() => void 0);
	if (stats?.isDirectory()) return;
	throw new PublishError("USAGE", `Could not find the charts: working-directory ${directory} ${stats === void 0 ? "does not exist" : "is no directory"}.`, { hint: "Set working-directory to a directory of the checkout. Is the repository checked out?" });
}
async function defaultPatterns(directory) {
	if (await kindOf(directory) === "directory") return ["."];
	const found = [];
	await collectCharts(directory, "charts", found);
	return found.sort(bytewise);
}
/** Every chart below `folder`, not looking inside charts: those are subcharts. */
async function collectCharts(directory, folder, found) {
	const entries = await readdir(path.join(directory, folder), { withFileTypes: true }).catch(() => []);
	if (entries.some((entry) => entry.name === "Chart.yaml")) {
		found.push(folder);
		return;
	}
	for (const entry of entries) if (entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules") await collectCharts(directory, `${folder}/${entry.name}`, found);
}
async function namedChart(name, directory, problems) {
	const kind = await kindOf(path.resolve(directory, name));
	if (kind === "directory" || kind === "archive") return [source(name, directory, kind)];
	problems.push({
		message: `“${name}” ${kind}`,
		hint: "Name a directory with a Chart.yaml or a packaged .tgz, relative to working-directory."
	});
	return [];
}
async function matchGlob(pattern, directory, problems) {
	const names = await matches(pattern, directory);
	const charts = [];
	for (const name of names) {
		const kind = await kindOf(path.resolve(directory, name));
		if (kind === "directory" || kind === "archive") charts.push(source(name, directory, kind));
	}
	const directories = charts.filter((c) => c.kind === "directory");
	const outer = charts.filter((c) => !directories.some((d) => c !== d && c.absolutePath.startsWith(d.absolutePath + path.sep)));
	if (outer.length === 0) problems.push({
		message: names.length === 0 ? `“${pattern}” matches nothing in ${directory}` : `“${pattern}” matches ${names.length} paths, but none is a chart`,
		hint: "A chart is a directory with a Chart.yaml, or a .tgz. Is the repository checked out?"
	});
	return outer;
}
/** A path that exists is meant as it is, whatever characters it has. */
async function isGlob(pattern, directory) {
	return /[*?[{]/.test(pattern) && !await stat(path.resolve(directory, pattern)).catch(() => void 0);
}
async function matches(pattern, directory) {
	const names = [];
	for await (const name of glob(pattern, { cwd: directory })) names.push(name.replaceAll(path.sep, "/"));
	return names.sort(bytewise);
}
/** What stands at `file`: a chart of either kind, or the words for why it is none. */
async function kindOf(file) {
	const stats = await stat(file).catch(() => void 0);
	if (stats === void 0) return "does not exist";
	if (stats.isFile()) return isArchive(file) ? "archive" : "is a file, but no .tgz";
	if (!stats.isDirectory()) return "is neither a directory nor a file";
	return await stat(path.join(file, "Chart.yaml")).catch(() => void 0) === void 0 ? "is a directory without Chart.yaml" : "directory";
}
function source(name, directory, kind) {
	const shown = name.replaceAll(path.sep, "/").replace(/^\.\/(?=.)/, "").replace(/(?<=.)\/+$/, "");
	const absolutePath = path.resolve(directory, name);
	return {
		path: shown,
		absolutePath,
		shownPath: shownPathOf(absolutePath),
		kind
	};
}
/** How messages name a file: relative to the process's directory when it lies below it, else absolute. */
function shownPathOf(absolutePath) {
	const relative = path.relative("", absolutePath) || ".";
	return relative.startsWith("..") ? absolutePath : relative;
}
function nothingHere(directory) {
	return {
		message: `there is no Chart.yaml in ${directory}, and no chart under charts/`,
		hint: "Set charts to the directories of your charts. Is the repository checked out?"
	};
}
function bytewise(a, b) {
	return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

// src/commands/exclude-charts.ts
/** Charts read at once. */
const readsAtOnce$1 = 16;
/**
* The charts without those that `exclude` names: a directory or archive, relative to `directory`, or what lies in one, a
* glob of them, or a chart by its own or its directory's name. Warns of a name that is none's; throws USAGE where no
* chart is left.
*/
async function excludeCharts(sources, exclude, { directory, clients }) {
	if (exclude.length === 0) return sources;
	const names = exclude.some(isName) ? await mapLimit(sources, readsAtOnce$1, async (source) => namesOf(source, clients.signal)) : [];
	const left = new Set(sources);
	for (const entry of exclude) {
		const paths = await pathsNamed(entry, directory);
		const found = sources.filter(({ absolutePath }, index) => names[index]?.includes(entry) || paths.some((place) => isWithin(place, absolutePath)));
		if (found.length === 0) clients.reporter.warn(`exclude: “${entry}” is no chart of this run`);
		for (const source of found) left.delete(source);
	}
	if (left.size > 0) return [...left];
	throw new PublishError("USAGE", "Could not find the charts: exclude leaves none.", { hint: "Exclude fewer of them, or name more charts." });
}
const isName = (entry) => !/[/\\*?[{]/.test(entry);
async function namesOf(source, signal) {
	const metadata = await readSourceMetadata(source, signal);
	return [path.basename(source.absolutePath), ...metadata === void 0 ? [] : [metadata.name]];
}

// src/changes/history-walk.ts
/** More pathspecs than this slow git down, which tries each on every entry of a tree. */
const maxPathspecs = 16;
/**
* Every commit, also those that touch none of the paths, so that HEAD comes first; paths only limit which names are
* listed with it, and so how much of the trees git reads. No parent is left out, as git would to simplify the history,
* so the order of the commits is the same whatever the paths. The settings are those a user may have changed.
*/
const logOptions = [...[
	"-c",
	"log.showRoot=true",
	"-c",
	"log.follow=false",
	"log",
	"--full-history",
	"--sparse"
], ...[
	"--no-renames",
	"--no-show-signature",
	"-z",
	"--name-only",
	"--format=%x00%H %ct"
]];
/**
* Walks the history of the repository at `root` from HEAD, in one run of git that ends as soon as every one of `paths`
* (absolute; a file or a directory) was met.
*/
async function walkHistory(exec, root, paths) {
	const prefixes = paths.map((file) => path.relative(root, file).replaceAll(path.sep, "/"));
	const reader = createLogReader(prefixes);
	const limit = prefixes.length === 0 ? ["-1"] : ["--", ...pathspecsOf(prefixes)];
	const { stdout, stderr } = await exec("git", [...logOptions, ...limit], {
		directory: root,
		onOutput: reader.read
	});
	reader.read(`${stdout}\0`);
	const lastCommits = /* @__PURE__ */ new Map();
	for (const [index, file] of paths.entries()) {
		const commit = reader.commits.get(prefixes[index] ?? "");
		if (commit !== void 0) lastCommits.set(file, commit);
	}
	return {
		...reader.head && { head: reader.head },
		lastCommits,
		stderr
	};
}
/** What limits the walk to the paths: themselves, or the directories around them where they are many. */
function pathspecsOf(prefixes) {
	let places = new Set(prefixes);
	while (places.size > maxPathspecs) places = new Set([...places].map(parentOf));
	return places.has("") ? [] : [...places].map((place) => `:(literal)${place}`);
}
const parentOf = (place) => place.slice(0, Math.max(0, place.lastIndexOf("/")));
/** Each commit is an empty field, its id and time, and the names that it touched; a NUL ends each of them. */
function createLogReader(prefixes) {
	const missing = new Set(prefixes);
	const commits = /* @__PURE__ */ new Map();
	let head;
	let current;
	let previous = "name";
	let rest = "";
	const find = (place) => {
		if (current !== void 0 && missing.delete(place)) commits.set(place, current);
	};
	const readField = (field) => {
		if (field === "") previous = "gap";
		else if (previous === "gap") {
			current = parseCommit(field);
			head ??= current;
			previous = "commit";
		} else {
			const name = previous === "commit" ? field.replace(/^\n/, "") : field;
			for (let place = name; place !== ""; place = parentOf(place)) find(place);
			find("");
			previous = "name";
		}
	};
	return {
		get head() {
			return head;
		},
		commits,
		read(piece) {
			const fields = (rest + piece).split("\0");
			rest = fields.pop() ?? "";
			fields.forEach(readField);
			return head !== void 0 && missing.size === 0;
		}
	};
}
function parseCommit(text) {
	const match = /^([0-9a-f]{40}|[0-9a-f]{64}) (\d+)$/.exec(text);
	return match ? {
		id: match[1] ?? "",
		time: Number(match[2])
	} : void 0;
}

// src/changes/remote.ts
/**
* Web address of `origin`, where it has one. Git is asked only where its configuration says more than a plain `url`:
* that takes a run of git which nearly nobody needs.
*/
async function originAddress(exec, workTree) {
	const plain = await plainOrigin(workTree);
	if (plain !== "unusual") return plain.url === void 0 ? void 0 : webAddress(plain.url);
	const asked = await exec("git", [
		"config",
		"--get",
		"remote.origin.url"
	], { directory: workTree.root });
	return asked.exitCode === 0 ? webAddress(asked.stdout.replace(/\n$/, "")) : void 0;
}
/** The address as git-config(1) has it, if it can be told by looking at the lines alone. */
async function plainOrigin({ gitDirectory, commonDirectory }) {
	const text = await readFile(path.join(commonDirectory, "config"), "utf8").catch(() => void 0);
	if (text === void 0 || text.includes("\\")) return "unusual";
	let section = "";
	let url;
	const others = [path.join(gitDirectory, "config.worktree")];
	for (const line of text.split(/\r?\n/)) {
		const heading = /^\s*\[\s*([\w.-]+)(?:\s+"([^"]*)")?\s*\](.*)$/.exec(line);
		if (heading) section = `${heading[1]?.toLowerCase()} ${heading[2] ?? ""}`.trimEnd();
		const [, key, value = ""] = /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(heading ? heading[3] ?? "" : line) ?? [];
		if (section === "remote.origin") return "unusual";
		if (section === "remote origin" && key?.toLowerCase() === "url") {
			if (!/^[^"#;\s]+$/.test(value)) return "unusual";
			url = value;
		} else if (/^include(if)?( |$)/.test(section) && key?.toLowerCase() === "path") {
			if (/^~|^%|["#;]/.test(value)) return "unusual";
			others.push(path.resolve(commonDirectory, value));
		}
	}
	for (const file of others) if (await mayNameRemotes(file)) return "unusual";
	return url === void 0 ? {} : { url };
}
/** Whether an included file has to do with remotes, whatever the condition under which it counts. */
async function mayNameRemotes(file) {
	const text = await readFile(file, "utf8").catch((error) => error.code === "ENOENT" ? "" : "remote");
	return /\[\s*(remote|include)/i.test(text);
}
/** `https://host/path` of a remote, from https, ssh and scp-like forms; never its credentials; no local paths. */
function webAddress(remote) {
	const scp = /^(?:[^@/]+@)([^:/]+):(?!\/)(.+)$/.exec(remote);
	const address = scp ? `ssh://${scp[1]}/${scp[2]}` : remote;
	if (!/^(https?|ssh|git):\/\//.test(address) || !URL.canParse(address)) return void 0;
	const url = new URL(address);
	const host = url.protocol.startsWith("http") ? url.host : url.hostname;
	const name = url.pathname.replace(/\/+$/, "").replace(/\.git$/, "");
	return `${url.protocol === "http:" ? "http" : "https"}://${host}${name}`;
}

// src/changes/work-tree.ts
/**
* The work tree around `directory`: the nearest one with a `.git`, here or above. Git is run nowhere else: it would take
* a directory of the repository that has `HEAD`, `objects` and `refs` for a bare repository, and its `config` may name
* programs to run. A `.git`, which counts first, cannot be committed. And charts outside git cost no run of it.
*/
async function findWorkTree(directory) {
	const place = path.join(directory, ".git");
	const stats = await stat(place).catch(() => void 0);
	const gitDirectory = stats?.isFile() ? await linkedDirectory(place) : place;
	if (stats && await hasHead(gitDirectory)) return {
		root: await realpath(directory),
		gitDirectory,
		commonDirectory: await commonDirectoryOf(gitDirectory)
	};
	const parent = path.dirname(directory);
	return stats?.isFile() || parent === directory ? void 0 : await findWorkTree(parent);
}
/** HEAD may be a symbolic link to a branch that has no commit yet. */
async function hasHead(gitDirectory) {
	return await lstat(path.join(gitDirectory, "HEAD")).catch(() => void 0) !== void 0;
}
/** Where the file `.git` of a submodule or a linked work tree leads, gitrepository-layout(5). */
async function linkedDirectory(file) {
	const text = await readFile(file, "utf8").catch(() => "");
	const place = /^gitdir: ([^\r\n]+)/.exec(text)?.[1] ?? "";
	return path.resolve(path.dirname(file), place);
}
async function commonDirectoryOf(gitDirectory) {
	const text = await readFile(path.join(gitDirectory, "commondir"), "utf8").catch(() => "");
	return path.resolve(gitDirectory, text.replace(/\r?\n$/, ""));
}
/** Whether the history is cut off: git keeps a file of the commits where it is. */
async function isShallow({ commonDirectory }) {
	return await stat(path.join(commonDirectory, "shallow")).catch(() => void 0) !== void 0;
}

// src/changes/git.ts
/**
* The checkout around `directory`, or `undefined` outside git, without git, or before the first commit. `pathsIn` says,
* given its top, which absolute paths' last commits are wanted; if none, the checkout is not either. Git runs once.
* Warns where it refuses to read a checkout of another user's, for then what is published lacks its time and revision.
*/
async function findCheckout(exec, directory, reporter, pathsIn) {
	const workTree = await findWorkTree(directory);
	if (workTree === void 0) return void 0;
	const { root } = workTree;
	const paths = pathsIn?.(root);
	if (paths?.length === 0) return void 0;
	const shallow = await isShallow(workTree);
	const { head, lastCommits, stderr } = await walkHistory(exec, root, shallow ? [] : paths ?? []);
	if (stderr.includes("dubious ownership")) reporter.warn(untrusted(directory));
	if (head === void 0) return void 0;
	const url = await originAddress(exec, workTree);
	return {
		root,
		head,
		isShallow: shallow,
		...url === void 0 ? {} : { url },
		lastCommits: new Map(paths?.map((file) => [file, lastCommits.get(file) ?? head]))
	};
}
function untrusted(directory) {
	return `git does not read the history around ${directory}, which belongs to another user: the manifest will say neither when nor from which commit the chart comes. Fix: git config --global --add safe.directory ${shellWord(directory)}`;
}

// src/commands/history.ts
/** The history of every chart by its absolute path; charts outside git have none. */
async function readHistories(clients, sources, directory) {
	const histories = /* @__PURE__ */ new Map();
	let rest = await Promise.all(sources.map(async (source) => ({
		source,
		realPath: await realpath(source.absolutePath)
	})));
	rest = await claim(clients, directory, rest, histories);
	while (rest[0] !== void 0) {
		const [{ source, realPath }, ...others] = rest;
		const left = await claim(clients, source.kind === "directory" ? realPath : path.dirname(realPath), rest, histories);
		rest = left.length < rest.length ? left : others;
	}
	return histories;
}
/** Reads the commits of the charts that lie in the checkout around `directory`; returns the other charts. */
async function claim({ exec, reporter }, directory, places, histories) {
	if (places.length === 0) return places;
	const isIn = (root, { realPath }) => realPath === root || realPath.startsWith(root + path.sep);
	const checkout = await findCheckout(exec, directory, reporter, (root) => places.filter((place) => isIn(root, place)).map(({ realPath }) => realPath));
	if (checkout === void 0) return places;
	const { root, head, isShallow, url } = checkout;
	for (const { source, realPath } of places) {
		const commit = checkout.lastCommits.get(realPath);
		if (commit === void 0) continue;
		const known = {
			root,
			realPath,
			commit,
			head: head.id,
			isShallow
		};
		histories.set(source.absolutePath, {
			...known,
			...url !== void 0 && { url }
		});
	}
	return places.filter((place) => !isIn(root, place));
}

// src/artifact/artifacthub-file.ts
const fields = {
	repositoryID: text,
	owners: list(record({
		name: text,
		email: text
	})),
	ignore: list(record({
		name: text,
		version: text
	}))
};
const decode = record(fields);
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Checks an artifacthub-repo.yml; throws CHART_INVALID with all that would be lost on Artifact Hub, and where. */
function checkArtifactHubFile(bytes, file) {
	const source = sourceOf(bytes, file);
	const findings = {
		problems: [],
		places: /* @__PURE__ */ new Map(),
		mistyped: /* @__PURE__ */ new Set(),
		unknown: /* @__PURE__ */ new Map()
	};
	const tree = parseYaml(source);
	const metadata = decode(tree, {
		source,
		path: "",
		findings
	}, void 0) ?? {};
	const problems = [...findings.problems, ...spellingProblems(tree, source)];
	problems.push(...contentProblems(metadata, {
		source,
		path: "",
		findings
	}));
	if (problems.length > 0) throw invalidChart(`Could not use ${file}`, problems);
}
/** Artifact Hub minds the letter case, and passes over what it does not know without a word. */
function spellingProblems(tree, source) {
	if (tree.kind !== "mapping") return [];
	return [...tree.entries].flatMap(([key, { keyAt }]) => {
		const meant = Object.keys(fields).find((name) => name.toLowerCase() === key.toLowerCase());
		if (meant === void 0 || meant === key) return [];
		return [problemAt({
			source,
			at: keyAt
		}, `${key} is not read, for it is ${meant}`, `write ${meant}`)];
	});
}
function contentProblems(metadata, { source, findings }) {
	const { repositoryID = "", owners = [], ignore = [] } = metadata;
	const problem = (path, message, hint) => problemAt(findings.places.get(path) ?? {
		source,
		at: 0
	}, message, hint);
	const problems = [];
	if (findings.problems.length === 0 && !repositoryID && owners.length === 0 && ignore.length === 0) problems.push(problem("", "it has neither repositoryID nor owners", "add the ID that Artifact Hub's control panel shows"));
	if (repositoryID !== "" && !uuid.test(repositoryID)) problems.push(problem("repositoryID", `repositoryID ${JSON.stringify(repositoryID)} is no UUID`, "copy the ID that Artifact Hub's control panel shows on the repository's card"));
	for (const [index, owner] of owners.entries()) {
		const path = `owners[${index}]`;
		if (findings.mistyped.has(path) || findings.mistyped.has(`${path}.email`)) continue;
		if (!owner?.email?.includes("@")) problems.push(problem(path, `${path} has no email address`, "add the email of an Artifact Hub account"));
	}
	for (const [index, ignored] of ignore.entries()) {
		const path = `ignore[${index}]`;
		if (!findings.mistyped.has(path) && !ignored?.name) problems.push(problem(path, `${path} has no name`, "add the name of the package to leave out"));
	}
	return problems;
}

// src/commands/artifacthub-file.ts
/** Larger than any: the file names owners and packages to leave out. */
const maxBytes = 1048576;
const ownNames = ["artifacthub-repo.yml", "artifacthub-repo.yaml"];
/**
* The artifact of a chart's artifacthub-repo.yml: its own, else the one that the option names. Throws USAGE where the
* option's is not there, CHART_INVALID where a file is of no use.
*/
async function readArtifactHubFile(source, { artifactHub, workingDirectory }, history) {
	if (artifactHub.kind === "off") return void 0;
	for (const name of source.kind === "directory" ? ownNames : []) {
		const bytes = await read(path.join(source.shownPath, name), history?.root);
		if (bytes !== void 0) return bytes;
	}
	if (artifactHub.kind === "own") return void 0;
	const file = path.resolve(workingDirectory, artifactHub.file);
	const bytes = await read(file, history?.root);
	if (bytes !== void 0) return bytes;
	throw new PublishError("USAGE", `Could not read artifacthub-repo: ${file} does not exist.`, { hint: "Name the file relative to working-directory, or set artifacthub-repo: off." });
}
/** `undefined` where there is no such file. A link may lead elsewhere in the checkout, and no further. */
async function read(file, root) {
	try {
		const real = await realpath(file);
		const around = await realpath(path.dirname(file));
		if (!isWithin(around, real) && !(root !== void 0 && isWithin(root, real))) throw leadsOut(file, real);
		const { size } = await stat(real);
		if (size > maxBytes) throw tooLarge(file, size);
		const bytes = await readFile(real);
		checkArtifactHubFile(bytes, file);
		return artifactHubArtifact(bytes);
	} catch (cause) {
		if (cause instanceof PublishError) throw cause;
		if (codeOf(cause) === "ENOENT") return void 0;
		throw new PublishError("IO", `Could not read ${file}: ${messageOf(cause)}`, {
			cause,
			location: { file }
		});
	}
}
function leadsOut(file, real) {
	return new PublishError("CHART_INVALID", `Could not use ${file}: the link leads out of the checkout, to ${real}.`, {
		location: { file },
		hint: "Copy the file to where the link is."
	});
}
function tooLarge(file, size) {
	return new PublishError("CHART_INVALID", `Could not use ${file}: it has ${size} bytes, more than ${maxBytes}.`, {
		location: { file },
		hint: "It is to hold repositoryID, owners and ignore, no more."
	});
}

// src/commands/prepare.ts
/** Loads, validates and packages one chart for every target. Throws PublishError; nothing is sent. */
async function prepare(source, targets, settings) {
	const { chart, ...built } = await buildChart(source, settings);
	for (const target of targets) refuseDoubledName(chart.metadata.name, target);
	const artifactHub = await readArtifactHubFile(source, settings.options, settings.history);
	const made = {
		...shared(source, chart, built, settings),
		...artifactHub && { artifactHub }
	};
	return {
		built,
		facts: made.facts,
		warnings: chart.warnings,
		places: targets.map((target) => placed(made, target))
	};
}
/** A name that one registry refuses may be good at the others. */
function placed(made, registry) {
	const { name, version } = made.facts;
	try {
		const target = {
			...repositoryIn(registry, name),
			tag: tagOf(version)
		};
		const repository = `${target.host}/${target.name}`;
		return {
			...made,
			target,
			facts: {
				...made.facts,
				tag: target.tag,
				repository
			}
		};
	} catch (error) {
		if (!(error instanceof PublishError)) throw error;
		const { digest: _, ...facts } = made.facts;
		return {
			...facts,
			status: "failed",
			error
		};
	}
}
function shared(source, chart, built, settings) {
	const { provenance } = built;
	const { name, version, appVersion } = chart.metadata;
	return {
		source,
		facts: {
			path: source.path,
			name,
			version,
			...appVersion === void 0 ? {} : { appVersion },
			digest: built.artifact.manifest.descriptor.digest,
			chartDigest: built.packaged.digest,
			size: built.packaged.bytes.length,
			signatures: provenance === void 0 ? [] : ["pgp"]
		},
		whenTaken: {
			location: locateVersion(source, chart),
			hint: bumpHint(source, settings)
		},
		build: () => buildChart(source, settings, provenance),
		readContent: async () => contentOf$1((await loadChart(source, settings)).files, readArchive),
		isKept: false,
		...built.signer && { signer: built.signer }
	};
}
/** The chart's name is added to the registry's path; whoever wrote it there already would publish web/web. */
function refuseDoubledName(name, { host, path: place, mayEndInName }) {
	if (mayEndInName || place.split("/").at(-1) !== name) return;
	const parent = place.split("/").slice(0, -1).join("/");
	throw new PublishError("USAGE", `Could not tell where ${name} goes: registry already ends in the chart's name, which would give ${host}/${place}/${name}.`, { hint: `Set registry to ${formatTarget({
		host,
		path: parent
	})}; or end it with a slash, if ${name}/${name} is meant.` });
}
function bumpHint({ kind, shownPath }, { options, context }) {
	if (isSnapshot(options, context)) return "Push another commit, for this one was published with other content (merged into another base?), or set if-exists: overwrite.";
	return `${kind === "directory" ? `Bump version in ${path.join(shownPath, "Chart.yaml")}` : "Package the chart under a new version"}, or set if-exists: overwrite to replace what others may have pinned.`;
}

// src/commands/tag-pattern.ts
/**
* How a tag can be read by one of the patterns as a version of one of the charts: of all readings those with the
* shortest version, for the rest is name. That way `web-v2-v1.0.0` is of web-v2, and `web-1.0.0-2.0.0` of web-1.0.0
* where there is such a chart. Versions are those of SemVer 2.0.0.
*/
function readTag(tag, patterns, charts) {
	const readings = charts.flatMap((chart) => patterns.flatMap((pattern) => versionsIn(tag, pattern, chart).filter(isStrictVersion).map((version) => ({
		chart,
		version,
		namesChart: namesChart(pattern)
	}))));
	const shortest = Math.min(...readings.map(({ version }) => version.length));
	const longestNames = readings.filter(({ version }) => version.length === shortest);
	const isRepeated = (match, index) => longestNames.findIndex(({ chart, version }) => chart === match.chart && version === match.version) < index;
	return longestNames.filter((match, index) => !isRepeated(match, index));
}
/** Whether the pattern says which chart it is. */
function namesChart(pattern) {
	return pattern.includes("{name}") || pattern.includes("{path}");
}
/** What stands for `{version}` in the tag, for each path that the chart may go by. */
function versionsIn(tag, pattern, { name, paths }) {
	if (name === void 0 && pattern.includes("{name}")) return [];
	return (pattern.includes("{path}") ? paths : [""]).flatMap((place) => {
		const [before = "", after = ""] = pattern.split("{version}").map((part) => part.replace(/\{name\}|\{path\}/g, (word) => word === "{name}" ? name ?? "" : place));
		return tag.length > before.length + after.length && tag.startsWith(before) && tag.endsWith(after) ? [tag.slice(before.length, tag.length - after.length)] : [];
	});
}

// src/commands/tag-release.ts
/** Charts whose names are read at once: archives are unpacked for it. */
const readsAtOnce = 4;
/**
* What the run's tag says of each chart, by its absolute path; empty where it says nothing. Throws USAGE where the
* versions shall come from the tag and there is none, or it is no chart's, or may be of several.
*/
async function readTagReleases(sources, run) {
	const { options, context } = run;
	const tag = tagOfRun(options, context);
	const fromTag = options.versionFrom === "tag";
	if (tag === void 0) {
		if (fromTag && run.writes && !options.snapshot) throw noTag();
		return /* @__PURE__ */ new Map();
	}
	if (!fromTag && (options.version !== void 0 || options.snapshot)) return /* @__PURE__ */ new Map();
	const patterns = options.tagsAreOfCharts ? options.tagPatterns : options.tagPatterns.filter(namesChart);
	const charts = await mapLimit(sources, readsAtOnce, (source) => nameOf$1(source, run));
	const matches = readTag(tag, patterns, charts);
	const named = matches.filter((match) => match.namesChart);
	const [only, ...others] = named.length > 1 ? ofThatVersion(named, fromTag) : named;
	if (named.length > 1 && (only === void 0 || others.length > 0)) throw ambiguous(tag, named);
	if (only !== void 0) return oneChart(tag, only, charts);
	if (matches.length === 0 && fromTag) throw noChart(tag, patterns, charts);
	return new Map(matches.map(({ chart, version }) => [chart.source.absolutePath, {
		tag,
		version
	}]));
}
/** Charts of one name are told apart by their versions, archives above all, unless those shall come from the tag. */
function ofThatVersion(matches, fromTag) {
	return fromTag && matches.some(({ chart }) => chart.source.kind === "directory") ? matches : matches.filter(({ chart, version }) => chart.version === version);
}
function oneChart(tag, { chart, version }, charts) {
	const isOf = charts.filter(({ name }) => name === chart.name).length === 1 && chart.name !== void 0 ? chart.name : nameAndPlace(chart);
	return new Map(charts.map((other) => [other.source.absolutePath, other === chart ? {
		tag,
		version
	} : {
		tag,
		isOf
	}]));
}
/** What cannot be read has no name here; publishing it will say why, unless the tag is of another chart. */
async function nameOf$1(source, run) {
	const { absolutePath, kind } = source;
	const metadata = await readMetadata(source, run).catch(() => void 0);
	const known = metadata && {
		name: metadata.name,
		version: metadata.version
	};
	if (kind === "archive") return {
		source,
		paths: [],
		...known
	};
	const root = run.histories.get(absolutePath)?.root;
	const fromRoot = root === void 0 ? [] : [path.relative(root, await realpath(absolutePath))];
	const paths = [path.relative(run.directory, absolutePath), ...fromRoot].map((place) => place.replaceAll(path.sep, "/")).filter((place) => place !== "" && !place.startsWith(".."));
	return {
		source,
		paths: [...new Set(paths)],
		...known
	};
}
async function readMetadata({ absolutePath, kind }, run) {
	if (kind === "archive") return (await openPackage(absolutePath, run)).chart.metadata;
	const file = path.join(absolutePath, "Chart.yaml");
	return parseMetadata(await readFile(file), file);
}
function noTag() {
	return new PublishError("USAGE", "Could not tell the version: version-from is tag, but the run is for no tag.", { hint: "Run it for tags only (`on: { push: { tags: ['*'] } }`), set git-tag, or publish other commits with snapshot: true." });
}
function ambiguous(tag, matches) {
	const readings = matches.map(({ chart, version }) => `${version} of ${nameAndPlace(chart)}`);
	return new PublishError("USAGE", `Could not tell which chart the tag ${tag} is of: it may be ${readings.join(" or ")}.`, { hint: "Set tag-pattern to one that tells them apart, with {path} for example, or leave one out of charts." });
}
function noChart(tag, patterns, charts) {
	const example = `${charts[0]?.name ?? "web"}-v1.2.3`;
	return new PublishError("USAGE", `Could not tell which chart the tag ${tag} is of: it fits none of the patterns ${patterns.join(", ")} with a semantic version; the charts are ${charts.map(nameAndPlace).join(", ")}.`, { hint: `Tag it as in ${example}, set tag-pattern, or add the chart to charts.` });
}
function nameAndPlace({ name, source }) {
	return name === void 0 ? `${source.path}, whose name cannot be read` : `${name} (${source.path})`;
}

// src/commands/version-notes.ts
/** What to say of the versions of a run that only plans, where it might be expected to do more. */
function versionNotes(options, context, writes) {
	if (writes) return [];
	const notes = [];
	if (options.versionFrom === "tag" && !options.snapshot && tagOfRun(options, context) === void 0) notes.push("The run is for no tag, so that the versions are those of Chart.yaml");
	if (isSnapshot(options, context) && options.push === "auto" && context.isProposal) notes.push("The snapshots are planned only: a pull request publishes where push: true is set");
	return notes;
}

// src/commands/package-charts.ts
/** Charts packaged at once: one may wait for the disk while the other is compressed. */
const packagingLimit = 2;
/**
* Finds, loads and packages the charts that the options ask for, and asks for their tags meanwhile; keeps them in
* `output`. What is wrong with one chart is its outcome. Throws USAGE where the charts cannot be told.
*/
async function packageCharts(packaging, clients) {
	const { options, context, directory } = packaging;
	const found = await findCharts(options.charts, directory);
	const sources = await excludeCharts(found, options.exclude, {
		directory,
		clients
	});
	const histories = await readHistories(clients, sources, directory);
	const locals = await readLocalCharts(sources);
	const unselected = await findUnselected(sources, {
		options,
		context,
		clients,
		histories,
		locals
	});
	const releases = await readTagReleases(sources, {
		...packaging,
		histories,
		signal: clients.signal
	});
	for (const line of versionNotes(options, context, packaging.writes)) clients.reporter.info(line);
	const prepareOne = await preparing(packaging, {
		histories,
		releases
	}, clients);
	const selected = sources.filter(({ absolutePath }) => !unselected.has(absolutePath));
	const charts = await clients.reporter.group(`Packaging ${countOf(selected)}`, () => mapLimit(sources, packagingLimit, async (source) => {
		const left = unselected.get(source.absolutePath);
		if (left !== void 0) return [left];
		return [await outcomeOf({
			path: source.path,
			signatures: []
		}, clients, () => prepareOne(source))].flat();
	}));
	const risen = await checkVersions(charts, {
		options,
		context,
		sources,
		histories,
		locals
	}, clients);
	const checked = await checkImages(risen, {
		options,
		sources
	}, clients);
	const needs = await dependenciesAmong(sources, locals);
	const pathsOf = (indices = []) => indices.flatMap((index) => sources[index]?.path ?? []);
	const dependsOn = new Map(sources.map(({ path }, index) => [path, pathsOf(needs[index])]));
	return {
		sources,
		attempts: checked.flat(),
		dependsOn
	};
}
async function preparing({ options, context, targets, output }, { histories, releases }, clients) {
	const { signal, reporter } = clients;
	const signer = await clients.openProvenanceSigner?.();
	if (signer) {
		reporter.info(`Signing with PGP key ${signer.fingerprint}`);
		tellWarnings(signer.warnings, reporter);
	}
	const keep = createRetention();
	return async (source) => {
		const release = releases.get(source.absolutePath);
		if (release && "isOf" in release) return [leftOut(source, release)];
		const history = histories.get(source.absolutePath);
		const { built, facts, warnings, places } = await prepare(source, targets, {
			options,
			context,
			history,
			...release && { release },
			dependencies: clients.dependencies,
			...signer && { signer },
			signal
		});
		tellWarnings(warnings, reporter);
		const at = places.filter((place) => "target" in place);
		const files = await output?.keep(at, built, signal) ?? {};
		reporter.info(packagedLine(facts));
		const keepAt = keep(built, at.length);
		return places.map((place) => {
			if (!("target" in place)) return place;
			const existing = lookUpChart(place, options.ifExists, clients.registry, signal);
			return {
				prepared: keepAt({
					...place,
					facts: {
						...place.facts,
						...files
					}
				}),
				existing,
				...history && { history }
			};
		});
	};
}
function leftOut({ path }, { tag, isOf }) {
	return {
		path,
		signatures: [],
		status: "skipped",
		reason: `the tag ${tag} is of ${isOf}`
	};
}

// src/oci/store/sealed-layout.ts
/** An index of some ten thousand manifests. */
const maxIndexBytes = 16777216;
/** No chart archive that Helm loads is larger. */
const maxBlobBytes = 104857600;
/**
* Opens an OCI image layout that came from elsewhere, to read it: plain files within plain directories, no larger than
* they may be, each checked against its digest. Throws INTEGRITY for what is not so, naming the file, when it is read.
*/
async function openSealedLayout(directory) {
	for (const folder of [
		"",
		"blobs",
		"blobs/sha256"
	]) await checkDirectory(path.join(directory, folder));
	const indexFile = path.join(directory, "index.json");
	const index = (await readSealedFile(indexFile, maxIndexBytes)).toString("utf8");
	const { entries } = parseIndex(index, indexFile, "layout");
	return {
		async resolve(repository, tag) {
			const name = storedName(repository);
			const found = entries.find((entry) => entry.repository === name && entry.tag === tag)?.descriptor;
			return found && isDigest(found.digest) ? {
				...found,
				digest: found.digest
			} : void 0;
		},
		async fetchManifest(_, digest) {
			const bytes = await readBlob(directory, digest, maxManifestBytes);
			return {
				descriptor: {
					mediaType: MediaType.imageManifest,
					digest: digestOf(bytes),
					size: bytes.length
				},
				bytes
			};
		},
		fetchBlob: (_, { digest, size }) => readBlob(directory, digest, Math.min(size, maxBlobBytes))
	};
}
async function readBlob(directory, digest, maxBytes) {
	if (!isDigest(digest)) throw unusable$1(directory, `${JSON.stringify(digest)} is no digest of a blob`);
	const file = blobPath(directory, digest);
	const bytes = await readSealedFile(file, maxBytes);
	const actual = digestOf(bytes);
	if (actual === digest) return bytes;
	throw unusable$1(file, `its content has the digest ${actual}, not ${digest}`);
}
/** Reads a plain file of at most `maxBytes`. Throws INTEGRITY where it is none. */
async function readSealedFile(file, maxBytes) {
	const stats = await lstat(file).catch((cause) => {
		throw unusable$1(file, messageOf(cause), cause);
	});
	if (stats.isSymbolicLink()) throw unusable$1(file, "it is a symbolic link");
	if (!stats.isFile()) throw unusable$1(file, "it is no plain file");
	if (stats.size > maxBytes) throw unusable$1(file, `it has ${stats.size} bytes, and may have ${maxBytes}`);
	return readFile(file);
}
async function checkDirectory(directory) {
	const stats = await lstat(directory).catch((cause) => {
		throw unusable$1(directory, messageOf(cause), cause);
	});
	if (stats.isSymbolicLink()) throw unusable$1(directory, "it is a symbolic link");
	if (!stats.isDirectory()) throw unusable$1(directory, "it is no directory");
}
function unusable$1(file, why, cause) {
	return new PublishError("INTEGRITY", `Could not use ${file}: ${why}.`, { cause });
}

// src/commands/check-planned.ts
/**
* Whether a chart in a layout is the one that a plan speaks of, and its artifact one that could have been planned: the
* digests of its parts are checked already, which says nothing of what the parts are. Throws INTEGRITY, or
* PROVENANCE_INVALID.
*/
function checkPlanned(planned, { facts, built }) {
	if (facts.name !== planned.name || facts.version !== planned.version) throw differs$1(`the archive in oci/ is ${facts.name} ${facts.version}, not ${planned.name} ${planned.version}`);
	if (facts.chartDigest !== planned.chartDigest) throw differs$1(`the archive in oci/ has the digest ${facts.chartDigest}, not ${planned.chartDigest} as plan.json says`);
	const { packaged, provenance, artifact } = built;
	if (provenance !== void 0) checkProvenance(readProvenance(provenance, `${packaged.fileName}.prov`), packaged);
	const { digest } = artifact.manifest.descriptor;
	if (madeAnew(built) === digest) return;
	throw differs$1(`the manifest ${digest} in oci/ is none that this program writes for the archive: it names other parts or other metadata`);
}
/** The digest of the manifest that the archive gets today with the same annotations. */
function madeAnew({ packaged, provenance, artifact }) {
	const { annotations = {} } = JSON.parse(Buffer.from(artifact.manifest.bytes).toString("utf8"));
	const texts = Object.entries(annotations).map(([key, value]) => [key, String(value)]);
	return buildArtifact(packaged, {
		annotations: sortedByKey(texts),
		...provenance !== void 0 && { provenance }
	}).manifest.descriptor.digest;
}
function differs$1(why) {
	return new PublishError("INTEGRITY", why);
}

// src/commands/planned-artifacthub.ts
/**
* The Artifact Hub metadata that a plan has for a chart, from a layout that checks digests; made anew of the file in
* it, which must give the same artifact. Throws INTEGRITY where it does not, CHART_INVALID for a file of no use.
*/
async function plannedArtifactHub({ target, artifactHubDigest: planned }, layout, signal) {
	if (planned === void 0) return void 0;
	const listed = await layout.resolve(target, artifactHubTag, signal);
	if (listed?.digest !== planned) throw differs(`oci/index.json has ${listed?.digest ?? "no manifest"} for ${artifactHubTag}, not ${planned} as plan.json says`);
	const manifest = await layout.fetchManifest(target, planned, signal);
	const layer = manifest && readManifest(manifest.bytes)?.layers[0];
	const file = layer && await layout.fetchBlob(target, layer, signal);
	const artifact = file && artifactHubArtifact(file);
	if (file === void 0 || artifact?.manifest.descriptor.digest !== planned) throw differs(`the manifest ${planned} in oci/ is none that this program writes for Artifact Hub`);
	checkArtifactHubFile(file, "artifacthub-repo.yml");
	return artifact;
}
function differs(why) {
	return new PublishError("INTEGRITY", why);
}

// src/commands/planned-charts.ts
/** Charts read at once: each may have 100 MiB. */
const readingLimit = 2;
/**
* The charts of a plan, ready to be published as they are. Every file of every chart is checked before anything is
* asked of the registry. Throws INTEGRITY with all that was altered.
*/
async function plannedCharts(plan, output, { registry, reporter, signal }) {
	const layout = await openSealedLayout(plan.layout).catch((cause) => {
		throw refusal(plan, faultsOf$1(cause), cause);
	});
	const keep = createRetention();
	const readOne = async (planned) => {
		const read = await readPlanned(planned, layout, signal).catch((error) => problemsOf(planned, error));
		if ("problems" in read) return read;
		const { built, ...ready } = read;
		const files = await output?.keep([ready], built, signal) ?? {};
		reporter.info(packagedLine(ready.facts));
		return { ready: keep(built, 1)({
			...ready,
			facts: {
				...ready.facts,
				...files
			}
		}) };
	};
	const readings = await reporter.group(`Checking ${countOf(plan.charts)} of ${plan.file}`, () => mapLimit(plan.charts, readingLimit, readOne));
	const problems = readings.flatMap((reading) => "problems" in reading ? reading.problems : []);
	if (problems.length > 0) throw refusal(plan, problems);
	return readings.flatMap((reading) => "ready" in reading ? {
		prepared: reading.ready,
		existing: lookUp$1(registry, reading.ready.target, signal)
	} : []);
}
async function readPlanned(planned, layout, signal) {
	const { digest, ...target } = planned.target;
	const fetch = () => fetchChart(layout, planned.target, signal, "the layout");
	const listed = await layout.resolve(target, target.tag, signal);
	if (listed?.digest !== digest) {
		const found = listed?.digest ?? "no manifest";
		throw new PublishError("INTEGRITY", `oci/index.json has ${found} for ${target.tag}, not ${digest} as plan.json says`);
	}
	const stored = await fetch();
	checkPlanned(planned, stored);
	const artifactHub = await plannedArtifactHub(planned, layout, signal);
	const { facts, built } = stored;
	return {
		target,
		facts: {
			...facts,
			path: planned.path
		},
		built,
		...artifactHub && { artifactHub },
		build: async () => (await fetch()).built,
		readContent: async () => contentOf$1((await fetch()).chart.files, readArchive),
		isKept: false,
		whenTaken: { hint: "Bump the chart's version and plan again, or set if-exists: overwrite to replace what others may have pinned." }
	};
}
/** What is wrong with one chart, its name in front. */
function problemsOf({ name, version }, error) {
	return { problems: faultsOf$1(error).map(({ message }) => ({ message: `${name} ${version}: ${message}` })) };
}
/** How to mend it is the same for all: where a plan is published nobody can mend what it is made of. */
function refusal({ file }, faults, cause) {
	return new PublishError("INTEGRITY", `Could not publish by the plan ${file}`, {
		problems: faults.map(({ message }) => ({ message })),
		hint: "The plan, or the layout beside it, was altered or is not whole: plan again, and hand on the whole output-dir.",
		cause
	});
}

// src/commands/read-plan.ts
/** A plan of some ten thousand charts. */
const maxPlanBytes = 16777216;
/**
* Reads plan.json. Throws USAGE with every fault where it is none, is of a run that failed, or of one for another
* place; INTEGRITY where it is not the one that is expected.
*/
async function readPlan(name, directory, expected) {
	const file = shownPathOf(path.resolve(directory, name));
	const bytes = await readSealedFile(file, maxPlanBytes).catch((cause) => {
		throw new PublishError("USAGE", `Could not read the plan: ${messageOf(cause)}`, {
			hint: "Set plan to the plan.json in the output-dir of a run. Did this job download it, and `oci/` beside it?",
			cause
		});
	});
	const actual = digestOf(bytes);
	if (expected.digest !== void 0 && actual !== expected.digest) throw new PublishError("INTEGRITY", `Could not use the plan ${file}: its digest is ${actual}, not ${expected.digest}.`, { hint: "It was altered since it was made, or is another run's. Plan again." });
	const problems = [];
	const listed = chartsIn(bytes.toString("utf8"), problems);
	const charts = listed.flatMap((chart, index) => {
		if (isLeftOut(chart)) return [];
		const found = readChart(chart, expected.targets);
		if (!Array.isArray(found)) return [found];
		const title = typeof chart.path === "string" ? ` (${JSON.stringify(chart.path.slice(0, 200))})` : "";
		problems.push(...found.map(({ message, ...rest }) => ({
			...rest,
			message: `chart ${index + 1}${title} ${message}`
		})));
		return [];
	});
	if (problems.length === 0 && charts.length > 0) problems.push(...missingTargets(charts, expected.targets));
	if (problems.length > 0) throw new PublishError("USAGE", `Could not use the plan ${file}`, {
		problems,
		hint: "Plan again, for the same registry and with the same version of this program."
	});
	return {
		file,
		layout: path.join(path.dirname(file), "oci"),
		charts: inOrder(charts, expected.targets),
		dependsOn: new Map(listed.map((chart) => [String(chart.path), needsIn(chart)]))
	};
}
function chartsIn(text, problems) {
	const hint = "Set plan to the plan.json that output-dir keeps; plan and publish with the same version of this program.";
	let plan;
	try {
		plan = JSON.parse(text);
	} catch (error) {
		problems.push({
			message: messageOf(error),
			hint
		});
		return [];
	}
	const { planVersion: version, charts } = objectOf(plan);
	if (version !== 1) problems.push({
		message: `planVersion must be ${1}, not ${shown$1(version)}`,
		hint
	});
	else if (Array.isArray(charts)) return charts.map(objectOf);
	else problems.push({
		message: "it has no list of charts",
		hint
	});
	return [];
}
/** The run that planned did not package it: it had not changed, is deprecated, or a tag was another chart's. */
function isLeftOut({ status, layoutDigest }) {
	return status === "skipped" && layoutDigest === null;
}
/** What was planned for fewer places than it is published to would be missing at the others, and nobody would hear of it. */
function missingTargets(charts, targets) {
	return targets.filter((target) => !charts.some((chart) => isFor(target, chart))).map((target) => ({
		message: `it has no chart for ${formatTarget(target)}`,
		hint: "Set registry to the same places in both runs."
	}));
}
/** Each chart at the places of this run in their order, whatever the order was when it was planned. */
function inOrder(charts, targets) {
	return [...Map.groupBy(charts, (chart) => chart.path).values()].flatMap((places) => targets.flatMap((target) => places.filter((chart) => isFor(target, chart))));
}
/** Plans of earlier versions say nothing of it, and what is no path is no chart's. */
function needsIn({ dependsOn }) {
	return Array.isArray(dependsOn) ? dependsOn.filter((place) => typeof place === "string") : [];
}
function isFor(target, { name, target: place }) {
	return nameOf(repositoryIn(target, name)) === nameOf(place);
}
function readChart(chart, targets) {
	const { path: place, name, version, tag, repository, status, layoutDigest, chartDigest } = chart;
	const artifactHubDigest = chart.artifactHubDigest ?? void 0;
	if (status === "failed" || status === "conflict") return [{
		message: status === "failed" ? "failed when the plan was made" : "was a conflict when the plan was made",
		hint: "Mend it as that run says, and plan again."
	}];
	if (typeof place !== "string" || place === "" || /\p{Cc}/u.test(place)) return [{ message: "has no path" }];
	if (typeof name !== "string" || nameProblem(name, targets[0].host) !== void 0 || name.includes("/")) return [{ message: "has no name of a chart" }];
	if (typeof version !== "string" || tagProblem(tagOf(version)) !== void 0) return [{ message: "has no version" }];
	const places = targets.map((target) => repositoryIn(target, name));
	const wanted = places.find((place) => repository === nameOf(place));
	const problems = [];
	if (wanted === void 0) problems.push({
		message: `is for ${shown$1(repository)}, not for ${places.map(nameOf).join(" or ")}`,
		hint: "Set registry to where it shall go, in both runs alike: a plan does not choose who gets the credentials of this one."
	});
	if (tag !== tagOf(version)) problems.push({ message: `has the tag ${shown$1(tag)}, not ${tagOf(version)}` });
	if (!isText(layoutDigest)) problems.push({ message: `has no layoutDigest, but ${shown$1(layoutDigest)}` });
	if (!isText(chartDigest)) problems.push({ message: `has no chartDigest, but ${shown$1(chartDigest)}` });
	if (artifactHubDigest !== void 0 && !isText(artifactHubDigest)) problems.push({ message: `has no artifactHubDigest, but ${shown$1(artifactHubDigest)}` });
	if (wanted === void 0 || problems.length > 0 || !isText(layoutDigest) || !isText(chartDigest)) return problems;
	return {
		path: place,
		name,
		version,
		target: {
			...wanted,
			tag: tagOf(version),
			digest: layoutDigest
		},
		chartDigest,
		...isText(artifactHubDigest) && { artifactHubDigest }
	};
}
const nameOf = ({ host, name }) => `${host}/${name}`;
const isText = (value) => typeof value === "string" && isDigest(value);
/** Untrusted content for a message. */
function shown$1(value) {
	return (JSON.stringify(value) ?? "nothing").slice(0, 200);
}
function objectOf(value) {
	return typeof value === "object" && value !== null ? value : {};
}

// src/commands/releases.ts
/** What a run that does not write would release, a line each. */
function plannedReleases(releaseTag, outcomes) {
	return outcomes.flatMap(({ status, name, version }) => {
		if (status !== "planned" && status !== "unchanged") return [];
		if (name === void 0 || version === void 0) return [];
		return [`${name} ${version}: would be released on GitHub as ${fillRelease(releaseTag, {
			name,
			version
		})}`];
	});
}
/** Two charts with one tag: the second would find the first one's release. */
function refuseSharedTags(releaseTag, charts) {
	const byTag = /* @__PURE__ */ new Map();
	for (const chart of charts) {
		const tag = fillRelease(releaseTag, chart.facts);
		byTag.set(tag, [...byTag.get(tag) ?? [], chart]);
	}
	const problems = [...byTag].filter(([, sharing]) => sharing.length > 1).map(([tag, sharing]) => ({
		message: `${sharing.map(({ facts }) => facts.path).join(" and ")} would both be released as ${tag}`,
		hint: "Write release-tag with {name}: {name}-{version}."
	}));
	if (problems.length > 0) throw new PublishError("USAGE", "Could not plan the releases.", { problems });
}

// src/commands/release-outcomes.ts
/** Throws USAGE, before anything is sent, for what would keep a chart from being released; a plan foresees what it can. */
async function checkReleases(attempts, { goal, options }, { releases }) {
	if (!options.release) return;
	const charts = firstOfEach(attempts.filter(isCandidate), ({ prepared }) => prepared.facts.path).map(({ prepared }) => prepared);
	refuseSharedTags(options.releaseTag, charts);
	if (goal === "publish") await releases?.check(charts);
}
/**
* Releases the charts that are there, each once, by what it is at the main target; a release is of a chart with its
* proofs, and so comes last. A run that does not write says what it would release.
*/
async function releaseOutcomes(outcomes, attempts, { goal, options }, { releases, reporter }) {
	const main = firstOfEach([...outcomes.entries()], ([, { path }]) => path);
	if (goal === "plan" && options.release) {
		const planned = main.map(([, outcome]) => outcome);
		plannedReleases(options.releaseTag, planned).forEach(reporter.info);
	}
	if (goal !== "publish" || releases === void 0) return outcomes;
	const charts = main.map(([index, outcome]) => {
		const attempt = attempts[index];
		if (attempt === void 0 || !isCandidate(attempt)) return { outcome };
		const { prepared, history } = attempt;
		return {
			outcome,
			prepared,
			...history && { history }
		};
	});
	const released = await reporter.group("Releasing on GitHub", () => releases.release(charts));
	const all = [...outcomes];
	for (const [place, [index, outcome]] of main.entries()) all[index] = released[place] ?? outcome;
	return all;
}
/** The first item of each name, in their order. */
function firstOfEach(items, nameOf) {
	const first = /* @__PURE__ */ new Map();
	for (const item of items) if (!first.has(nameOf(item))) first.set(nameOf(item), item);
	return [...first.values()];
}

// src/commands/skipped-notes.ts
/**
* What to say where charts are there already and were skipped, and so did not get what else was asked for: the run ends
* well, and a run that failed half-way looks completed.
*/
function skippedNotes(outcomes, { aliasTags, sign, attest, release }) {
	const wanted = [
		...aliasTags.length > 0 ? ["alias tags"] : [],
		...sign.includes("cosign") || attest ? ["signatures"] : [],
		...release ? ["releases"] : []
	];
	if (!outcomes.some(({ status, digest }) => status === "skipped" && digest !== void 0) || wanted.length === 0) return [];
	return [`What if-exists: skip has skipped gets no ${wanted.join(", ")}; with verify it does, where its content is the same`];
}

// src/commands/publish.ts
/**
* Publishes charts, packaged now or by the run that made `options.plan`. Throws PublishError for faults of the request
* itself, before anything is sent; what goes wrong with one chart is its outcome at each target, or one alone where it
* could not be packaged. The outcomes come in the order the charts were named, those of one chart in the order of the
* targets.
*/
async function publish(options, context, clients, aim = "publish") {
	const targets = findTargets(options, context);
	const directory = path.resolve(options.workingDirectory);
	const plan = options.plan === void 0 ? void 0 : await readPlan(options.plan, directory, {
		targets,
		digest: options.planDigest
	});
	const output = options.outputDir === void 0 ? void 0 : await openOutputDirectory(path.resolve(directory, options.outputDir));
	const goal = aim === "save" || mayPush(options, context) ? aim : "plan";
	const { sources, dependsOn, ...packaged } = plan === void 0 ? await packageCharts({
		options,
		context,
		targets,
		directory,
		output,
		writes: goal !== "plan"
	}, clients) : {
		attempts: await plannedCharts(plan, output, clients),
		dependsOn: plan.dependsOn,
		sources: []
	};
	refuseDuplicates(packaged.attempts);
	const linted = plan === void 0 ? await lintCharts(packaged.attempts, sources, options, clients) : packaged.attempts;
	const notes = goal === "publish" ? hostsOf(targets).flatMap((host) => hostNote(host) ?? []) : [];
	for (const note of new Set(notes)) clients.reporter.info(note);
	clients.reporter.info(`${doing[goal]} ${targets.map(formatTarget).join(", ")}`);
	if (goal === "publish") await clients.proofs?.check();
	await checkReleases(linted, {
		goal,
		options
	}, clients);
	const attempts = await diffCharts(linted, {
		options,
		context,
		goal,
		sources,
		output
	}, clients);
	const needs = needsOf(attempts.map(pathOf), dependsOn);
	const outcomes = await publishAll(attempts, options, {
		goal,
		output,
		needs
	}, clients);
	if (goal === "publish") skippedNotes(outcomes, options).forEach(clients.reporter.info);
	const report = { outcomes: await releaseOutcomes(outcomes, attempts, {
		goal,
		options
	}, clients) };
	return {
		report,
		...output && { planFile: await output.writePlan(report, dependsOn) }
	};
}
const doing = {
	publish: "Publishing to",
	plan: "Planning for",
	save: "Saving in the local cache for"
};

// src/commands/tool-configs.ts
/** chart-testing and chart-releaser; what has no counterpart here is left to them. */
const tools = [{
	name: "ct",
	read: readChartTesting
}, {
	name: "cr",
	read: readChartReleaser
}];
/**
* The options with what ct.yaml (chart-testing) and cr.yaml (chart-releaser) in the working directory say, where the
* user names no charts; what the user says of any option counts more. Throws USAGE for a file that is no YAML.
*/
async function withToolConfigs(command, { raw, isNamed }, reporter) {
	const given = new Map([...raw].filter(([, { text }]) => text.trim() !== ""));
	if (!optionsOf(command).some(({ name }) => name === "changes") || isNamed || given.has("charts") || given.has("plan")) return raw;
	const directory = given.get("working-directory")?.text.trim() ?? ".";
	const found = /* @__PURE__ */ new Map();
	for (const { name, read } of tools) {
		const config = await readConfig(name, directory);
		if (config === void 0) continue;
		const { source } = config;
		const options = [...await read(config, directory)].filter(([option]) => !given.has(option));
		for (const [option, text] of options) found.set(option, {
			text,
			source: source.file
		});
		if (options.length > 0) reporter.info(`${options.map(([option]) => option).join(", ")} from ${source.file}`);
	}
	return new Map([...found, ...given]);
}
/** Where the tools look in a repository, and where many workflows keep the files instead. */
async function readConfig(name, directory) {
	for (const folder of [
		"",
		`.${name}/`,
		".github/"
	]) for (const extension of ["yaml", "yml"]) {
		const file = path.join(directory, `${folder}${name}.${extension}`);
		const bytes = await readFile(file).catch(() => void 0);
		if (bytes !== void 0) return parseConfig(bytes, file);
	}
}
function parseConfig(bytes, file) {
	const problems = [];
	const source = collect$2(problems, () => sourceOf(bytes, file));
	const node = source && collect$2(problems, () => parseYaml(source));
	if (source === void 0 || node === void 0) throw unusable(file, problems);
	if (node.kind === "mapping") return {
		source,
		entries: node.entries
	};
	if (node.kind === "scalar" && node.value === null) return {
		source,
		entries: /* @__PURE__ */ new Map()
	};
	throw unusable(file, [problemAt({
		source,
		at: node.at
	}, "the file holds no settings", "write them as `key: value`")]);
}
/** chart-testing v3 `pkg/config/config.go`: `charts` counts more than `chart-dirs`, whose charts lie right in them. */
async function readChartTesting(config, directory) {
	const charts = listAt(config, "charts");
	const patterns = (charts.length > 0 ? [] : listAt(config, "chart-dirs")).map(async (folder) => {
		const plain = folder.replace(/(?<=.)\/+$/, "");
		return await stat(path.join(directory, plain, "Chart.yaml")).catch(() => void 0) === void 0 ? `${plain}/*` : plain;
	});
	return new Map([
		...optional("charts", [...charts, ...await Promise.all(patterns)]),
		...optional("exclude", listAt(config, "excluded-charts")),
		...optional("deprecated", flagAt(config, "exclude-deprecated") ? ["skip"] : []),
		...optional("check-version", flagAt(config, "check-version-increment") === false ? ["off"] : [])
	]);
}
/** chart-releaser v1 `pkg/config/config.go`. */
async function readChartReleaser(config) {
	return new Map(optional("if-exists", flagAt(config, "skip-existing") ? ["skip"] : []));
}
function optional(option, lines) {
	return lines.length === 0 ? [] : [[option, lines.join("\n")]];
}
/** A list of texts, or one text with commas between them. */
function listAt({ source, entries }, key) {
	const node = entries.get(key)?.value;
	if (node === void 0 || node.kind === "scalar" && node.value === null) return [];
	return (node.kind === "sequence" ? node.items : [node]).flatMap((item) => {
		if (item.kind === "scalar" && typeof item.value === "string") return item.value.split(",").flatMap((text) => text.trim() || []);
		const hint = "write one text a line, behind a dash";
		const message = `${key} is no list of texts`;
		throw unusable(source.file, [problemAt({
			source,
			at: item.at
		}, message, hint)]);
	});
}
function flagAt({ entries }, key) {
	const node = entries.get(key)?.value;
	return node?.kind === "scalar" && typeof node.value === "boolean" ? node.value : void 0;
}
/** It is no chart that is invalid, but what the user asks for. */
function unusable(file, problems) {
	return new PublishError("USAGE", `Could not read ${file}.`, { problems });
}

// src/options/absent-secrets.ts
/**
* Pull requests from forks see no secrets: what a step says beside one (`username`, `sign: pgp`) is left out where a
* pull request is planned, so that one step serves both. Whoever publishes is told of the missing secret instead.
*/
function leaveOutAbsentSecrets(command, raw, { isProposal }) {
	const text = (name) => raw.get(name)?.text.trim() ?? "";
	const isPlan = command === "plan" || command === "publish" && text("push") !== "true";
	if (!isProposal || !isPlan) return {
		raw,
		notes: []
	};
	const rest = new Map(raw);
	const notes = [];
	const drop = (names, secret) => {
		const given = names.filter((name) => text(name) !== "");
		if (given.length > 0) notes.push(`Without ${secret}, as in pull requests from forks, ${given[0]} is left out`);
		for (const name of given) rest.delete(name);
	};
	const set = (name, value) => {
		const option = raw.get(name);
		if (option !== void 0 && option.text !== value) rest.set(name, {
			...option,
			text: value
		});
	};
	if (text("password") === "") drop(["username"], "password");
	if (text("registry-auth") !== "") set("registry-auth", withoutEmptyPasswords(text("registry-auth")));
	if (text("pgp-key") === "") {
		drop(["pgp-key-id", "pgp-passphrase"], "pgp-key");
		const kinds = splitList(text("sign"));
		if (kinds.includes("pgp")) {
			notes.push("Without pgp-key no chart is signed by PGP: published as planned here, each would have another digest");
			set("sign", kinds.filter((kind) => kind !== "pgp").join(","));
		}
	}
	if (text("cosign-key") === "") drop(["cosign-password"], "cosign-key");
	rest.delete("tag");
	return {
		raw: rest,
		notes
	};
}

// src/dependency/cache-record.ts
/** What the record of a dependency is called: by the digest of what is asked for. */
function recordName({ repository, name, version }) {
	return `${digestOf(JSON.stringify([
		repository,
		name,
		version
	])).slice(7)}.json`;
}
/** The record: which archive it is. */
function formatRecord({ name, repository, version }, digest) {
	return JSON.stringify({
		name,
		repository,
		version,
		digest
	});
}
/** The digest in a record; `undefined` where it is no record of what is asked for. */
function digestIn(text, asked) {
	let record;
	try {
		record = JSON.parse(text);
	} catch {
		return;
	}
	const found = Object(record);
	const isAsked = [
		"name",
		"repository",
		"version"
	].every((key) => found[key] === asked[key]);
	const digest = found["digest"];
	return isAsked && typeof digest === "string" && isDigest(digest) ? digest : void 0;
}

// src/dependency/download-cache.ts
/** Helm reads no chart of more, unpacked; packed it is not larger by much. */
const maxFileBytes = 105906176;
/**
* Keeps archives in `directory`, which several processes may share. An archive is called by its own digest; beside it
* lies a record for each dependency that says which archive it is. A file that is not what its name or its record says
* is reported, dropped, and never used. A folder that cannot be read or written is as good as an empty one.
*/
function createDownloadCache(directory, reporter) {
	const folder = {
		directory,
		reporter,
		used: /* @__PURE__ */ new Set(),
		written: /* @__PURE__ */ new Set()
	};
	const attempt = async (doing, run) => {
		try {
			return await run();
		} catch (error) {
			reporter.debug(`Could not ${doing} the cache of dependencies in ${directory}: ${messageOf(error)}`);
			return;
		}
	};
	return {
		used: folder.used,
		written: folder.written,
		read: (asked) => attempt("read", () => readFrom(folder, asked)),
		write: (asked, archive) => attempt("write", () => writeTo(folder, asked, archive))
	};
}
async function readFrom(folder, asked) {
	const { directory, reporter, used } = folder;
	const record = recordName(asked);
	const text = await contentOf(path.join(directory, record));
	if (text === void 0) return void 0;
	const digest = digestIn(text.toString(), asked);
	if (digest === void 0) return drop(folder, [record], "it is no record of that dependency", asked);
	const file = fileName(digest);
	const bytes = await contentOf(path.join(directory, file));
	if (bytes === void 0) return void 0;
	const archive = checked(bytes, digest, asked);
	if (typeof archive === "string") return drop(folder, [file, record], archive, asked);
	used.add(record).add(file);
	reporter.debug(`${shown(asked)}: from the cache of dependencies, ${digest}`);
	return archive;
}
async function writeTo(folder, asked, archive) {
	if (archive.fileName !== archiveName(asked)) return;
	const digest = digestOf(archive.bytes);
	const files = [[fileName(digest), archive.bytes], [recordName(asked), formatRecord(asked, digest)]];
	for (const [name, bytes] of files) {
		await replace(path.join(folder.directory, name), bytes);
		folder.written.add(name);
		folder.used.add(name);
	}
}
/** Removes the files, the first of which is at fault. */
async function drop({ directory, reporter }, names, why, asked) {
	const files = names.map((name) => path.join(directory, name));
	reporter.warn(`Dropped ${files[0]} from the cache of dependencies: ${withoutStop(why)}. ${shown(asked)} is fetched again.`);
	for (const file of files) await rm(file, { force: true });
}
const fileName = (digest) => `${digest.slice(7)}.tgz`;
const shown = ({ name, version, repository }) => `${name} ${version} of ${repository}`;
/** The archive, or why it is not the one that was kept. */
function checked(bytes, digest, asked) {
	const found = digestOf(bytes);
	if (found !== digest) return `it has the digest ${found}`;
	try {
		const archive = dependencyArchive(bytes, "the archive", asked.name);
		return archive.fileName === archiveName(asked) ? archive : `it holds ${JSON.stringify(archive.fileName)}`;
	} catch (error) {
		if (error instanceof PublishError) return error.message;
		throw error;
	}
}
/** `undefined` where there is no such file. Throws where it cannot be read, has no end, or is too large to be one of ours. */
async function contentOf(file) {
	try {
		const stats = await stat(file);
		const { size } = stats;
		if (!stats.isFile()) throw new Error(`${file} is no file`);
		if (size > maxFileBytes) throw new Error(`${file} has ${size} bytes`);
		return await readFile(file);
	} catch (error) {
		if (codeOf(error) === "ENOENT") return void 0;
		throw error;
	}
}
/** Nobody sees half a file, and a link is replaced, not followed. */
async function replace(file, bytes) {
	await mkdir(path.dirname(file), {
		recursive: true,
		mode: 448
	});
	const partial = `${file}.${randomUUID()}`;
	try {
		await writeFile(partial, bytes, {
			mode: 384,
			flag: "wx"
		});
		await rename(partial, file);
	} catch (error) {
		await rm(partial, { force: true });
		throw error;
	}
}

export { contentOf$1 as _, findCharts as a, createStoreRegistry as c, maxManifestBytes as d, openLayout as f, publishChart as g, lookUp$1 as h, publish as i, storedName as l, sortEntries as m, leaveOutAbsentSecrets as n, chartJson as o, compareTags as p, withToolConfigs as r, reportJson as s, createDownloadCache as t, Repositories as u };