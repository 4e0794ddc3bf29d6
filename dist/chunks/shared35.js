
import { c as spelledLine, d as diffLine, l as spelledText, n as countsOf, r as formatBytes, s as versions } from "./shared8.js";
import { a as label, i as fenced, n as codeLabel, o as prose, r as escapeText, t as code } from "./shared34.js";
import { c as formatLocation, o as faultOf, s as faultsOf } from "./shared24.js";
import { n as installSnippets } from "./shared22.js";
import { i as refOf, n as failuresOf, t as digestRefOf } from "./shared23.js";
import { t as shellWord } from "./shared13.js";

// src/report/diff-summary.ts
/** Bytes for one chart, so that it leaves room for the others. */
const maxChartBytes = 1e5;
/** How charts differ, folded, in Markdown of no more than `maxBytes` bytes but for a line a chart. */
function renderDiffs(outcomes, maxBytes) {
	const sections = outcomes.flatMap((outcome) => (outcome.diff ?? []).map((facts) => ({
		outcome,
		facts
	})));
	if (sections.length === 0) return "";
	let left = maxBytes;
	return `\n### What changes\n${sections.map(({ outcome, facts }, index) => {
		const text = renderDiff(outcome, facts, Math.min(maxChartBytes, Math.floor(left / (sections.length - index))));
		left -= Buffer.byteLength(text);
		return text;
	}).join("")}`;
}
function renderDiff({ name, version }, facts, room) {
	const chart = `<b>${label(name ?? "", 64)}</b> ${label(version ?? "", 64)}`;
	if (facts.version === void 0) return `\n${chart}: ${escapeText(spelledLine(diffLine(facts), 500))}\n`;
	const title = `${chart}: ${label(diffLine(facts))}`;
	const head = facts.notes.map((note) => `\n${prose(spelledLine(note, 500))}\n`).join("") + renderDependencies(facts);
	const { resources, files } = facts.excerpts;
	const { shown, missing } = fitting([...listed("Rendered manifests", resources, total(facts.resources)), ...listed("Files", files, total(facts.files))], room - Buffer.byteLength(title + head) - overhead);
	const rest = missing === 0 ? "" : `\n… and ${missing} more${whereAll(facts)}.\n`;
	const body = `${head}${shown.join("")}${rest}`;
	return body === "" ? `\n${title}\n` : `\n<details><summary>${title}</summary>\n${body}\n</details>\n`;
}
/** For the markup around the changes. */
const overhead = 300;
const total = (counts) => counts === void 0 ? 0 : counts.added + counts.changed + counts.removed;
const whereAll = ({ file }) => file === void 0 ? ": set output-dir to keep all of it" : ` in ${escapeText(spelledLine(file))}`;
function renderDependencies({ dependencies }) {
	if (dependencies.length === 0) return "";
	return `\n| Dependency | Before | Now |\n| --- | --- | --- |\n${dependencies.slice(0, 50).map(({ name, before, after }) => {
		return `| ${[
			name,
			versions(before),
			versions(after)
		].map((cell) => escapeText(spelledLine(cell))).join(" | ")} |\n`;
	}).join("")}`;
}
/** A heading and the changes below it; one `undefined` for each change that is known by number only. */
function listed(heading, excerpts, count) {
	if (count === 0) return [];
	return [...excerpts.map((excerpt, index) => (index === 0 ? `\n**${heading}**\n` : "") + renderChange(excerpt)), ...new Array(count - excerpts.length).fill(void 0)];
}
function fitting(texts, room) {
	const shown = [];
	let left = room;
	for (const text of texts) {
		const size = text === void 0 ? Infinity : Buffer.byteLength(text);
		if (text === void 0 || size > left) continue;
		shown.push(text);
		left -= size;
	}
	return {
		shown,
		missing: texts.length - shown.length
	};
}
const marks$1 = {
	added: "➕",
	changed: "✏️",
	removed: "➖"
};
function renderChange({ kind, title, lines, note, moreLines }) {
	const words = spelledLine(note ?? "", 1e3).replace(/(sha256:[0-9a-f]{12})[0-9a-f]{52}/g, "$1…");
	const why = words === "" ? "" : ` (${escapeText(words)})`;
	const head = `${marks$1[kind]} ${kind} <code>${escapeText(spelledLine(title))}</code>${why}`;
	if (lines.length === 0) return `\n${head}\n`;
	const more = moreLines === 0 ? "" : `\n… ${moreLines} more lines\n`;
	const text = spelledText(lines.join("\n"));
	return `\n<details><summary>${head}</summary>\n\n${fenced("diff", text)}${more}\n</details>\n`;
}

