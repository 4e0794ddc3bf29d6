import { glob, readdir, stat } from "node:fs/promises";
import path from "node:path";
import { type Problem, PublishError } from "../errors.ts";

/** A chart that was asked for. */
export interface ChartSource {
  /** As the user named it, relative to the working directory, with `/` between the parts. */
  readonly path: string;
  readonly absolutePath: string;
  /** How messages name it: relative to the process's directory when it lies below it, else absolute. */
  readonly shownPath: string;
  readonly kind: "directory" | "archive";
}

const isArchive = (file: string): boolean => /\.(tgz|tar\.gz)$/i.test(file);

/**
 * Finds the charts that `patterns` name: directories with a Chart.yaml, archives, globs of both; `!pattern` takes
 * charts away again. Without patterns: the working directory if it is a chart, else every chart under `charts/`.
 * In the order of the patterns, a glob's own matches sorted bytewise; each chart once. Throws USAGE with all faults.
 */
export async function findCharts(patterns: readonly string[], directory: string): Promise<ChartSource[]> {
  await checkDirectory(directory);
  const problems: Problem[] = [];
  const found = new Map<string, ChartSource>();
  const wanted = patterns.filter((p) => !p.startsWith("!"));
  const unwanted = patterns.filter((p) => p.startsWith("!")).map((p) => p.slice(1));
  const start = wanted.length > 0 ? wanted : await defaultPatterns(directory);
  if (start.length === 0) problems.push(nothingHere(directory));
  for (const pattern of start) {
    const sources = (await isGlob(pattern, directory))
      ? await matchGlob(pattern, directory, problems)
      : await namedChart(pattern, directory, problems);
    for (const source of sources) if (!found.has(source.absolutePath)) found.set(source.absolutePath, source);
  }
  for (const pattern of unwanted) {
    for (const place of await pathsNamed(pattern, directory)) found.delete(place);
  }
  if (problems.length === 0 && found.size === 0) {
    problems.push({
      message: `the patterns with “!” leave no chart of ${start.join(", ")}`,
      hint: "Leave one of them out, or name more charts.",
    });
  }
  if (problems.length > 0) throw new PublishError("USAGE", "Could not find the charts.", { problems });
  return [...found.values()];
}

/** The absolute paths that a path or a glob names, whatever is there. */
export async function pathsNamed(pattern: string, directory: string): Promise<string[]> {
  const named = (await isGlob(pattern, directory)) ? await matches(pattern, directory) : [pattern];
  return named.map((name) => path.resolve(directory, name));
}

/** Where working-directory leads nowhere, nothing that is said of charts would help. */
async function checkDirectory(directory: string): Promise<void> {
  const stats = await stat(directory).catch(() => undefined);
  if (stats?.isDirectory()) return;
  const why = stats === undefined ? "does not exist" : "is no directory";
  throw new PublishError("USAGE", `Could not find the charts: working-directory ${directory} ${why}.`, {
    hint: "Set working-directory to a directory of the checkout. Is the repository checked out?",
  });
}

async function defaultPatterns(directory: string): Promise<string[]> {
  if ((await kindOf(directory)) === "directory") return ["."];
  const found: string[] = [];
  await collectCharts(directory, "charts", found);
  return found.sort(bytewise);
}

/** Every chart below `folder`, not looking inside charts: those are subcharts. */
async function collectCharts(directory: string, folder: string, found: string[]): Promise<void> {
  const entries = await readdir(path.join(directory, folder), { withFileTypes: true }).catch(() => []);
  if (entries.some((entry) => entry.name === "Chart.yaml")) {
    found.push(folder);
    return;
  }
  for (const entry of entries) {
    if (entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules") {
      await collectCharts(directory, `${folder}/${entry.name}`, found);
    }
  }
}

async function namedChart(name: string, directory: string, problems: Problem[]): Promise<ChartSource[]> {
  const absolutePath = path.resolve(directory, name);
  const kind = await kindOf(absolutePath);
  if (kind === "directory" || kind === "archive") return [source(name, directory, kind)];
  problems.push({
    message: `“${name}” ${kind}`,
    hint: "Name a directory with a Chart.yaml or a packaged .tgz, relative to working-directory.",
  });
  return [];
}

async function matchGlob(pattern: string, directory: string, problems: Problem[]): Promise<ChartSource[]> {
  const names = await matches(pattern, directory);
  const charts: ChartSource[] = [];
  for (const name of names) {
    const kind = await kindOf(path.resolve(directory, name));
    if (kind === "directory" || kind === "archive") charts.push(source(name, directory, kind));
  }
  const directories = charts.filter((c) => c.kind === "directory");
  const outer = charts.filter(
    (c) => !directories.some((d) => c !== d && c.absolutePath.startsWith(d.absolutePath + path.sep)),
  );
  if (outer.length === 0) {
    problems.push({
      message:
        names.length === 0
          ? `“${pattern}” matches nothing in ${directory}`
          : `“${pattern}” matches ${names.length} paths, but none is a chart`,
      hint: "A chart is a directory with a Chart.yaml, or a .tgz. Is the repository checked out?",
    });
  }
  return outer;
}

/** A path that exists is meant as it is, whatever characters it has. */
async function isGlob(pattern: string, directory: string): Promise<boolean> {
  return /[*?[{]/.test(pattern) && !(await stat(path.resolve(directory, pattern)).catch(() => undefined));
}

async function matches(pattern: string, directory: string): Promise<string[]> {
  const names: string[] = [];
  for await (const name of glob(pattern, { cwd: directory })) names.push(name.replaceAll(path.sep, "/"));
  return names.sort(bytewise);
}

/** What stands at `file`: a chart of either kind, or the words for why it is none. */
async function kindOf(file: string): Promise<string> {
  const stats = await stat(file).catch(() => undefined);
  if (stats === undefined) return "does not exist";
  if (stats.isFile()) return isArchive(file) ? "archive" : "is a file, but no .tgz";
  if (!stats.isDirectory()) return "is neither a directory nor a file";
  const chartFile = await stat(path.join(file, "Chart.yaml")).catch(() => undefined);
  return chartFile === undefined ? "is a directory without Chart.yaml" : "directory";
}

function source(name: string, directory: string, kind: ChartSource["kind"]): ChartSource {
  const shown = name
    .replaceAll(path.sep, "/")
    .replace(/^\.\/(?=.)/, "")
    .replace(/(?<=.)\/+$/, "");
  const absolutePath = path.resolve(directory, name);
  return { path: shown, absolutePath, shownPath: shownPathOf(absolutePath), kind };
}

/** How messages name a file: relative to the process's directory when it lies below it, else absolute. */
export function shownPathOf(absolutePath: string): string {
  const relative = path.relative("", absolutePath) || ".";
  return relative.startsWith("..") ? absolutePath : relative;
}

function nothingHere(directory: string): Problem {
  return {
    message: `there is no Chart.yaml in ${directory}, and no chart under charts/`,
    hint: "Set charts to the directories of your charts. Is the repository checked out?",
  };
}

function bytewise(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
