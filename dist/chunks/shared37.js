
import { r as messageOf, t as PublishError } from "./shared4.js";
import path from "node:path";
import { createHash } from "node:crypto";
import { chmod, mkdtemp, readFile, stat, writeFile } from "node:fs/promises";

// src/action/saved-logins.ts
/** Under this name the post step finds the path of the record. The runner keeps it in the open: a path, no more. */
const recordState = "logins";
/** Keeps the record below `temp` for this user alone; it holds whatever secrets the files held. */
async function writeRecord(temp, files) {
	const record = path.join(await mkdtemp(path.join(temp, "helm-oci-publish-")), "logins.json");
	await updateRecord(record, files);
	return record;
}
async function updateRecord(record, files) {
	await writeFile(record, JSON.stringify(files), { mode: 384 });
	await chmod(record, 384);
}
/** The record of the same job; written by us, so that its form is known. Throws IO where it is gone or damaged. */
async function readRecord(record) {
	try {
		return JSON.parse(await readFile(record, "utf8"));
	} catch (cause) {
		const why = cause instanceof SyntaxError ? "it is damaged" : messageOf(cause);
		throw new PublishError("IO", `Could not undo the logins of this job: ${record} cannot be read: ${why}`, {
			hint: "look for logins of this job in Helm's and Docker's files, and remove them",
			...!(cause instanceof SyntaxError) && { cause }
		});
	}
}
/** Content and mode of a file; `undefined` where there is none. */
async function readOriginal(file) {
	const bytes = await bytesOf(file);
	return bytes && {
		base64: bytes.toString("base64"),
		mode: (await stat(file)).mode & 4095
	};
}
/** The bytes of a file; `undefined` where there is none. */
async function bytesOf(file) {
	return await readFile(file).catch((error) => {
		if (error.code === "ENOENT" || error.code === "ENOTDIR") return void 0;
		throw error;
	});
}
/** By which content is recognised without being kept. */
function fingerprint(content) {
	return createHash("sha256").update(content).digest("hex");
}

export { recordState as a, readRecord as i, fingerprint as n, updateRecord as o, readOriginal as r, writeRecord as s, bytesOf as t };