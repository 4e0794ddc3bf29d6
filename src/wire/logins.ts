import { homedir } from "node:os";
import path from "node:path";
import { type CredentialSource, firstOf, givenCredentials, type Login } from "../oci/login/credentials.ts";
import { dockerConfig } from "../oci/login/docker-config.ts";
import type { DockerConfigFile } from "../oci/login/docker-config-file.ts";
import { loginKey } from "../oci/login/docker-config-keys.ts";
import type { Context, Variables } from "../options/context.ts";
import type { Options } from "../options/parse.ts";
import { createHelperRun } from "./run-helper.ts";

/** The two places where programs keep logins. */
export interface LoginFiles {
  readonly helm: DockerConfigFile;
  readonly docker: DockerConfigFile;
}

/** Where credentials are looked for besides the options. */
export interface LoginSurroundings {
  readonly context: Context;
  readonly variables: Variables;
  readonly signal: AbortSignal;
  /** Host that `username` and `password` are for: the only one that will ever be told them. */
  readonly host: string | undefined;
  /** Other hosts that are published to. */
  readonly otherHosts?: readonly string[];
}

/** The logins given with the options; the workflow's own is known to be good for ghcr.io alone. */
function givenLogins(options: Options, { context, variables, host }: LoginSurroundings): GivenLogins {
  const { username, password, registryAuth, githubToken } = options;
  const actor = variables["GITHUB_ACTOR"] ?? context.owner ?? "github";
  return {
    target: username && password && host ? [{ host, username, password }] : [],
    registryAuth,
    workflow: githubToken ? [{ host: "ghcr.io", username: actor, password: githubToken }] : [],
  };
}

interface GivenLogins {
  readonly target: readonly Login[];
  readonly registryAuth: readonly Login[];
  readonly workflow: readonly Login[];
}

/** Inputs, the narrower first, then Helm's logins, then Docker's, then the workflow token for ghcr.io. */
export function credentialsOf(options: Options, surroundings: LoginSurroundings): CredentialSource {
  const { target, registryAuth, workflow } = givenLogins(options, surroundings);
  return firstOf([
    boundCredentials(target),
    ...(registryAuth.length > 0 ? [givenCredentials(registryAuth, "registry-auth")] : []),
    storedCredentials(surroundings),
    ...(workflow.length > 0 ? [givenCredentials(workflow, "the workflow's github-token")] : []),
  ]);
}

/** The one login without a name: whoever misses it at another host is told what it is for. */
function boundCredentials(target: readonly Login[]): CredentialSource {
  const given = givenCredentials(target, "the username and password inputs");
  return {
    async credentialFor(host) {
      const credential = await given.credentialFor(host);
      const [login] = target;
      if (credential.kind !== "none" || login === undefined) return credential;
      const limit = `which are for ${login.host} alone (name others in registry-auth)`;
      return { ...credential, origin: `${credential.origin}, ${limit}` };
    },
  };
}

/**
 * The logins that later steps cannot find for themselves, one for each registry: those of the inputs, and the
 * workflow's for ghcr.io where that is what we publish with.
 */
export async function loginsToLeave(options: Options, surroundings: LoginSurroundings): Promise<Login[]> {
  const { target, registryAuth, workflow } = givenLogins(options, surroundings);
  const published = new Set([surroundings.host, ...(surroundings.otherHosts ?? [])]);
  const own = new Map([...registryAuth, ...target].map((login) => [loginKey(login.host), login]));
  for (const login of workflow) {
    if (!published.has(login.host) || own.has(login.host)) continue;
    const stored = await storedCredentials(surroundings).credentialFor(login.host);
    if (stored.kind === "none") own.set(login.host, login);
  }
  return [...own.values()];
}

function storedCredentials({ variables, signal }: LoginSurroundings): CredentialSource {
  const files = userLoginFiles(variables);
  const runHelper = createHelperRun(variables, signal);
  return firstOf([dockerConfig(files.helm, runHelper), dockerConfig(files.docker, runHelper)]);
}

/** Where Helm and Docker keep the logins of whoever runs this. */
export function userLoginFiles(variables: Variables): LoginFiles {
  return loginFiles(variables, homedir(), process.platform);
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
    helm: {
      file: variables["HELM_REGISTRY_CONFIG"] || path.join(helmHome, "registry", "config.json"),
      name: "Helm's registry config",
    },
    docker: { file: path.join(dockerHome, "config.json"), name: "Docker's config" },
  };
}
