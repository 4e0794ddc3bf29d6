import { type Problem, PublishError } from "../errors.ts";
import { fillRelease } from "../options/release-options.ts";
import type { Outcome } from "../report/report.ts";
import type { History } from "./history.ts";
import type { Publishable } from "./prepare.ts";

/** A chart that a run has dealt with, and where it comes from. */
export interface Releasable {
  readonly outcome: Outcome;
  /** Absent where the chart could not be packaged. */
  readonly prepared?: Publishable;
  readonly history?: History;
}

/** Makes a release on GitHub of each chart; made by the entry, and loaded on first use only. */
export interface Releases {
  /** Throws USAGE, before anything is sent, for what would keep a chart from being released. */
  check(charts: readonly Publishable[]): Promise<void>;
  /** Releases what is published or unchanged, one after the other; the outcomes in the order of the charts. */
  release(charts: readonly Releasable[]): Promise<Outcome[]>;
}

/** What a run that does not write would release, a line each. */
export function plannedReleases(releaseTag: string, outcomes: readonly Outcome[]): readonly string[] {
  return outcomes.flatMap(({ status, name, version }) => {
    if (status !== "planned" && status !== "unchanged") return [];
    if (name === undefined || version === undefined) return [];
    return [
      `${name} ${version}: would be released on GitHub as ${fillRelease(releaseTag, { name, version })}`,
    ];
  });
}

/** Two charts with one tag: the second would find the first one's release. */
export function refuseSharedTags(releaseTag: string, charts: readonly Publishable[]): void {
  const byTag = new Map<string, Publishable[]>();
  for (const chart of charts) {
    const tag = fillRelease(releaseTag, chart.facts);
    byTag.set(tag, [...(byTag.get(tag) ?? []), chart]);
  }
  const problems = [...byTag]
    .filter(([, sharing]) => sharing.length > 1)
    .map(
      ([tag, sharing]): Problem => ({
        message: `${sharing.map(({ facts }) => facts.path).join(" and ")} would both be released as ${tag}`,
        hint: "Write release-tag with {name}: {name}-{version}.",
      }),
    );
  if (problems.length > 0) throw new PublishError("USAGE", "Could not plan the releases.", { problems });
}
