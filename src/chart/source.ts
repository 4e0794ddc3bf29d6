import { type Location, type Problem, PublishError } from "../errors.ts";

/** A text file and what to call it in messages. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

/** A spot in a source, as an offset in UTF-16 code units. */
export interface Place {
  readonly source: Source;
  readonly at: number;
}

/** How much of a long line an excerpt shows on either side of the spot, in characters. */
const excerptReach = 60;

/** A problem at a place: its line and column, and that line with a caret under the column. */
export function problemAt(place: Place, message: string, hint?: string): Problem {
  const { source, at } = place;
  const lineStart = source.text.lastIndexOf("\n", at - 1) + 1;
  const column = at - lineStart;
  const line = source.text.slice(lineStart).split(/\r?\n/, 1)[0] ?? "";
  const location: Location = {
    file: source.file,
    line: source.text.slice(0, lineStart).split("\n").length,
    column: column + 1,
  };
  return { message, location, ...(hint === undefined ? {} : { hint }), excerpt: excerptOf(line, column) };
}

function excerptOf(line: string, column: number): string {
  const from = Math.max(0, column - excerptReach);
  // A control character of a stranger's file must not reach a terminal.
  const shown = line.slice(from, column + excerptReach).replace(/\p{Cc}/gu, (c) => (c === "\t" ? " " : "�"));
  return `${shown}\n${" ".repeat(column - from)}^`;
}

/** The text of a file. Throws CHART_INVALID when it is not UTF-8: what it is then is not guessed at. */
export function sourceOf(bytes: Uint8Array, file: string): Source {
  try {
    return { file, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch (cause) {
    const problem = { message: `${file} is not UTF-8`, location: { file }, hint: "save the file as UTF-8" };
    throw new PublishError("CHART_INVALID", "Could not read a file of the chart", {
      problems: [problem],
      cause,
    });
  }
}
