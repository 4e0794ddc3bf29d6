
import { t as archiveName } from "./shared15.js";
import { D as codeOf } from "./shared3.js";
import { h as isDigest, m as digestOf } from "./shared2.js";
import { i as withoutStop, r as messageOf, t as PublishError } from "./shared4.js";
import { i as dependencyArchive } from "./shared6.js";
import path from "node:path";
import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";

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
/** `undefined` where there is no such file. Throws where it cannot be read, or is too large to be one of ours. */
async function contentOf(file) {
	try {
		const { size } = await stat(file);
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

export { createDownloadCache as t };