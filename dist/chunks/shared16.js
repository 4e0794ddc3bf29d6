
import { o as isVersion } from "./shared12.js";

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

export { parseVersion as n, compareVersions as t };