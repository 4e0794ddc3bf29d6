import path from "node:path";
import { mapLimit } from "../concurrency.ts";
import { messageOf, type Problem, PublishError } from "../errors.ts";
import { hostNote } from "../oci/host-rules.ts";
import type { Context } from "../options/context.ts";
import type { Options } from "../options/parse.ts";
import { lineOf, packagedLine } from "../report/lines.ts";
import type { ChartFacts, Outcome, Report } from "../report/report.ts";
import { tellWarnings } from "../report/tell.ts";
import type { Clients } from "./clients.ts";
import { type ChartSource, findCharts } from "./find-charts.ts";
import { type History, readHistories } from "./history.ts";
import { type OutputDirectory, openOutputDirectory } from "./output-directory.ts";
import { type Prepared, prepare } from "./prepare.ts";
import { prove } from "./prove.ts";
import { type Existing, lookUp, publishChart } from "./publish-chart.ts";
import { plannedReleases, type Releasable } from "./releases.ts";
import { createLane, createRetention } from "./retention.ts";
import { findTarget, mayPush } from "./target.ts";
import { verifyPublic } from "./verify-public.ts";

/** Charts packaged at once: one may wait for the disk while the other is compressed. */
const packagingLimit = 2;

/** What a run of `publish` did. */
export interface Published {
  readonly report: Report;
  /** Where plan.json was written. */
  readonly planFile?: string;
}

/**
 * Publishes charts. Throws PublishError for faults of the request itself, before anything is sent; what goes wrong with
 * one chart is its outcome. The outcomes come in the order the charts were named.
 */
export async function publish(
  options: Options,
  context: Context,
  clients: Clients,
  aim: "publish" | "save" = "publish",
): Promise<Published> {
  const target = findTarget(options, context);
  const directory = path.resolve(options.workingDirectory);
  const sources = await findCharts(options.charts, directory);
  const output =
    options.outputDir === undefined
      ? undefined
      : await openOutputDirectory(path.resolve(directory, options.outputDir));
  const signer = await clients.openProvenanceSigner?.();
  if (signer) {
    clients.reporter.info(`Signing with PGP key ${signer.fingerprint}`);
    tellWarnings(signer.warnings, clients.reporter);
  }
  const histories = await readHistories(clients, sources, directory);
  const keep = createRetention();
  const prepareOne = async (source: ChartSource): Promise<Candidate> => {
    const { signal, reporter } = clients;
    const history = histories.get(source.absolutePath);
    const { built, ...made } = await prepare(source, {
      options,
      context,
      registry: target,
      history,
      dependencies: clients.dependencies,
      ...(signer && { signer }),
      signal,
    });
    const existing = lookUp(clients.registry, made.target, signal);
    tellWarnings(made.warnings, reporter);
    const files = (await output?.keep(made.target, built, signal)) ?? {};
    reporter.info(packagedLine(made.facts));
    return { prepared: keep({ ...made, facts: { ...made.facts, ...files } }, built), existing };
  };
  const attempts = await clients.reporter.group(`Packaging ${countOf(sources)}`, () =>
    mapLimit(sources, packagingLimit, (source) =>
      outcomeOf({ path: source.path, signatures: [] }, clients, () => prepareOne(source)),
    ),
  );
  refuseDuplicates(attempts);
  const goal = aim === "save" || mayPush(options, context) ? aim : "plan";
  const note = goal === "publish" ? hostNote(target.host) : undefined;
  if (note !== undefined) clients.reporter.info(note);
  clients.reporter.info(`${doing[goal]} oci://${target.host}/${target.path}`);
  if (goal === "publish") {
    await clients.proofs?.check();
    await clients.releases?.check(attempts.filter(isCandidate).map(({ prepared }) => prepared));
  }
  const outcomes = await publishAll(attempts, options, { goal, output }, clients);
  const report = { outcomes: await release(outcomes, attempts, { goal, options, histories }, clients) };
  return { report, ...(output && { planFile: await output.writePlan(report) }) };
}

/** What a run is for. Saving is publishing to the local cache, whatever the event. */
type Goal = "publish" | "plan" | "save";
const doing: Readonly<Record<Goal, string>> = {
  publish: "Publishing to",
  plan: "Planning for",
  save: "Saving in the local cache for",
};

const countOf = ({ length }: readonly unknown[]): string => (length === 1 ? "1 chart" : `${length} charts`);

