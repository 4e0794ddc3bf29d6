import path from "node:path";
import { hostNote } from "../oci/host-rules.ts";
import { formatTarget } from "../oci/target.ts";
import type { Context } from "../options/context.ts";
import type { Options } from "../options/parse.ts";
import type { Report } from "../report/report.ts";
import type { Clients } from "./clients.ts";
import { needsOf } from "./dependency-order.ts";
import { diffCharts } from "./diff-charts.ts";
import { lintCharts } from "./lint-charts.ts";
import { openOutputDirectory, type PlanFile } from "./output-directory.ts";
import { packageCharts } from "./package-charts.ts";
import { plannedCharts } from "./planned-charts.ts";
import { type Goal, pathOf, publishAll, refuseDuplicates } from "./publish-all.ts";
import { readPlan } from "./read-plan.ts";
import { checkReleases, releaseOutcomes } from "./release-outcomes.ts";
import { skippedNotes } from "./skipped-notes.ts";
import { findTargets, hostsOf, mayPush } from "./target.ts";

/** What a run of `publish` did. */
export interface Published {
  readonly report: Report;
  /** plan.json, where it was written. */
  readonly planFile?: PlanFile;
}

/**
 * Publishes charts, packaged now or by the run that made `options.plan`. Throws PublishError for faults of the request
 * itself, before anything is sent; what goes wrong with one chart is its outcome at each target, or one alone where it
 * could not be packaged. The outcomes come in the order the charts were named, those of one chart in the order of the
 * targets.
 */
export async function publish(
  options: Options,
  context: Context,
  clients: Clients,
  aim: "publish" | "save" = "publish",
): Promise<Published> {
  const targets = findTargets(options, context);
  const directory = path.resolve(options.workingDirectory);
  const plan =
    options.plan === undefined
      ? undefined
      : await readPlan(options.plan, directory, { targets, digest: options.planDigest });
  const output =
    options.outputDir === undefined
      ? undefined
      : await openOutputDirectory(path.resolve(directory, options.outputDir));
  const goal = aim === "save" || mayPush(options, context) ? aim : "plan";
  const writes = goal !== "plan";
  const { sources, dependsOn, ...packaged } =
    plan === undefined
      ? await packageCharts({ options, context, targets, directory, output, writes }, clients)
      : { attempts: await plannedCharts(plan, output, clients), dependsOn: plan.dependsOn, sources: [] };
  refuseDuplicates(packaged.attempts);
  // What a plan holds was checked when it was made.
  const linted =
    plan === undefined ? await lintCharts(packaged.attempts, sources, options, clients) : packaged.attempts;
  const notes = goal === "publish" ? hostsOf(targets).flatMap((host) => hostNote(host) ?? []) : [];
  for (const note of new Set(notes)) clients.reporter.info(note);
  clients.reporter.info(`${doing[goal]} ${targets.map(formatTarget).join(", ")}`);
  if (goal === "publish") await clients.proofs?.check();
  await checkReleases(linted, { goal, options }, clients);
  const attempts = await diffCharts(linted, { options, context, goal, sources, output }, clients);
  const needs = needsOf(attempts.map(pathOf), dependsOn);
  const outcomes = await publishAll(attempts, options, { goal, output, needs }, clients);
  if (goal === "publish") skippedNotes(outcomes, options).forEach(clients.reporter.info);
  const report = { outcomes: await releaseOutcomes(outcomes, attempts, { goal, options }, clients) };
  return { report, ...(output && { planFile: await output.writePlan(report, dependsOn) }) };
}

const doing: Readonly<Record<Goal, string>> = {
  publish: "Publishing to",
  plan: "Planning for",
  save: "Saving in the local cache for",
};
