import * as core from "@actions/core";
import type { Published } from "../commands/publish.ts";
import { outputTable } from "../report/outputs.ts";
import { renderSummary } from "../report/summary.ts";

/** Sets every output of the action. */
export function writeOutputs({ report, planFile }: Published): void {
  for (const { name, value } of outputTable) core.setOutput(name, value(report, planFile));
}

/** Appends to the job's summary. */
export async function writeSummary({ report }: Published): Promise<void> {
  await core.summary.addRaw(renderSummary(report)).write();
}
