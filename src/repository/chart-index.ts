import { anything } from "../chart/decode.ts";
import { resolvePlain, scalarToText } from "../chart/scalar.ts";
import { type Source, sourceOf } from "../chart/source.ts";
import { parseYaml } from "../chart/yaml.ts";
import { PublishError } from "../errors.ts";
import { sliceIndex, sliceList } from "./index-slices.ts";

/** One version of a chart in an index. */
export interface IndexEntry {
  /** As written; not checked. */
  readonly version: string;
  /** Where the archive is and what it must be. Throws CHART_INVALID for what is no YAML. */
  read(): IndexedArchive;
}

/** Where an archive is, Helm v4.1.4 `pkg/repo/v1/index.go` ChartVersion. */
export interface IndexedArchive {
  /** Absolute, or relative to the repository. Helm looks at the first alone. */
  readonly urls: readonly string[];
  /** SHA-256 of the archive, hexadecimal; some servers put `sha256:` before it. */
  readonly digest?: string;
}

/** What a classic repository offers. */
export interface ChartIndex {
  /** The versions of a chart in the order of the file; `undefined` where it has no such chart. */
  versionsOf(name: string): readonly IndexEntry[] | undefined;
}

/** Reads index.yaml, be it YAML 1.1 or JSON. `source` is what it is called in messages. Throws REGISTRY_ERROR. */
export function parseIndex(bytes: Uint8Array, source: string): ChartIndex {
  const file = sourceOf(bytes, source);
  if (file.text.trim() === "") throw badIndex(source, "it is empty");
  if (file.text.trimStart().startsWith("{")) {
    const value = parseJson(file.text);
    if (value !== undefined) return readIndex(value, source);
  }
  const slices = sliceIndex(file.text);
  if (slices === undefined) return readIndex(toJson(file), source);
  if (!slices.hasApiVersion) throw badIndex(source, "no API version specified");
  return {
    versionsOf(name) {
      const list = slices.charts.get(name);
      if (list === undefined) return undefined;
      const items = sliceList(list);
      if (items === undefined) return entriesOf(toJson({ file: source, text: list }));
      return items.flatMap((item) => sliceEntry({ file: source, text: item }) ?? []);
    },
  };
}

/** An entry whose version is plain to see is not parsed before it is chosen. */
function sliceEntry(item: Source): IndexEntry | undefined {
  const read = (): IndexedArchive | undefined => {
    const [entry] = entriesOf(toJson(item));
    return entry?.read();
  };
  const start = /^ *- */.exec(item.text)?.[0] ?? "";
  const pattern = new RegExp(
    `^(?: {${start.length}}|${start})version: *(?:"([^"\\\\]*)"|'([^']*)'|(\\w[\\w.+-]*))\\r?$`,
    "m",
  );
  const [, double, single, plain] = pattern.exec(item.text) ?? [];
  const version = double ?? single ?? (plain === undefined ? undefined : plainText(plain));
  if (version !== undefined) return { version, read: () => read() ?? { urls: [] } };
  return entriesOf(toJson(item))[0];
}

function plainText(text: string): string | undefined {
  const value = resolvePlain(text);
  return value === null ? undefined : scalarToText(value);
}

function readIndex(value: unknown, source: string): ChartIndex {
  const { apiVersion, entries } = objectOf(value);
  if (typeof apiVersion !== "string" || apiVersion === "") throw badIndex(source, "no API version specified");
  const charts = objectOf(entries);
  return {
    versionsOf: (name) => (Object.hasOwn(charts, name) ? entriesOf(charts[name]) : undefined),
  };
}

/** Helm passes over entries that are none. */
function entriesOf(list: unknown): readonly IndexEntry[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => {
    const { version, urls, digest } = objectOf(item);
    const text = typeof version === "number" ? scalarToText(version) : version;
    if (typeof text !== "string") return [];
    const places = Array.isArray(urls) ? urls.filter((url) => typeof url === "string") : [];
    const archive = { urls: places, ...(typeof digest === "string" && digest !== "" && { digest }) };
    return [{ version: text, read: () => archive }];
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a YAML flow mapping begins with the same brace
  }
}

function toJson(file: Source): unknown {
  const findings = { problems: [], places: new Map(), mistyped: new Set<string>(), unknown: new Map() };
  return anything(parseYaml(file), { source: file, path: "", findings }, undefined);
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  // A JSON object has string keys and nothing else is claimed of it.
  return isObject ? (value as Readonly<Record<string, unknown>>) : {};
}

function badIndex(source: string, why: string): PublishError {
  return new PublishError("REGISTRY_ERROR", `Could not read ${source}: ${why}.`, {
    hint: "Check `repository`: it is the address to which /index.yaml is added.",
  });
}
