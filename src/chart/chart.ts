import type { Problem } from "../errors.ts";
import type { Metadata } from "./metadata.ts";

/** One file of a chart. */
export interface ChartFile {
  /** Relative to the chart's root, with `/` between the parts on every system: `templates/web.yaml`. */
  readonly path: string;
  /** As on disk, but for a leading UTF-8 byte order mark, which is dropped as Helm drops it. */
  readonly bytes: Uint8Array;
}

/** A chart as Helm's loader would see it, whether it came from a directory or from an archive. */
export interface Chart {
  /** Where it came from, as the user named it: a directory or a `.tgz`. */
  readonly source: string;
  /** Typed and sanitised as Helm does; what the config blob and the annotations are made of. */
  readonly metadata: Metadata;
  /** Every file that belongs into the archive, sorted bytewise by path but for `Chart.yaml`, which comes first. */
  readonly files: readonly ChartFile[];
  /** What is worth saying though the chart is valid. */
  readonly warnings: readonly Problem[];
}

/** Reads the files out of a chart archive, the top directory stripped. Passed in, for archives stand above charts. */
export type ReadArchive = (bytes: Uint8Array, source: string) => readonly ChartFile[];
