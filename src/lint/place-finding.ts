import type { Problem } from "../errors.ts";
import { lineOfObject } from "./helm-advice.ts";
import type { HelmFinding } from "./helm-finding.ts";
import {
  type FileSpot,
  type LintedChart,
  problemIn,
  problemInBytes,
  type ValuesFile,
} from "./linted-chart.ts";
import { plainYamlProblems } from "./plain-yaml.ts";
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
    case "object":
      return problemIn(chart, objectPlace(chart, place.path, message), message, hint);
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

function objectPlace(chart: LintedChart, path: string, said: string): FileSpot {
  const line = lineOfObject(said, textOf(chart, path));
  return { path, ...(line !== undefined && { line }) };
}

function textOf(chart: LintedChart, path: string): string {
  return Buffer.from(chart.files.find((file) => file.path === path)?.bytes ?? []).toString();
}

/** Lines of what a template renders to are its own where it has no actions; else they can but be told. */
function renderedProblem(
  chart: LintedChart,
  { path, line }: { readonly path: string; readonly line?: number },
  reason: string,
  hint: string | undefined,
): Problem {
  const text = textOf(chart, path);
  if (!text.includes("{{")) {
    // Go's parser often names the line where what is broken began.
    const [fault] = plainYamlProblems({ file: path, text });
    const spot = { path, ...(line !== undefined && { line }), ...fault?.location };
    return problemIn(chart, spot, `it is no YAML: ${reason}`, hint);
  }
  const at = line === undefined ? "" : `, in line ${line} of it`;
  return problemIn(chart, { path }, `what it renders to is no YAML: ${reason}${at}`, hint);
}
