import { contentOf } from "../archive/compare.ts";
import { readArchive } from "../archive/unpack.ts";
import { mapLimit } from "../concurrency.ts";
import { type Problem, PublishError } from "../errors.ts";
import { openSealedLayout } from "../oci/store/sealed-layout.ts";
import { faultsOf } from "../report/faults.ts";
import { packagedLine } from "../report/lines.ts";
import type { Built } from "./build-chart.ts";
import { checkPlanned } from "./check-planned.ts";
import type { Clients } from "./clients.ts";
import type { OutputDirectory } from "./output-directory.ts";
import { plannedArtifactHub } from "./planned-artifacthub.ts";
import { type Candidate, countOf } from "./publish-all.ts";
import { lookUp } from "./publish-chart.ts";
import type { Plan, PlannedChart } from "./read-plan.ts";
import { createRetention, type Retainable } from "./retention.ts";
import { fetchChart, type StoredChart } from "./stored-chart.ts";

/** Charts read at once: each may have 100 MiB. */
const readingLimit = 2;

/** What reading a chart of a plan comes to. */
type Reading = { readonly ready: Retainable } | { readonly problems: readonly Problem[] };

/**
 * The charts of a plan, ready to be published as they are. Every file of every chart is checked before anything is
 * asked of the registry. Throws INTEGRITY with all that was altered.
 */
export async function plannedCharts(
  plan: Plan,
  output: OutputDirectory | undefined,
  { registry, reporter, signal }: Clients,
): Promise<Candidate[]> {
  const layout = await openSealedLayout(plan.layout).catch((cause: unknown) => {
    throw refusal(plan, faultsOf(cause), cause);
  });
  const keep = createRetention();
  const readOne = async (planned: PlannedChart): Promise<Reading> => {
    const read = await readPlanned(planned, layout, signal).catch((error: unknown) =>
      problemsOf(planned, error),
    );
    if ("problems" in read) return read;
    const { built, ...ready } = read;
    const files = (await output?.keep([ready], built, signal)) ?? {};
    reporter.info(packagedLine(ready.facts));
    return { ready: keep(built, 1)({ ...ready, facts: { ...ready.facts, ...files } }) };
  };
  const readings = await reporter.group(`Checking ${countOf(plan.charts)} of ${plan.file}`, () =>
    mapLimit(plan.charts, readingLimit, readOne),
  );
  const problems = readings.flatMap((reading) => ("problems" in reading ? reading.problems : []));
  if (problems.length > 0) throw refusal(plan, problems);
  return readings.flatMap((reading) =>
    "ready" in reading
      ? { prepared: reading.ready, existing: lookUp(registry, reading.ready.target, signal) }
      : [],
  );
}

type Layout = Awaited<ReturnType<typeof openSealedLayout>>;

async function readPlanned(
  planned: PlannedChart,
  layout: Layout,
  signal: AbortSignal,
): Promise<Retainable & { readonly built: Built }> {
  const { digest, ...target } = planned.target;
  const fetch = (): Promise<StoredChart> => fetchChart(layout, planned.target, signal, "the layout");
  const listed = await layout.resolve(target, target.tag, signal);
  if (listed?.digest !== digest) {
    const found = listed?.digest ?? "no manifest";
    throw new PublishError(
      "INTEGRITY",
      `oci/index.json has ${found} for ${target.tag}, not ${digest} as plan.json says`,
    );
  }
  const stored = await fetch();
  checkPlanned(planned, stored);
  const artifactHub = await plannedArtifactHub(planned, layout, signal);
  const { facts, built } = stored;
  return {
    target,
    facts: { ...facts, path: planned.path },
    built,
    ...(artifactHub && { artifactHub }),
    build: async () => (await fetch()).built,
    readContent: async () => contentOf((await fetch()).chart.files, readArchive),
    isKept: false,
    whenTaken: {
      hint: "Bump the chart's version and plan again, or set if-exists: overwrite to replace what others may have pinned.",
    },
  };
}

/** What is wrong with one chart, its name in front. */
function problemsOf(
  { name, version }: PlannedChart,
  error: unknown,
): { readonly problems: readonly Problem[] } {
  return {
    problems: faultsOf(error).map(({ message }) => ({ message: `${name} ${version}: ${message}` })),
  };
}

/** How to mend it is the same for all: where a plan is published nobody can mend what it is made of. */
function refusal({ file }: Plan, faults: readonly Problem[], cause?: unknown): PublishError {
  return new PublishError("INTEGRITY", `Could not publish by the plan ${file}`, {
    problems: faults.map(({ message }) => ({ message })),
    hint: "The plan, or the layout beside it, was altered or is not whole: plan again, and hand on the whole output-dir.",
    cause,
  });
}
