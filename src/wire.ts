import { homedir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import packageJson from "../package.json" with { type: "json" };
import type { Clients } from "./commands/clients.ts";
import { creatingRepositories } from "./commands/create-repository.ts";
import type { DependencyCache } from "./dependency/sources.ts";
import type { Reporter } from "./io.ts";
import {
  createRegistryClient,
  type RegistryClient,
  type RegistryClientOptions,
} from "./oci/client/registry-client.ts";
import { givenCredentials } from "./oci/login/credentials.ts";
import type { Context, Variables } from "./options/context.ts";
import type { Options } from "./options/parse.ts";
import { laterCommenter } from "./wire/comments.ts";
import { proxyOf, tlsOf } from "./wire/connection.ts";
import { wireDependencies } from "./wire/dependencies.ts";
import { createExec } from "./wire/exec.ts";
import { credentialsOf } from "./wire/logins.ts";
import { laterProofs, wantsProofs } from "./wire/proofs.ts";
import { provenanceSigning } from "./wire/provenance-signing.ts";
import { laterReleases } from "./wire/releases.ts";
import { createCheckRun } from "./wire/run-check.ts";

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
  /**
   * Host that `username`, `password`, `plain-http` and the options of TLS but `ca-file` are for: no other will ever be
   * told the password.
   */
  readonly host: string | undefined;
  /** The other hosts that charts are published to. */
  readonly otherHosts?: readonly string[];
  /** What tokens are asked for: those who only read may not be let write. */
  readonly access: "pull" | "push";
  /** What keeps dependencies between runs. */
  readonly dependencyCache?: DependencyCache | undefined;
}

/** Makes the real clients. Asks nothing of the network yet. */
export function wire(options: Options, surroundings: Surroundings): WiredClients {
  const { reporter, signal, variables } = surroundings;
  const settings = clientSettings(options, surroundings);
  const credentials = credentialsOf(options, surroundings);
  const registry = createRegistryClient({ ...settings, access: surroundings.access, credentials });
  const anonymous =
    options.verify === "public"
      ? createRegistryClient({ ...settings, access: "pull", credentials: givenCredentials([], "nowhere") })
      : undefined;
  const images =
    options.checkImages === "off"
      ? undefined
      : createRegistryClient({ ...settings, access: "pull", credentials });
  const dependencies = wireDependencies(
    { ...settings, credentials, reporter },
    { variables, cache: surroundings.dependencyCache },
  );
  const exec = createExec(variables, signal);
  const proofs = wantsProofs(options)
    ? laterProofs(options, {
        registry,
        variables,
        reporter,
        signal,
        connection: settings,
        trustDirectory: trustDirectory(variables, homedir(), process.platform),
      })
    : undefined;
  const releases = laterReleases(options, surroundings.context, {
    registry,
    exec,
    reporter,
    signal,
    variables,
    connection: settings,
    ...(proofs !== undefined && { proofs }),
  });
  const commenter = laterCommenter(options, surroundings.context, {
    variables,
    reporter,
    signal,
    connection: settings,
  });
  return {
    registry: options.createRepository
      ? { ...registry, ...creatingRepositories(registry, { exec, reporter }) }
      : registry,
    ...(anonymous !== undefined && { anonymous }),
    ...provenanceSigning(options),
    ...(proofs !== undefined && { proofs }),
    ...(releases !== undefined && { releases }),
    ...(commenter !== undefined && { commenter }),
    dependencies,
    exec,
    runCheck: createCheckRun(variables, signal),
    ...(images !== undefined && { images }),
    reporter,
    signal,
    async [Symbol.asyncDispose]() {
      await registry[Symbol.asyncDispose]();
      await anonymous?.[Symbol.asyncDispose]();
      await images?.[Symbol.asyncDispose]();
      await proofs?.[Symbol.asyncDispose]();
      await releases?.[Symbol.asyncDispose]();
      await dependencies[Symbol.asyncDispose]();
    },
  };
}

/** What every client of the run has in common. */
function clientSettings(
  options: Options,
  { reporter, variables, host }: Surroundings,
): Omit<RegistryClientOptions, "credentials" | "access"> & {
  readonly retries: number;
  readonly timeoutMs: number;
} {
  return {
    reporter,
    userAgent: `helm-oci-publish/${packageJson.version}`,
    ...(options.plainHttp !== undefined && { plainHttp: options.plainHttp }),
    ...(host !== undefined && { plainHttpHost: host }),
    tls: tlsOf(options, host, reporter),
    proxy: proxyOf(variables, reporter),
    retries: options.retries,
    timeoutMs: options.timeoutMs,
    now: () => performance.now(),
    random: Math.random,
    sleep: (ms, abort) => delay(ms, undefined, { signal: abort }),
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

/** Where what Sigstore publishes of itself is kept: beside the local cache, which is an OCI layout and nothing else. */
export function trustDirectory(variables: Variables, home: string, platform: string): string {
  return `${cacheDirectory(variables, home, platform)}-sigstore`;
}

/** Where the command keeps archives of dependencies: beside the local cache too. */
export function dependencyDirectory(variables: Variables, home: string, platform: string): string {
  return `${cacheDirectory(variables, home, platform)}-dependencies`;
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
