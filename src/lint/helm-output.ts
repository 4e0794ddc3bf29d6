import type { ExecResult } from "../io.ts";
import type { Severity } from "./finding.ts";
import { adviceOn } from "./helm-advice.ts";
import type { HelmFinding } from "./helm-finding.ts";
import { readSchemaFaults } from "./helm-schema.ts";

/** Longest message that is told of one finding, in characters. */
const maxMessage = 2000;

/**
 * What `helm lint` of one chart found. Helm v3.8 to v4.2 say the same in different words: `[ERROR] path: text`, where
 * the text may go on in further lines, on standard output; what keeps it from linting at all on standard error.
 * `chart` is the chart's name.
 */
export function readLintOutput({ exitCode, stdout, stderr }: ExecResult, chart: string): HelmFinding[] {
  const entries = plain(stdout)
    .replace(/^\d+ chart\(s\) linted.*$/m, "")
    .split(/^(?=\[(?:ERROR|WARNING|INFO|UNKNOWN)\] )/m)
    .map((entry) => /^\[(ERROR|WARNING)\] (.*?): ([\s\S]*)$/.exec(entry) ?? []);
  const findings = entries.flatMap(([, level, path = "", text = ""]) => {
    if (level === undefined) return [];
    const severity = level === "ERROR" && !isMetadata(path) ? "error" : "warning";
    return readFault(text.trim(), { path, chart, severity });
  });
  if (findings.some(({ severity }) => severity === "error")) return findings;
  const error = errorOf(plain(stderr));
  if (error !== undefined && !/^\d+ chart\(s\) linted/.test(error))
    return [...findings, ...readFault(error, { chart, severity: "error" })];
  // Strict runs fail for a warning, which is told already.
  return exitCode === 0 || findings.length > 0 ? findings : [unexplained("helm lint", exitCode, stderr)];
}

/** What kept `helm template` from rendering the chart. */
export function readTemplateOutput({ exitCode, stderr }: ExecResult, chart: string): HelmFinding[] {
  if (exitCode === 0) return [];
  const error = errorOf(plain(stderr));
  return error === undefined
    ? [unexplained("helm template", exitCode, stderr)]
    : readFault(error, { chart, severity: "error" });
}

/**
 * Chart.yaml, or the chart's directory where its dependencies are compared with Chart.yaml: Helm packages and installs
 * the chart all the same.
 */
function isMetadata(path: string): boolean {
  return path === "Chart.yaml" || isAbsolute(path);
}

const isAbsolute = (path: string): boolean => /^([A-Za-z]:)?[\\/]/.test(path);

interface Told {
  /** Before the text in the output of `helm lint`. */
  readonly path?: string;
  readonly severity: Severity;
  /** The name of the chart that was looked at. */
  readonly chart: string;
}

/** Reads Helm's own words; what is not known is handed on as it is. */
function readFault(text: string, told: Told): HelmFinding[] {
  const { severity, chart, path = "" } = told;
  const schema = readSchemaFaults(text, path, chart);
  if (schema !== undefined) return schema;
  const [, version] = /^(chart requires kubeVersion: .*)/.exec(text) ?? [];
  if (version !== undefined) return [{ severity: "note", message: `not rendered: ${version}` }];
  const fault = readExecution(text) ?? readEvaluation(text) ?? readParsing(text) ?? readYaml(text, path);
  if (fault !== undefined) return [{ severity, ...fault }];
  const isFile = path !== "" && !path.endsWith("/") && !isAbsolute(path);
  return [
    {
      severity,
      message: `${path.endsWith("/") ? `${path}: ` : ""}${text}`.slice(0, maxMessage),
      ...(isFile && { place: { kind: "object", path } as const }),
      ...hintOn(text),
    },
  ];
}

function hintOn(said: string, otherwise?: string): Pick<HelmFinding, "hint"> {
  const hint = adviceOn(said) ?? otherwise;
  return hint === undefined ? {} : { hint };
}

type Fault = Omit<HelmFinding, "severity">;

/** `required` or `fail`: the chart itself says what it misses. */
function readExecution(text: string): Fault | undefined {
  const [, file, line, column, reason] =
    /execution error at \((.+?):(\d+):(\d+)\): ([\s\S]*)/.exec(text) ?? [];
  if (file === undefined || reason === undefined) return undefined;
  return {
    message: reason.trim().slice(0, maxMessage),
    place: placeIn(file, line, column),
    isDemand: true,
    hint: "set the value that it asks for in that file",
  };
}

