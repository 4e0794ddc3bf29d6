import { archiveName } from "../archive/package.ts";
import { readArchive } from "../archive/unpack.ts";
import { fileIn } from "../chart/file-path.ts";
import { parseMetadata } from "../chart/read-metadata.ts";
import { isVersion } from "../chart/version.ts";
import { PublishError } from "../errors.ts";

/** A dependency as it is put under charts/. */
export interface DependencyArchive {
  /** `<name>-<version>.tgz`. */
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** An archive that came from elsewhere; throws ARCHIVE_INVALID where it does not hold a chart called `name`. */
export function dependencyArchive(bytes: Uint8Array, source: string, name: string): DependencyArchive {
  const chartYaml = readArchive(bytes, source).find(({ path }) => path === "Chart.yaml");
  const metadata = parseMetadata(chartYaml?.bytes ?? new Uint8Array(), fileIn(source, "Chart.yaml"));
  if (metadata.name !== name || !isVersion(metadata.version)) {
    const found = JSON.stringify(`${metadata.name} ${metadata.version}`);
    throw new PublishError("ARCHIVE_INVALID", `Could not use ${source} for ${name}: it holds ${found}.`, {
      hint: "Write the chart's own name in Chart.yaml; to call it otherwise, add an `alias`.",
    });
  }
  return { fileName: archiveName(metadata), bytes };
}
