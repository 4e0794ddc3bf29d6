import type { Variables } from "./context.ts";
import { commitAt, textAt } from "./event.ts";

/** What started a run, as far as it says which commits the run is about. */
export interface Trigger {
  readonly system: "github" | "gitlab";
  /** GitHub's payload, a JSON file that says the rest, where it could not be read. */
  readonly unreadPayload?: string;
  /** Somebody pushed; schedules and runs by hand are about no commit in particular. */
  readonly isPush: boolean;
  readonly tag?: string;
  readonly branch?: string;
  readonly defaultBranch?: string;
  /** What a pull or merge request wants to be merged into, the surest first: commits or remote branches. */
  readonly bases: readonly string[];
  /** The commit that a push moved its branch away from; all zeros where the branch is new. */
  readonly before?: string;
}

/**
 * Reads the trigger out of the variables of GitHub Actions, with the payload that they name, or of GitLab CI;
 * `undefined` outside of them.
 */
export function readTrigger(variables: Variables, payload: unknown): Trigger | undefined {
  const value = (name: string): string | undefined => variables[name] || undefined;
  if (value("GITHUB_EVENT_PATH") !== undefined) return readGithub(value, payload);
  return value("GITLAB_CI") === "true" ? readGitlab(value) : undefined;
}

type Value = (name: string) => string | undefined;

function readGithub(value: Value, payload: unknown): Trigger {
  const baseBranch = value("GITHUB_BASE_REF");
  const baseCommit =
    commitAt(payload, "pull_request", "base", "sha") ?? commitAt(payload, "merge_group", "base_sha");
  const name = value("GITHUB_REF_NAME");
  return {
    system: "github",
    ...given("unreadPayload", payload === undefined ? value("GITHUB_EVENT_PATH") : undefined),
    isPush: value("GITHUB_EVENT_NAME") === "push",
    ...given("tag", value("GITHUB_REF_TYPE") === "tag" ? name : undefined),
    ...given("branch", value("GITHUB_REF_TYPE") === "branch" ? name : undefined),
    ...given("defaultBranch", textAt(payload, "repository", "default_branch")),
    // The branch first: GitHub does not move the payload's commit on when others merge, while it does merge with them.
    bases: [
      ...(baseBranch === undefined ? [] : [`origin/${baseBranch}`]),
      ...(baseCommit ? [baseCommit] : []),
    ],
    ...given("before", commitAt(payload, "before")),
  };
}

function readGitlab(value: Value): Trigger {
  return {
    system: "gitlab",
    isPush: value("CI_PIPELINE_SOURCE") === "push",
    ...given("tag", value("CI_COMMIT_TAG")),
    ...given("branch", value("CI_COMMIT_BRANCH")),
    ...given("defaultBranch", value("CI_DEFAULT_BRANCH")),
    // The first is there in pipelines for merged results alone, and there the second would be too old.
    bases: ["CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "CI_MERGE_REQUEST_DIFF_BASE_SHA"].flatMap(
      (name) => value(name) ?? [],
    ),
    ...given("before", value("CI_COMMIT_BEFORE_SHA")),
  };
}

function given<K extends string>(key: K, value: string | undefined): { readonly [P in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: string }); // a computed key loses its type
}
