import type { CommandName, OptionSpec } from "./spec.ts";

/** The commands that speak to a registry. */
export const networkCommands: readonly CommandName[] = ["publish", "plan", "push", "pull"];
const connecting: readonly CommandName[] = [...networkCommands, "login"];

/** How registries are reached, and as whom. */
export const registryOptions = [
  {
    name: "username",
    type: "string",
    description: "User name for the registry (with `serve`: what it asks for).",
    commands: [...connecting, "serve"],
  },
  {
    name: "password",
    type: "string",
    secret: true,
    description: "Password or token for the registry.",
    commands: [...connecting, "serve"],
  },
  {
    name: "password-stdin",
    type: "boolean",
    default: "false",
    description: "Read the password from standard input: `--password-file -`.",
    only: "command",
    commands: ["login"],
  },
  {
    name: "registry-auth",
    type: "logins",
    secret: true,
    description:
      "Logins for several registries: a YAML list of `registry` (host or host:port), `username` and `password`.",
    commands: networkCommands,
  },
  {
    name: "login",
    type: "boolean",
    default: "false",
    description:
      "Also leave the logins for later Helm and Docker steps of the job, in their own files; undone when the job ends.",
    only: "action",
    commands: ["publish"],
  },
  {
    name: "github-token",
    type: "string",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression for GitHub's runner
    default: "${{ github.token }}",
    secret: true,
    description: "Token for ghcr.io when no other credential is found.",
    only: "action",
    commands: ["publish", "plan"],
  },
  {
    name: "plain-http",
    type: "boolean",
    default: "false",
    description: "Speak plain HTTP with the registry. Loopback addresses need no asking.",
    commands: connecting,
  },
  {
    name: "concurrency",
    type: "integer",
    default: "16",
    description: "How many charts are in flight at once.",
    commands: networkCommands,
  },
  {
    name: "retries",
    type: "integer",
    default: "5",
    description: "How often one request is tried again.",
    commands: connecting,
  },
  {
    name: "timeout",
    type: "duration",
    default: "60s",
    description: "How long one request may stay without an answer: `90s`, `2m`.",
    commands: connecting,
  },
] as const satisfies readonly OptionSpec[];
