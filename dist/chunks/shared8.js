
import { t as helmInstallLine } from "./shared22.js";
import { i as refOf, t as digestRefOf } from "./shared23.js";

// src/report/diff-facts.ts
/** Lines of one change on a page. */
const maxLines = 100;
/** Characters of a line on a page. */
const maxLineLength = 300;
/** Characters of all changes that are kept for a page, which takes fewer; the other changes are counted. */
const maxKept = 12e4;
/** What of the changes a page may show. */
function excerptsOf(changes) {
	const excerpts = [];
	let left = maxKept;
	for (const change of changes) {
		const lines = change.lines.slice(0, maxLines).map(cutLine);
		left -= change.title.length + lines.reduce((sum, line) => sum + line.length, 0);
		if (left < 0) break;
		excerpts.push({
			...change,
			lines,
			moreLines: change.lines.length - lines.length
		});
	}
	return excerpts;
}
function cutLine(line) {
	if (line.length <= maxLineLength) return line;
	return `${line.slice(0, maxLineLength)}… ${line.length - maxLineLength} more characters`;
}
/** One line on a comparison. */
function diffLine(facts) {
	const { against, version, notes } = facts;
	if (version !== void 0) return `${countsText(facts)}, compared with ${baseText(facts)}`;
	const [note] = notes;
	return note ?? (against === "published" ? "nothing published to compare with" : "not there at the base");
}
/** `1.1.0 as published`, `1.1.0 at the base`. */
function baseText({ against, version }) {
	return `${version ?? "nothing"} ${against === "published" ? "as published" : "at the base"}`;
}
/** The numbers in words: `2 resources changed, 1 added; 3 files changed`. */
function countsText({ files, resources, dependencies }) {
	const parts = [
		resources === void 0 ? "" : part(resources, "resource"),
		part(files, "file"),
		dependencies.length === 0 ? "" : plural(dependencies.length, "dependency", "dependencies")
	].filter((text) => text !== "");
	return parts.length === 0 ? "no differences" : parts.join("; ");
}
function part({ added, changed, removed }, noun) {
	return Object.entries({
		changed,
		added,
		removed
	}).filter(([, count]) => count > 0).map(([verb, count], index) => `${index === 0 ? plural(count, noun, `${noun}s`) : count} ${verb}`).join(", ");
}
const plural = (count, one, many) => `${count} ${count === 1 ? one : many}`;

// src/report/spelled-text.ts
/** Control characters but tab and line feed, marks that turn or hide text, and halves of characters. */
const unseen = /[^\P{C}\n\t]|[\u2028\u2029]/gu;
/** Text in which what would hide is spelled out: `\r` becomes `<U+000D>`, a mark that turns text around `<U+202E>`. */
function spelledText(text) {
	return text.replace(unseen, (character) => {
		return `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}>`;
	});
}
/** The same on one line, and no longer than `maxLength` characters. */
function spelledLine(text, maxLength = 200) {
	const line = spelledText(text.slice(0, maxLength)).replace(/[\n\t]/g, " ");
	return text.length > maxLength ? `${line}…` : line;
}

// src/report/diff-text.ts
/** The comparison as a unified diff, with remarks in lines that begin with `#`. */
function diffText({ title, facts, files, resources }) {
	const { dependencies, notes } = facts;
	return `${[
		`# ${title}, compared with ${baseText(facts)}`,
		...notes.map((note) => `# ${spelledLine(note, 2e3)}`),
		...dependencies.map(({ name, before, after }) => `# dependency ${spelledLine(`${name}: ${versions(before)} → ${versions(after)}`)}`),
		...files.flatMap((change) => changeLines(change, "files")),
		...resources.flatMap((change) => changeLines(change, "rendered"))
	].join("\n")}\n`;
}
/** `1.2.3`, several of them, or that there is none. */
const versions = (list) => list.length === 0 ? "none" : list.join(", ");
function changeLines({ kind, title, lines, note }, place) {
	const name = `${place}/${spelledLine(title, 2e3)}`;
	return [
		`--- ${kind === "added" ? "/dev/null" : `a/${name}`}`,
		`+++ ${kind === "removed" ? "/dev/null" : `b/${name}`}`,
		...note === void 0 ? [] : [`# ${spelledLine(note)}`],
		...lines.map(spelledText)
	];
}

