import { readFile, realpath } from "node:fs/promises";
import path from "node:path";
import { openPackage } from "../archive/open.ts";
import { parseMetadata } from "../chart/read-metadata.ts";
import { type Problem, PublishError } from "../errors.ts";
import type { Context } from "../options/context.ts";
import type { Options } from "../options/parse.ts";
import type { ChartSource } from "./find-charts.ts";
import type { History } from "./history.ts";
import { type NamedChart, namesChart, readTag, type TagMatch } from "./tag-pattern.ts";
import { tagOfRun } from "./target.ts";

/** What the git tag of a run says of one chart. */
export type TagRelease =
  /** The tag is of this version of the chart. */
  | { readonly tag: string; readonly version: string }
  /** The tag is of another chart. */
  | { readonly tag: string; readonly isOf: string };

/** What the run is of, and where its charts lie. */
export interface TagRun {
  readonly options: Options;
  readonly context: Context;
  /** Absolute path that relative paths start from. */
  readonly directory: string;
  readonly histories: ReadonlyMap<string, History>;
  /** Whether charts are going to be published or saved, not planned. */
  readonly writes: boolean;
  readonly signal: AbortSignal;
}

interface Candidate extends NamedChart {
  readonly source: ChartSource;
}

/**
 * What the run's tag says of each chart, by its absolute path; empty where it says nothing. Throws USAGE where the
 * versions shall come from the tag and there is none, or it is no chart's, or may be of several.
 */
export async function readTagReleases(
  sources: readonly ChartSource[],
  run: TagRun,
): Promise<ReadonlyMap<string, TagRelease>> {
  const { options, context } = run;
  const tag = tagOfRun(options, context);
  const fromTag = options.versionFrom === "tag";
  if (tag === undefined) {
    if (fromTag && run.writes && !options.snapshot) throw noTag();
    return new Map();
  }
  // Who gives a version takes it from wherever he likes, and a snapshot is no release of the tag's.
  if (!fromTag && (options.version !== undefined || options.snapshot)) return new Map();
  // Many a repository tags its application, whose version is not the chart's.
  const patterns = options.tagsAreOfCharts ? options.tagPatterns : options.tagPatterns.filter(namesChart);
  const charts = await Promise.all(sources.map((source) => nameOf(source, run)));
  const matches = readTag(tag, patterns, charts);
  const named = matches.filter((match) => match.namesChart);
  if (named.length > 1) throw ambiguous(tag, named);
  if (named[0] !== undefined) return oneChart(tag, named[0], sources);
  if (matches.length === 0 && fromTag) throw noChart(tag, patterns, charts);
  return new Map(matches.map(({ chart, version }) => [chart.source.absolutePath, { tag, version }]));
}

function oneChart(
  tag: string,
  { chart, version }: TagMatch<Candidate>,
  sources: readonly ChartSource[],
): ReadonlyMap<string, TagRelease> {
  const isOf = chart.name ?? chart.source.path;
  return new Map(
    sources.map((source) => [
      source.absolutePath,
      source === chart.source ? { tag, version } : { tag, isOf },
    ]),
  );
}

/** Whoever cannot be read has no name here; publishing it will say why, unless the tag is of another chart. */
async function nameOf(source: ChartSource, run: TagRun): Promise<Candidate> {
  const { absolutePath, kind } = source;
  if (kind === "archive") {
    const opened = await openPackage(absolutePath, run).catch(() => undefined);
    return { source, paths: [], ...(opened && { name: opened.chart.metadata.name }) };
  }
  const name = await readName(path.join(absolutePath, "Chart.yaml")).catch(() => undefined);
  const root = run.histories.get(absolutePath)?.root;
  const fromRoot = root === undefined ? [] : [path.relative(root, await realpath(absolutePath))];
  const paths = [path.relative(run.directory, absolutePath), ...fromRoot]
    .map((place) => place.replaceAll(path.sep, "/"))
    .filter((place) => place !== "" && !place.startsWith(".."));
  return { source, paths: [...new Set(paths)], ...(name && { name }) };
}

async function readName(file: string): Promise<string> {
  return parseMetadata(await readFile(file), file).name;
}

function noTag(): PublishError {
  return new PublishError(
    "USAGE",
    "Could not tell the version: version-from is tag, but the run is for no tag.",
    {
      hint: "Run it for tags only (`on: { push: { tags: ['*'] } }`), set git-tag, or publish other commits with snapshot: true.",
    },
  );
}

function ambiguous(tag: string, matches: readonly TagMatch<Candidate>[]): PublishError {
  const readings = matches.map(({ chart, version }) => `${version} of ${nameAndPlace(chart)}`);
  return new PublishError(
    "USAGE",
    `Could not tell which chart the tag ${tag} is of: it may be ${readings.join(" or ")}.`,
    {
      hint: "Set tag-pattern to one that tells them apart, with {path} for example, or leave one out of charts.",
    },
  );
}

function noChart(tag: string, patterns: readonly string[], charts: readonly Candidate[]): PublishError {
  const problems: Problem[] = [
    { message: `it fits none of the patterns ${patterns.join(", ")} with a semantic version` },
    { message: `the charts are ${charts.map(nameAndPlace).join(", ")}` },
  ];
  const [first] = charts;
  const example = `${first?.name ?? "web"}-v1.2.3`;
  return new PublishError("USAGE", `Could not tell which chart the tag ${tag} is of.`, {
    problems: problems.map((problem, index) =>
      index === 0
        ? { ...problem, hint: `Tag it as in ${example}, set tag-pattern, or add the chart to charts.` }
        : problem,
    ),
  });
}

function nameAndPlace({ name, source }: Candidate): string {
  return name === undefined ? `${source.path}, whose name cannot be read` : `${name} (${source.path})`;
}
