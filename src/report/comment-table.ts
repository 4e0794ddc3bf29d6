import { countsText, type DiffFacts, diffLine } from "./diff-facts.ts";
import { code, codeLabel, label, maxCell, prose } from "./markdown.ts";
import type { Outcome, PlannedChange, Status } from "./report.ts";

/** What a comment calls what became of a chart: more than its status where it is known how a plan changes things. */
export type Change = Status | NonNullable<PlannedChange["change"]>;

const marks: Readonly<Record<Change, string>> = {
  failed: "❌",
  conflict: "⛔",
  new: "🆕",
  changed: "✏️",
  replaced: "♻️",
  planned: "📝",
  published: "✅",
  saved: "💾",
  unchanged: "🟰",
  skipped: "⏭️",
};

/** `failed`, `new`, `unchanged` … */
export function changeOf(outcome: Outcome): Change {
  return (outcome.status === "planned" ? outcome.change : undefined) ?? outcome.status;
}

/** `1 conflict, 2 new, 17 unchanged`: what asks for attention first. */
export function changeCounts(outcomes: readonly Outcome[]): string {
  const changes = Object.keys(marks) as Change[]; // the keys of a Record are its type
  const parts = changes.flatMap((change) => {
    const count = outcomes.filter((outcome) => changeOf(outcome) === change).length;
    return count === 0 ? [] : [`${count} ${change}`];
  });
  return parts.join(", ") || "no charts";
}

/** What stands above the rows. */
export const tableHead = "| Result | Chart | Digest |\n| --- | --- | --- |\n";

/** A row of the table for each outcome; with the repository where the charts go to several places. */
export function tableRows(outcomes: readonly Outcome[]): readonly string[] {
  const isSpread = new Set(outcomes.map(({ path }) => path)).size < outcomes.length;
  return outcomes.map((outcome) => `| ${cellsOf(outcome, isSpread).join(" | ")} |\n`);
}

function cellsOf(outcome: Outcome, isSpread: boolean): readonly string[] {
  const { name, digest, repository = "", path } = outcome;
  const change = changeOf(outcome);
  const chart = name === undefined ? codeLabel(path, maxCell) : `<b>${label(name, maxCell)}</b>`;
  const place = isSpread && repository !== "" ? `<br>${codeLabel(repository)}` : "";
  // Its algorithm stands above: a narrow page has no room for it in every row.
  const shown = digest === undefined ? digestless(outcome) : code(`${digest.slice(7, 19)}…`);
  return [
    `${marks[change]}&nbsp;${change}`,
    `${chart} ${versions(outcome)}${place}${noteOf(outcome, change)}${differences(outcome)}`,
    shown,
  ];
}

function versions(outcome: Outcome): string {
  const version = label(outcome.version ?? "", maxCell);
  const previous = outcome.status === "planned" ? outcome.previous : undefined;
  return previous === undefined ? version : `${label(previous, maxCell)} → ${version}`;
}

/** Why, where one word does not say it all. */
function noteOf(outcome: Outcome, change: Change): string {
  const isOpen = change === "skipped" || change === "planned";
  return isOpen && "reason" in outcome ? `<br>${prose(outcome.reason)}` : "";
}

/** How it differs, in numbers; that there is nothing to compare a chart with is said by `new` already. */
function differences(outcome: Outcome): string {
  const previous = outcome.status === "planned" ? outcome.previous : undefined;
  const told = (outcome.diff ?? []).filter(({ version, notes }) => version !== undefined || notes.length > 0);
  return told.map((facts) => `<br><sub>${label(differenceLine(facts, previous))}</sub>`).join("");
}

/** The version before stands beside the chart's. */
function differenceLine(facts: DiffFacts, previous: string | undefined): string {
  const isPrevious = facts.against === "published" && facts.version === previous && previous !== undefined;
  return isPrevious ? countsText(facts) : diffLine(facts);
}

/** A signature has a time in it, so that no run before can tell the digest. */
function digestless({ status }: Outcome): string {
  return status === "planned" ? "known once signed" : "";
}
