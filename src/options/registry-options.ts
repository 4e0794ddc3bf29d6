import type { CommandName, OptionSpec } from "./spec.ts";

/** The commands that speak to a registry. */
export const networkCommands: readonly CommandName[] = [
  "publish",
  "plan",
  "push",
  "pull",
  "copy",
  "delete",
  "verify",
];

const connecting: readonly CommandName[] = [...networkCommands, "login"];
/** Those, and what speaks to other servers alone. */
const reaching: readonly CommandName[] = [...connecting, "rekor"];

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
    description:
      "Token for ghcr.io when no other credential is found, and for GitHub's API; the command has none unless given one.",
    commands: ["publish", "plan", "copy", "verify"],
  },
  {
    name: "plain-http",
    type: "boolean",
    defaultText: "`true` for loopback addresses, else `false`",
    description: "Speak plain HTTP with the registry.",
    commands: connecting,
  },
  {
    name: "ca-file",
    type: "file",
    description: "PEM file with authorities to trust, besides the system's.",
    commands: reaching,
  },
  {
    name: "cert-file",
    type: "file",
    description: "PEM file with the client certificate that the registry asks for.",
    commands: reaching,
  },
  {
    name: "key-file",
    type: "file",
    description: "PEM file with the client certificate's key.",
    commands: reaching,
  },
  {
    name: "insecure-skip-tls-verify",
    type: "boolean",
    default: "false",
    description: "Take any TLS certificate of the registry: no protection against whoever stands in between.",
    commands: reaching,
  },
  {
    name: "create-repository",
    type: "boolean",
    default: "false",
    description:
      "Create a missing Amazon ECR repository with the AWS CLI, which has to be installed and logged in.",
    commands: ["publish", "push"],
  },
  {
    name: "verify",
    type: { choices: ["digest", "public"] },
    default: "digest",
    description:
      "After the push: `digest` reads the manifest back and compares; `public` also pulls it without credentials.",
    commands: ["publish"],
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
    commands: reaching,
  },
] as const satisfies readonly OptionSpec[];
