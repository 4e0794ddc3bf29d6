import type { Maintainer, Metadata } from "../chart/metadata.ts";
import { PublishError } from "../errors.ts";
import { sortedByKey } from "./json.ts";

/** What a manifest's annotations may say besides the chart's own words. */
export interface AnnotationOptions {
  /** When the chart was made, RFC 3339. */
  readonly created?: string;
  /** The repository that the chart comes from, as a URL. */
  readonly source?: string;
  /** The commit that the chart comes from. */
  readonly revision?: string;
  /** What the user asks for; goes before everything but title and version. */
  readonly extra?: ReadonlyMap<string, string>;
}

const prefix = "org.opencontainers.image.";

/** These two say what the chart is; Helm lets nobody change them (Helm v4.1.4 pkg/registry/chart.go). */
const immutable = new Set([`${prefix}title`, `${prefix}version`]);

/**
 * The annotations of a chart's manifest, sorted bytewise: Helm's own by Helm's rules (v4.1.4 pkg/registry/chart.go),
 * then `source` and `revision` where the chart has none, then `extra`. Throws USAGE for an `extra` title or version.
 */
export function buildAnnotations(
  metadata: Metadata,
  options: AnnotationOptions = {},
): ReadonlyMap<string, string> {
  const { created, source, revision, extra = new Map() } = options;
  const refused = [...extra.keys()].filter((key) => immutable.has(key));
  if (refused.length > 0) {
    throw new PublishError(
      "USAGE",
      `Could not annotate ${metadata.name}: ${refused.join(" and ")} cannot be set.`,
      {
        hint: "They are the chart's name and version: change them in Chart.yaml, and leave them out of `annotations`.",
      },
    );
  }
  const annotations = new Map(helmAnnotations(metadata, created));
  for (const [key, value] of [
    [`${prefix}source`, source],
    [`${prefix}revision`, revision],
  ] as const) {
    if (value !== undefined && !annotations.has(key)) annotations.set(key, value);
  }
  return sortedByKey([...annotations, ...extra]);
}

function* helmAnnotations(metadata: Metadata, created: string | undefined): Generator<[string, string]> {
  const fields = {
    description: metadata.description,
    title: metadata.name,
    version: metadata.version,
    url: metadata.home,
    created,
    source: metadata.sources?.[0],
    authors: metadata.maintainers?.map(authorOf).join(", "),
  };
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined && value.trim() !== "") yield [prefix + name, value];
  }
  for (const [key, value] of metadata.annotations ?? []) {
    if (!immutable.has(key)) yield [key, value];
  }
}

/** Helm joins what there is, so an author may be empty or begin with a space. */
const authorOf = ({ name = "", email }: Maintainer): string =>
  name + (email === undefined ? "" : ` (${email})`);
