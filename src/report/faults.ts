import { type Location, messageOf, type Problem, PublishError, withoutStop } from "../errors.ts";

/** One fault in words that stand alone: what, where, why, and how to fix it. */
export interface Fault {
  /** One sentence or more. */
  readonly message: string;
  readonly location?: Location;
  /** The offending line with a caret under the column. */
  readonly excerpt?: string;
  /** A sentence. */
  readonly fix?: string;
}

/** Every fault of an error: each of its problems, or the error itself. Never a stack. */
export function faultsOf(error: unknown): readonly Fault[] {
  if (!(error instanceof PublishError)) {
    // A full disk or a missing right may come up anywhere; the system's own words name the call and the file.
    if (error instanceof Error && "syscall" in error) return [faultOf(error)];
    return [
      {
        message: sentence(`Unexpected failure: ${messageOf(error)}`),
        fix: "Please report this: it should have been explained.",
      },
    ];
  }
  if (error.problems.length === 0) return [faultOf(error)];
  const own = error.problems.some(({ hint }) => hint !== undefined) ? undefined : error.hint;
  return error.problems.map((problem) =>
    faultOf({
      ...problem,
      message: `${withoutStop(error.doing)}: ${problem.message}`,
      ...(own !== undefined && { hint: own }),
    }),
  );
}

/** One problem in words that stand alone, though it may be no more than worth a warning. */
export function faultOf({ message, location, excerpt, hint }: Problem): Fault {
  return {
    message: sentence(onOneLine(message)),
    ...(location && { location }),
    ...(excerpt !== undefined && { excerpt }),
    ...(hint !== undefined && { fix: sentence(capitalised(onOneLine(hint))) }),
  };
}

/** The fault in lines, without its place. */
export function textOf({ message, excerpt, fix }: Fault): string {
  const lines = [message, excerpt, fix === undefined ? undefined : `Fix: ${fix}`];
  return lines.filter((line) => line !== undefined).join("\n");
}

/** All faults of an error, each with its place in front. */
export function explain(error: unknown): string {
  return faultsOf(error)
    .map((fault) => `${fault.location ? `${formatLocation(fault.location)}: ` : ""}${textOf(fault)}`)
    .join("\n");
}

/** `charts/web/Chart.yaml:3:10`, `charts/web/Chart.yaml:3` or `charts/web/Chart.yaml`. */
export function formatLocation({ file, line, column }: Location): string {
  return [onOneLine(file), line, column].filter((part) => part !== undefined).join(":");
}

/** A line break in a name would begin a line that looks like another fault. */
function onOneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, " ");
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** A plain word in front gets a capital; names of files, options and commands stay as they are. */
function capitalised(text: string): string {
  return text.replace(/^[a-z]+(?=[\s,:;])/, (word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
}
