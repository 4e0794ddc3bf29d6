import { parseYamlDocuments } from "../chart/yaml.ts";
import type { YamlNode } from "../chart/yaml-node.ts";
import { PublishError } from "../errors.ts";

/** A value of YAML as Kubernetes gets it: JSON. */
export type Value = null | boolean | number | bigint | string | readonly Value[] | ValueMap;
/** Keys in the order in which they are written. */
export type ValueMap = ReadonlyMap<string, Value>;

/** What a cluster knows a rendered object by. */
export interface Resource {
  /** `Deployment apps/v1 shop/web`; repeated ones are numbered. */
  readonly id: string;
  readonly value: Value;
}

/** Rendered manifests, by id in their order. */
export type Manifests = ReadonlyMap<string, Value>;

/** The text of a document that is no YAML; what it holds cannot be told, and so is not shown. */
const unreadable = "a document that is no YAML";

/** Lists within lists deeper than this stay as they are. */
const maxListDepth = 8;

/** Reads what `helm template` prints: every object of every document, those of lists one by one. */
export function readManifests(text: string): Manifests {
  const found = new Map<string, Value>();
  for (const document of text.split(/^---(?:[ \t].*)?$/m)) {
    for (const value of documentValues(document)) {
      for (const resource of objectsOf(value, maxListDepth)) {
        const id = idOf(resource);
        let free = id;
        for (let count = 2; found.has(free); count++) free = `${id} (${count})`;
        found.set(free, resource);
      }
    }
  }
  return found;
}

function documentValues(text: string): readonly Value[] {
  try {
    return parseYamlDocuments({ file: "", text }).map(toValue);
  } catch (error) {
    if (error instanceof PublishError) return [unreadable];
    throw error;
  }
}

function toValue(node: YamlNode): Value {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "sequence":
      return node.items.map(toValue);
    case "mapping":
      return new Map([...node.entries].map(([key, entry]) => [key, toValue(entry.value)]));
  }
}

/** Whether a value is a mapping. */
export const isMap = (value: Value | undefined): value is ValueMap => value instanceof Map;

/** A document of comments alone is none. */
function objectsOf(value: Value, depth: number): readonly Value[] {
  if (value === null) return [];
  if (!isMap(value) || depth === 0) return [value];
  const items = value.get("items");
  const isList = /List$/.test(textAt(value, "kind")) && Array.isArray(items);
  return isList ? items.flatMap((item: Value) => objectsOf(item, depth - 1)) : [value];
}

function idOf(value: Value): string {
  if (!isMap(value)) return "something without a kind";
  const metadata = value.get("metadata");
  const [name, namespace] = isMap(metadata) ? [textAt(metadata, "name"), textAt(metadata, "namespace")] : [];
  const place = [namespace, name || (isMap(metadata) ? textAt(metadata, "generateName") : "")];
  const named = place.filter((part) => part).join("/");
  return [textAt(value, "kind") || "something without a kind", textAt(value, "apiVersion"), named]
    .filter((part) => part !== "")
    .join(" ");
}

function textAt(map: ValueMap, key: string): string {
  const value = map.get(key);
  return typeof value === "string" ? value : "";
}
