import { publish } from "../commands/publish.ts";
import { findTarget } from "../commands/target.ts";
import type { Reporter } from "../io.ts";
import type { Context } from "../options/context.ts";
import type { Options } from "../options/parse.ts";
import type { CommandName } from "../options/table.ts";
import { reportJson } from "../report/json.ts";
import { closingLines } from "../report/lines.ts";
import { digestRefOf, type Report } from "../report/report.ts";
import { exitCodeOf, tellFailures } from "../report/tell.ts";
import { wire } from "../wire.ts";
import type { Terminal } from "./run.ts";

/** One command line, understood. */
export interface CommandRun {
  readonly operands: readonly string[];
  readonly options: Options;
  readonly context: Context;
  readonly terminal: Terminal;
  readonly reporter: Reporter;
}

type Runner = (run: CommandRun) => Promise<number>;

/** What each command does with a command line; the result is the exit code. */
export const commandRunners: Readonly<Record<CommandName, Runner>> = {
  publish: runPublish,
  plan: (run) => runPublish({ ...run, options: { ...run.options, push: "false" } }),
};

async function runPublish(run: CommandRun): Promise<number> {
  const { operands, context, terminal, reporter } = run;
  const charts = operands.length > 0 ? operands : run.options.charts;
  const options = { ...run.options, charts };
  const { host } = findTarget(options, context);
  await using clients = wire(options, { ...terminal, context, reporter, host });
  const { report } = await publish(options, context, clients);
  terminal.stdout.write(options.json ? reportJson(report) : digestLines(report));
  tellFailures(report, reporter);
  for (const line of closingLines(report)) reporter.info(line);
  return exitCodeOf(report);
}

/** The digest reference of each chart that the registry holds, or would hold, one a line. */
function digestLines({ outcomes }: Report): string {
  return outcomes
    .flatMap((o) => digestRefOf(o) ?? [])
    .map((line) => `${line}\n`)
    .join("");
}
