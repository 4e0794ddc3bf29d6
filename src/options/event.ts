import { readFileSync } from "node:fs";

/** What a webhook's payload says of a pull request. */
export interface PullRequestEvent {
  readonly pullRequest?: string;
  /** The last commit of its branch. */
  readonly commit?: string;
}

/**
 * Reads the payload of a `pull_request*` event, which GitHub Actions leaves in GITHUB_EVENT_PATH
 * (docs.github.com, “Webhook events and payloads”). What it does not say, or where there is no such file, stays unknown.
 */
export function readEvent(file: string): PullRequestEvent {
  const payload = parse(file);
  const pullRequest = fieldOf(payload, "pull_request");
  const number = fieldOf(pullRequest, "number");
  const commit = fieldOf(fieldOf(pullRequest, "head"), "sha");
  return {
    ...(Number.isSafeInteger(number) && { pullRequest: String(number) }),
    ...(typeof commit === "string" && /^[0-9a-f]{40,64}$/.test(commit) && { commit }),
  };
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // Programs that imitate the runner may leave none: what checkout left behind says nearly as much.
    return undefined;
  }
}

function fieldOf(value: unknown, name: string): unknown {
  // Any object may be asked for any key.
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
