import { readdir, readFile, readlink } from "node:fs/promises";
import path from "node:path";
import { PublishError } from "../errors.ts";
import { defaultIgnoreRules, type IgnoreRules, isIgnored, parseIgnore } from "./ignore.ts";

/** Where files of a chart lie. */
export interface ChartPlace {
  /** Absolute, links resolved but for the last part. */
  readonly path: string;
  /** What it is called in the chart, `/` between the parts; empty for the chart itself. */
  readonly inChart: string;
}

/** Every place that a chart's content comes from, and what of it the chart leaves out. */
export interface ChartPlaces {
  readonly places: readonly ChartPlace[];
  /** Whether .helmignore leaves a file out, or a directory that it is in. */
  readonly isIgnored: (inChart: string) => boolean;
}

/** Links on the way to one place; a circle has no end. */
const maxLinks = 40;

/** More places than any chart has; links to directories with links can multiply them without end. */
const maxPlaces = 5_000;

/**
 * The chart's directory, every link in it, and what those lead to. Never throws for what is wrong with the chart: whoever
 * loads it will say so. But links that multiply without end are CHART_INVALID.
 */
export async function findPlaces(directory: string): Promise<ChartPlaces> {
  const { links, end } = await follow(path.resolve(directory));
  const rules = await readRules(end);
  const places: ChartPlace[] = [...links, end].map((place) => ({ path: place, inChart: "" }));
  await collectLinks({ real: end, inChart: "", trail: [end] }, rules, places);
  return { places, isIgnored: (inChart) => isLeftOut(rules, inChart) };
}

async function readRules(directory: string): Promise<IgnoreRules> {
  try {
    return parseIgnore(await readFile(path.join(directory, ".helmignore")), ".helmignore");
  } catch (error) {
    if (error instanceof PublishError || (error instanceof Error && "code" in error))
      return defaultIgnoreRules;
    throw error;
  }
}

interface Directory {
  readonly real: string;
  readonly inChart: string;
  /** The directories it is in, and itself: a link back to one of them has no end. */
  readonly trail: readonly string[];
}

async function collectLinks(directory: Directory, rules: IgnoreRules, places: ChartPlace[]): Promise<void> {
  const entries = await readdir(directory.real, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const inChart = directory.inChart === "" ? entry.name : `${directory.inChart}/${entry.name}`;
    const place = path.join(directory.real, entry.name);
    if (entry.isSymbolicLink()) {
      const { links, end } = await follow(place);
      places.push(...[...links, end].map((one) => ({ path: one, inChart })));
      if (places.length > maxPlaces) throw tooManyPlaces(inChart);
      if (directory.trail.includes(end) || isIgnored(rules, inChart, true)) continue;
      await collectLinks({ real: end, inChart, trail: [...directory.trail, end] }, rules, places);
    } else if (entry.isDirectory() && !isIgnored(rules, inChart, true)) {
      await collectLinks({ real: place, inChart, trail: [...directory.trail, place] }, rules, places);
    }
  }
}

function tooManyPlaces(inChart: string): PublishError {
  return new PublishError(
    "CHART_INVALID",
    `Could not find what the chart links to: ${inChart} is without end.`,
    {
      hint: "remove links to directories that hold links themselves",
    },
  );
}

/** The links on the way to `place`, each by its own real path, and where they end, be something there or not. */
async function follow(place: string): Promise<{ readonly links: readonly string[]; readonly end: string }> {
  const { root } = path.parse(place);
  const links: string[] = [];
  const rest = place.slice(root.length).split(path.sep);
  let end = root;
  for (let part = rest.shift(); part !== undefined; part = rest.shift()) {
    const next = path.join(end, part);
    const target = links.length < maxLinks ? await readlink(next).catch(() => undefined) : undefined;
    if (target === undefined) {
      end = next;
      continue;
    }
    links.push(next);
    if (path.isAbsolute(target)) end = root;
    rest.unshift(...target.split(/[/\\]/));
  }
  return { links, end };
}

function isLeftOut(rules: IgnoreRules, inChart: string): boolean {
  const parts = inChart.split("/");
  return parts.some((_, index) =>
    isIgnored(rules, parts.slice(0, index + 1).join("/"), index < parts.length - 1),
  );
}
