import type { Variables } from "./context.ts";

/** What started a run, as far as it says which commits the run is about. */
export interface Trigger {
  readonly system: "github" | "gitlab";
  /** GitHub's payload, a JSON file that says the rest. */
  readonly eventFile?: string;
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

/** Reads the trigger out of the variables of GitHub Actions or GitLab CI; `undefined` outside of them. */
export function readTrigger(variables: Variables): Trigger | undefined {
  const value = (name: string): string | undefined => variables[name] || undefined;
  if (value("GITHUB_EVENT_PATH") !== undefined) return readGithub(value);
  return value("GITLAB_CI") === "true" ? readGitlab(value) : undefined;
}

type Value = (name: string) => string | undefined;

function readGithub(value: Value): Trigger {
  const baseBranch = value("GITHUB_BASE_REF");
  const name = value("GITHUB_REF_NAME");
  return {
    system: "github",
    ...given("eventFile", value("GITHUB_EVENT_PATH")),
    isPush: value("GITHUB_EVENT_NAME") === "push",
    ...given("tag", value("GITHUB_REF_TYPE") === "tag" ? name : undefined),
    ...given("branch", value("GITHUB_REF_TYPE") === "branch" ? name : undefined),
    // Before the payload's commit, which GitHub does not move on when others merge, while it does merge with them.
    bases: baseBranch === undefined ? [] : [`origin/${baseBranch}`],
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
