import { mapLimit } from "../concurrency.ts";
import type { Outcome } from "../report/report.ts";
import type { ChartSource } from "./find-charts.ts";
import { readSourceMetadata } from "./source-metadata.ts";

/** Charts read at once. */
const readsAtOnce = 16;

/** The outcomes of charts that are deprecated, by their absolute paths. */
export async function skipDeprecated(
  sources: readonly ChartSource[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  await mapLimit(sources, readsAtOnce, async (source) => {
    const metadata = await readSourceMetadata(source, signal);
    if (metadata?.deprecated !== true) return;
    const { name, version } = metadata;
    outcomes.set(source.absolutePath, {
      path: source.path,
      name,
      version,
      signatures: [],
      status: "skipped",
      reason: "deprecated",
    });
  });
  return outcomes;
}
