import { realpath } from "node:fs/promises";
import { type BaseQuery, type Difference, findDifference } from "../changes/diff.ts";
import { type Candidate, selectChanged } from "../changes/select.ts";
import { findPlaces } from "../chart/places.ts";
import { isWithin } from "../chart/walk.ts";
import { mapLimit } from "../concurrency.ts";
import { PublishError } from "../errors.ts";
import type { Context } from "../options/context.ts";
import type { Options } from "../options/parse.ts";
import type { Outcome } from "../report/report.ts";
import type { Clients } from "./clients.ts";
import { findBase } from "./find-base.ts";
import type { ChartSource } from "./find-charts.ts";
import type { History } from "./history.ts";
import type { LocalCharts } from "./local-charts.ts";
import { skipDeprecated } from "./skip-deprecated.ts";

/** What charts are selected by. */
export interface SelectionSettings {
  readonly options: Options;
  readonly context: Context;
  readonly clients: Pick<Clients, "exec" | "reporter" | "signal">;
  /** By the charts' absolute paths. */
  readonly histories: ReadonlyMap<string, History>;
  readonly locals: LocalCharts;
}

/** Charts left alone, with the reason, by their absolute paths. */
type Unselected = ReadonlyMap<string, Outcome>;

/** Charts looked through at once. */
const readsAtOnce = 16;

/** The charts that the options `deprecated` and `changes` leave alone. Throws USAGE where nobody can tell. */
export async function findUnselected(
  sources: readonly ChartSource[],
  settings: SelectionSettings,
): Promise<Unselected> {
  const { options, clients } = settings;
  const deprecated =
    options.deprecated === "skip"
      ? await skipDeprecated(sources, clients.signal)
      : new Map<string, Outcome>();
  const current = sources.filter(({ absolutePath }) => !deprecated.has(absolutePath));
  const unchanged = options.changes === "git" ? await findUnchanged(current, settings) : new Map();
  return new Map([...deprecated, ...unchanged]);
}

/** The charts that did not change since the base. */
async function findUnchanged(
  sources: readonly ChartSource[],
  settings: SelectionSettings,
): Promise<Unselected> {
  const { options, context, clients } = settings;
  refuseOutsideGit(sources, settings);
  const base = findBase(options.base, context.trigger);
  if (base.kind === "none") {
    clients.reporter.info(`Every chart counts as changed: ${base.why}`);
    return new Map();
  }
  const query = { bases: base.bases, system: context.trigger?.system };
  const { changed, differences } = await findChanged(sources, query, settings);
  const unchanged = new Map<string, Outcome>();
  for (const source of sources) {
    if (changed.has(source.absolutePath)) continue;
    const root = settings.histories.get(source.absolutePath)?.root ?? "";
    const reason = `not changed since ${differences.get(root)?.base}`;
    unchanged.set(source.absolutePath, { path: source.path, signatures: [], status: "skipped", reason });
  }
  const count = sources.length - unchanged.size;
  clients.reporter.info(`${count} of ${sources.length} charts changed since ${nameOf(differences)}`);
  return unchanged;
}

/** What changed since a base. */
interface Changed {
  /** The absolute paths of the charts that did. */
  readonly changed: ReadonlySet<string>;
  /** By the roots of the work trees. */
  readonly differences: ReadonlyMap<string, Difference>;
}

/**
 * The charts that were touched since the base, and those that depend on such charts by `file://`. Throws USAGE where
 * nobody can tell where the histories meet.
 */
export async function findChanged(
  sources: readonly ChartSource[],
  query: BaseQuery,
  settings: Pick<SelectionSettings, "histories" | "locals"> & { readonly clients: Pick<Clients, "exec"> },
): Promise<Changed> {
  const differences = await findDifferences(query, settings);
  const roots = [...differences.keys()];
  // Of a dependency outside of git nobody knows whether it changed.
  const unknown = [...settings.locals.keys()].filter((place) => !roots.some((root) => isWithin(root, place)));
  const touched = [...differences.values()].flatMap(({ files }) => files);
  const ids = selectChanged([...touched, ...unknown], await readCandidates(sources, settings.locals));
  const places = sources.map(async (source) => (ids.has(await idOf(source)) ? [source.absolutePath] : []));
  return { changed: new Set((await Promise.all(places)).flat()), differences };
}

const nameOf = (differences: ReadonlyMap<string, Difference>): string =>
  [...new Set([...differences.values()].map(({ base }) => base))].join(", ");

const idOf = ({ absolutePath }: ChartSource): Promise<string> => realpath(absolutePath);

function refuseOutsideGit(sources: readonly ChartSource[], { histories }: SelectionSettings): void {
  const outside = sources.filter(({ absolutePath }) => !histories.has(absolutePath));
  if (outside.length === 0) return;
  throw new PublishError("USAGE", "Could not tell what changed.", {
    problems: outside.map(({ path }) => ({
      message: `${path} lies in no git repository that can be read`,
      hint: "Check the repository out with its history, or leave out changes: git.",
    })),
  });
}

/** How each work tree that has charts differs from the base, by its root. */
async function findDifferences(
  query: BaseQuery,
  { histories, clients }: Parameters<typeof findChanged>[2],
): Promise<ReadonlyMap<string, Difference>> {
  const trees = new Map([...histories.values()].map(({ root, isShallow }) => [root, isShallow]));
  const differences = new Map<string, Difference>();
  for (const [root, isShallow] of trees) {
    differences.set(root, await findDifference(clients.exec, { root, isShallow }, query));
  }
  return differences;
}

/** The charts that were asked for, and those that they depend on. */
async function readCandidates(sources: readonly ChartSource[], locals: LocalCharts): Promise<Candidate[]> {
  const archives = sources.filter(({ kind }) => kind === "archive");
  const packaged = archives.map(async (source): Promise<Candidate> => {
    const id = await idOf(source);
    const files = [source.absolutePath, id, `${source.absolutePath}.prov`];
    const places = files.map((path) => ({ path, inChart: "" }));
    return { id, places, isIgnored: () => false, dependsOn: [] };
  });
  const directories = await mapLimit([...locals], readsAtOnce, async ([id, chart]): Promise<Candidate> => {
    return { id, ...(await findPlaces(chart.directory)), dependsOn: chart.dependsOn };
  });
  return [...directories, ...(await Promise.all(packaged))];
}
