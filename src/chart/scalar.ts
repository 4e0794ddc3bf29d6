/** A YAML scalar's value: `bigint` for integers, `number` for floats. */
export type Scalar = null | boolean | bigint | number | string;

/** Words that are not text in YAML 1.1, as go-yaml v2.4 `resolve.go` lists them. */
const words: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([
  ...["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"].map((w) => [w, true] as const),
  ...["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"].map(
    (w) => [w, false] as const,
  ),
  ...["", "~", "null", "Null", "NULL"].map((w) => [w, null] as const),
  ...[".nan", ".NaN", ".NAN"].map((w) => [w, Number.NaN] as const),
  ...[".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"].map((w) => [w, Infinity] as const),
  ...["-.inf", "-.Inf", "-.INF"].map((w) => [w, -Infinity] as const),
]);

const integer = /^([+-]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/;
const float = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const maxInt64 = 2n ** 63n - 1n;
const maxUint64 = 2n ** 64n - 1n;

/** The value of an unquoted scalar by YAML 1.1 as go-yaml v2.4 reads it: `yes` is true, `0123` is 83, dates stay text. */
export function resolvePlain(text: string): Scalar {
  const word = words.get(text);
  if (word !== undefined) return word;
  // go-yaml looks no further than the first letter before it takes the underscores out.
  if (!/^[-+.0-9]/.test(text)) return text;
  const digits = text.replaceAll("_", "");
  const whole = toInteger(digits);
  if (whole !== undefined) return whole;
  if (!float.test(digits)) return text;
  const value = Number(digits);
  return Number.isFinite(value) ? value : text;
}

function toInteger(text: string): bigint | undefined {
  const match = integer.exec(text);
  if (match === null) return undefined;
  const [, sign = "", digits = ""] = match;
  const size = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  const value = sign === "-" ? -size : size;
  return value >= -maxInt64 - 1n && value <= (sign === "" ? maxUint64 : maxInt64) ? value : undefined;
}

/** The text that sigs.k8s.io/yaml v1.6 makes of a scalar where text is wanted: floats lose precision, on purpose. */
export function scalarToText(value: Exclude<Scalar, null>): string {
  return typeof value === "number" ? floatToText(value) : String(value);
}

/** Go's strconv.FormatFloat(value, 'g', -1, 32). */
function floatToText(value: number): string {
  const single = Math.fround(value);
  if (!Number.isFinite(single)) return Number.isNaN(single) ? "NaN" : single > 0 ? "+Inf" : "-Inf";
  if (single === 0) return Object.is(single, -0) ? "-0" : "0";
  const [mantissa = "", exponentText = "0"] = shortest(single).split("e");
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 6) {
    const size = String(Math.abs(exponent)).padStart(2, "0");
    return `${mantissa}e${exponent < 0 ? "-" : "+"}${size}`;
  }
  const fraction = mantissa.replace(/^-?\d\.?/, "").length - exponent;
  return Number(`${mantissa}e${exponent}`).toFixed(Math.max(fraction, 0));
}

/** The fewest digits that still name this single-precision number; nine always do. */
function shortest(single: number): string {
  for (let digits = 0; digits < 8; digits++) {
    const text = single.toExponential(digits);
    if (Math.fround(Number(text)) === single) return text;
  }
  return single.toExponential(8);
}
