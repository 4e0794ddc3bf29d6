import type { Problem } from "../errors.ts";
import { compareBytewise } from "./file-path.ts";
import { scalarToText } from "./scalar.ts";
import { type Place, problemAt, type Source } from "./source.ts";
import type { YamlEntry, YamlMapping, YamlNode } from "./yaml-node.ts";

/** Where a decoder stands, and what it has found out so far. */
export interface Cursor {
  readonly source: Source;
  /** The field, as one would write it: `dependencies[1].alias`. */
  readonly path: string;
  readonly findings: Findings;
}

/** What decoding found besides the values. */
export interface Findings {
  readonly problems: Problem[];
  /** Where each field's value stands. */
  readonly places: Map<string, Place>;
  /** Fields whose type is wrong; nothing more need be said of them. */
  readonly mistyped: Set<string>;
  /** Fields that the record does not know, and the places of their keys. */
  readonly unknown: Map<string, Place>;
}

/**
 * Decodes as sigs.k8s.io/yaml v1.6 over Go's encoding/json does. `prior` is what the field holds already: null
 * leaves text and flags as they were, and records are filled in, not replaced. A wrong type is a finding.
 */
export type Decode<T> = (node: YamlNode, cursor: Cursor, prior: T | undefined) => T | undefined;

/** Text; numbers and booleans become text. */
export const text: Decode<string> = (node, cursor, prior) => {
  if (node.kind !== "scalar") return mismatch(node, cursor, "string");
  return node.value === null ? prior : scalarToText(node.value);
};

/** A boolean, and no text that looks like one. */
export const flag: Decode<boolean> = (node, cursor, prior) => {
  if (isNull(node)) return prior;
  if (node.kind === "scalar" && typeof node.value === "boolean") return node.value;
  return mismatch(node, cursor, "bool");
};

/** Anything, as JSON would hold it: Go reads every number as a double. */
export const anything: Decode<unknown> = (node) => toJson(node);

/** A list; an entry that is null or of the wrong type is `undefined`. */
export function list<T>(item: Decode<T>): Decode<readonly (T | undefined)[]> {
  return (node, cursor, prior) => {
    if (isNull(node)) return undefined;
    if (node.kind !== "sequence") return mismatch(node, cursor, "list");
    return node.items.map((entry, index) => {
      const path = `${cursor.path}[${index}]`;
      cursor.findings.places.set(path, { source: cursor.source, at: entry.at });
      return item(entry, { ...cursor, path }, prior?.[index]);
    });
  };
}

/** A map of texts; null becomes empty text. */
export const textMap: Decode<ReadonlyMap<string, string>> = (node, cursor, prior) => {
  if (isNull(node)) return undefined;
  if (node.kind !== "mapping") return mismatch(node, cursor, "map of strings");
  const values = new Map(prior);
  for (const [key, { value }] of sortedEntries(node)) {
    const path = `${cursor.path}.${key}`;
    cursor.findings.places.set(path, { source: cursor.source, at: value.at });
    values.set(key, text(value, { ...cursor, path }, undefined) ?? "");
  }
  return values;
};

/** What each field of a record is decoded by, under the name it has in the file. */
export type Fields<T> = { readonly [K in keyof T]-?: Decode<NonNullable<T[K]>> };

/** A map with known fields, whose names match in any letter case; keys are taken in the order of their bytes. */
export function record<T extends object>(fields: Fields<T>): Decode<Partial<T>> {
  const names = new Map(Object.keys(fields).map((name) => [fold(name), name]));
  return (node, cursor, prior) => {
    if (isNull(node)) return undefined;
    if (node.kind !== "mapping") return mismatch(node, cursor, "object");
    const values = new Map<string, unknown>(Object.entries(prior ?? {}));
    for (const [key, { keyAt, value }] of sortedEntries(node)) {
      const name = names.get(fold(key));
      const path = cursor.path === "" ? (name ?? key) : `${cursor.path}.${name ?? key}`;
      if (name === undefined) {
        cursor.findings.unknown.set(path, { source: cursor.source, at: keyAt });
        continue;
      }
      cursor.findings.places.set(path, { source: cursor.source, at: value.at });
      // The keys of `fields` are those of T: the types cannot follow the name through Object.keys.
      const decode = fields[name as keyof T] as Decode<unknown>;
      values.set(name, decode(value, { ...cursor, path }, values.get(name)));
    }
    const present = [...values].filter(([, value]) => value !== undefined);
    return Object.fromEntries(present) as Partial<T>;
  };
}

function isNull(node: YamlNode): boolean {
  return node.kind === "scalar" && node.value === null;
}

function sortedEntries(node: YamlMapping): readonly (readonly [string, YamlEntry])[] {
  return [...node.entries].sort(([a], [b]) => compareBytewise(a, b));
}

/** Letter case as encoding/json folds it, which takes the long s for an s. */
function fold(name: string): string {
  return name.toLowerCase().replaceAll("ſ", "s");
}

/** Go's types, as one would say them to the author of a chart. */
const inWords = {
  string: "text, a number or true or false",
  bool: "true or false, without quotes",
  list: "a list, with a dash before each entry",
  "map of strings": "a map of names to text",
  object: "a map, with a name before each value",
};

function mismatch(node: YamlNode, cursor: Cursor, wanted: keyof typeof inWords): undefined {
  const found = { scalar: scalarKind(node), sequence: "list", mapping: "object" }[node.kind];
  const where = cursor.path === "" ? "this file" : cursor.path;
  const problem = problemAt(
    { source: cursor.source, at: node.at },
    `cannot unmarshal ${found} into ${where} of type ${wanted}`,
    `make ${where} ${inWords[wanted]}`,
  );
  cursor.findings.problems.push(problem);
  cursor.findings.mistyped.add(cursor.path);
  return undefined;
}

function scalarKind(node: YamlNode): string {
  if (node.kind !== "scalar") return node.kind;
  if (typeof node.value === "string") return "string";
  return typeof node.value === "boolean" ? "bool" : "number";
}

function toJson(node: YamlNode): unknown {
  if (node.kind === "sequence") return node.items.map(toJson);
  if (node.kind === "mapping") {
    return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, toJson(value)]));
  }
  return typeof node.value === "bigint" ? Number(node.value) : node.value;
}
