
import { a as isStrictVersion, o as isVersion, s as archiveName, t as readChartManifest } from "./shared12.js";
import { r as messageOf, t as PublishError } from "./shared4.js";
import { t as shellWord } from "./shared13.js";
import { A as text$1, B as fileIn, C as defaultIgnoreRules, D as flag$1, E as anything, F as problemAt, I as sourceOf, L as collect, N as parseYaml, O as list, P as parseYamlDocuments, R as invalidChart, S as walkDirectory, T as parseIgnore, W as formatReference, b as maxFileBytes, j as textMap, k as record, v as codeOf, x as unreadable$1, y as isWithin, z as compareBytewise } from "./shared3.js";
import { o as mapLimit } from "./shared5.js";
import path, { posix } from "node:path";
import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { isUtf8 } from "node:buffer";
import { setImmediate } from "node:timers/promises";
import { readFileSync, realpathSync, statSync } from "node:fs";

// src/archive/gunzip.ts
/** What else may be called `.tgz`, by its first bytes. */
const otherFormats = [
	["a zstd file", [
		40,
		181,
		47,
		253
	]],
	["a bzip2 file", [
		66,
		90,
		104
	]],
	["an xz file", [
		253,
		55,
		122,
		88,
		90,
		0
	]],
	["a ZIP file", [
		80,
		75,
		3,
		4
	]],
	["a web page", [60]],
	["JSON", [123]]
];
/**
* Inflates a gzip file of one or more members, at most `maxBytes` of it: what would give more is given up as soon as
* it has. Throws ARCHIVE_INVALID, naming `source`, for anything that is not whole and sound gzip.
*/
function gunzip(bytes, source, maxBytes) {
	if (bytes[0] !== 31 || bytes[1] !== 139) throw new PublishError("ARCHIVE_INVALID", `Could not read ${source}: it is ${formatOf(bytes)}.`, { hint: "A chart archive is a gzip-compressed tar file, as `helm package` makes it." });
	try {
		return gunzipSync(bytes, {
			maxOutputLength: maxBytes,
			chunkSize: expectedSize(bytes, maxBytes)
		});
	} catch (error) {
		if (error instanceof RangeError) throw new PublishError("ARCHIVE_INVALID", `Could not read ${source}: it unpacks to more than ${maxBytes / 1024 / 1024} MiB.`, {
			cause: error,
			hint: "Helm reads no chart of 100 MiB or more. Leave large files out of the chart."
		});
		throw new PublishError("ARCHIVE_INVALID", `Could not read ${source}: the gzip data is damaged (${messageOf(error)}).`, {
			cause: error,
			hint: "The file is incomplete or was changed: make or download it again."
		});
	}
}
/**
* The size that the last member's trailer promises (RFC 1952 § 2.3.1, ISIZE). Inflating into one chunk of that size
* spares joining many, and so half the memory; a lie costs nothing, for more chunks follow and unused pages stay free.
*/
function expectedSize(bytes, maxBytes) {
	const trailer = bytes.subarray(-4);
	const size = trailer.length < 4 ? 0 : new DataView(trailer.buffer, trailer.byteOffset).getUint32(0, true);
	return Math.max(65536, Math.min(size, maxBytes) + 1);
}
function formatOf(bytes) {
	if (bytes.length === 0) return "empty";
	const known = otherFormats.find(([, magic]) => magic.every((byte, index) => bytes[index] === byte));
	if (known !== void 0) return `not gzip but ${known[0]}`;
	return Buffer.from(bytes.subarray(257, 262)).toString("latin1") === "ustar" ? "a tar file that is not compressed" : "not gzip";
}

// src/archive/untar.ts
const blockSize = 512;
/** Links, devices, directories and pipes have no content, whatever their size field says. */
const withoutContent = "123456";
/**
* The files of a tar archive (ustar, PAX or GNU) in their order, as Go's archive/tar and Helm see them: directories and
* global headers are passed over. Throws ARCHIVE_INVALID, without the archive's name, where the tar is damaged.
*/
function* readTar(archive) {
	const buffer = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
	let longName;
	let records = /* @__PURE__ */ new Map();
	for (let offset = 0; offset < buffer.length;) {
		const header = buffer.subarray(offset, offset + blockSize);
		if (isZero(header)) {
			if (isZero(buffer.subarray(offset + blockSize, offset + 2 * blockSize))) return;
			throw damaged(`an entry follows the end mark at byte ${offset}`);
		}
		checkHeader(header, offset);
		const type = String.fromCharCode(header[156] ?? 0);
		const size = sizeOf$1(type, header, records, offset);
		const start = offset + blockSize;
		const content = buffer.subarray(start, start + size);
		if (content.length < size) throw damaged(`the archive ends within the entry at byte ${offset}`);
		offset = start + Math.ceil(size / blockSize) * blockSize;
		if (type === "x") records = paxRecords(content);
		else if (type === "g") paxRecords(content);
		else if (type === "L") longName = untilNul(content);
		else if (type !== "K") {
			const name = longName ?? records.get("path") ?? headerName(header);
			if (isSparse(type, records)) throw damaged(`the entry at byte ${start - blockSize} is a sparse file`);
			if (type !== "5" && !(type === "\0" && name.endsWith("/"))) yield {
				name,
				bytes: content
			};
			longName = void 0;
			records = /* @__PURE__ */ new Map();
		}
	}
}
const isZero = (block) => block.every((byte) => byte === 0);
function checkHeader(header, offset) {
	if (header.length < blockSize) throw damaged(`the archive ends within the header at byte ${offset}`);
	let sum = 0;
	for (let index = 0; index < blockSize; index++) sum += index >= 148 && index < 156 ? 32 : header[index] ?? 0;
	if (sum !== octal(header.subarray(148, 156))) throw damaged(`at byte ${offset} there is no tar header: its checksum is wrong`);
}
function sizeOf$1(type, header, records, offset) {
	if (withoutContent.includes(type)) return 0;
	const written = "xgLK".includes(type) ? void 0 : records.get("size");
	const size = written === void 0 ? numeric(header.subarray(124, 136)) : decimal(written);
	if (!Number.isSafeInteger(size)) throw damaged(`the entry at byte ${offset} has no valid size`);
	return size;
}
/** Octal digits, or a big-endian number when the highest bit is set (GNU tar's extension for huge files). */
function numeric(field) {
	if (((field[0] ?? 0) & 128) === 0) return octal(field);
	return field.subarray(1).reduce((value, byte) => value * 256 + byte, (field[0] ?? 0) & 127);
}
function octal(field) {
	const [text = ""] = field.toString("latin1").replace(/^[ \0]+|[ \0]+$/g, "").split("\0");
	if (text === "") return 0;
	return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : NaN;
}
const decimal = (text) => /^[0-9]+$/.test(text) ? Number(text) : NaN;
function headerName(header) {
	const name = untilNul(header.subarray(0, 100));
	const prefix = header.toString("latin1", 257, 263) === "ustar\0" ? untilNul(header.subarray(345, 500)) : "";
	return prefix === "" ? name : `${prefix}/${name}`;
}
/** The `<length> <key>=<value>\n` records of a PAX header; the last of a key wins. */
function paxRecords(content) {
	const records = /* @__PURE__ */ new Map();
	for (let offset = 0; offset < content.length;) {
		const space = content.indexOf(" ", offset);
		const length = space < 0 ? NaN : decimal(content.toString("latin1", offset, space));
		const record = content.subarray(space + 1, offset + length);
		const equals = record.indexOf("=");
		const [key, value] = [textOf(record.subarray(0, equals)), textOf(record.subarray(equals + 1, -1))];
		const isWhole = offset + length <= content.length && equals > 0 && record.at(-1) === 10;
		const hasNul = key.includes("\0") || key === "path" && value.includes("\0");
		if (!isWhole || hasNul) throw damaged("a PAX header is malformed");
		records.set(key, value);
		offset += length;
	}
	return records;
}
const isSparse = (type, records) => type === "S" || [...records.keys()].some((key) => key.startsWith("GNU.sparse."));
function untilNul(field) {
	const end = field.indexOf(0);
	return textOf(end < 0 ? field : field.subarray(0, end));
}
/** UTF-8; names in an older encoding are read as Latin-1, so that two of them do not become one. */
function textOf(bytes) {
	return bytes.toString(isUtf8(bytes) ? "utf8" : "latin1");
}
const damaged = (why) => new PublishError("ARCHIVE_INVALID", why);

