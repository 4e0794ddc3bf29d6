import { fileIn } from "../chart/file-path.ts";
import { type Place, problemAt, sourceOf } from "../chart/source.ts";
import { parseYaml } from "../chart/yaml.ts";
import type { YamlNode } from "../chart/yaml-node.ts";
import { type Problem, PublishError } from "../errors.ts";
import { type LintedChart, problemIn, type ValuesFile } from "./linted-chart.ts";

/** A problem with a value, where the value is set: in the values file, else in values.yaml. */
export function problemWithValue(
  chart: LintedChart,
  values: ValuesFile | undefined,
  keys: readonly string[],
  { message, hint }: Pick<Problem, "message" | "hint">,
): Problem {
  const own = chart.files.find(({ path }) => path === "values.yaml");
  const isHere = chart.kind === "directory" && own !== undefined;
  const defaults = isHere ? [{ file: fileIn(chart.source, own.path), bytes: own.bytes }] : [];
  const files = [...(values === undefined ? [] : [values]), ...defaults];
  const [best] = files.flatMap((file) => placesIn(file, keys)).sort((a, b) => b.depth - a.depth);
  if (best !== undefined && best.depth > 0) return problemAt(best.place, message, hint);
  if (values === undefined) return problemIn(chart, { path: "values.yaml" }, message, hint);
  return { message, location: { file: values.file }, ...(hint !== undefined && { hint }) };
}

interface Found {
  readonly place: Place;
  /** How many of the keys lead there. */
  readonly depth: number;
}

function placesIn({ file, bytes }: ValuesFile, keys: readonly string[]): Found[] {
  try {
    const source = sourceOf(bytes, file);
    let node: YamlNode | undefined = parseYaml(source);
    let at = node.at;
    let depth = 0;
    for (const key of keys) {
      if (node.kind === "mapping") {
        const entry = node.entries.get(key);
        if (entry === undefined) break;
        ({ value: node, keyAt: at } = entry);
      } else {
        const item: YamlNode | undefined = node.kind === "sequence" ? node.items[Number(key)] : undefined;
        if (item === undefined) break;
        node = item;
        ({ at } = item);
      }
      depth++;
    }
    return [{ place: { source, at }, depth }];
  } catch (error) {
    // That it is no YAML is a problem of its own, told elsewhere.
    if (error instanceof PublishError) return [];
    throw error;
  }
}
