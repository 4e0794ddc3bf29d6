import { isDeepStrictEqual } from "node:util";
import { PublishError } from "../errors.ts";
import type { Chart } from "./chart.ts";
import { fileIn } from "./file-path.ts";
import { invalidChart } from "./invalid.ts";
import { versionWarnings } from "./lint.ts";
import type { Metadata } from "./metadata.ts";
import { publishProblems } from "./publishable.ts";
import { type MetadataDraft, readMetadata } from "./read-metadata.ts";
import { sanitise } from "./sanitise.ts";
import { setField } from "./set-field.ts";
import { sourceOf } from "./source.ts";
import { metadataProblems } from "./validate.ts";
import { isVersion } from "./version.ts";

/** What to publish a chart as; empty or absent leaves the chart's own. */
export interface VersionOverrides {
  readonly version?: string;
  readonly appVersion?: string;
}

/**
 * The chart with another version, as `helm package --version --app-version` would make it. Chart.yaml is changed
 * in those two values and nowhere else. Throws USAGE for what is no version, CHART_INVALID where Chart.yaml is
 * written in a way that cannot be changed so.
 */
export function overrideVersions(chart: Chart, overrides: VersionOverrides): Chart {
  const wanted: Metadata = {
    ...chart.metadata,
    ...(overrides.version ? { version: overrides.version } : {}),
    ...(overrides.appVersion ? { appVersion: sanitise(overrides.appVersion) } : {}),
  };
  if (!isVersion(wanted.version)) throw notAVersion(wanted.version);
  if (isDeepStrictEqual(wanted, chart.metadata)) return chart;
  const before = draftOf(chart);
  const changed = withFields(chart, wanted);
  const draft = draftOf(changed);
  if (!isDeepStrictEqual(draft.metadata, wanted)) throw notWritable(draft.file);
  const problems = [...metadataProblems(draft), ...publishProblems(draft)];
  if (problems.length > 0) throw invalidChart(`Could not set the version of ${chart.source}`, problems);
  const stale = versionWarnings(before).map(({ message }) => message);
  const kept = chart.warnings.filter(({ message }) => !stale.includes(message));
  return { ...changed, metadata: wanted, warnings: [...kept, ...versionWarnings(draft)] };
}

/** Sets what differs, one field after the other: the second may be an alias of the first. */
function withFields(chart: Chart, wanted: Metadata): Chart {
  let changed = chart;
  for (const field of ["version", "appVersion"] as const) {
    const value = wanted[field];
    if (value === undefined || draftOf(changed).metadata[field] === value) continue;
    changed = {
      ...changed,
      files: changed.files.map((file) => {
        if (file.path !== "Chart.yaml") return file;
        const source = sourceOf(file.bytes, fileIn(chart.source, file.path));
        const text = setField(source, field, value);
        if (text === undefined) throw notWritable(source.file);
        return { ...file, bytes: new TextEncoder().encode(text) };
      }),
    };
  }
  return changed;
}

function draftOf({ files, source }: Chart): MetadataDraft {
  const draft = readMetadata(files, source);
  if (draft !== undefined) return draft;
  throw new PublishError(
    "CHART_INVALID",
    `Could not set the version of ${source}: Chart.yaml file is missing`,
  );
}

function notAVersion(version: string): PublishError {
  return new PublishError(
    "USAGE",
    `Could not publish as version ${JSON.stringify(version)}: it is no semantic version`,
    {
      hint: "give three numbers, as in 1.2.3 or 1.2.3-rc.1+build.5",
    },
  );
}

function notWritable(file: string): PublishError {
  return new PublishError(
    "CHART_INVALID",
    `Could not set the version in ${file}: it is written in an unusual way`,
    {
      location: { file },
      hint: "write `version: 1.2.3` and `appVersion: 1.2.3` on lines of their own, without anchors or merge keys",
    },
  );
}
