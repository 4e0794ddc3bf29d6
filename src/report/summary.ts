import { faultsOf, formatLocation } from "./faults.ts";
import { installSnippets } from "./install.ts";
import { countsOf, formatBytes } from "./lines.ts";
import { failuresOf, type Outcome, type Report, refOf, type Status } from "./report.ts";
import { verifyLines } from "./verify-lines.ts";
import { visibleLine, visibleText } from "./visible.ts";

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

/** The job summary in Markdown: a row a chart, the faults, and a pinned install of each chart. */
export function renderSummary(report: Report): string {
  const head = `## Helm charts: ${countsOf(report)}\n\n`;
  const faults = failuresOf(report).map(renderFault);
  const installs = report.outcomes.filter((o) => o.status === "published" || o.status === "unchanged");
  let text = head + renderTable(report.outcomes) + faults.join("");
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

function renderTable(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map((outcome) => {
    const reason = "reason" in outcome ? `<br>${escapeText(shortened(outcome.reason))}` : "";
    const cells = [
      `${marks[outcome.status]}&nbsp;${outcome.status}${reason}${proofs(outcome)}`,
      outcome.name === undefined
        ? code(outcome.path)
        : `<b>${escapeText(outcome.name)}</b> ${escapeText(outcome.version ?? "")}`,
      code(refOf(outcome) ?? "") + aliases(outcome),
      code(shortened(outcome.digest ?? "")),
      outcome.size === undefined ? "" : formatBytes(outcome.size).replace(" ", "&nbsp;"),
    ];
    return `| ${cells.join(" | ")} |\n`;
  });
  return `| Result | Chart | Reference | Digest | Size |\n| --- | --- | --- | --- | ---: |\n${rows.join("")}`;
}

function aliases({ aliases = [] }: Outcome): string {
  return aliases.length === 0 ? "" : `<br>also ${aliases.map(code).join(", ")}`;
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

/** The faults of a chart in paragraphs, which wrap; only an excerpt has to keep its columns. */
export function renderFault(outcome: Outcome & { readonly error: Error }): string {
  const faults = faultsOf(outcome.error).map(({ message, location, excerpt, fix }) => {
    const place = location === undefined ? "" : `${code(formatLocation(location))}<br>\n`;
    const lines = excerpt === undefined ? "" : `\n${fenced("text", excerpt)}`;
    return `\n${place}${prose(message)}\n${lines}${fix === undefined ? "" : `\n<b>Fix:</b> ${prose(fix)}\n`}`;
  });
  return `\n#### ${marks[outcome.status]} ${escapeText(outcome.path)}\n${faults.join("")}`;
}

function renderInstall(outcome: Outcome, from: string, open: boolean): string {
  const checks = verifyLines(outcome).map(
    ({ tool, text }) => `\n**Verify with ${tool}**\n\n${fenced("sh", text)}`,
  );
  const snippets = installSnippets(outcome).map(
    ({ tool, language, text }) => `\n**${tool}**\n\n${fenced(language, text)}`,
  );
  const title = `Install ${escapeText(outcome.name ?? "")} ${escapeText(outcome.version ?? "")}${escapeText(from)}, pinned`;
  return `\n<details${open ? " open" : ""}><summary>${title}</summary>\n${snippets.join("")}${checks.join("")}\n</details>\n`;
}

/**
 * Text that neither Markdown nor HTML can mistake for markup, also inside a table. GitHub looks for mentions, and for
 * other repositories' issues, in what entities stand for, too; it finds none behind a space without width.
 */
export function escapeText(text: string): string {
  return entities(text).replace(/&#64;(?=\w)|(?<=\w)#(?=\d)/g, "$&&#8203;");
}

function entities(text: string): string {
  return visibleLine(text)
    .replace(/[&<>"'|`*_[\]\\~$@:]/g, (c) => `&#${c.codePointAt(0)};`)
    .replace(/(?<=www)\./gi, "&#46;");
}

/** Text whose words between backticks are code. */
function prose(text: string): string {
  const parts = visibleLine(text).split("`");
  return parts
    .map((part, index) => {
      if (index % 2 === 0) return escapeText(part);
      const isClosed = index < parts.length - 1 && part !== "";
      return isClosed ? code(part) : `&#96;${escapeText(part)}${index < parts.length - 1 ? "&#96;" : ""}`;
    })
    .join("");
}

/** Text in the type of code. */
export function code(text: string): string {
  return text === "" ? "" : `<code>${entities(text)}</code>`;
}

/** A fence longer than any run of backticks within. */
function fenced(language: string, untrusted: string): string {
  const text = visibleText(untrusted);
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((m) => m[0].length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}\n`;
}
