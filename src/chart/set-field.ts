import { isMap, isNode, isScalar, type Pair, type YAMLMap } from "yaml";
import { compareBytewise } from "./file-path.ts";
import type { Source } from "./source.ts";
import { parseTree } from "./yaml.ts";

/**
 * The text of Chart.yaml with `field` set to `value`, in double quotes; every other character stays. Where there is no
 * such field it goes behind `version`. `undefined` where Chart.yaml itself has no `version` to go by.
 */
export function setField(source: Source, field: "version" | "appVersion", value: string): string | undefined {
  const map = parseTree(source)?.contents;
  if (!isMap(map)) return undefined;
  const quoted = JSON.stringify(value);
  const own = pairOf(map, field);
  if (own !== undefined) return replaceValue(source.text, own, quoted);
  const version = pairOf(map, "version");
  if (version === undefined) return undefined;
  return insertBehind(source.text, version, `${field}: ${quoted}`, map.flow === true);
}

/** Of several spellings of a field the one that decides: Go applies keys in the order of their bytes. */
function pairOf(map: YAMLMap, field: string): Pair | undefined {
  const named = map.items.flatMap((pair) => {
    const key = isScalar(pair.key) ? (pair.key.source ?? "") : "";
    return key.toLowerCase() === field.toLowerCase() ? [{ key, pair }] : [];
  });
  return named.sort((a, b) => compareBytewise(a.key, b.key)).at(-1)?.pair;
}

function rangeOf(node: unknown): readonly [start: number, end: number] | undefined {
  return isNode(node) && node.range ? [node.range[0], node.range[1]] : undefined;
}

function replaceValue(text: string, { key, value }: Pair, quoted: string): string | undefined {
  const range = rangeOf(value);
  const keyEnd = rangeOf(key)?.[1];
  if (range === undefined || keyEnd === undefined) return undefined;
  const [start, end] = range;
  // A tag such as !!float would still apply to the new value.
  const lead = text.slice(keyEnd, start).replace(isScalar(value) && value.tag ? /!\S*\s*/ : "", "");
  const space = lead.endsWith(":") ? " " : "";
  // The range of a block scalar takes the end of its last line in; a comment needs a space before it.
  const lineEnd = /\r?\n$/.exec(text.slice(start, end))?.[0] ?? "";
  const gap = text[end] === "#" ? " " : "";
  return `${text.slice(0, keyEnd)}${lead}${space}${quoted}${lineEnd}${gap}${text.slice(end)}`;
}

function insertBehind(
  text: string,
  { key, value }: Pair,
  entry: string,
  isFlow: boolean,
): string | undefined {
  const keyStart = rangeOf(key)?.[0];
  const end = rangeOf(value)?.[1];
  if (keyStart === undefined || end === undefined) return undefined;
  if (isFlow) return `${text.slice(0, end)}, ${entry}${text.slice(end)}`;
  const indent = text.slice(text.lastIndexOf("\n", keyStart - 1) + 1, keyStart);
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  if (text[end - 1] === "\n") return `${text.slice(0, end)}${indent}${entry}${newline}${text.slice(end)}`;
  const lineEnd = text.indexOf("\n", end);
  if (lineEnd < 0) return `${text}${newline}${indent}${entry}`;
  return `${text.slice(0, lineEnd + 1)}${indent}${entry}${newline}${text.slice(lineEnd + 1)}`;
}
