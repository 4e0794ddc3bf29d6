import type { Problem } from "../errors.ts";
import type { CommandName, OptionSpec } from "./spec.ts";
import { splitList } from "./values.ts";

const packaging: readonly CommandName[] = ["publish", "plan", "save"];
const changes = ["unpublished", "git", "all"] as const;
const deprecated = ["warn", "skip"] as const;

/** Which of the charts that were found a run is about. */
export const changesOptions = [
  {
    name: "changes",
    type: { choices: changes },
    default: "unpublished",
    description:
      "Which charts count: `unpublished` asks the registry and needs no history; `git` takes those touched since `base`, and those that depend on them by `file://`; `all`.",
    commands: packaging,
  },
  {
    name: "base",
    type: "string",
    defaultText: "what the event says: the pull request's base, the commit before the push",
    description:
      "Commit, branch or tag that `changes: git` and `check-version` compare with, from where the histories meet.",
    commands: packaging,
  },
  {
    name: "exclude",
    type: "list",
    description: "Charts to leave out: directories, globs of them, or names.",
    commands: packaging,
  },
  {
    name: "deprecated",
    type: { choices: deprecated },
    // As text, so that ct.yaml can tell whether it was given.
    defaultText: "`warn`",
    description: "What to do with charts whose Chart.yaml says `deprecated: true`: `warn` or `skip`.",
    commands: packaging,
  },
] as const satisfies readonly OptionSpec[];

/** The values of the options above. */
export interface ChangesOptions {
  readonly changes: (typeof changes)[number];
  /** What git takes for a commit. */
  readonly base?: string;
  readonly exclude: readonly string[];
  readonly deprecated: (typeof deprecated)[number];
}

/** Reads them; adds to `problems` a base that is no name of a commit. */
export function readChangesOptions(
  text: (name: (typeof changesOptions)[number]["name"]) => string | undefined,
  problems: Problem[],
): ChangesOptions {
  const base = text("base");
  // What begins with a dash would be an option of git, and what holds “..” or “:” is more than one commit, or none.
  if (base !== undefined && (/^[-^]|\.\.|[\s:]/.test(base) || base.length > 250)) {
    problems.push({
      message: `base “${base}” is no commit, branch or tag`,
      hint: "Write one, as in origin/main, v1.2.0 or a commit's id.",
    });
  }
  return {
    changes: (text("changes") ?? "unpublished") as ChangesOptions["changes"], // checked against the choices above
    ...(base !== undefined && { base }),
    exclude: splitList(text("exclude") ?? ""),
    deprecated: text("deprecated") === "skip" ? "skip" : "warn",
  };
}