// src/archive/unpack.ts
const mebibyte = 1048576;
/** Helm reads no more of a chart (Helm v4.1.4 pkg/chart/loader/archive/archive.go, MaxDecompressedChartSize). */
const maxChartSize = 100 * mebibyte;
/** The same, of one file (MaxDecompressedFileSize). */
const maxFileSize = 5 * mebibyte;
/** Far more than any chart holds; the largest tar we read could name a quarter of a million empty files. */
const maxFiles = 2e4;
/** In bytes: content, and for each file a header of 512 and up to 511 of padding; the rest is for long names. */
const maxTarSize = 128 * mebibyte;
/** Of all archives within one chart: a few archives, each within its own limits, can hold many, and so on. */
const maxNestedSize = 1024 * mebibyte;
/** So many faults are told of one archive; the rest is counted. */
const maxProblems = 20;
/**
* The files of a chart archive in its order, the top directory and byte order marks stripped, as Helm's loader would
* have them. Throws ARCHIVE_INVALID with every fault found: paths that climb out or occur twice, too much of anything,
* no `Chart.yaml`, damage.
*/
function readArchive(bytes, source) {
	const files = /* @__PURE__ */ new Map();
	const problems = [];
	const names = [];
	const tar = gunzip(bytes, source, maxTarSize);
	try {
		for (const file of readTar(tar)) {
			names.push(file.name);
			if (names.length > maxFiles) {
				problems.push({
					message: `it has more than ${maxFiles} files`,
					hint: "Leave generated files out of the chart."
				});
				break;
			}
			addFile(file, files, problems);
		}
		problems.push(...faultsOfWhole(files, names));
	} catch (error) {
		if (!(error instanceof PublishError)) throw error;
		problems.push({
			message: error.message,
			hint: "Make the archive again with `helm package`."
		});
	}
	if (problems.length > 0) throw unreadable(source, problems);
	return [...files].map(([path, content]) => ({
		path,
		bytes: content
	}));
}
/**
* A reader for the archives within one chart, and those within them: gives up, with ARCHIVE_INVALID, when all together
* unpack to more than 1 GiB.
*/
function nestedReader(read) {
	let left = maxNestedSize;
	return (bytes, source) => {
		const files = left > 0 ? read(bytes, source) : [];
		left -= sizeOf(files.map((file) => file.bytes));
		if (left > 0) return files;
		throw unreadable(source, [{
			message: `the archives in this chart unpack to more than ${maxNestedSize / mebibyte} MiB`,
			hint: "Vendor fewer archives within archives."
		}]);
	};
}
function addFile({ name, bytes }, files, problems) {
	const path = pathInChart(name);
	const fault = pathFault(path, name);
	if (fault !== void 0) problems.push(fault);
	if (bytes.length > maxFileSize) {
		const size = (bytes.length / mebibyte).toFixed(1);
		problems.push({
			message: `${quoted(name)} has ${size} MiB; Helm reads no file of more than 5 MiB`,
			hint: "Leave the file out of the chart."
		});
	}
	if (files.has(path)) problems.push({
		message: `${quoted(name)} is there twice, and Helm would take either`,
		hint: "Helm does so when it packages two versions of one dependency: let this tool package the directory."
	});
	files.set(path, withoutMark(bytes));
}
/** The rules of Helm v4.1.4 pkg/chart/loader/archive/archive.go: `\` is a delimiter too, the first part is dropped. */
function pathInChart(name) {
	const delimiter = name.includes("\\") ? "\\" : "/";
	const path = name.split(delimiter).slice(1).join("/");
	return posix.normalize(path).replace(/(?<=.)\/$/, "");
}
function pathFault(path, name) {
	const entry = quoted(name);
	if (path === "." || /^Chart\.yaml[\\/]/.test(name)) return {
		message: `${entry} does not stand in a directory`,
		hint: "Put all files below one directory with the chart's name."
	};
	const hint = "Make the archive again with `helm package`; do not unpack this one.";
	if (path.startsWith("/")) return {
		message: `${entry} is an absolute path`,
		hint
	};
	if (path.startsWith("..")) return {
		message: `${entry} leads out of the chart`,
		hint
	};
	if (/^[a-zA-Z]:\//.test(path)) return {
		message: `${entry} names a drive`,
		hint
	};
}
function faultsOfWhole(files, names) {
	const problems = [];
	const size = sizeOf([...files.values()]);
	if (size >= maxChartSize) problems.push({
		message: `its files have ${(size / mebibyte).toFixed(1)} MiB; Helm reads no chart of 100 MiB or more`,
		hint: "Leave large files out of the chart."
	});
	if (!files.has("Chart.yaml")) problems.push(noChartYaml(names));
	return problems;
}
const sizeOf = (contents) => contents.reduce((total, bytes) => total + bytes.length, 0);
function noChartYaml(names) {
	const nested = names.find((name) => /^\.\/[^/]+\/Chart\.yaml$/.test(name));
	if (nested !== void 0) {
		const directory = nested.split("/")[1];
		return {
			message: `it has no <name>/Chart.yaml but ${quoted(nested)}, where Helm does not look`,
			hint: `Name the directory without "./" when you make it: \`tar -czf FILE ${directory}\``
		};
	}
	return {
		message: names.length === 0 ? "it is empty" : "it has no <name>/Chart.yaml, so it is no chart",
		hint: "A chart archive is what `helm package` makes of a directory with a Chart.yaml."
	};
}
/** Names are the archive's maker's: shown with control characters escaped, and cut. */
const quoted = (name) => JSON.stringify(name.length > 200 ? `${name.slice(0, 200)}…` : name);
function withoutMark(bytes) {
	return bytes[0] === 239 && bytes[1] === 187 && bytes[2] === 191 ? bytes.subarray(3) : bytes;
}
function unreadable(source, problems) {
	const told = problems.slice(0, maxProblems);
	const rest = problems.length - told.length;
	const more = rest > 0 ? [{ message: `and ${rest} more faults` }] : [];
	return new PublishError("ARCHIVE_INVALID", `Could not read ${source}`, { problems: [...told, ...more] });
}

