import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Scalar as ParsedScalar,
  visit,
  type YAMLMap,
} from "yaml";
import type { PublishError } from "../errors.ts";
import { invalidChart } from "./invalid.ts";
import { resolvePlain, type Scalar, scalarToText } from "./scalar.ts";
import { type Place, problemAt, type Source } from "./source.ts";

/** A YAML value that knows where it stands; aliases and merge keys are already followed. */
export type YamlNode = YamlScalar | YamlSequence | YamlMapping;

export interface YamlScalar {
  readonly kind: "scalar";
  /** Offset of the value in the source. */
  readonly at: number;
  readonly value: Scalar;
}

export interface YamlSequence {
  readonly kind: "sequence";
  readonly at: number;
  readonly items: readonly YamlNode[];
}

export interface YamlMapping {
  readonly kind: "mapping";
  readonly at: number;
  /** By the key's text, as sigs.k8s.io/yaml turns keys into JSON keys; of equal keys the last one stays. */
  readonly entries: ReadonlyMap<string, YamlEntry>;
}

export interface YamlEntry {
  readonly keyAt: number;
  readonly value: YamlNode;
}

type Parsed = Parameters<typeof isAlias>[0];

/** Turns one parsed document into values by the rules of go-yaml v2.4 `decode.go`. */
export class YamlReader {
  readonly #source: Source;
  readonly #targets = new Map<Alias, Parsed>();
  readonly #open = new Set<Parsed>();
  #decoded = 0;
  #aliased = 0;
  #aliasDepth = 0;

  constructor(source: Source) {
    this.#source = source;
  }

  read(document: Document): YamlNode {
    try {
      this.#bindAliases(document);
      return this.#node(document.contents, 0);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw this.#fault(0, "the document is nested too deeply");
    }
  }

