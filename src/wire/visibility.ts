import { readFileSync } from "node:fs";
import type { Variables } from "../options/context.ts";

/** Whether the CI system says that the repository is not public. Where it says nothing, nothing is claimed. */
export function isPrivateRepository(variables: Variables): boolean {
  const gitLab = variables["CI_PROJECT_VISIBILITY"];
  if (gitLab !== undefined) return gitLab !== "public";
  const file = variables["GITHUB_EVENT_PATH"];
  if (!file) return false;
  try {
    const event = JSON.parse(readFileSync(file, "utf8")) as { repository?: { private?: unknown } } | null;
    return event?.repository?.private === true;
  } catch {
    return false; // runners that look like GitHub's need not have the file
  }
}
