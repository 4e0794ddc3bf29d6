/** The commands of the command line; the action runs `publish`. */
export const commandNames = [
  "publish",
  "plan",
  "serve",
  "save",
  "list",
  "export",
  "push",
  "pull",
  "remove",
] as const;
export type CommandName = (typeof commandNames)[number];

/** How the text of an option is read. */
export type OptionType =
  | "string"
  | "boolean"
  | "integer" // not negative
  | "port" // 0 for any that is free
  | "duration" // 90, 90s, 2m, 1m30s
  | "list" // lines, or commas outside braces
  | "lines" // lines only, for values that hold commas
  | "path"
  | { readonly choices: readonly string[] };

/** One option, as both faces and the documentation know it. */
export interface OptionSpec {
  readonly name: string;
  readonly type: OptionType;
  /** As the user would write it. */
  readonly default?: string;
  /** The default as the documentation puts it, where it depends on the place. */
  readonly defaultText?: string;
  readonly description: string;
  /** Never taken from argv, masked before anything is logged. */
  readonly secret?: true;
  /** The face that knows the option, where it is not both. */
  readonly only?: "action" | "command";
  /** The commands that take it. */
  readonly commands: readonly CommandName[];
}

const publishing: readonly CommandName[] = ["publish", "plan"];
const packaging: readonly CommandName[] = ["publish", "plan", "save"];
const network: readonly CommandName[] = ["publish", "plan", "push", "pull"];
const cache: readonly CommandName[] = ["save", "list", "export", "push", "pull", "remove"];

const ifExists = ["verify", "skip", "overwrite", "fail"] as const;
const push = ["auto", "true", "false"] as const;
/** What to do when the tag exists already. */
export type IfExists = (typeof ifExists)[number];

/** Every option there is, in the order of the documentation: drives action.yml, `--help`, README and parseOptions. */
export const optionTable = [
  {
    name: "charts",
    type: "list",
    defaultText: "`.` if it holds Chart.yaml, else every chart under `charts/`",
    description:
      "Chart directories and packaged `.tgz` files, or globs of them; `!` in front leaves charts out. A `.prov` beside a `.tgz` is checked and attached.",
    commands: packaging,
  },
  {
    name: "registry",
    type: "string",
    defaultText: "`oci://ghcr.io/<owner>/charts` on GitHub",
    description: "Where to publish: `oci://host/path`, without the chart's name and without a tag.",
    commands: packaging,
  },
  {
    name: "push",
    type: { choices: push },
    default: "auto",
    description: "`auto` publishes except on pull requests and merge groups; `true`, `false`.",
    commands: ["publish"],
  },
  {
    name: "dry-run",
    type: "boolean",
    default: "false",
    description: "Package, plan and write `output-dir`, but send nothing that writes: `push: false`.",
    only: "command",
    commands: ["publish"],
  },
  {
    name: "if-exists",
    type: { choices: ifExists },
    default: "verify",
    description:
      "When the version is published already: `verify` that the content is the same, else fail; `skip`; `overwrite`; `fail`.",
    commands: [...publishing, "push"],
  },
  {
    name: "version",
    type: "string",
    description:
      "Version to publish instead of Chart.yaml's; a leading `v` is dropped. `{version}`, `{sha}` (the commit checked out), `{short-sha}`, `{run}` and `{pr}` are filled in.",
    commands: packaging,
  },
  {
    name: "app-version",
    type: "string",
    description: "`appVersion` to publish instead of Chart.yaml's; the same placeholders.",
    commands: packaging,
  },
  {
    name: "annotations",
    type: "lines",
    description: "Annotations to add to the manifest, `key=value`, one a line.",
    commands: packaging,
  },
  {
    name: "username",
    type: "string",
    description: "User name for the registry (with `serve`: what it asks for).",
    commands: [...network, "serve"],
  },
  {
    name: "password",
    type: "string",
    secret: true,
    description: "Password or token for the registry.",
    commands: [...network, "serve"],
  },
  {
    name: "github-token",
    type: "string",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression for GitHub's runner
    default: "${{ github.token }}",
    secret: true,
    description: "Token for ghcr.io when no other credential is found.",
    only: "action",
    commands: publishing,
  },
  {
    name: "plain-http",
    type: "boolean",
    default: "false",
    description: "Speak plain HTTP with the registry. Loopback addresses need no asking.",
    commands: network,
  },
  {
    name: "concurrency",
    type: "integer",
    default: "16",
    description: "How many charts are in flight at once.",
    commands: network,
  },
  {
    name: "retries",
    type: "integer",
    default: "5",
    description: "How often one request is tried again.",
    commands: network,
  },
  {
    name: "timeout",
    type: "duration",
    default: "60s",
    description: "How long one request may stay without an answer: `90s`, `2m`.",
    commands: network,
  },
  {
    name: "output-dir",
    type: "path",
    description: "Directory that keeps the archives, plan.json and an OCI image layout (`oci/`).",
    commands: publishing,
  },
  {
    name: "summary",
    type: "boolean",
    default: "true",
    description: "Write the job summary.",
    only: "action",
    commands: publishing,
  },
  {
    name: "fail-fast",
    type: "boolean",
    default: "false",
    description: "Stop at the first chart that fails, and publish none while any is invalid.",
    commands: publishing,
  },
  {
    name: "working-directory",
    type: "path",
    default: ".",
    description: "Directory that relative paths start from.",
    commands: [...packaging, "serve", "export"],
  },
  {
    name: "cache-dir",
    type: "path",
    defaultText: "the user's cache directory",
    description: "The local cache, an OCI image layout.",
    only: "command",
    commands: cache,
  },
  {
    name: "destination",
    type: "path",
    default: ".",
    description: "Directory to write to.",
    only: "command",
    commands: ["export"],
  },
  {
    name: "port",
    type: "port",
    default: "5001",
    description: "Port on loopback; 0 picks a free one.",
    only: "command",
    commands: ["serve"],
  },
  {
    name: "json",
    type: "boolean",
    default: "false",
    description: "Print one JSON document on standard output.",
    only: "command",
    commands: ["publish", "plan", "list"],
  },
  {
    name: "debug",
    type: "boolean",
    default: "false",
    description: "Show every request.",
    only: "command",
    commands: [...network, "serve"],
  },
] as const satisfies readonly OptionSpec[];

export type OptionName = (typeof optionTable)[number]["name"];

/** The options that `command` takes. */
export function optionsOf(command: CommandName): readonly OptionSpec[] {
  return optionTable.filter((spec: OptionSpec) => spec.commands.includes(command));
}
