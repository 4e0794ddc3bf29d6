import * as core from "@actions/core";
import type { Published } from "../commands/publish.ts";
import { messageOf } from "../errors.ts";
import type { CommentContent } from "../report/comment.ts";
import type { OutputSpec } from "../report/outputs.ts";
import { renderStop, renderSummary } from "../report/summary.ts";
import { tellWarnings } from "../report/tell.ts";
import type { ActionReporter } from "./reporter.ts";

/** Sets every output that the action has. */
export function writeOutputs({ report, planFile }: Published, outputs: readonly OutputSpec[]): void {
  for (const { name, value } of outputs) core.setOutput(name, value(report, planFile));
}

/** Appends to the job's summary. Not every runner takes one, which is no reason to fail after publishing. */
export async function writeSummary(
  result: CommentContent["result"],
  reporter: ActionReporter,
): Promise<void> {
  const { warnings } = reporter;
  const text =
    "report" in result ? renderSummary(result.report, warnings) : renderStop(result.error, warnings);
  try {
    await core.summary.addRaw(text).write();
  } catch (error) {
    const message = `Could not write the job summary: ${messageOf(error)}`;
    tellWarnings([{ message, hint: "set summary: false where the runner takes none" }], reporter);
  }
}
