import { hidden, secretInText } from "./conceal-values.ts";

/**
 * A file's text with the values hidden that Secrets in it have written out. An action of a template stays: it says
 * where a value comes from, and not what it is.
 */
export function concealSecretFile(text: string): string {
  return text
    .split(/^(?=---)/m)
    .map((document) => (secretInText.test(document) ? concealDocument(document) : document))
    .join("");
}

/** Line by line: a template is no YAML. */
function concealDocument(document: string): string {
  let outer: number | undefined;
  const lines = document.split("\n").map((line) => {
    const indent = line.search(/\S/);
    if (indent < 0 || /^\s*(\{\{|#)/.test(line)) return line;
    if (outer !== undefined && indent > outer) return concealLine(line);
    const [, key = "", rest] = /^(\s*["']?(?:data|stringData)["']?:)\s*(.*)$/.exec(line) ?? [];
    outer = rest === undefined ? undefined : indent;
    return rest === undefined || /^(\{|#.*)?$/.test(rest) ? line : concealValue(key, rest);
  });
  return lines.join("\n");
}

/** A key's value, or a line of a value of several. */
function concealLine(line: string): string {
  const [, key, rest = ""] = /^(\s*(?:"[^"]*"|'[^']*'|[^\s:"'][^:"']*):)(?:\s+(.*))?$/.exec(line) ?? [];
  return key === undefined ? concealValue(line.replace(/\S.*$/, ""), line.trim()) : concealValue(key, rest);
}

function concealValue(before: string, value: string): string {
  const tellsNothing = value === "" || /^[|>][-+\d]*$/.test(value) || /^["']?\{\{.*\}\}["']?$/.test(value);
  const space = before.trim() === "" ? "" : " ";
  return tellsNothing ? `${before}${value === "" ? "" : space}${value}` : `${before}${space}${hidden}`;
}
