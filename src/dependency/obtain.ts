import type { ChartFile } from "../chart/chart.ts";
import type { Dependency } from "../chart/metadata.ts";
import { PublishError } from "../errors.ts";
import type { DependencyArchive } from "./archive.ts";
import { obtainFromRegistry } from "./from-registry.ts";
import { obtainFromRepository } from "./from-repository.ts";
import { obtainDirectory, obtainSubchart } from "./local.ts";
import { isLocal } from "./local-directory.ts";
import { obtainLocked } from "./locked.ts";
import { parseRange, type Range } from "./range.ts";
import type { DependencySources } from "./sources.ts";

/** The chart that depends on others, and how these are looked for. */
export interface Parent {
  /** As the user names it. */
  readonly directory: string;
  readonly files: readonly ChartFile[];
  /** The directories, links resolved, of the charts that wait for this one, and its own. */
  readonly trail: readonly string[];
  /** A directory that no link may lead out of. */
  readonly boundary?: string;
  /** Time stamp of the archives that are made, in seconds since 1970. */
  readonly mtime: number;
  readonly sources: DependencySources;
  /** The files of such a chart with those of its dependencies. */
  readonly complete: (nested: Parent) => Promise<readonly ChartFile[]>;
  readonly signal: AbortSignal;
}

/** What is wanted of one dependency. */
export interface Wanted {
  readonly name: string;
  readonly repository: string;
  /** As written: a range, or the version of the lock. */
  readonly text: string;
  readonly range: Range;
  /** Whether `text` comes from the lock. */
  readonly isLocked: boolean;
}

/** A dependency found. */
export interface Obtained {
  /** What a lock says of it: name, version, repository. */
  readonly locked: Dependency;
  /** Nothing where the chart is in charts/ already. */
  readonly archive?: DependencyArchive;
}

/** Finds one dependency. Throws PublishError, without saying for which chart. */
export async function obtain(dependency: Dependency, isLocked: boolean, parent: Parent): Promise<Obtained> {
  const { name, repository, version = "" } = dependency;
  const range = parseRange(version);
  if (range === undefined) throw noRange(name, version);
  const wanted: Wanted = { name, repository, text: version, range, isLocked };
  if (repository === "") return obtainSubchart(wanted, parent);
  if (isLocal(dependency)) return obtainDirectory(wanted, parent);
  if (/^https?:\/\//.test(repository) && URL.canParse(repository))
    return obtainRemote(wanted, parent, obtainFromRepository);
  if (repository.startsWith("oci://")) return obtainRemote(wanted, parent, obtainFromRegistry);
  throw new PublishError(
    "CHART_INVALID",
    `Could not find ${name}: ${JSON.stringify(repository)} is no repository.`,
    {
      hint: "Write oci://host/path, https://host/path or file://../path.",
    },
  );
}

function obtainRemote(wanted: Wanted, parent: Parent, from: typeof obtainFromRegistry): Promise<Obtained> {
  return wanted.isLocked ? obtainLocked(wanted, parent, from) : from(wanted, parent);
}

function noRange(name: string, version: string): PublishError {
  const fault =
    version === "" ? "it has no version" : `${JSON.stringify(version)} is neither a version nor a range`;
  return new PublishError("CHART_INVALID", `Could not find ${name}: ${fault}.`, {
    hint: 'Write a version or a range, as in `version: "^1.2.0"`.',
  });
}