// src/report/lines.ts
const marks = {
	published: "✓",
	saved: "✓",
	unchanged: "=",
	skipped: "-",
	planned: "→",
	conflict: "✗",
	failed: "✗"
};
/** One line on what became of a chart, ending in the digest where there is one. */
function lineOf(outcome) {
	const chart = outcome.name === void 0 ? outcome.path : `${outcome.name} ${outcome.version}`;
	return `${marks[outcome.status]} ${chart}: ${story(outcome)}`;
}
/** One line on an archive that was made. */
function packagedLine({ name, version, size = 0, chartDigest }) {
	return `${name} ${version}: ${formatBytes(size)} ${chartDigest ?? ""}`;
}
const statuses = Object.keys(marks);
function story(outcome) {
	switch (outcome.status) {
		case "published":
		case "saved": {
			const replaces = "replaced" in outcome ? `, replacing ${outcome.replaced}` : "";
			return `${outcome.status} ${refOf(outcome)} (${formatBytes(outcome.size ?? 0)})${replaces}${aliases(outcome)}${proofs(outcome)}${hub(outcome)} ${outcome.digest ?? ""}`;
		}
		case "unchanged": return `unchanged ${refOf(outcome)}${aliases(outcome)}${proofs(outcome)}${hub(outcome)} ${outcome.digest}`;
		case "skipped": return `skipped${at(outcome)}, ${outcome.reason}${hub(outcome)}${outcome.digest === void 0 ? "" : ` ${outcome.digest}`}`;
		case "planned": return `${outcome.reason} as ${digestRefOf(outcome) ?? refOf(outcome)}${hub(outcome)}`;
		case "conflict":
		case "failed": return `${outcome.status}${at(outcome)}`;
	}
}
/** That Artifact Hub's metadata are new; that they are not is no news. */
function hub({ artifactHub }) {
	return artifactHub === void 0 || artifactHub === "unchanged" ? "" : {
		published: ", artifacthub-repo.yml pushed",
		planned: ", artifacthub-repo.yml would be pushed"
	}[artifactHub];
}
function aliases({ aliases = [] }) {
	return aliases.length === 0 ? "" : `, also as ${aliases.join(", ")}`;
}
/** The place, which tells one target from another. */
function at(facts) {
	const ref = refOf(facts);
	return ref === void 0 ? "" : ` ${ref}`;
}
/** What Sigstore says of it; a provenance file is part of the manifest, and no news. */
function proofs({ signatures }) {
	const words = {
		pgp: "",
		cosign: ", signed",
		slsa: ", attested"
	};
	return signatures.map((kind) => words[kind]).join("");
}
/** How the run ends, for people: the counts, and how to install what is there by digest. */
function closingLines(report) {
	const installs = report.outcomes.filter((o) => o.status === "published" || o.status === "unchanged").flatMap((o) => helmInstallLine(o) ?? []);
	const pinned = installs.length === 0 ? [] : ["Install by digest:", ...installs.map((line) => `  ${line}`)];
	return [countsOf(report), ...pinned];
}
/** `2 published, 1 conflict`. */
function countsOf({ outcomes }) {
	return statuses.map((status) => [outcomes.filter((o) => o.status === status).length, status]).filter(([count]) => count > 0).map(([count, status]) => `${count} ${status}`).join(", ") || "no charts";
}
/** `812 B`, `12.3 kB`, `4.0 MB`: decimal, as registries count. */
function formatBytes(bytes) {
	if (bytes < 1e3) return `${bytes} B`;
	if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`;
	return `${(bytes / 1e6).toFixed(1)} MB`;
}

export { packagedLine as a, spelledLine as c, diffLine as d, excerptsOf as f, lineOf as i, spelledText as l, countsOf as n, diffText as o, formatBytes as r, versions as s, closingLines as t, countsText as u };