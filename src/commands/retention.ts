import type { Built } from "./build-chart.ts";
import type { Publishable } from "./prepare.ts";

/** A chart that may keep what was built of it. */
export interface Retainable extends Publishable {
  /** Whether `build` has its answer in memory. */
  readonly isKept: boolean;
}

/** Keeps what was built of a chart for so many places that it goes to; gives what to do with the chart at each. */
export type Keep = (built: Built, places: number) => <T extends Retainable>(prepared: T) => T;

/** Archives kept between packaging and pushing, all together. Charts beyond it are packaged again when their turn comes. */
const maxKeptBytes = 128 * 1024 * 1024;

/**
 * Keeps what was built of charts as long as there is room. What is not kept is built again
 * when needed, which gives the same bytes: packaging is a pure function of the chart's files.
 */
export function createRetention(maxBytes = maxKeptBytes): Keep {
  let kept = 0;
  return (built, places) => {
    const size = built.packaged.bytes.length;
    if (kept + size > maxBytes) return (prepared) => prepared;
    kept += size;
    let held: Built | undefined = built;
    const released = new Set<Retainable>();
    return (prepared) => ({
      ...prepared,
      build: async () => held ?? prepared.build(),
      release: () => {
        // The other places may still want it.
        if (released.add(prepared).size === places) held = undefined;
      },
      isKept: true,
    });
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
