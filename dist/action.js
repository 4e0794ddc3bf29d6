
import "./chunks/rolldown-runtime.js";
import { a as findCharts, n as withToolConfigs, r as publish, t as leaveOutAbsentSecrets } from "./chunks/shared6.js";
import { a as wire, d as findTargets, f as hostsOf, n as cancelOnSignals, o as loginsToLeave, s as userLoginFiles, u as accessOf } from "./chunks/shared3.js";
import { n as readContext, o as refuseForeignHead, t as parseOptions } from "./chunks/shared22.js";
import { i as outputTable, n as writeOutputs, t as conclude } from "./chunks/shared24.js";
import { n as tellFailures, r as tellFault, t as exitCodeOf } from "./chunks/shared9.js";
import { t as createDownloadCache } from "./chunks/shared31.js";
import { m as digestOf } from "./chunks/shared2.js";
import { r as messageOf } from "./chunks/shared4.js";
import { t as readInputs } from "./chunks/shared27.js";
import { s as saveState } from "./chunks/shared26.js";
import { c as readDockerConfig, d as TOKEN_USER, i as helperFor, t as createHelperRun } from "./chunks/shared25.js";
import { a as storeLogin, n as entryOf, r as helperOf } from "./chunks/shared32.js";
import { a as recordState, n as fingerprint, o as updateRecord, r as readOriginal, s as writeRecord, t as bytesOf } from "./chunks/shared33.js";
import { t as createActionReporter } from "./chunks/shared34.js";
import { t as _usingCtx$1 } from "./chunks/shared18.js";
import path from "node:path";
import { access, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { execFile } from "node:child_process";

// src/action/runner-cache.ts
/** How long the service may take: longer than what is kept takes to fetch, it is of no use. */
const timeoutMs = 6e4;
const maxOutputBytes = 16777216;
/** Our own secrets, what identifies the job, and the files by which a step speaks to the runner. */
const ownVariable = /^(HELM_OCI_PUBLISH_|INPUT_|STATE_|ACTIONS_ID_TOKEN_)|^GITHUB_(TOKEN|ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)$/i;
/**
* The service as `@actions/cache` speaks to it, in a process of its own: the toolkit knows no cancelling, tries for half a
* minute, and makes annotations of faults that are none of the user's.
*/
function createRunnerCache(directory, options) {
	const { variables, reporter, signal } = options;
	const place = path.dirname(directory);
	const env = Object.fromEntries(Object.entries(variables).filter(([name]) => !ownVariable.test(name)));
	const call = (...words) => new Promise((resolve) => {
		if (!hasService(variables)) {
			reporter.debug("This runner has no cache service.");
			resolve(false);
			return;
		}
		const script = path.join(path.dirname(process.argv[1] ?? ""), "cache.js");
		const workspace = {
			cwd: place,
			env: {
				...env,
				GITHUB_WORKSPACE: place
			}
		};
		const limits = {
			timeout: timeoutMs,
			killSignal: "SIGKILL",
			maxBuffer: maxOutputBytes,
			signal
		};
		execFile(process.execPath, [script, ...words], {
			...workspace,
			...limits
		}, (error, stdout, stderr) => {
			for (const line of `${stdout}\n${stderr}`.split(/\r?\n/)) tell(line, reporter);
			if (error?.killed) reporter.debug(`The cache service was given up: ${error.message}`);
			resolve(error === null);
		});
	});
	const folder = path.basename(directory);
	return {
		restore: (key, prefix) => call("restore", folder, key, prefix),
		save: (key) => call("save", folder, key)
	};
}
const hasService = (variables) => Boolean(variables["ACTIONS_RUNTIME_TOKEN"] && (variables["ACTIONS_RESULTS_URL"] || variables["ACTIONS_CACHE_URL"]));
/** Masks what the toolkit wants masked, signatures of addresses; all else is for those who look for a fault. */
function tell(line, reporter) {
	const [, command, text = line] = /^::([a-z-]+)(?: [^:]*)?::(.*)$/.exec(line) ?? [];
	const said = text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
	if (command === "add-mask") reporter.mask(said);
	else if (said.trim() !== "") reporter.debug(`cache: ${said}`);
}

// src/action/dependency-cache.ts
const prefix = "helm-oci-publish-dependencies-v1-";
/** `undefined` where nothing is to be kept. */
function keptDependencies(options, surroundings) {
	const temp = surroundings.variables["RUNNER_TEMP"] ?? "";
	if (!options.cacheDependencies || temp === "") return void 0;
	const { reporter } = surroundings;
	const directory = path.join(temp, "helm-oci-publish-dependencies");
	const folder = createDownloadCache(directory, reporter);
	const service = createRunnerCache(directory, surroundings);
	const restore = async () => {
		const key = `${prefix}${await lockDigestOf(options)}`;
		return {
			key,
			isExact: await service.restore(key, prefix)
		};
	};
	let restoring;
	return {
		cache: {
			async read(asked) {
				restoring ??= restore();
				await restoring;
				return folder.read(asked);
			},
			write: (asked, archive) => folder.write(asked, archive)
		},
		async save() {
			const restored = await restoring;
			if (restored === void 0 || folder.written.size === 0) return;
			const { key, isExact } = restored;
			if (isExact) {
				reporter.info(`Cache ${key} lacks dependencies, and no cache is saved twice: delete it for a whole one.`);
				return;
			}
			await keepOnly(directory, folder.used, reporter);
			if (await service.save(key)) reporter.info(`Saved the dependencies for later runs as cache ${key}`);
		}
	};
}
/** Of all locks of the charts, wherever these lie. */
async function lockDigestOf({ charts, workingDirectory }) {
	const files = (await findCharts(charts, path.resolve(workingDirectory))).flatMap(({ absolutePath }) => ["Chart.lock", "requirements.lock"].map((name) => path.join(absolutePath, name)));
	const digests = (await Promise.all(files.map((file) => readFile(file).catch(() => void 0)))).flatMap((bytes) => bytes === void 0 ? [] : [digestOf(bytes)]);
	return digestOf([...new Set(digests)].sort().join("\n")).slice(7);
}
/** What other locks asked for would be carried along for ever. */
async function keepOnly(directory, names, reporter) {
	try {
		const others = (await readdir(directory)).filter((name) => !names.has(name));
		for (const name of others) await rm(path.join(directory, name), {
			recursive: true,
			force: true
		});
	} catch (error) {
		reporter.debug(`Could not clear ${directory}: ${messageOf(error)}`);
	}
}

// src/action/leave-logins.ts
/** Leaves the logins in every place, where later steps find them. */
async function leaveLogins(logins, options) {
	const { places, run, temp, onRecord } = options;
	const files = [];
	for (const place of places) files.push(await saveFile(place, logins, run));
	const record = await writeRecord(temp, files);
	onRecord(record);
	for (const place of places) for (const login of logins) await storeLogin(place, login, run);
	const written = await Promise.all(places.map(async ({ file }) => fingerprint(await bytesOf(file) ?? "")));
	await updateRecord(record, files.map((file, index) => ({
		...file,
		written: written[index] ?? ""
	})));
}
async function saveFile(place, logins, run) {
	const original = await readOriginal(place.file);
	const saved = [];
	for (const login of logins) saved.push(await saveLogin(place, login, run));
	return {
		place,
		...original !== void 0 && { original },
		missingDirectories: await missingAbove(place.file),
		logins: saved
	};
}
async function saveLogin(place, login, run) {
	const { host, username, password } = login;
	const config = await readDockerConfig(place);
	const name = helperFor(config, host);
	const entry = fingerprint(JSON.stringify(entryOf(login, name !== void 0)));
	if (name === void 0) return {
		host,
		entry
	};
	const kept = await helperOf(place, config, host, run)?.get(host);
	const before = kept?.kind === "basic" ? {
		username: kept.username,
		password: kept.password.reveal()
	} : kept && {
		username: "<token>",
		password: kept.token.reveal()
	};
	return {
		host,
		entry,
		helper: {
			name,
			left: fingerprint(`${username}:${password.reveal()}`),
			...before !== void 0 && { before }
		}
	};
}
async function missingAbove(file) {
	const missing = [];
	for (let directory = path.dirname(path.resolve(file));; directory = path.dirname(directory)) {
		if (await access(directory).then(() => true, () => false) || directory === path.dirname(directory)) return missing;
		missing.push(directory);
	}
}

// src/action/login-for-later.ts
/** What the `login` input asks for: logins for later Helm and Docker steps, until the job ends. */
async function loginForLaterSteps(options, surroundings, reporter) {
	const { variables, signal } = surroundings;
	const logins = await loginsToLeave(options, surroundings);
	if (logins.length === 0) {
		reporter.warn("login: there is nothing to leave for later steps; set username and password, or registry-auth");
		return;
	}
	const { helm, docker } = userLoginFiles(variables);
	await leaveLogins(logins, {
		places: [helm, docker],
		run: createHelperRun(variables, signal),
		temp: variables["RUNNER_TEMP"] ?? tmpdir(),
		onRecord: (record) => saveState(recordState, record)
	});
	const hosts = logins.map(({ host }) => host).join(", ");
	reporter.info(`Logged in to ${hosts} for later Helm and Docker steps, until the job ends`);
}

// src/action/main.ts
const signal = cancelOnSignals();
const reporter = createActionReporter();
try {
	try {
		var _usingCtx = _usingCtx$1();
		const inputs = readInputs("publish", process.env, reporter.mask);
		refuseForeignHead("publish", inputs, process.env);
		const context = readContext(process.env);
		const { raw, notes } = leaveOutAbsentSecrets("publish", inputs, context);
		notes.forEach(reporter.info);
		const options = parseOptions("publish", await withToolConfigs("publish", {
			raw,
			isNamed: false
		}, reporter));
		const [host, ...otherHosts] = hostsOf(findTargets(options, context));
		const access = accessOf(options, context);
		const surroundings = {
			context,
			variables: process.env,
			reporter,
			signal,
			host,
			otherHosts,
			access
		};
		if (options.login) await loginForLaterSteps(options, surroundings, reporter);
		const kept = keptDependencies(options, surroundings);
		const clients = _usingCtx.a(wire(options, {
			...surroundings,
			dependencyCache: kept?.cache
		}));
		const published = await conclude(() => publish(options, context, clients), options, clients, reporter);
		writeOutputs(published, outputTable);
		await kept?.save();
		tellFailures(published.report, reporter);
		process.exitCode = exitCodeOf(published.report);
	} catch (_) {
		_usingCtx.e = _;
	} finally {
		await _usingCtx.d();
	}
} catch (error) {
	tellFault(error, reporter);
	process.exitCode = exitCodeOf(error);
} finally {
	reporter.close();
}

export {  };