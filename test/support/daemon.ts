import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";

/** A server in a process of its own; disposing kills it and removes its directory. */
export interface Daemon extends AsyncDisposable {
  /** What the first group of `announces` matched: its port, as a rule. */
  readonly announced: string;
  stop(): Promise<void>;
}

/** How to start a server. */
export interface DaemonCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** The line of its log, on either stream, that says it is ready: nothing to guess, nothing to wait for. */
  readonly announces: RegExp;
}

/** Starts a server; `prepare` writes its configuration into a temporary directory. Throws its log where it does not start. */
export async function startDaemon(prepare: (directory: string) => Promise<DaemonCommand>): Promise<Daemon> {
  const directory = await mkdtemp(path.join(os.tmpdir(), "daemon-"));
  const remove = () => rm(directory, { recursive: true, force: true, maxRetries: 3 });
  let child: ChildProcess | undefined;
  const stop = async (): Promise<void> => {
    if (child?.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    }
    await remove();
  };
  try {
    const { program, args, env = {}, announces } = await prepare(directory);
    child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], env, cwd: directory });
    const announced = await announcement(child, announces);
    return { announced, stop, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function announcement(child: ChildProcess, announces: RegExp): Promise<string> {
  const said: string[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    // Read to the end, ready or not: a full pipe would stop it.
    createInterface({ input: stream }).on("line", (line) => {
      if (said.length < 100) said.push(line);
      const match = announces.exec(line);
      if (match !== null) resolve(match[1] ?? "");
    });
  }
  child.on("error", reject);
  child.on("close", (code) => {
    reject(new Error(`${child.spawnfile} ended with ${code} before it was ready: ${said.join("\n")}`));
  });
  return await promise;
}
