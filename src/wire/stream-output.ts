import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import type { ExecResult } from "../io.ts";

/** What a program is started with. */
interface Start {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Ends it. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a program and hands on its standard output, which is missing from the result, until `onOutput` has heard enough:
 * then the program is ended, and counts as one that succeeded. Throws where it cannot be started.
 */
export function streamOutput(
  program: string,
  args: readonly string[],
  { env, cwd, signal }: Start,
  onOutput: (piece: string) => boolean,
): Promise<ExecResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(placeOf(program, env), args, {
      env,
      ...(cwd !== undefined && { cwd }),
      ...(signal !== undefined && { signal }),
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
    });
    let stderr = "";
    let isEnough = false;
    child.stdout.setEncoding("utf8").on("data", (piece: string) => {
      if (isEnough || !onOutput(piece)) return;
      isEnough = true;
      child.kill();
    });
    child.stderr.setEncoding("utf8").on("data", (piece: string) => {
      stderr += piece;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ exitCode: isEnough ? 0 : (code ?? 128), stdout: "", stderr }));
  });
}

/**
 * Windows would look for a program in the directory it is started in before PATH: a checkout that holds a `git.exe` is
 * not to be believed.
 */
function placeOf(program: string, env: Readonly<Record<string, string>>): string {
  if (process.platform !== "win32") return program;
  const [, directories = ""] = Object.entries(env).find(([name]) => /^path$/i.test(name)) ?? [];
  const places = directories.split(path.delimiter).filter(path.isAbsolute);
  return (
    places.map((directory) => path.join(directory, `${program}.exe`)).find((file) => existsSync(file)) ??
    path.join(path.parse(process.execPath).root, program)
  );
}
