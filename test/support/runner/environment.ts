import path from "node:path";
import type { ActionMetadata } from "./action-metadata.ts";

/** The values of the workflow's `github` context that an action sees as `GITHUB_…`. */
export type GithubContext = Readonly<Record<string, string>>;

/** The context of a push to the default branch of octo/charts; API addresses lead nowhere. */
export const defaultContext: GithubContext = {
  ACTION: "__self",
  ACTIONS: "true",
  ACTOR: "octocat",
  API_URL: "http://127.0.0.1:9",
  EVENT_NAME: "push",
  GRAPHQL_URL: "http://127.0.0.1:9/graphql",
  JOB: "publish",
  REF: "refs/heads/main",
  REF_NAME: "main",
  REF_TYPE: "branch",
  REPOSITORY: "octo/charts",
  REPOSITORY_OWNER: "octo",
  RUN_ATTEMPT: "1",
  RUN_ID: "1",
  RUN_NUMBER: "1",
  SERVER_URL: "https://github.com",
  SHA: "a".repeat(40),
  TRIGGERING_ACTOR: "octocat",
  WORKFLOW: "publish",
};

const osNames: Readonly<Record<string, string>> = { linux: "Linux", darwin: "macOS", win32: "Windows" };

/** What every step sees of the machine; nothing is inherited but what programs cannot be started without. */
export function machineEnvironment(temp: string): Record<string, string> {
  const inherited = ["PATH", ...(process.platform === "win32" ? ["SystemRoot", "ComSpec", "PATHEXT"] : [])];
  return {
    ...Object.fromEntries(inherited.map((name) => [name, process.env[name] ?? ""])),
    CI: "true",
    HOME: path.join(temp, "home"),
    LANG: "C.UTF-8",
    RUNNER_ARCH: process.arch.toUpperCase(),
    RUNNER_ENVIRONMENT: "github-hosted",
    RUNNER_NAME: "test",
    RUNNER_OS: osNames[process.platform] ?? "Linux",
    RUNNER_TEMP: path.join(temp, "temp"),
    RUNNER_TOOL_CACHE: path.join(temp, "tools"),
  };
}

/**
 * `INPUT_…` for every declared input, with its default where none is given, and for those given beyond; names are in
 * capitals with `_` for blanks, dashes stay.
 */
export function inputEnvironment(
  metadata: ActionMetadata,
  given: Readonly<Record<string, string>>,
  context: GithubContext,
): Record<string, string> {
  const defaults = [...metadata.inputs].map(([name, value]) => [name, expand(value ?? "", context)] as const);
  const all = new Map([...defaults, ...Object.entries(given)]);
  return Object.fromEntries(
    [...all].map(([name, value]) => [`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`, value]),
  );
}

/** `${{ github.name }}` alone is known: defaults in action.yml may use no other context. */
function expand(text: string, context: GithubContext): string {
  return text.replace(
    /\$\{\{\s*github\.(\w+)\s*\}\}/g,
    (_, name: string) => context[name.toUpperCase()] ?? "",
  );
}
