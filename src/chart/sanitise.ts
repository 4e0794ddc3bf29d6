import type { Dependency, Maintainer, Metadata } from "./metadata.ts";
import type { RawDependency, RawMetadata } from "./raw-metadata.ts";

/** One line of printable text, as Helm v4.1.4 `sanitizeString` leaves it: any space is a space, the rest must print. */
export function sanitise(text: string): string {
  return text.replace(/\p{White_Space}/gu, " ").replace(/[^ \p{L}\p{M}\p{N}\p{P}\p{S}]/gu, "");
}

/** The metadata Helm keeps: texts sanitised, empty fields left out. Null entries of lists are dropped. */
export function toMetadata(raw: Partial<RawMetadata>): Metadata {
  return {
    name: sanitise(raw.name ?? ""),
    // Helm leaves version, apiVersion, type, annotations and alias as they are.
    version: raw.version ?? "",
    apiVersion: raw.apiVersion || "v1",
    ...present({
      home: line(raw.home),
      sources: lines(raw.sources),
      description: line(raw.description),
      keywords: lines(raw.keywords),
      maintainers: entries(raw.maintainers)?.map(
        ({ name, email, url }): Maintainer =>
          present({ name: line(name), email: line(email), url: line(url) }),
      ),
      icon: line(raw.icon),
      condition: line(raw.condition),
      tags: line(raw.tags),
      appVersion: line(raw.appVersion),
      deprecated: raw.deprecated === true ? (true as const) : undefined,
      annotations: raw.annotations,
      kubeVersion: line(raw.kubeVersion),
      dependencies: toDependencies(raw.dependencies),
      type: raw.type,
    }),
  };
}

/** Dependencies as Helm keeps them; Chart.yaml, requirements.yaml and lock files share the shape. */
export function toDependencies(raw: RawMetadata["dependencies"] | undefined): Dependency[] | undefined {
  return entries(raw)?.map(toDependency);
}

function toDependency(raw: Partial<RawDependency>): Dependency {
  return {
    name: sanitise(raw.name ?? ""),
    repository: sanitise(raw.repository ?? ""),
    ...present({
      version: line(raw.version),
      condition: line(raw.condition),
      tags: lines(raw.tags),
      enabled: raw.enabled === true ? (true as const) : undefined,
      importValues: raw["import-values"],
      alias: raw.alias,
    }),
  };
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Drops what Go's `omitempty` drops. */
function present<T extends object>(fields: T): Present<T> {
  const kept = Object.entries(fields).filter(([, value]) => {
    if (value === undefined || value === "") return false;
    return Array.isArray(value) ? value.length > 0 : !(value instanceof Map && value.size === 0);
  });
  // Only undefined and empty values went: what is left has the fields' own types.
  return Object.fromEntries(kept) as Present<T>;
}

function line(text: string | undefined): string | undefined {
  return text === undefined ? undefined : sanitise(text);
}

function lines(texts: readonly (string | undefined)[] | undefined): string[] | undefined {
  return texts?.map((text) => sanitise(text ?? ""));
}

function entries<T>(items: readonly (T | undefined)[] | undefined): T[] | undefined {
  return items?.filter((item) => item !== undefined);
}
