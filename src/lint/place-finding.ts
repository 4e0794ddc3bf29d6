import type { Problem } from "../errors.ts";
import type { HelmFinding } from "./helm-finding.ts";
import { type LintedChart, problemIn, problemInBytes, type ValuesFile } from "./linted-chart.ts";
import { problemWithValue } from "./value-place.ts";

/** What Helm found, at the place of the chart's source that it is about. */
export function placeFinding(
  { message, place }: HelmFinding,
  chart: LintedChart,
  values: ValuesFile | undefined,
  hint: string | undefined,
): Problem {
  switch (place?.kind) {
    case "file":
      return problemIn(chart, place, message, hint);
    case "rendered":
      return renderedProblem(chart, place, message, hint);
    case "value":
      return problemWithValue(chart, values, place.keys, { message, ...(hint !== undefined && { hint }) });
    case "values-file":
      if (values !== undefined) return problemInBytes(values, place, message, hint);
      break;
    default:
  }
  return problemIn(chart, { path: "" }, message, hint);
}

/** Lines of what a template renders to are its own where it has no actions; else they can but be told. */
function renderedProblem(
  chart: LintedChart,
  { path, line }: { readonly path: string; readonly line?: number },
  reason: string,
  hint: string | undefined,
): Problem {
  const bytes = chart.files.find((file) => file.path === path)?.bytes ?? new Uint8Array();
  const hasActions = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes("{{");
  if (!hasActions)
    return problemIn(chart, { path, ...(line !== undefined && { line }) }, `it is no YAML: ${reason}`, hint);
  const at = line === undefined ? "" : `, in line ${line} of it`;
  return problemIn(chart, { path }, `what it renders to is no YAML: ${reason}${at}`, hint);
}