// src/chart/raw-metadata.ts
/** A dependency of Chart.yaml, requirements.yaml or a lock file, Helm v4.1.4 `pkg/chart/v2/dependency.go`. */
const decodeDependency = record({
	name: text$1,
	version: text$1,
	repository: text$1,
	condition: text$1,
	tags: list(text$1),
	enabled: flag$1,
	"import-values": list(anything),
	alias: text$1
});
/** The fields of Helm v4.1.4 `pkg/chart/v2/metadata.go`; requirements.yaml is decoded by the same. */
const decodeMetadata = record({
	name: text$1,
	home: text$1,
	sources: list(text$1),
	version: text$1,
	description: text$1,
	keywords: list(text$1),
	maintainers: list(record({
		name: text$1,
		email: text$1,
		url: text$1
	})),
	icon: text$1,
	apiVersion: text$1,
	condition: text$1,
	tags: text$1,
	appVersion: text$1,
	deprecated: flag$1,
	annotations: textMap,
	kubeVersion: text$1,
	dependencies: list(decodeDependency),
	type: text$1
});

// src/chart/sanitise.ts
/** One line of printable text, as Helm v4.1.4 `sanitizeString` leaves it: any space is a space, the rest must print. */
function sanitise(text) {
	return text.replace(/\p{White_Space}/gu, " ").replace(/[^ \p{L}\p{M}\p{N}\p{P}\p{S}]/gu, "");
}
/** The metadata Helm keeps: texts sanitised, empty fields left out. Null entries of lists are dropped. */
function toMetadata(raw) {
	return {
		name: sanitise(raw.name ?? ""),
		version: raw.version ?? "",
		apiVersion: raw.apiVersion || "v1",
		...present({
			home: line(raw.home),
			sources: lines(raw.sources),
			description: line(raw.description),
			keywords: lines(raw.keywords),
			maintainers: entries(raw.maintainers)?.map(({ name, email, url }) => present({
				name: line(name),
				email: line(email),
				url: line(url)
			})),
			icon: line(raw.icon),
			condition: line(raw.condition),
			tags: line(raw.tags),
			appVersion: line(raw.appVersion),
			deprecated: raw.deprecated === true ? true : void 0,
			annotations: raw.annotations,
			kubeVersion: line(raw.kubeVersion),
			dependencies: toDependencies(raw.dependencies),
			type: raw.type
		})
	};
}
/** Dependencies as Helm keeps them; Chart.yaml, requirements.yaml and lock files share the shape. */
function toDependencies(raw) {
	return entries(raw)?.map(toDependency);
}
function toDependency(raw) {
	return {
		name: sanitise(raw.name ?? ""),
		repository: sanitise(raw.repository ?? ""),
		...present({
			version: line(raw.version),
			condition: line(raw.condition),
			tags: lines(raw.tags),
			enabled: raw.enabled === true ? true : void 0,
			importValues: raw["import-values"],
			alias: raw.alias
		})
	};
}
/** Drops what Go's `omitempty` drops. */
function present(fields) {
	const kept = Object.entries(fields).filter(([, value]) => {
		if (value === void 0 || value === "") return false;
		return Array.isArray(value) ? value.length > 0 : !(value instanceof Map && value.size === 0);
	});
	return Object.fromEntries(kept);
}
function line(text) {
	return text === void 0 ? void 0 : sanitise(text);
}
function lines(texts) {
	return texts?.map((text) => sanitise(text ?? ""));
}
function entries(items) {
	return items?.filter((item) => item !== void 0);
}

// src/chart/lock.ts
const decodeLock = record({
	generated: text$1,
	digest: text$1,
	dependencies: list(decodeDependency)
});
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([.,]\d+)?(Z|[+-]\d\d:\d\d)$/;
/** Reads a lock file. Throws CHART_INVALID with all that Helm would refuse in it. */
function parseLock(bytes, file) {
	const source = sourceOf(bytes, file);
	const findings = {
		problems: [],
		places: /* @__PURE__ */ new Map(),
		mistyped: /* @__PURE__ */ new Set(),
		unknown: /* @__PURE__ */ new Map()
	};
	const cursor = {
		source,
		path: "",
		findings
	};
	const raw = decodeLock(parseYaml(source), cursor, void 0) ?? {};
	const problems = [...findings.problems, ...timeProblems(raw.generated, findings)];
	if (problems.length > 0) throw invalidChart(`Could not read ${file}`, problems);
	return {
		...raw.generated === void 0 ? {} : { generated: raw.generated },
		...raw.digest ? { digest: raw.digest } : {},
		dependencies: toDependencies(raw.dependencies) ?? []
	};
}
function timeProblems(generated, findings) {
	const place = findings.places.get("generated");
	if (generated === void 0 || place === void 0 || rfc3339.test(generated)) return [];
	const message = `generated ${JSON.stringify(generated)} is no time in the form of RFC 3339`;
	return [problemAt(place, message, "run `helm dependency update` to write the lock anew")];
}

