import type { Change } from "../diff/change.ts";
import { type DiffFacts, diffLine, type Excerpt } from "./diff-facts.ts";
import { versions } from "./diff-text.ts";
import { escapeText, fenced, label, maxCell, prose } from "./markdown.ts";
import type { Outcome } from "./report.ts";
import { spelledLine, spelledText } from "./spelled-text.ts";

/** Bytes for one chart, so that it leaves room for the others. */
const maxChartBytes = 100_000;

/** How charts differ, folded, in Markdown of no more than `maxBytes` bytes but for a line a chart. */
export function renderDiffs(outcomes: readonly Outcome[], maxBytes: number): string {
  const sections = outcomes.flatMap((outcome) => (outcome.diff ?? []).map((facts) => ({ outcome, facts })));
  if (sections.length === 0) return "";
  let left = maxBytes;
  const texts = sections.map(({ outcome, facts }, index) => {
    const share = Math.min(maxChartBytes, Math.floor(left / (sections.length - index)));
    const text = renderDiff(outcome, facts, share);
    left -= Buffer.byteLength(text);
    return text;
  });
  return `\n### What changes\n${texts.join("")}`;
}

function renderDiff({ name, version }: Outcome, facts: DiffFacts, room: number): string {
  const chart = `<b>${label(name ?? "", maxCell)}</b> ${label(version ?? "", maxCell)}`;
  if (facts.version === undefined) return `\n${chart}: ${escapeText(spelledLine(diffLine(facts), 500))}\n`;
  const title = `${chart}: ${label(diffLine(facts))}`;
  const notes = facts.notes.map((note) => `\n${prose(spelledLine(note, 500))}\n`).join("");
  const head = notes + renderDependencies(facts);
  const { resources, files } = facts.excerpts;
  const changes = [
    ...listed("Rendered manifests", resources, total(facts.resources)),
    ...listed("Files", files, total(facts.files)),
  ];
  const { shown, missing } = fitting(changes, room - Buffer.byteLength(title + head) - overhead);
  const rest = missing === 0 ? "" : `\n… and ${missing} more${whereAll(facts)}.\n`;
  const body = `${head}${shown.join("")}${rest}`;
  return body === "" ? `\n${title}\n` : `\n<details><summary>${title}</summary>\n${body}\n</details>\n`;
}

/** For the markup around the changes. */
const overhead = 300;

const total = (counts: DiffFacts["resources"]): number =>
  counts === undefined ? 0 : counts.added + counts.changed + counts.removed;

const whereAll = ({ file }: DiffFacts): string =>
  file === undefined ? ": set output-dir to keep all of it" : ` in ${escapeText(spelledLine(file))}`;

function renderDependencies({ dependencies }: DiffFacts): string {
  if (dependencies.length === 0) return "";
  const rows = dependencies.slice(0, 50).map(({ name, before, after }) => {
    const cells = [name, versions(before), versions(after)];
    return `| ${cells.map((cell) => escapeText(spelledLine(cell))).join(" | ")} |\n`;
  });
  return `\n| Dependency | Before | Now |\n| --- | --- | --- |\n${rows.join("")}`;
}

/** A heading and the changes below it; one `undefined` for each change that is known by number only. */
function listed(heading: string, excerpts: readonly Excerpt[], count: number): (string | undefined)[] {
  if (count === 0) return [];
  const texts = excerpts.map(
    (excerpt, index) => (index === 0 ? `\n**${heading}**\n` : "") + renderChange(excerpt),
  );
  return [...texts, ...new Array<undefined>(count - excerpts.length).fill(undefined)];
}

function fitting(
  texts: readonly (string | undefined)[],
  room: number,
): { readonly shown: readonly string[]; readonly missing: number } {
  const shown: string[] = [];
  let left = room;
  for (const text of texts) {
    const size = text === undefined ? Infinity : Buffer.byteLength(text);
    if (text === undefined || size > left) continue;
    shown.push(text);
    left -= size;
  }
  return { shown, missing: texts.length - shown.length };
}

const marks: Readonly<Record<Change["kind"], string>> = { added: "➕", changed: "✏️", removed: "➖" };

function renderChange({ kind, title, lines, note, moreLines }: Excerpt): string {
  // A digest in full would be wider than a narrow page.
  const words = spelledLine(note ?? "", 1000).replace(/(sha256:[0-9a-f]{12})[0-9a-f]{52}/g, "$1…");
  const why = words === "" ? "" : ` (${escapeText(words)})`;
  const head = `${marks[kind]} ${kind} <code>${escapeText(spelledLine(title))}</code>${why}`;
  if (lines.length === 0) return `\n${head}\n`;
  const more = moreLines === 0 ? "" : `\n… ${moreLines} more lines\n`;
  const text = spelledText(lines.join("\n"));
  return `\n<details><summary>${head}</summary>\n\n${fenced("diff", text)}${more}\n</details>\n`;
}
