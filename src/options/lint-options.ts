import type { CommandName, OptionSpec } from "./spec.ts";
import { splitList } from "./values.ts";

const lint = ["auto", "strict", "off"] as const;
const commands: readonly CommandName[] = ["publish", "plan"];

/** How charts are checked before anything is sent. */
export const lintOptions = [
  {
    name: "lint",
    type: { choices: lint },
    default: "auto",
    description:
      "Check what will be published: `helm lint` and `helm template` where Helm 3.8 or later is on PATH, else the chart's structure; `strict` fails on warnings too; `off`. What is published already with the same content is not checked again.",
    commands,
  },
  {
    name: "values",
    type: "list",
    default: "ci/*-values.yaml",
    description:
      "Values files to check each chart with, as globs relative to the chart; a chart without any is checked with its defaults.",
    commands,
  },
  {
    name: "check-command",
    type: "string",
    description:
      "A command of yours to check each chart with, run by `sh`: `$CHART` is the chart as named in `charts`, `$CHART_ARCHIVE` what will be published, dependencies included.",
    commands,
  },
] as const satisfies readonly OptionSpec[];

/** How charts are checked. */
export interface LintOptions {
  readonly mode: (typeof lint)[number];
  /** Globs relative to the chart. */
  readonly values: readonly string[];
  /** For the system's shell. */
  readonly command?: string;
}

/** Reads the options of checks; commands that do not know them check nothing. */
export function readLintOptions(
  command: CommandName,
  text: (name: (typeof lintOptions)[number]["name"]) => string | undefined,
): LintOptions {
  if (!commands.includes(command)) return { mode: "off", values: [] };
  const checkCommand = text("check-command");
  return {
    mode: (text("lint") ?? "auto") as LintOptions["mode"], // checked against the choices by parseOptions
    values: splitList(text("values") ?? ""),
    ...(checkCommand !== undefined && { command: checkCommand }),
  };
}
