import { type Schema, type SchemaDraft, Validator } from "@cfworker/json-schema";

/** Why a schema refuses a value. */
export interface Refusal {
  /** Of the value, from the outermost. */
  readonly keys: readonly string[];
  readonly reason: string;
  /** Whether a value is missing. */
  readonly isDemand: boolean;
}

/**
 * Makes a function that holds values against a schema. It refuses nothing where the schema refers to others elsewhere,
 * or is one that the library does not take: Helm's own may. Formats are not looked at, for Helm v4 does not enforce them.
 */
export function createValidator(schema: unknown): (values: unknown) => Refusal[] {
  return (values) => {
    try {
      // The library finds out whether it is one.
      const { errors } = new Validator(withoutFormats(schema) as Schema, draftOf(schema), false).validate(
        values,
      );
      return errors.filter(isDirect).map(({ keyword, instanceLocation, error }) => ({
        keys: keysOf(instanceLocation),
        reason: error.replace(/\.$/, ""),
        isDemand: keyword === "required",
      }));
    } catch {
      return [];
    }
  };
}

/** Keywords that only say that something below them failed. */
const indirect = /^(properties|patternProperties|items|prefixItems|allOf|if|then|else|\$ref|false)$/;

/** Not one of several ways, all of which must fail, and not the mere echo of another fault. */
function isDirect({
  keyword,
  keywordLocation,
}: {
  readonly keyword: string;
  readonly keywordLocation: string;
}) {
  return !indirect.test(keyword) && !/\/(anyOf|oneOf|not|if|contains)\//.test(keywordLocation);
}

const types = ["array", "boolean", "integer", "null", "number", "object", "string"];

/** The first type that a schema, or one of its properties, wants and JSON has not. */
export function unknownType(schema: unknown): unknown {
  if (!isObject(schema)) return undefined;
  const { type, properties } = schema;
  const wanted: readonly unknown[] = type === undefined ? [] : Array.isArray(type) ? type : [type];
  const own = wanted.find((name) => typeof name !== "string" || !types.includes(name));
  if (own !== undefined) return own;
  if (!isObject(properties)) return undefined;
  return Object.values(properties)
    .map(unknownType)
    .find((found) => found !== undefined);
}

/** Keywords that hold values, not schemas. */
const values = ["const", "enum", "default", "examples"];

function withoutFormats(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutFormats);
  if (!isObject(schema)) return schema;
  const kept = Object.entries(schema).filter(([key, value]) => key !== "format" || typeof value !== "string");
  return Object.fromEntries(
    kept.map(([key, value]) => [key, values.includes(key) ? value : withoutFormats(value)]),
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Helm v3 takes a schema that does not say its draft for draft 7, more or less. */
function draftOf(schema: unknown): SchemaDraft {
  const $schema = isObject(schema) ? String(schema["$schema"]) : "";
  const [, modern, old] = /(2019-09|2020-12)|draft-0([34])/.exec($schema) ?? [];
  if (modern === "2019-09" || modern === "2020-12") return modern;
  return old === undefined ? "7" : "4";
}

/** From `#/image/tag`. */
const keysOf = (location: string): string[] =>
  location
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
