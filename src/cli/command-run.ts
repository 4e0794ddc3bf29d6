import { homedir } from "node:os";
import { type Cache, openCache } from "../commands/cache.ts";
import { createDownloadCache } from "../dependency/download-cache.ts";
import { PublishError } from "../errors.ts";
import type { Reporter } from "../io.ts";
import { parseReference, type Reference } from "../oci/reference.ts";
import type { Context, Variables } from "../options/context.ts";
import type { Options } from "../options/parse.ts";
import { cacheDirectory, dependencyDirectory, type WiredClients, wire } from "../wire.ts";
import type { TextStream } from "./reporter.ts";

/** Where a command line runs. */
export interface Terminal {
  readonly variables: Variables;
  /** Answers for programs: digest references or JSON. */
  readonly stdout: TextStream;
  /** The story, for people. */
  readonly stderr: TextStream;
  readonly signal: AbortSignal;
}

/** One command line, understood. */
export interface CommandRun {
  readonly operands: readonly string[];
  readonly options: Options;
  readonly context: Context;
  readonly terminal: Terminal;
  readonly reporter: Reporter;
}

/** Runs one command; the result is the exit code. */
export type Runner = (run: CommandRun) => Promise<number>;

/** The clients of a command that speaks to `host`, to write there or only to read. */
export function clientsFor(
  { options, terminal, context, reporter }: CommandRun,
  host: string,
  access: "pull" | "push",
): WiredClients {
  const { variables } = terminal;
  const dependencyCache = options.cacheDependencies
    ? createDownloadCache(dependencyDirectory(variables, homedir(), process.platform), reporter)
    : undefined;
  return wire(options, { ...terminal, context, reporter, host, access, dependencyCache });
}

/** The local cache that the command line means. */
export function cacheOf({ options, terminal }: CommandRun): Promise<Cache> {
  return openCache(options.cacheDir ?? cacheDirectory(terminal.variables, homedir(), process.platform));
}

/** The references that the command line names, one at least. */
export function referencesOf({ operands }: CommandRun): [Reference, ...Reference[]] {
  const [first, ...others] = operands.map(parseReference);
  if (first !== undefined) return [first, ...others];
  throw new PublishError("USAGE", "Could not read the command line: it names no chart.", {
    hint: "Name it as in ghcr.io/acme/charts/web:1.4.0; `list` shows what the local cache holds.",
  });
}
