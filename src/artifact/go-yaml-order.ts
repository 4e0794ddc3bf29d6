const isDigit = (character: string | undefined): boolean => /^\p{Nd}$/u.test(character ?? "");
const isLetter = (character: string): boolean => /^\p{L}$/u.test(character);

/**
 * The order in which go-yaml v2.4 writes the keys of a map (sorter.go): runs of digits count as numbers, and
 * letters come after other characters.
 */
export function compareKeys(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  const at = a.findIndex((character, index) => character !== b[index]);
  if (at < 0 || at >= b.length) return a.length - b.length;
  const [x = "", y = ""] = [a[at], b[at]];
  const [xIsLetter, yIsLetter] = [isLetter(x), isLetter(y)];
  if (xIsLetter && yIsLetter) return byCodePoint(x, y);
  if (xIsLetter || yIsLetter) return xIsLetter ? 1 : -1;
  const start = x === "0" || y === "0" ? leadingNumber(a, at) : 0n;
  const [m, n] = [numberFrom(a, at, start), numberFrom(b, at, start)];
  if (m.value !== n.value) return m.value < n.value ? -1 : 1;
  return m.end - n.end || byCodePoint(x, y);
}

/** 1 where the digits before a zero make it one of a number, not the zero in front of one. */
function leadingNumber(characters: readonly string[], at: number): bigint {
  for (let index = at - 1; isDigit(characters[index]); index--) if (characters[index] !== "0") return 1n;
  return 0n;
}

function numberFrom(characters: readonly string[], at: number, start: bigint) {
  let value = start;
  let end = at;
  for (; isDigit(characters[end]); end++) value = value * 10n + BigInt(codeOf(characters[end]) - 48);
  return { value: BigInt.asIntN(64, value), end };
}

const codeOf = (character = ""): number => character.codePointAt(0) ?? 0;
const byCodePoint = (x: string, y: string): number => codeOf(x) - codeOf(y);
