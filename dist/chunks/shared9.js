
import { i as withoutStop, r as messageOf, t as PublishError } from "./shared4.js";

// src/report/faults.ts
/** Every fault of an error: each of its problems, or the error itself. Never a stack. */
function faultsOf(error) {
	if (!(error instanceof PublishError)) {
		if (error instanceof Error && "syscall" in error) return [faultOf(error)];
		return [{
			message: sentence(`Unexpected failure: ${messageOf(error)}`),
			fix: "Please report this: it should have been explained."
		}];
	}
	if (error.problems.length === 0) return [faultOf(error)];
	const own = error.problems.some(({ hint }) => hint !== void 0) ? void 0 : error.hint;
	return error.problems.map((problem) => faultOf({
		...problem,
		message: `${withoutStop(error.doing)}: ${problem.message}`,
		...own !== void 0 && { hint: own }
	}));
}
/** One problem in words that stand alone, though it may be no more than worth a warning. */
function faultOf({ message, location, excerpt, hint }) {
	return {
		message: sentence(onOneLine(message)),
		...location && { location },
		...excerpt !== void 0 && { excerpt },
		...hint !== void 0 && { fix: sentence(capitalised(onOneLine(hint))) }
	};
}
/** The fault in lines, without its place. */
function textOf({ message, excerpt, fix }) {
	return [
		message,
		excerpt,
		fix === void 0 ? void 0 : `Fix: ${fix}`
	].filter((line) => line !== void 0).join("\n");
}
/** All faults of an error, each with its place in front. */
function explain(error) {
	return faultsOf(error).map((fault) => `${fault.location ? `${formatLocation(fault.location)}: ` : ""}${textOf(fault)}`).join("\n");
}
/** `charts/web/Chart.yaml:3:10`, `charts/web/Chart.yaml:3` or `charts/web/Chart.yaml`. */
function formatLocation({ file, line, column }) {
	return [
		onOneLine(file),
		line,
		column
	].filter((part) => part !== void 0).join(":");
}
/** A line break in a name would begin a line that looks like another fault. */
function onOneLine(text) {
	return text.replace(/\s*[\r\n]+\s*/g, " ");
}
function sentence(text) {
	return /[.!?…]$/.test(text) ? text : `${text}.`;
}
/** A plain word in front gets a capital; names of files, options and commands stay as they are. */
function capitalised(text) {
	return text.replace(/^[a-z]+(?=[\s,:;])/, (word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
}

// src/report/report.ts
/** The outcomes that make a run fail. */
function failuresOf(report) {
	return report.outcomes.filter((o) => o.status === "conflict" || o.status === "failed");
}
/** The outcome of each chart at the main target, which comes first: each chart once. */
function mainOutcomes({ outcomes }) {
	const byPath = /* @__PURE__ */ new Map();
	for (const outcome of outcomes) if (!byPath.has(outcome.path)) byPath.set(outcome.path, outcome);
	return [...byPath.values()];
}
/** `ghcr.io/acme/charts/web:1.4.0` */
function refOf(facts) {
	if (facts.repository === void 0 || facts.tag === void 0) return void 0;
	return `${facts.repository}:${facts.tag}`;
}
/** `ghcr.io/acme/charts/web@sha256:…` */
function digestRefOf(facts) {
	if (facts.repository === void 0 || facts.digest === void 0) return void 0;
	return `${facts.repository}@${facts.digest}`;
}

export { explain as a, formatLocation as c, refOf as i, textOf as l, failuresOf as n, faultOf as o, mainOutcomes as r, faultsOf as s, digestRefOf as t };