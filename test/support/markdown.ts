import { lexer, type Token, walkTokens } from "marked";

/**
 * How marked, a Markdown parser of others', understands a text: the kinds of its blocks and inline parts in their order,
 * with the language of a code block, and the tags of HTML with their attributes. Text itself, in the type of code or
 * not, is left out, so that two texts of one structure are equal.
 */
export function structureOf(markdown: string): string[] {
  const structure: string[] = [];
  walkTokens(lexer(markdown), (token: Token) => {
    if (token.type === "html") structure.push(...tagsIn(token.raw));
    else if (token.type === "code") structure.push(`code ${token["lang"]}`);
    else if (token.type === "table") structure.push(`table ${sizeOf(token)}`);
    else if (!["text", "escape", "space"].includes(token.type)) structure.push(token.type);
  });
  return structure.filter((part) => part !== "<code>" && part !== "</code>");
}

function sizeOf(token: Token): string {
  const rows: readonly unknown[] = "rows" in token && Array.isArray(token["rows"]) ? token["rows"] : [];
  const columns = rows.map((row) => (Array.isArray(row) ? row.length : 0));
  return columns.join(" ");
}

function tagsIn(html: string): string[] {
  return html.match(/<[^>]*>?/g) ?? [];
}
