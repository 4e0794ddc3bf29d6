import { type CopySettings, copyChart } from "../commands/copy.ts";
import { PublishError } from "../errors.ts";
import { formatReference, parseReference, type Reference } from "../oci/reference.ts";
import { parseRegistry, type Target } from "../oci/target.ts";
import { lineOf } from "../report/lines.ts";
import { digestRefOf, type Outcome } from "../report/report.ts";
import { exitCodeOf, tellFailures } from "../report/tell.ts";
import { type CommandRun, clientsFor } from "./command-run.ts";

/** Copies charts into another registry, the last operand. */
export async function runCopy(run: CommandRun): Promise<number> {
  const { sources, target } = operandsOf(run);
  const { options, reporter, terminal } = run;
  // `username` and `password` are for where it goes: what is read from elsewhere has a login of its own.
  await using reading = clientsFor(run, target.host, "pull");
  await using writing = clientsFor(run, target.host, "push");
  const settings: CopySettings = {
    from: reading.registry,
    to: writing.registry,
    policy: options.ifExists,
    reporter,
    signal: terminal.signal,
  };
  const outcomes: Outcome[] = [];
  for (const source of sources) {
    const outcome = await copyOne(source, target, settings);
    outcomes.push(outcome);
    reporter.info(lineOf(outcome));
    const pinned = digestRefOf(outcome);
    if (pinned !== undefined) terminal.stdout.write(`${pinned}\n`);
  }
  tellFailures({ outcomes }, reporter);
  return exitCodeOf({ outcomes });
}

function operandsOf({ operands }: CommandRun): {
  readonly sources: readonly Reference[];
  readonly target: Target;
} {
  const target = operands.at(-1);
  if (operands.length < 2 || target === undefined) {
    throw new PublishError("USAGE", "Could not read the command line: copy takes charts and where they go.", {
      hint: "Write copy oci://staging.example.com/charts/web:1.4.0 oci://registry.example.com/charts.",
    });
  }
  return { sources: operands.slice(0, -1).map(parseReference), target: parseRegistry(target) };
}

/** Copies one chart; what fails does not keep the others back, but for wrong use and a cancelled run. */
async function copyOne(source: Reference, target: Target, settings: CopySettings): Promise<Outcome> {
  try {
    return await copyChart(source, target, settings);
  } catch (error) {
    if (!(error instanceof PublishError) || error.code === "USAGE" || settings.signal.aborted) throw error;
    return { path: formatReference(source), signatures: [], status: "failed", error };
  }
}
