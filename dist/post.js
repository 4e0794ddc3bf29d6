
import "./chunks/rolldown-runtime.js";
import { r as getState } from "./chunks/shared31.js";
import { r as tellFault } from "./chunks/shared24.js";
import { f as credentialHelper, m as loginKey, o as originOf, r as authsOf, s as parseDockerConfig, t as createHelperRun } from "./chunks/shared30.js";
import { t as createActionReporter } from "./chunks/shared38.js";
import { r as messageOf, t as PublishError } from "./chunks/shared4.js";
import { o as withoutKeys, s as replaceFile, t as editDockerConfig } from "./chunks/shared36.js";
import { t as Secret } from "./chunks/shared21.js";
import { a as recordState, i as readRecord, n as fingerprint, t as bytesOf } from "./chunks/shared37.js";
import path from "node:path";
import { realpath, rm, rmdir } from "node:fs/promises";

// src/action/restore-logins.ts
/**
* Undoes what leaveLogins did. A file that is still as we left it becomes what it was, byte for
* byte; from one that somebody else has changed since only our logins go. The record goes in any case. Throws IO with
* every place that could not be undone.
*/
async function restoreLogins(record, run) {
	const problems = [];
	try {
		for (const file of await readRecord(record)) await restoreFile(file, run).catch((error) => {
			problems.push({
				message: messageOf(error),
				hint: `look for a login of this job in ${file.place.file}, and remove it`
			});
		});
	} finally {
		await rm(path.dirname(record), {
			recursive: true,
			force: true
		});
	}
	if (problems.length > 0) throw new PublishError("IO", "Could not undo the logins of this job.", { problems });
}
async function restoreFile(file, run) {
	const { place, original, written, missingDirectories } = file;
	for (const login of file.logins) await restoreHelper(file, login, run);
	const now = await bytesOf(place.file);
	if (now !== void 0) {
		if (!(written === void 0 || written === fingerprint(now))) await withdraw(file);
		else if (original === void 0) await rm(await realpath(place.file));
		else await replaceFile(place.file, Buffer.from(original.base64, "base64"), original.mode);
	}
	for (const directory of missingDirectories) if (!await removeEmpty(directory)) break;
}
/** Takes our logins out of the file, but for those that were replaced; what was there before comes back. */
async function withdraw({ place, original, logins }) {
	const text = Buffer.from(original?.base64 ?? "", "base64").toString();
	const before = authsOf(parseDockerConfig(place, text));
	await editDockerConfig(place, async (config) => {
		const auths = authsOf(config);
		const keys = logins.filter(({ host, entry }) => fingerprint(JSON.stringify(auths[loginKey(host)]) ?? "") === entry).map(({ host }) => loginKey(host));
		if (keys.length === 0) return config;
		const back = Object.fromEntries(keys.flatMap((key) => key in before ? [[key, before[key]]] : []));
		return {
			...config,
			auths: {
				...withoutKeys(auths, keys),
				...back
			}
		};
	});
}
async function restoreHelper({ place }, { host, helper }, run) {
	if (helper === void 0) return;
	const keeper = credentialHelper(helper.name, originOf(place), run);
	const now = await keeper.get(host);
	if (!(now?.kind === "basic" && fingerprint(`${now.username}:${now.password.reveal()}`) === helper.left)) return;
	if (helper.before === void 0) await keeper.erase(host);
	else {
		const { username, password } = helper.before;
		await keeper.store({
			host,
			username,
			password: new Secret(password)
		});
	}
}
async function removeEmpty(directory) {
	return await rmdir(directory).then(() => true, () => false);
}

// src/action/post.ts
const record = getState(recordState);
if (record !== "") {
	const reporter = createActionReporter();
	try {
		await restoreLogins(record, createHelperRun(process.env, new AbortController().signal));
		reporter.info("The logins of this job are undone.");
	} catch (error) {
		tellFault(error, reporter);
		process.exitCode = 1;
	}
}

export {  };