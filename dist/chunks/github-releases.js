
import "./rolldown-runtime.js";
import { s as archiveName, t as readChartManifest } from "./shared12.js";
import { i as withoutStop, r as messageOf, t as PublishError } from "./shared4.js";
import { t as fillRelease } from "./shared27.js";
import { t as digestRefOf } from "./shared23.js";
import { n as parseVersion, t as compareVersions } from "./shared16.js";
import { n as printable, s as jsonOf } from "./shared.js";
import { t as helmInstallLine } from "./shared22.js";
import { r as escapeText } from "./shared34.js";
import { m as digestOf } from "./shared2.js";
import { t as PredicateType } from "./shared42.js";
import { a as readAsset, i as immutable, n as uploadAddress, o as readRelease, r as GitHubError, s as recordOf, t as connectGitHub } from "./shared51.js";
import { t as nextPage } from "./shared29.js";
import { n as repositoryUrl } from "./shared50.js";
import path from "node:path";
import { readFile } from "node:fs/promises";

// src/changes/since-tag.ts
/** The tags of HEAD's history. */
async function tagsOf(exec, root) {
	const { exitCode, stdout } = await exec("git", [
		"for-each-ref",
		"--merged=HEAD",
		"--format=%(refname:strip=2)",
		"refs/tags"
	], { directory: root });
	return exitCode === 0 ? stdout.split("\n").filter((line) => line !== "") : [];
}
/**
* The commits since `tag` that touched a directory, newest first, `limit` at most; merges are left out. `undefined` where
* git cannot tell: the tag is not here, or the history is cut off.
*/
async function changesSince(exec, tag, place, limit) {
	const { exitCode, stdout } = await exec("git", [
		"log",
		`-${limit}`,
		"--no-merges",
		"--no-show-signature",
		"--format=%H %s",
		"-z",
		`refs/tags/${tag}..HEAD`,
		"--",
		pathspec(place)
	], { directory: place.root });
	if (exitCode !== 0) return void 0;
	return stdout.split("\0").flatMap((line) => {
		const [, id, subject] = /^([0-9a-f]{40,64}) (.*)$/s.exec(line.trim()) ?? [];
		return id === void 0 || subject === void 0 ? [] : [{
			id,
			subject
		}];
	});
}
/** Whether a directory is the same at `commit` as in HEAD; not, where git does not know the commit. */
async function isSameAt(exec, commit, place) {
	if (!/^[0-9a-f]{40,64}$/.test(commit)) return false;
	return (await exec("git", [
		"diff",
		"--quiet",
		"--no-ext-diff",
		commit,
		"HEAD",
		"--",
		pathspec(place)
	], { directory: place.root })).exitCode === 0;
}
function pathspec({ root, directory }) {
	return `:(literal)${pathIn(root, directory) || "."}`;
}
/** With `/` between the parts, as git has it. */
function pathIn(root, directory) {
	return directory.slice(root.length).replaceAll("\\", "/").replace(/^\/+/, "");
}

