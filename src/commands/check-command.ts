import type { Problem } from "../errors.ts";
import type { ExecResult } from "../io.ts";
import { shellWord } from "../shell.ts";
import type { ChartSource } from "./find-charts.ts";

/** A command line of the user's, and what it is told by variables: names in a command line would be run. */
export interface CheckCall {
  readonly command: string;
  /** The chart's directory or archive, absolute. */
  readonly chart: string;
  /** What will be published, absolute. */
  readonly archive: string;
  /** Where it runs. */
  readonly directory: string;
}

/** Runs it by the system's shell; one that cannot be started gives exit code 127. */
export type RunCheck = (call: CheckCall) => Promise<ExecResult>;

/** Lines of its output that are told. */
const toldLines = 20;
/** Longest line that is told, in characters. */
const maxLine = 500;

/** Checks a chart with the user's own command: any exit code but 0 is a fault, told with the end of its output. */
export async function runCheckCommand(
  call: CheckCall,
  { shownPath }: ChartSource,
  run: RunCheck,
): Promise<Problem[]> {
  const { exitCode, stdout, stderr } = await run(call);
  if (exitCode === 0) return [];
  const said = `${stdout.trimEnd()}\n${stderr.trimEnd()}`.replace(/[^\P{Cc}\n\t]/gu, "�").trim();
  const lines = said.split("\n").slice(-toldLines);
  // Indented, so that none looks like a fault of ours.
  const excerpt = lines.map((line) => `  ${line.slice(0, maxLine)}`).join("\n");
  return [
    {
      message: `check-command ended with exit code ${exitCode}`,
      ...(said !== "" && { excerpt }),
      location: { file: shownPath },
      hint: `run it yourself: \`export CHART=${shellWord(shownPath)}; ${call.command}\``,
    },
  ];
}
