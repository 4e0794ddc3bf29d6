import type { Problem } from "../errors.ts";

/** An error fails the chart, a warning does in strict runs; a note says what could not be checked. */
export type Severity = "error" | "warning" | "note";

/** One thing that a check found. */
export interface Finding {
  readonly severity: Severity;
  readonly problem: Problem;
}

/** How to check a chart that may well want what only its user knows. */
export const demandHint =
  "put values to check the chart with into ci/default-values.yaml, or set values to where they are";
