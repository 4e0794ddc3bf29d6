
import { r as messageOf } from "./shared4.js";
import { o as chartJson } from "./shared6.js";
import { i as tellWarnings } from "./shared9.js";
import { i as refOf, n as failuresOf, r as mainOutcomes, t as digestRefOf } from "./shared10.js";
import { t as safeJson } from "./shared20.js";
import { c as setOutput } from "./shared26.js";
import { n as summary } from "./shared27.js";
import { n as renderStop, r as renderSummary } from "./shared30.js";

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

export { outputTable as i, writeOutputs as n, matrixOf as r, conclude as t };