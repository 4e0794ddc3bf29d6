import type { Problem } from "../errors.ts";
import { shellWord } from "../shell.ts";
import type { Chart, ChartFile, ReadArchive } from "./chart.ts";
import { invalidChart } from "./invalid.ts";
import { contentWarnings, metadataWarnings } from "./lint.ts";
import { publishProblems } from "./publishable.ts";
import { readChart } from "./read-chart.ts";
import { type ReadDirectoryOptions, readDirectory } from "./read-directory.ts";
import type { MetadataDraft } from "./read-metadata.ts";
import { sanitise } from "./sanitise.ts";
import { problemWith } from "./validate.ts";

/** How a directory is loaded. */
export interface LoadOptions extends ReadDirectoryOptions {
  readonly readArchive: ReadArchive;
  /** Adds what the directory does not hold, its dependencies. */
  readonly complete?: (files: readonly ChartFile[]) => Promise<readonly ChartFile[]>;
}

/**
 * Loads a chart directory as Helm v4.1.4 does before it packages one. Throws CHART_INVALID with every fault that
 * Helm, or a registry, would find; IO where the system does not let us read.
 */
export async function loadDirectory(directory: string, options: LoadOptions): Promise<Chart> {
  const { files: own, warnings } = await readDirectory(directory, options);
  const files = (await options.complete?.(own)) ?? own;
  const hint = `leave out dependencies: skip, run \`helm dependency build ${shellWord(directory)}\`, or put them under charts/`;
  return build({ files, source: directory, readArchive: options.readArchive, missingHint: hint, warnings });
}

/** The same for files that are read already, as those of an archive. */
export function loadFiles(files: readonly ChartFile[], source: string, readArchive: ReadArchive): Chart {
  const hint = "package the chart again with its dependencies under charts/";
  return build({ files, source, readArchive, missingHint: hint, warnings: [] });
}

interface BuildInput {
  readonly files: readonly ChartFile[];
  readonly source: string;
  readonly readArchive: ReadArchive;
  /** How to come by dependencies that are not there. */
  readonly missingHint: string;
  readonly warnings: readonly Problem[];
}

function build({ files, source, readArchive, missingHint, warnings }: BuildInput): Chart {
  const { draft, kept, subcharts, problems } = readChart(files, { source, readArchive, depth: 0 });
  if (draft !== undefined && !draft.findings.mistyped.has("")) {
    // For a chart that is broken nothing was looked for; that something is missing too is no news.
    const isSound = problems.length === 0;
    problems.push(...publishProblems(draft));
    if (isSound && subcharts.every((name) => name !== undefined)) {
      problems.push(...missingDependencies(draft, subcharts, missingHint));
    }
  }
  if (draft === undefined || problems.length > 0)
    throw invalidChart(`Could not load the chart ${source}`, problems);
  const hasRequirements = files.some(({ path }) => path === "requirements.yaml");
  return {
    source,
    metadata: draft.metadata,
    files: kept,
    warnings: [...warnings, ...metadataWarnings(draft, hasRequirements), ...contentWarnings(kept, source)],
  };
}

/** Helm compares names alone (`pkg/action/package.go`): versions, ranges and the lock are not looked at. */
function missingDependencies(
  draft: MetadataDraft,
  subcharts: readonly (string | undefined)[],
  hint: string,
): Problem[] {
  const names = (draft.raw.dependencies ?? []).map((dependency) => sanitise(dependency?.name ?? ""));
  const missing = names.filter((name) => !subcharts.includes(name));
  const [first] = missing;
  if (first === undefined) return [];
  const message = `found in Chart.yaml, but missing in charts/ directory: ${missing.join(", ")}`;
  return [problemWith(draft, `dependencies[${names.indexOf(first)}]`, message, hint)];
}
