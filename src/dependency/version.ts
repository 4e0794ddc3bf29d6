import { isVersion } from "../chart/version.ts";

/** A version, taken apart for comparing. */
export interface Version {
  /** As written, with its `v` and its build metadata. */
  readonly text: string;
  /** Major, minor and patch; what is left out is zero. */
  readonly numbers: readonly [bigint, bigint, bigint];
  /** The pre-release's identifiers; none for a release. */
  readonly prerelease: readonly string[];
}

/** Reads a version as loosely as Helm does: `v1`, `1.2` and `01.2.3` are versions. `undefined` for what is none. */
export function parseVersion(text: string): Version | undefined {
  if (!isVersion(text)) return undefined;
  const [release = "", ...rest] = text.replace(/^v/, "").replace(/\+.*$/, "").split("-");
  const [major = "0", minor = "0", patch = "0"] = release.split(".");
  const prerelease = rest.length === 0 ? [] : rest.join("-").split(".");
  return { text, numbers: [BigInt(major), BigInt(minor), BigInt(patch)], prerelease };
}

/** Orders versions by SemVer 2.0.0 § 11: negative where `a` is the lower. Build metadata makes no difference. */
export function compareVersions(a: Version, b: Version): number {
  for (const index of [0, 1, 2] as const) {
    if (a.numbers[index] !== b.numbers[index]) return a.numbers[index] < b.numbers[index] ? -1 : 1;
  }
  return comparePrereleases(a.prerelease, b.prerelease);
}

function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return Math.sign(b.length) - Math.sign(a.length);
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const [one, other] = [a[index], b[index]];
    if (one === undefined || other === undefined) return one === undefined ? -1 : 1;
    if (one !== other) return compareIdentifiers(one, other);
  }
  return 0;
}

/** Numbers come before words; nothing else is compared as a number. */
function compareIdentifiers(a: string, b: string): number {
  const [aIsNumber, bIsNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (aIsNumber !== bIsNumber) return aIsNumber ? -1 : 1;
  if (aIsNumber) return BigInt(a) < BigInt(b) ? -1 : 1;
  return a < b ? -1 : 1;
}
