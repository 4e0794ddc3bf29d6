import type { StoredChart } from "../commands/stored-chart.ts";
import { parseCharts, verifyStored } from "../commands/verify.ts";
import type { Registry } from "../oci/registry.ts";
import { exitCodeOf, tellFailures } from "../report/tell.ts";
import { failuresReport } from "../report/verification.ts";
import { digestRefOf, verificationsJson } from "../report/verification-json.ts";
import { proofLine, verificationCounts, verificationLines } from "../report/verification-lines.ts";
import { openPolicy } from "../wire/verification-policy.ts";
import { verifyCharts } from "../wire/verify-charts.ts";
import type { CommandRun } from "./command-run.ts";

/** Verifies charts in their registries; prints the digest reference of each that passed. */
export async function runVerify(run: CommandRun): Promise<number> {
  const { operands, options, terminal, context, reporter } = run;
  const references = parseCharts(operands);
  const verifications = await verifyCharts(references, options, { ...terminal, context, reporter });
  for (const line of [...verifications.flatMap(verificationLines), verificationCounts(verifications)])
    reporter.info(line);
  const pinned = verifications.flatMap((one) => digestRefOf(one) ?? []);
  terminal.stdout.write(
    options.json ? verificationsJson(verifications) : pinned.map((ref) => `${ref}\n`).join(""),
  );
  const failures = failuresReport(verifications);
  tellFailures(failures, reporter);
  return exitCodeOf(failures);
}

/** What `pull --verify` does with a chart before it is kept. Throws as `verifyStored`. */
export async function verifierFor({
  options,
  terminal,
  reporter,
}: CommandRun): Promise<(stored: StoredChart, registry: Registry) => Promise<void>> {
  const policy = await openPolicy(options, { ...terminal, reporter });
  return async (stored, registry) => {
    const clients = { registry, signal: terminal.signal, now: new Date() };
    for (const proof of await verifyStored(stored, policy, clients)) reporter.info(`  ${proofLine(proof)}`);
  };
}
