import { mapLimit } from "../concurrency.ts";
import type { Exec } from "../io.ts";
import { demandHint, type Finding, type Severity } from "./finding.ts";
import { runHelm } from "./helm.ts";
import type { HelmFinding } from "./helm-finding.ts";
import type { LintedChart, ValuesFile } from "./linted-chart.ts";
import { placeFinding } from "./place-finding.ts";

/** What Helm is given. */
export interface HelmFiles {
  /** Absolute, without commas: Helm takes them for several. */
  readonly archive: string;
  /** Likewise. */
  readonly values: readonly (ValuesFile & { readonly path: string })[];
}

/** Helm processes at once, of one chart. */
const processLimit = 2;

/** Values files that a message names. */
const maxNames = 3;

/**
 * Has Helm look at a chart, once for each values file, or with the chart's defaults where there is none. What it finds
 * several times is told once.
 */
export async function lintWithHelm(
  exec: Exec,
  chart: LintedChart,
  { archive, values }: HelmFiles,
  { isStrict, signal }: { readonly isStrict: boolean; readonly signal: AbortSignal },
): Promise<Finding[]> {
  const runs = values.length === 0 ? [undefined] : values;
  const found = await mapLimit(runs, processLimit, async (file) => {
    signal.throwIfAborted();
    const subject = { ...chart, archive, ...(file !== undefined && { values: file.path }) };
    const findings = await runHelm(exec, subject, isStrict);
    return findings.map((finding) => ({ finding, file }));
  });
  const merged = new Map<string, Sighting>();
  for (const { finding, file } of found.flat()) {
    const key = keyOf(finding, file);
    const known = merged.get(key);
    if (known === undefined) merged.set(key, { finding, files: file ? [file] : [] });
    else if (file !== undefined && !known.files.includes(file)) known.files.push(file);
  }
  return [...merged.values()].map((sighting) => told(sighting, chart));
}

interface Sighting {
  readonly finding: HelmFinding;
  readonly files: ValuesFile[];
}

/** Lint and template count lines of what is rendered differently. A values file is at fault alone. */
function keyOf({ message, place }: HelmFinding, file: ValuesFile | undefined): string {
  const path = place !== undefined && "path" in place ? place.path : "";
  const line = place?.kind === "file" ? place.line : undefined;
  const own = place?.kind === "values-file" || place?.kind === "value" ? file?.file : undefined;
  return JSON.stringify([message, path, line, own]);
}

function told({ finding, files }: Sighting, chart: LintedChart): Finding {
  const [first] = files;
  const isOpen = finding.isDemand && first === undefined;
  const severity: Severity = isOpen ? "warning" : finding.severity;
  const isNamed = finding.place?.kind === "values-file";
  const names = files.map(({ file }) => file);
  const more = names.length > maxNames ? ` and ${names.length - maxNames} more` : "";
  const given = isNamed || first === undefined ? "" : ` (with ${names.slice(0, maxNames).join(", ")}${more})`;
  const message = `${finding.message}${given}`;
  return {
    severity,
    problem: placeFinding({ ...finding, message }, chart, first, isOpen ? demandHint : finding.hint),
  };
}
