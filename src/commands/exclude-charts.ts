import path from "node:path";
import { isWithin } from "../chart/walk.ts";
import { mapLimit } from "../concurrency.ts";
import { PublishError } from "../errors.ts";
import type { Clients } from "./clients.ts";
import { type ChartSource, pathsNamed } from "./find-charts.ts";
import { readSourceMetadata } from "./source-metadata.ts";

/** Charts read at once. */
const readsAtOnce = 16;

/**
 * The charts without those that `exclude` names: a directory or archive, relative to `directory`, or what lies in one, a
 * glob of them, or a chart by its own or its directory's name. Warns of a name that is none's; throws USAGE where no
 * chart is left.
 */
export async function excludeCharts(
  sources: readonly ChartSource[],
  exclude: readonly string[],
  {
    directory,
    clients,
  }: { readonly directory: string; readonly clients: Pick<Clients, "reporter" | "signal"> },
): Promise<readonly ChartSource[]> {
  if (exclude.length === 0) return sources;
  const names = exclude.some(isName)
    ? await mapLimit(sources, readsAtOnce, async (source) => namesOf(source, clients.signal))
    : [];
  const left = new Set(sources);
  for (const entry of exclude) {
    const paths = await pathsNamed(entry, directory);
    const found = sources.filter(
      ({ absolutePath }, index) =>
        names[index]?.includes(entry) || paths.some((place) => isWithin(place, absolutePath)),
    );
    if (found.length === 0) clients.reporter.warn(`exclude: “${entry}” is no chart of this run`);
    for (const source of found) left.delete(source);
  }
  if (left.size > 0) return [...left];
  throw new PublishError("USAGE", "Could not find the charts: exclude leaves none.", {
    hint: "Exclude fewer of them, or name more charts.",
  });
}

const isName = (entry: string): boolean => !/[/\\*?[{]/.test(entry);

async function namesOf(source: ChartSource, signal: AbortSignal): Promise<readonly string[]> {
  const metadata = await readSourceMetadata(source, signal);
  return [path.basename(source.absolutePath), ...(metadata === undefined ? [] : [metadata.name])];
}
