
import "./chunks/rolldown-runtime.js";
import { i as hostsOf, n as accessOf, r as findTargets, t as publish } from "./chunks/shared3.js";
import { i as readContext, t as parseOptions } from "./chunks/shared10.js";
import { i as outputTable, n as writeSummary, t as writeOutputs } from "./chunks/shared14.js";
import { n as tellFailures, r as tellFault, t as exitCodeOf } from "./chunks/shared7.js";
import { a as loginsToLeave, i as wire, n as cancelOnSignals, o as userLoginFiles } from "./chunks/shared4.js";
import { o as readInputs } from "./chunks/shared16.js";
import { r as saveState, t as createActionReporter } from "./chunks/shared17.js";
import { r as helperFor, s as readDockerConfig, t as createHelperRun, u as TOKEN_USER } from "./chunks/shared15.js";
import { a as storeLogin, n as entryOf, r as helperOf } from "./chunks/shared18.js";
import { a as recordState, n as fingerprint, o as updateRecord, r as readOriginal, s as writeRecord, t as bytesOf } from "./chunks/shared19.js";
import { t as _usingCtx$1 } from "./chunks/shared20.js";
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
		const options = parseOptions("publish", readInputs("publish", process.env, reporter.mask));
		const context = readContext(process.env);
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
		const clients = _usingCtx.a(wire(options, surroundings));
		const published = await publish(options, context, clients);
		writeOutputs(published, outputTable);
		if (options.summary) await writeSummary(published, reporter);
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
}

export {  };