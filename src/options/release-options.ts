import type { Problem } from "../errors.ts";
import type { CommandName, OptionSpec } from "./spec.ts";
import { parseBoolean } from "./values.ts";

const releasing: readonly CommandName[] = ["publish", "plan"];
const makeLatest = ["legacy", "true", "false"] as const;

/** Releases on GitHub. */
export const releaseOptions = [
  {
    name: "release",
    type: "boolean",
    default: "false",
    description:
      "Make a release on GitHub of each chart that is published or unchanged, with its archive and proofs; takes `contents: write`.",
    commands: releasing,
  },
  {
    name: "release-tag",
    type: "string",
    default: "{name}-{version}",
    description:
      "Tag of a chart's release, made at the commit that is checked out where it is not there yet.",
    commands: releasing,
  },
  {
    name: "release-notes",
    type: "string",
    defaultText: "install line, and the commits that touched the chart since its last release",
    description:
      "File with a release's notes in Markdown; `{name}` and `{version}` are filled in: `charts/{name}/RELEASE.md`.",
    commands: releasing,
  },
  {
    name: "make-latest",
    type: { choices: makeLatest },
    default: "legacy",
    description:
      "Whether GitHub shows the release as the latest: `legacy` goes by date and version; with `true` the last chart of a run is.",
    commands: releasing,
  },
] as const satisfies readonly OptionSpec[];

/** How charts are released on GitHub. */
export interface ReleaseOptions {
  readonly release: boolean;
  /** With `{version}`, and perhaps `{name}`. */
  readonly releaseTag: string;
  /** Relative to the working directory; may hold `{name}` and `{version}`. */
  readonly releaseNotes?: string;
  readonly makeLatest: (typeof makeLatest)[number];
}

/** Reads the options of releases; faults go to `problems`. */
export function readReleaseOptions(
  text: (name: (typeof releaseOptions)[number]["name"]) => string | undefined,
  problems: Problem[],
): ReleaseOptions {
  const releaseTag = text("release-tag") ?? "{name}-{version}";
  const releaseNotes = text("release-notes");
  problems.push(...faultsOfTag(releaseTag));
  if (releaseNotes !== undefined) problems.push(...unknownPlaceholders("release-notes", releaseNotes));
  return {
    release: parseBoolean(text("release") ?? "false") ?? false,
    releaseTag,
    ...(releaseNotes !== undefined && { releaseNotes }),
    makeLatest: (text("make-latest") ?? "legacy") as ReleaseOptions["makeLatest"], // checked against the choices above
  };
}

/** Fills in `{name}` and `{version}`. */
export function fillRelease(
  template: string,
  chart: { readonly name: string; readonly version: string },
): string {
  return template.replaceAll("{name}", chart.name).replaceAll("{version}", chart.version);
}

/** The rules of `git check-ref-format`, for what a chart's name and version do not bring. */
function faultsOfTag(template: string): readonly Problem[] {
  const problems = [...unknownPlaceholders("release-tag", template)];
  if (!template.includes("{version}"))
    problems.push({
      message: `release-tag “${template}” lacks {version}, so that every version would have one tag`,
      hint: "Write it as {name}-{version}, or v{version} for a repository of one chart.",
    });
  const tag = fillRelease(template, { name: "n", version: "1" });
  if (/[\p{Cc}\s~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock(\/|$)|^[-/.]|[/.]$/u.test(tag))
    problems.push({
      message: `release-tag “${template}” is no name that git takes for a tag`,
      hint: "Use letters, digits, “-”, “.” and “/” besides the placeholders.",
    });
  return problems;
}

function unknownPlaceholders(option: string, template: string): readonly Problem[] {
  return [...template.matchAll(/\{[^{}]*\}/g)]
    .map(([placeholder]) => placeholder)
    .filter((placeholder) => placeholder !== "{name}" && placeholder !== "{version}")
    .map((placeholder) => ({
      message: `${option}: “${placeholder}” is no placeholder`,
      hint: "Use {name} and {version}.",
    }));
}