/** One step from template to template; Helm v4 breaks the line where Helm v3 writes a colon and `template:`. */
const frame = /(\S+?):(\d+):(\d+):?\s+executing "[^"]*" at <([\s\S]*?)>:\s+/g;

/** A fault of evaluating an action: told where it is, with the templates on the way there. */
function readEvaluation(text: string): Fault | undefined {
  const frames = [...text.matchAll(frame)];
  const last = frames.at(-1);
  if (last === undefined) return undefined;
  const [, file = "", line, column, code] = last;
  const reason = text
    .slice(last.index + last[0].length)
    .replace(/\s+/g, " ")
    .trim();
  const ways = frames.slice(0, -1).map(([, way = "", at]) => `${withoutChart(way)}:${at}`);
  const via = ways.length === 0 ? "" : `, on the way from ${ways.join(", ")}`;
  return {
    message: `cannot evaluate ${code}: ${reason.slice(0, maxMessage)}${via}`,
    place: placeIn(file, line, column),
    ...hintOn(reason, "correct the action, or the values that it is given"),
  };
}

function readParsing(text: string): Fault | undefined {
  const [, file, line, reason] = /parse error at \((.+?):(\d+)\): ([\s\S]*)/.exec(text) ?? [];
  if (file === undefined || reason === undefined) return undefined;
  return {
    message: `it is no template: ${reason.trim()}`,
    place: placeIn(file, line),
    ...hintOn(reason.trim(), "correct the action there"),
  };
}

function readYaml(text: string, path: string): Fault | undefined {
  const [, file = path, after] =
    /^(?:YAML parse error on (.+?)|unable to parse YAML): (?:error converting YAML to JSON: )?([\s\S]*)/.exec(
      text,
    ) ?? [];
  const [, line, reason = after] = /^yaml: line (\d+): ([\s\S]*)/.exec(after ?? "") ?? [];
  if (reason !== undefined) {
    const where = file === path ? path : withoutChart(file);
    const [, kind] = /cannot unmarshal (\w+) into Go value/.exec(reason) ?? [];
    if (kind !== undefined) {
      const message = `it renders to a ${kind}, but what Kubernetes takes is a map`;
      const hint = "move what is no object to a file whose name begins with _, and `include` it";
      return { message, place: { kind: "file", path: where }, hint };
    }
    return {
      message: reason.trim(),
      place: { kind: "rendered", path: where, ...lineOf(line) },
      hint: yamlHint,
    };
  }
  const [, values] = /^failed to parse .+?values-\d+\.yaml: ([\s\S]*)/.exec(text) ?? [];
  if (values === undefined) return undefined;
  const [, at, why = values] = /yaml: line (\d+): ([\s\S]*)/.exec(values) ?? [];
  return {
    message: `it is no YAML: ${why.trim()}`,
    place: { kind: "values-file", ...lineOf(at) },
    hint: yamlHint,
  };
}

const yamlHint = "correct the indentation, the brackets or the quotes there";

const lineOf = (line: string | undefined) => (line === undefined ? {} : { line: Number(line) });

/** Helm counts columns from 0. */
function placeIn(file: string, line: string | undefined, column?: string): HelmFinding["place"] & object {
  const at = column === undefined ? {} : { column: Number(column) + 1 };
  return { kind: "file", path: withoutChart(file), ...lineOf(line), ...at };
}

/** Helm puts the chart's name in front of a template's path. */
function withoutChart(file: string): string {
  return file.split("/").slice(1).join("/");
}

/** What stands behind `Error:`, without advice on Helm's own flags. */
function errorOf(stderr: string): string | undefined {
  const [, text] = /^Error: ([\s\S]*)/m.exec(stderr) ?? [];
  return text?.replace(/^Use --debug flag to render out invalid YAML\s*$/m, "").trim();
}

function unexplained(command: string, exitCode: number, stderr: string): HelmFinding {
  const lines = plain(stderr).trim().split("\n").slice(-5).join("\n");
  return {
    severity: "error",
    message: `${command} ended with exit code ${exitCode}: ${lines.slice(0, maxMessage)}`,
  };
}

/** Without control characters, which a chart may have made Helm say. */
function plain(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(/[^\P{Cc}\n\t]/gu, "�");
}
