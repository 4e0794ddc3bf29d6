
import "./chunks/rolldown-runtime.js";
import { i as publish, n as leaveOutAbsentSecrets, r as withToolConfigs } from "./chunks/shared6.js";
import { a as wire, d as hostsOf, l as accessOf, n as cancelOnSignals, o as loginsToLeave, s as userLoginFiles, u as findTargets } from "./chunks/shared3.js";
import { n as readContext, s as refuseForeignHead, t as parseOptions } from "./chunks/shared20.js";
import { a as outputTable, n as conclude, r as writeOutputs, t as keptDependencies } from "./chunks/shared28.js";
import { n as tellFailures, r as tellFault, t as exitCodeOf } from "./chunks/shared24.js";
import { t as readInputs } from "./chunks/shared32.js";
import { s as saveState } from "./chunks/shared31.js";
import { c as readDockerConfig, d as TOKEN_USER, i as helperFor, t as createHelperRun } from "./chunks/shared30.js";
import { a as storeLogin, n as entryOf, r as helperOf } from "./chunks/shared36.js";
import { a as recordState, n as fingerprint, o as updateRecord, r as readOriginal, s as writeRecord, t as bytesOf } from "./chunks/shared37.js";
import { t as createActionReporter } from "./chunks/shared38.js";
import { t as _usingCtx$1 } from "./chunks/shared11.js";
import path from "node:path";
import { access } from "node:fs/promises";
import { tmpdir } from "node:os";

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