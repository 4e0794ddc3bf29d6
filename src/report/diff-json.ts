import type { ChangeCounts, DependencyChange } from "../diff/change.ts";
import type { DiffFacts } from "./diff-facts.ts";

/** How a chart differs, in numbers. */
export interface DiffJson {
  readonly against: string;
  /** `null` where there was none yet, or none that can be told. */
  readonly version: string | null;
  readonly files: ChangeCounts;
  /** Of rendered objects; `null` where they were not compared. */
  readonly resources: ChangeCounts | null;
  readonly dependencies: readonly DependencyChange[];
  readonly notes: readonly string[];
  /** The whole diff, when `output-dir` is set. */
  readonly file: string | null;
}

/** The facts as the public JSON shape. */
export function diffJson({
  against,
  version,
  files,
  resources,
  dependencies,
  notes,
  file,
}: DiffFacts): DiffJson {
  return {
    against,
    version: version ?? null,
    files,
    resources: resources ?? null,
    dependencies,
    notes,
    file: file ?? null,
  };
}
