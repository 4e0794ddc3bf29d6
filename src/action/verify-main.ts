import * as core from "@actions/core";
import { parseCharts } from "../commands/verify.ts";
import { messageOf } from "../errors.ts";
import { readContext } from "../options/context.ts";
import { parseOptions } from "../options/parse.ts";
import { exitCodeOf, tellFailures, tellFault, tellWarnings } from "../report/tell.ts";
import { failuresReport, type Verification } from "../report/verification.ts";
import { verificationLines } from "../report/verification-lines.ts";
import { verificationOutputs } from "../report/verification-outputs.ts";
import { renderVerifications } from "../report/verification-summary.ts";
import { verifyCharts } from "../wire/verify-charts.ts";
import { cancelOnSignals } from "../wire.ts";
import { readInputs } from "./inputs.ts";
import { createActionReporter } from "./reporter.ts";

const signal = cancelOnSignals();
const reporter = createActionReporter();
try {
  const options = parseOptions("verify", readInputs("verify", process.env, reporter.mask));
  const references = parseCharts(options.verification?.charts ?? []);
  const surroundings = { context: readContext(process.env), variables: process.env, reporter, signal };
  const verifications = await verifyCharts(references, options, surroundings);
  for (const line of verifications.flatMap(verificationLines)) reporter.info(line);
  writeOutputs(verifications);
  if (options.summary) await writeSummary(verifications);
  const failures = failuresReport(verifications);
  tellFailures(failures, reporter);
  process.exitCode = exitCodeOf(failures);
} catch (error) {
  writeOutputs([]);
  tellFault(error, reporter);
  process.exitCode = exitCodeOf(error);
} finally {
  reporter.close();
}

function writeOutputs(verifications: readonly Verification[]): void {
  for (const { name, value } of verificationOutputs) core.setOutput(name, value(verifications));
}

/** Not every runner takes one, which is no reason to refuse what was verified. */
async function writeSummary(verifications: readonly Verification[]): Promise<void> {
  try {
    await core.summary.addRaw(renderVerifications(verifications)).write();
  } catch (error) {
    const message = `Could not write the job summary: ${messageOf(error)}`;
    tellWarnings([{ message, hint: "set summary: false where the runner takes none" }], reporter);
  }
}
