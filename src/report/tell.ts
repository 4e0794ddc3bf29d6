import { type Problem, PublishError } from "../errors.ts";
import type { Reporter } from "../io.ts";
import { faultOf, faultsOf, textOf } from "./faults.ts";
import { failuresOf, type Report } from "./report.ts";

/** Reports every failed and conflicting chart, each fault at its place. */
export function tellFailures(report: Report, reporter: Reporter): void {
  for (const outcome of failuresOf(report)) tellFault(outcome.error, reporter);
}

/** Reports an error, each fault at its place. */
export function tellFault(error: unknown, reporter: Reporter): void {
  for (const fault of faultsOf(error)) {
    const { location } = fault;
    reporter.error(textOf(fault), location && { location });
  }
}

/** Reports what is worth a warning, each at its place and with its fix. */
export function tellWarnings(warnings: readonly Problem[], reporter: Reporter): void {
  for (const problem of warnings) {
    const { location } = problem;
    reporter.warn(textOf(faultOf(problem)), { problem, ...(location && { location }) });
  }
}

/** 0 all well, 1 something failed or conflicts, 2 wrong use, 130 cancelled. */
export function exitCodeOf(result: Report | unknown): number {
  const errors = isReport(result) ? failuresOf(result).map((outcome) => outcome.error) : [result];
  const codes = errors.map((error) => (error instanceof PublishError ? error.code : undefined));
  if (codes.length === 0) return 0;
  if (codes.includes("CANCELLED")) return 130;
  return !isReport(result) && (codes[0] === "USAGE" || codes[0] === "REFERENCE_INVALID") ? 2 : 1;
}

function isReport(value: unknown): value is Report {
  return typeof value === "object" && value !== null && "outcomes" in value;
}
