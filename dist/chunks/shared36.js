
import { r as messageOf, t as PublishError } from "./shared4.js";
import { f as credentialHelper, i as helperFor, l as readDockerConfigText, m as loginKey, o as originOf, p as hostKeys, r as authsOf, s as parseDockerConfig } from "./shared30.js";
import path from "node:path";
import { randomUUID } from "node:crypto";
import { chmod, mkdir, readlink, realpath, rename, rm, writeFile } from "node:fs/promises";

// src/oci/login/replace-file.ts
/**
* Replaces a file, or creates it, at once: whoever reads it meanwhile sees the old content or the new. A symbolic link
* stays one. Directories that are missing are made for the user alone.
*/
async function replaceFile(file, bytes, mode) {
	const target = await targetOf(file);
	await mkdir(path.dirname(target), {
		recursive: true,
		mode: 448
	});
	const temporary = `${target}.${randomUUID()}`;
	try {
		await writeFile(temporary, bytes, {
			mode,
			flag: "wx"
		});
		await chmod(temporary, mode);
		await rename(temporary, target);
	} catch (error) {
		await rm(temporary, { force: true });
		throw error;
	}
}
/** Where a path leads; a link may lead to a file that is still to come. */
async function targetOf(file) {
	try {
		return await realpath(file);
	} catch {
		const link = await readlink(file).catch(() => void 0);
		return link === void 0 ? file : path.resolve(path.dirname(file), link);
	}
}

// src/oci/login/login-store.ts
/** For the user alone, as Docker and Helm have it. */
const FILE_MODE = 384;
/**
* Keeps a login where the file has logins kept: with its credential helper, else in the file itself. Everything else
* in the file stays. The form is that of Docker (docker/cli cli/config/configfile), which Helm v4.1.4 shares.
*/
async function storeLogin(place, login, run) {
	const { host, username } = login;
	if (username.includes(":")) throw new PublishError("USAGE", `Could not keep the login for ${host}: its user name holds a colon`, { hint: "no file in Docker's format can hold such a name" });
	await editDockerConfig(place, async (config) => {
		const helper = helperOf(place, config, host, run);
		await helper?.store(login);
		const entry = entryOf(login, helper !== void 0);
		return {
			...config,
			auths: {
				...authsOf(config),
				[loginKey(host)]: entry
			}
		};
	});
}
/** What the file says of a login. Of one that a helper keeps nothing: Docker has it there to be listed. */
function entryOf({ username, password }, hasHelper) {
	return hasHelper ? {} : { auth: Buffer.from(`${username}:${password.reveal()}`).toString("base64") };
}
/** Forgets the login for `host`, with the helper's and under every key that means the host; whether there was one. */
async function removeLogin(place, host, run) {
	let wasKept = false;
	await editDockerConfig(place, async (config) => {
		const helper = helperOf(place, config, host, run);
		wasKept = await helper?.get(host) !== void 0;
		if (wasKept) await helper?.erase(host);
		const auths = authsOf(config);
		const keys = hostKeys(Object.keys(auths), host);
		if (keys.length === 0) return config;
		wasKept = true;
		return {
			...config,
			auths: withoutKeys(auths, keys)
		};
	});
	return wasKept;
}
/** Writes what `change` makes of the file, in the file's own indentation; nothing where it gives it back. */
async function editDockerConfig(place, change) {
	const text = await readDockerConfigText(place);
	const config = parseDockerConfig(place, text);
	const changed = await change(config);
	if (changed === config) return;
	const indent = /^\s*\{\r?\n([ \t]+)/.exec(text)?.[1] ?? "	";
	const end = text.endsWith("\n") ? "\n" : "";
	try {
		await replaceFile(place.file, JSON.stringify(changed, void 0, indent) + end, FILE_MODE);
	} catch (cause) {
		throw new PublishError("IO", `Could not write ${place.name}, ${place.file}: ${messageOf(cause)}`, {
			cause,
			hint: "make it writable, or name another place with HELM_REGISTRY_CONFIG or DOCKER_CONFIG"
		});
	}
}
/** The entries but for those under `keys`. */
function withoutKeys(entries, keys) {
	return Object.fromEntries(Object.entries(entries).filter(([key]) => !keys.includes(key)));
}
/** The helper that keeps the login for `host`, if the file names one. */
function helperOf(place, config, host, run) {
	const name = helperFor(config, host);
	return name === void 0 ? void 0 : credentialHelper(name, originOf(place), run);
}

export { storeLogin as a, removeLogin as i, entryOf as n, withoutKeys as o, helperOf as r, replaceFile as s, editDockerConfig as t };