import { homedir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import packageJson from "../package.json" with { type: "json" };
import type { Clients } from "./commands/clients.ts";
import type { Exec, Reporter } from "./io.ts";
import { type CredentialSource, firstOf, givenCredentials } from "./oci/client/credentials.ts";
import { dockerConfig } from "./oci/client/docker-config.ts";
import type { ProxySettings } from "./oci/client/proxy.ts";
import { createRegistryClient, type RegistryClient } from "./oci/client/registry-client.ts";
import { readTlsFiles, type TlsOptions } from "./oci/client/tls.ts";
import type { Context, Variables } from "./options/context.ts";
import type { Options } from "./options/parse.ts";

/** The real clients; disposing them closes every connection. */
export interface WiredClients extends Clients, AsyncDisposable {}

/** The two places where programs keep logins. */
export interface LoginFiles {
  readonly helm: string;
  readonly docker: string;
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
  const tls = tlsOf(options, surroundings);
  const registry: RegistryClient = createRegistryClient({
    credentials: credentialsOf(options, surroundings),
    reporter,
    access: surroundings.access,
    userAgent: `helm-oci-publish/${packageJson.version}`,
    ...(options.plainHttp !== undefined && { plainHttp: options.plainHttp }),
    tls,
    proxy: proxyOf(surroundings),
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

/** The registry's TLS settings; an unsafe one is told. */
function tlsOf(options: Options, { host, reporter }: Surroundings): TlsOptions {
  const { insecureSkipTlsVerify, workingDirectory } = options;
  if (insecureSkipTlsVerify) {
    reporter.warn(
      `The TLS certificate of ${host ?? "the registry"} is not checked (insecure-skip-tls-verify): whoever stands in between can read the credentials and change what is published. Name its authority in ca-file instead.`,
    );
  }
  return {
    ...readTlsFiles(options, workingDirectory),
    ...(host !== undefined && { hostname: new URL(`https://${host}`).hostname }),
    insecureSkipVerify: insecureSkipTlsVerify,
  };
}

/** The proxies that the environment names, in lower or upper case; their passwords are masked. */
function proxyOf({ variables, reporter }: Surroundings): ProxySettings {
  const value = (name: string): string | undefined =>
    variables[name.toLowerCase()] || variables[name.toUpperCase()] || undefined;
  const [http, https, none] = [value("http_proxy"), value("https_proxy"), value("no_proxy")];
  for (const address of [http, https]) {
    const password = /^(?:[^/@]*\/\/)?[^/@:]*:([^/]+)@/.exec(address ?? "")?.[1];
    if (password === undefined) continue;
    reporter.mask(password);
    if (!/%(?![0-9a-f]{2})/i.test(password)) reporter.mask(decodeURIComponent(password));
  }
  return { ...(http && { http }), ...(https && { https }), ...(none && { none }) };
}

/** Inputs, then Helm's logins, then Docker's, then the workflow token for ghcr.io. */
function credentialsOf(options: Options, { context, variables, host }: Surroundings): CredentialSource {
  const { username, password, githubToken } = options;
  const files = loginFiles(variables, homedir(), process.platform);
  const given = username && password && host ? [{ host, username, password }] : [];
  const actor = variables["GITHUB_ACTOR"] ?? context.owner ?? "github";
  const workflow = githubToken ? [{ host: "ghcr.io", username: actor, password: githubToken }] : [];
  return firstOf([
    givenCredentials(given, "the username and password inputs"),
    dockerConfig(files.helm, "Helm's registry config"),
    dockerConfig(files.docker, "Docker's config"),
    ...(workflow.length > 0 ? [givenCredentials(workflow, "the workflow's github-token")] : []),
  ]);
}

/** Where Helm (v4.1.4 pkg/helmpath) and Docker keep logins, given the variables that move them. */
export function loginFiles(variables: Variables, home: string, platform: string): LoginFiles {
  const configHome =
    platform === "win32"
      ? (variables["APPDATA"] ?? path.join(home, "AppData", "Roaming"))
      : platform === "darwin"
        ? path.join(home, "Library", "Preferences")
        : path.join(home, ".config");
  const helmHome =
    variables["HELM_CONFIG_HOME"] || path.join(variables["XDG_CONFIG_HOME"] || configHome, "helm");
  const dockerHome = variables["DOCKER_CONFIG"] || path.join(home, ".docker");
  return {
    helm: variables["HELM_REGISTRY_CONFIG"] || path.join(helmHome, "registry", "config.json"),
    docker: path.join(dockerHome, "config.json"),
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
