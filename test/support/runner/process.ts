import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** How the runner asks a process to end: interrupted, then terminated, then killed (actions/runner ProcessInvoker). */
const escalation: readonly { readonly afterMs: number; readonly signal: NodeJS.Signals }[] = [
  { afterMs: 0, signal: "SIGINT" },
  { afterMs: 7_500, signal: "SIGTERM" },
  { afterMs: 10_000, signal: "SIGKILL" },
];

/** What one process of an action runs with. */
export interface ActionProcess {
  readonly script: string;
  readonly directory: string;
  readonly env: Readonly<Record<string, string>>;
  /** Aborted when the workflow is cancelled. */
  readonly cancel: AbortSignal;
  onLine(line: string, stream: "stdout" | "stderr"): void;
}

/** Runs the script with this Node; gives the exit code, or the signal that ended it. */
export async function runProcess(action: ActionProcess): Promise<number | NodeJS.Signals> {
  const child = spawn(process.execPath, [action.script], {
    cwd: action.directory,
    env: { ...action.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const timers = escalateOn(action.cancel, child);
  const ended = new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(code ?? signal ?? "SIGKILL"));
  });
  try {
    const [result] = await Promise.all([
      ended,
      eachLine(child.stdout, (line) => action.onLine(line, "stdout")),
      eachLine(child.stderr, (line) => action.onLine(line, "stderr")),
    ]);
    return result;
  } finally {
    for (const timer of timers) clearTimeout(timer);
  }
}

function escalateOn(cancel: AbortSignal, child: ChildProcess): NodeJS.Timeout[] {
  const timers: NodeJS.Timeout[] = [];
  const start = (): void => {
    for (const { afterMs, signal } of escalation) timers.push(setTimeout(() => child.kill(signal), afterMs));
  };
  if (cancel.aborted) start();
  else cancel.addEventListener("abort", start, { once: true });
  return timers;
}

async function eachLine(stream: Readable, take: (line: string) => void): Promise<void> {
  const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) take(line);
}
