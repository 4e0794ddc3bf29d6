import { readArchive } from "../archive/unpack.ts";
import { concealing } from "../diff/conceal.ts";
import { messageOf } from "../errors.ts";
import { findHelm } from "../lint/helm.ts";
import { findValuesFiles } from "../lint/values-files.ts";
import type { Context } from "../options/context.ts";
import type { DiffBase } from "../options/diff-options.ts";
import type { Options } from "../options/parse.ts";
import { type DiffFacts, diffLine } from "../report/diff-facts.ts";
import { diffText } from "../report/diff-text.ts";
import type { Clients } from "./clients.ts";
import { type ChartPair, type ComparedChart, diffChart } from "./diff-chart.ts";
import type { ChartSource } from "./find-charts.ts";
import { openOlderSides } from "./older-side.ts";
import type { OutputDirectory } from "./output-directory.ts";
import type { Candidate } from "./publish-all.ts";
import { secretsOf } from "./run-secrets.ts";

/** What a comparison of charts needs to know. */
export interface Comparison {
  readonly against: readonly DiffBase[];
  readonly options: Options;
  readonly context: Context;
  readonly sources: readonly ChartSource[];
  readonly output: OutputDirectory | undefined;
}

/** Compares charts; disposing of it deletes what it wrote. */
export interface Comparer extends AsyncDisposable {
  /** How a chart differs from each of what it is compared with; writes all of it where there is an output directory. */
  compare(candidate: Candidate): Promise<readonly DiffFacts[]>;
}

/** Gets ready to compare: looks for Helm, and for the charts as they were at the base where that is wanted. */
export async function comparing(
  candidates: readonly Candidate[],
  comparison: Comparison,
  clients: Clients,
): Promise<Comparer> {
  const { options, output } = comparison;
  const conceal = concealing(secretsOf(options));
  const settings = { conceal, exec: clients.exec, hasHelm: (await findHelm(clients.exec)) !== undefined };
  const older = await openOlderSides(candidates, comparison, clients);
  const compareOne = async (
    candidate: Candidate,
    against: DiffBase,
  ): Promise<ComparedChart | DiffFacts | undefined> => {
    const before = await older.find(candidate, against);
    if (before === "same") return undefined;
    if (before === undefined) return nothingToCompare(against);
    const pair = { against, before, ...(await newerSide(candidate, comparison)) };
    return diffChart(pair, settings);
  };
  return {
    async compare(candidate) {
      const facts: DiffFacts[] = [];
      const texts: string[] = [];
      for (const against of comparison.against) {
        const compared = await compareOne(candidate, against).catch((error: unknown) => {
          // A cancelled run says so of each chart, elsewhere.
          if (clients.signal.aborted) return undefined;
          return nothingToCompare(against, conceal(`Could not compare: ${messageOf(error)}`));
        });
        if (compared === undefined) continue;
        if ("whole" in compared) texts.push(diffText(compared.whole));
        facts.push("whole" in compared ? compared.facts : compared);
      }
      const { name, version } = candidate.prepared.facts;
      for (const one of facts) clients.reporter.info(`${name} ${version}: ${diffLine(one)}`);
      const file =
        texts.length === 0 ? undefined : await output?.keepDiff(`${name}-${version}.diff`, texts.join("\n"));
      return facts.map((one) => (file === undefined || one.version === undefined ? one : { ...one, file }));
    },
    [Symbol.asyncDispose]: () => older[Symbol.asyncDispose](),
  };
}

async function newerSide(
  { prepared }: Candidate,
  { options, sources }: Comparison,
): Promise<Pick<ChartPair, "after" | "isLibrary" | "values">> {
  const { packaged } = await prepared.build();
  const { name, version, type } = packaged.metadata;
  const files = readArchive(packaged.bytes, packaged.fileName);
  const source = sources.find(({ path }) => path === prepared.facts.path);
  const isLibrary = type === "library";
  const values =
    source === undefined
      ? []
      : await findValuesFiles(options.lint.values, {
          source: source.shownPath,
          kind: source.kind,
          name,
          isLibrary,
          files,
        });
  return { after: { name, version, files, archive: packaged.bytes }, isLibrary, values };
}

const none = { added: 0, changed: 0, removed: 0 };

function nothingToCompare(against: DiffBase, note?: string): DiffFacts {
  return {
    against,
    files: none,
    dependencies: [],
    notes: note === undefined ? [] : [note],
    excerpts: { files: [], resources: [] },
  };
}
