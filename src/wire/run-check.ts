import { spawn } from "node:child_process";
import type { RunCheck } from "../commands/check-command.ts";
import type { Variables } from "../options/context.ts";
import { withoutOwnVariables } from "./run-helper.ts";

/** Characters of its output that are kept: the end, where a program says why it fails. */
const keptOutput = 64 * 1024;

/**
 * Runs the user's check in the system's shell (on Windows the `sh` that Git brings), with the variables of the step but
 * our secrets; `signal` ends it.
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
        signal,
        windowsHide: true,
      });
      for (const name of ["stdout", "stderr"] as const) {
        child[name].setEncoding("utf8").on("data", (text: string) => {
          said[name] = (said[name] + text).slice(-keptOutput);
        });
      }
      child.on("error", ({ message }) => resolve({ ...said, exitCode: 127, stderr: message }));
      child.on("close", (code) => resolve({ ...said, exitCode: code ?? 128 }));
    });
}
