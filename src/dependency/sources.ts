import type { ChartFile } from "../chart/chart.ts";
import type { Registry } from "../oci/registry.ts";
import type { ChartRepositories } from "../repository/chart-repositories.ts";
import type { DependencyArchive } from "./archive.ts";

/** What is asked of registries. */
export type PullRegistry = Pick<Registry, "listTags" | "fetchManifest" | "fetchBlob">;

/** A dependency of one exact version. */
export interface LockedDependency {
  readonly name: string;
  /** Its address, without a login. */
  readonly repository: string;
  readonly version: string;
}

/** Keeps archives of locked dependencies from one run to the next. Neither method fails: it is a help, no more. */
export interface DependencyCache {
  /** What is kept of it, verified; `undefined` where there is nothing. */
  read(asked: LockedDependency): Promise<DependencyArchive | undefined>;
  write(asked: LockedDependency, archive: DependencyArchive): Promise<void>;
}

/** Where dependencies come from that are no directories; made once for a run, in which nothing is fetched twice. */
export interface DependencySources {
  readonly registry: PullRegistry;
  readonly repositories: ChartRepositories;
  /** Asked before either, where there is one. */
  readonly cache?: DependencyCache;
  /** Fetches what has that name, or waits for whoever is about it, or gives what came of it. */
  readonly once: (name: string, fetch: () => Promise<Uint8Array>) => Promise<Uint8Array>;
  /** What was found for each chart, by its directory. */
  readonly completions: Map<string, Promise<Completion>>;
}

/** What has to change in a chart's files for its dependencies to be there. */
export interface Completion {
  /** Archives below charts/, and the lock where it is new. */
  readonly added: readonly ChartFile[];
  /** Paths of archives below charts/ that are not asked for any more. */
  readonly removed: readonly string[];
}

/** Sources of which nothing is known yet. */
export function createDependencySources({
  cache,
  ...clients
}: Omit<DependencySources, "once" | "completions">): DependencySources {
  const fetched = new Map<string, Promise<Uint8Array>>();
  return {
    ...clients,
    ...(cache && { cache: readingOnce(cache) }),
    completions: new Map(),
    once(name, fetch) {
      const bytes = fetched.get(name) ?? fetch();
      fetched.set(name, bytes);
      return bytes;
    },
  };
}

/** Charts with a dependency in common share one archive in memory, which is verified once. */
function readingOnce(cache: DependencyCache): DependencyCache {
  const known = new Map<string, Promise<DependencyArchive | undefined>>();
  const keyOf = ({ name, repository, version }: LockedDependency): string =>
    JSON.stringify([name, repository, version]);
  return {
    read(asked) {
      const kept = known.get(keyOf(asked)) ?? cache.read(asked);
      known.set(keyOf(asked), kept);
      return kept;
    },
    write(asked, archive) {
      known.set(keyOf(asked), Promise.resolve(archive));
      return cache.write(asked, archive);
    },
  };
}
