import type { ChartFile } from "../chart/chart.ts";
import { fileIn } from "../chart/file-path.ts";
import { problemAt, sourceOf } from "../chart/source.ts";
import type { Location, Problem } from "../errors.ts";

/** A chart as it will be published, and where its author finds its files. */
export interface LintedChart {
  /** As messages name it: a directory or a `.tgz`. */
  readonly source: string;
  readonly kind: "directory" | "archive";
  readonly name: string;
  readonly isLibrary: boolean;
  /** All of the archive. */
  readonly files: readonly ChartFile[];
}

/** Values to look at a chart with. */
export interface ValuesFile {
  /** As messages name it. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** A spot in one of the chart's files; lines and columns count from 1, columns in bytes. */
export interface FileSpot {
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
}

/**
 * The problem at its place. A file within an archive, or of a dependency that the directory does not hold, is named in
 * the message, and the place is the nearest file that is there.
 */
export function problemIn(chart: LintedChart, spot: FileSpot, message: string, hint?: string): Problem {
  const file = chart.files.find(({ path }) => path === spot.path);
  const more = hint === undefined ? {} : { hint };
  if (chart.kind === "archive" || file === undefined) {
    const at = [spot.path, spot.line].filter((part) => part !== undefined && part !== "").join(":");
    const location = { file: chart.kind === "archive" ? chart.source : fileIn(chart.source, "Chart.yaml") };
    return { message: at === "" ? message : `${at}: ${message}`, location, ...more };
  }
  return problemInBytes({ file: fileIn(chart.source, file.path), bytes: file.bytes }, spot, message, hint);
}

/** The same for a file that is not the chart's. */
export function problemInBytes(
  { file, bytes }: ValuesFile,
  { line, column }: Pick<FileSpot, "line" | "column">,
  message: string,
  hint?: string,
): Problem {
  const location: Location = line === undefined ? { file } : { file, line };
  const plain = { message, location, ...(hint !== undefined && { hint }) };
  const text = line === undefined ? undefined : textOf(bytes, file);
  if (text === undefined || line === undefined) return plain;
  const lines = text.split("\n");
  const whole = lines[line - 1];
  if (whole === undefined) return plain;
  // Go counts bytes. Where it knows the line alone, its first word is pointed at.
  const before = Buffer.from(whole)
    .subarray(0, column === undefined ? whole.search(/\S|$/) : column - 1)
    .toString();
  const at = lines.slice(0, line - 1).reduce((sum, l) => sum + l.length + 1, 0) + before.length;
  return problemAt({ source: { file, text }, at }, message, hint);
}

function textOf(bytes: Uint8Array, file: string): string | undefined {
  try {
    return sourceOf(bytes, file).text;
  } catch {
    // Not UTF-8: there is a line number, but no line to show.
    return undefined;
  }
}
