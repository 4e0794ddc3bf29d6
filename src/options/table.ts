import { artifactHubOptions } from "./artifacthub-options.ts";
import { changesOptions } from "./changes-options.ts";
import { checkOptions } from "./check-options.ts";
import { commentOptions } from "./comment-options.ts";
import { dependencyOptions } from "./dependency-options.ts";
import { diffOptions } from "./diff-options.ts";
import { foreignHeadOptions } from "./foreign-head.ts";
import { lintOptions } from "./lint-options.ts";
import { planOptions } from "./plan-options.ts";
import { networkCommands, registryOptions } from "./registry-options.ts";
import { rekorOptions } from "./rekor-options.ts";
import { releaseOptions } from "./release-options.ts";
import { signingOptions } from "./signing-options.ts";
import { sigstoreOptions } from "./sigstore-options.ts";
import type { CommandName, OptionSpec } from "./spec.ts";
import { verifyOptions } from "./verify-options.ts";
import { versionOptions } from "./version-options.ts";

const publishing: readonly CommandName[] = ["publish", "plan"];
const packaging: readonly CommandName[] = ["publish", "plan", "save"];
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
  ...changesOptions,
  ...checkOptions,
  {
    name: "registry",
    type: "list",
    defaultText: "`oci://ghcr.io/<owner>/charts` on GitHub",
    description:
      "Where to publish: `oci://host/path`, without the chart's name and without a tag. Several places get each chart with the same digest; outputs for one chart speak of the first, and `username`, `password` and `plain-http` are for its host.",
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
  ...foreignHeadOptions,
  {
    name: "if-exists",
    type: { choices: ifExists },
    // As text, so that cr.yaml can tell whether it was given.
    defaultText: "`verify`",
    description:
      "When the version is published already: `verify` that the content is the same, else fail; `skip`; `overwrite`; `fail`.",
    commands: [...publishing, "push", "copy"],
  },
  ...versionOptions,
  {
    name: "annotations",
    type: "lines",
    description: "Annotations to add to the manifest, `key=value`, one a line.",
    commands: packaging,
  },
  ...lintOptions,
  ...diffOptions,
  ...artifactHubOptions,
  ...dependencyOptions,
  ...verifyOptions,
  ...registryOptions,
  ...signingOptions,
  ...sigstoreOptions,
  ...rekorOptions,
  ...releaseOptions,
  {
    name: "output-dir",
    type: "path",
    description:
      "Directory that keeps the archives, their `.prov` files, plan.json and an OCI image layout (`oci/`): all that `plan` takes.",
    commands: publishing,
  },
  ...planOptions,
  {
    name: "summary",
    type: "boolean",
    default: "true",
    description: "Write the job summary.",
    only: "action",
    commands: [...publishing, "verify"],
  },
  ...commentOptions,
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
    commands: [...packaging, "serve", "export", "pull", "verify"],
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
    name: "all-tags",
    type: "boolean",
    default: "false",
    description: "Delete the other tags of the same content too, where a registry cannot delete one alone.",
    only: "command",
    commands: ["delete"],
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
    commands: ["publish", "plan", "list", "verify", "rekor"],
  },
  {
    name: "debug",
    type: "boolean",
    default: "false",
    description: "Show every request.",
    only: "command",
    commands: [...networkCommands, "rekor", "serve", "login", "logout"],
  },
] as const satisfies readonly OptionSpec[];

export type OptionName = (typeof optionTable)[number]["name"];

/** The options that `command` takes. */
export function optionsOf(command: CommandName): readonly OptionSpec[] {
  return optionTable.filter((spec: OptionSpec) => spec.commands.includes(command));
}
