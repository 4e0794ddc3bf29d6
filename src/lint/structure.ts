import { fileIn } from "../chart/file-path.ts";
import { collect } from "../chart/invalid.ts";
import { problemAt, type Source, sourceOf } from "../chart/source.ts";
import type { Problem } from "../errors.ts";
import { chartRules } from "./chart-rules.ts";
import type { Finding } from "./finding.ts";
import { type LintedChart, problemIn, type ValuesFile } from "./linted-chart.ts";
import { readValues } from "./merged-values.ts";
import { plainYamlProblems } from "./plain-yaml.ts";
import { findSyntaxFault } from "./template-syntax.ts";
import { checkAgainstSchema } from "./values-schema.ts";

/**
 * What can be known of a chart without rendering it: Helm would find fault with all of this, and with more. That
 * Chart.yaml, values.yaml and values.schema.json can be read was found out when the chart was loaded.
 */
export async function checkStructure(
  chart: LintedChart,
  values: readonly ValuesFile[],
): Promise<readonly Finding[]> {
  const faults: Problem[] = [];
  for (const file of chart.files) {
    const source = sourceIn(chart, file.path, file.bytes);
    if (source !== undefined) faults.push(...fileProblems(chart, file.path, source));
  }
  const readable = values.filter(({ bytes, file }) => {
    const before = faults.length;
    collect(faults, () => readValues(bytes, file));
    return faults.length === before;
  });
  const bySchema =
    values.length > 0 && readable.length === 0 ? [] : await checkAgainstSchema(chart, readable);
  const hasTemplates = chart.files.some(({ path }) => path.startsWith("templates/"));
  const none = problemIn(chart, { path: "Chart.yaml" }, "it has no templates", "add some below templates/");
  const warnings = [...chartRules(chart), ...(hasTemplates ? [] : [none])];
  return [
    ...faults.map((problem) => ({ severity: "error", problem }) as const),
    ...bySchema,
    ...warnings.map((problem) => ({ severity: "warning", problem }) as const),
  ];
}

/** A template or a custom resource definition as text; `undefined` for what is neither, or no text. */
function sourceIn({ source, kind }: LintedChart, path: string, bytes: Uint8Array): Source | undefined {
  if (!/^templates\/|^crds\/.*\.(ya?ml|json)$/.test(path)) return undefined;
  return collect([], () => sourceOf(bytes, kind === "archive" ? `${source}:${path}` : fileIn(source, path)));
}

function fileProblems(chart: LintedChart, path: string, source: Source): Problem[] {
  const isTemplate = path.startsWith("templates/");
  const hasActions = isTemplate && source.text.includes("{{");
  const fault = hasActions ? findSyntaxFault(source.text) : undefined;
  if (fault !== undefined) return [placed(chart, path, problemAt({ source, at: fault.at }, fault.message))];
  if (hasActions || !/\.(ya?ml|json)$/.test(path) || /(^|\/)_[^/]*$/.test(path)) return [];
  return plainYamlProblems(source).map((problem) => placed(chart, path, problem));
}

/** Nobody can open a file within an archive. */
function placed({ kind, source }: LintedChart, path: string, problem: Problem): Problem {
  if (kind === "directory") return problem;
  const { message, location } = problem;
  return { message: `${path}:${location?.line}: ${message}`, location: { file: source } };
}
