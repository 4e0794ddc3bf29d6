import { realpath } from "node:fs/promises";
import { mapLimit } from "../concurrency.ts";
import type { ChartSource } from "./find-charts.ts";
import type { LocalCharts } from "./local-charts.ts";

/** For each item the indices of those that come before it. */
export type Needs = readonly (readonly number[])[];

/** Which of the charts each of them takes in by `file://`, directly or through charts that are not among them. */
export async function dependenciesAmong(
  sources: readonly ChartSource[],
  locals: LocalCharts,
): Promise<Needs> {
  const places = await Promise.all(sources.map(({ absolutePath }) => realpath(absolutePath)));
  return places.map((place) => {
    const reached = new Set<string>();
    const visit = (from: string): void => {
      for (const other of locals.get(from)?.dependsOn ?? []) {
        if (reached.has(other)) continue;
        reached.add(other);
        visit(other);
      }
    };
    visit(place);
    return places.flatMap((other, index) => (reached.has(other) && other !== place ? [index] : []));
  });
}

/** The same for items of many charts, several of one perhaps: each waits for all items of the charts that its own needs. */
export function needsOf(paths: readonly string[], dependsOn: ReadonlyMap<string, readonly string[]>): Needs {
  const indices = Map.groupBy(paths.keys(), (index) => paths[index]);
  return paths.map((path) => (dependsOn.get(path) ?? []).flatMap((other) => indices.get(other) ?? []));
}

/**
 * Runs `work` on every item, at most `limit` at a time, on none before those that it needs are done, well or not.
 * Results come in the items' order. Items that need each other in a circle do not wait for all of it.
 */
export async function mapInOrder<T, R>(
  items: readonly T[],
  { needs, limit }: { readonly needs: Needs; readonly limit: number },
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const started = new Map<number, Promise<R>>();
  // Whoever waits holds a place, so that what it waits for must have taken one before.
  await mapLimit(sorted(needs, items.length), limit, (index) => {
    const others = (needs[index] ?? []).flatMap((other) => started.get(other) ?? []);
    const own = Promise.allSettled(others).then(() => work(items[index] as T)); // an index of items
    started.set(index, own);
    return own;
  });
  return Promise.all(items.map((_, index) => started.get(index) as Promise<R>)); // all were started
}

/** Every index, after those that it needs. */
function sorted(needs: Needs, length: number): number[] {
  const order = new Set<number>();
  const open = new Set<number>();
  const visit = (index: number): void => {
    if (open.has(index)) return;
    open.add(index);
    for (const other of needs[index] ?? []) visit(other);
    order.add(index);
  };
  for (let index = 0; index < length; index++) visit(index);
  return [...order];
}
