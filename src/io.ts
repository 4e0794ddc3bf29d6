import type { Location, Problem } from "./errors.ts";

/** What a Reporter is told with a message: where in the user's files it belongs. */
export interface Annotation {
  readonly location?: Location;
  readonly title?: string;
  /** What the message says, in its parts. */
  readonly problem?: Problem;
}

/** Where the story of a run goes: a log, a terminal, GitHub's annotations. */
export interface Reporter {
  /** One step or one chart a line. */
  info(message: string): void;
  /** Requests and decisions, for those who look for a fault; never headers or bodies. */
  debug(message: string): void;
  warn(message: string, annotation?: Annotation): void;
  error(message: string, annotation?: Annotation): void;
  /** Folds what `body` reports under a heading where the place can fold. */
  group<T>(title: string, body: () => Promise<T>): Promise<T>;
  /** How far long work has come; `undefined` ends it. Shown on a terminal only. */
  progress(message: string | undefined): void;
  /** Makes every later mention of `value` print as `***`. Called before anything else can log. */
  mask(value: string): void;
}

/** What a program that was run said. */
export interface ExecResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program without a shell. A program that cannot be started gives exit code 127, it does not throw. */
export type Exec = (
  program: string,
  args: readonly string[],
  options?: {
    readonly directory?: string;
    /**
     * Takes standard output as it comes, which is then missing from the result. Where it returns true it has heard
     * enough: the program is ended, and that counts as success.
     */
    readonly onOutput?: (piece: string) => boolean;
  },
) => Promise<ExecResult>;