// src/report/findings.ts
/** The faults of an error in paragraphs, which wrap; only an excerpt has to keep its columns. */
function renderFaults(error) {
	return faultsOf(error).map(({ message, location, excerpt, fix }) => {
		const place = location === void 0 ? "" : `${codeLabel(formatLocation(location))}<br>\n`;
		const lines = excerpt === void 0 ? "" : `\n${fenced("text", excerpt)}`;
		return `\n${place}${prose(message)}\n${lines}${fix === void 0 ? "" : `\n<b>Fix:</b> ${prose(fix)}\n`}`;
	}).join("");
}
/** Warnings as items of a list, a line each. */
function renderWarnings(warnings) {
	return warnings.map(faultOf).map(({ message, location, fix }) => {
		return `- ${location === void 0 ? "" : `${codeLabel(formatLocation(location))}: `}${prose(message)}${fix === void 0 ? "" : ` <b>Fix:</b> ${prose(fix)}`}\n`;
	});
}

// src/report/verify-lines.ts
/** A line for each tool that can check what the chart bears, with the identity that signed filled in. */
function verifyLines(facts) {
	const { version, repository, signatures, signedBy } = facts;
	const pinned = digestRefOf(facts);
	if (pinned === void 0 || repository === void 0 || refOf(facts) === void 0) return [];
	const lines = [];
	if (signatures.includes("pgp")) {
		const chart = `${shellWord(`oci://${repository}`)} --version ${shellWord(version ?? "")}`;
		lines.push({
			tool: "Helm",
			text: `helm pull ${chart} --verify --keyring KEYRING.gpg`
		});
	}
	if (signedBy === void 0) return lines;
	if (signatures.includes("cosign")) lines.push({
		tool: "cosign",
		text: cosign("verify", signedBy, pinned)
	});
	if (signatures.includes("slsa")) {
		lines.push({
			tool: "cosign, build provenance",
			text: cosign("verify-attestation --type slsaprovenance1", signedBy, pinned)
		});
		const owner = gitHubOwner(signedBy);
		if (owner !== void 0) lines.push({
			tool: "GitHub CLI",
			text: `gh attestation verify ${shellWord(`oci://${pinned}`)} --owner ${owner}`
		});
	}
	return lines;
}
/** On lines of their own, for identities are long. */
function cosign(verb, by, pinned) {
	const signer = by.kind === "key" ? ["--key cosign.pub"] : [`--certificate-identity ${shellWord(by.identity)}`, `--certificate-oidc-issuer ${shellWord(by.issuer)}`];
	return [
		`cosign ${verb}`,
		...signer,
		shellWord(pinned)
	].join(" \\\n  ");
}
function gitHubOwner(by) {
	return by.kind === "identity" ? /^https:\/\/github\.com\/([\w.-]+)\//.exec(by.identity)?.[1] : void 0;
}

