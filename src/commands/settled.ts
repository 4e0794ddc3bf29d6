import { readChartManifest } from "../artifact/read.ts";
import type { Registry } from "../oci/registry.ts";
import type { IfExists } from "../options/table.ts";
import type { Publishable } from "./prepare.ts";
import type { Candidate } from "./publish-all.ts";
import { type Existing, lookUp } from "./publish-chart.ts";

/**
 * Asks what the chart's tag holds. Another manifest is fetched where content decides, for it may name the very archive:
 * in a shallow clone every commit gives another one.
 */
export async function lookUpChart(
  { target, facts }: Pick<Publishable, "target" | "facts">,
  policy: IfExists,
  registry: Registry,
  signal: AbortSignal,
): Promise<Existing> {
  const existing = await lookUp(registry, target, signal);
  if (!("digest" in existing) || existing.digest === undefined) return existing;
  if (existing.digest === facts.digest || policy !== "verify") return existing;
  try {
    const manifest = await registry.fetchManifest(target, existing.digest, signal);
    return manifest === undefined ? existing : { ...existing, manifest };
  } catch {
    // Whoever decides asks again, and tells.
    return existing;
  }
}

/**
 * Whether the charts are there already, in the same archive, or are left alone whatever is there: nothing of them is
 * going to be published, so that there is nothing to check.
 */
export async function areSettled(candidates: readonly Candidate[], policy: IfExists): Promise<boolean> {
  const answers = await Promise.all(
    candidates.map(async ({ prepared: { facts }, existing }) => {
      const answer = await existing;
      if (!("digest" in answer) || answer.digest === undefined) return false;
      if (policy === "skip" || answer.digest === facts.digest) return true;
      const published = answer.manifest && readChartManifest(answer.manifest.bytes)?.chart.digest;
      return published !== undefined && published === facts.chartDigest;
    }),
  );
  return answers.every((isSettled) => isSettled);
}