// src/chart/read-metadata.ts
/** Chart.yaml as Helm types it. Throws CHART_INVALID when it is no YAML or a field has the wrong type. */
function parseMetadata(bytes, file) {
	const findings = noFindings();
	const raw = decode(bytes, file, findings, void 0);
	if (findings.problems.length > 0) throw invalidChart(`Could not read ${file}`, findings.problems);
	return toMetadata(raw);
}
/**
* The metadata of a chart, or `undefined` where it has no Chart.yaml. Throws CHART_INVALID for what is no YAML;
* wrong types are among the findings. requirements.yaml is laid over Chart.yaml, also for v2 charts, as Helm does.
*/
function readMetadata(files, source) {
	const bytesOf = (name) => files.find(({ path }) => path === name)?.bytes;
	const chartYaml = bytesOf("Chart.yaml");
	if (chartYaml === void 0) return void 0;
	const file = fileIn(source, "Chart.yaml");
	const findings = noFindings();
	const own = decode(chartYaml, file, findings, void 0);
	const requirements = bytesOf("requirements.yaml");
	if (requirements === void 0) return {
		file,
		raw: own,
		metadata: publishedMetadata(own, {}),
		findings
	};
	const requirementsFile = fileIn(source, "requirements.yaml");
	const merged = decode(requirements, requirementsFile, {
		...findings,
		unknown: /* @__PURE__ */ new Map()
	}, own);
	return {
		file,
		raw: merged,
		metadata: publishedMetadata(merged, decode(requirements, requirementsFile, noFindings(), void 0)),
		findings
	};
}
function noFindings() {
	return {
		problems: [],
		places: /* @__PURE__ */ new Map(),
		mistyped: /* @__PURE__ */ new Set(),
		unknown: /* @__PURE__ */ new Map()
	};
}
function decode(bytes, file, findings, prior) {
	const source = sourceOf(bytes, file);
	return decodeMetadata(parseYaml(source), {
		source,
		path: "",
		findings
	}, prior) ?? prior ?? {};
}
/**
* What Helm puts into the config: of a v1 chart it packages no dependencies but those of requirements.yaml
* (Helm v4.1.4 `pkg/chart/v2/util/save.go`).
*/
function publishedMetadata(merged, requirements) {
	const metadata = toMetadata(merged);
	if (metadata.apiVersion !== "v1") return metadata;
	const { dependencies: _, ...rest } = metadata;
	const own = toDependencies(requirements.dependencies) ?? [];
	return own.length === 0 ? rest : {
		...rest,
		dependencies: own
	};
}

// src/chart/validate.ts
/** Every rule of Helm v4.1.4 `Metadata.Validate` that the metadata breaks; a chart inside another must keep them too. */
function metadataProblems(draft) {
	if (draft.findings.mistyped.has("")) return [];
	return [
		...nameProblems$1(draft),
		...versionProblems(draft),
		...typeProblems(draft),
		...nullEntries(draft, "maintainers"),
		...nullEntries(draft, "dependencies"),
		...aliasProblems(draft),
		...repeatedDependencies(draft)
	];
}
/** A problem with a field: where its value stands, or in the file at large where the field is missing. */
function problemWith(draft, path, message, hint) {
	const place = draft.findings.places.get(path);
	return place === void 0 ? {
		message,
		location: { file: draft.file },
		hint
	} : problemAt(place, message, hint);
}
function nameProblems$1(draft) {
	const { name } = draft.metadata;
	if (draft.findings.mistyped.has("name")) return [];
	if (name === "") return [problemWith(draft, "name", "name is required", "add `name: my-chart` to Chart.yaml")];
	if (name !== "." && name !== ".." && !name.includes("/")) return [];
	return [problemWith(draft, "name", `name ${JSON.stringify(name)} is invalid`, "use lower-case letters, digits and dashes")];
}
function versionProblems(draft) {
	const { version } = draft.metadata;
	if (draft.findings.mistyped.has("version")) return [];
	const hint = "write a semantic version in quotes, as in `version: \"1.2.3\"`";
	if (version === "") return [problemWith(draft, "version", "version is required", hint)];
	if (isVersion(version)) return [];
	return [problemWith(draft, "version", `version ${JSON.stringify(version)} is invalid`, hint)];
}
function typeProblems(draft) {
	const type = draft.raw.type ?? "";
	if ([
		"",
		"application",
		"library"
	].includes(type)) return [];
	return [problemWith(draft, "type", `type must be application or library, not ${JSON.stringify(type)}`, "write `type: application` or `type: library`")];
}
function nullEntries(draft, field) {
	return (draft.raw[field] ?? []).flatMap((entry, index) => {
		const path = `${field}[${index}]`;
		if (entry !== void 0 || draft.findings.mistyped.has(path)) return [];
		return [problemWith(draft, path, `${field} must not contain empty or null nodes`, "remove the empty entry")];
	});
}
function aliasProblems(draft) {
	return (draft.raw.dependencies ?? []).flatMap((dependency, index) => {
		const alias = dependency?.alias ?? "";
		if (/^[a-zA-Z0-9_-]*$/.test(alias)) return [];
		const message = `dependency ${quotedName(dependency?.name)} has disallowed characters in the alias`;
		return [problemWith(draft, `dependencies[${index}].alias`, message, "an alias may hold letters, digits, dashes and underscores")];
	});
}
function repeatedDependencies(draft) {
	const seen = /* @__PURE__ */ new Set();
	return (draft.raw.dependencies ?? []).flatMap((dependency, index) => {
		if (dependency === void 0) return [];
		const key = dependency.alias || sanitise(dependency.name ?? "");
		if (!seen.has(key)) {
			seen.add(key);
			return [];
		}
		const message = `more than one dependency with name or alias ${JSON.stringify(key)}`;
		const hint = dependency.alias ? "give one of them another `alias`" : "give one of them an `alias`";
		return [problemWith(draft, `dependencies[${index}]`, message, hint)];
	});
}
function quotedName(name) {
	return JSON.stringify(sanitise(name ?? ""));
}