// src/commands/release-notes.ts
/** Commits that notes list; what goes beyond is a page of the comparison. */
const maxChanges = 50;
/** The notes of a release in Markdown. Descriptions and commits are anybody's text: they mark nothing up, and call nobody. */
function renderNotes(content) {
	const { facts, description, changes = [] } = content;
	const install = helmInstallLine(facts);
	return `${[
		description === void 0 || description === "" ? void 0 : `<p>${untrusted(description)}</p>`,
		install === void 0 ? void 0 : `Install by digest:\n\n\`\`\`sh\n${install}\n\`\`\``,
		changes.length === 0 ? void 0 : `### Changes\n\n${renderChanges(changes)}`,
		renderComparison(content)
	].filter((section) => section !== void 0).join("\n\n")}\n`;
}
function renderChanges(changes) {
	return [...changes.slice(0, 50).map(({ id, subject }) => `- ${id} ${untrusted(subject)}`), ...changes.length > 50 ? ["- and more"] : []].join("\n");
}
function renderComparison({ previousTag, tag, repositoryUrl }) {
	if (previousTag === void 0) return void 0;
	const range = `${encodeURIComponent(previousTag)}...${encodeURIComponent(tag)}`;
	return `[Everything since ${untrusted(previousTag)}](${repositoryUrl}/compare/${range})`;
}
/** The numbers of pull requests in a commit's subject may lead there: it is this repository's. */
function untrusted(text) {
	return escapeText(printable(text)).replaceAll("&#35;&#8203;", "#");
}
/** The tag, among those that `tagOf` could have made, of the highest version below `version`. */
function previousTag(version, tags, tagOf) {
	const current = parseVersion(version);
	if (current === void 0) return void 0;
	const [prefix = "", suffix = ""] = tagOf("\0").split("\0");
	return [...tags].flatMap((tag) => {
		const text = tag.slice(prefix.length, tag.length - suffix.length);
		const found = tagOf(text) === tag ? parseVersion(text) : void 0;
		return found !== void 0 && compareVersions(found, current) < 0 ? [{
			tag,
			found
		}] : [];
	}).sort((a, b) => compareVersions(b.found, a.found))[0]?.tag;
}

// src/signing/sigstore/bundle-predicate.ts
/** The predicate type of the statement that a bundle of ours signs; `undefined` where it signs something else. */
function predicateTypeOf(bundle) {
	try {
		const { dsseEnvelope } = JSON.parse(Buffer.from(bundle).toString("utf8"));
		const statement = JSON.parse(Buffer.from(dsseEnvelope.payload, "base64").toString("utf8"));
		return typeof statement.predicateType === "string" ? statement.predicateType : void 0;
	} catch {
		return;
	}
}

// src/commands/released-files.ts
/**
* The files of a release are those the registry holds, not those of this run: a chart that was published before may have
* been signed at another time, or packaged by Helm.
*/
async function publishedChart({ target, facts }, digest, registry, signal) {
	const manifest = readChartManifest((await registry.fetchManifest(target, digest, signal))?.bytes ?? /* @__PURE__ */ new Uint8Array());
	if (manifest === void 0) {
		const where = `${target.host}/${target.name}@${digest}`;
		throw new PublishError("NOT_FOUND", `Could not fetch ${where}: the registry does not find the chart.`);
	}
	const fileName = archiveName(facts);
	const fileOf = (name, type, layer) => ({
		...layer,
		name,
		type,
		read: () => registry.fetchBlob(target, layer, signal)
	});
	const { config, chart, provenance } = manifest;
	return {
		files: [fileOf(fileName, "application/gzip", chart), ...provenance ? [fileOf(`${fileName}.prov`, "text/plain", provenance)] : []],
		readDescription: async () => descriptionIn(await registry.fetchBlob(target, config, signal))
	};
}
/** Helm's config is Chart.yaml as JSON. */
function descriptionIn(config) {
	try {
		const { description } = JSON.parse(Buffer.from(config).toString("utf8"));
		return typeof description === "string" ? description : void 0;
	} catch {
		return;
	}
}
/** The Sigstore bundles of a chart as files; each of its own, so that one may be added to a release later. */
function bundleFiles(fileName, bundles) {
	return bundles.map((bytes) => ({
		name: `${fileName}.${predicateTypeOf(bytes) === PredicateType.slsaProvenance ? "provenance" : "signature"}.sigstore.json`,
		type: "application/json",
		digest: digestOf(bytes),
		size: bytes.length,
		read: async () => bytes
	}));
}

// src/commands/release-charts.ts
/** GitHub takes notes of so many characters. */
const maxNotes = 125e3;
/** Releases by `maker`. One after the other: GitHub asks for that, and the last one stays the latest. */
function releasingCharts(settings) {
	const { options, reporter, signal } = settings;
	return {
		check: (charts) => checkNotes(settings, charts),
		async release(charts) {
			const outcomes = [];
			let blocked;
			for (const chart of charts) {
				const released = releasedOf(chart, options.releaseTag);
				if (released === void 0) {
					outcomes.push(chart.outcome);
					continue;
				}
				try {
					if (blocked !== void 0) throw blocked;
					const { status, url } = await releaseChart(released, settings);
					reporter.info(`${titleOf(released)}: release ${released.tag} ${status} ${url}`);
					outcomes.push({
						...released.outcome,
						releaseUrl: url
					});
				} catch (cause) {
					if (isForAll(cause)) blocked = cause;
					const { digest: _, ...facts } = released.outcome;
					outcomes.push({
						...facts,
						status: "failed",
						error: failure(released, cause, signal)
					});
				}
			}
			return outcomes;
		}
	};
}
function releasedOf({ outcome, prepared, history }, releaseTag) {
	if (outcome.status !== "published" && outcome.status !== "unchanged") return void 0;
	const { digest } = outcome;
	if (digest === void 0 || prepared === void 0) return void 0;
	return {
		outcome,
		digest,
		prepared,
		history,
		tag: fillRelease(releaseTag, prepared.facts)
	};
}
async function releaseChart(released, settings) {
	const { registry, proofs, maker, signal, options, exec } = settings;
	const { prepared, digest, history, tag } = released;
	const { target, facts } = prepared;
	const published = await publishedChart(prepared, digest, registry, signal);
	const bundles = (await proofs?.attach(target, digest))?.bundles ?? [];
	const commit = history?.head ?? settings.commit;
	const place = history && {
		root: history.root,
		directory: history.realPath
	};
	return maker.ensure({
		tag,
		...commit !== void 0 && { commit },
		isPrerelease: facts.version.replace(/\+.*/, "").includes("-"),
		latest: options.makeLatest,
		assets: [...published.files, ...bundleFiles(archiveName(facts), bundles)],
		writeNotes: (others) => writeNotes(released, {
			published,
			place,
			others
		}, settings),
		isSameAt: async (other) => place !== void 0 && await isSameAt(exec, other, place)
	}, signal);
}
async function writeNotes({ prepared, outcome, tag }, known, settings) {
	const { options, exec, repositoryUrl } = settings;
	const { facts } = prepared;
	if (options.releaseNotes !== void 0) return readFile(notesFile(settings, facts), "utf8");
	const { published, place, others } = known;
	const tags = place === void 0 ? [] : await tagsOf(exec, place.root);
	const tagOf = (version) => fillRelease(options.releaseTag, {
		name: facts.name,
		version
	});
	const previous = previousTag(facts.version, /* @__PURE__ */ new Set([...tags, ...others]), tagOf);
	const changes = previous !== void 0 && place !== void 0 && tags.includes(previous) ? await changesSince(exec, previous, place, 50 + 1) : void 0;
	const description = await published.readDescription();
	return renderNotes({
		facts: outcome,
		tag,
		repositoryUrl,
		...description !== void 0 && { description },
		...previous !== void 0 && { previousTag: previous },
		...changes !== void 0 && { changes }
	});
}
function notesFile({ options }, facts) {
	return path.resolve(options.workingDirectory, fillRelease(options.releaseNotes ?? "", facts));
}
/** Notes that are found missing when the chart is published are found too late. */
async function checkNotes(settings, charts) {
	if (settings.options.releaseNotes === void 0) return;
	const problems = [];
	for (const { facts } of charts) {
		const file = notesFile(settings, facts);
		try {
			const { length } = await readFile(file, "utf8");
			if (length > maxNotes) problems.push({ message: `${file} has ${length} characters; GitHub takes ${maxNotes}` });
		} catch (cause) {
			problems.push({
				message: `release-notes of ${facts.name}: ${messageOf(cause)}`,
				hint: "Write the file, or leave release-notes out to have notes made."
			});
		}
	}
	if (problems.length > 0) throw new PublishError("USAGE", "Could not plan the releases.", { problems });
}
function isForAll(cause) {
	return cause instanceof PublishError && [
		"UNAUTHORIZED",
		"DENIED",
		"THROTTLED"
	].includes(cause.code);
}
/** Says what is there by now, and whether another run does the rest. */
function failure(released, cause, signal) {
	const { outcome, tag } = released;
	const message = `${titleOf(released)} is published (${digestRefOf(outcome)}), but not its release ${tag} on GitHub: ${messageOf(cause)}`;
	const again = "Run again: what is there stays, and only what is missing is added.";
	if (signal.aborted) return new PublishError("CANCELLED", message, {
		cause,
		hint: again
	});
	if (!(cause instanceof PublishError)) return new PublishError("RELEASE", message, {
		cause,
		hint: again
	});
	const { hint, excerpt, code } = cause;
	const advice = hint === void 0 ? again : code === "CONFLICT" ? hint : `${withoutStop(hint)}. Then run again: what is there stays, and only what is missing is added.`;
	return new PublishError("RELEASE", message, {
		cause,
		hint: advice,
		...excerpt !== void 0 && { excerpt }
	});
}
function titleOf({ prepared: { facts } }) {
	return `${facts.name} ${facts.version}`;
}

// src/github/missing-assets.ts
/** What a release lacks. Throws CONFLICT where it holds other content under the same name: that is never replaced. */
function missingAssets(release, wanted) {
	const problems = [];
	const missing = [];
	for (const asset of wanted) {
		const found = release.assets.find(({ name }) => isSameName(name, asset.name));
		if (found === void 0) missing.push({ asset });
		else if (found.state !== "uploaded") missing.push({
			asset,
			broken: found
		});
		else if (!isSameContent(found, asset)) problems.push({ message: difference(found, asset) });
	}
	if (problems.length === 0) return missing;
	throw new PublishError("CONFLICT", `Could not complete release ${release.tag} (${release.url})`, {
		problems,
		hint: "Assets are never replaced, for others may rely on them. Bump version in Chart.yaml; or delete the asset on that page, if it is wrong there."
	});
}
/** GitHub renames assets that have special characters ("Upload a release asset"): it puts a dot in their place. */
function isSameName(theirs, ours) {
	return theirs === ours || theirs === ours.replace(/[^\w.-]/g, ".");
}
function isSameContent(found, { digest, size }) {
	return found.size === size && (found.digest ?? digest) === digest;
}
function difference(found, { name, digest, size }) {
	return `asset ${name} holds other content (${[`${found.size} bytes`, ...found.digest === void 0 ? [] : [found.digest]].join(", ")}) than the registry (${size} bytes, ${digest})`;
}

// src/github/ensure-release.ts
/** How often all is looked at anew where a request may have been carried out or not. */
const rounds = 4;
/** A maker over the releases of a repository; `settle` waits before it looks again. */
function createReleaseMaker(releases, settle) {
	let listed;
	const list = (signal) => {
		listed ??= releases.list(signal);
		return listed;
	};
	return { async ensure(wanted, signal) {
		const made = [];
		for (let round = 1;; round++) try {
			return await ensureOnce({
				releases,
				list,
				made
			}, wanted, signal);
		} catch (error) {
			if (round === rounds || signal.aborted || !isUncertain(error)) throw error;
			listed = void 0;
			await settle(round, signal);
		}
	} };
}
/** Whether the request may have been carried out, by this run or by another: what is there now has to tell. */
function isUncertain(error) {
	if (error instanceof GitHubError) return error.status >= 500 || error.faults.includes("already_exists");
	return error instanceof PublishError && (error.code === "NETWORK" || error.code === "TIMEOUT");
}
async function ensureOnce({ releases, list, made }, wanted, signal) {
	const { tag } = wanted;
	const published = await releases.byTag(tag, signal);
	if (published !== void 0) {
		for (const id of made.filter((one) => one !== published.id)) await releases.deleteRelease(id, signal);
		return complete(releases, published, wanted, signal);
	}
	await refuseForeignTag(releases, wanted, signal);
	const all = await list(signal);
	const draft = all.filter((one) => one.isDraft && one.tag === tag).sort((a, b) => a.id - b.id)[0] ?? await makeDraft(releases, all, wanted, signal);
	if (!all.includes(draft)) made.push(draft.id);
	await addAssets(releases, draft, wanted, signal);
	const { url } = await releases.publish(draft, latestOf(wanted), signal);
	return {
		status: "released",
		url
	};
}
async function makeDraft(releases, all, wanted, signal) {
	const released = all.filter(({ isDraft }) => !isDraft).map(({ tag }) => tag);
	return releases.createDraft({
		...wanted,
		notes: await wanted.writeNotes(released)
	}, signal);
}
/** A release that is out: what it lacks is added, if GitHub lets it be. */
async function complete(releases, release, wanted, signal) {
	const { tag, url, isImmutable } = release;
	const missing = missingAssets(release, wanted.assets);
	if (missing.length === 0) return {
		status: "unchanged",
		url
	};
	if (isImmutable) {
		const names = missing.map(({ asset }) => asset.name).join(", ");
		throw new PublishError("CONFLICT", `Could not add ${names} to release ${tag} (${url}): it is immutable.`, immutable);
	}
	await upload(releases, release, missing, signal);
	return {
		status: "completed",
		url
	};
}
async function addAssets(releases, release, { assets }, signal) {
	await upload(releases, release, missingAssets(release, assets), signal);
}
async function upload(releases, release, missing, signal) {
	for (const { asset, broken } of missing) {
		if (broken !== void 0) await releases.deleteAsset(broken, signal);
		const bytes = await asset.read();
		const uploaded = await releases.upload(release, {
			...asset,
			bytes
		}, signal);
		missingAssets({
			...release,
			assets: [uploaded]
		}, [asset]);
	}
}
/** A pre-release cannot be the latest release; GitHub refuses to make it so. */
function latestOf({ isPrerelease, latest }) {
	return isPrerelease ? "false" : latest;
}
/** A tag that is there keeps its commit, whatever the release says: then it has to be the commit of this chart. */
async function refuseForeignTag(releases, { tag, commit, isSameAt }, signal) {
	const existing = await releases.commitOf(tag, signal);
	if (existing === void 0 || commit === void 0 || existing === commit) return;
	if (await isSameAt(existing)) return;
	throw new PublishError("CONFLICT", `Could not release ${tag}: the tag points at commit ${existing} already, and this run is of ${commit}, with another content of the chart.`, { hint: `Bump version in Chart.yaml; or publish from the tag's commit; or choose other tags with release-tag; or, if nobody relies on it, delete the tag: git push --delete origin ${tag}` });
}

