
import "./chunks/rolldown-runtime.js";
import { n as accessOf, r as findTarget, s as chartJson, t as publish } from "./chunks/shared5.js";
import { i as readContext, t as parseOptions } from "./chunks/shared6.js";
import { c as digestRefOf, i as tellWarnings, l as failuresOf, n as tellFailures, r as tellFault, t as exitCodeOf, u as refOf } from "./chunks/shared7.js";
import { a as loginsToLeave, i as wire, n as cancelOnSignals, o as userLoginFiles } from "./chunks/shared10.js";
import { a as summary, i as renderSummary, o as readInputs } from "./chunks/shared15.js";
import { i as setOutput, r as saveState, t as createActionReporter } from "./chunks/shared16.js";
import { r as helperFor, s as readDockerConfig, t as createHelperRun, u as TOKEN_USER } from "./chunks/shared14.js";
import { a as storeLogin, n as entryOf, r as helperOf } from "./chunks/shared17.js";
import { a as recordState, n as fingerprint, o as updateRecord, r as readOriginal, s as writeRecord, t as bytesOf } from "./chunks/shared18.js";
import { r as messageOf } from "./chunks/shared.js";
import { t as _usingCtx$1 } from "./chunks/shared19.js";
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

// src/report/outputs.ts
/** An output that speaks of one chart, and is empty when the run had several. */
function single(name, description, of) {
	return {
		name,
		description: `${description} Empty when there are several charts.`,
		value: ({ outcomes }) => outcomes.length === 1 && outcomes[0] ? of(outcomes[0]) ?? "" : ""
	};
}
/** Every output, in the order of the documentation; drives action.yml and README. */
const outputTable = [
	single("digest", "Digest of the chart's manifest, `sha256:…`: what a pinned install names.", (o) => o.digest),
	single("ref", "Reference by tag: `ghcr.io/acme/charts/web:1.4.0`.", refOf),
	single("digest-ref", "Reference by digest: `ghcr.io/acme/charts/web@sha256:…`.", digestRefOf),
	single("subject-name", "Repository without tag, as actions/attest takes it.", (o) => o.repository),
	single("name", "Name of the chart.", (o) => o.name),
	single("version", "Version of the chart.", (o) => o.version),
	single("app-version", "`appVersion` of the chart.", (o) => o.appVersion),
	single("tag", "Tag: the version, `+` written as `_`.", (o) => o.tag),
	single("package", "Path of the archive, when `output-dir` is set.", (o) => o.package),
	single("prov", "Path of the provenance file, when there is one and `output-dir` is set.", (o) => o.provenance),
	single("bundle-path", "Path of the Sigstore bundles, one a line, when the chart is signed or attested and `output-dir` is set.", (o) => o.bundle),
	single("attestation-url", "Page of the build provenance that this run handed to GitHub.", (o) => o.attestationUrl),
	single("published", "`true` when this run wrote the tag, else `false`.", (o) => String(o.status === "published")),
	{
		name: "charts",
		description: "Every chart as a JSON array: name, path, version, status, ref, digest, digestRef and more.",
		value: ({ outcomes }) => JSON.stringify(outcomes.map(chartJson))
	},
	{
		name: "matrix",
		description: "The published and unchanged charts as `{\"include\":[…]}`, for a `strategy.matrix` with `fromJSON`.",
		value: ({ outcomes }) => JSON.stringify({ include: outcomes.filter((o) => o.status === "published" || o.status === "unchanged").map(chartJson) })
	},
	{
		name: "failed-count",
		description: "How many charts failed or conflict.",
		value: (report) => String(failuresOf(report).length)
	},
	{
		name: "plan",
		description: "Path of plan.json, when `output-dir` is set.",
		value: (_, planFile) => planFile ?? ""
	}
];

// src/action/outputs.ts
/** Sets every output of the action. */
function writeOutputs({ report, planFile }) {
	for (const { name, value } of outputTable) setOutput(name, value(report, planFile));
}
/** Appends to the job's summary. Not every runner takes one, which is no reason to fail after publishing. */
async function writeSummary({ report }, reporter) {
	try {
		await summary.addRaw(renderSummary(report)).write();
	} catch (error) {
		const message = `Could not write the job summary: ${messageOf(error)}`;
		tellWarnings([{
			message,
			hint: "set summary: false where the runner takes none"
		}], reporter);
	}
}

// src/action/main.ts
const signal = cancelOnSignals();
const reporter = createActionReporter();
try {
	try {
		var _usingCtx = _usingCtx$1();
		const options = parseOptions("publish", readInputs("publish", process.env, reporter.mask));
		const context = readContext(process.env);
		const { host } = findTarget(options, context);
		const access = accessOf(options, context);
		const surroundings = {
			context,
			variables: process.env,
			reporter,
			signal,
			host,
			access
		};
		if (options.login) await loginForLaterSteps(options, surroundings, reporter);
		const clients = _usingCtx.a(wire(options, surroundings));
		const published = await publish(options, context, clients);
		writeOutputs(published);
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