import { glob, readFile, realpath } from "node:fs/promises";
import path from "node:path";
import { compareBytewise, fileIn } from "../chart/file-path.ts";
import { invalidChart } from "../chart/invalid.ts";
import type { Problem } from "../errors.ts";
import type { LintedChart, ValuesFile } from "./linted-chart.ts";

/**
 * The values files that the patterns name, sorted bytewise. Those of a directory are read from there, for .helmignore
 * mostly keeps them out of the archive; those of an archive are what it holds. Throws CHART_INVALID for links that lead
 * out of the chart: a message about such a file would tell what it holds.
 */
export async function findValuesFiles(
  patterns: readonly string[],
  { source, kind, files }: LintedChart,
): Promise<ValuesFile[]> {
  if (kind === "archive") {
    return files
      .filter((file) => patterns.some((pattern) => path.posix.matchesGlob(file.path, pattern)))
      .map(({ path: name, bytes }) => ({ file: `${source}:${name}`, bytes }));
  }
  const root = await realpath(source);
  const names = new Set<string>();
  for (const pattern of patterns) {
    for await (const entry of glob(pattern, { cwd: root, withFileTypes: true })) {
      if (!entry.isDirectory()) names.add(path.relative(root, path.join(entry.parentPath, entry.name)));
    }
  }
  const found = [...names].sort(compareBytewise);
  const problems: Problem[] = [];
  const read = found.map(async (name): Promise<ValuesFile[]> => {
    const file = fileIn(source, name.replaceAll(path.sep, "/"));
    if (await staysInside(root, name)) return [{ file, bytes: await readFile(path.join(root, name)) }];
    problems.push({
      message: "the values file is a link that leads out of the chart, or nowhere",
      location: { file },
      hint: "put the file itself there, or name the one it leads to in values",
    });
    return [];
  });
  const all = (await Promise.all(read)).flat();
  if (problems.length > 0) throw invalidChart(`Could not validate the chart ${source}`, problems);
  return all;
}

/** Whoever wrote the pattern may have meant a file elsewhere; whoever wrote the chart may not lead there. */
async function staysInside(root: string, name: string): Promise<boolean> {
  const target = await realpath(path.join(root, name)).catch(() => undefined);
  return target === path.join(root, name) || target?.startsWith(root + path.sep) === true;
}
