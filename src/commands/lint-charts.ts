import { availableParallelism } from "node:os";
import { readArchive } from "../archive/unpack.ts";
import { invalidChart } from "../chart/invalid.ts";
import { mapLimit } from "../concurrency.ts";
import type { Problem } from "../errors.ts";
import type { Finding } from "../lint/finding.ts";
import { findHelm } from "../lint/helm.ts";
import { lintWithHelm } from "../lint/lint-helm.ts";
import type { LintedChart } from "../lint/linted-chart.ts";
import { checkStructure } from "../lint/structure.ts";
import { findValuesFiles } from "../lint/values-files.ts";
import type { Options } from "../options/parse.ts";
import { tellWarnings } from "../report/tell.ts";
import { runCheckCommand } from "./check-command.ts";
import type { Clients } from "./clients.ts";
import type { ChartSource } from "./find-charts.ts";
import { type Attempt, type Candidate, countOf, isCandidate, outcomeOf, pathOf } from "./publish-all.ts";
import { openScratch } from "./scratch.ts";
import { areSettled } from "./settled.ts";

/**
 * Checks the charts that are not published yet with the same content, each once whatever places it goes to; one that
 * does not pass has failed. Nothing was sent before, and nothing is sent here.
 */
export async function lintCharts(
  attempts: readonly Attempt[],
  sources: readonly ChartSource[],
  options: Options,
  clients: Clients,
): Promise<readonly Attempt[]> {
  const { mode, command } = options.lint;
  if (mode === "off" && command === undefined) return attempts;
  const candidates = attempts.filter(isCandidate);
  const wanted: Candidate[] = [];
  for (const places of Map.groupBy(candidates, pathOf).values()) {
    const [first] = places;
    if (first !== undefined && !(await areSettled(places, options.ifExists))) wanted.push(first);
  }
  if (wanted.length === 0) return attempts;
  const failures = await clients.reporter.group(`Checking ${countOf(wanted)}`, () =>
    lintAll(wanted, sources, options, clients),
  );
  return attempts.flatMap((attempt) => {
    const failure = isCandidate(attempt) ? failures.get(pathOf(attempt)) : undefined;
    if (failure === undefined) return attempt;
    return wanted.some((first) => first === attempt) ? failure : [];
  });
}

async function lintAll(
  candidates: readonly Candidate[],
  sources: readonly ChartSource[],
  options: Options,
  clients: Clients,
): Promise<ReadonlyMap<string, Attempt>> {
  const { reporter } = clients;
  const version = options.lint.mode === "off" ? undefined : await findHelm(clients.exec);
  if (version !== undefined) reporter.info(`Checking with Helm ${version}`);
  else if (options.lint.mode !== "off")
    reporter.info("No Helm 3.8 or later on PATH: charts are not rendered");
  const failures = new Map<string, Attempt>();
  // Helm takes a core for each of its processes.
  await mapLimit(candidates, Math.max(1, Math.floor(availableParallelism() / 2)), async ({ prepared }) => {
    const source = sources.find(({ path }) => path === prepared.facts.path);
    if (source === undefined) return;
    const isAsked = version !== undefined || options.lint.command !== undefined;
    if (!isAsked && (prepared.facts.size ?? 0) > maxReadBytes) {
      reporter.info(`${source.shownPath}: ${tooLarge.problem.message}`);
      return;
    }
    const { path, name, version: chartVersion, signatures } = prepared.facts;
    const facts = { path, name, version: chartVersion, signatures };
    const outcome = await outcomeOf(facts, clients, async () => {
      await lintOne(await prepared.build(), source, options, { ...clients, hasHelm: version !== undefined });
      return undefined;
    });
    if (outcome !== undefined) failures.set(path, outcome);
  });
  return failures;
}

/**
 * Archives beyond it are not read again in memory: Helm alone looks at them, and its faults stand at Chart.yaml. Helm
 * installs no chart of that size, whose release would not fit into a Secret.
 */
const maxReadBytes = 32 * 1024 * 1024;

const tooLarge: Finding = {
  severity: "note",
  problem: { message: "too large to be checked without Helm" },
};

type Built = Awaited<ReturnType<Candidate["prepared"]["build"]>>;

async function lintOne(
  { packaged }: Built,
  source: ChartSource,
  { lint, workingDirectory }: Options,
  clients: Clients & { readonly hasHelm: boolean },
): Promise<void> {
  const { shownPath, kind } = source;
  const { name, type } = packaged.metadata;
  const files = packaged.bytes.length > maxReadBytes ? [] : readArchive(packaged.bytes, packaged.fileName);
  const chart: LintedChart = { source: shownPath, kind, name, isLibrary: type === "library", files };
  await using scratch = await openScratch();
  const archive = await scratch.write("chart.tgz", packaged.bytes);
  const findings = lint.mode === "off" ? [] : await findAll(chart, { archive, lint, scratch }, clients);
  const told = (severity: Finding["severity"]): Problem[] =>
    findings.filter((finding) => finding.severity === severity).map(({ problem }) => problem);
  for (const { message } of told("note")) clients.reporter.info(`${shownPath}: ${message}`);
  const warnings = told("warning");
  const faults = lint.mode === "strict" ? [...told("error"), ...warnings] : told("error");
  if (lint.mode !== "strict") tellWarnings(warnings, clients.reporter);
  if (lint.command !== undefined && clients.runCheck !== undefined) {
    const call = { command: lint.command, chart: source.absolutePath, archive, directory: workingDirectory };
    faults.push(...(await runCheckCommand(call, source, clients.runCheck)));
  }
  if (faults.length > 0) throw invalidChart(`Could not validate the chart ${shownPath}`, faults);
}

interface Material {
  readonly archive: string;
  readonly lint: Options["lint"];
  readonly scratch: Awaited<ReturnType<typeof openScratch>>;
}

async function findAll(
  chart: LintedChart,
  { archive, lint, scratch }: Material,
  { exec, signal, hasHelm }: Clients & { readonly hasHelm: boolean },
): Promise<readonly Finding[]> {
  const found = await findValuesFiles(lint.values, chart);
  if (!hasHelm) return chart.files.length === 0 ? [tooLarge] : checkStructure(chart, found);
  // Under names of ours: Helm would split theirs at a comma.
  const values = await Promise.all(
    found.map(async (file, i) => ({ ...file, path: await scratch.write(`values-${i}.yaml`, file.bytes) })),
  );
  return lintWithHelm(exec, chart, { archive, values }, { isStrict: lint.mode === "strict", signal });
}
