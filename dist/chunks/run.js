
import { i as __toESM } from "./rolldown-runtime.js";
import { i as version, o as mapLimit } from "./shared5.js";
import { _ as contentOf, c as createStoreRegistry, d as maxManifestBytes, f as openLayout, g as publishChart, h as lookUp, i as publish, l as storedName, m as sortEntries, n as leaveOutAbsentSecrets, p as compareTags, r as withToolConfigs, s as reportJson, t as createDownloadCache, u as Repositories } from "./shared6.js";
import { r as messageOf, t as PublishError } from "./shared4.js";
import { a as optionTable, n as readContext, o as optionsOf, r as secretsIn, s as refuseForeignHead, t as parseOptions } from "./shared20.js";
import { c as formatLocation, n as tellFailures, r as tellFault, t as exitCodeOf } from "./shared24.js";
import { i as faultOf } from "./shared27.js";
import { n as require_compare_build, t as require_parse } from "./shared19.js";
import { n as wantedOf, t as fetchChart, v as readArchive } from "./shared7.js";
import { G as parseReference, H as parseRegistry, J as tagOf, K as hostProblem, U as repositoryIn, W as formatReference, Y as tagProblem, a as wire, c as takenReason, d as hostsOf, l as accessOf, q as nameProblem, r as dependencyDirectory, s as userLoginFiles, t as cacheDirectory, u as findTargets } from "./shared3.js";
import { n as pushBlobs, t as pushArtifact } from "./shared15.js";
import { i as lineOf, t as closingLines } from "./shared8.js";
import { t as digestRefOf } from "./shared23.js";
import { t as _usingCtx } from "./shared11.js";
import { h as isDigest, m as digestOf } from "./shared2.js";
import { t as MediaType } from "./shared14.js";
import { a as matchesDigest, i as isContentDigest, n as manifestTypes, r as readManifestContent, t as manifestProblems } from "./shared25.js";
import { t as namingProblems } from "./shared39.js";
import { o as originOf, t as createHelperRun } from "./shared30.js";
import { a as storeLogin, i as removeLogin } from "./shared36.js";
import { n as visibleLine, r as visibleText } from "./shared26.js";
import path from "node:path";
import { randomUUID, timingSafeEqual } from "node:crypto";
import { mkdir, stat, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { homedir } from "node:os";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { Readable } from "node:stream";
import { once } from "node:events";
import { finished, pipeline } from "node:stream/promises";

// src/options/spec.ts
/** The commands of the command line; the action runs `publish`. */
const commandNames = [
	"publish",
	"plan",
	"serve",
	"save",
	"list",
	"export",
	"push",
	"pull",
	"remove",
	"copy",
	"delete",
	"verify",
	"rekor",
	"login",
	"logout"
];

// src/cli/args.ts
/** Understands a command line; throws USAGE with all faults together. Options may come from variables too. */
function readArguments(words, variables, readSecret) {
	const [first, ...rest] = words;
	if (first === void 0 || first === "--help" || first === "-h" || first === "help") {
		const command = commandNames.find((name) => name === rest[0]);
		return {
			kind: "help",
			...command && { command }
		};
	}
	if (first === "--version") return { kind: "version" };
	const command = commandNames.find((name) => name === first);
	if (command === void 0) throw misuse(`“${first}” is no command`, `Use one of ${commandNames.join(", ")}.`);
	const specs = optionsOf(command).filter((spec) => spec.only !== "action");
	const problems = [];
	const { tokens } = parseArgs({
		args: rest,
		options: {},
		strict: false,
		allowPositionals: true,
		tokens: true
	});
	const operands = [];
	const raw = new Map(fromVariables(specs, variables));
	const given = /* @__PURE__ */ new Map();
	for (let index = 0; index < tokens.length; index++) {
		const token = tokens[index];
		if (token === void 0 || token.kind === "option-terminator") continue;
		if (token.kind === "positional") {
			operands.push(token.value);
			continue;
		}
		if (token.name === "help" || token.name === "h") return {
			kind: "help",
			command
		};
		const next = tokens[index + 1];
		const following = next?.kind === "positional" && next.index === token.index + 1 ? next.value : void 0;
		const isFlag = specs.find((spec) => spec.name === token.name)?.type === "boolean";
		const value = token.value ?? (isFlag ? "true" : following);
		if (token.value === void 0 && !isFlag && following !== void 0) index++;
		takeOption({
			name: token.name,
			rawName: token.rawName,
			value
		}, {
			specs,
			given,
			problems,
			readSecret
		});
		if (token.name === "password-stdin" && value === "true" && isFlag) takeOption({
			name: "password-file",
			rawName: token.rawName,
			value: "-"
		}, {
			specs,
			given,
			problems,
			readSecret
		});
	}
	if (problems.length > 0) throw new PublishError("USAGE", `Could not read the command line of ${command}.`, { problems });
	return {
		kind: "run",
		command,
		operands,
		raw: new Map([...raw, ...given])
	};
}
function takeOption({ name, rawName, value }, { specs, given, problems, readSecret }) {
	const secret = specs.find((spec) => spec.secret && `${spec.name}-file` === name);
	const spec = secret ?? specs.find((s) => s.name === name);
	if (spec === void 0) problems.push({
		message: `${rawName} is no option of this command`,
		hint: "See --help for those it has."
	});
	else if (spec.secret && secret === void 0) {
		const hint = `Set ${variableOf(spec.name)}, or name a file with --${spec.name}-file (“-” is standard input).`;
		problems.push({
			message: `${rawName} must not stand on the command line, where every process can read it`,
			hint
		});
	} else if (value === void 0) problems.push({ message: `${rawName} needs a value` });
	else {
		const before = spec.type === "list" || spec.type === "lines" ? given.get(spec.name)?.text : void 0;
		const text = secret ? readSecret(value).trimEnd() : value;
		given.set(spec.name, {
			text: before === void 0 ? text : `${before}\n${text}`,
			source: rawName
		});
	}
}
/** `HELM_OCI_PUBLISH_IF_EXISTS` */
function variableOf(option) {
	return `HELM_OCI_PUBLISH_${option.toUpperCase().replaceAll("-", "_")}`;
}
function fromVariables(specs, variables) {
	return specs.flatMap((spec) => {
		const source = variableOf(spec.name);
		const text = variables[source];
		return text === void 0 || text === "" || isForOthers(spec, text) ? [] : [[spec.name, {
			text,
			source
		}]];
	});
}
/** A variable is there for every command: a value that fits another command's option of that name alone is for that one. */
function isForOthers(spec, text) {
	const others = optionTable.filter((other) => other.name === spec.name && other !== spec);
	const fits = ({ type }) => faultOf(type, text.trim()) === void 0;
	return !fits(spec) && others.some(fits);
}
function misuse(message, hint) {
	return new PublishError("USAGE", `Could not read the command line: ${message}.`, { hint });
}

// src/commands/cache.ts
var import_compare_build = /* @__PURE__ */ __toESM(require_compare_build(), 1);
var import_parse = /* @__PURE__ */ __toESM(require_parse(), 1);
/** Opens the cache, made if it is not there. */
async function openCache(directory) {
	const store = await openLayout(directory);
	return {
		store,
		registry: createStoreRegistry(store)
	};
}
/** Every tagged chart of the cache, by name, the newest version of each first. */
async function listCache({ store }) {
	return (await store.entries()).flatMap(({ repository, tag, descriptor }) => tag === void 0 ? [] : [{
		repository,
		tag,
		descriptor
	}]).sort((a, b) => compareNames(a.repository, b.repository) || compareVersions(b.tag, a.tag)).map(({ repository, tag, descriptor }) => ({
		ref: `${repository}:${tag}`,
		digest: descriptor.digest
	}));
}
const compareNames = (a, b) => a < b ? -1 : Number(a > b);
/** By SemVer § 11 and then by build metadata; what is no version comes before all that are. */
function compareVersions(a, b) {
	const [left, right] = [a, b].map((tag) => (0, import_parse.default)(tag.replaceAll("_", "+")));
	if (left && right) return (0, import_compare_build.default)(left, right);
	return Number(Boolean(left)) - Number(Boolean(right)) || compareNames(a, b);
}
/** Fetches a chart from its registry into the cache, where it gets only after it was verified. */
async function pullToCache(cache, remote, reference, { signal, verify }) {
	const stored = await fetchChart(remote, reference, signal);
	await verify?.(stored);
	await pushArtifact(cache.registry, reference, stored.built.artifact, signal);
	return stored;
}
/** Pushes a chart of the cache to its registry, under the same rules as `publish`. */
async function pushFromCache(cache, remote, reference, { policy, signal }) {
	const { chart, facts, built } = await fetchChart(cache.registry, reference, signal, "the local cache");
	const { tag } = reference;
	if (tag === void 0) throw new PublishError("USAGE", `Could not push ${formatReference(reference)}: it has no tag.`, { hint: "Name it by its version: host/path/web:1.4.0." });
	const target = {
		...reference,
		tag
	};
	const prepared = {
		target,
		facts,
		build: async () => built,
		readContent: async () => contentOf(chart.files, readArchive),
		whenTaken: { hint: "Save the chart under a new version, or set if-exists: overwrite." }
	};
	const settings = {
		registry: remote,
		policy,
		push: true,
		signal
	};
	return publishChart(prepared, lookUp(remote, target, signal), settings);
}
/** Unpacks a chart of the cache into `<destination>/<name>`; says where. Throws IO where something is there already. */
async function exportFromCache(cache, reference, destination, signal) {
	const { chart, facts } = await fetchChart(cache.registry, reference, signal, "the local cache");
	const target = path.join(destination, facts.name);
	if (await stat(target).catch(() => void 0)) throw new PublishError("IO", `Could not export ${formatReference(reference)}: ${target} exists already.`, { hint: "Remove it, or set --destination to another directory." });
	try {
		for (const file of chart.files) {
			const to = path.join(target, file.path);
			await mkdir(path.dirname(to), { recursive: true });
			await writeFile(to, file.bytes);
		}
	} catch (cause) {
		throw new PublishError("IO", `Could not export ${formatReference(reference)}: ${messageOf(cause)}`, {
			hint: "Set --destination to a directory that may be written to.",
			cause
		});
	}
	return target;
}
/** Removes a chart from the cache, and what nothing else in it needs. Throws NOT_FOUND. */
async function removeFromCache({ store }, reference) {
	wantedOf(reference);
	const repositories = new Repositories(store);
	const name = storedName(reference);
	const entries = (await store.entries()).filter(({ repository }) => repository === name);
	const isNamed = (tag) => tag !== void 0 && tag === reference.tag;
	const entry = entries.find(({ tag, descriptor }) => isNamed(tag) || descriptor.digest === reference.digest);
	if (entry === void 0) throw notCached(reference);
	const { digest } = entry.descriptor;
	const hasOtherTag = entries.some(({ tag, descriptor }) => descriptor.digest === digest && tag && !isNamed(tag));
	if (reference.tag !== void 0 && hasOtherTag) await repositories.removeTag(name, reference.tag);
	else await repositories.removeManifest(name, digest);
	await repositories.collectGarbage();
}
function notCached(reference) {
	return new PublishError("NOT_FOUND", `Could not remove ${formatReference(reference)}: it is not in the local cache.`, { hint: "See `list` for what is there." });
}

// src/cli/command-run.ts
/** The clients of a command that speaks to `host`, to write there or only to read. */
function clientsFor({ options, terminal, context, reporter }, host, access) {
	const { variables } = terminal;
	const dependencyCache = options.cacheDependencies ? createDownloadCache(dependencyDirectory(variables, homedir(), process.platform), reporter) : void 0;
	return wire(options, {
		...terminal,
		context,
		reporter,
		host,
		access,
		dependencyCache
	});
}
/** The local cache that the command line means. */
function cacheOf({ options, terminal }) {
	return openCache(options.cacheDir ?? cacheDirectory(terminal.variables, homedir(), process.platform));
}
/** The references that the command line names, one at least. */
function referencesOf({ operands }) {
	const [first, ...others] = operands.map(parseReference);
	if (first !== void 0) return [first, ...others];
	throw new PublishError("USAGE", "Could not read the command line: it names no chart.", { hint: "Name it as in ghcr.io/acme/charts/web:1.4.0; `list` shows what the local cache holds." });
}

// src/cli/cache-commands.ts
/** Prints the charts of the cache: reference and digest, or JSON. */
async function runList(run) {
	if (run.operands.length > 0) throw new PublishError("USAGE", "Could not read the command line: list takes no chart.", { hint: "Leave it out: every chart of the local cache is listed." });
	const charts = await listCache(await cacheOf(run));
	const lines = charts.map(({ ref, digest }) => `${ref} ${digest}\n`).join("");
	run.terminal.stdout.write(run.options.json ? `${JSON.stringify({ charts }, void 0, 2)}\n` : lines);
	return 0;
}
/** Fetches charts into the cache; with `--verify` only those that pass. */
async function runPull(run) {
	const references = referencesOf(run);
	const verify = run.options.verification && await (await import("./verify-command.js")).verifierFor(run);
	const cache = await cacheOf(run);
	for (const reference of references) try {
		var _usingCtx$5 = _usingCtx();
		const clients = _usingCtx$5.a(clientsFor(run, reference.host, "pull"));
		const { facts } = await pullToCache(cache, clients.registry, reference, {
			signal: run.terminal.signal,
			...verify && { verify: (stored) => verify(stored, clients.registry) }
		});
		run.reporter.info(`✓ pulled ${formatReference(reference)}`);
		run.terminal.stdout.write(`${digestRefOf(facts)}\n`);
	} catch (_) {
		_usingCtx$5.e = _;
	} finally {
		await _usingCtx$5.d();
	}
	return 0;
}
/** Pushes charts of the cache to their registries. */
async function runPush(run) {
	const cache = await cacheOf(run);
	const outcomes = [];
	for (const reference of referencesOf(run)) {
		const outcome = await pushOne(run, cache, reference);
		outcomes.push(outcome);
		run.reporter.info(lineOf(outcome));
		const pinned = digestRefOf(outcome);
		if (pinned !== void 0) run.terminal.stdout.write(`${pinned}\n`);
	}
	tellFailures({ outcomes }, run.reporter);
	return exitCodeOf({ outcomes });
}
/** Pushes one chart; what fails does not keep the others back, but for wrong use and a cancelled run. */
async function pushOne(run, cache, reference) {
	try {
		var _usingCtx3 = _usingCtx();
		const { signal } = run.terminal;
		const clients = _usingCtx3.a(clientsFor(run, reference.host, "push"));
		try {
			return await pushFromCache(cache, clients.registry, reference, {
				policy: run.options.ifExists,
				signal
			});
		} catch (error) {
			if (!(error instanceof PublishError) || error.code === "USAGE" || signal.aborted) throw error;
			return {
				path: formatReference(reference),
				signatures: [],
				status: "failed",
				error
			};
		}
	} catch (_) {
		_usingCtx3.e = _;
	} finally {
		await _usingCtx3.d();
	}
}
/** Unpacks charts of the cache. */
async function runExport(run) {
	const { workingDirectory, destination } = run.options;
	const cache = await cacheOf(run);
	for (const reference of referencesOf(run)) {
		const target = path.resolve(workingDirectory, destination);
		const directory = await exportFromCache(cache, reference, target, run.terminal.signal);
		run.terminal.stdout.write(`${directory}\n`);
	}
	return 0;
}
/** Removes charts from the cache. */
async function runRemove(run) {
	const cache = await cacheOf(run);
	for (const reference of referencesOf(run)) {
		await removeFromCache(cache, reference);
		run.reporter.info(`✓ removed ${formatReference(reference)}`);
	}
	return 0;
}

// src/commands/copy-proofs.ts
/** A signature has kilobytes, an SBOM some megabytes; whoever attaches more than this is up to no good. */
const maxBlobBytes = 67108864;
/** What cosign 2 appends to a digest for the tags of signatures, attestations and SBOMs (cosign v2.4 specs/SIGNATURE_SPEC.md). */
const tagEndings = [
	".sig",
	".att",
	".sbom"
];
/**
* Copies what is attached to a manifest, as a referrer or under a tag of cosign 2, unless it is there. Tags that hold
* something else are left alone, with a warning: both may count for somebody.
*/
async function copyProofs(copied, settings) {
	await copyReferrers(copied, settings);
	const { source, target, digest } = copied;
	const { from, to, signal } = settings;
	for (const ending of tagEndings) {
		const tag = `${digest.replace(":", "-")}${ending}`;
		const manifest = await from.fetchManifest(source, tag, signal);
		if (manifest === void 0) continue;
		const held = await to.resolve(target, tag, signal);
		if (held === void 0) {
			await copyBlobs(copied, manifest, settings);
			await to.pushManifest(target, tag, manifest, signal);
		} else if (held.digest !== manifest.descriptor.digest) {
			const place = formatReference({
				host: target.host,
				name: target.name,
				tag
			});
			settings.reporter.warn(`${place} holds other signatures already and is left as it is.`);
		}
	}
}
async function copyReferrers(copied, settings) {
	const { source, target, digest } = copied;
	const { from, to, signal } = settings;
	const listed = await from.listReferrers(source, digest, {}, signal);
	if (listed.length === 0) return;
	const present = await to.listReferrers(target, digest, {}, signal);
	for (const { digest: referrer, mediaType } of listed) {
		if (mediaType !== MediaType.imageManifest || present.some((one) => one.digest === referrer)) continue;
		const manifest = await from.fetchManifest(source, referrer, signal);
		if (manifest === void 0 || readManifestContent(manifest.bytes).subject !== digest) continue;
		await copyBlobs(copied, manifest, settings);
		await to.pushReferrer(target, manifest, signal);
	}
}
async function copyBlobs({ source, target }, manifest, { from, to, signal }) {
	for (const blob of readManifestContent(manifest.bytes).blobs) {
		const { mediaType, digest, size } = blob;
		if (!isDigest(digest) || size > maxBlobBytes) throw unusable(source, manifest, blob);
		const descriptor = {
			mediaType,
			digest,
			size
		};
		await to.pushBlob(target, descriptor, await from.fetchBlob(source, descriptor, signal), signal);
	}
}
function unusable(source, { descriptor }, { digest, size }) {
	const message = `Could not copy ${formatReference({
		host: source.host,
		name: source.name,
		digest: descriptor.digest
	})}, which is attached to the chart: it names ${digest} of ${size} bytes.`;
	return new PublishError("INTEGRITY", message, { hint: `Remove it there: up to ${maxBlobBytes} bytes under a sha256 digest are copied.` });
}

// src/commands/copy.ts
/**
* Copies a chart byte for byte, so that its digest stays, with all that is attached to it; the tag is written last. Other
* content under the tag is a conflict, the same chart in another archive too: its digest would be another one. Throws
* INTEGRITY where the chart is not the one that the reference names: it would be copied to a place that nobody meant.
*/
async function copyChart(source, destination, settings) {
	const { from, to, policy, signal } = settings;
	const stored = await fetchChart(from, source, signal);
	const problems = namingProblems(stored);
	if (problems.length > 0) throw new PublishError("INTEGRITY", `Could not copy ${formatReference(source)}`, { problems });
	const { facts, built } = stored;
	const { manifest } = built.artifact;
	const { digest } = manifest.descriptor;
	const tag = source.tag ?? tagOf(facts.version);
	const target = {
		...repositoryIn(destination, facts.name),
		tag
	};
	const place = {
		...facts,
		tag,
		repository: `${target.host}/${target.name}`
	};
	const held = (await to.resolve(target, tag, signal))?.digest;
	if (held !== void 0 && policy === "skip") return {
		...place,
		digest: held,
		status: "skipped",
		reason: "published already"
	};
	if (held !== void 0 && (policy === "fail" || held !== digest && policy === "verify")) {
		const { digest: _, ...others } = place;
		return {
			...others,
			status: "conflict",
			error: taken(source, target, held)
		};
	}
	if (held !== digest) {
		await pushBlobs(to, target, built.artifact, signal);
		await to.pushManifest(target, digest, manifest, signal);
	}
	await copyProofs({
		source,
		target,
		digest
	}, settings);
	if (held === digest) return {
		...place,
		digest,
		status: "unchanged"
	};
	await to.pushManifest(target, tag, manifest, signal);
	await confirm(source, target, digest, settings);
	return {
		...place,
		status: "published",
		...held !== void 0 && { replaced: held }
	};
}
async function confirm(source, target, digest, { to, signal }) {
	const found = (await to.fetchManifest(target, target.tag, signal))?.descriptor.digest;
	if (found === digest) return;
	const said = found === void 0 ? "does not find the tag" : `gives back ${found}`;
	throw new PublishError("INTEGRITY", `Could not confirm the copy of ${formatReference(source)}: the registry took ${digest} for ${formatReference(target)}, but ${said}.`, { hint: "Did another job write the tag at the same time? Run again to see what it holds." });
}
function taken(source, target, held) {
	return new PublishError("CONFLICT", `Could not copy ${formatReference(source)} to ${formatReference(target)}: ${takenReason}; the tag holds ${held}.`, { hint: "Release it under a new version, or set if-exists: overwrite." });
}

// src/cli/copy-command.ts
/** Copies charts into another registry, the last operand. */
async function runCopy(run) {
	try {
		var _usingCtx$4 = _usingCtx();
		const { sources, target } = operandsOf(run);
		const { options, reporter, terminal } = run;
		const reading = _usingCtx$4.a(clientsFor(run, target.host, "pull"));
		const writing = _usingCtx$4.a(clientsFor(run, target.host, "push"));
		const settings = {
			from: reading.registry,
			to: writing.registry,
			policy: options.ifExists,
			reporter,
			signal: terminal.signal
		};
		const outcomes = [];
		for (const source of sources) {
			const outcome = await copyOne(source, target, settings);
			outcomes.push(outcome);
			reporter.info(lineOf(outcome));
			const pinned = digestRefOf(outcome);
			if (pinned !== void 0) terminal.stdout.write(`${pinned}\n`);
		}
		tellFailures({ outcomes }, reporter);
		return exitCodeOf({ outcomes });
	} catch (_) {
		_usingCtx$4.e = _;
	} finally {
		await _usingCtx$4.d();
	}
}
function operandsOf({ operands }) {
	const target = operands.at(-1);
	if (operands.length < 2 || target === void 0) throw new PublishError("USAGE", "Could not read the command line: copy takes charts and where they go.", { hint: "Write copy oci://staging.example.com/charts/web:1.4.0 oci://registry.example.com/charts." });
	return {
		sources: operands.slice(0, -1).map(parseReference),
		target: parseRegistry(target)
	};
}
/** Copies one chart; what fails does not keep the others back, but for wrong use and a cancelled run. */
async function copyOne(source, target, settings) {
	try {
		return await copyChart(source, target, settings);
	} catch (error) {
		if (!(error instanceof PublishError) || error.code === "USAGE" || settings.signal.aborted) throw error;
		return {
			path: formatReference(source),
			signatures: [],
			status: "failed",
			error
		};
	}
}

// src/commands/delete.ts
/** Tags looked up at a time. */
const maxLookUps = 8;
/** Tags that a refusal names. */
const maxNames = 10;
/**
* Deletes a chart from its registry; false where it is not there. A tag goes alone where the registry can do that;
* otherwise, and for a digest, the content goes with all its tags: CONFLICT where there are any that were not named,
* unless `allTags`.
*/
async function deleteChart(registry, reference, settings) {
	const wanted = wantedOf(reference);
	const { tag } = reference;
	const { signal } = settings;
	if (tag !== void 0) {
		const held = reference.digest && (await registry.resolve(reference, tag, signal))?.digest;
		if (held !== void 0 && held !== reference.digest) throw refusal(reference, `the tag holds ${held} by now`);
		const deletion = await registry.deleteManifest(reference, tag, signal);
		if (deletion !== "unsupported") return deletion === "deleted";
	}
	const digest = reference.digest ?? (await registry.resolve(reference, wanted, signal))?.digest;
	if (digest === void 0) return false;
	if (!settings.allTags) await checkOtherTags(registry, reference, digest, signal);
	return await registry.deleteManifest(reference, digest, signal) === "deleted";
}
/** Throws CONFLICT where `digest` has other tags than the one that the reference names, or nobody can tell. */
async function checkOtherTags(registry, reference, digest, signal) {
	const { tag } = reference;
	const tags = await registry.listTags(reference, signal);
	const hint = "Set --all-tags to delete the content with every tag it has.";
	if (tag !== void 0 && !tags.includes(tag)) throw refusal(reference, "the registry deletes no single tag, and does not list those that would go", hint);
	const candidates = tags.filter((other) => other !== tag);
	const found = await mapLimit(candidates, maxLookUps, (other) => registry.resolve(reference, other, signal));
	const others = candidates.filter((_, index) => found[index]?.digest === digest);
	if (others.length === 0) return;
	throw refusal(reference, `the content would go with its other tags ${(others.length > maxNames ? [...others.slice(0, maxNames), "…"] : others).join(", ")}`, hint);
}
function refusal(reference, why, hint) {
	const message = `Could not delete ${formatReference(reference)}: ${why}.`;
	return new PublishError("CONFLICT", message, hint === void 0 ? {} : { hint });
}

// src/cli/delete-command.ts
/** Deletes charts from their registries. What is not there is no failure: a clean-up may run twice. */
async function runDelete(run) {
	const { allTags } = run.options;
	for (const reference of referencesOf(run)) try {
		var _usingCtx$3 = _usingCtx();
		const clients = _usingCtx$3.a(clientsFor(run, reference.host, "pull"));
		const { signal } = run.terminal;
		const isDeleted = await deleteChart(clients.registry, reference, {
			allTags,
			signal
		});
		const name = formatReference(reference);
		run.reporter.info(isDeleted ? `✓ deleted ${name}` : `= ${name} was not there`);
	} catch (_) {
		_usingCtx$3.e = _;
	} finally {
		await _usingCtx$3.d();
	}
	return 0;
}

// src/cli/login-commands.ts
/** Keeps a login where Helm keeps them, once the registry has taken it. */
async function runLogin(run) {
	try {
		var _usingCtx$2 = _usingCtx();
		const { options, terminal, reporter } = run;
		const host = hostOf(run, "login");
		const { username, password } = options;
		if (username === void 0 || password === void 0) throw new PublishError("USAGE", `Could not log in to ${host}: there is no user name and no password.`, { hint: "Give --username, and the password with --password-stdin, --password-file FILE or HELM_OCI_PUBLISH_PASSWORD." });
		const wasAsked = await _usingCtx$2.a(clientsFor(run, host, "pull")).registry.checkLogin(host, terminal.signal);
		const { helm } = userLoginFiles(terminal.variables);
		const runHelper = createHelperRun(terminal.variables, terminal.signal);
		await storeLogin(helm, {
			host,
			username,
			password
		}, runHelper);
		if (!wasAsked) reporter.warn(`${host} asked for no credentials, so that they could not be checked`);
		reporter.info("Login Succeeded");
		reporter.info(`The login is kept in ${originOf(helm)}.`);
		return 0;
	} catch (_) {
		_usingCtx$2.e = _;
	} finally {
		await _usingCtx$2.d();
	}
}
/** Forgets it. Where there is none, that is what was wanted. */
async function runLogout(run) {
	const { terminal, reporter } = run;
	const host = hostOf(run, "logout");
	const { helm } = userLoginFiles(terminal.variables);
	const wasKept = await removeLogin(helm, host, createHelperRun(terminal.variables, terminal.signal));
	reporter.info(wasKept ? `Removed the login credentials for ${host}` : `Not logged in to ${host}: there is no login for it in ${originOf(helm)}`);
	return 0;
}
function hostOf({ operands }, command) {
	const [text, ...others] = operands;
	const host = text?.replace(/^(oci|https):\/\//, "").replace(/\/$/, "");
	const hint = `Write it as in: ${command} ghcr.io`;
	if (host === void 0 || others.length > 0) throw new PublishError("USAGE", `Could not read the command line: ${command} ${host === void 0 ? "names no registry" : "names more than one registry"}.`, { hint });
	const problem = host.includes("/") ? "a login is for a whole registry, without a path" : hostProblem(host);
	if (problem === void 0) return host.toLowerCase();
	throw new PublishError("USAGE", `Could not ${command}.`, { problems: [{
		message: problem,
		hint
	}] });
}

// src/cli/publish-commands.ts
/** Publishes the charts that the operands name, or those of the `charts` option. */
async function runPublish(run) {
	try {
		var _usingCtx$1 = _usingCtx();
		const options = withOperands(run);
		const clients = _usingCtx$1.a(clientsFor(run, hostsOf(findTargets(options, run.context))[0], accessOf(options, run.context)));
		const { report } = await publish(options, run.context, clients);
		return conclude(run, report);
	} catch (_) {
		_usingCtx$1.e = _;
	} finally {
		await _usingCtx$1.d();
	}
}
/** The same without writing. */
function runPlan(run) {
	return runPublish({
		...run,
		options: {
			...run.options,
			push: "false"
		}
	});
}
/** Publishes into the local cache instead of the registry, whatever it held before. */
async function runSave(run) {
	try {
		var _usingCtx3 = _usingCtx();
		const options = {
			...withOperands(run),
			ifExists: "overwrite"
		};
		const { registry } = await cacheOf(run);
		const clients = _usingCtx3.a(clientsFor(run, hostsOf(findTargets(options, run.context))[0], "pull"));
		const { report } = await publish(options, run.context, {
			...clients,
			registry
		}, "save");
		return conclude(run, report);
	} catch (_) {
		_usingCtx3.e = _;
	} finally {
		await _usingCtx3.d();
	}
}
function withOperands({ operands, options }) {
	if (operands.length > 0 && options.plan !== void 0) throw new PublishError("USAGE", "Could not read the command line: it names charts and a plan.", { hint: "Leave the charts out: all that --plan holds are published." });
	return operands.length === 0 ? options : {
		...options,
		charts: operands
	};
}
function conclude({ options, terminal, reporter }, report) {
	const pinned = report.outcomes.flatMap((outcome) => digestRefOf(outcome) ?? []);
	terminal.stdout.write(options.json ? reportJson(report) : pinned.map((line) => `${line}\n`).join(""));
	tellFailures(report, reporter);
	for (const line of closingLines(report)) reporter.info(line);
	return exitCodeOf(report);
}

// src/oci/server/refusal.ts
/** An answer other than success, thrown by handlers. */
var Refusal = class extends Error {
	status;
	code;
	detail;
	headers;
	constructor(status, code, message, more = {}) {
		super(message);
		this.status = status;
		this.code = code;
		this.detail = more.detail;
		this.headers = more.headers ?? {};
	}
};
/** A refusal as its response: an error body of distribution-spec v1.1.1 § Error Codes, one error per detail. */
function answerTo(refusal) {
	const { status, code, message, detail, headers } = refusal;
	const errors = (Array.isArray(detail) ? detail : [detail]).map((one) => ({
		code,
		message,
		...one !== void 0 && { detail: one }
	}));
	return {
		status,
		headers: {
			"content-type": "application/json",
			...headers
		},
		body: `${JSON.stringify({ errors })}\n`
	};
}

// src/oci/server/basic-auth.ts
/** Refuses whoever does not send `credentials` by Basic authentication, RFC 7617; takes the same time for all of them. */
function checkCredentials(authorization, credentials) {
	const [, token = ""] = /^basic ([a-z0-9+/=]+)$/i.exec(authorization ?? "") ?? [];
	const expected = `${credentials.username}:${credentials.password.reveal()}`;
	const given = Buffer.from(token, "base64");
	if (timingSafeEqual(Buffer.from(digestOf(given)), Buffer.from(digestOf(expected)))) return;
	throw new Refusal(401, "UNAUTHORIZED", "authentication required", { headers: { "www-authenticate": "Basic realm=\"registry\"" } });
}

// src/oci/server/conditions.ts
/** `text` as a digest; anything else is refused. */
function parseDigest(text) {
	if (isContentDigest(text)) return text;
	throw new Refusal(400, "DIGEST_INVALID", "this is no sha256 or sha512 digest", { detail: { digest: text } });
}
/** Whether the client holds this content already, RFC 9110 § 13.1.2. */
function isNotModified(request, digest) {
	return headerList(request.headers["if-none-match"]).some((tag) => tag.replace(/^W\//, "") === `"${digest}"`);
}
/** The elements of a header that is a list, without their parameters, in lower case. */
function headerList(header) {
	return (header ?? "").split(",").map((item) => item.replace(/;.*/s, "").trim().toLowerCase());
}

// src/oci/server/blobs.ts
/**
* The blobs of each repository. A blob belongs to a repository once it was pushed or mounted there, or a manifest there
* refers to it; one that was only pushed is forgotten when the server stops, as registries collect such blobs anyway.
*/
var Blobs = class {
	#store;
	#repositories;
	#pushed = /* @__PURE__ */ new Map();
	constructor(store, repositories) {
		this.#store = store;
		this.#repositories = repositories;
	}
	/** The size of a blob in bytes; `undefined` where the repository does not have it. */
	async size(repository, digest) {
		return this.#pushed.get(repository)?.has(digest) || await this.#repositories.refersTo(repository, digest) ? this.#store.blobSize(digest) : void 0;
	}
	/** Whether anything was pushed to or mounted in a repository; it then exists without a manifest too. */
	holdsAny(repository) {
		return (this.#pushed.get(repository)?.size ?? 0) > 0;
	}
	/** Makes a blob of the store belong to a repository. */
	link(repository, digest) {
		const pushed = this.#pushed.get(repository) ?? /* @__PURE__ */ new Set();
		this.#pushed.set(repository, pushed.add(digest));
	}
	/** Whether a blob could be mounted from `source`, or from any repository where none is named. */
	async canMount(digest, source) {
		const sources = source === void 0 ? await this.#everywhere() : [source];
		for (const repository of sources) if (await this.size(repository, digest) !== void 0) return true;
		return false;
	}
	/** GET and HEAD: distribution-spec v1.1.1 § Pulling blobs; one byte range at most, others are ignored. */
	async get({ request, repository, reference }) {
		const digest = parseDigest(reference);
		const size = await this.#sizeOrRefuse(repository, digest);
		const headers = {
			"docker-content-digest": digest,
			etag: `"${digest}"`,
			"accept-ranges": "bytes",
			"content-type": "application/octet-stream"
		};
		if (isNotModified(request, digest)) return {
			status: 304,
			headers
		};
		const range = parseRange(request.headers.range, size);
		if (range === void 0) return {
			status: 200,
			headers: {
				...headers,
				"content-length": size
			},
			body: () => this.#store.openBlob(digest)
		};
		return {
			status: 206,
			headers: {
				...headers,
				"content-length": range.end - range.start + 1,
				"content-range": `bytes ${range.start}-${range.end}/${size}`
			},
			body: () => this.#store.openBlob(digest, range)
		};
	}
	/** DELETE: distribution-spec v1.1.1 § Deleting Blobs. A blob that a manifest still needs is kept. */
	async delete({ repository, reference }) {
		const digest = parseDigest(reference);
		await this.#sizeOrRefuse(repository, digest);
		if (await this.#repositories.refersTo(repository, digest)) throw new Refusal(405, "UNSUPPORTED", "a manifest of the repository still refers to this blob");
		this.#pushed.get(repository)?.delete(digest);
		if (!await this.canMount(digest, void 0) && !await this.#isManifest(digest)) await this.#store.deleteBlob(digest);
		return { status: 202 };
	}
	async #sizeOrRefuse(repository, digest) {
		const size = await this.size(repository, digest);
		if (size !== void 0) return size;
		throw new Refusal(404, "BLOB_UNKNOWN", "the repository has no such blob", { detail: { digest } });
	}
	async #everywhere() {
		return /* @__PURE__ */ new Set([...this.#pushed.keys(), ...await this.#repositories.names()]);
	}
	async #isManifest(digest) {
		return (await this.#store.entries()).some((entry) => entry.descriptor.digest === digest);
	}
};
/** RFC 9110 § 14.2 for a single range; one that cannot be satisfied is refused with 416. */
function parseRange(header, size) {
	const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
	if (first === "" && last === "") return void 0;
	const start = first === "" ? Math.max(size - Number(last), 0) : Number(first);
	const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
	if (start <= end) return {
		start,
		end
	};
	throw new Refusal(416, "SIZE_INVALID", "the range lies outside the blob", { headers: { "content-range": `bytes */${size}` } });
}

// src/oci/server/listings.ts
/** The lists a registry gives out, distribution-spec v1.1.1 § Content Discovery, at most `pageSize` items a page. */
var Listings = class {
	#repositories;
	#blobs;
	#pageSize;
	constructor(repositories, blobs, pageSize) {
		this.#repositories = repositories;
		this.#blobs = blobs;
		this.#pageSize = pageSize;
	}
	/** GET tags/list. */
	async tags({ repository, query }) {
		const none = this.#blobs.holdsAny(repository) ? [] : void 0;
		const all = await this.#repositories.tags(repository) ?? none;
		if (all === void 0) throw new Refusal(404, "NAME_UNKNOWN", "there is no such repository", { detail: { name: repository } });
		const { items, headers } = this.#page(`/v2/${repository}/tags/list`, query, all, (tag) => tag);
		return json("application/json", {
			name: repository,
			tags: items
		}, headers);
	}
	/** GET referrers: an empty list for a subject, or a repository, that is not there. */
	async referrers({ repository, reference, query }) {
		const subject = parseDigest(reference);
		const artifactType = query.get("artifactType");
		const all = (await this.#repositories.referrers(repository, subject)).filter((referrer) => artifactType === null || referrer.artifactType === artifactType);
		const path = `/v2/${repository}/referrers/${subject}`;
		const { items, headers } = this.#page(path, query, all, (referrer) => referrer.digest);
		return json(MediaType.imageIndex, {
			schemaVersion: 2,
			mediaType: MediaType.imageIndex,
			manifests: items
		}, {
			...headers,
			...artifactType !== null && { "oci-filters-applied": "artifactType" }
		});
	}
	/** The part of `all` that `n` and `last` ask for, and a Link to the next part. */
	#page(path, query, all, keyOf) {
		const n = query.get("n");
		if (n !== null && !/^\d+$/.test(n)) throw new Refusal(400, "UNSUPPORTED", "n is not a number");
		const last = query.get("last");
		const rest = last === null ? all : all.filter((item) => compareTags(keyOf(item), last) > 0);
		const items = rest.slice(0, Math.min(Number(n ?? this.#pageSize), this.#pageSize));
		const end = items.at(-1);
		if (end === void 0 || items.length === rest.length) return {
			items,
			headers: {}
		};
		const next = new URLSearchParams(query);
		next.set("last", keyOf(end));
		return {
			items,
			headers: { link: `<${path}?${next}>; rel="next"` }
		};
	}
};
function json(mediaType, value, headers) {
	return {
		status: 200,
		headers: {
			"content-type": mediaType,
			...headers
		},
		body: `${JSON.stringify(value)}\n`
	};
}

// src/oci/server/manifests.ts
/** The manifests of each repository, distribution-spec v1.1.1 § Pulling manifests, § Pushing Manifests, § Deleting. */
var Manifests = class {
	#repositories;
	#blobs;
	#acceptSparse;
	constructor(repositories, blobs, acceptSparse) {
		this.#repositories = repositories;
		this.#blobs = blobs;
		this.#acceptSparse = acceptSparse;
	}
	/** GET and HEAD. A client that does not name the manifest's media type in Accept does not get it. */
	async get({ request, repository, reference }) {
		checkDigest(reference);
		const manifest = await this.#repositories.find(repository, reference);
		if (manifest === void 0) throw unknown(repository, reference);
		const { mediaType, digest, bytes } = manifest;
		if (!headerList(request.headers.accept).includes(mediaType.toLowerCase())) throw unknown(repository, reference, `the manifest is ${mediaType}, which the Accept header does not name`);
		const headers = {
			"content-type": mediaType,
			"docker-content-digest": digest,
			etag: `"${digest}"`
		};
		if (isNotModified(request, digest)) return {
			status: 304,
			headers
		};
		return {
			status: 200,
			headers: {
				...headers,
				"content-length": bytes.length
			},
			body: bytes
		};
	}
	/** PUT, by tag, or by digest with any number of `tag` parameters. */
	async put({ request, repository, reference, query }) {
		checkReference(reference);
		const tags = isContentDigest(reference) ? query.getAll("tag") : [reference];
		tags.forEach(checkReference);
		const mediaType = headerList(request.headers["content-type"])[0] ?? "";
		if (!manifestTypes.includes(mediaType)) throw new Refusal(400, "MANIFEST_INVALID", "the Content-Type is not that of a manifest", { detail: {
			contentType: mediaType,
			supported: manifestTypes
		} });
		const bytes = await readBody(request);
		const digest = await digestFor(bytes, reference);
		const problems = manifestProblems(bytes, mediaType);
		if (problems.length > 0) throw new Refusal(400, "MANIFEST_INVALID", problems.join("; "));
		const { subject, ...content } = readManifestContent(bytes);
		if (!this.#acceptSparse) await this.#checkReferences(repository, content);
		await this.#repositories.put(repository, {
			mediaType,
			digest,
			bytes
		}, tags);
		return {
			status: 201,
			headers: {
				location: `/v2/${repository}/manifests/${digest}`,
				"docker-content-digest": digest,
				...subject !== void 0 && { "oci-subject": subject },
				...query.has("tag") && isContentDigest(reference) && { "oci-tag": tags.join(", ") }
			}
		};
	}
	/** DELETE a tag, or by digest a manifest with all its tags. A manifest that an index still needs is kept. */
	async delete({ repository, reference }) {
		checkDigest(reference);
		if (!isContentDigest(reference)) {
			if (!await this.#repositories.removeTag(repository, reference)) throw unknown(repository, reference);
			return { status: 202 };
		}
		if (await this.#repositories.refersTo(repository, reference)) throw new Refusal(405, "UNSUPPORTED", "an index of the repository still refers to this manifest");
		if (!await this.#repositories.removeManifest(repository, reference)) throw unknown(repository, reference);
		return { status: 202 };
	}
	/** Everything a manifest is made of must be in the repository, with the size the manifest says. */
	async #checkReferences(repository, { blobs, manifests }) {
		const sizes = /* @__PURE__ */ new Map();
		for (const { digest } of blobs) sizes.set(digest, await this.#blobs.size(repository, digest));
		for (const { digest } of manifests) sizes.set(digest, (await this.#repositories.find(repository, digest))?.bytes.length);
		const all = [...blobs, ...manifests];
		const missing = all.filter(({ digest, external }) => sizes.get(digest) === void 0 && !external);
		if (missing.length > 0) throw new Refusal(400, "MANIFEST_BLOB_UNKNOWN", "the manifest refers to content the repository has not", { detail: missing.map(({ digest }) => digest) });
		const wrong = all.filter(({ digest, size }) => (sizes.get(digest) ?? size) !== size);
		if (wrong.length > 0) throw new Refusal(400, "SIZE_INVALID", "the manifest gives content another size than it has", { detail: wrong.map(({ digest, size }) => ({
			digest,
			size,
			actual: sizes.get(digest)
		})) });
	}
};
/** Refuses what can only be meant as a digest and is none. What can be no tag is just not there. */
function checkDigest(reference) {
	if (reference.includes(":")) parseDigest(reference);
}
function checkReference(reference) {
	checkDigest(reference);
	if (!reference.includes(":")) {
		const problem = tagProblem(reference);
		if (problem !== void 0) throw new Refusal(400, "MANIFEST_INVALID", problem, { detail: { reference } });
	}
}
function unknown(repository, reference, why = "the repository has no such manifest") {
	return new Refusal(404, "MANIFEST_UNKNOWN", why, { detail: {
		name: repository,
		reference
	} });
}
/** The digest to keep the manifest under: the one it was pushed by, which must match, or its SHA-256. */
async function digestFor(bytes, reference) {
	if (!isContentDigest(reference)) return digestOf(bytes);
	if (await matchesDigest(reference, [bytes])) return reference;
	throw new Refusal(400, "DIGEST_INVALID", "the manifest does not match the digest it is pushed by", { detail: {
		digest: reference,
		actual: digestOf(bytes)
	} });
}
async function readBody(request) {
	const tooLarge = new Refusal(413, "MANIFEST_INVALID", `manifests over ${maxManifestBytes} bytes are not taken`);
	if (Number(request.headers["content-length"] ?? 0) > 4194304) throw tooLarge;
	const pieces = [];
	let size = 0;
	for await (const piece of request.iterator({ destroyOnReturn: false })) {
		size += piece.length;
		if (size > 4194304) throw tooLarge;
		pieces.push(piece);
	}
	return Buffer.concat(pieces);
}

// src/oci/server/routes.ts
/** Finds the endpoint for a request, checks the repository's name, and lets its handler answer. HEAD is answered as GET. */
async function answer(routes, { request, method }) {
	const url = new URL(request.url ?? "/", "http://localhost");
	const path = decode(url.pathname);
	for (const route of routes) {
		const match = route.path.exec(path);
		if (match === null) continue;
		const { name, reference = "" } = match.groups ?? {};
		const problem = name === void 0 ? void 0 : nameProblem(name, "");
		if (problem !== void 0) throw new Refusal(400, "NAME_INVALID", problem, { detail: { name } });
		const handler = route.methods[method === "HEAD" ? "GET" : method];
		if (handler === void 0) throw new Refusal(405, "UNSUPPORTED", `${method} is not supported here`, { headers: { allow: Object.keys(route.methods).join(", ") } });
		return handler({
			request,
			method,
			query: url.searchParams,
			repository: name ?? "",
			reference
		});
	}
	throw new Refusal(404, "UNSUPPORTED", "a registry has no such endpoint", { detail: { path } });
}
function decode(path) {
	try {
		return decodeURIComponent(path);
	} catch {
		throw new Refusal(400, "NAME_INVALID", "the path is not percent-encoded correctly");
	}
}

// src/oci/server/uploads.ts
/** Sessions kept at once; the oldest is dropped for a new one, so that abandoned uploads cannot pile up. */
const maxSessions = 256;
/** Upload sessions, distribution-spec v1.1.1 § Pushing blobs: in one piece, in chunks, in one POST, or mounted. */
var Uploads = class {
	#store;
	#blobs;
	#maxBlobBytes;
	#sessions = /* @__PURE__ */ new Map();
	constructor(store, blobs, maxBlobBytes) {
		this.#store = store;
		this.#blobs = blobs;
		this.#maxBlobBytes = maxBlobBytes;
	}
	/** POST: mounts a blob, takes a whole one, or opens a session. */
	async start(exchange) {
		const { repository, query } = exchange;
		const mount = query.get("mount");
		const source = query.get("from") ?? void 0;
		if (mount !== null) {
			const digest = parseDigest(mount);
			const problem = source === void 0 ? void 0 : nameProblem(source, "");
			if (problem !== void 0) throw new Refusal(400, "NAME_INVALID", problem, { detail: { from: source } });
			if (await this.#blobs.canMount(digest, source)) {
				this.#blobs.link(repository, digest);
				return created(repository, digest);
			}
		}
		if (query.has("digest")) parseDigest(query.get("digest") ?? "");
		const session = await this.#open(repository);
		if (query.has("digest")) return this.#finish(session, exchange);
		return {
			status: 202,
			headers: {
				...progress(session),
				"docker-upload-uuid": session.id
			}
		};
	}
	/** PATCH: one more chunk. */
	async append(exchange) {
		const session = this.#find(exchange);
		await this.#write(session, exchange.request);
		return {
			status: 202,
			headers: {
				...progress(session),
				"docker-upload-uuid": session.id
			}
		};
	}
	/** PUT: the last chunk or the whole blob, and the digest of it all. */
	async finish(exchange) {
		const session = this.#find(exchange);
		parseDigest(exchange.query.get("digest") ?? "");
		return this.#finish(session, exchange);
	}
	/** GET: how far the upload has come. */
	async status(exchange) {
		const session = this.#find(exchange);
		return {
			status: 204,
			headers: {
				...progress(session),
				"docker-upload-uuid": session.id
			}
		};
	}
	/** DELETE: gives the upload up. */
	async cancel(exchange) {
		await this.#drop(this.#find(exchange));
		return { status: 204 };
	}
	/** Gives every upload up. */
	async close() {
		for (const session of [...this.#sessions.values()]) await this.#drop(session);
	}
	async #open(repository) {
		const [oldest] = this.#sessions.values();
		if (oldest !== void 0 && this.#sessions.size >= maxSessions) await this.#drop(oldest);
		const session = {
			id: randomUUID(),
			repository,
			upload: await this.#store.startUpload(),
			busy: false
		};
		this.#sessions.set(session.id, session);
		return session;
	}
	#find({ repository, reference, query }) {
		const session = this.#sessions.get(reference);
		if (session?.repository !== repository || query.get("_state") !== session.id) throw new Refusal(404, "BLOB_UPLOAD_UNKNOWN", "there is no such upload, or its Location was changed");
		if (session.busy) throw new Refusal(400, "BLOB_UPLOAD_INVALID", "another request writes to this upload");
		return session;
	}
	async #finish(session, { request, query, repository }) {
		const digest = parseDigest(query.get("digest") ?? "");
		await this.#write(session, request);
		this.#sessions.delete(session.id);
		try {
			await session.upload.commit(digest);
		} catch (error) {
			if (!(error instanceof PublishError) || error.code !== "INTEGRITY") throw error;
			throw new Refusal(400, "DIGEST_INVALID", "the uploaded bytes do not match the digest", { detail: { digest } });
		}
		this.#blobs.link(repository, digest);
		return created(repository, digest);
	}
	/** Appends a body. A body that breaks off, or is too long, ends the session: what arrived of it is not known to be right. */
	async #write(session, request) {
		this.#checkRange(session, request);
		session.busy = true;
		try {
			for await (const piece of request.iterator({ destroyOnReturn: false })) {
				if (session.upload.size + piece.length > this.#maxBlobBytes) throw this.#tooLarge();
				await session.upload.write(piece);
			}
		} catch (error) {
			await this.#drop(session);
			throw error;
		} finally {
			session.busy = false;
		}
	}
	#checkRange(session, { headers }) {
		const { size } = session.upload;
		const length = headers["content-length"] === void 0 ? void 0 : Number(headers["content-length"]);
		if (size + (length ?? 0) > this.#maxBlobBytes) throw this.#tooLarge();
		const range = headers["content-range"];
		if (range === void 0) return;
		const [, first, last] = /^(\d+)-(\d+)$/.exec(range) ?? [];
		if (first === void 0 || last === void 0) throw new Refusal(400, "BLOB_UPLOAD_INVALID", "Content-Range is not <first>-<last>");
		if (Number(first) !== size) throw new Refusal(416, "BLOB_UPLOAD_INVALID", "the chunk does not start where the last one ended", { headers: progress(session) });
		if (length !== Number(last) - Number(first) + 1) throw new Refusal(400, "SIZE_INVALID", "Content-Length is not the length of Content-Range");
	}
	#tooLarge() {
		return new Refusal(413, "SIZE_INVALID", `blobs over ${this.#maxBlobBytes} bytes are not taken`);
	}
	async #drop(session) {
		this.#sessions.delete(session.id);
		await session.upload.abort();
	}
};
/** The Location is worth something only with its query: clients must keep it (distribution-spec v1.1.1 § POST then PUT). */
function progress({ id, repository, upload }) {
	return {
		location: `/v2/${repository}/blobs/uploads/${id}?_state=${id}`,
		range: `0-${Math.max(upload.size - 1, 0)}`
	};
}
function created(repository, digest) {
	return {
		status: 201,
		headers: {
			location: `/v2/${repository}/blobs/${digest}`,
			"docker-content-digest": digest
		}
	};
}

// src/oci/server/registry-server.ts
const apiVersion = { "docker-distribution-api-version": "registry/2.0" };
/**
* A registry over a store, as strict as distribution-spec v1.1.1 allows. It has one user or none; whoever lets others
* than this machine reach it has to put TLS before it.
*/
function createRegistryServer(options) {
	const { store, credentials, onRequest, pageSize = 1e3, maxBlobBytes = 1024 ** 3 } = options;
	const repositories = new Repositories(store);
	const blobs = new Blobs(store, repositories);
	const manifests = new Manifests(repositories, blobs, options.acceptSparse ?? false);
	const uploads = new Uploads(store, blobs, maxBlobBytes);
	const routes = routesOf(blobs, manifests, uploads, new Listings(repositories, blobs, pageSize));
	const serve = async (request, response) => {
		const method = request.method ?? "GET";
		let sent;
		let failure;
		try {
			if (credentials !== void 0) checkCredentials(request.headers.authorization, credentials);
			sent = await answer(routes, {
				request,
				method
			});
		} catch (error) {
			if (!(error instanceof Refusal)) failure = error;
			sent = answerTo(error instanceof Refusal ? error : new Refusal(500, "UNKNOWN", messageOf(error)));
		}
		request.resume();
		const responseBytes = await send(response, sent, method).catch((error) => {
			failure ??= error;
			return 0;
		});
		onRequest?.({
			method,
			path: request.url ?? "/",
			status: response.writableFinished ? sent.status : 499,
			requestBytes: Number(request.headers["content-length"] ?? 0),
			responseBytes,
			...failure !== void 0 && { error: failure }
		});
	};
	return {
		listener: (request, response) => void serve(request, response),
		close: () => uploads.close()
	};
}
/** Every endpoint of distribution-spec v1.1.1 § Endpoints; the first path that matches counts. */
function routesOf(blobs, manifests, uploads, listings) {
	return [
		{
			path: /^\/v2\/$/,
			methods: { GET: async () => ({
				status: 200,
				body: "{}"
			}) }
		},
		{
			path: /^\/v2\/(?<name>.+)\/blobs\/uploads\/$/,
			methods: { POST: (it) => uploads.start(it) }
		},
		{
			path: /^\/v2\/(?<name>.+)\/blobs\/uploads\/(?<reference>[^/]+)$/,
			methods: {
				GET: (it) => uploads.status(it),
				PATCH: (it) => uploads.append(it),
				PUT: (it) => uploads.finish(it),
				DELETE: (it) => uploads.cancel(it)
			}
		},
		{
			path: /^\/v2\/(?<name>.+)\/blobs\/(?<reference>[^/]+)$/,
			methods: {
				GET: (it) => blobs.get(it),
				DELETE: (it) => blobs.delete(it)
			}
		},
		{
			path: /^\/v2\/(?<name>.+)\/manifests\/(?<reference>[^/]+)$/,
			methods: {
				GET: (it) => manifests.get(it),
				PUT: (it) => manifests.put(it),
				DELETE: (it) => manifests.delete(it)
			}
		},
		{
			path: /^\/v2\/(?<name>.+)\/tags\/list$/,
			methods: { GET: (it) => listings.tags(it) }
		},
		{
			path: /^\/v2\/(?<name>.+)\/referrers\/(?<reference>[^/]+)$/,
			methods: { GET: (it) => listings.referrers(it) }
		}
	];
}
/** Sends an answer; resolves to the number of body bytes sent. */
async function send(response, { status, headers, body = "" }, method) {
	const atHand = typeof body === "function" ? void 0 : Buffer.from(body);
	const hasBody = method !== "HEAD" && status !== 204 && status !== 304;
	const { "content-length": length = atHand?.length ?? 0 } = headers ?? {};
	response.writeHead(status, {
		...apiVersion,
		...headers,
		...hasBody && { "content-length": length }
	});
	if (hasBody && typeof body === "function") await pipeline(body(), response);
	else await finished(response.end(hasBody ? atHand : void 0));
	return hasBody ? Number(length) : 0;
}

// src/oci/server/start.ts
/** Longest a request may take, headers and body: a chart of 90 MiB at 1 MB/s, three times over. */
const requestTimeoutMs = 3e5;
const headersTimeoutMs = 3e4;
/** Serves a registry on the loopback interface; closing it gives up the uploads that are under way. */
async function startRegistry(options) {
	const registry = createRegistryServer(options);
	const listening = await startServer(registry.listener, options);
	const close = async () => {
		await listening.close();
		await registry.close();
	};
	return {
		...listening,
		close,
		[Symbol.asyncDispose]: close
	};
}
/** Serves `listener` on the loopback interface only. Throws USAGE where the port is taken. */
async function startServer(listener, options = {}) {
	const { port = 0, signal } = options;
	const server = createServer({
		requestTimeout: requestTimeoutMs,
		headersTimeout: headersTimeoutMs
	}, listener);
	try {
		server.listen(port, "127.0.0.1");
		await once(server, "listening", signal === void 0 ? {} : { signal });
	} catch (error) {
		server.close();
		throw new PublishError("USAGE", `Could not listen on 127.0.0.1:${port}: ${messageOf(error)}`, {
			hint: "Choose another port; 0 takes a free one.",
			cause: error
		});
	}
	const { port: taken } = server.address();
	const close = async () => {
		if (!server.listening) return;
		const closed = once(server, "close");
		server.close();
		server.closeAllConnections();
		await closed;
	};
	signal?.addEventListener("abort", () => void close(), { once: true });
	return {
		url: `http://127.0.0.1:${taken}`,
		host: `127.0.0.1:${taken}`,
		port: taken,
		close,
		[Symbol.asyncDispose]: close
	};
}

// src/oci/store/memory-store.ts
/** A store that lives as long as the process: for tests, trials and the embedded registry. */
function createMemoryStore() {
	const blobs = /* @__PURE__ */ new Map();
	let entries = [];
	return {
		entries: async () => entries,
		update: async (change) => {
			entries = sortEntries(change(entries));
		},
		blobSize: async (digest) => blobs.get(digest)?.length,
		openBlob: (digest, range) => {
			const bytes = blobs.get(digest) ?? Buffer.alloc(0);
			return Readable.from([range === void 0 ? bytes : bytes.subarray(range.start, range.end + 1)]);
		},
		startUpload: async () => startUpload(blobs),
		deleteBlob: async (digest) => {
			blobs.delete(digest);
		},
		sweep: async (keep) => {
			for (const digest of blobs.keys()) if (!keep.has(digest)) blobs.delete(digest);
		}
	};
}
function startUpload(blobs) {
	let pieces = [];
	let size = 0;
	return {
		get size() {
			return size;
		},
		write: async (piece) => {
			pieces.push(piece);
			size += piece.length;
		},
		commit: async (digest) => {
			const bytes = Buffer.concat(pieces);
			pieces = [];
			if (!await matchesDigest(digest, [bytes])) throw new PublishError("INTEGRITY", `Could not store ${digest}: the bytes do not match it.`);
			blobs.set(digest, bytes);
		},
		abort: async () => {
			pieces = [];
		}
	};
}

// src/cli/serve-command.ts
/** Serves a registry on loopback until it is told to stop. Prints its address for programs. */
async function runServe({ operands, options, terminal, reporter }) {
	const [directory, ...others] = operands;
	if (others.length > 0) throw new PublishError("USAGE", "Could not read the command line: serve takes one directory at most.", { hint: "Leave the others out, or serve each on a port of its own." });
	const { signal } = terminal;
	const { username, password, port, workingDirectory } = options;
	const store = directory === void 0 ? createMemoryStore() : await openLayout(path.resolve(workingDirectory, directory));
	const registry = await startRegistry({
		store,
		port,
		...username !== void 0 && password !== void 0 && { credentials: {
			username,
			password
		} },
		onRequest: ({ method, path: target, status }) => reporter.debug(`${status} ${method} ${target}`)
	});
	terminal.stdout.write(`${registry.host}\n`);
	reporter.info(`Serving ${directory ?? "from memory"} at oci://${registry.host}; stop with Ctrl-C.`);
	if (!signal.aborted) await once(signal, "abort");
	await registry.close();
	return 0;
}

// src/cli/commands.ts
/** What runs for each command. */
const runners = {
	publish: runPublish,
	plan: runPlan,
	serve: runServe,
	save: runSave,
	list: runList,
	export: runExport,
	push: runPush,
	pull: runPull,
	remove: runRemove,
	copy: runCopy,
	delete: runDelete,
	verify: async (run) => (await import("./verify-command.js")).runVerify(run),
	rekor: async (run) => (await import("./rekor-command.js")).runRekor(run),
	login: runLogin,
	logout: runLogout
};

// src/cli/help.ts
/** What each command takes and does, in one line. */
const commandTable = {
	publish: {
		operands: "[CHART…]",
		does: "package charts and push what the registry does not have"
	},
	plan: {
		operands: "[CHART…]",
		does: "say what would be published and why; write nothing to the registry"
	},
	serve: {
		operands: "[DIR]",
		does: "a registry on loopback, in memory or over the OCI image layout DIR"
	},
	save: {
		operands: "[CHART…]",
		does: "package charts into the local cache"
	},
	list: {
		operands: "",
		does: "list the charts in the local cache"
	},
	export: {
		operands: "REF…",
		does: "unpack charts of the local cache into directories"
	},
	push: {
		operands: "REF…",
		does: "push charts of the local cache to their registry"
	},
	pull: {
		operands: "REF…",
		does: "pull charts into the local cache"
	},
	remove: {
		operands: "REF…",
		does: "remove charts from the local cache"
	},
	rekor: {
		operands: "VERB CHART",
		does: "upload, search or verify the provenance of a .tgz in Rekor, a transparency log"
	},
	copy: {
		operands: "REF… REGISTRY",
		does: "copy charts to another registry, with their signatures"
	},
	delete: {
		operands: "REF…",
		does: "delete charts from their registry"
	},
	verify: {
		operands: "REF…",
		does: "verify signatures and provenance of charts in their registry"
	},
	login: {
		operands: "HOST",
		does: "check a login and keep it where Helm keeps them"
	},
	logout: {
		operands: "HOST",
		does: "forget a login"
	}
};
const width = 76;
/** The help of the program, or of one command. */
function renderHelp(command) {
	return command === void 0 ? programHelp() : commandHelp(command);
}
function programHelp() {
	return [
		"Publish Helm charts to OCI registries: reproducible, idempotent, pinned by digest.",
		"",
		"Usage: helm-oci-publish COMMAND [OPTIONS]",
		"",
		...commandNames.map((name) => {
			const { operands, does } = commandTable[name];
			return `  ${`${name} ${operands}`.padEnd(18)} ${does}`;
		}),
		"",
		"helm-oci-publish COMMAND --help lists the options of a command.",
		"Exit code: 0 all well, 1 something failed or conflicts, 2 wrong use, 130 cancelled.",
		""
	].join("\n");
}
function commandHelp(command) {
	const { operands, does } = commandTable[command];
	const options = optionsOf(command).filter((spec) => spec.only !== "action" && spec.name !== "charts");
	return [
		`helm-oci-publish ${`${command} ${operands}`.trim()} [OPTIONS]`,
		`${does[0]?.toUpperCase()}${does.slice(1)}.`,
		"",
		...options.flatMap(optionHelp),
		"",
		`Every option may also come from a variable: ${variableOf("if-exists")} for --if-exists.`,
		""
	].join("\n");
}
function optionHelp(spec) {
	const name = spec.secret ? `--${spec.name}-file FILE` : `--${spec.name}${placeholderOf(spec)}`;
	const from = spec.secret ? ` Or set ${variableOf(spec.name)}; “-” is standard input.` : "";
	const isSaid = spec.type !== "boolean" && !spec.default?.startsWith("${{");
	const fallback = spec.default === void 0 ? spec.defaultText : isSaid ? spec.default : void 0;
	const text = `${spec.description}${from}${fallback === void 0 ? "" : ` Default: ${fallback}.`}`.replaceAll("`", "");
	return [`  ${name}`, ...wrap(text).map((line) => `      ${line}`)];
}
function placeholderOf({ type }) {
	if (typeof type === "object") return ` ${type.choices.join("|")}`;
	return {
		string: " TEXT",
		integer: " N",
		port: " N",
		duration: " TIME",
		list: " LIST",
		lines: " TEXT",
		path: " DIR",
		file: " FILE",
		key: " TEXT",
		logins: " YAML",
		boolean: ""
	}[type];
}
function wrap(text) {
	const lines = [];
	let line = "";
	for (const word of text.split(" ")) if (line !== "" && line.length + word.length + 1 > width) {
		lines.push(line);
		line = word;
	} else line = line === "" ? word : `${line} ${word}`;
	return [...lines, line];
}

// src/cli/reporter.ts
/** Tells the story in lines on `stream`; on a terminal also how far it has come. */
function createTextReporter(stream, debug) {
	const secrets = /* @__PURE__ */ new Set();
	let progress = "";
	const masked = (text) => {
		let result = text;
		for (const secret of secrets) result = result.replaceAll(secret, "***");
		return result;
	};
	const clear = () => progress === "" ? "" : "\r\x1B[K";
	const print = (text) => {
		stream.write(`${clear()}${visibleText(masked(text))}\n${progress}`);
	};
	const place = (annotation) => annotation?.location === void 0 ? "" : `${formatLocation(annotation.location)}: `;
	return {
		info: (message) => print(visibleLine(message)),
		debug: (message) => {
			if (debug) print(`debug: ${message}`);
		},
		warn: (message, annotation) => print(`warning: ${place(annotation)}${message}`),
		error: (message, annotation) => print(`error: ${place(annotation)}${message}`),
		group: async (title, body) => {
			print(visibleLine(title));
			return body();
		},
		progress: (message) => {
			if (!stream.isTTY) return;
			const before = clear();
			progress = message === void 0 ? "" : visibleLine(message).slice(0, (stream.columns ?? 80) - 1);
			stream.write(before + progress);
		},
		mask: (value) => {
			for (const line of [value, ...value.split(/\r?\n/)]) if (line.trim() !== "") secrets.add(line);
		}
	};
}

// src/cli/run.ts
/** Runs one command line; returns the exit code: 0 all well, 1 something failed or conflicts, 2 wrong use. */
async function runCommandLine(words, terminal) {
	const reporter = createTextReporter(terminal.stderr, words.includes("--debug"));
	try {
		const invocation = readArguments(words, terminal.variables, readSecretFile);
		if (invocation.kind !== "run") {
			terminal.stdout.write(invocation.kind === "help" ? renderHelp(invocation.command) : `${version}\n`);
			return 0;
		}
		for (const spec of optionsOf(invocation.command)) {
			const text = invocation.raw.get(spec.name)?.text ?? "";
			if (spec.secret) for (const value of secretsIn(spec, text)) reporter.mask(value);
		}
		refuseForeignHead(invocation.command, invocation.raw, terminal.variables);
		const isNamed = invocation.operands.length > 0;
		const context = readContext(terminal.variables);
		const given = leaveOutAbsentSecrets(invocation.command, invocation.raw, context);
		given.notes.forEach(reporter.info);
		const raw = await withToolConfigs(invocation.command, {
			raw: given.raw,
			isNamed
		}, reporter);
		const options = parseOptions(invocation.command, raw);
		return await runners[invocation.command]({
			...invocation,
			options,
			context,
			terminal,
			reporter
		});
	} catch (error) {
		tellFault(error, reporter);
		return exitCodeOf(error);
	}
}
function readSecretFile(file) {
	try {
		return readFileSync(file === "-" ? 0 : file, "utf8");
	} catch (cause) {
		throw new PublishError("USAGE", `Could not read a secret from ${file === "-" ? "standard input" : file}: ${messageOf(cause)}`, {
			cause,
			hint: "Name a file that this user may read, or “-” for standard input."
		});
	}
}

export { runCommandLine };