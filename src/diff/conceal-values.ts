import { isDeepStrictEqual } from "node:util";
import { isMap, type Value, type ValueMap } from "./manifest.ts";

/** What stands for what is not shown. */
export const hidden = "***";
const hiddenChanged = "*** (changed)";

/** A Secret's manifest within a text: in a ConfigMap, say. */
export const secretInText = /^[ \t]*["']?kind["']?:[ \t]*["']?Secret\b|"kind"\s*:\s*"Secret"/m;

/** Annotations that hold what Secrets do: their digests, which can be guessed at, or their whole text. */
const telling = /^checksum\/|\/last-applied-configuration$/;

/**
 * A rendered value with what it keeps secret hidden: the values of every Secret, wherever it stands, and annotations that
 * tell them. `other` is the same value on the other side: what differs from it is told to be changed, not how. Nothing
 * is shown that depends on a secret otherwise, so that nobody can guess and compare.
 */
export function concealValues(value: Value, other: Value | undefined): Value {
  if (typeof value === "string") return secretInText.test(value) ? mark(value, other) : value;
  if (Array.isArray(value)) {
    const others: readonly Value[] = Array.isArray(other) ? other : [];
    return value.map((item: Value, index) => concealValues(item, others[index]));
  }
  if (!isMap(value)) return value;
  const counterpart = isMap(other) ? other : undefined;
  const isSecret = value.get("kind") === "Secret";
  return new Map(
    [...value].map(([key, inner]): [string, Value] => {
      const same = counterpart?.get(key);
      if (isSecret && (key === "data" || key === "stringData")) return [key, concealAll(inner, same)];
      if (key === "annotations" && isMap(inner)) return [key, concealTelling(inner, same)];
      return [key, concealValues(inner, same)];
    }),
  );
}

function concealAll(value: Value, other: Value | undefined): Value {
  if (!isMap(value)) return mark(value, other);
  const counterpart = isMap(other) ? other : undefined;
  return new Map([...value].map(([key, inner]) => [key, mark(inner, counterpart?.get(key))]));
}

function concealTelling(annotations: ValueMap, other: Value | undefined): Value {
  const counterpart = isMap(other) ? other : undefined;
  return new Map(
    [...annotations].map(([key, value]) => {
      const same = counterpart?.get(key);
      return [key, telling.test(key) ? mark(value, same) : concealValues(value, same)];
    }),
  );
}

function mark(value: Value, other: Value | undefined): Value {
  return other === undefined || isDeepStrictEqual(value, other) ? hidden : hiddenChanged;
}
