import { publish } from "../commands/publish.ts";
import { findTargets, hostsOf } from "../commands/target.ts";
import { withToolConfigs } from "../commands/tool-configs.ts";
import { leaveOutAbsentSecrets } from "../options/absent-secrets.ts";
import { readContext } from "../options/context.ts";
import { refuseForeignHead } from "../options/foreign-head.ts";
import { type Options, parseOptions } from "../options/parse.ts";
import { planOutputs } from "../report/plan-outputs.ts";
import { exitCodeOf, tellFailures, tellFault } from "../report/tell.ts";
import { cancelOnSignals, wire } from "../wire.ts";
import { conclude } from "./conclude.ts";
import { keptDependencies } from "./dependency-cache.ts";
import { readInputs } from "./inputs.ts";
import { writeOutputs } from "./outputs.ts";
import { createActionReporter } from "./reporter.ts";

const signal = cancelOnSignals();
const reporter = createActionReporter();
try {
  const inputs = readInputs("plan", process.env, reporter.mask);
  refuseForeignHead("plan", inputs, process.env);
  const context = readContext(process.env);
  const { raw, notes } = leaveOutAbsentSecrets("plan", inputs, context);
  notes.forEach(reporter.info);
  const asked = parseOptions("plan", await withToolConfigs("plan", { raw, isNamed: false }, reporter));
  const options: Options = { ...asked, push: "false" };
  const [host, ...otherHosts] = hostsOf(findTargets(options, context));
  const surroundings = {
    context,
    variables: process.env,
    reporter,
    signal,
    host,
    otherHosts,
    access: "pull",
  } as const;
  const kept = keptDependencies(options, surroundings);
  await using clients = wire(options, { ...surroundings, dependencyCache: kept?.cache });
  const planned = await conclude(() => publish(options, context, clients), options, clients, reporter);
  writeOutputs(planned, planOutputs(options.changes === "all" ? "all" : "due"));
  await kept?.save();
  tellFailures(planned.report, reporter);
  process.exitCode = exitCodeOf(planned.report);
} catch (error) {
  tellFault(error, reporter);
  process.exitCode = exitCodeOf(error);
} finally {
  reporter.close();
}
