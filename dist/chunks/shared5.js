
import { a as mapLimit } from "./shared2.js";
import { i as withoutStop, n as RegistryError, r as messageOf, t as PublishError } from "./shared.js";
import { g as kindOfHost, h as isDigest, m as digestOf } from "./shared4.js";
import { c as lineOf, l as packagedLine } from "./shared6.js";
import { a as explain, c as digestRefOf, i as tellWarnings, u as refOf } from "./shared7.js";
import { a as isContentDigest, i as MediaType, n as manifestTypes, o as matchesDigest, r as readManifestContent, s as splitDigest } from "./shared8.js";
import { n as pushBlobs, t as pushArtifact } from "./shared9.js";
import { A as tagOf, B as toDependencies, C as isStrictVersion, D as parseReference, E as invalidReference, F as parseMetadata, G as fileIn, H as invalidChart, I as readMetadata, L as parseLock, M as maxTarSize, N as nestedReader, O as hostProblem, P as readArchive, R as parseTree, S as problemWith, T as formatReference, U as sourceOf, V as collect, W as compareBytewise, _ as isWithin, b as versionWarnings, c as readChartManifest, d as archiveName, f as defaultMtime, g as readDirectory, h as loadFiles, k as nameProblem, l as withoutProvenance, m as loadDirectory, p as packageChart, s as takenReason, u as HelmMediaType, v as readChart, w as isVersion, x as metadataProblems, y as publishProblems, z as sanitise } from "./shared10.js";
import { a as require_dist, i as readProvenance, t as checkProvenance } from "./shared12.js";
import { t as resolvePlain } from "./shared11.js";
import { c as safeUrl } from "./shared3.js";
import path, { basename } from "node:path";
import { access, constants, glob, mkdir, open, readFile, readdir, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { createReadStream } from "node:fs";
import { createHash, randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";

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

// src/commands/find-charts.ts
const isArchive = (file) => /\.(tgz|tar\.gz)$/i.test(file);
/**
* Finds the charts that `patterns` name: directories with a Chart.yaml, archives, globs of both; `!pattern` takes
* charts away again. Without patterns: the working directory if it is a chart, else every chart under `charts/`.
* In the order of the patterns, a glob's own matches sorted bytewise; each chart once. Throws USAGE with all faults.
*/
async function findCharts(patterns, directory) {
	await checkDirectory(directory);
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
	for (const pattern of unwanted) {
		const named = await isGlob(pattern, directory) ? await matches(pattern, directory) : [pattern];
		for (const match of named) found.delete(path.resolve(directory, match));
	}
	if (problems.length === 0 && found.size === 0) problems.push({
		message: `the patterns with “!” leave no chart of ${start.join(", ")}`,
		hint: "Leave one of them out, or name more charts."
	});
	if (problems.length > 0) throw new PublishError("USAGE", "Could not find the charts.", { problems });
	return [...found.values()];
}
/** Where working-directory leads nowhere, nothing that is said of charts would help. */
async function checkDirectory(directory) {
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
	const relative = path.relative("", absolutePath) || ".";
	return {
		path: shown,
		absolutePath,
		shownPath: relative.startsWith("..") ? absolutePath : relative,
		kind
	};
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

// src/changes/git.ts
/** Directories looked up in one walk of the history before the rest are looked up one by one. */
const commitsInFirstWalk = 256;
/**
* The checkout around `directory`, or `undefined` outside git, without git, or before the first commit. Warns where git
* refuses to read a checkout of another user's, for then what is published lacks its time and revision.
*/
async function findCheckout(exec, directory, reporter) {
	const top = await topOf(directory);
	if (top === void 0) return void 0;
	const git = (...args) => exec("git", args, { directory: top });
	const [places, log, remote] = await Promise.all([
		git("rev-parse", "--show-toplevel", "--is-shallow-repository"),
		git("log", "-1", "--format=%H %ct", "--no-show-signature"),
		git("config", "--get", "remote.origin.url")
	]);
	if (places.stderr.includes("dubious ownership")) reporter.warn(untrusted(directory));
	if (places.exitCode !== 0 || log.exitCode !== 0) return void 0;
	const [root, shallow] = places.stdout.trim().split("\n");
	const head = parseCommit(log.stdout);
	if (root === void 0 || head === void 0) return void 0;
	const url = remote.exitCode === 0 ? webAddress(remote.stdout.trim()) : void 0;
	return {
		root: path.normalize(root),
		head,
		isShallow: shallow === "true",
		...url === void 0 ? {} : { url }
	};
}
/**
* The nearest directory, this one or one above, with a `.git`. Git is run nowhere else: it would take a directory of the
* repository that has `HEAD`, `objects` and `refs` for a bare repository, and its `config` may name programs to run. A
* `.git`, which counts first, cannot be committed. And charts outside git cost no run of it.
*/
async function topOf(directory) {
	if (await stat(path.join(directory, ".git")).catch(() => void 0)) return directory;
	const parent = path.dirname(directory);
	return parent === directory ? void 0 : await topOf(parent);
}
function untrusted(directory) {
	return `git does not read the history around ${directory}, which belongs to another user: the manifest will say neither when nor from which commit the chart comes. Fix: git config --global --add safe.directory ${directory}`;
}
/**
* The last commit that touched each of `paths` (absolute): a file or a directory. Where that cannot be known, because
* the history is shallow or the path is not tracked, HEAD. Merges are not asked, so the answer for one path never
* depends on the other paths.
*/
async function lastCommits(exec, checkout, paths) {
	const found = /* @__PURE__ */ new Map();
	if (!checkout.isShallow) await walkHistory(exec, checkout, paths, found);
	for (const file of paths) {
		if (found.has(file)) continue;
		const commit = checkout.isShallow ? void 0 : await lastCommit(exec, checkout, file);
		found.set(file, commit ?? checkout.head);
	}
	return found;
}
const logOptions = [
	"--no-merges",
	"--full-history",
	"--no-renames",
	"--no-show-signature"
];
async function walkHistory(exec, checkout, paths, found) {
	const format = "--format=%x00%x00%H %ct";
	const { exitCode, stdout } = await exec("git", [
		"-c",
		"core.quotePath=false",
		"log",
		`-${commitsInFirstWalk}`,
		...logOptions,
		"-z",
		"--name-only",
		format
	], { directory: checkout.root });
	if (exitCode !== 0) return;
	const prefixes = paths.map((file) => ({
		file,
		prefix: relativePath(checkout.root, file)
	}));
	for (const record of stdout.split("\0\0")) {
		const [header, ...names] = record.split(/[\0\n]/).filter((part) => part !== "");
		const commit = parseCommit(header ?? "");
		if (commit === void 0) continue;
		for (const { file, prefix } of prefixes) if (!found.has(file) && names.some((name) => isInside(prefix, name))) found.set(file, commit);
		if (found.size === prefixes.length) return;
	}
}
async function lastCommit(exec, checkout, file) {
	const pathspec = `:(literal)${relativePath(checkout.root, file) || "."}`;
	const { exitCode, stdout } = await exec("git", [
		"log",
		"-1",
		...logOptions,
		"--format=%H %ct",
		"--",
		pathspec
	], { directory: checkout.root });
	return exitCode === 0 ? parseCommit(stdout) : void 0;
}
function relativePath(root, file) {
	return path.relative(root, file).replaceAll(path.sep, "/");
}
function isInside(prefix, name) {
	return prefix === "" || name === prefix || name.startsWith(`${prefix}/`);
}
function parseCommit(text) {
	const match = /^([0-9a-f]{40}|[0-9a-f]{64}) (\d+)$/.exec(text.trim());
	return match ? {
		id: match[1] ?? "",
		time: Number(match[2])
	} : void 0;
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
	const checkout = places.length > 0 ? await findCheckout(exec, directory, reporter) : void 0;
	if (checkout === void 0) return places;
	const root = await realpath(checkout.root);
	const isInside = ({ realPath }) => realPath === root || realPath.startsWith(root + path.sep);
	const inside = places.filter(isInside);
	const paths = inside.map(({ realPath }) => realPath);
	const commits = await lastCommits(exec, {
		...checkout,
		root
	}, paths);
	for (const { source, realPath } of inside) {
		const commit = commits.get(realPath) ?? checkout.head;
		const url = checkout.url === void 0 ? {} : { url: checkout.url };
		histories.set(source.absolutePath, {
			root,
			commit,
			head: checkout.head.id,
			...url
		});
	}
	return places.filter((place) => !isInside(place));
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
async function readBlob(store, digest, maxBytes) {
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
		const bytes = await readBlob(this.#store, descriptor.digest, maxManifestBytes);
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
		const bytes = await readBlob(this.#store, digest, maxManifestBytes);
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
			const bytes = await readBlob(store, digest, size);
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

// src/report/json.ts
/** The outcome as the public JSON shape, keys in the documented order. */
function chartJson(outcome) {
	return {
		name: outcome.name ?? null,
		path: outcome.path,
		version: outcome.version ?? null,
		appVersion: outcome.appVersion ?? null,
		tag: outcome.tag ?? null,
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
		error: "error" in outcome ? explain(outcome.error) : null
	};
}
/** The document that `--json` prints and `output-dir` keeps as plan.json. */
function reportJson(report) {
	return `${JSON.stringify({ charts: report.outcomes.map(chartJson) }, void 0, 2)}\n`;
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
	return {
		async keep(target, { packaged, provenance, artifact }, signal) {
			await pushArtifact(layout, target, artifact, signal);
			const written = await write(packaged.fileName, packaged.bytes);
			if (provenance === void 0) return { package: written };
			return {
				package: written,
				provenance: await write(`${packaged.fileName}.prov`, provenance)
			};
		},
		keepBundles: (fileName, bundles) => write(`${fileName}.sigstore.jsonl`, Buffer.concat(bundles.flatMap((b) => [b, Buffer.from("\n")]))),
		writePlan: (report) => write("plan.json", reportJson(report))
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

// src/archive/compare.ts
/** Charts deeper than this are compared as they are written; nobody nests them so far. */
const maxDepth = 16;
/**
* What the chart with these files says. What `helm package` changes counts for nothing: how Chart.yaml and Chart.lock
* are written and when the lock was made, whether a dependency is an archive or a directory and what that is called,
* and files that Helm drops. Two versions of one dependency are told apart, though Helm's own archive loses one of them.
* Nothing of the files themselves is kept.
*/
function contentOf(files, readArchive) {
	return contentAt(0, files, nestedReader(readArchive));
}
/** The paths in which two charts differ, sorted; empty where Helm would make the same of both. */
function differingPaths(a, b) {
	return [.../* @__PURE__ */ new Set([...a.parts.keys(), ...b.parts.keys()])].filter((path) => !isDeepStrictEqual(a.parts.get(path), b.parts.get(path))).sort(compareBytewise);
}
/** The rules are those of Helm v4.1.4 pkg/chart/v2/loader/load.go and pkg/chart/v2/util/save.go. */
function contentAt(depth, files, readArchive) {
	const draft = depth < maxDepth ? attempt(() => readMetadata(files, "")) : void 0;
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
		if (size > 134217728) throw tooLarge$1(path, size);
		return await readFile(path, { signal });
	} catch (cause) {
		if (cause instanceof PublishError || signal.aborted) throw cause;
		throw new PublishError("IO", `Could not read the chart archive ${path}: ${messageOf(cause)}`, {
			hint: "Name a .tgz file that `helm package` made, or a chart directory.",
			cause
		});
	}
}
function tooLarge$1(path, size) {
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
	return objectOf([
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
const maintainerObject = ({ name, email, url }) => objectOf([
	["name", name],
	["email", email],
	["url", url]
]);
/** A dependency as Helm writes it to JSON, absent fields left out but for name and repository. */
const dependencyObject = (dependency) => objectOf([
	["name", dependency.name],
	["version", dependency.version],
	["repository", dependency.repository],
	["condition", dependency.condition],
	["tags", dependency.tags],
	["enabled", dependency.enabled],
	["import-values", dependency.importValues?.map(jsonOf)],
	["alias", dependency.alias]
]);
function objectOf(members) {
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
	if (bytes.length > maxManifestSize) throw tooLarge(packaged, bytes.length, options.annotations);
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
function blobOf(mediaType, bytes) {
	return {
		descriptor: {
			mediaType,
			digest: digestOf(bytes),
			size: bytes.length
		},
		bytes
	};
}
function tooLarge({ metadata }, size, annotations) {
	const [largest] = [...annotations].sort(([, a], [, b]) => b.length - a.length);
	return new PublishError("CHART_INVALID", `Could not make a manifest for ${metadata.name} ${metadata.version}: it would have ${size} bytes, and registries need take no more than ${maxManifestSize}. The annotation ${JSON.stringify(largest?.[0] ?? "")} is the largest.`, { hint: "Shorten that annotation in Chart.yaml or in the `annotations` input." });
}

// src/chart/set-field.ts
var import_dist = require_dist();
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
	const draft = readMetadata(files, source);
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

// src/dependency/version.ts
/** Reads a version as loosely as Helm does: `v1`, `1.2` and `01.2.3` are versions. `undefined` for what is none. */
function parseVersion(text) {
	if (!isVersion(text)) return void 0;
	const [release = "", ...rest] = text.replace(/^v/, "").replace(/\+.*$/, "").split("-");
	const [major = "0", minor = "0", patch = "0"] = release.split(".");
	const prerelease = rest.length === 0 ? [] : rest.join("-").split(".");
	return {
		text,
		numbers: [
			BigInt(major),
			BigInt(minor),
			BigInt(patch)
		],
		prerelease
	};
}
/** Orders versions by SemVer 2.0.0 § 11: negative where `a` is the lower. Build metadata makes no difference. */
function compareVersions(a, b) {
	for (const index of [
		0,
		1,
		2
	]) if (a.numbers[index] !== b.numbers[index]) return a.numbers[index] < b.numbers[index] ? -1 : 1;
	return comparePrereleases(a.prerelease, b.prerelease);
}
function comparePrereleases(a, b) {
	if (a.length === 0 || b.length === 0) return Math.sign(b.length) - Math.sign(a.length);
	for (let index = 0; index < Math.max(a.length, b.length); index++) {
		const [one, other] = [a[index], b[index]];
		if (one === void 0 || other === void 0) return one === void 0 ? -1 : 1;
		if (one !== other) return compareIdentifiers(one, other);
	}
	return 0;
}
/** Numbers come before words; nothing else is compared as a number. */
function compareIdentifiers(a, b) {
	const [aIsNumber, bIsNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
	if (aIsNumber !== bIsNumber) return aIsNumber ? -1 : 1;
	if (aIsNumber) return BigInt(a) < BigInt(b) ? -1 : 1;
	return a < b ? -1 : 1;
}

// src/dependency/range.ts
const part = "(?:\\d+|[xX*])";
const partial = `v?${part}(?:\\.${part})?(?:\\.${part})?(?:-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?`;
const hyphen = new RegExp(`(${partial})\\s+-\\s+(${partial})`, "g");
const comparison = new RegExp(`(=>|>=|=<|<=|~>|!=|[=<>~^]|)\\s*(${partial})(?=[\\s,]|$)`, "y");
const separator = /\s*,\s*|\s+/y;
const synonyms = {
	"=>": ">=",
	"=<": "<=",
	"~>": "~",
	"": "="
};
/** Reads a range: comparisons joined by commas or spaces, alternatives by `||`. `undefined` for what Helm refuses. */
function parseRange(text) {
	const alternatives = text.replace(hyphen, " >=$1, <=$2 ").split("||").map(parseAlternative);
	return alternatives.every((alternative) => alternative !== void 0) ? alternatives : void 0;
}
/** Whether the version is in the range. */
function isInRange(version, range) {
	return range.some(({ comparisons, takesPrereleases }) => (version.prerelease.length === 0 || takesPrereleases) && comparisons.every((one) => fits[one.operator](version, one)));
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
		separator.lastIndex = at;
		const gap = separator.exec(trimmed);
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
const fits = {
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
	const versions = (await registry.listTags(repository, signal)).map((tag) => tag.replaceAll("_", "+")).filter(isStrictVersion).flatMap((version) => parseVersion(version) ?? []).sort((a, b) => compareVersions(b, a));
	const fitting = versions.find((version) => isInRange(version, range));
	if (fitting !== void 0) return fitting.text;
	const fault = versions.length === 0 ? `${where} has no tag that is a version` : `of the ${versions.length} versions in ${where} none satisfies ${JSON.stringify(text)}; the newest is ${versions[0]?.text}`;
	throw new PublishError("NOT_FOUND", `Could not find ${name}: ${fault}.`, { hint: "Change the `version` that is asked for; pre-releases fit only where the range names one, as in >=1.0.0-0." });
}
/** The archive of a chart in a registry. Throws NOT_FOUND, and ARCHIVE_INVALID for what is no chart. */
async function pullChart(reference, registry, signal) {
	const where = formatReference(reference);
	const manifest = await registry.fetchManifest(reference, reference.digest ?? reference.tag ?? "", signal);
	if (manifest === void 0) throw new PublishError("NOT_FOUND", `Could not find ${where}: its registry does not have it.`, { hint: "Check `repository`, to which the name is added, and `version`." });
	const parts = readChartManifest(manifest.bytes);
	if (parts === void 0) throw new PublishError("ARCHIVE_INVALID", `Could not use ${where}: it is no Helm chart.`, { hint: "Check `repository`, to which the name is added." });
	return await registry.fetchBlob(reference, parts.chart, signal);
}

// src/dependency/from-repository.ts
/** A dependency in a classic repository, chosen from its index (Helm v4.1.4 `internal/resolver/resolver.go`). */
async function obtainFromRepository(wanted, { sources, signal }) {
	const { name, repository } = wanted;
	const entries = (await sources.repositories.fetchIndex(repository, signal)).versionsOf(name);
	if (entries === void 0) throw new PublishError("NOT_FOUND", `Could not find ${name}: ${name} chart not found in repo ${shown(repository)}.`, { hint: "Check its `name`, which is the chart's own, and `repository`." });
	const entry = choose(wanted, entries);
	const archive = entry.read();
	const [url = ""] = archive.urls;
	const bytes = await sources.once(`${repository} ${url}`, () => url.startsWith("oci://") ? pullChart(parseReference(url), sources.registry, signal) : sources.repositories.fetchArchive(repository, archive, signal));
	const source = `${name} ${entry.version} of ${shown(repository)}`;
	return {
		locked: {
			name,
			repository,
			version: entry.version
		},
		archive: dependencyArchive(bytes, source, name)
	};
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
	const what = `Could not find ${name}: no version in ${shown(repository)} satisfies ${JSON.stringify(text)}${newest}.`;
	throw new PublishError("NOT_FOUND", what, { hint: "Make sure a matching chart version exists in the repo, or change the version constraint in Chart.yaml; pre-releases fit only where the range names one." });
}
/** Its URL may hold a login. */
const shown = (repository) => safeUrl(new URL(repository));

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
	const place = wanted.repository.slice(7);
	const source = path.isAbsolute(place) ? path.normalize(place) : path.join(parent.directory, place);
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
	const { draft, kept, problems } = readChart(completed, {
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
	const fault = from === trail.length - 1 ? "the chart depends on itself" : `it depends on itself: ${circle}`;
	throw new PublishError("CHART_INVALID", `Could not find ${name}: ${fault}.`, { hint: "Remove one of these dependencies." });
}
function checkVersion({ name, text, range, isLocked }, metadata, place) {
	const version = parseVersion(metadata.version);
	if (version !== void 0 && isInRange(version, range)) return;
	const what = `Could not find ${name}: ${place} has version ${JSON.stringify(metadata.version)}, which does not satisfy ${JSON.stringify(text)}.`;
	throw new PublishError("CHART_INVALID", what, { hint: isLocked ? "Set dependencies: update, or run `helm dependency update`, to lock the new version." : "Change the `version` that is asked for, or the chart's own." });
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
	if (repository.startsWith("file://")) return obtainDirectory(wanted, parent);
	if (/^https?:\/\//.test(repository) && URL.canParse(repository)) return obtainFromRepository(wanted, parent);
	if (repository.startsWith("oci://")) return obtainFromRegistry(wanted, parent);
	throw new PublishError("CHART_INVALID", `Could not find ${name}: ${JSON.stringify(repository)} is no repository.`, { hint: "Write oci://host/path, https://host/path or file://../path." });
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
	return collect([], () => {
		const chartYaml = readArchive(bytes, path).find((file) => file.path === "Chart.yaml");
		return parseMetadata(chartYaml?.bytes ?? /* @__PURE__ */ new Uint8Array(), path).name;
	});
}

// src/dependency/requirements.ts
/**
* The dependencies of a chart and its lock; `undefined` where it has none, and where its files are faulty: whoever loads
* the chart will say so.
*/
function readRequirements(files, source) {
	const problems = [];
	const draft = collect(problems, () => readMetadata(files, source));
	if (draft === void 0) return void 0;
	problems.push(...draft.findings.problems, ...metadataProblems(draft));
	const dependencies = toDependencies(draft.raw.dependencies) ?? [];
	const file = ["requirements.lock", "Chart.lock"].flatMap((name) => files.find((f) => f.path === name) ?? [])[0];
	const lock = file && collect(problems, () => parseLock(file.bytes, fileIn(source, file.path)));
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

// src/dependency/write-completion.ts
/** Leaves a chart's dependencies and its lock in its directory, the lock last. Throws IO. */
async function writeCompletion(directory, { added, removed }) {
	try {
		await mkdir(path.join(directory, "charts"), { recursive: true });
		for (const file of added) await replace(path.join(directory, file.path), file.bytes);
		for (const outdated of removed) await rm(path.join(directory, outdated), { force: true });
	} catch (cause) {
		throw new PublishError("IO", `Could not write the dependencies of ${directory}: ${messageOf(cause)}`, {
			hint: "Make the chart's directory writable, or leave out dependencies: update.",
			cause
		});
	}
}
/** Nobody sees half a file; a link is replaced, not followed. */
async function replace(file, bytes) {
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
	const requirements = mode === "skip" ? void 0 : readRequirements(files, directory);
	if (requirements === void 0 || mode === "auto" && isVendored(requirements, files, directory)) return files;
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
	const { subcharts } = readChart(files, place);
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
	const hint = `run \`helm dependency update ${directory}\` and commit ${lockName}, or set dependencies: update`;
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
			problems.push(...problemsOf(requirements, index, error));
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
/** Faults of another chart stand in that chart; every other one is told where the dependency is asked for. */
function problemsOf(requirements, index, error) {
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
async function openArchive(source, { options, signal }) {
	if (options.version !== void 0 || options.appVersion !== void 0) throw new PublishError("USAGE", `Could not set a version on ${source.path}: it is packaged already.`, { hint: "Leave out version and app-version, or name the chart's directory in charts." });
	const opened = await openPackage(source.shownPath, { signal });
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
	const request = {
		directory,
		mode: options.dependencies,
		sources: settings.dependencies,
		mtime,
		lockTime
	};
	return applyVersions(await loadDirectory(directory, {
		readArchive: nestedReader(readArchive),
		complete: (files) => completeChart(files, {
			...request,
			...bounds
		}),
		...bounds
	}), settings);
}
const mtimeOf = ({ context }) => context.sourceDateEpoch ?? 315532800;
function applyVersions(chart, { options, context, history }) {
	if (options.version === void 0 && options.appVersion === void 0) return chart;
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
	const version = fill("version", options.version, chart.metadata.version);
	const appVersion = fill("app-version", options.appVersion, chart.metadata.appVersion);
	return overrideVersions(chart, {
		...version !== void 0 && { version },
		...appVersion !== void 0 && { appVersion }
	});
}
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

// src/commands/prepare.ts
/** Loads, validates and packages one chart. Throws PublishError; nothing is sent. */
async function prepare(source, settings) {
	const { chart, ...built } = await buildChart(source, settings);
	const { provenance } = built;
	const build = () => buildChart(source, settings, provenance);
	const { name, version, appVersion } = chart.metadata;
	refuseDoubledName(name, settings);
	const target = {
		...repositoryIn(settings.registry, name),
		tag: tagOf(version)
	};
	return {
		source,
		target,
		facts: {
			path: source.path,
			name,
			version,
			...appVersion === void 0 ? {} : { appVersion },
			tag: target.tag,
			repository: `${target.host}/${target.name}`,
			digest: built.artifact.manifest.descriptor.digest,
			chartDigest: built.packaged.digest,
			size: built.packaged.bytes.length,
			signatures: built.provenance === void 0 ? [] : ["pgp"]
		},
		warnings: chart.warnings,
		whenTaken: {
			location: locateVersion(source, chart),
			hint: bumpHint(source)
		},
		build,
		readContent: async () => contentOf((await loadChart(source, settings)).files, readArchive),
		isKept: false,
		...built.signer && { signer: built.signer },
		built
	};
}
/** The chart's name is added to the registry's path; whoever wrote it there already would publish web/web. */
function refuseDoubledName(name, { options, registry }) {
	if (options.registry === void 0 || options.registry.endsWith("/") || registry.path.split("/").at(-1) !== name) return;
	const parent = registry.path.split("/").slice(0, -1).join("/");
	throw new PublishError("USAGE", `Could not tell where ${name} goes: registry already ends in the chart's name, which would give ${registry.host}/${registry.path}/${name}.`, { hint: `Set registry to oci://${[registry.host, parent].filter((part) => part !== "").join("/")}; or end it with a slash, if ${name}/${name} is meant.` });
}
function bumpHint({ kind, shownPath }) {
	return `${kind === "directory" ? `Bump version in ${path.join(shownPath, "Chart.yaml")}` : "Package the chart under a new version"}, or set if-exists: overwrite to replace what others may have pinned.`;
}
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
	const why = await faultOf(prepared, published, registry, signal);
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
	return await faultOf(prepared, published, registry, signal) === void 0;
}
/** Why the key that signs in this run does not stand behind the published provenance; `undefined` if it does. */
async function faultOf({ facts, target, signer }, { provenance, chart }, registry, signal) {
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
const maxNames = 5;
/**
* Decides by content, not by existence: the same manifest or the same chart layer is `unchanged`, and so is a layer
* that holds the same chart in other bytes, as Helm would package it. `existing` is the digest that the tag has now.
*/
async function decide(prepared, existing, policy, registry, signal) {
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
	const manifest = await registry.fetchManifest(prepared.target, existing, signal);
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
		names = differingPaths(ours, contentOf(files, readArchive));
	} catch (error) {
		if (!(error instanceof PublishError && error.code === "ARCHIVE_INVALID")) throw error;
		return `the published archive cannot be compared (${error.message})`;
	}
	if (names.length === 0) return void 0;
	const more = names.length > maxNames ? ` and ${names.length - maxNames} more` : "";
	return `${takenReason}: ${names.slice(0, maxNames).join(", ")}${more} differ${names.length === 1 ? "s" : ""}`;
}

// src/commands/publish-chart.ts
/**
* Asks what the tag holds. A refusal (401, 403) is an answer too: some registries refuse to speak of a repository that
* does not exist yet, even to those who may create it. It is never taken for "absent".
*/
async function lookUp(registry, target, signal) {
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
	let decision = known ? await decide(prepared, existing.digest, policy, registry, signal) : void 0;
	const early = decision && settledOutcome(prepared, decision);
	if (early) return early;
	if (decision && !settings.push) return planned(prepared, decision);
	await settings.proofs?.prepare();
	await pushBlobs(registry, target, (await prepared.build()).artifact, signal);
	if (decision === void 0 || registry.mayBeHidden(target, target.tag)) {
		const now = await registry.resolve(target, target.tag, signal);
		decision = await decide(prepared, now?.digest, policy, registry, signal);
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
	const now = await lookUp(registry, target, signal);
	if (!("digest" in now) || now.digest === void 0) throw refused;
	const decision = await decide(prepared, now.digest, policy, registry, signal);
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
	return plan(prepared, decision.kind === "overwrite" ? `would replace ${decision.existing}` : "would be published");
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

// src/commands/retention.ts
/** Archives kept between packaging and pushing, all together. Charts beyond it are packaged again when their turn comes. */
const maxKeptBytes = 134217728;
/**
* Returns a function that keeps what was built of a chart as long as there is room. What is not kept is built again
* when needed, which gives the same bytes: packaging is a pure function of the chart's files.
*/
function createRetention(maxBytes = maxKeptBytes) {
	let kept = 0;
	return (prepared, built) => {
		const size = built.packaged.bytes.length;
		if (kept + size > maxBytes) return prepared;
		kept += size;
		let held = built;
		const release = () => {
			held = void 0;
		};
		return {
			...prepared,
			build: async () => held ?? prepared.build(),
			release,
			isKept: true
		};
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

// src/commands/target.ts
/** Where charts go: the `registry` option, else the owner's charts on ghcr.io when the run is on GitHub. */
function findTarget(options, context) {
	if (options.registry !== void 0) return parseRegistry(options.registry);
	if (context.onGitHub && context.owner !== void 0) return parseRegistry(`oci://ghcr.io/${context.owner.toLowerCase()}/charts`);
	throw new PublishError("USAGE", "Could not tell where to publish: registry is not set.", { hint: "Set it to oci://host/path, for example oci://ghcr.io/acme/charts; the chart's name is added." });
}
/** Whether this run writes to the registry. */
function mayPush(options, context) {
	return options.push === "auto" ? !context.isProposal : options.push === "true";
}
/** The rights to ask the registry for: a plan needs to read only, and may run where nobody may write. */
function accessOf(options, context) {
	return mayPush(options, context) ? "push" : "pull";
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

// src/commands/publish.ts
/** Charts packaged at once: one may wait for the disk while the other is compressed. */
const packagingLimit = 2;
/**
* Publishes charts. Throws PublishError for faults of the request itself, before anything is sent; what goes wrong with
* one chart is its outcome. The outcomes come in the order the charts were named.
*/
async function publish(options, context, clients, aim = "publish") {
	const target = findTarget(options, context);
	const directory = path.resolve(options.workingDirectory);
	const sources = await findCharts(options.charts, directory);
	const output = options.outputDir === void 0 ? void 0 : await openOutputDirectory(path.resolve(directory, options.outputDir));
	const signer = await clients.openProvenanceSigner?.();
	if (signer) {
		clients.reporter.info(`Signing with PGP key ${signer.fingerprint}`);
		tellWarnings(signer.warnings, clients.reporter);
	}
	const histories = await readHistories(clients, sources, directory);
	const keep = createRetention();
	const prepareOne = async (source) => {
		const { signal, reporter } = clients;
		const history = histories.get(source.absolutePath);
		const { built, ...made } = await prepare(source, {
			options,
			context,
			registry: target,
			history,
			dependencies: clients.dependencies,
			...signer && { signer },
			signal
		});
		const existing = lookUp(clients.registry, made.target, signal);
		tellWarnings(made.warnings, reporter);
		const files = await output?.keep(made.target, built, signal) ?? {};
		reporter.info(packagedLine(made.facts));
		return {
			prepared: keep({
				...made,
				facts: {
					...made.facts,
					...files
				}
			}, built),
			existing
		};
	};
	const attempts = await clients.reporter.group(`Packaging ${countOf(sources)}`, () => mapLimit(sources, packagingLimit, (source) => outcomeOf({
		path: source.path,
		signatures: []
	}, clients, () => prepareOne(source))));
	refuseDuplicates(attempts);
	const goal = aim === "save" || mayPush(options, context) ? aim : "plan";
	const note = goal === "publish" ? hostNote(target.host) : void 0;
	if (note !== void 0) clients.reporter.info(note);
	clients.reporter.info(`${doing[goal]} oci://${target.host}/${target.path}`);
	if (goal === "publish") await clients.proofs?.check();
	const report = { outcomes: await publishAll(attempts, options, {
		goal,
		output
	}, clients) };
	return {
		report,
		...output && { planFile: await output.writePlan(report) }
	};
}
const doing = {
	publish: "Publishing to",
	plan: "Planning for",
	save: "Saving in the local cache for"
};
const countOf = ({ length }) => length === 1 ? "1 chart" : `${length} charts`;
const isCandidate = (attempt) => "prepared" in attempt;
async function publishAll(attempts, options, { goal, output }, clients) {
	const { registry, reporter, signal } = clients;
	const proofs = goal === "publish" ? clients.proofs : void 0;
	const settings = {
		registry,
		policy: options.ifExists,
		push: goal !== "plan",
		signal,
		...proofs && { proofs }
	};
	const lane = createLane();
	let done = 0;
	let stopped = options.failFast && attempts.some((attempt) => !isCandidate(attempt));
	const finish = async (attempt) => {
		if (!isCandidate(attempt)) return attempt;
		const { prepared } = attempt;
		if (stopped) return {
			...prepared.facts,
			status: "skipped",
			reason: "another chart failed (fail-fast)"
		};
		const run = () => outcomeOf(prepared.facts, clients, async () => {
			const outcome = await publishChart(prepared, attempt.existing, settings);
			const { target } = prepared;
			if (!isThere(outcome)) return outcome;
			if (clients.anonymous !== void 0) await verifyPublic({
				target,
				digest: outcome.digest
			}, clients.anonymous, signal);
			return settings.proofs ? prove(prepared, outcome, settings, output) : outcome;
		});
		const outcome = await (prepared.isKept ? run() : lane(run));
		return goal === "save" && outcome.status === "published" ? {
			...outcome,
			status: "saved"
		} : outcome;
	};
	const outcomes = await mapLimit(attempts, options.concurrency, async (attempt) => {
		const outcome = await finish(attempt);
		stopped ||= options.failFast && "error" in outcome;
		reporter.progress(`${++done} of ${countOf(attempts)}`);
		reporter.info(lineOf(outcome));
		if ("warning" in outcome && outcome.warning) tellWarnings([outcome.warning], reporter);
		return outcome;
	});
	reporter.progress(void 0);
	return outcomes;
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
/** Two charts for one tag: the second would silently win. Refused before anything is sent. */
function refuseDuplicates(attempts) {
	const byReference = /* @__PURE__ */ new Map();
	for (const { prepared } of attempts.filter(isCandidate)) {
		const reference = `${prepared.facts.repository}:${prepared.target.tag}`;
		byReference.set(reference, [...byReference.get(reference) ?? [], prepared]);
	}
	const problems = [...byReference].filter(([, charts]) => charts.length > 1).map(([reference, charts]) => {
		const [first, second] = charts;
		return {
			message: `${charts.map((c) => c.source.path).join(" and ")} would both become ${reference}`,
			...second?.whenTaken.location && { location: second.whenTaken.location },
			hint: `Give one of them another name or version${first ? `, or leave one out with charts: !${second?.source.path}` : ""}.`
		};
	});
	if (problems.length > 0) throw new PublishError("USAGE", "Could not plan the run.", { problems });
}

export { publishChart as a, reportJson as c, Repositories as d, maxManifestBytes as f, sortEntries as h, lookUp as i, createStoreRegistry as l, compareTags as m, accessOf as n, contentOf as o, openLayout as p, findTarget as r, chartJson as s, publish as t, storedName as u };