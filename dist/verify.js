
import "./chunks/rolldown-runtime.js";
import { c as setOutput } from "./chunks/shared31.js";
import { c as verificationLines, d as parseCharts, i as verificationJson, l as failuresReport, o as proofLine, r as digestRefOf, s as verificationCounts, t as verifyCharts, u as isVerified } from "./chunks/shared41.js";
import { r as messageOf } from "./chunks/shared4.js";
import { n as readContext, t as parseOptions } from "./chunks/shared20.js";
import { i as tellWarnings, n as tellFailures, r as tellFault, t as exitCodeOf } from "./chunks/shared24.js";
import { t as safeJson } from "./chunks/shared26.js";
import { a as label, n as codeLabel, r as escapeText, t as code } from "./chunks/shared34.js";
import { t as renderFault } from "./chunks/shared35.js";
import { n as cancelOnSignals } from "./chunks/shared3.js";
import { n as summary, t as readInputs } from "./chunks/shared32.js";
import { t as createActionReporter } from "./chunks/shared38.js";

// src/report/verification-outputs.ts
/** Every output of the action that verifies, in the order of the documentation. */
const verificationOutputs = [
	{
		name: "verified",
		description: "`true` when every chart passed, else `false`.",
		value: (all) => String(isVerified(all))
	},
	{
		name: "digest",
		description: "Digest of the manifest that was verified, `sha256:…`. Empty when it did not pass, or there are several charts.",
		value: ([first, ...others]) => first?.status === "verified" && others.length === 0 ? first.digest : ""
	},
	{
		name: "digest-ref",
		description: "What to install: `ghcr.io/acme/charts/web@sha256:…`. Empty when it did not pass, or there are several charts.",
		value: ([first, ...others]) => first === void 0 || others.length > 0 ? "" : digestRefOf(first) ?? ""
	},
	{
		name: "charts",
		description: "Every chart as a JSON array: ref, status, name, version, digest, digestRef, proofs and more.",
		value: (all) => safeJson(all.map(verificationJson))
	}
];

// src/report/verification-summary.ts
/** The job summary in Markdown: a row a chart with who stands behind it, then the faults. */
function renderVerifications(verifications) {
	const rows = verifications.map((one) => `| ${cellsOf(one).join(" | ")} |\n`);
	const faults = verifications.flatMap((one) => one.status === "failed" ? [renderFault({
		...one,
		signatures: []
	})] : []);
	return `## Helm charts: ${verificationCounts(verifications)}\n\n| Result | Chart | Proofs |
| --- | --- | --- |
${rows.join("")}${faults.join("")}`;
}
function cellsOf(verification) {
	if (verification.status === "failed") return [
		"❌&nbsp;failed",
		codeLabel(verification.path),
		""
	];
	const { name, version, proofs } = verification;
	return [
		"✅&nbsp;verified",
		`<b>${label(name)}</b> ${label(version)}<br>${code(digestRefOf(verification) ?? "")}`,
		proofs.map(renderProof).join("<br>")
	];
}
function renderProof(proof) {
	return escapeText(proofLine(proof));
}

// src/action/verify-main.ts
const signal = cancelOnSignals();
const reporter = createActionReporter();
try {
	const options = parseOptions("verify", readInputs("verify", process.env, reporter.mask));
	const references = parseCharts(options.verification?.charts ?? []);
	const surroundings = {
		context: readContext(process.env),
		variables: process.env,
		reporter,
		signal
	};
	const verifications = await verifyCharts(references, options, surroundings);
	for (const line of verifications.flatMap(verificationLines)) reporter.info(line);
	writeOutputs(verifications);
	if (options.summary) await writeSummary(verifications);
	const failures = failuresReport(verifications);
	tellFailures(failures, reporter);
	process.exitCode = exitCodeOf(failures);
} catch (error) {
	writeOutputs([]);
	tellFault(error, reporter);
	process.exitCode = exitCodeOf(error);
} finally {
	reporter.close();
}
function writeOutputs(verifications) {
	for (const { name, value } of verificationOutputs) setOutput(name, value(verifications));
}
/** Not every runner takes one, which is no reason to refuse what was verified. */
async function writeSummary(verifications) {
	try {
		await summary.addRaw(renderVerifications(verifications)).write();
	} catch (error) {
		const message = `Could not write the job summary: ${messageOf(error)}`;
		tellWarnings([{
			message,
			hint: "set summary: false where the runner takes none"
		}], reporter);
	}
}

export {  };