// src/chart/artifacthub-rules.ts
const changeKinds = [
	"added",
	"changed",
	"deprecated",
	"removed",
	"fixed",
	"security"
];
const text = (node, tell) => {
	if (node.kind !== "scalar") tell(node.at, "this must be text", "write one value; in quotes, if it has a colon");
};
const flag = (node, tell) => {
	if (node.kind === "scalar" && typeof node.value === "boolean") return;
	tell(node.at, "this must be true or false", "write true or false, without quotes");
};
const mapping = (node, tell) => {
	if (node.kind !== "mapping") tell(node.at, "this must be a map", "write `key: value` lines below one dash");
};
/** A reference as Docker has it (distribution/reference v0.6 `regexp.go`): no scheme, no spaces, a lower-case name. */
const image = (node, tell) => {
	text(node, tell);
	if (node.kind !== "scalar" || isEmpty(node)) return;
	const pattern = /^(?:[\w.-]+(?::\d+)?\/|\[[\da-f:]+\](?::\d+)?\/)?[a-z\d]+(?:[._/-]+[a-z\d]+)*(?::\w[\w.-]{0,127})?(?:@[a-z\d]+:[\da-f]{32,})?$/i;
	const name = String(node.value);
	const repository = name.replace(/@.*$/, "").replace(/:[^/]*$/, "").split("/").slice(1).join("/");
	if (pattern.test(name) && repository === repository.toLowerCase()) return;
	tell(node.at, `${JSON.stringify(name)} is no image`, "write it as in ghcr.io/acme/web:1.4.0");
};
const kindOfChange = (node, tell) => {
	if (node.kind === "scalar" && (isEmpty(node) || changeKinds.includes(String(node.value).toLowerCase()))) return;
	tell(node.at, "this is no kind of change", `write one of ${changeKinds.join(", ")}`);
};
function listOf(item) {
	return (node, tell) => {
		if (node.kind === "sequence") for (const one of node.items) item(one, tell);
		else tell(node.at, "this must be a list", "write each entry behind a dash");
	};
}
/** A map with fields of these kinds, and those that it must have; others are passed over. */
function recordOf(fields, required) {
	return (node, tell) => {
		mapping(node, tell);
		if (node.kind !== "mapping") return;
		for (const [name, rule] of Object.entries(fields)) {
			const value = node.entries.get(name)?.value;
			if (value !== void 0 && !isEmpty(value)) rule(value, tell);
		}
		for (const name of required.filter((field) => isMissing(node.entries.get(field)))) tell(node.at, `${name} is missing`, `add ${name}: …`);
	};
}
const isMissing = (entry) => entry === void 0 || isEmpty(entry.value);
const isEmpty = (node) => node.kind === "scalar" && (node.value === null || node.value === "");
const link = recordOf({
	name: text,
	url: text
}, ["name", "url"]);
const change = recordOf({
	kind: kindOfChange,
	description: text,
	links: listOf(link)
}, ["description"]);
/** Entries are all texts, or all maps. */
const changes = (node, tell) => {
	const isPlain = node.kind === "sequence" && node.items.some((item) => item.kind === "scalar");
	if (node.kind !== "sequence" || !isPlain || !node.items.some((item) => item.kind === "mapping")) return listOf(isPlain ? text : change)(node, tell);
	tell((node.items.find((item) => item.kind === "mapping") ?? node).at, "some entries are texts, and this one is a map", "put quotes around texts that have a colon, or give every entry kind and description");
};
/**
* How the YAML of each annotation must look, by the name behind `artifacthub.io/`
* (artifacthub.io/docs/topics/annotations/helm; Artifact Hub v1 `internal/tracker/source/helm/helm.go`).
*/
const yamlRules = /* @__PURE__ */ new Map([
	["changes", changes],
	["crds", listOf(recordOf({
		kind: text,
		version: text,
		name: text
	}, [
		"kind",
		"version",
		"name"
	]))],
	["crdsExamples", listOf(mapping)],
	["images", listOf(recordOf({
		name: text,
		image,
		whitelisted: flag,
		platforms: listOf(text)
	}, ["image"]))],
	["links", listOf(link)],
	["maintainers", listOf(recordOf({
		name: text,
		email: text
	}, ["name", "email"]))],
	["recommendations", listOf(recordOf({ url: text }, ["url"]))],
	["screenshots", listOf(recordOf({
		title: text,
		url: text
	}, ["url"]))],
	["signKey", recordOf({
		fingerprint: text,
		url: text
	}, ["url"])]
]);

// src/chart/artifacthub-annotations.ts
const prefix = "artifacthub.io/";
/** What Go's strconv.ParseBool takes. */
const booleans = /^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/;
/** As hub.PackageCategoryFromName of Artifact Hub v1 has them. */
const categories = [
	"ai-machine-learning",
	"database",
	"integration-delivery",
	"monitoring-logging",
	"networking",
	"security",
	"storage",
	"streaming-messaging",
	"skip-prediction"
];
const capabilities = [
	"Basic Install",
	"Seamless Upgrades",
	"Full Lifecycle",
	"Deep Insights",
	"Auto Pilot"
];
const boolean = {
	isGood: (text) => booleans.test(text),
	hint: "write \"true\" or \"false\", in quotes"
};
const textRules = /* @__PURE__ */ new Map([
	["containsSecurityUpdates", boolean],
	["operator", boolean],
	["prerelease", boolean],
	["category", {
		isGood: (text) => categories.includes(text),
		hint: `write one of ${categories.join(", ")}`
	}],
	["operatorCapabilities", {
		isGood: (text) => capabilities.some((name) => name.toLowerCase() === text.toLowerCase()),
		hint: `write one of ${capabilities.join(", ")}`
	}],
	["license", {
		isGood: (text) => /^[A-Za-z0-9.+-]*$/.test(text),
		hint: "write an identifier of spdx.org/licenses, as in Apache-2.0"
	}]
]);
/** What Artifact Hub would stumble over in a chart's annotations for it; each at its line of Chart.yaml. */
function artifactHubWarnings(draft) {
	return [...draft.raw.annotations ?? []].filter(([key]) => key.startsWith(prefix)).flatMap(([key, text]) => {
		const name = key.slice(15);
		const written = {
			key,
			text,
			place: draft.findings.places.get(`annotations.${key}`),
			file: draft.file
		};
		const rule = textRules.get(name);
		if (rule !== void 0) return rule.isGood(text) ? [] : [problemIn(written, 0, `not ${JSON.stringify(text)}`, rule.hint)];
		return name === "alternativeName" ? alternativeName(draft.metadata.name, written) : yamlWarnings(name, written);
	});
}
function alternativeName(name, written) {
	if (name.includes(written.text) || written.text.includes(name)) return [];
	return [problemIn(written, 0, `neither is ${JSON.stringify(written.text)} a part of the name ${JSON.stringify(name)}, nor the other way round`, "write a shorter or longer form of the name")];
}
function yamlWarnings(name, written) {
	const problems = [];
	const check = yamlRules.get(name);
	const tell = (at, message, hint) => void problems.push(problemIn(written, at, message, hint));
	try {
		check?.(parseYaml({
			file: written.key,
			text: written.text
		}), tell);
	} catch (error) {
		if (!(error instanceof PublishError)) throw error;
		for (const { message, location, hint } of error.problems) tell(offsetOf(written.text, location?.line ?? 1), message, hint ?? "write it as artifacthub.io/docs/topics/annotations/helm shows");
	}
	return problems;
}
function offsetOf(text, line) {
	return text.split("\n").slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0);
}
/** A problem at an offset of an annotation's text: at its line, where the text is written as lines of its own. */
function problemIn({ key, text, place, file }, at, why, hint) {
	const message = `Artifact Hub does not understand ${key}: ${why}`;
	if (place === void 0) return {
		message,
		location: { file },
		hint
	};
	return problemAt({
		...place,
		at: lineInBlock(place, text.slice(0, at))
	}, message, hint);
}
/** Of a literal block scalar each line of the text is a line of the file, from the one behind its `|` on. */
function lineInBlock({ source, at }, before) {
	if (source.text[at] !== "|") return at;
	let line = at;
	for (let left = before.split("\n").length; left > 0; left--) {
		const end = source.text.indexOf("\n", line);
		if (end < 0) return at;
		line = end + 1;
	}
	return line + (/^ */.exec(source.text.slice(line, line + 200))?.[0].length ?? 0);
}

