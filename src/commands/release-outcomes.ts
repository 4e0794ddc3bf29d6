import type { Options } from "../options/parse.ts";
import type { Outcome } from "../report/report.ts";
import type { Clients } from "./clients.ts";
import { type Attempt, type Goal, isCandidate } from "./publish-all.ts";
import { plannedReleases, type Releasable, refuseSharedTags } from "./releases.ts";

/** What is asked for of the releases of a run. */
interface ReleaseRun {
  readonly goal: Goal;
  readonly options: Pick<Options, "release" | "releaseTag">;
}

/** Throws USAGE, before anything is sent, for what would keep a chart from being released; a plan foresees what it can. */
export async function checkReleases(
  attempts: readonly Attempt[],
  { goal, options }: ReleaseRun,
  { releases }: Clients,
): Promise<void> {
  if (!options.release) return;
  const main = firstOfEach(attempts.filter(isCandidate), ({ prepared }) => prepared.facts.path);
  const charts = main.map(({ prepared }) => prepared);
  refuseSharedTags(options.releaseTag, charts);
  if (goal === "publish") await releases?.check(charts);
}

/**
 * Releases the charts that are there, each once, by what it is at the main target; a release is of a chart with its
 * proofs, and so comes last. A run that does not write says what it would release.
 */
export async function releaseOutcomes(
  outcomes: readonly Outcome[],
  attempts: readonly Attempt[],
  { goal, options }: ReleaseRun,
  { releases, reporter }: Clients,
): Promise<readonly Outcome[]> {
  const main = firstOfEach([...outcomes.entries()], ([, { path }]) => path);
  if (goal === "plan" && options.release) {
    const planned = main.map(([, outcome]) => outcome);
    plannedReleases(options.releaseTag, planned).forEach(reporter.info);
  }
  if (goal !== "publish" || releases === undefined) return outcomes;
  const charts = main.map(([index, outcome]): Releasable => {
    const attempt = attempts[index];
    if (attempt === undefined || !isCandidate(attempt)) return { outcome };
    const { prepared, history } = attempt;
    return { outcome, prepared, ...(history && { history }) };
  });
  const released = await reporter.group("Releasing on GitHub", () => releases.release(charts));
  const all = [...outcomes];
  for (const [place, [index, outcome]] of main.entries()) all[index] = released[place] ?? outcome;
  return all;
}

/** The first item of each name, in their order. */
function firstOfEach<T>(items: readonly T[], nameOf: (item: T) => string): readonly T[] {
  const first = new Map<string, T>();
  for (const item of items) if (!first.has(nameOf(item))) first.set(nameOf(item), item);
  return [...first.values()];
}
