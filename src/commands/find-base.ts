import { PublishError } from "../errors.ts";
import type { Trigger } from "../options/trigger.ts";

/** What a run compares the charts with: the first commit that is there, or nothing, since nothing was before. */
export type Base =
  | { readonly kind: "commits"; readonly bases: readonly [string, ...string[]] }
  | { readonly kind: "none"; readonly why: string };

const hint =
  "Set base to a commit, branch or tag, or leave out what compares with it: changes: git, check-version: on.";

/**
 * The base that was asked for, else the one that the event is about: what a pull request is to be merged into, the
 * commit before a push, or, for a new branch, the default branch. Throws USAGE where nothing says one.
 */
export function findBase(asked: string | undefined, trigger: Trigger | undefined): Base {
  // `${{ github.event.before }}` of a new branch names no commit.
  if (asked !== undefined && !isNoCommit(asked)) return { kind: "commits", bases: [asked] };
  if (trigger === undefined) return { kind: "commits", bases: ["origin/HEAD"] };
  if (trigger.unreadPayload !== undefined) throw unread(trigger.unreadPayload);
  return chooseBase(trigger);
}

function chooseBase({ bases, tag, branch, before, isPush, defaultBranch }: Trigger): Base {
  const [first, ...others] = bases;
  if (first !== undefined) return { kind: "commits", bases: [first, ...others] };
  if (tag !== undefined) throw unknownBase(`this run is about the tag ${tag}, not about a change`);
  if (isPush && before !== undefined && !isNoCommit(before)) return { kind: "commits", bases: [before] };
  if (branch !== undefined && defaultBranch !== undefined && branch !== defaultBranch)
    return { kind: "commits", bases: [`origin/${defaultBranch}`] };
  if (isPush && before !== undefined) return { kind: "none", why: `${branch ?? "the branch"} is new` };
  throw unknownBase("neither a push nor a pull request started this run");
}

function unread(file: string): PublishError {
  const message = `Could not read the event's payload, GITHUB_EVENT_PATH ${file}: it is not there, or no JSON.`;
  return new PublishError("USAGE", message, { hint });
}

function unknownBase(why: string): PublishError {
  return new PublishError("USAGE", `Could not tell what to compare with: ${why}.`, { hint });
}

const isNoCommit = (commit: string): boolean => /^0+$/.test(commit);
