import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

/** How a program ended and what it said. */
export interface ProgramResult {
  /** Exit code; 128 where a signal ended it, 127 where it could not be started. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a program is given besides its arguments. */
export interface ProgramOptions {
  readonly directory?: string;
  /** The whole environment; the parent's is inherited where left out. */
  readonly env?: NodeJS.ProcessEnv;
  /** What the program reads from standard input; nothing where left out. */
  readonly input?: string;
  /** How long it may take; two minutes where left out, for no peer takes longer unless it hangs. */
  readonly timeoutMs?: number;
}

const defaultTimeoutMs = 120_000;

/** Runs a program without a shell and without blocking, so that servers in this process can answer it. */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<ProgramResult> {
  const child = spawn(program, args, {
    cwd: options.directory,
    env: options.env ?? process.env,
    stdio: ["pipe", "pipe", "pipe"],
    // Not `timeout`: its timer outlives a program that could not be started, and the process with it.
    signal: AbortSignal.timeout(options.timeoutMs ?? defaultTimeoutMs),
  });
  // A program may end before it has read its input: its exit code tells more than EPIPE.
  child.stdin.on("error", () => {});
  child.stdin.end(options.input ?? "");
  const ended = new Promise<{ code: number; problem: string }>((resolve) => {
    child.on("error", (error) => resolve({ code: 127, problem: error.message }));
    child.on("close", (code) => resolve({ code: code ?? 128, problem: "" }));
  });
  const [stdout, stderr, { code, problem }] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    ended,
  ]);
  return { code, stdout, stderr: stderr + problem };
}

/** As `runProgram`, but throws with the program's own words where it fails. */
export async function mustRun(
  program: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<string> {
  const { code, stdout, stderr } = await runProgram(program, args, options);
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code}: ${stderr || stdout}`);
  return stdout;
}
