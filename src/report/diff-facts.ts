import type { Change, ChangeCounts, DependencyChange } from "../diff/change.ts";

/** How a chart differs from what it is compared with. */
export interface DiffFacts {
  readonly against: "published" | "base";
  /** The version that it is compared with; absent where there is none yet, or none that can be told. */
  readonly version?: string;
  readonly files: ChangeCounts;
  /** Of rendered objects; absent where they were not compared. */
  readonly resources?: ChangeCounts;
  readonly dependencies: readonly DependencyChange[];
  /** What could not be compared and why, in sentences. */
  readonly notes: readonly string[];
  /** Where all of it was written, when `output-dir` is set. */
  readonly file?: string;
  /** As much of it as a page may show. */
  readonly excerpts: { readonly files: readonly Excerpt[]; readonly resources: readonly Excerpt[] };
}

/** A change, cut to what a page may show. */
export interface Excerpt extends Change {
  /** Lines that were cut off. */
  readonly moreLines: number;
}

/** Lines of one change on a page. */
const maxLines = 100;
/** Characters of a line on a page. */
const maxLineLength = 300;
/** Characters of all changes that are kept for a page, which takes fewer; the other changes are counted. */
const maxKept = 120_000;

/** What of the changes a page may show. */
export function excerptsOf(changes: readonly Change[]): Excerpt[] {
  const excerpts: Excerpt[] = [];
  let left = maxKept;
  for (const change of changes) {
    const lines = change.lines.slice(0, maxLines).map(cutLine);
    left -= change.title.length + lines.reduce((sum, line) => sum + line.length, 0);
    if (left < 0) break;
    excerpts.push({ ...change, lines, moreLines: change.lines.length - lines.length });
  }
  return excerpts;
}

function cutLine(line: string): string {
  if (line.length <= maxLineLength) return line;
  return `${line.slice(0, maxLineLength)}… ${line.length - maxLineLength} more characters`;
}

/** One line on a comparison. */
export function diffLine(facts: DiffFacts): string {
  const { against, version, notes } = facts;
  if (version !== undefined) return `${countsText(facts)}, compared with ${baseText(facts)}`;
  const [note] = notes;
  return note ?? (against === "published" ? "nothing published to compare with" : "not there at the base");
}

/** `1.1.0 as published`, `1.1.0 at the base`. */
export function baseText({ against, version }: Pick<DiffFacts, "against" | "version">): string {
  return `${version ?? "nothing"} ${against === "published" ? "as published" : "at the base"}`;
}

/** The numbers in words: `2 resources changed, 1 added; 3 files changed`. */
export function countsText({ files, resources, dependencies }: DiffFacts): string {
  const parts = [
    resources === undefined ? "" : part(resources, "resource"),
    part(files, "file"),
    dependencies.length === 0 ? "" : plural(dependencies.length, "dependency", "dependencies"),
  ].filter((text) => text !== "");
  return parts.length === 0 ? "no differences" : parts.join("; ");
}

function part({ added, changed, removed }: ChangeCounts, noun: string): string {
  const counts = Object.entries({ changed, added, removed }).filter(([, count]) => count > 0);
  return counts
    .map(([verb, count], index) => `${index === 0 ? plural(count, noun, `${noun}s`) : count} ${verb}`)
    .join(", ");
}

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
