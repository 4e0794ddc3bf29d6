import { collect } from "../chart/invalid.ts";
import type { Source } from "../chart/source.ts";
import { parseYaml } from "../chart/yaml.ts";
import type { Problem } from "../errors.ts";

/** Where Helm v4.1.4 `pkg/release/v1/util/manifest.go` cuts a file into documents, quotes and blocks or not. */
const separator = /(?:^|\s*\n)---\s*/g;

/** Faults of a file without actions that Helm reads as YAML: the first of each document. */
export function plainYamlProblems({ file, text }: Source): Problem[] {
  const problems: Problem[] = [];
  let start = 0;
  const check = (from: number, to: number): void => {
    const lines = text.slice(0, from).split("\n").length - 1;
    // Documents are read alone; blank lines keep their places.
    const source = { file, text: `${"\n".repeat(lines)}${text.slice(from, to)}` };
    collect(problems, () => parseYaml(source));
  };
  for (const match of text.matchAll(separator)) {
    check(start, match.index);
    start = match.index + match[0].length;
  }
  check(start, text.length);
  return problems;
}
