
import { m as digestOf } from "./shared2.js";
import { r as messageOf } from "./shared4.js";
import { a as findCharts, o as chartJson, t as createDownloadCache } from "./shared6.js";
import { i as refOf, n as failuresOf, r as mainOutcomes, t as digestRefOf } from "./shared23.js";
import { i as tellWarnings } from "./shared24.js";
import { t as safeJson } from "./shared26.js";
import { c as setOutput } from "./shared31.js";
import { n as summary } from "./shared32.js";
import { n as renderStop, r as renderSummary } from "./shared35.js";
import path from "node:path";
import { readFile, readdir, rm } from "node:fs/promises";
import { execFile } from "node:child_process";

// src/report/outputs.ts
/**
* An output that speaks of one chart, at the main target, and is empty when the run had several. Those left out do not
* count beside one.
*/
function single(name, description, of) {
	return {
		name,
		description: `${description} Empty when there are several charts.`,
		value: (report) => {
			const charts = mainOutcomes(report);
			const [only, ...others] = charts.length === 1 ? charts : charts.filter(isWanted);
			return only === void 0 || others.length > 0 ? "" : of(only) ?? "";
		}
	};
}
/** A chart that the run is not of, another's tag for example, has no name even. */
function isWanted({ status, name }) {
	return status !== "skipped" || name !== void 0;
}
/** Charts for a `strategy.matrix`. */
function matrixOf(outcomes) {
	return safeJson({ include: outcomes.map(chartJson) });
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
	single("release-url", "Page of the chart's release on GitHub, with `release`.", (o) => o.releaseUrl),
	single("published", "`true` when this run wrote the tag, else `false`.", (o) => String(o.status === "published")),
	{
		name: "charts",
		description: "Every chart at every target of `registry` as a JSON array: name, path, version, status, ref, digest, digestRef and more.",
		value: ({ outcomes }) => safeJson(outcomes.map(chartJson))
	},
	{
		name: "changed",
		description: "The paths of the charts that this run wrote, or would have written, as a JSON array; `[]` for none.",
		value: ({ outcomes }) => {
			const changed = outcomes.filter(({ status }) => status === "planned" || status === "published");
			return safeJson([...new Set(changed.map((chart) => chart.path))]);
		}
	},
	{
		name: "matrix",
		description: "The charts that are published or unchanged at the first target, as `{\"include\":[…]}`, for a `strategy.matrix` with `fromJSON`.",
		value: (report) => matrixOf(mainOutcomes(report).filter((o) => o.status === "published" || o.status === "unchanged"))
	},
	{
		name: "failed-count",
		description: "How many charts failed or conflict.",
		value: (report) => String(new Set(failuresOf(report).map(({ path }) => path)).size)
	},
	{
		name: "plan",
		description: "Path of plan.json, when `output-dir` is set.",
		value: (_, plan) => plan?.file ?? ""
	},
	{
		name: "plan-digest",
		description: "Digest of plan.json, `sha256:…`, when `output-dir` is set.",
		value: (_, plan) => plan?.digest ?? ""
	}
];

// src/action/outputs.ts
/** Sets every output that the action has. */
function writeOutputs({ report, planFile }, outputs) {
	for (const { name, value } of outputs) setOutput(name, value(report, planFile));
}
/** Appends to the job's summary. Not every runner takes one, which is no reason to fail after publishing. */
async function writeSummary(result, reporter) {
	const { warnings } = reporter;
	const text = "report" in result ? renderSummary(result.report, warnings) : renderStop(result.error, warnings);
	try {
		await summary.addRaw(text).write();
	} catch (error) {
		const message = `Could not write the job summary: ${messageOf(error)}`;
		tellWarnings([{
			message,
			hint: "set summary: false where the runner takes none"
		}], reporter);
	}
}

// src/action/conclude.ts
/**
* Does the work, and says what came of it, or why it came to nothing, on the pull request and in the job summary. What
* the pull request cannot be told the summary says even where none is asked for.
*/
async function conclude(work, { summary }, { commenter }, reporter) {
	const tell = async (result) => {
		const { warnings, clean } = reporter;
		const isSaid = await commenter?.comment({
			result,
			warnings
		}, clean) ?? true;
		if (summary || !isSaid) await writeSummary(result, reporter);
	};
	let published;
	try {
		published = await work();
	} catch (error) {
		await tell({ error });
		throw error;
	}
	await tell(published);
	return published;
}

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

export { outputTable as a, matrixOf as i, conclude as n, writeOutputs as r, keptDependencies as t };