/** A fault in a template, as an offset in UTF-16 code units. */
export interface SyntaxFault {
  readonly at: number;
  readonly message: string;
}

interface Block {
  readonly keyword: string;
  readonly at: number;
  /** After an `else` without a condition there is no other. */
  hasElse: boolean;
}

/**
 * The first place where a template cannot be parsed by Go's text/template (as of Go 1.17, `parse/lex.go`): an action,
 * comment or text in quotes that is not closed, and an `end` or `else` without what it belongs to. What functions there
 * are, and what they take, is not looked at.
 */
export function findSyntaxFault(text: string): SyntaxFault | undefined {
  const open: Block[] = [];
  let at = text.indexOf("{{");
  while (at >= 0) {
    const action = readAction(text, at);
    if ("message" in action) return action;
    const fault = follow(action.words, at, open);
    if (fault !== undefined) return { at, message: fault };
    at = text.indexOf("{{", action.end);
  }
  const last = open.at(-1);
  return last && { at: last.at, message: `{{ ${last.keyword} }} has no {{ end }}` };
}

interface Action {
  /** What stands between the braces; comments are empty. */
  readonly words: string;
  /** Behind the closing braces. */
  readonly end: number;
}

/** Texts in quotes may hold braces; only those in backquotes may hold line breaks. */
const quoted = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`/y;

function readAction(text: string, at: number): Action | SyntaxFault {
  const inside = at + (/^\{\{-\s/.test(text.slice(at, at + 4)) ? 3 : 2);
  const afterSpace = inside + (/^\s*/.exec(text.slice(inside, inside + 200))?.[0].length ?? 0);
  const comment = inside === at + 2 ? inside : afterSpace;
  if (text.startsWith("/*", comment)) return readComment(text, at, comment);
  for (let i = inside; i < text.length; i++) {
    if (text.startsWith("}}", i)) return { words: text.slice(inside, i).trim(), end: i + 2 };
    if (!/["'`]/.test(text.charAt(i))) continue;
    quoted.lastIndex = i;
    const match = quoted.exec(text);
    if (match === null) return { at: i, message: "a text in quotes is not closed" };
    i += match[0].length - 1;
  }
  return { at, message: "{{ is not closed by }}" };
}

function readComment(text: string, at: number, start: number): Action | SyntaxFault {
  const close = text.indexOf("*/", start + 2);
  if (close < 0) return { at, message: "{{/* is not closed by */}}" };
  const [end] = /^(?:\s+-)?\}\}/.exec(text.slice(close + 2, close + 200)) ?? [];
  if (end === undefined) return { at: close, message: "a comment must end with */}} or */ -}}" };
  return { words: "", end: close + 2 + end.length };
}

/** Follows what opens and closes blocks; the fault, if any. */
function follow(words: string, at: number, open: Block[]): string | undefined {
  const keyword = /^[a-z]+(?!\w)/.exec(words)?.[0] ?? "";
  const block = open.at(-1);
  switch (keyword) {
    case "if":
    case "range":
    case "with":
    case "define":
    case "block":
      open.push({ keyword, at, hasElse: false });
      return undefined;
    case "end":
      return open.pop() === undefined ? "{{ end }} closes nothing" : undefined;
    case "else":
      if (block === undefined || ["define", "block"].includes(block.keyword))
        return "{{ else }} belongs to no if, range or with";
      if (block.hasElse) return `{{ else }} comes after the {{ else }} of its {{ ${block.keyword} }}`;
      block.hasElse = !/^else\s+(if|with)\b/.test(words);
      return undefined;
    default:
      return undefined;
  }
}
