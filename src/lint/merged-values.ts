import { type Source, sourceOf } from "../chart/source.ts";
import { parseYaml } from "../chart/yaml.ts";
import type { YamlNode } from "../chart/yaml-node.ts";

/** A value as JSON has it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The values that a file holds; an empty one holds none. Throws CHART_INVALID where it is no map. */
export function readValues(bytes: Uint8Array, file: string): { readonly [key: string]: Json } {
  const source: Source = sourceOf(bytes, file);
  const value = toJson(parseYaml(source));
  return isMap(value) ? value : {};
}

/** Lays `over` on `under` as Helm v4.1.4 `pkg/chart/common/util/coalesce.go`: maps are merged, null takes a key away. */
export function mergeValues(
  under: { readonly [key: string]: Json },
  over: { readonly [key: string]: Json },
): { readonly [key: string]: Json } {
  const merged = new Map(Object.entries(under));
  for (const [key, value] of Object.entries(over)) {
    const below = merged.get(key);
    if (value === null) merged.delete(key);
    else
      merged.set(
        key,
        below !== undefined && isMap(below) && isMap(value) ? mergeValues(below, value) : value,
      );
  }
  return Object.fromEntries(merged);
}

const isMap = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function toJson(node: YamlNode): Json {
  switch (node.kind) {
    case "mapping":
      return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, toJson(value)]));
    case "sequence":
      return node.items.map(toJson);
    case "scalar":
      return typeof node.value === "bigint" ? Number(node.value) : node.value;
  }
}
