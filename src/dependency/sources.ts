import type { ChartFile } from "../chart/chart.ts";

/** Where dependencies come from that are no directories; made once for a run, in which nothing is looked for twice. */
export interface DependencySources {
  /** What was found for each chart, by its directory. */
  readonly completions: Map<string, Promise<Completion>>;
}

/** What has to change in a chart's files for its dependencies to be there. */
export interface Completion {
  /** Archives below charts/, and the lock where it is new. */
  readonly added: readonly ChartFile[];
  /** Paths of archives below charts/ that are not asked for any more. */
  readonly removed: readonly string[];
}
