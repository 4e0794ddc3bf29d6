import { glob, readFile } from "node:fs/promises";
import path from "node:path";
import { compareBytewise, fileIn } from "../chart/file-path.ts";
import type { LintedChart, ValuesFile } from "./linted-chart.ts";

/**
 * The values files that the patterns name, sorted bytewise. Those of a directory are read from there, for .helmignore
 * mostly keeps them out of the archive; those of an archive are what it holds.
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
  const names = new Set<string>();
  for (const pattern of patterns) {
    for await (const entry of glob(pattern, { cwd: source, withFileTypes: true })) {
      if (!entry.isDirectory()) names.add(path.relative(source, path.join(entry.parentPath, entry.name)));
    }
  }
  const found = [...names].map((name) => name.replaceAll(path.sep, "/")).sort(compareBytewise);
  return Promise.all(
    found.map(async (name) => ({
      file: fileIn(source, name),
      bytes: await readFile(path.join(source, name)),
    })),
  );
}
