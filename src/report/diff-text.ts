import type { Change } from "../diff/change.ts";
import { baseText, type DiffFacts } from "./diff-facts.ts";
import { spelledLine, spelledText } from "./spelled-text.ts";

/** A whole comparison: what is told of it, and every change. */
export interface WholeDiff {
  /** `web 1.2.0` */
  readonly title: string;
  readonly facts: Pick<DiffFacts, "against" | "version" | "dependencies" | "notes">;
  readonly files: readonly Change[];
  readonly resources: readonly Change[];
}

/** The comparison as a unified diff, with remarks in lines that begin with `#`. */
export function diffText({ title, facts, files, resources }: WholeDiff): string {
  const { dependencies, notes } = facts;
  const lines = [
    `# ${title}, compared with ${baseText(facts)}`,
    ...notes.map((note) => `# ${spelledLine(note, 2000)}`),
    ...dependencies.map(
      ({ name, before, after }) =>
        `# dependency ${spelledLine(`${name}: ${versions(before)} → ${versions(after)}`)}`,
    ),
    ...files.flatMap((change) => changeLines(change, "files")),
    ...resources.flatMap((change) => changeLines(change, "rendered")),
  ];
  return `${lines.join("\n")}\n`;
}

/** `1.2.3`, several of them, or that there is none. */
export const versions = (list: readonly string[]): string => (list.length === 0 ? "none" : list.join(", "));

function changeLines({ kind, title, lines, note }: Change, place: string): string[] {
  const name = `${place}/${spelledLine(title, 2000)}`;
  return [
    `--- ${kind === "added" ? "/dev/null" : `a/${name}`}`,
    `+++ ${kind === "removed" ? "/dev/null" : `b/${name}`}`,
    ...(note === undefined ? [] : [`# ${spelledLine(note)}`]),
    ...lines.map(spelledText),
  ];
}
