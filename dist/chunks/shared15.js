
import { t as PublishError } from "./shared4.js";
import { o as isVersion } from "./shared11.js";
import { t as fillRelease } from "./shared25.js";

// src/dependency/version.ts
/** Reads a version as loosely as Helm does: `v1`, `1.2` and `01.2.3` are versions. `undefined` for what is none. */
function parseVersion(text) {
	if (!isVersion(text)) return void 0;
	const [release = "", ...rest] = text.replace(/^v/, "").replace(/\+.*$/, "").split("-");
	const [major = "0", minor = "0", patch = "0"] = release.split(".");
	const prerelease = rest.length === 0 ? [] : rest.join("-").split(".");
	return {
		text,
		numbers: [
			BigInt(major),
			BigInt(minor),
			BigInt(patch)
		],
		prerelease
	};
}
/** Orders versions by SemVer 2.0.0 § 11: negative where `a` is the lower. Build metadata makes no difference. */
function compareVersions(a, b) {
	for (const index of [
		0,
		1,
		2
	]) if (a.numbers[index] !== b.numbers[index]) return a.numbers[index] < b.numbers[index] ? -1 : 1;
	return comparePrereleases(a.prerelease, b.prerelease);
}
function comparePrereleases(a, b) {
	if (a.length === 0 || b.length === 0) return Math.sign(b.length) - Math.sign(a.length);
	for (let index = 0; index < Math.max(a.length, b.length); index++) {
		const [one, other] = [a[index], b[index]];
		if (one === void 0 || other === void 0) return one === void 0 ? -1 : 1;
		if (one !== other) return compareIdentifiers(one, other);
	}
	return 0;
}
/** Numbers come before words; nothing else is compared as a number. */
function compareIdentifiers(a, b) {
	const [aIsNumber, bIsNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
	if (aIsNumber !== bIsNumber) return aIsNumber ? -1 : 1;
	if (aIsNumber) return BigInt(a) < BigInt(b) ? -1 : 1;
	return a < b ? -1 : 1;
}

// src/commands/releases.ts
/** What a run that does not write would release, a line each. */
function plannedReleases(releaseTag, outcomes) {
	return outcomes.flatMap(({ status, name, version }) => {
		if (status !== "planned" && status !== "unchanged") return [];
		if (name === void 0 || version === void 0) return [];
		return [`${name} ${version}: would be released on GitHub as ${fillRelease(releaseTag, {
			name,
			version
		})}`];
	});
}
/** Two charts with one tag: the second would find the first one's release. */
function refuseSharedTags(releaseTag, charts) {
	const byTag = /* @__PURE__ */ new Map();
	for (const chart of charts) {
		const tag = fillRelease(releaseTag, chart.facts);
		byTag.set(tag, [...byTag.get(tag) ?? [], chart]);
	}
	const problems = [...byTag].filter(([, sharing]) => sharing.length > 1).map(([tag, sharing]) => ({
		message: `${sharing.map(({ facts }) => facts.path).join(" and ")} would both be released as ${tag}`,
		hint: "Write release-tag with {name}: {name}-{version}."
	}));
	if (problems.length > 0) throw new PublishError("USAGE", "Could not plan the releases.", { problems });
}

export { parseVersion as i, refuseSharedTags as n, compareVersions as r, plannedReleases as t };