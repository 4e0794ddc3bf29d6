import { runCommandLine } from "../../src/cli/run.ts";

/** How a command line ended, and what it said to programs and to people. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process, with no environment but `variables`. */
export async function runCommand(
  words: readonly string[],
  variables: Readonly<Record<string, string>> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<CommandResult> {
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written) => ({
    write: (text: string) => {
      written[name] += text;
    },
  });
  // Ports are used again, and a cache outlives what it was filled from.
  const env = {
    PATH: process.env["PATH"],
    HELM_OCI_PUBLISH_CACHE_DEPENDENCIES: "false",
    ...variables,
  };
  const code = await runCommandLine(words, {
    variables: env,
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    signal,
  });
  return { code, ...written };
}
