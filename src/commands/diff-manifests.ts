import type { ChartFile } from "../chart/chart.ts";
import type { Change } from "../diff/change.ts";
import type { Conceal } from "../diff/conceal.ts";
import type { Manifests } from "../diff/manifest.ts";
import { compareManifests } from "../diff/resource-changes.ts";
import { mayRenderByChance, settle } from "../diff/settle.ts";
import type { Exec } from "../io.ts";
import type { ValuesFile } from "../lint/linted-chart.ts";
import { renderChart } from "./render-chart.ts";
import { openScratch } from "./scratch.ts";

/** One version of a chart. */
export interface Side {
  readonly name: string;
  readonly version: string;
  readonly files: readonly ChartFile[];
  readonly archive: Uint8Array;
}

/** Two versions of a chart, and what both are rendered with. */
export interface RenderedPair {
  readonly before: Side;
  readonly after: Side;
  /** Of the newer one; the charts' defaults where there are none. */
  readonly values: readonly ValuesFile[];
}

/** How what two versions of a chart render to differs. */
export interface RenderedChanges {
  /** Absent where nothing could be compared. */
  readonly resources?: readonly Change[];
  /** Why something could not be compared. */
  readonly notes: readonly string[];
}

/** Renders both with each of the values files and compares; what several files change alike is told once. */
export async function diffManifests(
  pair: RenderedPair,
  conceal: Conceal,
  exec: Exec,
): Promise<RenderedChanges> {
  await using scratch = await openScratch();
  const archives = {
    before: await scratch.write("before.tgz", pair.before.archive),
    after: await scratch.write("after.tgz", pair.after.archive),
  };
  const found: Found[] = [];
  const notes: string[] = [];
  const cases = pair.values.length > 0 ? pair.values : [undefined];
  for (const [index, file] of cases.entries()) {
    const values = file && (await scratch.write(`values-${index}.yaml`, file.bytes));
    const sides = await renderBoth(pair, { archives, values, exec });
    const name = file?.file ?? "";
    if ("failure" in sides)
      notes.push(`${sides.version} does not render${withFile(name)}: ${conceal(sides.failure)}`);
    else found.push({ file: name, changes: await compareSides(pair, sides, conceal) });
  }
  return found.length === 0 ? { notes } : { resources: merged(found), notes };
}

/** What one values file changes. */
interface Found {
  readonly file: string;
  readonly changes: readonly Change[];
}

interface Sides {
  readonly before: Manifests;
  readonly after: Manifests;
}

interface Material {
  readonly archives: { readonly before: string; readonly after: string };
  readonly values: string | undefined;
  readonly exec: Exec;
}

async function renderBoth(
  { before, after }: RenderedPair,
  { archives, values, exec }: Material,
): Promise<Sides | { readonly version: string; readonly failure: string }> {
  const render = (archive: string) =>
    renderChart(exec, { name: after.name, archive, ...(values !== undefined && { values }) });
  const now = await render(archives.after);
  if ("failure" in now) return { version: after.version, ...now };
  const was = await render(archives.before);
  if ("failure" in was) return { version: before.version, ...was };
  const sides = { before: was.manifests, after: now.manifests };
  if (!mayRenderByChance(after.files)) return sides;
  const again = await render(archives.after);
  return "failure" in again ? sides : settle(sides, again.manifests);
}

function compareSides(
  { before, after }: RenderedPair,
  sides: Sides,
  conceal: Conceal,
): Promise<readonly Change[]> {
  return compareManifests(
    { manifests: sides.before, chartLabel: labelOf(before) },
    { manifests: sides.after, chartLabel: labelOf(after) },
    conceal,
  );
}

/** As the templates that `helm create` makes write it. */
const labelOf = ({ name, version }: Side): string =>
  `${name}-${version}`.replaceAll("+", "_").slice(0, 63).replace(/-$/, "");

const withFile = (file: string): string => (file === "" ? "" : ` with ${file}`);

/** Changes that are the same with every file are told as such, others with the files that make them. */
function merged(found: readonly Found[]): Change[] {
  const byContent = Map.groupBy(
    found.flatMap(({ file, changes }) => changes.map((change) => ({ file, change }))),
    ({ change: { kind, title, lines } }) => JSON.stringify([kind, title, lines]),
  );
  return [...byContent.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    if (same.length === found.length) return [first.change];
    const files = same.map(({ file }) => file.split("/").slice(-2).join("/")).join(", ");
    return [{ ...first.change, title: `${first.change.title} with ${files}` }];
  });
}
