import { code, codeLabel, label, prose } from "./markdown.ts";
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
export const tableHead = "| Result | Chart | Version | Digest |\n| --- | --- | --- | --- |\n";

/** A row of the table for each outcome; with the repository where the charts go to several places. */
export function tableRows(outcomes: readonly Outcome[]): readonly string[] {
  const isSpread = new Set(outcomes.map(({ path }) => path)).size < outcomes.length;
  return outcomes.map((outcome) => `| ${cellsOf(outcome, isSpread).join(" | ")} |\n`);
}

function cellsOf(outcome: Outcome, isSpread: boolean): readonly string[] {
  const { name, version = "", digest, repository = "", path } = outcome;
  const change = changeOf(outcome);
  const place = isSpread && repository !== "" ? `<br>${codeLabel(repository)}` : "";
  return [
    `${marks[change]}&nbsp;${change}${noteOf(outcome, change)}`,
    `${name === undefined ? codeLabel(path) : `<b>${label(name)}</b>`}${place}`,
    outcome.status === "planned" && outcome.previous !== undefined
      ? `${label(outcome.previous)} → ${label(version)}`
      : label(version),
    digest === undefined ? digestless(outcome) : code(`${digest.slice(0, 19)}…`),
  ];
}

/** Why, where one word does not say it all. */
function noteOf(outcome: Outcome, change: Change): string {
  if (change === "skipped" || change === "planned")
    return "reason" in outcome ? `<br>${prose(outcome.reason)}` : "";
  return "";
}

/** A signature has a time in it, so that no run before can tell the digest. */
function digestless({ status }: Outcome): string {
  return status === "planned" ? "known once signed" : "";
}
