import { readFile, realpath } from "node:fs/promises";
import path from "node:path";
import { openPackage } from "../archive/open.ts";
import type { Metadata } from "../chart/metadata.ts";
import { parseMetadata } from "../chart/read-metadata.ts";
import { mapLimit } from "../concurrency.ts";
import { PublishError } from "../errors.ts";
import type { Context } from "../options/context.ts";
import type { Options } from "../options/parse.ts";
import type { ChartSource } from "./find-charts.ts";
import type { History } from "./history.ts";
import { type NamedChart, namesChart, readTag, type TagMatch } from "./tag-pattern.ts";
import { tagOfRun } from "./target.ts";

/** Charts whose names are read at once: archives are unpacked for it. */
const readsAtOnce = 4;

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
  /** Its own, where it can be read. */
  readonly version?: string;
}

/** What a tag says of charts, by their absolute paths. */
export type TagReleases = ReadonlyMap<string, TagRelease>;

/**
 * What the run's tag says of each chart, by its absolute path; empty where it says nothing. Throws USAGE where the
 * versions shall come from the tag and there is none, or it is no chart's, or may be of several.
 */
export async function readTagReleases(sources: readonly ChartSource[], run: TagRun): Promise<TagReleases> {
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
  const charts = await mapLimit(sources, readsAtOnce, (source) => nameOf(source, run));
  const matches = readTag(tag, patterns, charts);
  const named = matches.filter((match) => match.namesChart);
  const [only, ...others] = named.length > 1 ? ofThatVersion(named, fromTag) : named;
  if (named.length > 1 && (only === undefined || others.length > 0)) throw ambiguous(tag, named);
  if (only !== undefined) return oneChart(tag, only, charts);
  if (matches.length === 0 && fromTag) throw noChart(tag, patterns, charts);
  return new Map(matches.map(({ chart, version }) => [chart.source.absolutePath, { tag, version }]));
}

/** Charts of one name are told apart by their versions, archives above all, unless those shall come from the tag. */
function ofThatVersion(
  matches: readonly TagMatch<Candidate>[],
  fromTag: boolean,
): readonly TagMatch<Candidate>[] {
  const isOpen = fromTag && matches.some(({ chart }) => chart.source.kind === "directory");
  return isOpen ? matches : matches.filter(({ chart, version }) => chart.version === version);
}

function oneChart(
  tag: string,
  { chart, version }: TagMatch<Candidate>,
  charts: readonly Candidate[],
): TagReleases {
  const isOnly = charts.filter(({ name }) => name === chart.name).length === 1;
  const isOf = isOnly && chart.name !== undefined ? chart.name : nameAndPlace(chart);
  return new Map(
    charts.map((other) => [other.source.absolutePath, other === chart ? { tag, version } : { tag, isOf }]),
  );
}

/** What cannot be read has no name here; publishing it will say why, unless the tag is of another chart. */
async function nameOf(source: ChartSource, run: TagRun): Promise<Candidate> {
  const { absolutePath, kind } = source;
  const metadata = await readMetadata(source, run).catch(() => undefined);
  const known = metadata && { name: metadata.name, version: metadata.version };
  if (kind === "archive") return { source, paths: [], ...known };
  const root = run.histories.get(absolutePath)?.root;
  const fromRoot = root === undefined ? [] : [path.relative(root, await realpath(absolutePath))];
  const paths = [path.relative(run.directory, absolutePath), ...fromRoot]
    .map((place) => place.replaceAll(path.sep, "/"))
    .filter((place) => place !== "" && !place.startsWith(".."));
  return { source, paths: [...new Set(paths)], ...known };
}

async function readMetadata({ absolutePath, kind }: ChartSource, run: TagRun): Promise<Metadata> {
  if (kind === "archive") return (await openPackage(absolutePath, run)).chart.metadata;
  const file = path.join(absolutePath, "Chart.yaml");
  return parseMetadata(await readFile(file), file);
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
  const example = `${charts[0]?.name ?? "web"}-v1.2.3`;
  return new PublishError(
    "USAGE",
    `Could not tell which chart the tag ${tag} is of: it fits none of the patterns ${patterns.join(", ")} with a semantic version; the charts are ${charts.map(nameAndPlace).join(", ")}.`,
    { hint: `Tag it as in ${example}, set tag-pattern, or add the chart to charts.` },
  );
}

function nameAndPlace({ name, source }: Candidate): string {
  return name === undefined ? `${source.path}, whose name cannot be read` : `${name} (${source.path})`;
}
