import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import packageJson from "../package.json" with { type: "json" };
import type { Clients } from "./commands/clients.ts";
import type { Exec, Reporter } from "./io.ts";
import { createRegistryClient, type RegistryClient } from "./oci/client/registry-client.ts";
import type { Context, Variables } from "./options/context.ts";
import type { Options } from "./options/parse.ts";
import { credentialsOf } from "./wire/logins.ts";

/** The real clients; disposing them closes every connection. */
export interface WiredClients extends Clients, AsyncDisposable {
  readonly registry: RegistryClient;
}

/** What is wired besides the options. */
export interface Surroundings {
  readonly context: Context;
  readonly variables: Variables;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
  /** Host that `username` and `password` are for: the only one that will ever be told them. */
  readonly host: string | undefined;
  /** What tokens are asked for: those who only read may not be let write. */
  readonly access: "pull" | "push";
}

/** Makes the real clients. Asks nothing of the network yet. */
export function wire(options: Options, surroundings: Surroundings): WiredClients {
  const { reporter, signal, variables } = surroundings;
  const registry: RegistryClient = createRegistryClient({
    credentials: credentialsOf(options, surroundings),
    reporter,
    access: surroundings.access,
    userAgent: `helm-oci-publish/${packageJson.version}`,
    ...(options.plainHttp && { plainHttp: true }),
    retries: options.retries,
    timeoutMs: options.timeoutMs,
    now: () => performance.now(),
    random: Math.random,
    sleep: (ms, abort) => delay(ms, undefined, { signal: abort }),
  });
  return {
    registry,
    exec: createExec(variables),
    reporter,
    signal,
    [Symbol.asyncDispose]: () => registry[Symbol.asyncDispose](),
  };
}

/** Where the local cache lies unless the user says otherwise: the system's place for caches. */
export function cacheDirectory(variables: Variables, home: string, platform: string): string {
  const caches =
    platform === "win32"
      ? (variables["LOCALAPPDATA"] ?? path.join(home, "AppData", "Local"))
      : platform === "darwin"
        ? path.join(home, "Library", "Caches")
        : path.join(home, ".cache");
  return path.join(variables["XDG_CACHE_HOME"] || caches, "helm-oci-publish");
}

/** What git needs to be found, to start, and to find its configuration and the repository. */
const childVariable =
  /^(PATH|PATHEXT|SystemRoot|ComSpec|HOME|HOMEDRIVE|HOMEPATH|USERPROFILE|APPDATA|PROGRAMDATA|TEMP|TMP|TMPDIR|XDG_CONFIG_HOME|LANG|LC_[A-Z]+|LD_LIBRARY_PATH|DEVELOPER_DIR|GIT_(DIR|WORK_TREE|CEILING_DIRECTORIES|CONFIG_[A-Z0-9_]+))$/i;

/**
 * Runs programs with no variables but those they need: any other may hold a secret, whatever its name. The toolkit is
 * loaded on first use.
 */
function createExec(variables: Variables): Exec {
  const env = Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => {
      return entry[1] !== undefined && childVariable.test(entry[0]);
    }),
  );
  return async (program, args, options = {}) => {
    const { getExecOutput } = await import("@actions/exec");
    try {
      return await getExecOutput(program, [...args], {
        env,
        ...(options.directory !== undefined && { cwd: options.directory }),
        silent: true,
        ignoreReturnCode: true,
      });
    } catch (cause) {
      return { exitCode: 127, stdout: "", stderr: cause instanceof Error ? cause.message : String(cause) };
    }
  };
}

/** Exit code of a process that was told to stop. */
const cancelledExitCode = 130;

/** Aborts on the first SIGINT or SIGTERM; a second one ends the process at once. */
export function cancelOnSignals(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(cancelledExitCode);
      controller.abort();
    });
  }
  return controller.signal;
}
