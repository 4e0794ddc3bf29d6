import { PublishError } from "../errors.ts";
import type { Reporter } from "../io.ts";
import { faultsOf } from "./faults.ts";
import { failuresOf, type Report } from "./report.ts";

/** Reports every failed and conflicting chart, each fault at its place. */
export function tellFailures(report: Report, reporter: Reporter): void {
  for (const outcome of failuresOf(report)) tellFault(outcome.error, reporter);
}

/** Reports an error, each fault at its place. */
export function tellFault(error: unknown, reporter: Reporter): void {
  for (const { text, location } of faultsOf(error)) reporter.error(text, location && { location });
}

/** 0 all well, 1 something failed or conflicts, 2 wrong use. */
export function exitCodeOf(result: Report | unknown): 0 | 1 | 2 {
  if (isReport(result)) return failuresOf(result).length > 0 ? 1 : 0;
  const isMisuse =
    result instanceof PublishError && (result.code === "USAGE" || result.code === "REFERENCE_INVALID");
  return isMisuse ? 2 : 1;
}

function isReport(value: unknown): value is Report {
  return typeof value === "object" && value !== null && "outcomes" in value;
}
