import { isDeepStrictEqual } from "node:util";
import { compareBytewise } from "../chart/file-path.ts";
import type { Change, DependencyChange } from "./change.ts";
import type { ChartTree } from "./chart-tree.ts";
import type { Conceal } from "./conceal.ts";
import { fileChange } from "./text-change.ts";

/** How the contents of two archives of one chart differ. */
export interface ContentChanges {
  /** By path; the files of a dependency whose version is another one now are not among them. */
  readonly files: readonly Change[];
  readonly dependencies: readonly DependencyChange[];
}

/**
 * Compares two archives of a chart, file by file; dependencies by their version, and where that stayed by their files
 * too.
 */
export async function compareCharts(
  before: ChartTree,
  after: ChartTree,
  conceal: Conceal,
): Promise<ContentChanges> {
  const places: Place[] = [{ directory: "", name: "", before, after }];
  const files: Change[] = [];
  const dependencies: DependencyChange[] = [];
  for (let place = places.shift(); place !== undefined; place = places.shift()) {
    files.push(...(await fileChanges(place, conceal)));
    const { changed, same } = pairSubcharts(place);
    dependencies.push(...changed);
    places.push(...same);
  }
  return { files, dependencies };
}

/** A chart within both archives. */
interface Place {
  /** In front of its files' paths: `charts/redis/`. */
  readonly directory: string;
  /** In front of its dependencies' names: `platform/`. */
  readonly name: string;
  readonly before: ChartTree;
  readonly after: ChartTree;
}

async function fileChanges({ directory, before, after }: Place, conceal: Conceal): Promise<Change[]> {
  const paths = [...new Set([...before.files.keys(), ...after.files.keys()])]
    .filter((path) => !isDeepStrictEqual(before.parts.get(path), after.parts.get(path)))
    .sort(compareBytewise);
  const changes: Change[] = [];
  for (const path of paths) {
    const bytes = { before: before.files.get(path), after: after.files.get(path) };
    changes.push(await fileChange(`${directory}${path}`, bytes, conceal));
  }
  return changes;
}

function pairSubcharts({ directory, name: parent, before, after }: Place): {
  readonly changed: readonly DependencyChange[];
  readonly same: readonly Place[];
} {
  const changed: DependencyChange[] = [];
  const same: Place[] = [];
  const names = new Set([...before.subcharts, ...after.subcharts].map(({ name }) => name));
  for (const name of [...names].sort(compareBytewise)) {
    const named = ({ subcharts }: ChartTree): readonly ChartTree[] =>
      subcharts.filter((one) => one.name === name);
    const versions = (charts: readonly ChartTree[]): string[] =>
      charts.map(({ version }) => version).sort(compareBytewise);
    const [was, is] = [named(before), named(after)];
    if (!isDeepStrictEqual(versions(was), versions(is))) {
      changed.push({ name: `${parent}${name}`, before: versions(was), after: versions(is) });
    }
    for (const old of was) {
      const now = is.find(({ version }) => version === old.version);
      if (now === undefined) continue;
      const place = was.length > 1 ? `${name}-${old.version}` : name;
      const inside = { directory: `${directory}charts/${place}/`, name: `${parent}${name}/` };
      same.push({ ...inside, before: old, after: now });
    }
  }
  return { changed, same };
}
