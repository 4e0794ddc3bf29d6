import type { Chart } from "../chart/chart.ts";
import type { Metadata } from "../chart/metadata.ts";
import { type Digest, digestOf } from "../digest.ts";
import { PublishError } from "../errors.ts";
import { gzip } from "./gzip.ts";
import { writeTar } from "./tar.ts";

/** A chart archive, ready to be pushed. */
export interface PackagedChart {
  readonly metadata: Metadata;
  /** `<name>-<version>.tgz`, with `+` as it stands in the version. */
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly digest: Digest;
}

/** What may be chosen about an archive. */
export interface PackageOptions {
  /** The modification time of every entry, in whole seconds since 1970. */
  readonly mtime: number;
  readonly signal?: AbortSignal;
}

/** 1980-01-01T00:00:00Z, the first time that ZIP files and FAT know; GNU tar warns of times at or before 1970. */
export const defaultMtime = 315_532_800;

/** The greatest time that the eleven octal digits of a tar header hold. */
const maxMtime = 0o77777777777;

/**
 * The archive of a chart: its files as they are, below a directory with the chart's name. The bytes follow from the
 * files, the name and `mtime` alone. Throws USAGE for a time that tar cannot hold.
 */
export async function packageChart(chart: Chart, options: PackageOptions): Promise<PackagedChart> {
  const { mtime, signal } = options;
  const { metadata } = chart;
  if (!Number.isInteger(mtime) || mtime < 0 || mtime > maxMtime) {
    throw new PublishError(
      "USAGE",
      `Could not package ${metadata.name}: ${mtime} is no time that a tar archive can hold.`,
      {
        hint: `Set SOURCE_DATE_EPOCH to whole seconds since 1970, from 0 to ${maxMtime}, or leave it unset.`,
      },
    );
  }
  const entries = chart.files.map(({ path, bytes }) => ({ name: `${metadata.name}/${path}`, bytes }));
  const bytes = await gzip(writeTar(entries, mtime), signal);
  return { metadata, fileName: archiveName(metadata), bytes, digest: digestOf(bytes) };
}

/** The file name that Helm gives a chart's archive: `<name>-<version>.tgz`. */
export function archiveName(metadata: Pick<Metadata, "name" | "version">): string {
  return `${metadata.name}-${metadata.version}.tgz`;
}
