import { readFileSync } from "node:fs";

/** What a webhook's payload says of a pull request. */
export interface PullRequestEvent {
  readonly pullRequest?: string;
  /** The last commit of its branch. */
  readonly commit?: string;
}

/** What the payload of a `pull_request*` event says; the rest stays unknown. */
export function readEvent(payload: unknown): PullRequestEvent {
  const number = valueAt(payload, "pull_request", "number");
  const commit = commitAt(payload, "pull_request", "head", "sha");
  return {
    ...(Number.isSafeInteger(number) && { pullRequest: String(number) }),
    ...(commit !== undefined && { commit }),
  };
}

/**
 * The payload of the event that started a run, which GitHub Actions and Forgejo leave in GITHUB_EVENT_PATH
 * (docs.github.com, “Webhook events and payloads”); `undefined` where there is none, or it is no JSON.
 */
export function readPayload(file: string | undefined): unknown {
  if (file === undefined) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // Programs that imitate the runner may leave none: what checkout left behind says nearly as much.
    return undefined;
  }
}

/** The commit's id that `payload` has at `names`. */
export function commitAt(payload: unknown, ...names: readonly string[]): string | undefined {
  const text = textAt(payload, ...names);
  return text !== undefined && /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(text) ? text : undefined;
}

/** The text that `payload` has at `names`, one within the other; `undefined` where there is none, or it is empty. */
export function textAt(payload: unknown, ...names: readonly string[]): string | undefined {
  const value = valueAt(payload, ...names);
  return typeof value === "string" && value !== "" ? value : undefined;
}

function valueAt(payload: unknown, ...names: readonly string[]): unknown {
  let value = payload;
  for (const name of names) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<string, unknown>)[name]; // any object may be asked for any key
  }
  return value;
}
