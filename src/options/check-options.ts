import type { CommandName, OptionSpec } from "./spec.ts";

const commands: readonly CommandName[] = ["publish", "plan"];
const checkImages = ["off", "warn", "fail"] as const;
const checkVersion = ["auto", "on", "off"] as const;

/** What is checked of a chart besides the chart itself. */
export const checkOptions = [
  {
    name: "check-version",
    type: { choices: checkVersion },
    // As text, so that ct.yaml can tell whether it was given.
    defaultText: "`auto`",
    description:
      "Whether a chart's version must rise when its content differs from `base`: `auto`, on pull requests and where `base` is given without `changes: git`, as far as the history shows; `on`, always; `off`. Versions that other options make need not.",
    commands,
  },
  {
    name: "check-images",
    type: { choices: checkImages },
    default: "off",
    description:
      "Whether the images that a chart names exist: `warn` or `fail` where a registry has not heard of one; `off`. With Helm on PATH those that it renders to, by default and with each of `values`; always those of `artifacthub.io/images`.",
    commands,
  },
] as const satisfies readonly OptionSpec[];

/** The values of the options above. */
export interface CheckOptions {
  readonly checkVersion: (typeof checkVersion)[number];
  readonly checkImages: (typeof checkImages)[number];
}

/** Reads them; commands that do not know them check nothing. */
export function readCheckOptions(
  command: CommandName,
  text: (name: (typeof checkOptions)[number]["name"]) => string | undefined,
): CheckOptions {
  if (!commands.includes(command)) return { checkVersion: "off", checkImages: "off" };
  return {
    checkVersion: (text("check-version") ?? "auto") as CheckOptions["checkVersion"], // checked against the choices above
    checkImages: (text("check-images") ?? "off") as CheckOptions["checkImages"], // likewise
  };
}
