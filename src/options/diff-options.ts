import type { Problem } from "../errors.ts";
import type { CommandName, OptionSpec } from "./spec.ts";
import { splitList } from "./values.ts";

const commands: readonly CommandName[] = ["publish", "plan"];
const bases = ["published", "base"] as const;
/** What charts are compared with. */
export type DiffBase = (typeof bases)[number];

/** What charts are compared with, so that a reviewer sees what a merge would publish. */
export const diffOptions = [
  {
    name: "diff",
    type: "list",
    defaultText: "`published` where nothing is pushed, else `off`",
    description:
      "Show how the charts that would be published differ, in files and, with Helm 3.8 or later on PATH, in what they render to: from the newest version that is `published`, from the `base` of the pull request, or from both; `off`. Values of Secrets are never shown.",
    commands,
  },
] as const satisfies readonly OptionSpec[];

/** The value of the option above. */
export interface DiffOptions {
  /** None for `off`; absent where the run decides. */
  readonly diff?: readonly DiffBase[];
}

/** Reads it; adds to `problems` what it does not know, and `off` beside something else. */
export function readDiffOptions(
  text: (name: (typeof diffOptions)[number]["name"]) => string | undefined,
  problems: Problem[],
): DiffOptions {
  const given = splitList(text("diff") ?? "");
  if (given.length === 0) return {};
  const known = bases.filter((base) => given.includes(base));
  const unknown = given.filter((word) => word !== "off" && !bases.some((base) => base === word));
  if (unknown.length > 0 || (given.includes("off") && known.length > 0)) {
    problems.push({
      message: `diff must be published, base, both or off, not “${given.join(", ")}”`,
      hint: "Write one of them, or published, base.",
    });
  }
  return { diff: known };
}
