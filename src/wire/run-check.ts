import { type ChildProcess, spawn } from "node:child_process";
import type { RunCheck } from "../commands/check-command.ts";
import type { Variables } from "../options/context.ts";
import { withoutOwnVariables } from "./run-helper.ts";

/** Characters of its output that are kept: the end, where a program says why it fails. */
const keptOutput = 64 * 1024;

/**
 * Runs the user's check in the system's shell (on Windows the `sh` that Git brings), with the variables of the step but
 * our secrets; `signal` ends it, with what it has started.
 */
export function createCheckRun(variables: Variables, signal: AbortSignal): RunCheck {
  return ({ command, chart, archive, directory }) =>
    new Promise((resolve) => {
      const env = { ...withoutOwnVariables(variables), CHART: chart, CHART_ARCHIVE: archive };
      const said = { stdout: "", stderr: "" };
      const child = spawn("sh", ["-c", command], {
        env,
        cwd: directory,
        stdio: ["ignore", "pipe", "pipe"],
        windowsHide: true,
        // A group of processes of its own, which can be ended as one; Windows would open a window for it.
        detached: process.platform !== "win32",
      });
      const end = (exitCode: number, stderr = said.stderr): void => {
        signal.removeEventListener("abort", cancel);
        resolve({ ...said, exitCode, stderr });
      };
      /** Does not wait for "close", which what has left the group could put off for ever. */
      const cancel = (): void => {
        killGroup(child);
        for (const stream of [child.stdout, child.stderr]) stream.destroy();
        end(128, "the run was cancelled");
      };
      for (const name of ["stdout", "stderr"] as const) {
        child[name].setEncoding("utf8").on("data", (text: string) => {
          said[name] = (said[name] + text).slice(-keptOutput);
        });
      }
      child.on("error", ({ message }) => end(127, message));
      child.on("close", (code) => end(code ?? 128));
      signal.addEventListener("abort", cancel, { once: true });
      if (signal.aborted) cancel();
    });
}

/** The shell, and all that it has started and that still runs. */
function killGroup(child: ChildProcess): void {
  try {
    if (process.platform !== "win32" && child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
    else child.kill("SIGTERM");
  } catch {
    // It has ended by itself.
  }
}
