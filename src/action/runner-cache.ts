import { execFile } from "node:child_process";
import path from "node:path";
import type { Reporter } from "../io.ts";
import type { Variables } from "../options/context.ts";

/** How long the service may take: longer than what is kept takes to fetch, it is of no use. */
const timeoutMs = 60_000;

const maxOutputBytes = 16 * 1024 * 1024;

/** Our own secrets, what identifies the job, and the files by which a step speaks to the runner. */
const ownVariable =
  /^(HELM_OCI_PUBLISH_|INPUT_|STATE_|ACTIONS_ID_TOKEN_)|^GITHUB_(TOKEN|ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)$/i;

/** The runner's cache service, for one folder. Neither method fails: without the service a run is slower, no more. */
export interface RunnerCache {
  /** Fills the folder with what was saved under `key`, else with the newest whose key begins with `prefix`; whether it was the former. */
  restore(key: string, prefix: string): Promise<boolean>;
  /** Whether the folder was saved; a key is never saved twice. */
  save(key: string): Promise<boolean>;
}

/** What the service is found by, and where what it says goes. */
export interface RunnerCacheOptions {
  readonly variables: Variables;
  readonly reporter: Pick<Reporter, "debug" | "mask">;
  readonly signal: AbortSignal;
}

/**
 * The service as `@actions/cache` speaks to it, in a process of its own: the toolkit knows no cancelling, tries for half a
 * minute, and makes annotations of faults that are none of the user's.
 */
export function createRunnerCache(directory: string, options: RunnerCacheOptions): RunnerCache {
  const { variables, reporter, signal } = options;
  const place = path.dirname(directory);
  const env = Object.fromEntries(Object.entries(variables).filter(([name]) => !ownVariable.test(name)));
  const call = (...words: string[]): Promise<boolean> =>
    new Promise((resolve) => {
      if (!hasService(variables)) {
        reporter.debug("This runner has no cache service.");
        resolve(false);
        return;
      }
      const script = path.join(path.dirname(process.argv[1] ?? ""), "cache.js");
      // Paths are part of what is looked for, and are taken from the workspace: one relative to it is the same anywhere.
      const workspace = { cwd: place, env: { ...env, GITHUB_WORKSPACE: place } };
      const limits = {
        timeout: timeoutMs,
        killSignal: "SIGKILL",
        maxBuffer: maxOutputBytes,
        signal,
      } as const;
      execFile(process.execPath, [script, ...words], { ...workspace, ...limits }, (error, stdout, stderr) => {
        for (const line of `${stdout}\n${stderr}`.split(/\r?\n/)) tell(line, reporter);
        if (error?.killed) reporter.debug(`The cache service was given up: ${error.message}`);
        resolve(error === null);
      });
    });
  const folder = path.basename(directory);
  return {
    restore: (key, prefix) => call("restore", folder, key, prefix),
    save: (key) => call("save", folder, key),
  };
}

const hasService = (variables: Variables): boolean =>
  Boolean(
    variables["ACTIONS_RUNTIME_TOKEN"] &&
      (variables["ACTIONS_RESULTS_URL"] || variables["ACTIONS_CACHE_URL"]),
  );

/** Masks what the toolkit wants masked, signatures of addresses; all else is for those who look for a fault. */
function tell(line: string, reporter: RunnerCacheOptions["reporter"]): void {
  const [, command, text = line] = /^::([a-z-]+)(?: [^:]*)?::(.*)$/.exec(line) ?? [];
  const said = text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
  if (command === "add-mask") reporter.mask(said);
  else if (said.trim() !== "") reporter.debug(`cache: ${said}`);
}
