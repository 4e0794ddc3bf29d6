import { spawn } from "node:child_process";
import type { HelperResult, RunHelper } from "../oci/login/credential-helper.ts";
import type { Variables } from "../options/context.ts";

/** How long a helper may take, and how much it may say. */
export interface HelperLimits {
  readonly timeoutMs: number;
  readonly outputBytes: number;
}

const defaultLimits: HelperLimits = { timeoutMs: 30_000, outputBytes: 1024 * 1024 };

/**
 * Our own secrets, and the files and tokens by which a step speaks to the runner. Everything else a helper does get:
 * unlike git, which needs little that can be named, it finds its account by AWS_…, AZURE_…, GOOGLE_…, a proxy's
 * address, HOME, a desktop's session bus, and nobody knows which of them.
 */
const ownVariable =
  /^(HELM_OCI_PUBLISH_|INPUT_|STATE_|ACTIONS_)|^GITHUB_(TOKEN|ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)$/i;

/** The variables of the step that another program of the user's may see. */
export function withoutOwnVariables(variables: Variables): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && !ownVariable.test(entry[0]),
    ),
  );
}

/** Runs credential helpers found on PATH; `signal` ends them. */
export function createHelperRun(
  variables: Variables,
  signal: AbortSignal,
  limits: HelperLimits = defaultLimits,
): RunHelper {
  const env = withoutOwnVariables(variables);
  const run: RunHelper = (program, verb, input) =>
    new Promise((resolve) => {
      const child = spawn(program, [verb], { env, stdio: "pipe", windowsHide: true });
      const said: { readonly stdout: Buffer[]; readonly stderr: Buffer[] } = { stdout: [], stderr: [] };
      let bytes = 0;
      const end = (exitCode: number, failure?: string): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", cancel);
        resolve({ exitCode, ...textOf(said), ...(failure !== undefined && { failure }) });
      };
      /** Does not wait for "close", which what the helper itself has started could put off for ever. */
      const stop = (failure: string): void => {
        child.kill("SIGKILL");
        for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
        end(-1, failure);
      };
      const cancel = (): void => stop("the run was cancelled");
      const timer = setTimeout(
        () => stop(`it gave no answer within ${limits.timeoutMs / 1000} s`),
        limits.timeoutMs,
      );
      for (const name of ["stdout", "stderr"] as const) {
        child[name].on("data", (piece: Buffer) => {
          said[name].push(piece);
          bytes += piece.length;
          if (bytes > limits.outputBytes) stop(`it said more than ${limits.outputBytes} bytes`);
        });
      }
      child.on("error", (error) => end(127, startFailure(error)));
      child.on("close", (code) => end(code ?? 128));
      signal.addEventListener("abort", cancel, { once: true });
      if (signal.aborted) cancel();
      // A helper may end before it has read its input: its exit code tells more than EPIPE.
      child.stdin.on("error", () => undefined).end(input.reveal());
    });
  // Most faults of starting a program are told by an event, some are thrown.
  return (...call) =>
    run(...call).catch((error: Error) => ({
      exitCode: 127,
      stdout: "",
      stderr: "",
      failure: startFailure(error),
    }));
}

function startFailure(error: Error): string {
  return "code" in error && error.code === "ENOENT" ? "it is not on PATH" : error.message;
}

function textOf({
  stdout,
  stderr,
}: Record<"stdout" | "stderr", Buffer[]>): Pick<HelperResult, "stdout" | "stderr"> {
  return { stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() };
}
