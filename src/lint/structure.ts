import type { Finding } from "./finding.ts";
import type { LintedChart, ValuesFile } from "./linted-chart.ts";

/** What can be known of a chart without rendering it. */
export async function checkStructure(
  _chart: LintedChart,
  _values: readonly ValuesFile[],
): Promise<readonly Finding[]> {
  return [];
}
