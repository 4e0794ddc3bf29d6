import { type ChildProcess, spawn } from "node:child_process";
import type { RunCheck } from "../commands/check-command.ts";
import type { ExecResult } from "../io.ts";
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
        // A process group of its own, which can be ended as one.
        detached: hasGroups,
        windowsHide: true,
      });
      for (const name of ["stdout", "stderr"] as const) {
        child[name].setEncoding("utf8").on("data", (text: string) => {
          said[name] = (said[name] + text).slice(-keptOutput);
        });
      }
      const end = (result: ExecResult): void => {
        signal.removeEventListener("abort", cancel);
        resolve(result);
      };
      const cancel = (): void => {
        endGroup(child);
        // What outlives the signal would keep them open, and us waiting.
        for (const stream of [child.stdout, child.stderr]) stream.destroy();
        end({ ...said, exitCode: 128 });
      };
      child.on("error", ({ message }) => end({ ...said, exitCode: 127, stderr: message }));
      child.on("close", (code) => end({ ...said, exitCode: code ?? 128 }));
      signal.addEventListener("abort", cancel, { once: true });
      if (signal.aborted) cancel();
    });
}

const hasGroups = process.platform !== "win32";

function endGroup(child: ChildProcess): void {
  if (!hasGroups || child.pid === undefined) {
    child.kill();
    return;
  }
  try {
    process.kill(-child.pid);
  } catch {
    // It has ended meanwhile.
  }
}