/** A prepared chart and the answer to "what does its tag hold?", asked while other charts were still packaged. */
interface Candidate {
  readonly prepared: Prepared;
  readonly existing: Promise<Existing>;
}
type Attempt = Candidate | Outcome;
const isCandidate = (attempt: Attempt): attempt is Candidate => "prepared" in attempt;

async function publishAll(
  attempts: readonly Attempt[],
  options: Options,
  { goal, output }: { readonly goal: Goal; readonly output: OutputDirectory | undefined },
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
  const lane = createLane();
  let done = 0;
  let stopped = options.failFast && attempts.some((attempt) => !isCandidate(attempt));
  const finish = async (attempt: Attempt): Promise<Outcome> => {
    if (!isCandidate(attempt)) return attempt;
    const { prepared } = attempt;
    if (stopped) return { ...prepared.facts, status: "skipped", reason: "another chart failed (fail-fast)" };
    const run = () =>
      outcomeOf(prepared.facts, clients, async () => {
        const outcome = await publishChart(prepared, attempt.existing, settings);
        const { target } = prepared;
        if (!isThere(outcome)) return outcome;
        if (clients.anonymous !== undefined)
          await verifyPublic({ target, digest: outcome.digest }, clients.anonymous, signal);
        return settings.proofs ? prove(prepared, outcome, settings, output) : outcome;
      });
    const outcome = await (prepared.isKept ? run() : lane(run));
    return goal === "save" && outcome.status === "published" ? { ...outcome, status: "saved" } : outcome;
  };
  const outcomes = await mapLimit(attempts, options.concurrency, async (attempt) => {
    const outcome = await finish(attempt);
    stopped ||= options.failFast && "error" in outcome;
    reporter.progress(`${++done} of ${countOf(attempts)}`);
    reporter.info(lineOf(outcome));
    if ("warning" in outcome && outcome.warning) tellWarnings([outcome.warning], reporter);
    return outcome;
  });
  reporter.progress(undefined);
  return outcomes;
}

/** Releases come last: a release is of a chart that is there, with its proofs. */
async function release(
  outcomes: Outcome[],
  attempts: readonly Attempt[],
  run: { readonly goal: Goal; readonly options: Options; readonly histories: ReadonlyMap<string, History> },
  { releases, reporter }: Clients,
): Promise<Outcome[]> {
  const { goal, options, histories } = run;
  if (goal === "publish" && releases !== undefined) {
    const charts = outcomes.map((outcome, index): Releasable => {
      const attempt = attempts[index];
      if (attempt === undefined || !isCandidate(attempt)) return { outcome };
      const { prepared } = attempt;
      const history = histories.get(prepared.source.absolutePath);
      return { outcome, prepared, ...(history && { history }) };
    });
    return reporter.group("Releasing on GitHub", () => releases.release(charts));
  }
  if (goal === "plan" && options.release)
    plannedReleases(options.releaseTag, outcomes).forEach(reporter.info);
  return outcomes;
}

function isThere(outcome: Outcome): outcome is Outcome & { readonly status: "published" | "unchanged" } {
  return outcome.status === "published" || outcome.status === "unchanged";
}

/** Runs `work` for one chart; what it throws becomes the chart's outcome, so that it does not hide the others. */
async function outcomeOf<T>(
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

/** Two charts for one tag: the second would silently win. Refused before anything is sent. */
function refuseDuplicates(attempts: readonly Attempt[]): void {
  const byReference = new Map<string, Prepared[]>();
  for (const { prepared } of attempts.filter(isCandidate)) {
    const reference = `${prepared.facts.repository}:${prepared.target.tag}`;
    byReference.set(reference, [...(byReference.get(reference) ?? []), prepared]);
  }
  const problems = [...byReference]
    .filter(([, charts]) => charts.length > 1)
    .map(([reference, charts]): Problem => {
      const [first, second] = charts;
      return {
        message: `${charts.map((c) => c.source.path).join(" and ")} would both become ${reference}`,
        ...(second?.whenTaken.location && { location: second.whenTaken.location }),
        hint: `Give one of them another name or version${first ? `, or leave one out with charts: !${second?.source.path}` : ""}.`,
      };
    });
  if (problems.length > 0) throw new PublishError("USAGE", "Could not plan the run.", { problems });
}
