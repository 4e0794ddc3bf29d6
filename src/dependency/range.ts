import { compareVersions, parseVersion, type Version } from "./version.ts";

/**
 * A version range by the rules of Masterminds/semver v3.4 `constraints.go`, which are not npm's: a version fits when it
 * meets every comparison of one of the alternatives.
 */
export type Range = readonly Alternative[];

interface Alternative {
  readonly comparisons: readonly Comparison[];
  /** Whether a comparison names a pre-release: without, pre-releases never fit. */
  readonly takesPrereleases: boolean;
}

interface Comparison {
  readonly operator: Operator;
  readonly bound: Version;
  /** How many of the three numbers were written; in place of the others may stand an `x`. */
  readonly written: number;
}

type Operator = keyof typeof fits;

const part = "(?:\\d+|[xX*])";
const suffix = "(?:-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?";
const partial = `v?${part}(?:\\.${part})?(?:\\.${part})?${suffix}`;
const hyphen = new RegExp(`(${partial})\\s+-\\s+(${partial})`, "g");
const comparison = new RegExp(`(=>|>=|=<|<=|~>|!=|[=<>~^]|)\\s*(${partial})(?=[\\s,]|$)`, "y");
const separator = /\s*,\s*|\s+/y;
const synonyms: Readonly<Record<string, Operator>> = { "=>": ">=", "=<": "<=", "~>": "~", "": "=" };

/** What to do where nothing fits. */
export const rangeHint =
  "Change the `version` that is asked for; pre-releases fit only where the range names one, as in >=1.0.0-0.";

/** Reads a range: comparisons joined by commas or spaces, alternatives by `||`. `undefined` for what Helm refuses. */
export function parseRange(text: string): Range | undefined {
  const alternatives = text.replace(hyphen, " >=$1, <=$2 ").split("||").map(parseAlternative);
  return alternatives.every((alternative) => alternative !== undefined) ? alternatives : undefined;
}

/** Whether the version is in the range. */
export function isInRange(version: Version, range: Range): boolean {
  return range.some(
    ({ comparisons, takesPrereleases }) =>
      (version.prerelease.length === 0 || takesPrereleases) &&
      comparisons.every((one) => fits[one.operator](version, one)),
  );
}

function parseAlternative(text: string): Alternative | undefined {
  const trimmed = text.trim();
  const comparisons: Comparison[] = [];
  for (let at = 0; ; ) {
    comparison.lastIndex = at;
    const match = comparison.exec(trimmed);
    const [whole = "", operator = "", version = ""] = match ?? [];
    const parsed = match === null ? undefined : parseComparison(operator, version);
    if (parsed === undefined) return undefined;
    comparisons.push(parsed);
    at += whole.length;
    if (at === trimmed.length) break;
    separator.lastIndex = at;
    const gap = separator.exec(trimmed);
    if (gap === null) return undefined;
    at += gap[0].length;
  }
  return { comparisons, takesPrereleases: comparisons.some(({ bound }) => bound.prerelease.length > 0) };
}

function parseComparison(operator: string, text: string): Comparison | undefined {
  const [, numbers = "", prerelease = ""] = /^v?([^-+]+)(-[^+]+)?/.exec(text) ?? [];
  const parts = numbers.split(".");
  const wildcard = parts.findIndex((number) => /^[xX*]$/.test(number));
  const written = wildcard < 0 ? parts.length : wildcard;
  const known = [...parts.slice(0, written), "0", "0", "0"].slice(0, 3).join(".");
  // Build metadata counts for nothing in a comparison.
  const bound = parseVersion(known + prerelease);
  if (bound === undefined) return undefined;
  const named = synonyms[operator] ?? (operator as Operator); // the pattern knows no others
  // A lone `*` is 0.0.0 to every operator, and `~0.0.0` takes everything.
  if (written === 0) return { operator: named === "=" ? "~" : named, bound, written: 3 };
  return { operator: named, bound, written };
}

const fits = {
  "=": (version: Version, one: Comparison) =>
    one.written < 3 ? isTilde(version, one) : compareVersions(version, one.bound) === 0,
  "!=": isOther,
  ">": isGreater,
  "<": (version: Version, { bound }: Comparison) => compareVersions(version, bound) < 0,
  ">=": (version: Version, { bound }: Comparison) => compareVersions(version, bound) >= 0,
  "<=": isLessOrEqual,
  "~": isTilde,
  "^": isCaret,
};

/** `!=1.2` leaves out every 1.2.x. */
function isOther(version: Version, { bound, written }: Comparison): boolean {
  if (written === 3) return compareVersions(version, bound) !== 0;
  const isSame = sameNumbers(version, bound, written);
  if (!isSame || written < 2) return !isSame;
  // Of releases no patch is left; pre-releases are told apart.
  return version.prerelease.join(".") !== bound.prerelease.join(".");
}

/** `>1.2` begins at 1.3, `>1` at 2. */
function isGreater(version: Version, { bound, written }: Comparison): boolean {
  if (written === 3) return compareVersions(version, bound) > 0;
  const [major, minor] = version.numbers;
  const [boundMajor, boundMinor] = bound.numbers;
  if (major !== boundMajor) return major > boundMajor;
  return written === 2 && minor > boundMinor;
}

/** `<=1.2` reaches to the last 1.2.x. */
function isLessOrEqual(version: Version, { bound, written }: Comparison): boolean {
  if (written === 3) return compareVersions(version, bound) <= 0;
  const [major, minor] = version.numbers;
  const [boundMajor, boundMinor] = bound.numbers;
  return major < boundMajor || (major === boundMajor && (written < 2 || minor <= boundMinor));
}

/** `~1.2.3` and `~1.2` stay in 1.2, `~1` in 1. */
function isTilde(version: Version, { bound, written }: Comparison): boolean {
  if (compareVersions(version, bound) < 0) return false;
  const isAny = written === 3 && bound.numbers.every((number) => number === 0n);
  return isAny || sameNumbers(version, bound, Math.min(written, 2));
}

/** `^1.2.3` stays below 2, `^0.2.3` below 0.3, `^0.0.3` is 0.0.3; `^0` stays below 1, `^0.0` below 0.1. */
function isCaret(version: Version, { bound, written }: Comparison): boolean {
  if (compareVersions(version, bound) < 0) return false;
  const firstSet = bound.numbers.findIndex((number) => number > 0n);
  const fixed = firstSet < 0 ? 3 : firstSet + 1;
  return sameNumbers(version, bound, Math.min(fixed, written));
}

function sameNumbers(a: Version, b: Version, count: number): boolean {
  return a.numbers.slice(0, count).every((number, index) => number === b.numbers[index]);
}
