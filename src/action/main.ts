import { publish } from "../commands/publish.ts";
import { accessOf, findTargets, hostsOf } from "../commands/target.ts";
import { withToolConfigs } from "../commands/tool-configs.ts";
import { leaveOutAbsentSecrets } from "../options/absent-secrets.ts";
import { readContext } from "../options/context.ts";
import { refuseForeignHead } from "../options/foreign-head.ts";
import { parseOptions } from "../options/parse.ts";
import { outputTable } from "../report/outputs.ts";
import { exitCodeOf, tellFailures, tellFault } from "../report/tell.ts";
import { cancelOnSignals, wire } from "../wire.ts";
import { conclude } from "./conclude.ts";
import { keptDependencies } from "./dependency-cache.ts";
import { readInputs } from "./inputs.ts";
import { loginForLaterSteps } from "./login-for-later.ts";
import { writeOutputs } from "./outputs.ts";
import { createActionReporter } from "./reporter.ts";

const signal = cancelOnSignals();
const reporter = createActionReporter();
try {
  const inputs = readInputs("publish", process.env, reporter.mask);
  refuseForeignHead("publish", inputs, process.env);
  const context = readContext(process.env);
  const { raw, notes } = leaveOutAbsentSecrets("publish", inputs, context);
  notes.forEach(reporter.info);
  const options = parseOptions(
    "publish",
    await withToolConfigs("publish", { raw, isNamed: false }, reporter),
  );
  const [host, ...otherHosts] = hostsOf(findTargets(options, context));
  const access = accessOf(options, context);
  const surroundings = { context, variables: process.env, reporter, signal, host, otherHosts, access };
  if (options.login) await loginForLaterSteps(options, surroundings, reporter);
  const kept = keptDependencies(options, surroundings);
  await using clients = wire(options, { ...surroundings, dependencyCache: kept?.cache });
  const published = await conclude(() => publish(options, context, clients), options, clients, reporter);
  writeOutputs(published, outputTable);
  await kept?.save();
  tellFailures(published.report, reporter);
  process.exitCode = exitCodeOf(published.report);
} catch (error) {
  tellFault(error, reporter);
  process.exitCode = exitCodeOf(error);
} finally {
  reporter.close();
}
