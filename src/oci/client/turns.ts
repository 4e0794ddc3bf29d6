/** Does `work` once everything begun earlier under the same key is over. */
export type Turns = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** Makes those who would overwrite each other's work take turns; nobody waits for another key. */
export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const earlier = last.get(key);
    const own = after(earlier, work);
    last.set(key, own);
    try {
      return await own;
    } finally {
      if (last.get(key) === own) last.delete(key);
    }
  };
}

async function after<T>(earlier: Promise<unknown> | undefined, work: () => Promise<T>): Promise<T> {
  try {
    await earlier;
  } catch {
    // Its own caller is told.
  }
  return await work();
}
