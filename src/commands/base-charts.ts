import { mkdir, mkdtemp, realpath, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { findMeetingPoint, type MeetingPoint, writePastFiles } from "../changes/base-chart.ts";
import type { BaseQuery } from "../changes/diff.ts";
import { findPlaces } from "../chart/places.ts";
import { isWithin } from "../chart/walk.ts";
import { PublishError } from "../errors.ts";
import type { Clients } from "./clients.ts";
import type { ChartSource } from "./find-charts.ts";
import type { History } from "./history.ts";
import { readLocalCharts } from "./local-charts.ts";

/** A chart as it was: what `loadChart` takes, for as long as `BaseCharts` is not disposed of. */
export interface BaseChart {
  /** Under its own path, but lying in a temporary directory. */
  readonly source: ChartSource;
  /** With the temporary directory for the top of the work tree. */
  readonly history: History;
  /** The base in few letters: `origin/main`. */
  readonly base: string;
  readonly commit: string;
}

/** Charts as they were at the commit where HEAD's history meets that of the base; disposing of it deletes them. */
export interface BaseCharts extends AsyncDisposable {
  /** By the absolute paths of the charts as they are now; those that were not there then are missing. */
  readonly charts: ReadonlyMap<string, BaseChart>;
}

/** What says where charts were. */
export interface BaseSettings {
  readonly query: BaseQuery;
  /** By the charts' absolute paths; a chart without, outside of git, was nowhere. */
  readonly histories: ReadonlyMap<string, History>;
  readonly clients: Pick<Clients, "exec">;
}

/** Links and dependencies may lead to others; where they lead on after so many steps, loading the chart says what is missing. */
const maxRounds = 8;

/**
 * Writes the charts as they were, with all that they link to and depend on by `file://` in their repository, to a
 * temporary directory that nobody else can read. Throws USAGE where the commit cannot be known, IO where git fails.
 */
export async function readBaseCharts(
  sources: readonly ChartSource[],
  settings: BaseSettings,
): Promise<BaseCharts> {
  const { histories, clients, query } = settings;
  const directory = await realpath(await mkdtemp(path.join(tmpdir(), "helm-oci-publish-")));
  const dispose = () => rm(directory, { recursive: true, force: true });
  try {
    const trees = Map.groupBy(
      sources.flatMap((source): Known[] => {
        const history = histories.get(source.absolutePath);
        return history === undefined ? [] : [{ source, history }];
      }),
      ({ history }) => history.root,
    );
    const charts = new Map<string, BaseChart>();
    for (const [index, [root, known]] of [...trees].entries()) {
      const isShallow = known.some(({ history }) => history.isShallow);
      const point = await findMeetingPoint(clients.exec, { root, isShallow }, query);
      const past: Past = { root, point, into: path.join(directory, String(index)), clients };
      for (const [place, chart] of await readTree(known, past)) charts.set(place, chart);
    }
    return { charts, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

interface Known {
  readonly source: ChartSource;
  readonly history: History;
}

interface Past {
  readonly root: string;
  readonly point: MeetingPoint;
  /** Where the work tree's top is written to. */
  readonly into: string;
  readonly clients: BaseSettings["clients"];
}

async function readTree(known: readonly Known[], past: Past): Promise<[string, BaseChart][]> {
  const { root, into, point } = past;
  const placed = known.map(({ source, history }) => ({
    place: source.absolutePath,
    was: moved({ source, history }, past),
  }));
  await mkdir(into, { mode: 0o700 });
  let wanted = placed.map(({ was }) => was.source.absolutePath);
  const written: string[] = [];
  for (let round = 0; round < maxRounds && wanted.length > 0; round++) {
    const paths = wanted.map((file) => path.join(root, path.relative(into, file)));
    await writePastFiles(past.clients.exec, { root, commit: point.commit, paths, into });
    written.push(...wanted);
    const needed = await placesOf(placed.map(({ was }) => was.source));
    wanted = needed.filter(
      (file) => isWithin(into, file) && !written.some((directory) => isWithin(directory, file)),
    );
  }
  const found = await Promise.all(placed.map(async (one) => ((await isThere(one.was.source)) ? [one] : [])));
  return found.flat().map(({ place, was }) => [place, was]);
}

function moved({ source, history }: Known, { root, into, point }: Past): BaseChart {
  const realPath = path.join(into, path.relative(root, history.realPath));
  return {
    source: { ...source, absolutePath: realPath, shownPath: realPath },
    history: { ...history, root: into, realPath },
    base: point.base,
    commit: point.commit,
  };
}

/** Where the content of charts comes from, be it there or not. */
async function placesOf(sources: readonly ChartSource[]): Promise<string[]> {
  const locals = await readLocalCharts(sources);
  const places = await Promise.all([...locals.values()].map(({ directory }) => pathsOf(directory)));
  return [...new Set(places.flat())];
}

async function pathsOf(directory: string): Promise<string[]> {
  try {
    return (await findPlaces(directory)).places.map((place) => place.path);
  } catch (error) {
    // Loading the chart will say what is wrong with it; the others are not.
    if (error instanceof PublishError) return [directory];
    throw error;
  }
}

async function isThere({ kind, absolutePath }: ChartSource): Promise<boolean> {
  const file = kind === "directory" ? path.join(absolutePath, "Chart.yaml") : absolutePath;
  return (await stat(file).catch(() => undefined)) !== undefined;
}
