import { artifactHubTag } from "../artifact/artifacthub.ts";
import { messageOf, PublishError, withoutStop } from "../errors.ts";
import type { Outcome } from "../report/report.ts";
import type { Publishable } from "./prepare.ts";
import { lookUp, type PublishSettings } from "./publish-chart.ts";
import { pushArtifact } from "./push-artifact.ts";

/**
 * Pushes a chart's Artifact Hub metadata beside the chart that is there, unless the same is there already: one request
 * then. A run that does not push says what it would do. A failure says that the chart itself is published.
 */
export async function publishArtifactHub(
  chart: Publishable,
  outcome: Outcome,
  settings: Pick<PublishSettings, "registry" | "push" | "signal">,
): Promise<Outcome> {
  if (chart.artifactHub === undefined || !isDue(outcome)) return outcome;
  try {
    return { ...outcome, artifactHub: await ensure(chart.target, chart.artifactHub, settings) };
  } catch (cause) {
    if (settings.signal.aborted || outcome.status === "planned") throw cause;
    throw notPushed(chart, cause);
  }
}

/** Not where the chart failed, or where the run stopped before it. */
function isDue({ status, digest }: Outcome): boolean {
  return (
    ["published", "unchanged", "planned"].includes(status) || (status === "skipped" && digest !== undefined)
  );
}

async function ensure(
  target: Publishable["target"],
  artifact: NonNullable<Publishable["artifactHub"]>,
  { registry, push, signal }: Pick<PublishSettings, "registry" | "push" | "signal">,
): Promise<NonNullable<Outcome["artifactHub"]>> {
  const place = { ...target, tag: artifactHubTag };
  const existing = await lookUp(registry, place, signal);
  if ("failed" in existing) throw existing.failed;
  if ("digest" in existing && existing.digest === artifact.manifest.descriptor.digest) return "unchanged";
  if (!push) return "planned";
  await pushArtifact(registry, place, artifact, signal);
  return "published";
}

function notPushed({ facts }: Publishable, cause: unknown): PublishError {
  const { code, hint } = cause instanceof PublishError ? cause : { code: "IO" as const, hint: undefined };
  const immutable =
    "The registry lets no tag be replaced: make an exception for artifacthub.io, or set artifacthub-repo: off";
  const fix = code === "CONFLICT" ? immutable : hint;
  return new PublishError(
    code,
    `${facts.name} ${facts.version} is published, but artifacthub-repo.yml could not be pushed to ${facts.repository}:${artifactHubTag}: ${messageOf(cause)}`,
    {
      cause,
      hint: `${fix === undefined ? "" : `${withoutStop(fix)}. `}Then run again: what is there stays.`,
    },
  );
}
