import type { Page, Snippet } from "./documents.ts";
import { mustRun } from "./program.ts";

/** Why a test of what pages show cannot be run here, or `false`. */
export const withoutShell: string | false =
  process.platform === "win32" && "SKIP the pages are written for a POSIX shell";

/** A command line of a page. */
export interface DocumentedCommand {
  readonly snippet: Snippet;
  readonly program: string;
  /** As the shell parts and unquotes them, variables empty. */
  readonly words: readonly string[];
}

/** The blocks of shell commands. */
export function shellSnippets(pages: readonly Page[]): readonly Snippet[] {
  return pages.flatMap((page) => page.snippets).filter(({ language }) => language === "sh");
}

/** What stands before a program: the start of the line, an assignment from its output, a pipe, another command. */
const start = String.raw`(?:^|\$\(|\| |&& )`;
const ours = new RegExp(`${start}(?:helm-oci-publish|node \\S*dist/cli\\.js) ([^|>&)\\n]*)`, "gm");

/** Whether a block shows the command of this project. */
export const showsOurs = ({ text }: Snippet): boolean => text.search(ours) >= 0;

/** Every use of our command in a block. */
export async function ourCommands(snippet: Snippet): Promise<readonly DocumentedCommand[]> {
  return await commandsIn(snippet, "helm-oci-publish", ours);
}

/** Every use of another program in a block. */
export async function commandsOf(snippet: Snippet, program: string): Promise<readonly DocumentedCommand[]> {
  return await commandsIn(snippet, program, new RegExp(`${start}${program} ([^|>&)\\n]*)`, "gm"));
}

async function commandsIn(
  snippet: Snippet,
  program: string,
  pattern: RegExp,
): Promise<readonly DocumentedCommand[]> {
  const lines = snippet.text.replaceAll("\\\n", " ").matchAll(pattern);
  return await Promise.all(
    [...lines].map(async ([, rest = ""]) => ({ snippet, program, words: await wordsOf(rest) })),
  );
}

async function wordsOf(text: string): Promise<readonly string[]> {
  const printed = await mustRun("sh", ["-fc", `printf '%s\\n' ${text}`], {
    env: { PATH: process.env["PATH"] },
  });
  return printed.split("\n").slice(0, -1);
}
