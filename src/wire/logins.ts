import { homedir } from "node:os";
import path from "node:path";
import { type CredentialSource, firstOf, givenCredentials } from "../oci/client/credentials.ts";
import { dockerConfig } from "../oci/client/docker-config.ts";
import type { DockerConfigFile } from "../oci/client/docker-config-file.ts";
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
}

/** Inputs, the narrower first, then Helm's logins, then Docker's, then the workflow token for ghcr.io. */
export function credentialsOf(
  options: Options,
  { context, variables, host, signal }: LoginSurroundings,
): CredentialSource {
  const { username, password, registryAuth, githubToken } = options;
  const files = userLoginFiles(variables);
  const runHelper = createHelperRun(variables, signal);
  const given = username && password && host ? [{ host, username, password }] : [];
  const actor = variables["GITHUB_ACTOR"] ?? context.owner ?? "github";
  const workflow = githubToken ? [{ host: "ghcr.io", username: actor, password: githubToken }] : [];
  return firstOf([
    givenCredentials(given, "the username and password inputs"),
    ...(registryAuth.length > 0 ? [givenCredentials(registryAuth, "registry-auth")] : []),
    dockerConfig(files.helm, runHelper),
    dockerConfig(files.docker, runHelper),
    ...(workflow.length > 0 ? [givenCredentials(workflow, "the workflow's github-token")] : []),
  ]);
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
