import { compareBytewise } from "../chart/file-path.ts";

/** What can be written as JSON; a Map is an object whose keys keep their order, also those that look like numbers. */
export type Json = string | number | boolean | null | readonly Json[] | ReadonlyMap<string, Json>;

/** Compact JSON with the very bytes of Go's `encoding/json` (1.22 and later), which decide Helm's digests. */
export function goJson(value: Json): string {
  if (typeof value === "string") return goString(value);
  if (value instanceof Map) {
    const members = [...value].map(([key, member]: [string, Json]) => `${goString(key)}:${goJson(member)}`);
    return `{${members.join(",")}}`;
  }
  if (Array.isArray(value)) return `[${value.map(goJson).join(",")}]`;
  // Go writes numbers as JavaScript does, exponents included, but keeps the sign of zero.
  return Object.is(value, -0) ? "-0" : JSON.stringify(value);
}

/** Go also escapes what HTML and JavaScript would stumble over; for half a surrogate pair it has an escaped U+FFFD. */
function goString(text: string): string {
  const parts = text.split(/\p{Surrogate}/u).map((part) => JSON.stringify(part).slice(1, -1));
  return `"${parts.join("\\ufffd").replace(/[<>&\u2028\u2029]/g, escaped)}"`;
}

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** Map entries in the order in which Go writes a map: by the UTF-8 bytes of the keys. */
export function sortedByKey<T>(entries: Iterable<readonly [string, T]>): Map<string, T> {
  return new Map([...entries].sort(([a], [b]) => compareBytewise(a, b)));
}