  /** An alias means the last anchor of that name before it, whatever the name comes to mean later. */
  #bindAliases(document: Document): void {
    const anchors = new Map<string, Parsed>();
    visit(document, (_, node) => {
      if (isAlias(node)) this.#targets.set(node, anchors.get(node.source));
      else if (isNode(node) && "anchor" in node && node.anchor !== undefined) anchors.set(node.anchor, node);
    });
  }

  #node(node: Parsed, at: number): YamlNode {
    this.#count(at);
    const here = isNode(node) ? (node.range?.[0] ?? at) : at;
    if (isAlias(node)) return this.#alias(node, here);
    if (isScalar(node)) return { kind: "scalar", at: here, value: this.#finite(node, here) };
    if (isSeq(node)) {
      return { kind: "sequence", at: here, items: node.items.map((item) => this.#node(item, here)) };
    }
    if (isMap(node)) return this.#mapping(node, here);
    return { kind: "scalar", at: here, value: null };
  }

  #alias(alias: Alias, at: number): YamlNode {
    const target = this.#targets.get(alias);
    if (target === undefined) throw this.#fault(at, `unknown anchor '${alias.source}' referenced`);
    if (this.#open.has(target)) throw this.#fault(at, `anchor '${alias.source}' value contains itself`);
    this.#open.add(target);
    this.#aliasDepth++;
    // What comes through an alias is placed where the alias stands: there the reader must look first.
    const value = { ...this.#node(target, at), at };
    this.#aliasDepth--;
    this.#open.delete(target);
    return value;
  }

  /** The guard of go-yaml v2.4 against documents that aliases blow up. */
  #count(at: number): void {
    this.#decoded++;
    if (this.#aliasDepth > 0) this.#aliased++;
    const share = 0.99 - 0.89 * Math.min(Math.max((this.#decoded - 400_000) / 3_600_000, 0), 1);
    if (this.#aliased > 100 && this.#decoded > 1000 && this.#aliased / this.#decoded > share) {
      throw this.#fault(at, "document contains excessive aliasing");
    }
  }

  #mapping(map: YAMLMap, at: number): YamlMapping {
    const entries = new Map<string, YamlEntry>();
    for (const { key, value } of map.items) {
      const keyAt = isNode(key) ? (key.range?.[0] ?? at) : at;
      if (isMergeKey(key)) {
        for (const [name, entry] of this.#merged(value as Parsed, keyAt)) entries.set(name, entry);
        continue;
      }
      entries.set(this.#key(key as Parsed, keyAt), { keyAt, value: this.#node(value as Parsed, keyAt) });
    }
    return { kind: "mapping", at, entries };
  }

  /** Merging happens in place, as in go-yaml v2: what stands later in the map wins, be it a key or a merge. */
  #merged(value: Parsed, at: number): readonly (readonly [string, YamlEntry])[] {
    const node = this.#node(value, at);
    // Of several merged maps the first wins, so it is applied last.
    const maps = node.kind === "sequence" ? node.items.toReversed() : [node];
    return maps.flatMap((map) => {
      if (map.kind === "mapping") return [...map.entries];
      throw this.#fault(at, "map merge requires map or sequence of maps as the value");
    });
  }

  #key(key: Parsed, at: number): string {
    const node = isScalar(key) ? undefined : this.#node(key, at);
    const value = isScalar(key) ? this.#scalar(key, at) : node?.kind === "scalar" ? node.value : null;
    if (typeof value === "string") return value;
    if (typeof value === "number" && !Number.isFinite(value)) {
      return Number.isNaN(value) ? ".nan" : value > 0 ? ".inf" : "-.inf";
    }
    if (value !== null && !(typeof value === "bigint" && value >= 2n ** 63n)) return scalarToText(value);
    throw this.#fault(at, "unsupported map key: a key must be text, a number or a boolean");
  }

  /** Helm takes every YAML file through JSON, which has no other numbers; as keys they are text. */
  #finite(node: ParsedScalar, at: number): Scalar {
    const value = this.#scalar(node, at);
    if (typeof value !== "number" || Number.isFinite(value)) return value;
    throw this.#fault(at, `unsupported value: ${scalarToText(value)}`, "put it in quotes if text is meant");
  }

  #scalar(node: ParsedScalar, at: number): Scalar {
    const text = node.source ?? "";
    if (node.type === "QUOTE_DOUBLE") this.#checkEscapes(node, at);
    if (node.tag === undefined) return node.type === "PLAIN" ? resolvePlain(text) : text;
    const [, name] = /^tag:yaml\.org,2002:(binary|bool|int|float|null)$/.exec(node.tag) ?? [];
    // Text it is for !!str, for the plain `!` and for tags that nobody knows.
    if (name === undefined) return text;
    if (name === "binary") return this.#binary(text, at);
    const value = resolvePlain(text);
    if (name === typeOf(value)) return value;
    if (name === "float" && typeof value === "bigint") return Number(value);
    throw this.#fault(at, `cannot decode !!${typeOf(value)} \`${text}\` as a !!${name}`);
  }

  #binary(text: string, at: number): string {
    const bytes = Buffer.from(text, "base64");
    if (bytes.toString("base64") === text.replace(/[\r\n]/g, "")) return bytes.toString("utf8");
    throw this.#fault(at, "!!binary value contains invalid base64 data");
  }

  /** go-yaml knows no `\/` and takes no halves of surrogate pairs, which are right in YAML 1.2. */
  #checkEscapes(node: ParsedScalar, at: number): void {
    const raw = this.#source.text.slice(at, node.range?.[1]);
    for (const { 0: written, index } of raw.matchAll(/\\(?:u[0-9a-f]{4}|.)/gis)) {
      if (/^\\(?:\/|ud[89a-f])/i.test(written)) {
        throw this.#fault(at + index, `unknown escape ${written}`, "write the character itself");
      }
    }
  }

  #fault(at: number, message: string, hint?: string): Error {
    return invalidYaml({ source: this.#source, at }, message, hint);
  }
}

/** What to throw for a file that is no YAML, or none that Helm reads. */
export function invalidYaml(place: Place, message: string, hint?: string): PublishError {
  const problem = problemAt(place, `invalid YAML: ${message}`, hint);
  return invalidChart(`Could not parse ${place.source.file}`, [problem]);
}

function isMergeKey(key: unknown): boolean {
  return (
    isScalar(key) &&
    key.source === "<<" &&
    key.type === "PLAIN" &&
    (key.tag === undefined || key.tag === "tag:yaml.org,2002:merge")
  );
}

function typeOf(value: Scalar): string {
  if (value === null) return "null";
  const names: Readonly<Record<string, string>> = { boolean: "bool", bigint: "int", number: "float" };
  return names[typeof value] ?? "str";
}