// src/chart/lint.ts
/** What is worth saying of a chart's metadata though Helm takes it. */
function metadataWarnings(draft, hasRequirements) {
	return [
		...versionWarnings(draft),
		...deprecationWarnings(draft),
		...requirementWarnings(draft, hasRequirements),
		...artifactHubWarnings(draft),
		...[...draft.findings.unknown].map(([path, place]) => unknownField(path, place))
	];
}
/** A version that Helm packages, but does not see when it looks for one in a registry. */
function versionWarnings(draft) {
	const { version } = draft.metadata;
	if (isStrictVersion(version)) return [];
	const message = `version ${JSON.stringify(version)} is not strict SemVer: ranges and dependencies cannot find it in a registry`;
	return [problemWith(draft, "version", message, "write three numbers without a `v`, as in 1.2.3")];
}
function deprecationWarnings(draft) {
	if (draft.metadata.deprecated !== true) return [];
	return [problemWith(draft, "deprecated", "the chart is deprecated", "set deprecated: skip to leave it out")];
}
function requirementWarnings(draft, hasRequirements) {
	const isV1 = draft.metadata.apiVersion === "v1";
	const place = draft.findings.places.get("dependencies");
	if (isV1 && place !== void 0 && place.source.file === draft.file) return [problemAt(place, "`dependencies` of a v1 chart: Helm leaves them out when it packages the chart", "write `apiVersion: v2`, or move them to requirements.yaml")];
	if (isV1 || !hasRequirements) return [];
	return [problemWith(draft, "apiVersion", "requirements.yaml in a chart that is not v1: dependencies belong into Chart.yaml", "move them to `dependencies` in Chart.yaml")];
}
function unknownField(path, place) {
	if (/^dependencies\[\d+\]\.url$/.test(path)) return problemAt(place, "Helm ignores `url` of a dependency", "write `repository` for `url`");
	return problemAt(place, `Helm knows no field ${path} and drops it`, "remove it, or move it to `annotations`");
}
/** What seldom belongs into a published chart, by its path: the first group is the part that is named. */
const suspicious = [
	[/^((?:.*\/)?\.git)\//, "the history of a git repository"],
	[/^((?:.*\/)?node_modules)\//, "packages of npm"],
	[/^((?:.*\/)?\.env(?:\.[^/]*)?)$/, "environment variables, which may be secret"],
	[/^((?:.*\/)?id_(?:rsa|dsa|ecdsa|ed25519))$/, "a private key"],
	[/^(.*\.(?:pem|key|p12|pfx))$/, "a key or a certificate"]
];
/** A private key in PEM or OpenPGP armor with a line of its body: headers alone stand in many a documentation. */
const privateKey = /^PRIVATE KEY(?: BLOCK)?-----\s+(?:[A-Za-z-]+:[^\n]*\s+)*[A-Za-z0-9+/]{40}/;
/** How far behind the header the body must begin, in bytes. */
const keyHeaderReach = 400;
/** Files that one would not want to publish unawares; a directory is named once. */
function contentWarnings(files, source) {
	const warnings = /* @__PURE__ */ new Map();
	for (const file of files) {
		const [path, what] = suspicionOf(file) ?? [];
		if (path === void 0 || warnings.has(path)) continue;
		const hint = `add ${path} to .helmignore if it does not belong there`;
		warnings.set(path, {
			message: `the chart publishes ${path}: ${what}`,
			location: { file: fileIn(source, path) },
			hint
		});
	}
	return [...warnings.values()];
}
function suspicionOf({ path, bytes }) {
	for (const [pattern, what] of suspicious) {
		const match = pattern.exec(path);
		if (match?.[1] !== void 0) return [match[1], what];
	}
	return holdsPrivateKey(bytes) ? [path, "a private key"] : void 0;
}
function holdsPrivateKey(bytes) {
	const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	for (let at = content.indexOf("PRIVATE KEY"); at >= 0; at = content.indexOf("PRIVATE KEY", at + 1)) if (privateKey.test(content.toString("latin1", at, at + keyHeaderReach))) return true;
	return false;
}

// src/chart/publishable.ts
/** One component of a repository's name, distribution-spec v1.1.1 § Pulling manifests. */
const component = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
/** Longest tag, distribution-spec v1.1.1 § Pulling manifests. */
const maxTagLength = 128;
/**
* What keeps a valid chart from being published. Helm packages some of these and fails at the push, in every
* registry; it is better to hear of it before. Charts inside charts are free of these rules.
*/
function publishProblems(draft) {
	return [
		...apiVersionProblems(draft),
		...nameProblems(draft),
		...tagProblems(draft)
	];
}
/** The rule of Helm 4: v3 charts cannot be packaged yet, others not at all (`pkg/chart/loader/load.go`). */
function apiVersionProblems(draft) {
	const { apiVersion } = draft.metadata;
	if (apiVersion === "v1" || apiVersion === "v2") return [];
	const reason = apiVersion === "v3" ? "Helm cannot package v3 charts yet" : "Helm 4 knows v1 and v2";
	const message = `unsupported apiVersion ${JSON.stringify(apiVersion)}: ${reason}`;
	return [problemWith(draft, "apiVersion", message, "write `apiVersion: v2`")];
}
function nameProblems(draft) {
	const { name } = draft.metadata;
	if (name === "" || [".", ".."].includes(name) || name.includes("/") || component.test(name)) return [];
	const quoted = JSON.stringify(name);
	if (component.test(name.toLowerCase())) {
		const message = `name ${quoted} has upper-case letters: Helm packages it, but no registry takes it`;
		return [problemWith(draft, "name", message, `write \`name: ${name.toLowerCase()}\``)];
	}
	const message = `name ${quoted} cannot be the name of a repository in a registry`;
	return [problemWith(draft, "name", message, "use lower-case letters and digits, with single `.` or `_`, `__` or dashes between them")];
}
function tagProblems(draft) {
	const { length } = draft.metadata.version;
	if (length <= maxTagLength) return [];
	const message = `the version has ${length} characters, a tag may have ${maxTagLength}`;
	return [problemWith(draft, "version", message, "shorten the pre-release or build part of `version`")];
}

// src/chart/values.ts
/** Checks that every document of values.yaml is a map or nothing, as Helm v4.1.4 `loader.LoadValues` needs it. */
function checkValues(bytes, file) {
	const source = sourceOf(bytes, file);
	const problems = parseYamlDocuments(source).filter((node) => node.kind !== "mapping" && !(node.kind === "scalar" && node.value === null)).map((node) => {
		const found = node.kind === "sequence" ? "a list" : "a single value";
		return problemAt({
			source,
			at: node.at
		}, `values must be a map, not ${found}`, "write `key: value` lines");
	});
	if (problems.length > 0) throw invalidChart(`Could not read ${file}`, problems);
}
/** Checks that values.schema.json is JSON; what it holds is not looked at, as in Helm. */
function checkSchema(bytes, file) {
	const source = sourceOf(bytes, file);
	try {
		JSON.parse(source.text);
	} catch (error) {
		const message = messageOf(error);
		const at = Number(/at position (\d+)/.exec(message)?.[1] ?? source.text.length);
		throw invalidChart(`Could not read ${file}`, [problemAt({
			source,
			at
		}, `invalid JSON: ${message}`)]);
	}
}

// src/chart/read-chart.ts
/** Charts within charts within charts: deeper than anybody nests, and no further than the stack goes. */
const maxDepth = 32;
/** Reads a chart's files as Helm v4.1.4 `pkg/chart/v2/loader/load.go` LoadFiles. All faults come back together. */
function readChart(files, place) {
	const problems = [];
	const draft = readDraft(files, place, problems);
	for (const { path, bytes } of files) {
		const parse = parsers.get(path);
		if (parse !== void 0) collect(problems, () => parse(bytes, fileIn(place.source, path)));
	}
	const nested = [...groupSubcharts(files)].map(([name, group]) => readSubchart(name, group, place, problems));
	const isV1 = draft?.metadata.apiVersion === "v1";
	return {
		draft,
		kept: [...files.filter(({ path }) => !isNested(path) && !(isV1 && path === "Chart.lock")), ...nested.flatMap(({ kept }) => kept)].sort(inArchiveOrder),
		subcharts: nested.map(({ name }) => name),
		problems
	};
}
/** Files that Helm parses without keeping what it read. */
const parsers = /* @__PURE__ */ new Map([
	["Chart.lock", parseLock],
	["requirements.lock", parseLock],
	["values.yaml", checkValues],
	["values.schema.json", checkSchema]
]);
function readDraft(files, { source, depth }, problems) {
	const draft = collect(problems, () => {
		const read = readMetadata(files, source);
		if (read !== void 0) return read;
		throw invalidChart(source, [{
			message: "Chart.yaml file is missing",
			location: { file: source },
			hint: depth === 0 ? missingHint : "keep nothing but charts under charts/"
		}]);
	});
	if (draft !== void 0) problems.push(...draft.findings.problems, ...metadataProblems(draft));
	return draft;
}
const missingHint = "check the path, and that no rule in .helmignore (a `!` rule above all) leaves Chart.yaml out";
function isNested(path) {
	return path.startsWith("charts/") && !path.endsWith(".prov");
}
/** The files under charts/ by the first part of their path; Helm drops names that begin with `_` or `.`. */
function groupSubcharts(files) {
	const groups = /* @__PURE__ */ new Map();
	for (const file of files) {
		const [, name = ""] = file.path.split("/", 2);
		if (!isNested(file.path) || /^[_.]/.test(name)) continue;
		const group = groups.get(name);
		if (group === void 0) groups.set(name, [file]);
		else group.push(file);
	}
	return groups;
}
function readSubchart(directory, files, place, problems) {
	const prefix = `charts/${directory}`;
	const source = fileIn(place.source, prefix);
	const inside = {
		...place,
		source,
		depth: place.depth + 1
	};
	const isArchive = directory.endsWith(".tgz");
	const faults = [];
	const read = collect(faults, () => {
		if (place.depth >= maxDepth) throw invalidChart(source, [{ message: "charts are nested too deeply" }]);
		return readChart(isArchive ? unpack(files, prefix, inside) : strip(files, prefix), inside);
	});
	faults.push(...read?.problems ?? []);
	problems.push(...faults.map((fault) => ({
		...fault,
		message: `in subchart ${prefix}: ${fault.message}`
	})));
	const name = faults.length === 0 ? read?.draft?.metadata.name : void 0;
	if (isArchive) return {
		name,
		kept: files
	};
	return {
		name,
		kept: (read?.kept ?? []).map((file) => ({
			...file,
			path: `${prefix}/${file.path}`
		}))
	};
}
function strip(files, prefix) {
	return files.filter(({ path }) => path.startsWith(`${prefix}/`)).map(({ path, bytes }) => ({
		path: path.slice(prefix.length + 1),
		bytes
	}));
}
function unpack(files, prefix, place) {
	const [archive] = files;
	if (archive?.path === prefix) return place.readArchive(archive.bytes, place.source);
	const message = `${prefix} is a directory, but its name is that of an archive`;
	throw invalidChart(place.source, [{
		message,
		location: { file: place.source },
		hint: "rename the directory"
	}]);
}
function inArchiveOrder(a, b) {
	const first = Number(b.path === "Chart.yaml") - Number(a.path === "Chart.yaml");
	return first !== 0 ? first : compareBytewise(a.path, b.path);
}

// src/chart/read-directory.ts
/** Helm refuses to load a chart of more bytes than this, all files together. */
const maxChartBytes = 104857600;
/** Files read at once: enough to keep a disk busy. */
const readsAtOnce = 16;
/** Files up to this size are read synchronously, for to ask a thread would take longer than to read them. */
const smallFileBytes = 65536;
/** After this many files timers and sockets get their turn. */
const filesInATurn = 64;
/** The files of a chart directory that belong to the chart, read. Throws CHART_INVALID with all faults of the walk. */
async function readDirectory(directory, { boundary, signal }) {
	const root = realDirectory(directory);
	const limit = boundary === void 0 ? root : realDirectory(boundary);
	if (!isWithin(limit, root)) throw linkedAway(directory, root, limit);
	const rules = readRules(root, limit, directory);
	const found = await walkDirectory(root, {
		source: directory,
		boundary: limit,
		rules,
		signal
	});
	const problems = [...found.problems, ...sizeProblems(found.files, directory)];
	if (problems.length > 0) throw invalidChart(`Could not load the chart ${directory}`, problems);
	return {
		files: await mapLimit(found.files, readsAtOnce, async (file, index) => {
			if (index % filesInATurn === 63) await setImmediate();
			signal.throwIfAborted();
			return {
				path: file.path,
				bytes: withoutByteOrderMark(await read(file, directory))
			};
		}),
		warnings: rules.warnings
	};
}
function realDirectory(directory) {
	try {
		return realpathSync.native(directory);
	} catch (cause) {
		const hint = "name a directory that holds a Chart.yaml";
		const code = codeOf(cause) === "ENOENT" ? "CHART_INVALID" : "IO";
		throw new PublishError(code, `Could not load the chart ${directory}: there is no such directory`, {
			hint,
			cause
		});
	}
}
function linkedAway(directory, root, boundary) {
	return new PublishError("CHART_INVALID", `Could not load the chart ${directory}: it is in ${root}, outside of ${boundary}`, { hint: "name the directory itself, not a link to it" });
}
/** A .helmignore that the walk will refuse (linked away, too large, a pipe) is not read. */
function readRules(root, boundary, source) {
	const place = path.join(root, ".helmignore");
	try {
		const real = realpathSync.native(place);
		const stats = statSync(real);
		if (!isWithin(boundary, real) || !stats.isFile() || stats.size > 5242880) return defaultIgnoreRules;
		return parseIgnore(readFileSync(real), fileIn(source, ".helmignore"));
	} catch (error) {
		if (error instanceof PublishError) throw error;
		if (["ENOENT", "ELOOP"].includes(codeOf(error))) return defaultIgnoreRules;
		throw unreadable$1(source, ".helmignore", error);
	}
}
function sizeProblems(files, source) {
	const total = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
	if (total < maxChartBytes) return [];
	const largest = files.toSorted((a, b) => b.sizeBytes - a.sizeBytes).slice(0, 3);
	const message = `its files have ${total} bytes together, and Helm loads less than ${maxChartBytes}`;
	const hint = `leave out what the chart does not need with a .helmignore, beginning with ${largest.map((f) => f.path).join(", ")}`;
	return [{
		message,
		location: { file: source },
		hint
	}];
}
async function read(file, source) {
	try {
		return file.sizeBytes <= smallFileBytes ? readFileSync(file.real) : await readFile(file.real);
	} catch (error) {
		throw unreadable$1(source, file.path, error);
	}
}
/** Helm drops the mark from every file, be it text or not (`pkg/chart/v2/loader/directory.go`). */
function withoutByteOrderMark(bytes) {
	return bytes[0] === 239 && bytes[1] === 187 && bytes[2] === 191 ? bytes.subarray(3) : bytes;
}

// src/chart/load.ts
/**
* Loads a chart directory as Helm v4.1.4 does before it packages one. Throws CHART_INVALID with every fault that
* Helm, or a registry, would find; IO where the system does not let us read.
*/
async function loadDirectory(directory, options) {
	const { files: own, warnings } = await readDirectory(directory, options);
	const files = await options.complete?.(own) ?? own;
	const hint = `leave out dependencies: skip, run \`helm dependency build ${shellWord(directory)}\`, or put them under charts/`;
	return build({
		files,
		source: directory,
		readArchive: options.readArchive,
		missingHint: hint,
		warnings
	});
}
/** The same for files that are read already, as those of an archive. */
function loadFiles(files, source, readArchive) {
	return build({
		files,
		source,
		readArchive,
		missingHint: "package the chart again with its dependencies under charts/",
		warnings: []
	});
}
function build({ files, source, readArchive, missingHint, warnings }) {
	const { draft, kept, subcharts, problems } = readChart(files, {
		source,
		readArchive,
		depth: 0
	});
	if (draft !== void 0 && !draft.findings.mistyped.has("")) {
		const isSound = problems.length === 0;
		problems.push(...publishProblems(draft));
		if (isSound && subcharts.every((name) => name !== void 0)) problems.push(...missingDependencies(draft, subcharts, missingHint));
	}
	if (draft === void 0 || problems.length > 0) throw invalidChart(`Could not load the chart ${source}`, problems);
	const hasRequirements = files.some(({ path }) => path === "requirements.yaml");
	return {
		source,
		metadata: draft.metadata,
		files: kept,
		warnings: [
			...warnings,
			...metadataWarnings(draft, hasRequirements),
			...contentWarnings(kept, source)
		]
	};
}
/** Helm compares names alone (`pkg/action/package.go`): versions, ranges and the lock are not looked at. */
function missingDependencies(draft, subcharts, hint) {
	const names = (draft.raw.dependencies ?? []).map((dependency) => sanitise(dependency?.name ?? ""));
	const missing = names.filter((name) => !subcharts.includes(name));
	const [first] = missing;
	if (first === void 0) return [];
	const message = `found in Chart.yaml, but missing in charts/ directory: ${missing.join(", ")}`;
	return [problemWith(draft, `dependencies[${names.indexOf(first)}]`, message, hint)];
}

// src/commands/stored-chart.ts
/** Fetches a chart, whole and checked; `place` is where, in words. Throws NOT_FOUND, or ARCHIVE_INVALID for what is no chart. */
async function fetchChart(registry, reference, signal, place = "its registry") {
	const where = formatReference(reference);
	const manifest = await registry.fetchManifest(reference, wantedOf(reference), signal);
	if (manifest === void 0) throw new PublishError("NOT_FOUND", `Could not find ${where} in ${place}.`, { hint: "Is the version spelt as in Chart.yaml, with + written as _? `list` shows what the local cache holds." });
	const parts = readChartManifest(manifest.bytes);
	if (parts === void 0) throw new PublishError("ARCHIVE_INVALID", `Could not use ${where}: it is no Helm chart.`);
	const fetchBlob = async (descriptor) => ({
		descriptor,
		bytes: await registry.fetchBlob(reference, descriptor, signal)
	});
	const [config, archive, prov] = await Promise.all([
		fetchBlob(parts.config),
		fetchBlob(parts.chart),
		parts.provenance && fetchBlob(parts.provenance)
	]);
	const chart = loadFiles(readArchive(archive.bytes, where), where, readArchive);
	const { metadata } = chart;
	const { digest } = archive.descriptor;
	return {
		reference,
		chart,
		built: {
			packaged: {
				metadata,
				fileName: archiveName(metadata),
				bytes: archive.bytes,
				digest
			},
			artifact: {
				manifest,
				blobs: [
					config,
					archive,
					...prov ? [prov] : []
				]
			},
			...prov && { provenance: prov.bytes }
		},
		facts: {
			path: where,
			name: metadata.name,
			version: metadata.version,
			...metadata.appVersion === void 0 ? {} : { appVersion: metadata.appVersion },
			...reference.tag === void 0 ? {} : { tag: reference.tag },
			repository: `${reference.host}/${reference.name}`,
			digest: manifest.descriptor.digest,
			chartDigest: digest,
			size: archive.bytes.length,
			signatures: prov ? ["pgp"] : []
		}
	};
}
/** What a manifest is asked for by: a digest names one thing for ever, so it goes before a tag. Throws USAGE without either. */
function wantedOf(reference) {
	const wanted = reference.digest ?? reference.tag;
	if (wanted !== void 0) return wanted;
	throw new PublishError("USAGE", `Could not use ${formatReference(reference)}: it has neither tag nor digest.`, { hint: "Add the version: host/path/web:1.4.0." });
}

export { nestedReader as _, readDirectory as a, versionWarnings as c, parseMetadata as d, readMetadata as f, maxTarSize as g, toDependencies as h, loadFiles as i, metadataProblems as l, sanitise as m, wantedOf as n, readChart as o, parseLock as p, loadDirectory as r, publishProblems as s, fetchChart as t, problemWith as u, readArchive as v };