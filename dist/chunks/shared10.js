
// src/chart/scalar.ts
/** Words that are not text in YAML 1.1, as go-yaml v2.4 `resolve.go` lists them. */
const words = new Map([
	...[
		"y",
		"Y",
		"yes",
		"Yes",
		"YES",
		"true",
		"True",
		"TRUE",
		"on",
		"On",
		"ON"
	].map((w) => [w, true]),
	...[
		"n",
		"N",
		"no",
		"No",
		"NO",
		"false",
		"False",
		"FALSE",
		"off",
		"Off",
		"OFF"
	].map((w) => [w, false]),
	...[
		"",
		"~",
		"null",
		"Null",
		"NULL"
	].map((w) => [w, null]),
	...[
		".nan",
		".NaN",
		".NAN"
	].map((w) => [w, NaN]),
	...[
		".inf",
		".Inf",
		".INF",
		"+.inf",
		"+.Inf",
		"+.INF"
	].map((w) => [w, Infinity]),
	...[
		"-.inf",
		"-.Inf",
		"-.INF"
	].map((w) => [w, -Infinity])
]);
const integer = /^([+-]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/;
const float = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const maxInt64 = 2n ** 63n - 1n;
const maxUint64 = 2n ** 64n - 1n;
/** The value of an unquoted scalar by YAML 1.1 as go-yaml v2.4 reads it: `yes` is true, `0123` is 83, dates stay text. */
function resolvePlain(text) {
	const word = words.get(text);
	if (word !== void 0) return word;
	if (!/^[-+.0-9]/.test(text)) return text;
	const digits = text.replaceAll("_", "");
	const whole = toInteger(digits);
	if (whole !== void 0) return whole;
	if (!float.test(digits)) return text;
	const value = Number(digits);
	return Number.isFinite(value) ? value : text;
}
function toInteger(text) {
	const match = integer.exec(text);
	if (match === null) return void 0;
	const [, sign = "", digits = ""] = match;
	const size = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
	const value = sign === "-" ? -size : size;
	return value >= -maxInt64 - 1n && value <= (sign === "" ? maxUint64 : maxInt64) ? value : void 0;
}
/** The text that sigs.k8s.io/yaml v1.6 makes of a scalar where text is wanted: floats lose precision, on purpose. */
function scalarToText(value) {
	return typeof value === "number" ? floatToText(value) : String(value);
}
/** Go's strconv.FormatFloat(value, 'g', -1, 32). */
function floatToText(value) {
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
function shortest(single) {
	for (let digits = 0; digits < 8; digits++) {
		const text = single.toExponential(digits);
		if (Math.fround(Number(text)) === single) return text;
	}
	return single.toExponential(8);
}

export { scalarToText as n, resolvePlain as t };