import type { RetryOptions } from "../http/retry.ts";
import type { Manifest } from "../registry.ts";
import { formatPlace, type ManifestPlace } from "./manifests.ts";

/** How long a manifest may stay invisible after it was stored. Quirk(Quay, geo-replicated ACR): some seconds. */
const LAGS_MS = [500, 1000, 2000, 4000, 8000];

/** Remembers what this client has pushed: a 404 for that is a registry catching up, not an absence. */
export interface ReadBack {
  expect(place: ManifestPlace): void;
  /** Does `read`, again and again for some 15 s where something must be there. */
  fetch(
    place: ManifestPlace,
    signal: AbortSignal,
    read: () => Promise<Manifest | undefined>,
  ): Promise<Manifest | undefined>;
}

/** A memory of pushed manifests, empty at first. */
export function createReadBack(sleep: RetryOptions["sleep"]): ReadBack {
  const expected = new Set<string>();
  return {
    expect: (place) => void expected.add(formatPlace(place)),
    async fetch(place, signal, read) {
      let found = await read();
      for (const lagMs of expected.has(formatPlace(place)) ? LAGS_MS : []) {
        if (found !== undefined) break;
        await sleep(lagMs, signal);
        found = await read();
      }
      return found;
    },
  };
}
