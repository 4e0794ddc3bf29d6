import { PublishError } from "../errors.ts";
import type { Variables } from "./context.ts";
import { readPayload, textAt } from "./event.ts";
import type { RawOptions } from "./parse.ts";
import type { CommandName, OptionSpec } from "./spec.ts";
import { parseBoolean } from "./values.ts";

/** The one who may let a stranger's charts near the secrets of a repository: the author of the workflow. */
export const foreignHeadOptions = [
  {
    name: "allow-foreign-head",
    type: "boolean",
    default: "false",
    description:
      "Go on where the job has secrets and the pull request comes from another repository (`pull_request_target`, `workflow_run`, GitLab's pipelines in the parent project): whoever opened it chose the charts.",
    commands: ["publish", "plan", "save"],
  },
] as const satisfies readonly OptionSpec[];

/** Where a change comes from that runs with the secrets of another repository, and so under another name. */
interface ForeignHead {
  /** `pull_request_target` */
  readonly event: string;
  /** The repository that has the secrets, as the CI system calls it. */
  readonly base: string;
  /** The repository of the change; absent where it was deleted, or the event does not say. */
  readonly head?: string;
}

type Value = (name: string) => string | undefined;

/**
 * The foreign head of a run that has secrets within reach. Whatever an event leaves open counts as foreign: a deleted
 * fork, no payload, a `workflow_run` after an event that itself says nothing of the head. Events that bring no secrets
 * (`pull_request` from a fork) or speak of no head at all (`issue_comment`, `workflow_dispatch`) have none.
 */
function readForeignHead(variables: Variables): ForeignHead | undefined {
  const value: Value = (name) => variables[name] || undefined;
  const event = value("GITHUB_EVENT_NAME");
  if (event === "pull_request_target" || event === "workflow_run") return ofGitHub(event, value);
  return value("CI_MERGE_REQUEST_IID") === undefined ? undefined : ofGitLab(value);
}

function ofGitHub(event: "pull_request_target" | "workflow_run", value: Value): ForeignHead | undefined {
  const payload = readPayload(value("GITHUB_EVENT_PATH"));
  const base = textAt(payload, "repository", "full_name");
  const head =
    event === "workflow_run"
      ? headOfRun(payload)
      : textAt(payload, "pull_request", "head", "repo", "full_name");
  if (head !== undefined && head === base) return undefined;
  const name = base ?? value("GITHUB_REPOSITORY") ?? "this repository";
  return { event, base: name, ...(head !== undefined && { head }) };
}

/** Runs that were started by these are about the default branch, as far as GitHub tells, whoever was behind them. */
const forgetful = ["workflow_run", "pull_request_target", "issue_comment"];

function headOfRun(payload: unknown): string | undefined {
  if (forgetful.includes(textAt(payload, "workflow_run", "event") ?? "")) return undefined;
  return textAt(payload, "workflow_run", "head_repository", "full_name");
}

/** Quirk(GitLab): pipelines for a fork's merge request run in the fork, unless a member starts one in the parent project. */
function ofGitLab(value: Value): ForeignHead | undefined {
  const head = value("CI_MERGE_REQUEST_SOURCE_PROJECT_ID");
  if (head === value("CI_PROJECT_ID")) return undefined;
  const base = value("CI_PROJECT_PATH") ?? "this project";
  const path = value("CI_MERGE_REQUEST_SOURCE_PROJECT_PATH") ?? head;
  return { event: "merge request", base, ...(path !== undefined && { head: path }) };
}

/**
 * Throws USAGE with the reason, unless the workflow's author said that it may be. To be asked before anything is read,
 * run or sent; commands that package nothing are free to go on.
 */
export function refuseForeignHead(command: CommandName, raw: RawOptions, variables: Variables): void {
  const [option] = foreignHeadOptions;
  if (!(option.commands as readonly CommandName[]).includes(command)) return;
  if (parseBoolean(raw.get(option.name)?.text.trim() ?? "") === true) return;
  const foreign = readForeignHead(variables);
  if (foreign === undefined) return;
  const head =
    foreign.head === undefined ? "a repository that it does not name" : JSON.stringify(foreign.head);
  throw new PublishError(
    "USAGE",
    `Could not start: this ${foreign.event} run has the secrets of ${foreign.base} within reach, and is about a change from ${head}. ` +
      "Whoever wrote it chooses what is packaged, and so what is read, fetched and published in your name (a “pwn request”).",
    {
      hint: "run on `pull_request`, which needs no secrets to plan, and publish after the merge. Set allow-foreign-head: true only where nothing of the change is checked out or downloaded, or a maintainer has read the very commit that is.",
    },
  );
}
