import { type Problem, PublishError } from "../errors.ts";
import { readEvent, readPayload, textAt } from "./event.ts";
import { readTrigger, type Trigger } from "./trigger.ts";

/** Environment variables, as `process.env` holds them. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Where a run takes place: what the CI system says of itself. */
export interface Context {
  readonly onGitHub: boolean;
  /** A pull request or merge group: nothing is published unless asked. */
  readonly isProposal: boolean;
  /** Owner of the repository, as GitHub spells it: `Acme`. */
  readonly owner?: string;
  /** Web address of the repository: `https://github.com/acme/charts`. */
  readonly repositoryUrl?: string;
  /** The commit that the run is about, for `{sha}` where there is no git. */
  readonly commit?: string;
  /** Number of the run, for `{run}`. */
  readonly run?: string;
  /** Number of the pull request, for `{pr}`. */
  readonly pullRequest?: string;
  /** The pull request's own last commit; what is checked out is often a merge made to test it. */
  readonly proposedCommit?: string;
  /** The branch that the run is for, and no pull request: `main`. */
  readonly branch?: string;
  /** The git tag that the run is for: `web-v1.2.3`. */
  readonly tag?: string;
  /** Seconds since 1970 that every time stamp shall be, reproducible-builds.org/specs/source-date-epoch. */
  readonly sourceDateEpoch?: number;
  /** What started the run, in CI. */
  readonly trigger?: Trigger;
}

/** `pull_request`, `pull_request_target`, `pull_request_review` and more; and what a merge queue tries. */
const proposalEvent = /^(pull_request|merge_group$)/;

/** Reads the context out of the variables of GitHub Actions or GitLab CI; throws USAGE on a bad SOURCE_DATE_EPOCH. */
export function readContext(variables: Variables): Context {
  const value = (name: string): string | undefined => variables[name] || undefined;
  const server = value("GITHUB_SERVER_URL");
  const repository = value("GITHUB_REPOSITORY");
  const owner = value("GITHUB_REPOSITORY_OWNER");
  const commit = value("GITHUB_SHA") ?? value("CI_COMMIT_SHA");
  const run = value("GITHUB_RUN_NUMBER") ?? value("CI_PIPELINE_IID");
  const payload = readPayload(value("GITHUB_EVENT_PATH"));
  const proposal = readProposal(value, payload);
  const repositoryUrl = server && repository ? `${server}/${repository}` : value("CI_PROJECT_URL");
  const sourceDateEpoch = readSourceDateEpoch(value("SOURCE_DATE_EPOCH"));
  const trigger = readTrigger(variables, payload);
  return {
    onGitHub: value("GITHUB_ACTIONS") === "true",
    isProposal: isProposal(value, payload),
    ...(owner === undefined ? {} : { owner }),
    ...(repositoryUrl === undefined ? {} : { repositoryUrl }),
    ...(commit === undefined ? {} : { commit }),
    ...(run === undefined ? {} : { run }),
    ...proposal,
    ...readRef(value),
    ...(sourceDateEpoch === undefined ? {} : { sourceDateEpoch }),
    ...(trigger === undefined ? {} : { trigger }),
  };
}

/** A `workflow_run` is about what the run before it was about. */
function isProposal(value: Value, payload: unknown): boolean {
  const name = value("GITHUB_EVENT_NAME") ?? "";
  const event = name === "workflow_run" ? textAt(payload, "workflow_run", "event") : name;
  return proposalEvent.test(event ?? "") || value("CI_MERGE_REQUEST_IID") !== undefined;
}

type Value = (name: string) => string | undefined;

/** Quirk(GitHub): with `pull_request_target` the ref is the base branch's, and only the payload says which request. */
function readProposal(value: Value, payload: unknown): Pick<Context, "pullRequest" | "proposedCommit"> {
  const isPullRequest = (value("GITHUB_EVENT_NAME") ?? "").startsWith("pull_request");
  const event = isPullRequest ? readEvent(payload) : {};
  const number = /^refs\/pull\/(\d+)\//.exec(value("GITHUB_REF") ?? "")?.[1];
  const pullRequest = number ?? event.pullRequest ?? value("CI_MERGE_REQUEST_IID");
  // Quirk(GitLab): the former is set in pipelines for merged results alone, where CI_COMMIT_SHA is a merge.
  const ofGitLab = value("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") ?? value("CI_COMMIT_SHA");
  const proposedCommit = event.commit ?? (value("CI_MERGE_REQUEST_IID") && ofGitLab);
  return {
    ...(pullRequest !== undefined && { pullRequest }),
    ...(proposedCommit !== undefined && { proposedCommit }),
  };
}

function readRef(value: Value): Pick<Context, "branch" | "tag"> {
  const [, kind, name] = /^refs\/(heads|tags)\/(.+)$/.exec(value("GITHUB_REF") ?? "") ?? [];
  const branch = kind === "heads" ? name : value("CI_COMMIT_BRANCH");
  const tag = kind === "tags" ? name : value("CI_COMMIT_TAG");
  return { ...(branch !== undefined && { branch }), ...(tag !== undefined && { tag }) };
}

/** The last second that RFC 3339 and the 11 octal digits of a tar header can both hold: 2242-03-16. */
const lastSecond = 0o77777777777;

function readSourceDateEpoch(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text) && Number(text) <= lastSecond) return Number(text);
  const problem: Problem = {
    message: `SOURCE_DATE_EPOCH must be a whole number of seconds since 1970, not “${text}”`,
    hint: 'Set it with: SOURCE_DATE_EPOCH="$(git log -1 --format=%ct)", or leave it out.',
  };
  throw new PublishError("USAGE", "Could not read the environment.", { problems: [problem] });
}
