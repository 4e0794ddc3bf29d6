import { type Problem, PublishError } from "../errors.ts";

/** An error that carries every fault found. */
export function invalidChart(doing: string, problems: readonly Problem[]): PublishError {
  return new PublishError("CHART_INVALID", doing, { problems });
}

/** Runs `read`; what it reports as an invalid chart joins the other problems, and the answer is `undefined`. */
export function collect<T>(problems: Problem[], read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof PublishError)) throw error;
    problems.push(...(error.problems.length > 0 ? error.problems : [problemOf(error)]));
    return undefined;
  }
}

function problemOf({ message, location, hint, excerpt }: PublishError): Problem {
  return {
    message,
    ...(location === undefined ? {} : { location }),
    ...(hint === undefined ? {} : { hint }),
    ...(excerpt === undefined ? {} : { excerpt }),
  };
}
