import type { HelmFinding } from "./helm-finding.ts";

const announcement =
  /^values don't meet the specifications of the schema\(s\) in the following chart\(s\):\n/;

/**
 * Faults of values against values.schema.json, from the words of two libraries: `- (root): must is required` and
 * `- replicas: Invalid type. …` of Helm v3, `- at '/replicas': got string, want integer` of Helm v3.18 and later.
 * `undefined` where the text is about something else; `path` is what `helm lint` said before it, `chart` the outermost
 * chart's name.
 */
export function readSchemaFaults(text: string, path: string, chart: string): HelmFinding[] | undefined {
  if (announcement.test(text)) return faultsByChart(text.replace(announcement, ""), chart);
  const isOwn = path === "values.yaml" && /^- |metaschema|NOT VALID|values\.schema\.json/.test(text);
  return isOwn ? faultsOf(text, undefined) : undefined;
}

/** A chart's name, and below it its faults. */
function faultsByChart(text: string, outermost: string): HelmFinding[] {
  return text.split(/^(?=[^\s-][^\s:]*:$)/m).flatMap((part) => {
    const [, chart, faults = ""] = /^(\S+):\n([\s\S]*)$/.exec(part) ?? [];
    return chart === undefined ? [] : faultsOf(faults, chart === outermost ? undefined : chart);
  });
}

function faultsOf(text: string, subchart: string | undefined): HelmFinding[] {
  if (!text.startsWith("- ")) return [faultOfSchema(text, subchart)];
  return text
    .trimEnd()
    .split(/^(?=- )/m)
    .map((entry) => faultOfValue(entry.replace(/^- /, ""), subchart));
}

function faultOfSchema(text: string, subchart: string | undefined): HelmFinding {
  const message = `it is no JSON schema: ${joined(text.replace(/^"file:[^"]*" is /, "it is "))}`;
  const path = `${subchart === undefined ? "" : `charts/${subchart}/`}values.schema.json`;
  return { severity: "error", message, place: { kind: "file", path }, hint: "correct values.schema.json" };
}

function faultOfValue(entry: string, subchart: string | undefined): HelmFinding {
  const [, pointer, newer] = /^at '([^']*)': ([\s\S]*)/.exec(entry) ?? [];
  const [, dotted = "", older = entry] = /^([^:]*): ([\s\S]*)/.exec(entry) ?? [];
  const own = pointer === undefined ? keysOfDotted(dotted) : keysOfPointer(pointer);
  const keys = subchart === undefined ? own : [subchart, ...own];
  const reason = joined(newer ?? older);
  const isDemand = /^missing propert(y|ies) /.test(reason) || / is required$/.test(reason);
  return {
    severity: "error",
    message: schemaMessage(keys, reason),
    place: { kind: "value", keys },
    hint: schemaHint,
    ...(isDemand && { isDemand }),
  };
}

/** How to fix it: one of the two is wrong. */
export const schemaHint = "correct the value, or what values.schema.json says of it";

/** How values are said to be refused by a schema, whoever found it. */
export function schemaMessage(keys: readonly string[], reason: string): string {
  return `${keys.length === 0 ? "the values are" : `the value ${keys.join(".")} is`} not what values.schema.json wants: ${reason}`;
}

const keysOfDotted = (dotted: string): string[] => (dotted === "(root)" ? [] : dotted.split("."));

const keysOfPointer = (pointer: string): string[] =>
  pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));

/** The lines of a fault that has faults below it, in one. */
function joined(text: string): string {
  const [first = "", ...rest] = text
    .split("\n")
    .map((line) => line.trim().replace(/^- (?:at '[^']*': )?/, ""))
    .filter((line) => line !== "");
  return rest.length === 0 ? first : `${first} (${[...new Set(rest)].join("; ")})`;
}
