import type { Chart } from "../chart/chart.ts";
import { overrideVersions } from "../chart/override.ts";
import { PublishError } from "../errors.ts";
import type { Context } from "../options/context.ts";
import type { Options } from "../options/parse.ts";
import { fillPlaceholders } from "../options/placeholders.ts";
import type { ChartSource } from "./find-charts.ts";
import type { History } from "./history.ts";
import { locateVersion } from "./locate-version.ts";
import { snapshotVersion } from "./snapshot-version.ts";
import { isSnapshot } from "./target.ts";

/** A git tag, and the version of the chart that it is of. */
export interface ReleasedVersion {
  readonly tag: string;
  readonly version: string;
}

/** What decides which version a chart is published as. */
export interface VersionSettings {
  readonly options: Options;
  readonly context: Context;
  readonly history: History | undefined;
  readonly release?: ReleasedVersion;
}

/**
 * The chart under the version that it is published as: `version`, the tag's or its own, made a snapshot where asked.
 * Throws USAGE for placeholders without a value and for what is no version.
 */
export function applyVersions(chart: Chart, { options, context, history, release }: VersionSettings): Chart {
  const sha = history?.head ?? context.commit;
  const shared = {
    ...(sha !== undefined && { sha }),
    ...(context.run !== undefined && { run: context.run }),
    ...(context.pullRequest !== undefined && { pr: context.pullRequest }),
  };
  const fill = (option: string, template: string | undefined, version: string | undefined) =>
    template === undefined
      ? undefined
      : fillPlaceholders(option, template, { ...shared, ...(version !== undefined && { version }) });
  const released = options.versionFrom === "tag" ? release?.version : undefined;
  const own = fill("version", options.version, chart.metadata.version) ?? released;
  const appVersion = fill("app-version", options.appVersion, chart.metadata.appVersion);
  const version = isSnapshot(options, context)
    ? snapshotVersion(own ?? chart.metadata.version, context, history?.head)
    : own;
  if (version === undefined && appVersion === undefined) return chart;
  return overrideVersions(chart, {
    ...(version !== undefined && { version }),
    ...(appVersion !== undefined && { appVersion }),
  });
}

/** Throws CHART_INVALID where the chart has another version than its tag. */
export function requireVersion(source: ChartSource, chart: Chart, { tag, version }: ReleasedVersion): void {
  const { name, version: own } = chart.metadata;
  if (own.replace(/^v/, "") === version) return;
  const says = source.kind === "archive" ? "the archive is of" : "Chart.yaml says";
  const hint =
    source.kind === "archive"
      ? `Package the chart as ${version}, or tag the commit as a release of ${own}.`
      : `Set version: ${version} in Chart.yaml and tag that commit, or take versions from tags with version-from: tag. If the tag is of something else, set tag-pattern to how charts are tagged.`;
  throw new PublishError("CHART_INVALID", `Could not release ${name}: tag ${tag} but ${says} ${own}.`, {
    location: locateVersion(source, chart),
    hint,
  });
}
