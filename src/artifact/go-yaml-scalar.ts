import { resolvePlain } from "../chart/scalar.ts";

/** Where a node is written. */
export interface Place {
  /** Columns that lines within the node start at. */
  readonly indent: number;
  /** Characters that stand before it on its line. */
  readonly column: number;
  /** Keys are never broken into lines. */
  readonly isKey: boolean;
}

/** A line is folded at the first single blank after this many characters. */
const width = 80;

/** A scalar in the style that go-yaml v2.4 picks: plain if it reads as text, else quoted; in lines where it has several. */
export function emitScalar(value: string | number | boolean | null, place: Place): string {
  if (typeof value !== "string") return String(value);
  const traits = traitsOf(value);
  if (value.includes("\n")) {
    return traits.isBlockable && !place.isKey ? literal(value, place.indent) : doubleQuoted(value, place);
  }
  if (!readsAsText(value)) return doubleQuoted(value, place);
  if (traits.isPlain) return folded(value, place);
  return traits.isSpecial ? doubleQuoted(value, place) : singleQuoted(value, place);
}

/** Whether a reader of YAML 1.1 takes the bare word for text: no number, no date, no `yes`, no sexagesimal. */
function readsAsText(value: string): boolean {
  return (
    typeof resolvePlain(value) === "string" &&
    !timestamp.test(value) &&
    !/^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/.test(value)
  );
}

const timestamp =
  /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]| )\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z| ?[-+]\d{2}:\d{2})?)?$/;

/** What go-yaml's emitterc.go does not call printable: controls, a byte order mark, and all beyond U+FFFF. */
const unprintable = /[^\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u;

function traitsOf(value: string) {
  const isSpecial = unprintable.test(value) || / [\n\u2028\u2029]/.test(value);
  const hasIndicator =
    /^(?:[#,[\]{}&*!|>'"%@`]|[?:-](?:[ \t]|$)|---|\.\.\.)/.test(value) ||
    /:(?:[ \t]|$)|[\s\u2028\u2029]#/.test(value.slice(1)) ||
    /^[ \t]#/.test(value);
  const hasOuterSpace = /^[ \n\u2028\u2029]|[ \n\u2028\u2029]$/.test(value);
  return {
    isSpecial,
    isPlain: !isSpecial && !hasIndicator && !hasOuterSpace && !/[\n\u2028\u2029]/.test(value),
    isBlockable: !isSpecial && !value.endsWith(" "),
  };
}

function literal(value: string, indent: number): string {
  const hint = /^[ \n]/.test(value) ? "2" : "";
  const chomp = value.endsWith("\n\n") || value === "\n" ? "+" : value.endsWith("\n") ? "" : "-";
  const lines = (value.endsWith("\n") ? value.slice(0, -1) : value).split("\n");
  return [`|${hint}${chomp}`, ...lines.map((line) => (line === "" ? "" : " ".repeat(indent) + line))].join(
    "\n",
  );
}

function singleQuoted(value: string, place: Place): string {
  return `'${folded(value.replaceAll("'", "''"), { ...place, column: place.column + 1 }, true)}'`;
}

/** Single blanks beyond the width become line breaks; never the first or last character of what is quoted. */
function folded(value: string, { indent, column, isKey }: Place, isQuoted = false): string {
  const characters = [...value];
  let at = column;
  let written = "";
  for (const [index, character] of characters.entries()) {
    const isInner = !isQuoted || (index > 0 && index < characters.length - 1);
    const isSingle = character === " " && characters[index - 1] !== " " && characters[index + 1] !== " ";
    if (isSingle && isInner && !isKey && at > width) {
      written += `\n${" ".repeat(indent)}`;
      at = indent;
    } else {
      written += character;
      at++;
    }
  }
  return written;
}

const escapes: Readonly<Record<string, string>> = {
  "\0": "0",
  "\x07": "a",
  "\b": "b",
  "\t": "t",
  "\n": "n",
  "\v": "v",
  "\f": "f",
  "\r": "r",
  "\x1b": "e",
  '"': '"',
  "\\": "\\",
  "\u0085": "N",
  "\u2028": "L",
  "\u2029": "P",
};

function doubleQuoted(value: string, { indent, column, isKey }: Place): string {
  const characters = [...value];
  let at = column + 1;
  let written = '"';
  for (const [index, character] of characters.entries()) {
    const isInner = index > 0 && index < characters.length - 1;
    if (character === " " && characters[index - 1] !== " " && isInner && !isKey && at > width) {
      written += `\n${" ".repeat(indent)}${characters[index + 1] === " " ? "\\" : ""}`;
      at = characters[index + 1] === " " ? indent + 1 : indent;
      continue;
    }
    const text = unprintable.test(character) || character in escapes ? escaped(character) : character;
    written += text;
    at += text.length;
  }
  return `${written}"`;
}

function escaped(character: string): string {
  const short = escapes[character];
  if (short !== undefined) return `\\${short}`;
  const code = character.codePointAt(0) ?? 0;
  const [letter, digits] =
    code <= 0xff ? (["x", 2] as const) : code <= 0xffff ? (["u", 4] as const) : (["U", 8] as const);
  return `\\${letter}${code.toString(16).toUpperCase().padStart(digits, "0")}`;
}
