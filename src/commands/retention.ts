import type { Built } from "./build-chart.ts";
import type { Publishable } from "./prepare.ts";

/** A chart that may keep what was built of it. */
export interface Retainable extends Publishable {
  /** Whether `build` has its answer in memory. */
  readonly isKept: boolean;
}

/** Archives kept between packaging and pushing, all together. Charts beyond it are packaged again when their turn comes. */
const maxKeptBytes = 128 * 1024 * 1024;

/**
 * Returns a function that keeps what was built of a chart as long as there is room. What is not kept is built again
 * when needed, which gives the same bytes: packaging is a pure function of the chart's files.
 */
export function createRetention(
  maxBytes = maxKeptBytes,
): <T extends Retainable>(prepared: T, built: Built) => T {
  let kept = 0;
  return (prepared, built) => {
    const size = built.packaged.bytes.length;
    if (kept + size > maxBytes) return prepared;
    kept += size;
    let held: Built | undefined = built;
    const release = (): void => {
      held = undefined;
    };
    return { ...prepared, build: async () => held ?? prepared.build(), release, isKept: true };
  };
}

/** Runs what it is given one after the other. */
export function createLane(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined); // the caller of that turn hears of it
    return turn;
  };
}
