import { compareKeys } from "./go-yaml-order.ts";
import { emitScalar, type Place } from "./go-yaml-scalar.ts";
import type { Json } from "./json.ts";

/** A key that is longer is written in the explicit form, in bytes (go-yaml v2.4 emitterc.go, check_simple_key). */
const maxSimpleKeyBytes = 128;

/**
 * Block YAML with the very bytes of go-yaml v2.4, through which sigs.k8s.io/yaml writes Chart.yaml and the metadata of
 * provenance files: keys in its natural order, lines folded after 80 columns, sequences not indented below their key.
 */
export function goYaml(value: Json): string {
  return `${emit(value, { indent: 0, column: 0, isKey: false })}\n`;
}

/** The node as it stands at `place`; without the line feed that ends it. */
function emit(value: Json, place: Place): string {
  if (value instanceof Map) return emitMapping(value, place);
  if (Array.isArray(value)) return emitSequence(value, place);
  return emitScalar(value as Exclude<Json, readonly Json[] | ReadonlyMap<string, Json>>, place);
}

function emitMapping(map: ReadonlyMap<string, Json>, { indent }: Place): string {
  if (map.size === 0) return "{}";
  const members = [...map].sort(([a], [b]) => compareKeys(a, b));
  return members.map(([key, member]) => emitMember(key, member, indent)).join(`\n${" ".repeat(indent)}`);
}

function emitMember(key: string, value: Json, indent: number): string {
  if (Buffer.byteLength(key) <= maxSimpleKeyBytes && !/[\n\u2028\u2029]/.test(key)) {
    const name = `${emitScalar(key, { indent, column: indent, isKey: true })}:`;
    return name + emitValue(value, indent, indent + [...name].length);
  }
  const place = { indent: indent + 2, column: indent + 2, isKey: false };
  const explicit = `? ${emitScalar(key, place)}\n${" ".repeat(indent)}: `;
  return explicit + emit(value, place);
}

function emitValue(value: Json, indent: number, column: number): string {
  if (value instanceof Map && value.size > 0) {
    return `\n${" ".repeat(indent + 2)}${emit(value, { indent: indent + 2, column: indent + 2, isKey: false })}`;
  }
  if (Array.isArray(value) && value.length > 0) {
    return `\n${" ".repeat(indent)}${emit(value, { indent, column: indent, isKey: false })}`;
  }
  return ` ${emit(value, { indent: indent + 2, column: column + 1, isKey: false })}`;
}

function emitSequence(items: readonly Json[], { indent }: Place): string {
  if (items.length === 0) return "[]";
  const inner = indent + 2;
  return items
    .map((item) => `- ${emit(item, { indent: inner, column: inner, isKey: false })}`)
    .join(`\n${" ".repeat(indent)}`);
}
