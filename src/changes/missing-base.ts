import { PublishError } from "../errors.ts";
import type { Exec } from "../io.ts";
import type { BaseQuery, WorkTree } from "./diff.ts";

/** The CI systems whose way to clone is known. */
export type CiSystem = "github" | "gitlab";

const deepen: Readonly<Record<CiSystem | "none", string>> = {
  github: "Fetch the whole history: `with: { fetch-depth: 0 }` at actions/checkout.",
  gitlab: "Fetch the whole history: `variables: { GIT_DEPTH: 0 }` at the job.",
  none: "Fetch the whole history with `git fetch --unshallow`.",
};

/** Why no base is of use, and what to do about it. */
export async function missingBase(
  exec: Exec,
  { root, isShallow }: WorkTree,
  { bases, system }: BaseQuery,
): Promise<PublishError> {
  const base = bases.at(-1) ?? bases[0];
  const what = `Could not tell what changed since ${shortName(base)}`;
  if (isShallow) {
    const why = "the clone is shallow, and does not show where its history meets that of the base";
    return new PublishError("USAGE", `${what}: ${why}.`, { hint: deepen[system ?? "none"] });
  }
  const args = ["rev-parse", "--verify", "--quiet", `${base}^{commit}`];
  if ((await exec("git", args, { directory: root })).exitCode !== 0) {
    return new PublishError("USAGE", `${what}: it is not in the clone at ${root}.`, {
      hint: fetchHint(base),
    });
  }
  return new PublishError("USAGE", `${what}: HEAD has no commit in common with it.`, {
    hint: "Set base to a commit that HEAD comes from, or leave out what compares with it: changes: git, check-version: on.",
  });
}

function fetchHint(base: string): string {
  if (/^[0-9a-f]{40,64}$/.test(base)) {
    return `It may have been pushed over. Run \`git fetch origin ${base}\` first, or set base to a commit that is there.`;
  }
  if (base === "origin/HEAD") {
    return "Set base to the branch to compare with, or run `git remote set-head origin --auto`.";
  }
  const branch = /^origin\/(.+)$/.exec(base)?.[1];
  return branch === undefined
    ? "Set base to a commit, branch or tag that is there: `git branch --all` and `git tag` list them."
    : `Run \`git fetch origin +refs/heads/${branch}:refs/remotes/origin/${branch}\` first, or set base.`;
}

/** Seven digits of a commit's id; a name as it is. */
export function shortName(base: string): string {
  return /^[0-9a-f]{40,64}$/.test(base) ? base.slice(0, 7) : base;
}
