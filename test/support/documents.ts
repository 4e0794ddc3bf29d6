import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** The repository. */
export const root: string = path.join(import.meta.dirname, "../..");

/** A fenced block of a page: what stands between the lines of three backticks. */
export interface Snippet {
  /** From the repository, `docs/keys.md`. */
  readonly file: string;
  /** Of its first line of text, from 1. */
  readonly line: number;
  /** What stands behind the backticks: `yaml`; empty where nothing does. */
  readonly language: string;
  readonly text: string;
  /** The heading that it is under, without its marks. */
  readonly heading: string;
}

/** A page of documentation. */
export interface Page {
  /** From the repository, with `/` between the parts. */
  readonly file: string;
  readonly text: string;
  readonly snippets: readonly Snippet[];
  /** As GitHub's `#` addresses name them. */
  readonly anchors: ReadonlySet<string>;
}

/** README and the other pages for people, in the order of their names. */
export function readPages(): readonly Page[] {
  const docs = readdirSync(path.join(root, "docs"), { recursive: true, encoding: "utf8" });
  const files = docs.map((file) => `docs/${file.replaceAll(path.sep, "/")}`).sort();
  return ["README.md", "CONTRIBUTING.md", "SECURITY.md", ...files]
    .filter((file) => file.endsWith(".md"))
    .map(readPage);
}

function readPage(file: string): Page {
  const text = readFileSync(path.join(root, file), "utf8");
  const snippets: Snippet[] = [];
  const headings: string[] = [];
  let open: { language: string; line: number; lines: string[] } | undefined;
  for (const [index, line] of text.split("\n").entries()) {
    const fence = /^```(.*)$/.exec(line);
    if (fence === null) {
      if (open) open.lines.push(line);
      else headings.push(...(/^#+ (.*)$/.exec(line)?.slice(1) ?? []));
    } else if (open) {
      const { language, line: first, lines } = open;
      snippets.push({ file, line: first, language, text: lines.join("\n"), heading: headings.at(-1) ?? "" });
      open = undefined;
    } else {
      open = { language: fence[1] ?? "", line: index + 2, lines: [] };
    }
  }
  if (open) throw new Error(`${file}:${open.line - 1}: a block is not closed`);
  return { file, text, snippets, anchors: anchorsOf(headings) };
}

/** GitHub's rule: lower case, no punctuation but `-` and `_`, blanks as `-`; a second one of a name gets `-1`. */
function anchorsOf(headings: readonly string[]): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const heading of headings) {
    const slug = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-");
    let anchor = slug;
    for (let count = 1; anchors.has(anchor); count++) anchor = `${slug}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}
