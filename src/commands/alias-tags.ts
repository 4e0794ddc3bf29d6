import { isStrictVersion } from "../chart/version.ts";
import { compareVersions, parseVersion, type Version } from "../dependency/version.ts";
import type { AliasKind } from "../options/version-options.ts";

/** A tag that follows the highest of some versions. */
export interface Alias {
  readonly tag: string;
  /** How many of the first numbers those versions have in common. */
  readonly shared: 0 | 1 | 2;
}

/**
 * The aliases that a version may have: none for a pre-release, and no `0`, for versions before 1.0.0 promise each other
 * nothing (SemVer 2.0.0 § 4).
 */
export function aliasesOf(version: string, kinds: readonly AliasKind[]): readonly Alias[] {
  const [major, minor] = stableVersion(version)?.numbers ?? [];
  if (major === undefined) return [];
  const aliases: Readonly<Record<AliasKind, Alias>> = {
    minor: { tag: `${major}.${minor}`, shared: 2 },
    major: { tag: `${major}`, shared: 1 },
    latest: { tag: "latest", shared: 0 },
  };
  return kinds.filter((kind) => kind !== "major" || major !== 0n).map((kind) => aliases[kind]);
}

/**
 * Of `versions` the one that an alias of `version` is for: the highest stable one that begins with the same numbers.
 * What is no strict version is passed over, as Helm does when it looks for a range.
 */
export function highestFor({ shared }: Alias, version: string, versions: readonly string[]): string {
  const own = stableVersion(version);
  if (own === undefined) return version;
  const isOfLine = ({ numbers }: Version): boolean =>
    numbers.slice(0, shared).every((number, index) => number === own.numbers[index]);
  const others = versions.flatMap((text) => stableVersion(text) ?? []).filter(isOfLine);
  return others.reduce((highest, other) => (compareBuilds(highest, other) < 0 ? other : highest), own).text;
}

function stableVersion(text: string): Version | undefined {
  const version = isStrictVersion(text) ? parseVersion(text) : undefined;
  return version?.prerelease.length === 0 ? version : undefined;
}

/** By precedence, and where build metadata alone differs by that, so that an alias has one place to be. */
function compareBuilds(a: Version, b: Version): number {
  const ofBuild = (version: Version): Version => {
    const [, build] = version.text.split("+");
    return { ...version, prerelease: ["0", ...(build?.split(".") ?? [])] };
  };
  return compareVersions(a, b) || compareVersions(ofBuild(a), ofBuild(b));
}
