
import { i as withoutStop, r as messageOf, t as PublishError } from "./shared4.js";
import { n as failuresOf } from "./shared23.js";

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

// src/report/tell.ts
/** Reports every failed and conflicting chart, each fault at its place. */
function tellFailures(report, reporter) {
	for (const outcome of failuresOf(report)) tellFault(outcome.error, reporter);
}
/** Reports an error, each fault at its place. */
function tellFault(error, reporter) {
	for (const fault of faultsOf(error)) {
		const { location } = fault;
		reporter.error(textOf(fault), location && { location });
	}
}
/** Reports what is worth a warning, each at its place and with its fix. */
function tellWarnings(warnings, reporter) {
	for (const problem of warnings) {
		const { location } = problem;
		reporter.warn(textOf(faultOf(problem)), {
			problem,
			...location && { location }
		});
	}
}
/** 0 all well, 1 something failed or conflicts, 2 wrong use, 130 cancelled. */
function exitCodeOf(result) {
	const codes = (isReport(result) ? failuresOf(result).map((outcome) => outcome.error) : [result]).map((error) => error instanceof PublishError ? error.code : void 0);
	if (codes.length === 0) return 0;
	if (codes.includes("CANCELLED")) return 130;
	return !isReport(result) && (codes[0] === "USAGE" || codes[0] === "REFERENCE_INVALID") ? 2 : 1;
}
function isReport(value) {
	return typeof value === "object" && value !== null && "outcomes" in value;
}

export { explain as a, formatLocation as c, tellWarnings as i, tellFailures as n, faultOf as o, tellFault as r, faultsOf as s, exitCodeOf as t };