import { mapLimit } from "../concurrency.ts";
import type { DiffBase } from "../options/diff-options.ts";
import type { Options } from "../options/parse.ts";
import type { DiffFacts } from "../report/diff-facts.ts";
import type { Clients } from "./clients.ts";
import { type Comparison, comparing } from "./compare-chart.ts";
import { type Attempt, type Candidate, countOf, type Goal, isCandidate } from "./publish-all.ts";
import { areSettled } from "./settled.ts";

/** Charts compared at once: Helm takes a core for each. */
const comparingLimit = 2;

/**
 * Compares charts that are not published yet with the same content, each once whatever places it goes to, with what the
 * options name; the facts of its first place say how it differs. What cannot be compared is a note, never a failure.
 */
export async function diffCharts(
  attempts: readonly Attempt[],
  comparison: Omit<Comparison, "against"> & { readonly goal: Goal },
  clients: Clients,
): Promise<readonly Attempt[]> {
  const { options, goal } = comparison;
  const against = options.diff ?? defaultBases(options, goal);
  if (against.length === 0) return attempts;
  const wanted = await dueOnce(attempts, options);
  if (wanted.length === 0) return attempts;
  await using comparer = await comparing(wanted, { ...comparison, against }, clients);
  const compared = await clients.reporter.group(`Comparing ${countOf(wanted)}`, () =>
    mapLimit(
      wanted,
      comparingLimit,
      async (candidate) => [candidate, await comparer.compare(candidate)] as const,
    ),
  );
  const facts = new Map<Attempt, readonly DiffFacts[]>(compared);
  return attempts.map((attempt) => {
    const diff = facts.get(attempt);
    if (!isCandidate(attempt) || diff === undefined || diff.length === 0) return attempt;
    const { prepared } = attempt;
    return { ...attempt, prepared: { ...prepared, facts: { ...prepared.facts, diff } } };
  });
}

/** What a plan holds was compared when it was made. */
function defaultBases({ plan }: Options, goal: Goal): readonly DiffBase[] {
  return goal === "plan" && plan === undefined ? ["published"] : [];
}

/** The first place of each chart that has something to publish there. */
async function dueOnce(attempts: readonly Attempt[], { ifExists }: Options): Promise<Candidate[]> {
  const byPath = new Map<string, Candidate>();
  for (const attempt of attempts) {
    if (!isCandidate(attempt) || byPath.has(attempt.prepared.facts.path)) continue;
    byPath.set(attempt.prepared.facts.path, attempt);
  }
  const answers = await Promise.all(
    [...byPath.values()].map(async (candidate) =>
      (await areSettled([candidate], ifExists)) ? [] : [candidate],
    ),
  );
  return answers.flat();
}
