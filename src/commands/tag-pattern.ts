import { isStrictVersion } from "../chart/version.ts";

/** A chart as git tags may name it. */
export interface NamedChart {
  /** Chart.yaml's name; absent where it cannot be read. */
  readonly name?: string;
  /** Its directory, from the checkout and from the working directory, with `/` between the parts. */
  readonly paths: readonly string[];
}

/** What a tag says of one chart, or, with a pattern that has neither name nor path, of any. */
export interface TagMatch<C> {
  readonly chart: C;
  readonly version: string;
  readonly namesChart: boolean;
}

/**
 * How a tag can be read by one of the patterns as a version of one of the charts: of all readings those with the
 * shortest version, for the rest is name. That way `web-v2-v1.0.0` is of web-v2, and `web-1.0.0-2.0.0` of web-1.0.0
 * where there is such a chart. Versions are those of SemVer 2.0.0.
 */
export function readTag<C extends NamedChart>(
  tag: string,
  patterns: readonly string[],
  charts: readonly C[],
): readonly TagMatch<C>[] {
  const readings = charts.flatMap((chart) =>
    patterns.flatMap((pattern) =>
      versionsIn(tag, pattern, chart)
        .filter(isStrictVersion)
        .map((version) => ({ chart, version, namesChart: namesChart(pattern) })),
    ),
  );
  const shortest = Math.min(...readings.map(({ version }) => version.length));
  const longestNames = readings.filter(({ version }) => version.length === shortest);
  const isRepeated = (match: TagMatch<C>, index: number): boolean =>
    longestNames.findIndex(({ chart, version }) => chart === match.chart && version === match.version) <
    index;
  return longestNames.filter((match, index) => !isRepeated(match, index));
}

/** Whether the pattern says which chart it is. */
export function namesChart(pattern: string): boolean {
  return pattern.includes("{name}") || pattern.includes("{path}");
}

/** What stands for `{version}` in the tag, for each path that the chart may go by. */
function versionsIn(tag: string, pattern: string, { name, paths }: NamedChart): readonly string[] {
  if (name === undefined && pattern.includes("{name}")) return [];
  const places = pattern.includes("{path}") ? paths : [""];
  return places.flatMap((place) => {
    const [before = "", after = ""] = pattern
      .split("{version}")
      .map((part) =>
        part.replace(/\{name\}|\{path\}/g, (word) => (word === "{name}" ? (name ?? "") : place)),
      );
    const isFit = tag.length > before.length + after.length && tag.startsWith(before) && tag.endsWith(after);
    return isFit ? [tag.slice(before.length, tag.length - after.length)] : [];
  });
}
