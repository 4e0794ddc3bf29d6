import type { ChartFile } from "../chart/chart.ts";
import { fileIn } from "../chart/file-path.ts";
import { collect } from "../chart/invalid.ts";
import { type Lock, parseLock } from "../chart/lock.ts";
import type { Dependency } from "../chart/metadata.ts";
import { type MetadataDraft, readMetadata } from "../chart/read-metadata.ts";
import { toDependencies } from "../chart/sanitise.ts";
import { metadataProblems, problemWith } from "../chart/validate.ts";
import type { Problem } from "../errors.ts";

/** What a chart asks for. */
export interface Requirements {
  readonly draft: MetadataDraft;
  /** In the order of Chart.yaml, or of a v1 chart's requirements.yaml; one at least. */
  readonly dependencies: readonly Dependency[];
  readonly lock?: Lock;
}

/**
 * The dependencies of a chart and its lock; `undefined` where it has none, and where its files are faulty: whoever loads
 * the chart will say so.
 */
export function readRequirements(files: readonly ChartFile[], source: string): Requirements | undefined {
  const problems: Problem[] = [];
  const draft = collect(problems, () => readMetadata(files, source));
  if (draft === undefined) return undefined;
  problems.push(...draft.findings.problems, ...metadataProblems(draft));
  const dependencies = toDependencies(draft.raw.dependencies) ?? [];
  // Of two locks Helm reads the one of Helm 2 last.
  const file = ["requirements.lock", "Chart.lock"].flatMap(
    (name) => files.find((f) => f.path === name) ?? [],
  )[0];
  const lock = file && collect(problems, () => parseLock(file.bytes, fileIn(source, file.path)));
  if (problems.length > 0 || dependencies.length === 0) return undefined;
  return { draft, dependencies, ...(lock && { lock }) };
}

/** A problem where one dependency is asked for, or, at `field`, where a part of that is written. */
export function dependencyProblem(
  { draft }: Requirements,
  index: number,
  { message, hint }: { readonly message: string; readonly hint: string },
  field = "name",
): Problem {
  const path = `dependencies[${index}]`;
  const place = draft.findings.places.has(`${path}.${field}`) ? `${path}.${field}` : path;
  return problemWith(draft, place, message, hint);
}
