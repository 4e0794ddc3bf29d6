/** Control characters but tab and line feed, marks that turn or hide text, and halves of characters. */
const unseen = /[^\P{C}\n\t]|[\u2028\u2029]/gu;

/** Text in which what would hide is spelled out: `\r` becomes `<U+000D>`, a mark that turns text around `<U+202E>`. */
export function spelledText(text: string): string {
  return text.replace(unseen, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
  });
}

/** The same on one line, and no longer than `maxLength` characters. */
export function spelledLine(text: string, maxLength = 200): string {
  const line = spelledText(text.slice(0, maxLength)).replace(/[\n\t]/g, " ");
  return text.length > maxLength ? `${line}…` : line;
}
