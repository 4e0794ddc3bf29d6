import type { OptionType } from "./spec.ts";

/** Splits lines, and commas that stand outside braces: `a, b` is two items, `charts/{a,b}` one. Blank items vanish. */
export function splitList(text: string): string[] {
  const items: string[] = [];
  let item = "";
  let depth = 0;
  for (const character of text) {
    if (character === "{") depth++;
    if (character === "}") depth = Math.max(0, depth - 1);
    if (character === "\n" || (character === "," && depth === 0)) {
      items.push(item);
      item = "";
    } else item += character;
  }
  return [...items, item].map((i) => i.trim()).filter((i) => i !== "");
}

/** The lines that are not blank, trimmed. */
export function splitLines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** Lines, and commas within a line; one with an @ stays whole, for a password may stand there, and have commas. */
export function splitRegistries(text: string): string[] {
  return splitLines(text).flatMap((line) => (line.includes("@") ? [line] : splitList(line)));
}

/** Milliseconds of `90`, `90s`, `1m30s`, `2h`; `undefined` when the text is no duration. */
export function parseDurationMs(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const parts = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text);
  if (parts === null || text === "") return undefined;
  const [hours, minutes, seconds] = [parts[1], parts[2], parts[3]].map((part) => Number(part ?? 0));
  return ((hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0)) * 1000;
}

/** YAML 1.2 core booleans, as GitHub's toolkit takes them; `undefined` for anything else. */
export function parseBoolean(text: string): boolean | undefined {
  if (/^(true|True|TRUE)$/.test(text)) return true;
  if (/^(false|False|FALSE)$/.test(text)) return false;
  return undefined;
}

/** Why `text` is no value of `type`, or `undefined` when it is one. */
export function faultOf(type: OptionType, text: string): string | undefined {
  if (typeof type === "object") {
    return type.choices.includes(text) ? undefined : `must be one of ${type.choices.join(", ")}`;
  }
  switch (type) {
    case "boolean":
      return parseBoolean(text) === undefined ? "must be true or false" : undefined;
    case "integer":
      return /^\d{1,9}$/.test(text) ? undefined : "must be a whole number";
    case "port":
      return /^\d{1,5}$/.test(text) && Number(text) < 65_536 ? undefined : "must be a port, 0 to 65535";
    case "duration":
      return parseDurationMs(text) ? undefined : "must be a duration such as 90s or 2m";
    default:
      return undefined;
  }
}
