import { publish } from "../commands/publish.ts";
import { readContext } from "../options/context.ts";
import { parseOptions } from "../options/parse.ts";
import { exitCodeOf, tellFailures, tellFault } from "../report/tell.ts";
import { cancelOnSignals, wire } from "../wire.ts";
import { readInputs } from "./inputs.ts";
import { writeOutputs, writeSummary } from "./outputs.ts";
import { createActionReporter } from "./reporter.ts";

const signal = cancelOnSignals();
const reporter = createActionReporter();
try {
  const inputs = readInputs(process.env, reporter.mask);
  const options = parseOptions("publish", inputs);
  await using clients = await wire(options, process.env, reporter, signal);
  const published = await publish(clients.options, readContext(process.env), clients);
  writeOutputs(published);
  if (options.summary) await writeSummary(published);
  tellFailures(published.report, reporter);
  process.exitCode = exitCodeOf(published.report);
} catch (error) {
  tellFault(error, reporter);
  process.exitCode = exitCodeOf(error);
}
