import { type Location, messageOf, type Problem, PublishError, withoutStop } from "../errors.ts";

/** One fault in words that stand alone: what, where, why, and how to fix it. */
export interface Fault {
  /** One sentence or more, then an excerpt and a fix on lines of their own where there are some. */
  readonly text: string;
  readonly location?: Location;
}

/** Every fault of an error: each of its problems, or the error itself. Never a stack. */
export function faultsOf(error: unknown): readonly Fault[] {
  if (!(error instanceof PublishError)) {
    return [
      { text: `Unexpected failure: ${messageOf(error)}\nPlease report this: it should have been explained.` },
    ];
  }
  if (error.problems.length === 0) return [fault(error.message, error)];
  const faults = error.problems.map((problem) => {
    return fault(`${withoutStop(error.doing)}: ${problem.message}`, problem);
  });
  return error.hint === undefined ? faults : [...faults, { text: fix(error.hint) }];
}

/** `charts/web/Chart.yaml:3:10`, `charts/web/Chart.yaml:3` or `charts/web/Chart.yaml`. */
export function formatLocation({ file, line, column }: Location): string {
  return [file, line, column].filter((part) => part !== undefined).join(":");
}

function fault(message: string, { location, excerpt, hint }: Omit<Problem, "message">): Fault {
  const lines = [sentence(message)];
  if (excerpt !== undefined) lines.push(excerpt);
  if (hint !== undefined) lines.push(fix(hint));
  return { text: lines.join("\n"), ...(location && { location }) };
}

function fix(hint: string): string {
  return `Fix: ${sentence(hint.replace(/^[a-z]/, (first) => first.toUpperCase()))}`;
}

/** With a full stop, but for text that ends in something to be copied. */
function sentence(text: string): string {
  return /[.!?`…]$/.test(text) ? text : `${text}.`;
}
