import { publish } from "../commands/publish.ts";
import { accessOf, findTargets, hostsOf } from "../commands/target.ts";
import { PublishError } from "../errors.ts";
import type { Options } from "../options/parse.ts";
import { reportJson } from "../report/json.ts";
import { closingLines } from "../report/lines.ts";
import { digestRefOf, type Report } from "../report/report.ts";
import { exitCodeOf, tellFailures } from "../report/tell.ts";
import { type CommandRun, cacheOf, clientsFor } from "./command-run.ts";

/** Publishes the charts that the operands name, or those of the `charts` option. */
export async function runPublish(run: CommandRun): Promise<number> {
  const options = withOperands(run);
  await using clients = clientsFor(
    run,
    hostsOf(findTargets(options, run.context))[0],
    accessOf(options, run.context),
  );
  const { report } = await publish(options, run.context, clients);
  return conclude(run, report);
}

/** The same without writing. */
export function runPlan(run: CommandRun): Promise<number> {
  return runPublish({ ...run, options: { ...run.options, push: "false" } });
}

/** Publishes into the local cache instead of the registry, whatever it held before. */
export async function runSave(run: CommandRun): Promise<number> {
  const options: Options = { ...withOperands(run), ifExists: "overwrite" };
  const { registry } = await cacheOf(run);
  await using clients = clientsFor(run, hostsOf(findTargets(options, run.context))[0], "pull");
  const { report } = await publish(options, run.context, { ...clients, registry }, "save");
  return conclude(run, report);
}

function withOperands({ operands, options }: CommandRun): Options {
  if (operands.length > 0 && options.plan !== undefined) {
    throw new PublishError("USAGE", "Could not read the command line: it names charts and a plan.", {
      hint: "Leave the charts out: all that --plan holds are published.",
    });
  }
  return operands.length === 0 ? options : { ...options, charts: operands };
}

function conclude({ options, terminal, reporter }: CommandRun, report: Report): number {
  const pinned = report.outcomes.flatMap((outcome) => digestRefOf(outcome) ?? []);
  terminal.stdout.write(options.json ? reportJson(report) : pinned.map((line) => `${line}\n`).join(""));
  tellFailures(report, reporter);
  for (const line of closingLines(report)) reporter.info(line);
  return exitCodeOf(report);
}
