/**
 * Reads GITHUB_OUTPUT, GITHUB_STATE or GITHUB_ENV: `NAME=value`, or `NAME<<DELIMITER`, the value's lines, and the
 * delimiter. Throws in the runner's words where it is neither (actions/runner src/Runner.Worker/FileCommandManager.cs).
 */
export function parseFileCommand(text: string): Record<string, string> {
  const lines = text.split(/\r?\n/);
  const values: Record<string, string> = {};
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (line === "") continue;
    const [, name = "", separator, rest = ""] = /^(.*?)(=|<<)(.*)$/.exec(line) ?? [];
    if (separator === undefined || name === "") throw new Error(`Invalid format '${line}'`);
    if (separator === "=") {
      values[name] = rest;
      continue;
    }
    const end = rest === "" ? -1 : lines.indexOf(rest, at + 1);
    if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${rest}'`);
    values[name] = lines.slice(at + 1, end).join("\n");
    at = end;
  }
  return values;
}