// src/github/releases.ts
/** GitHub lists the first 10,000 releases. */
const maxPages = 100;
/** The releases of `repository` (`acme/charts`). Methods throw GitHubError, NETWORK, TIMEOUT or CANCELLED. */
function createReleases(ask, apiUrl, repository) {
	const at = (path) => repositoryUrl(apiUrl, repository, path);
	return {
		async byTag(tag, signal) {
			const doing = `look for release ${tag} of ${repository}`;
			const answer = await ask({
				doing,
				method: "GET",
				url: at(`releases/tags/${encodeURIComponent(tag)}`),
				expects: [404]
			}, signal);
			return answer.status === 404 ? void 0 : readRelease(jsonOf(answer), doing);
		},
		list: (signal) => listReleases(ask, at("releases?per_page=100"), repository, signal),
		async createDraft({ tag, commit, isPrerelease, notes }, signal) {
			const doing = `draft release ${tag} of ${repository}`;
			const body = {
				tag_name: tag,
				...commit !== void 0 && { target_commitish: commit },
				name: tag,
				body: notes,
				draft: true,
				prerelease: isPrerelease
			};
			return readRelease(jsonOf(await ask({
				doing,
				method: "POST",
				url: at("releases"),
				body
			}, signal)), doing);
		},
		async publish({ id, tag }, latest, signal) {
			const doing = `publish release ${tag} of ${repository}`;
			const body = {
				draft: false,
				make_latest: latest
			};
			const url = at(`releases/${id}`);
			return readRelease(jsonOf(await ask({
				doing,
				method: "PATCH",
				url,
				body
			}, signal)), doing);
		},
		async upload({ tag, uploadUrl }, { name, type, bytes }, signal) {
			const doing = `upload ${name} to release ${tag} of ${repository}`;
			const url = uploadAddress(uploadUrl, apiUrl, name);
			if (url === void 0) throw new PublishError("GITHUB_ERROR", `Could not ${doing}: GitHub's API gives no address for it.`, { hint: "Is GITHUB_API_URL the address of GitHub's API?" });
			const answer = await ask({
				doing,
				method: "POST",
				url,
				body: {
					type,
					bytes
				}
			}, signal);
			return readAsset(jsonOf(answer), doing);
		},
		async deleteAsset({ id, name }, signal) {
			await ask({
				doing: `delete ${name}, an upload that broke off, of a release of ${repository}`,
				method: "DELETE",
				url: at(`releases/assets/${id}`),
				expects: [404]
			}, signal);
		},
		async deleteRelease(id, signal) {
			await ask({
				doing: `delete a draft of ${repository} that another run was faster to publish`,
				method: "DELETE",
				url: at(`releases/${id}`),
				expects: [404]
			}, signal);
		},
		commitOf: (tag, signal) => commitOf(ask, at, tag, signal)
	};
}
async function listReleases(ask, first, repository, signal) {
	const doing = `list the releases of ${repository}`;
	const releases = [];
	let url = first;
	for (let page = 1; url !== void 0 && page <= maxPages; page++) {
		const answer = await ask({
			doing,
			method: "GET",
			url
		}, signal);
		const json = jsonOf(answer);
		releases.push(...(Array.isArray(json) ? json : [json]).map((release) => readRelease(release, doing)));
		url = nextPage(answer, first);
	}
	return releases;
}
async function commitOf(ask, at, tag, signal) {
	const doing = `look up tag ${tag}`;
	const get = (path) => ask({
		doing,
		method: "GET",
		url: at(path),
		expects: [404]
	}, signal);
	let answer = await get(`git/ref/tags/${tag.split("/").map(encodeURIComponent).join("/")}`);
	for (let depth = 0; depth < 5 && answer.status !== 404; depth++) {
		const { type, sha } = recordOf(recordOf(jsonOf(answer), doing)["object"], doing);
		if (type !== "tag") return typeof sha === "string" ? sha : void 0;
		answer = await get(`git/tags/${encodeURIComponent(String(sha))}`);
	}
}

// src/wire/github-releases.ts
/** Releases on the GitHub that the variables name. Throws USAGE where they name none. */
function wireReleases(options, context, { variables, connection, ...clients }) {
	const { ask, apiUrl, repository, close } = connectGitHub(options, {
		variables,
		connection,
		reporter: clients.reporter
	}, {
		option: "release",
		doing: "plan the releases",
		right: "write the repository's contents"
	});
	return {
		...releasingCharts({
			...clients,
			options,
			maker: createReleaseMaker(createReleases(ask, apiUrl, repository), (round, signal) => connection.sleep(1e3 * 2 ** round, signal)),
			repositoryUrl: `${variables["GITHUB_SERVER_URL"] || "https://github.com"}/${repository}`,
			...context.commit !== void 0 && { commit: context.commit }
		}),
		[Symbol.asyncDispose]: close
	};
}

export { wireReleases };