import { readArchive } from "../archive/unpack.ts";
import type { ChartFile } from "../chart/chart.ts";
import { collect } from "../chart/invalid.ts";
import type { Dependency } from "../chart/metadata.ts";
import { parseMetadata } from "../chart/read-metadata.ts";

/**
 * The charts packaged under charts/ that nobody asks for any more: all but those just found, and those that a
 * dependency without repository means. Other files stay (Helm v4.1.4 `pkg/downloader/manager.go` safeMoveDeps).
 */
export function outdatedArchives(
  files: readonly ChartFile[],
  found: readonly ChartFile[],
  dependencies: readonly Dependency[],
): string[] {
  const current = new Set(found.map(({ path }) => path));
  const local = new Set(dependencies.flatMap(({ name, repository }) => (repository === "" ? [name] : [])));
  return files
    .filter(({ path }) => /^charts\/[^/]+$/.test(path) && !current.has(path))
    .filter((file) => {
      const name = nameIn(file);
      return name !== undefined && !local.has(name);
    })
    .map(({ path }) => path);
}

/** The name of the chart in an archive; `undefined` for what is no chart. */
function nameIn({ path, bytes }: ChartFile): string | undefined {
  return collect([], () => {
    const chartYaml = readArchive(bytes, path).find((file) => file.path === "Chart.yaml");
    return parseMetadata(chartYaml?.bytes ?? new Uint8Array(), path).name;
  });
}
