import path from "node:path";
import { compareVersions, parseVersion, type Version } from "../dependency/version.ts";
import type { ChartSource } from "./find-charts.ts";

/** A chart now and at its base. */
export interface ComparedChart {
  readonly name: string;
  readonly version: string;
  readonly baseVersion: string;
  /** The files that differ. */
  readonly files: readonly string[];
  /** What the base is called. */
  readonly base: string;
}

/** So many differing files are named. */
const maxNames = 5;

/**
 * Why the version of a chart that changed cannot stay, and what to do; `undefined` where it rose, or nothing changed.
 * Higher is as SemVer 2.0.0 § 11 has it, where build metadata does not count.
 */
export function unrisenVersion(
  { kind, shownPath }: ChartSource,
  { name, version, baseVersion, files, base }: ComparedChart,
): { readonly message: string; readonly hint: string } | undefined {
  const [a, b] = [parseVersion(version), parseVersion(baseVersion)];
  if (files.length === 0 || a === undefined || b === undefined) return undefined;
  const order = compareVersions(a, b);
  if (order > 0) return undefined;
  const why =
    version === baseVersion
      ? `${base} has the same version with other content`
      : order < 0
        ? `${base} has ${baseVersion}, which is higher`
        : `${base} has ${baseVersion}, and what follows the + makes no version higher`;
  const next = nextVersion(b);
  const fix =
    kind === "directory"
      ? `Set version: ${next} or higher in ${path.join(shownPath, "Chart.yaml")}`
      : `Package the chart as ${next} or higher`;
  return {
    message: `Could not take ${name} ${version}: ${why}. Changed: ${namesOf(files)}.`,
    hint: `${fix}. If versions need not rise, set check-version: off.`,
  };
}

/** The next patch, or the release that a pre-release comes before. */
function nextVersion({ numbers: [major, minor, patch], prerelease }: Version): string {
  return `${major}.${minor}.${prerelease.length > 0 ? patch : patch + 1n}`;
}

function namesOf(files: readonly string[]): string {
  const more = files.length > maxNames ? ` and ${files.length - maxNames} more` : "";
  return `${files.slice(0, maxNames).join(", ")}${more}`;
}
