import { PublishError } from "./errors.ts";

/**
 * Runs `work` on every item, at most `limit` at a time; results come in the items' order. The first failure wins, and
 * nothing is begun after it.
 */
export async function mapLimit<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = new Array(items.length);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      try {
        results[index] = await work(items[index] as T, index);
      } catch (error) {
        next = items.length; // nobody would hear of the rest
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(Math.max(limit, 1), items.length) }, worker));
  return results;
}

/** Does `work`, or, where work under the same key is going on, waits for its result. */
export type SingleFlight<T> = (key: string, signal: AbortSignal, work: () => Promise<T>) => Promise<T>;

/** Makes concurrent requests for one thing cost one request; nothing is remembered once it is done. */
export function createSingleFlight<T>(): SingleFlight<T> {
  const flights = new Map<string, Promise<T>>();
  return async function join(key, signal, work): Promise<T> {
    const other = flights.get(key);
    if (other === undefined) {
      const own = work().finally(() => flights.delete(key));
      flights.set(key, own);
      return own;
    }
    try {
      return await other;
    } catch (error) {
      const wasCancelled = error instanceof PublishError && error.code === "CANCELLED";
      // Whoever began was cancelled; that is no reason for us to fail.
      if (!wasCancelled || signal.aborted) throw error;
      return join(key, signal, work);
    }
  };
}
