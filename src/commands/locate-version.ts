import path from "node:path";
import type { Chart } from "../chart/chart.ts";
import type { Location } from "../errors.ts";
import type { ChartSource } from "./find-charts.ts";

/** Where the version of a chart is written. */
export function locateVersion(source: ChartSource, chart: Chart): Location {
  if (source.kind === "archive") return { file: source.shownPath };
  const file = path.join(source.shownPath, "Chart.yaml");
  const bytes = chart.files.find((f) => f.path === "Chart.yaml")?.bytes ?? new Uint8Array();
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8").split("\n");
  const line = lines.findIndex((text) => /^version\s*:/i.test(text)) + 1;
  return line === 0 ? { file } : { file, line };
}
