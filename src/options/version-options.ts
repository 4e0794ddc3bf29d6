import type { Problem } from "../errors.ts";
import type { CommandName, OptionSpec } from "./spec.ts";
import { parseBoolean, splitList, splitRegistries } from "./values.ts";

const packaging: readonly CommandName[] = ["publish", "plan", "save"];
const versionSources = ["chart", "tag"] as const;
const aliasKinds = ["minor", "major", "latest"] as const;

/** A tag that follows the newest release: of its minor version (`1.4`), of its major one (`1`), or of all (`latest`). */
export type AliasKind = (typeof aliasKinds)[number];

/** How git tags name charts and versions unless the user says otherwise. */
const defaultTagPatterns = [
  "{name}-v{version}",
  "{name}-{version}",
  "{path}/v{version}",
  "{path}/{version}",
  "v{version}",
  "{version}",
] as const;

/** Which version a chart is published as, and under which tags. */
export const versionOptions = [
  {
    name: "version",
    type: "string",
    description:
      "Version to publish instead of Chart.yaml's; a leading `v` is dropped. `{version}`, `{sha}` (the commit checked out), `{short-sha}`, `{run}` and `{pr}` are filled in.",
    commands: packaging,
  },
  {
    name: "app-version",
    type: "string",
    description: "`appVersion` to publish instead of Chart.yaml's; the same placeholders.",
    commands: packaging,
  },
  {
    name: "version-from",
    type: { choices: versionSources },
    defaultText: "`chart`",
    description:
      "Where the version comes from in a run for a git tag: `chart`, Chart.yaml, which a tag that names the chart must agree with; or `tag`.",
    commands: packaging,
  },
  {
    name: "tag-pattern",
    type: "list",
    defaultText: defaultTagPatterns.map((pattern) => `\`${pattern}\``).join(", "),
    description:
      "How git tags name charts: `{version}`, with `{name}` of Chart.yaml or `{path}` of its directory; the longest match counts. Without either a tag is every chart's.",
    commands: packaging,
  },
  {
    name: "git-tag",
    type: "string",
    defaultText: "the tag that the run is for, on GitHub and GitLab",
    description: "Git tag that is released.",
    commands: packaging,
  },
  {
    name: "snapshot",
    type: "boolean",
    default: "false",
    description:
      "Publish a pre-release that names the commit: `1.4.0-pr.45.gabc1234` on pull requests (where `push: true` is needed to publish), `1.4.0-main.gabc1234` on branches. A release by `version-from: tag` stays one.",
    commands: packaging,
  },
  {
    name: "snapshot-registry",
    type: "list",
    defaultText: "`registry`",
    description: "Where snapshots go: `oci://host/path`.",
    commands: packaging,
  },
  {
    name: "alias-tags",
    type: "list",
    description:
      "Tags that follow the newest stable version, by digest: `minor` (`1.4`), `major` (`1`; none for 0), `latest`. Never moved to an older version.",
    commands: ["publish"],
  },
] as const satisfies readonly OptionSpec[];

/** The values of the options above. */
export interface VersionOptions {
  /** May hold placeholders. */
  readonly version?: string;
  /** May hold placeholders. */
  readonly appVersion?: string;
  readonly versionFrom: (typeof versionSources)[number];
  /** Each has `{version}` once. */
  readonly tagPatterns: readonly string[];
  /** The user has said how tags and versions belong together: a tag that names no chart is every chart's then. */
  readonly tagsAreOfCharts: boolean;
  readonly gitTag?: string;
  readonly snapshot: boolean;
  /** As written; where left out snapshots go where releases go. */
  readonly snapshotRegistries: readonly string[];
  readonly aliasTags: readonly AliasKind[];
}

type Text = (name: (typeof versionOptions)[number]["name"]) => string | undefined;

/** Reads them; adds to `problems` patterns and aliases that are none, and two versions for one chart. */
export function readVersionOptions(text: Text, problems: Problem[]): VersionOptions {
  const [version, appVersion, versionFrom] = [text("version"), text("app-version"), text("version-from")];
  const gitTag = text("git-tag");
  const patterns = splitList(text("tag-pattern") ?? "");
  problems.push(...patterns.flatMap(patternProblems));
  const aliases = splitList(text("alias-tags") ?? "");
  const unknown = aliases.filter((alias) => !isAliasKind(alias));
  for (const alias of unknown) {
    problems.push({ message: `alias-tags: “${alias}” is none of ${aliasKinds.join(", ")}` });
  }
  if (version !== undefined && versionFrom === "tag") {
    problems.push({
      message: "version is given besides version-from: tag, and a chart can have one version only",
      hint: "Leave one of them out.",
    });
  }
  return {
    ...(version !== undefined && { version }),
    ...(appVersion !== undefined && { appVersion }),
    versionFrom: versionFrom === "tag" ? "tag" : "chart",
    tagPatterns: patterns.length > 0 ? patterns : defaultTagPatterns,
    tagsAreOfCharts: versionFrom !== undefined || patterns.length > 0,
    ...(gitTag !== undefined && { gitTag: gitTag.replace(/^refs\/tags\//, "") }),
    snapshot: parseBoolean(text("snapshot") ?? "false") ?? false,
    snapshotRegistries: splitRegistries(text("snapshot-registry") ?? ""),
    aliasTags: aliasKinds.filter((kind) => aliases.includes(kind)),
  };
}

const isAliasKind = (text: string): text is AliasKind => aliasKinds.some((kind) => kind === text);

function patternProblems(pattern: string): Problem[] {
  const names = [...pattern.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? "");
  const hint = `Write it as in ${defaultTagPatterns[0]}.`;
  const versions = names.filter((name) => name === "version").length;
  const problems = names
    .filter((name) => !["name", "path", "version"].includes(name))
    .map((name): Problem => ({ message: `tag-pattern “${pattern}”: “{${name}}” is no placeholder`, hint }));
  if (versions === 1) return problems;
  const how = versions === 0 ? "has no {version}" : "has {version} more than once";
  return [...problems, { message: `tag-pattern “${pattern}” ${how}`, hint }];
}
