const identifiers = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";
const loose = new RegExp(
  `^v?([0-9]+)(?:\\.([0-9]+))?(?:\\.([0-9]+))?(?:-(${identifiers}))?(?:\\+${identifiers})?$`,
);
const strict = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;
const maxUint64 = 2n ** 64n - 1n;

/** Whether Helm takes it for a chart's version: Masterminds/semver v3.4 `NewVersion`, which allows `v1`, `1.2`, `01.2.3`. */
export function isVersion(text: string): boolean {
  const match = loose.exec(text);
  if (match === null) return false;
  const [, major = "0", minor = "0", patch = "0", prerelease = ""] = match;
  if ([major, minor, patch].some((part) => BigInt(part) > maxUint64)) return false;
  return !prerelease.split(".").some((part) => /^0\d+$/.test(part));
}

/**
 * Whether it is a version of SemVer 2.0.0 § 2: three numbers without leading zeros, no `v`. Helm's ranges and its
 * listing of tags see no others (Masterminds/semver v3.4 `StrictNewVersion`).
 */
export function isStrictVersion(text: string): boolean {
  return strict.test(text) && isVersion(text);
}
