import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { TestContext } from "node:test";
import type { CommandResult } from "./command.ts";

const main = path.join(import.meta.dirname, "../../src/cli/main.ts");

/** How a command's process ended; where a signal did it, `code` is -1. */
export interface ProcessResult extends CommandResult {
  readonly signal: NodeJS.Signals | undefined;
}

/** A command line in a process of its own. */
export interface CommandProcess {
  kill(signal: NodeJS.Signals): void;
  /** The first line that it says there, as soon as it has. */
  firstLine(stream: "stdout" | "stderr"): Promise<string>;
  readonly ended: Promise<ProcessResult>;
}

/** What a command's process is given besides its words. */
export interface CommandProcessOptions {
  /** Arguments of Node itself, before the command. */
  readonly node?: readonly string[];
  /** The environment beside PATH and a home without logins. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Starts a command line from the sources; its process does not outlive the test. */
export function startCommand(
  t: TestContext,
  words: readonly string[],
  { node = [], variables = {} }: CommandProcessOptions = {},
): CommandProcess {
  const home = path.join(import.meta.dirname, "nobody");
  const child = spawn(process.execPath, [...node, main, ...words], {
    // Windows starts no program without SystemRoot.
    env: { PATH: process.env["PATH"], SystemRoot: process.env["SystemRoot"], HOME: home, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  t.after(() => child.kill("SIGKILL"));
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (piece) => {
      said[name] += piece;
    });
  }
  // Not "exit", which comes before all of the output.
  const ended = once(child, "close").then(([code, signal]) => ({
    code: code ?? -1,
    signal: signal ?? undefined,
    ...said,
  }));
  const firstLine: CommandProcess["firstLine"] = async (stream) => {
    const failed = ended.then(({ stderr }) =>
      Promise.reject(new Error(`it ended without a line: ${stderr}`)),
    );
    while (!said[stream].includes("\n")) await Promise.race([once(child[stream], "data"), failed]);
    return said[stream].split("\n")[0] ?? "";
  };
  return { kill: (signal) => void child.kill(signal), firstLine, ended };
}
