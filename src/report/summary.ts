import type { Problem } from "../errors.ts";
import { renderDiffs } from "./diff-summary.ts";
import { renderFaults, renderWarnings } from "./findings.ts";
import { installSnippets } from "./install.ts";
import { countsOf, formatBytes } from "./lines.ts";
import { code, codeLabel, escapeText, fenced, label, maxCell, prose } from "./markdown.ts";
import { failuresOf, type Outcome, type Report, refOf, type Status } from "./report.ts";
import { verifyLines } from "./verify-lines.ts";

const marks: Readonly<Record<Status, string>> = {
  published: "✅",
  saved: "💾",
  unchanged: "🟰",
  planned: "📝",
  skipped: "⏭️",
  conflict: "⛔",
  failed: "❌",
};

/** GitHub takes 1 MiB of summary a step; what would go beyond is left to the log. */
const maxLength = 1_000_000;
/** Of that, what differences may take: the lines to install charts by want their place too. */
const maxDiffBytes = 600_000;

/** Of more charts, what is wrong stands above the table. */
const maxRows = 10;

/** The job summary in Markdown: a row a chart, the faults, and a pinned install of each chart. */
export function renderSummary(report: Report, warnings: readonly Problem[] = []): string {
  const head = `## Helm charts: ${countsOf(report)}\n`;
  const faults = failuresOf(report).map(renderFault);
  const installs = report.outcomes.filter((o) => o.status === "published" || o.status === "unchanged");
  const table = `\n${renderTable(report.outcomes)}`;
  const findings = faults.join("") + cautions(warnings);
  // Below the rows of many charts nobody would see them.
  let text = head + (report.outcomes.length > maxRows ? findings + table : table + findings);
  text += renderDiffs(report.outcomes, Math.min(maxDiffBytes, maxLength - Buffer.byteLength(text)));
  const isSpread = new Set(installs.map(({ path }) => path)).size < installs.length;
  for (const [index, outcome] of installs.entries()) {
    const from = isSpread ? ` from ${outcome.repository ?? ""}` : "";
    const section = renderInstall(outcome, from, installs.length === 1);
    if (text.length + section.length > maxLength) {
      return `${text}\n${installs.length - index} more charts: their install lines are left out, for the summary is full.\n`;
    }
    text += section;
  }
  return text;
}

/** The summary of a run that got no further. */
export function renderStop(error: unknown, warnings: readonly Problem[]): string {
  return `## Helm charts: the run stopped\n${renderFaults(error)}${cautions(warnings)}`;
}

function cautions(warnings: readonly Problem[]): string {
  return warnings.length === 0 ? "" : `\n#### Warnings\n\n${renderWarnings(warnings).join("")}`;
}

function renderTable(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map((outcome) => {
    const reason = "reason" in outcome ? `<br>${prose(shortened(outcome.reason).replace(/,$/, ""))}` : "";
    const cells = [
      `${marks[outcome.status]}&nbsp;${outcome.status}${reason}${proofs(outcome)}`,
      outcome.name === undefined
        ? codeLabel(outcome.path, maxCell)
        : `<b>${label(outcome.name, maxCell)}</b> ${label(outcome.version ?? "", maxCell)}`,
      codeLabel(refOf(outcome) ?? "") + aliases(outcome),
      code(shortened(outcome.digest ?? "")),
      outcome.size === undefined ? "" : formatBytes(outcome.size).replace(" ", "&nbsp;"),
    ];
    return `| ${cells.join(" | ")} |\n`;
  });
  return `| Result | Chart | Reference | Digest | Size |\n| --- | --- | --- | --- | ---: |\n${rows.join("")}`;
}

function aliases({ aliases = [] }: Outcome): string {
  return aliases.length === 0 ? "" : `<br>also ${aliases.map((alias) => codeLabel(alias)).join(", ")}`;
}

/** What the chart bears and its release, with GitHub's pages of them where there are any. */
function proofs({ signatures, attestationUrl, releaseUrl }: Outcome): string {
  const release = releaseUrl === undefined ? "" : `<br>released: ${escapeText(releaseUrl)}`;
  if (signatures.length === 0) return release;
  const page = attestationUrl === undefined ? "" : `<br>${escapeText(attestationUrl)}`;
  return `<br>signed: ${signatures.join(", ")}${page}${release}`;
}

/** Digests in full would make the table wider than the page; they stand in the install lines, and in the outputs. */
function shortened(text: string): string {
  return text.replace(/(sha256:[0-9a-f]{12})[0-9a-f]{52}/g, "$1…");
}

/** The faults of a chart, its path above them. */
export function renderFault(outcome: Outcome & { readonly error: Error }): string {
  return `\n#### ${marks[outcome.status]} ${label(outcome.path)}\n${renderFaults(outcome.error)}`;
}
function renderInstall(outcome: Outcome, from: string, open: boolean): string {
  const checks = verifyLines(outcome).map(
    ({ tool, text }) => `\n**Verify with ${tool}**\n\n${fenced("sh", text)}`,
  );
  const snippets = installSnippets(outcome).map(
    ({ tool, language, text }) => `\n**${tool}**\n\n${fenced(language, text)}`,
  );
  const title = `Install ${label(outcome.name ?? "")} ${label(outcome.version ?? "")}${label(from)}, pinned`;
  return `\n<details${open ? " open" : ""}><summary>${title}</summary>\n${snippets.join("")}${checks.join("")}\n</details>\n`;
}
