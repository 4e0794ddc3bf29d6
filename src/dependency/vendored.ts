import { readArchive } from "../archive/unpack.ts";
import type { ChartFile } from "../chart/chart.ts";
import { fileIn } from "../chart/file-path.ts";
import { collect } from "../chart/invalid.ts";
import { parseMetadata } from "../chart/read-metadata.ts";
import type { Problem } from "../errors.ts";
import { isInRange, parseRange } from "./range.ts";
import { dependencyProblem, type Requirements } from "./requirements.ts";
import { parseVersion } from "./version.ts";

/**
 * What `helm dependency list` says of the charts under charts/: versions that are not those asked for, and charts that
 * nobody asks for (Helm v4.1.4 `pkg/action/dependency.go`). Helm packages them all the same.
 */
export function vendoredWarnings(
  requirements: Requirements,
  files: readonly ChartFile[],
  source: string,
): Problem[] {
  const charts = vendoredCharts(files);
  const asked = new Set(requirements.dependencies.map(({ name }) => name));
  const unasked = charts.filter(({ name }) => !asked.has(name));
  return [
    ...requirements.dependencies.flatMap(({ name, version = "" }, index) => {
      const held = charts.filter((chart) => chart.name === name).map((chart) => chart.version);
      if (held.length === 0 || held.some((one) => fits(one, version))) return [];
      const message = `charts/ holds ${name} ${held.join(", ")}, which does not satisfy ${JSON.stringify(version)}`;
      const hint = `run \`helm dependency update ${source}\`, set dependencies: update, or change the version`;
      return [dependencyProblem(requirements, index, { message, hint }, "version")];
    }),
    ...unasked.map(({ path }) => ({
      message: `${path} is not among the dependencies, but is published with the chart`,
      location: { file: fileIn(source, path) },
      hint: "remove it, or add it to `dependencies`",
    })),
  ];
}

/** A range that nobody understands, or a version, is told by others. */
function fits(text: string, wanted: string): boolean {
  const [version, range] = [parseVersion(text), parseRange(wanted)];
  return version === undefined || range === undefined || isInRange(version, range);
}

interface VendoredChart {
  /** Below the chart: `charts/web`, `charts/web-1.0.0.tgz`. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
}

function vendoredCharts(files: readonly ChartFile[]): VendoredChart[] {
  return files.flatMap((file) => {
    const [, path = "", isDirectory] = /^(charts\/[^/_.][^/]*?)(\/Chart\.yaml)?$/.exec(file.path) ?? [];
    if (path === "" || (isDirectory === undefined && !path.endsWith(".tgz"))) return [];
    // What is no chart is a fault, which loading tells.
    const metadata = collect([], () => {
      const chartYaml =
        isDirectory === undefined
          ? readArchive(file.bytes, path).find((one) => one.path === "Chart.yaml")
          : file;
      return parseMetadata(chartYaml?.bytes ?? new Uint8Array(), path);
    });
    return metadata === undefined ? [] : [{ path, name: metadata.name, version: metadata.version }];
  });
}