// src/report/summary.ts
const marks = {
	published: "✅",
	saved: "💾",
	unchanged: "🟰",
	planned: "📝",
	skipped: "⏭️",
	conflict: "⛔",
	failed: "❌"
};
/** GitHub takes 1 MiB of summary a step; what would go beyond is left to the log. */
const maxLength = 1e6;
/** Of that, what differences may take: the lines to install charts by want their place too. */
const maxDiffBytes = 6e5;
/** Of more charts, what is wrong stands above the table. */
const maxRows = 10;
/** The job summary in Markdown: a row a chart, the faults, and a pinned install of each chart. */
function renderSummary(report, warnings = []) {
	const head = `## Helm charts: ${countsOf(report)}\n`;
	const faults = failuresOf(report).map(renderFault);
	const installs = report.outcomes.filter((o) => o.status === "published" || o.status === "unchanged");
	const table = `\n${renderTable(report.outcomes)}`;
	const findings = faults.join("") + cautions(warnings);
	let text = head + (report.outcomes.length > maxRows ? findings + table : table + findings);
	text += renderDiffs(report.outcomes, Math.min(maxDiffBytes, maxLength - Buffer.byteLength(text)));
	const isSpread = new Set(installs.map(({ path }) => path)).size < installs.length;
	for (const [index, outcome] of installs.entries()) {
		const section = renderInstall(outcome, isSpread ? ` from ${outcome.repository ?? ""}` : "", installs.length === 1);
		if (text.length + section.length > maxLength) return `${text}\n${installs.length - index} more charts: their install lines are left out, for the summary is full.\n`;
		text += section;
	}
	return text;
}
/** The summary of a run that got no further. */
function renderStop(error, warnings) {
	return `## Helm charts: the run stopped\n${renderFaults(error)}${cautions(warnings)}`;
}
function cautions(warnings) {
	return warnings.length === 0 ? "" : `\n#### Warnings\n\n${renderWarnings(warnings).join("")}`;
}
function renderTable(outcomes) {
	return `| Result | Chart | Reference | Digest | Size |\n| --- | --- | --- | --- | ---: |\n${outcomes.map((outcome) => {
		const reason = "reason" in outcome ? `<br>${prose(shortened(outcome.reason).replace(/,$/, ""))}` : "";
		return `| ${[
			`${marks[outcome.status]}&nbsp;${outcome.status}${reason}${proofs(outcome)}`,
			outcome.name === void 0 ? codeLabel(outcome.path, 64) : `<b>${label(outcome.name, 64)}</b> ${label(outcome.version ?? "", 64)}`,
			codeLabel(refOf(outcome) ?? "") + aliases(outcome),
			code(shortened(outcome.digest ?? "")),
			outcome.size === void 0 ? "" : formatBytes(outcome.size).replace(" ", "&nbsp;")
		].join(" | ")} |\n`;
	}).join("")}`;
}
function aliases({ aliases = [] }) {
	return aliases.length === 0 ? "" : `<br>also ${aliases.map((alias) => codeLabel(alias)).join(", ")}`;
}
/** What the chart bears and its release, with GitHub's pages of them where there are any. */
function proofs({ signatures, attestationUrl, releaseUrl }) {
	const release = releaseUrl === void 0 ? "" : `<br>released: ${escapeText(releaseUrl)}`;
	if (signatures.length === 0) return release;
	const page = attestationUrl === void 0 ? "" : `<br>${escapeText(attestationUrl)}`;
	return `<br>signed: ${signatures.join(", ")}${page}${release}`;
}
/** Digests in full would make the table wider than the page; they stand in the install lines, and in the outputs. */
function shortened(text) {
	return text.replace(/(sha256:[0-9a-f]{12})[0-9a-f]{52}/g, "$1…");
}
/** The faults of a chart, its path above them. */
function renderFault(outcome) {
	return `\n#### ${marks[outcome.status]} ${label(outcome.path)}\n${renderFaults(outcome.error)}`;
}
function renderInstall(outcome, from, open) {
	const checks = verifyLines(outcome).map(({ tool, text }) => `\n**Verify with ${tool}**\n\n${fenced("sh", text)}`);
	const snippets = installSnippets(outcome).map(({ tool, language, text }) => `\n**${tool}**\n\n${fenced(language, text)}`);
	const title = `Install ${label(outcome.name ?? "")} ${label(outcome.version ?? "")}${label(from)}, pinned`;
	return `\n<details${open ? " open" : ""}><summary>${title}</summary>\n${snippets.join("")}${checks.join("")}\n</details>\n`;
}

export { renderWarnings as a, renderFaults as i, renderStop as n, renderSummary as r, renderFault as t };