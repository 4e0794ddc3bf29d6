
import { t as PublishError } from "./shared4.js";
import { l as textOf, n as failuresOf, o as faultOf, s as faultsOf } from "./shared9.js";

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
	for (const fault of warnings.map(faultOf)) {
		const { location } = fault;
		reporter.warn(textOf(fault), location && { location });
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

export { tellWarnings as i, tellFailures as n, tellFault as r, exitCodeOf as t };