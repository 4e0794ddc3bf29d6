
import { t as helmInstallLine } from "./shared12.js";
import { i as refOf, t as digestRefOf } from "./shared10.js";

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

export { packagedLine as a, lineOf as i, countsOf as n, formatBytes as r, closingLines as t };