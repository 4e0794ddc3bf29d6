import type { Problem } from "../errors.ts";
import { changeCounts, tableHead, tableRows } from "./comment-table.ts";
import { renderFaults, renderWarnings } from "./findings.ts";
import { codeLabel } from "./markdown.ts";
import { digestRefOf, failuresOf, type Outcome, type Report } from "./report.ts";
import { renderFault } from "./summary.ts";

/** What a comment tells: what became of the charts, or why the run got no further. */
export interface CommentContent {
  readonly result: { readonly report: Report } | { readonly error: unknown };
  readonly warnings: readonly Problem[];
}

/** What stands around it. */
export interface CommentFrame {
  /** First line, which nobody sees. */
  readonly marker: string;
  /** The same for every run of a pull request, so that the comment of a run that finds nothing new is the same too. */
  readonly summaryUrl: string;
}

/** Parts of a comment that are shown as far as there is room. */
interface Section {
  readonly head: string;
  readonly items: readonly string[];
  readonly tail: string;
}

/** GitHub takes 65,536 characters; what says that something is left out takes a few of them. */
const maxLength = 65_000;

/** Charts without news are folded away where there are more than this. */
const maxRows = 10;

/** A pull request's comment in Markdown: a row a chart, faults, warnings, and what would be published by digest. */
export function renderComment({ result, warnings }: CommentContent, frame: CommentFrame): string {
  const sections =
    "report" in result ? sectionsOf(result.report, warnings) : [stopped(result.error), warned(warnings)];
  let text = `${frame.marker}\n`;
  let isWhole = true;
  for (const section of sections) {
    const part = fitted(section, maxLength - text.length);
    isWhole &&= part.isWhole;
    text += part.text;
  }
  const more = isWhole ? "More is" : "Not all of it has room here: the rest is";
  return `${text}\n<sub>${more} in the <a href="${encodeURI(frame.summaryUrl)}">job summary</a>.</sub>\n`;
}

/** In the order in which they may take what room there is. */
function sectionsOf(report: Report, warnings: readonly Problem[]): readonly Section[] {
  const findings = [faults(report), warned(warnings)];
  const table = news(report);
  // Below the rows of many charts nobody would see them, and there might be no room left.
  const first = report.outcomes.length > maxRows ? [...findings, table] : [table, ...findings];
  return [heading(report), ...first, quiet(report), references(report)];
}

function fitted(
  { head, items, tail }: Section,
  room: number,
): { readonly text: string; readonly isWhole: boolean } {
  let text = head;
  for (const item of items) {
    if (text.length + item.length + tail.length > room)
      return { text: text === head ? "" : text + tail, isWhole: false };
    text += item;
  }
  return { text: items.length === 0 ? "" : text + tail, isWhole: true };
}

/** The charts without news, once there are many. */
function quietOnes({ outcomes }: Report): readonly Outcome[] {
  if (outcomes.length <= maxRows) return [];
  return outcomes.filter(({ status }) => status === "unchanged" || status === "skipped");
}

function heading({ outcomes }: Report): Section {
  const text = `### Helm charts: ${changeCounts(outcomes)}\n\n${introduction(outcomes)}\n`;
  return { head: "", items: [text], tail: "" };
}

function news(report: Report): Section {
  const quiet = new Set(quietOnes(report));
  const rows = tableRows(report.outcomes.filter((outcome) => !quiet.has(outcome)));
  return { head: `\n${tableHead}`, items: rows, tail: "" };
}

function quiet(report: Report): Section {
  const outcomes = quietOnes(report);
  const head = `\n<details><summary>${changeCounts(outcomes)}</summary>\n\n${tableHead}`;
  return { head, items: tableRows(outcomes), tail: "\n</details>\n" };
}

/** Where the charts go, and whether they are there yet. */
function introduction(outcomes: readonly Outcome[]): string {
  const places = new Set(
    outcomes.flatMap(({ repository = "", name }) =>
      repository.endsWith(`/${name}`) ? [repository.slice(0, repository.lastIndexOf("/"))] : [],
    ),
  );
  const to = places.size === 0 ? "" : ` to ${[...places].map((place) => codeLabel(place)).join(", ")}`;
  if (outcomes.some(({ status }) => status === "published")) return `Published${to}.`;
  return `This is what would be published${to}; nothing was sent.`;
}

function faults(report: Report): Section {
  return { head: "", items: failuresOf(report).map(renderFault), tail: "" };
}

function stopped(error: unknown): Section {
  return { head: "### Helm charts: ❌ the run stopped\n", items: [renderFaults(error)], tail: "" };
}

function warned(warnings: readonly Problem[]): Section {
  const count = warnings.length === 1 ? "1 warning" : `${warnings.length} warnings`;
  return { head: `\n#### ⚠️ ${count}\n\n`, items: renderWarnings(warnings), tail: "" };
}

/** Digests in full, to be copied; the grammar of references has nothing that could end the fence. */
function references({ outcomes }: Report): Section {
  const lines = outcomes
    .filter((outcome) => !["skipped", "conflict", "failed"].includes(outcome.status))
    .flatMap((outcome) => digestRefOf(outcome) ?? []);
  const isPlan = outcomes.some((outcome) => outcome.status === "planned");
  const note = isPlan
    ? "A digest stays as long as the chart's last commit does: squashing or rebasing makes another.\n\n"
    : "";
  return {
    head: `\n<details><summary>By digest</summary>\n\n${note}\`\`\`text\n`,
    items: lines.map((line) => `${line}\n`),
    tail: "```\n\n</details>\n",
  };
}
