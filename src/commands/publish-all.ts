import { messageOf, type Problem, PublishError } from "../errors.ts";
import type { Options } from "../options/parse.ts";
import { lineOf } from "../report/lines.ts";
import type { ChartFacts, Outcome } from "../report/report.ts";
import { tellWarnings } from "../report/tell.ts";
import type { Clients } from "./clients.ts";
import { mapInOrder, type Needs } from "./dependency-order.ts";
import { aliasing } from "./give-aliases.ts";
import type { History } from "./history.ts";
import type { OutputDirectory } from "./output-directory.ts";
import type { Publishable } from "./prepare.ts";
import { withPrevious } from "./previous-version.ts";
import { prove } from "./prove.ts";
import { publishArtifactHub } from "./publish-artifacthub.ts";
import { type Existing, publishChart } from "./publish-chart.ts";
import { createLane, type Retainable } from "./retention.ts";
import { verifyPublic } from "./verify-public.ts";

/** What a run is for. Saving is publishing to the local cache, whatever the event. */
export type Goal = "publish" | "plan" | "save";

/** A chart ready to be published and the answer to "what does its tag hold?", asked while others were still packaged. */
export interface Candidate {
  readonly prepared: Retainable;
  readonly existing: Promise<Existing>;
  /** Where it comes from, when that is known. */
  readonly history?: History;
}
/** A chart to publish, or what became of it before. */
export type Attempt = Candidate | Outcome;
/** Whether there is something to publish. */
export const isCandidate = (attempt: Attempt): attempt is Candidate => "prepared" in attempt;

/** What a run of many charts is for. */
export interface Aim {
  readonly goal: Goal;
  readonly output: OutputDirectory | undefined;
  /** What has to be done before each of them. */
  readonly needs: Needs;
}

/** The chart as the user named it. */
export const pathOf = (attempt: Attempt): string =>
  isCandidate(attempt) ? attempt.prepared.facts.path : attempt.path;

/** Publishes the charts, or plans to; what goes wrong with one is its outcome. */
export async function publishAll(
  attempts: readonly Attempt[],
  options: Options,
  { goal, output, needs }: Aim,
  clients: Clients,
): Promise<Outcome[]> {
  const { registry, reporter, signal } = clients;
  const proofs = goal === "publish" ? clients.proofs : undefined;
  const settings = {
    registry,
    policy: options.ifExists,
    push: goal !== "plan",
    signal,
    ...(proofs && { proofs }),
  };
  const aliases = aliasing(options.aliasTags, attempts.filter(isCandidate), clients);
  const finishOne = async (prepared: Retainable, outcome: Outcome & There): Promise<Outcome> => {
    const { target } = prepared;
    if (clients.anonymous !== undefined)
      await verifyPublic({ target, digest: outcome.digest }, clients.anonymous, signal);
    const proven = settings.proofs ? await prove(prepared, outcome, settings, output) : outcome;
    return goal === "publish" ? aliases(prepared, proven) : proven;
  };
  const lane = createLane();
  let done = 0;
  let stopped = options.failFast && attempts.some((attempt) => "error" in attempt);
  const finish = async (attempt: Attempt): Promise<Outcome> => {
    if (!isCandidate(attempt)) return attempt;
    const { prepared } = attempt;
    if (stopped) return notBegun(prepared);
    const run = () =>
      outcomeOf(prepared.facts, clients, async () => {
        const decided = await publishChart(prepared, attempt.existing, settings);
        const outcome = options.comment ? await withPrevious(decided, prepared, clients) : decided;
        const proven = isThere(outcome) ? await finishOne(prepared, outcome) : outcome;
        return publishArtifactHub(prepared, proven, settings);
      });
    const outcome = await (prepared.isKept ? run() : lane(run));
    return goal === "save" && outcome.status === "published" ? { ...outcome, status: "saved" } : outcome;
  };
  const outcomes = await mapInOrder(attempts, { needs, limit: options.concurrency }, async (attempt) => {
    const outcome = await finish(attempt);
    stopped ||= options.failFast && "error" in outcome;
    reporter.progress(`${++done} of ${attempts.length} done`);
    reporter.info(lineOf(outcome));
    if ("warning" in outcome && outcome.warning) tellWarnings([outcome.warning], reporter);
    return outcome;
  });
  reporter.progress(undefined);
  return outcomes;
}

/** Without a digest, for nothing in the registry has it yet. */
function notBegun({ facts: { digest: _, ...facts } }: Publishable): Outcome {
  return { ...facts, status: "skipped", reason: "another chart failed (fail-fast)" };
}

interface There {
  readonly status: "published" | "unchanged";
}

function isThere(outcome: Outcome): outcome is Outcome & There {
  return outcome.status === "published" || outcome.status === "unchanged";
}

/** Runs `work` for one chart; what it throws becomes the chart's outcome, so that it does not hide the others. */
export async function outcomeOf<T>(
  { digest: _, ...facts }: ChartFacts,
  { signal }: Clients,
  work: () => Promise<T>,
): Promise<T | (Outcome & { status: "failed" })> {
  try {
    signal.throwIfAborted();
    return await work();
  } catch (cause) {
    // A fault of the request is every chart's: nothing was sent yet, and nothing will be.
    if (cause instanceof PublishError && cause.code === "USAGE") throw cause;
    const error = signal.aborted
      ? new PublishError("CANCELLED", `Could not finish ${facts.path}: the run was cancelled.`, {
          cause,
          hint: "Run again: what is published stays, the rest is completed.",
        })
      : cause instanceof PublishError
        ? cause
        : new PublishError("IO", `Could not publish ${facts.path}: ${messageOf(cause)}`, { cause });
    return { ...facts, status: "failed", error };
  }
}

/** Two charts for one tag: the second would silently win. Refused before anything is sent, told for one target. */
export function refuseDuplicates(attempts: readonly Attempt[]): void {
  const byReference = new Map<string, Publishable[]>();
  for (const { prepared } of attempts.filter(isCandidate)) {
    const reference = `${prepared.facts.repository}:${prepared.target.tag}`;
    byReference.set(reference, [...(byReference.get(reference) ?? []), prepared]);
  }
  const told = new Set<string>();
  const problems = [...byReference]
    .filter(([, charts]) => charts.length > 1)
    .filter(([, charts]) => told.size < told.add(charts.map((chart) => chart.facts.path).join("\0")).size)
    .map(([reference, charts]): Problem => {
      const [, second] = charts;
      return {
        message: `${charts.map((c) => c.facts.path).join(" and ")} would both become ${reference}`,
        ...(second?.whenTaken.location && { location: second.whenTaken.location }),
        hint: `Give one of them another name or version${second === undefined ? "" : `, or leave one out: exclude: ${second.facts.path}`}.`,
      };
    });
  if (problems.length > 0) throw new PublishError("USAGE", "Could not plan the run.", { problems });
}

/** `1 chart`, `3 charts`. */
export const countOf = ({ length }: readonly unknown[]): string =>
  length === 1 ? "1 chart" : `${length} charts`;
