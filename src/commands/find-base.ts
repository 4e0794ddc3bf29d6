import { readFile } from "node:fs/promises";
import { PublishError } from "../errors.ts";
import type { Trigger } from "../options/trigger.ts";

/** What a run compares the charts with: the first commit that is there, or nothing, since nothing was before. */
export type Base =
  | { readonly kind: "commits"; readonly bases: readonly [string, ...string[]] }
  | { readonly kind: "none"; readonly why: string };

const hint =
  "Set base to a commit, branch or tag, or leave out changes: git, to publish what is not published yet.";

/**
 * The base that was asked for, else the one that the event is about: what a pull request is to be merged into, the
 * commit before a push, or, for a new branch, the default branch. Throws USAGE where nothing says one.
 */
export async function findBase(asked: string | undefined, trigger: Trigger | undefined): Promise<Base> {
  // `${{ github.event.before }}` of a new branch names no commit.
  if (asked !== undefined && !isNoCommit(asked)) return { kind: "commits", bases: [asked] };
  if (trigger === undefined) return { kind: "commits", bases: ["origin/HEAD"] };
  return chooseBase(await withPayload(trigger));
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

function unknownBase(why: string): PublishError {
  return new PublishError("USAGE", `Could not tell what to compare with: ${why}.`, { hint });
}

const isNoCommit = (commit: string): boolean => /^0+$/.test(commit);

/** What GitHub's payload says besides the variables. */
async function withPayload(trigger: Trigger): Promise<Trigger> {
  if (trigger.eventFile === undefined) return trigger;
  const payload = await readJson(trigger.eventFile);
  const commit = textAt(payload, "pull_request", "base", "sha") ?? textAt(payload, "merge_group", "base_sha");
  const [before, defaultBranch] = [
    textAt(payload, "before"),
    textAt(payload, "repository", "default_branch"),
  ];
  return {
    ...trigger,
    bases: [...trigger.bases, ...(commit !== undefined && isCommit(commit) ? [commit] : [])],
    ...(before !== undefined && isCommit(before) && { before }),
    ...(defaultBranch !== undefined && { defaultBranch }),
  };
}

const isCommit = (text: string): boolean => /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(text);

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw new PublishError("USAGE", `Could not read the event's payload, GITHUB_EVENT_PATH ${file}.`, {
      hint,
      cause,
    });
  }
}

function textAt(value: unknown, ...keys: readonly string[]): string | undefined {
  let inner = value;
  for (const key of keys) {
    if (typeof inner !== "object" || inner === null) return undefined;
    inner = (inner as Readonly<Record<string, unknown>>)[key]; // an object may be asked for any key
  }
  return typeof inner === "string" && inner !== "" ? inner : undefined;
}
