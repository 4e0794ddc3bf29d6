
import { d as isDockerHub, n as printable } from "./shared.js";
import { r as messageOf, t as PublishError } from "./shared4.js";
import { t as Secret } from "./shared21.js";
import { readFile } from "node:fs/promises";
import { spawn } from "node:child_process";

// src/oci/login/docker-config-keys.ts
/** Under what Docker's own login keeps a Docker Hub account. */
const DOCKER_HUB_KEY = "https://index.docker.io/v1/";
/** That, then what people write by hand. */
const DOCKER_HUB_KEYS = [
	DOCKER_HUB_KEY,
	"index.docker.io",
	"docker.io",
	"registry-1.docker.io"
];
/** The key under which Docker and Helm keep the login for `host`, and by which a credential helper is asked. */
function loginKey(host) {
	return isDockerHub(host) ? DOCKER_HUB_KEY : host;
}
/**
* Those of `keys` that mean the repository, best first: a key for it or for a part of its path, the longest first
* (containers-auth.json(5)); the host as Docker writes it; the host with a scheme or the API's path; the host with
* any other path. Helm v4.1.4 puts the host's own key before the first, and takes the last as we do: who keeps both
* kinds means the narrower one. `oci://` is no scheme that anybody's login writes, and Helm takes none with it.
*/
function matchingKeys(keys, host, repository) {
	const own = isDockerHub(host) ? DOCKER_HUB_KEYS : [host];
	const rank = (key) => {
		const place = placeOf(key);
		if (!own.includes(place.host)) return void 0;
		if (place.path !== "" && `${repository}/`.startsWith(`${place.path}/`)) return -place.path.length;
		if (own.includes(key)) return own.indexOf(key);
		return own.length + (place.path === "" ? 0 : 1);
	};
	return keys.flatMap((key) => {
		const value = rank(key);
		return value === void 0 ? [] : [{
			key,
			value
		}];
	}).sort((a, b) => a.value - b.value).map(({ key }) => key);
}
/** Those of `keys` that mean the whole registry at `host`: what a logout there removes. */
function hostKeys(keys, host) {
	return matchingKeys(keys, host, "").filter((key) => placeOf(key).path === "");
}
/** Host and path of a key; `v1` and `v2` are the registry's API, no part of a repository's name. */
function placeOf(key) {
	const [host = "", ...parts] = key.replace(/^https?:\/\//, "").split("/");
	const path = parts.filter((part) => part !== "").join("/");
	return {
		host: host.toLowerCase(),
		path: /^v[12]$/.test(path) ? "" : path
	};
}

// src/oci/login/credential-helper.ts
/** Stands for the user name where the secret is an identity token (docker-credential-helpers). */
const TOKEN_USER = "<token>";
/** By these words, and no others, a helper says that it knows no login (docker-credential-helpers credentials/error.go). */
const NOT_FOUND = "credentials not found in native keychain";
/**
* The helper `docker-credential-<name>` that `origin`, a file, names. What it cannot do is an IO error with its own
* words: to go on without it would try the registry as somebody else (Helm v4.1.4 and Docker fail as well).
*/
function credentialHelper(name, origin, run) {
	const program = `docker-credential-${name}`;
	const ask = async (verb, host, login) => {
		const fail = (words) => failure({
			verb,
			host,
			program,
			origin
		}, words);
		if (!/^[A-Za-z0-9._-]+$/.test(name)) throw fail("its name may hold only letters, digits, “.”, “_” and “-”");
		const result = await run(program, verb, inputFor(host, login));
		if (result.failure !== void 0) throw fail(result.failure);
		if (result.exitCode === 0 || isNotFound(result)) return result;
		throw fail(`it ended with ${result.exitCode} and said ${wordsOf(result, login?.password)}`);
	};
	return {
		async get(host) {
			const result = await ask("get", host);
			if (isNotFound(result)) return void 0;
			const answer = readAnswer(result.stdout);
			if (answer === void 0) throw failure({
				verb: "get",
				host,
				program,
				origin
			}, "its answer is no login");
			const { username, secret } = answer;
			if (secret === "") return void 0;
			const from = `${program}, named in ${origin}`;
			if (username === "<token>" || username === "") return {
				kind: "identity-token",
				token: new Secret(secret),
				origin: from
			};
			return {
				kind: "basic",
				username,
				password: new Secret(secret),
				origin: from
			};
		},
		async store(login) {
			await ask("store", login.host, login);
		},
		async erase(host) {
			await ask("erase", host);
		}
	};
}
/** What the protocol has on standard input: the key, or the login to keep. */
function inputFor(host, login) {
	if (login === void 0) return new Secret(loginKey(host));
	const { username, password } = login;
	return new Secret(JSON.stringify({
		ServerURL: loginKey(host),
		Username: username,
		Secret: password.reveal()
	}));
}
const doings = {
	get: ["get the login", "from"],
	store: ["keep the login", "with"],
	erase: ["remove the login", "with"]
};
function failure({ verb, host, program, origin }, words) {
	const [doing, preposition] = doings[verb];
	const what = `${doing} for ${host} ${preposition} the credential helper ${printable(program)}`;
	return new PublishError("IO", `Could not ${what}, which ${origin} names: ${words}`, { hint: `install or mend ${printable(program)}, or take it out of the file; username and password, or registry-auth, go before the file` });
}
function isNotFound({ exitCode, stdout }) {
	return exitCode !== 0 && stdout.trim() === NOT_FOUND;
}
/** Its words for a message, without the password it was given; an answer that holds a login is not shown. */
function wordsOf({ stdout, stderr }, password) {
	const words = [stdout, stderr].find((text) => text.trim() !== "" && !/"(Secret|Username)"\s*:/i.test(text));
	if (words === void 0) return "nothing that can be shown";
	const hidden = (password?.reveal() ?? "").split(/\r?\n/).filter((line) => line !== "");
	return `“${printable(hidden.reduce((text, line) => text.replaceAll(line, "***"), words))}”`;
}
function readAnswer(stdout) {
	try {
		const { Username: username = "", Secret: secret = "" } = JSON.parse(stdout);
		return typeof username === "string" && typeof secret === "string" ? {
			username,
			secret
		} : void 0;
	} catch {
		return;
	}
}

// src/oci/login/docker-config-file.ts
/** `Helm's registry config (/home/me/.config/helm/registry/config.json)` */
function originOf({ file, name }) {
	return `${name} (${file})`;
}
/**
* What the file holds; a file that is missing or empty holds nothing. One that cannot be read or understood is an IO
* error that names it.
*/
async function readDockerConfig(place) {
	return parseDockerConfig(place, await readDockerConfigText(place));
}
/** The file's text, empty where it is missing. */
async function readDockerConfigText({ file, name }) {
	try {
		return await readFile(file, "utf8");
	} catch (cause) {
		if (cause instanceof Error && "code" in cause && (cause.code === "ENOENT" || cause.code === "ENOTDIR")) return "";
		throw new PublishError("IO", `Could not read ${name}, ${file}: ${messageOf(cause)}`, { cause });
	}
}
/** What such a text says. */
function parseDockerConfig({ file, name }, text) {
	const config = text.trim() === "" ? {} : parseJson(text);
	if (isEntry(config)) return config;
	throw new PublishError("IO", `Could not read ${name}, ${file}: it is no JSON object`, {
		location: { file },
		hint: "mend the file, or log in again with helm registry login or docker login"
	});
}
/** The logins of the file, by key. */
function authsOf(config) {
	return isEntry(config["auths"]) ? config["auths"] : {};
}
/** Name of the credential helper that keeps the login for `host`: its own before that of all hosts. */
function helperFor(config, host) {
	const helpers = isEntry(config["credHelpers"]) ? config["credHelpers"] : {};
	const [key] = matchingKeys(Object.keys(helpers), host, "");
	return textIn(key === void 0 ? void 0 : helpers[key]) ?? textIn(config["credsStore"]);
}
/** Text that is not empty. */
function textIn(value) {
	return typeof value === "string" && value !== "" ? value : void 0;
}
function isEntry(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
function parseJson(text) {
	try {
		return JSON.parse(text.replace(/^\uFEFF/, ""));
	} catch {
		return;
	}
}

// src/wire/run-helper.ts
const defaultLimits = {
	timeoutMs: 3e4,
	outputBytes: 1048576
};
/**
* Our own secrets, and the files and tokens by which a step speaks to the runner. Everything else a helper does get:
* unlike git, which needs little that can be named, it finds its account by AWS_…, AZURE_…, GOOGLE_…, a proxy's
* address, HOME, a desktop's session bus, and nobody knows which of them.
*/
const ownVariable = /^(HELM_OCI_PUBLISH_|INPUT_|STATE_|ACTIONS_)|^GITHUB_(TOKEN|ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)$/i;
/** The variables of the step that another program of the user's may see. */
function withoutOwnVariables(variables) {
	return Object.fromEntries(Object.entries(variables).filter((entry) => entry[1] !== void 0 && !ownVariable.test(entry[0])));
}
/** Runs credential helpers found on PATH; `signal` ends them. */
function createHelperRun(variables, signal, limits = defaultLimits) {
	const env = withoutOwnVariables(variables);
	const run = (program, verb, input) => new Promise((resolve) => {
		const child = spawn(program, [verb], {
			env,
			stdio: "pipe",
			windowsHide: true
		});
		const said = {
			stdout: [],
			stderr: []
		};
		let bytes = 0;
		const end = (exitCode, failure) => {
			clearTimeout(timer);
			signal.removeEventListener("abort", cancel);
			resolve({
				exitCode,
				...textOf(said),
				...failure !== void 0 && { failure }
			});
		};
		/** Does not wait for "close", which what the helper itself has started could put off for ever. */
		const stop = (failure) => {
			child.kill("SIGKILL");
			for (const stream of [
				child.stdin,
				child.stdout,
				child.stderr
			]) stream.destroy();
			end(-1, failure);
		};
		const cancel = () => stop("the run was cancelled");
		const timer = setTimeout(() => stop(`it gave no answer within ${limits.timeoutMs / 1e3} s`), limits.timeoutMs);
		for (const name of ["stdout", "stderr"]) child[name].on("data", (piece) => {
			said[name].push(piece);
			bytes += piece.length;
			if (bytes > limits.outputBytes) stop(`it said more than ${limits.outputBytes} bytes`);
		});
		child.on("error", (error) => end(127, startFailure(error)));
		child.on("close", (code) => end(code ?? 128));
		signal.addEventListener("abort", cancel, { once: true });
		if (signal.aborted) cancel();
		child.stdin.on("error", () => void 0).end(input.reveal());
	});
	return (...call) => run(...call).catch((error) => ({
		exitCode: 127,
		stdout: "",
		stderr: "",
		failure: startFailure(error)
	}));
}
function startFailure(error) {
	return "code" in error && error.code === "ENOENT" ? "it is not on PATH" : error.message;
}
function textOf({ stdout, stderr }) {
	return {
		stdout: Buffer.concat(stdout).toString(),
		stderr: Buffer.concat(stderr).toString()
	};
}

export { isEntry as a, readDockerConfig as c, TOKEN_USER as d, credentialHelper as f, matchingKeys as h, helperFor as i, readDockerConfigText as l, loginKey as m, withoutOwnVariables as n, originOf as o, hostKeys as p, authsOf as r, parseDockerConfig as s, createHelperRun as t, textIn as u };