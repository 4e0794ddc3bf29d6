import type { Dependency, Maintainer, Metadata } from "../chart/metadata.ts";
import { goJson, type Json, sortedByKey } from "./json.ts";

/**
 * The config blob of a chart: its metadata as JSON, with the fields in the order of Helm's struct and with absent ones
 * left out (Helm v4.1.4 pkg/chart/v2/metadata.go), byte for byte what Helm pushes.
 */
export function encodeConfig(metadata: Metadata): Uint8Array {
  return Buffer.from(goJson(metadataJson(metadata)));
}

/** The metadata as the object that Helm encodes, for the config blob and for provenance files alike. */
export function metadataJson(metadata: Metadata): Json {
  const { annotations, maintainers, dependencies } = metadata;
  return objectOf([
    ["name", metadata.name],
    ["home", metadata.home],
    ["sources", metadata.sources],
    ["version", metadata.version],
    ["description", metadata.description],
    ["keywords", metadata.keywords],
    ["maintainers", maintainers?.map(maintainerObject)],
    ["icon", metadata.icon],
    ["apiVersion", metadata.apiVersion],
    ["condition", metadata.condition],
    ["tags", metadata.tags],
    ["appVersion", metadata.appVersion],
    ["deprecated", metadata.deprecated],
    ["annotations", annotations === undefined ? undefined : sortedByKey(annotations)],
    ["kubeVersion", metadata.kubeVersion],
    ["dependencies", dependencies?.map(dependencyObject)],
    ["type", metadata.type],
  ]);
}

const maintainerObject = ({ name, email, url }: Maintainer): Json =>
  objectOf([
    ["name", name],
    ["email", email],
    ["url", url],
  ]);

/** A dependency as Helm writes it to JSON, absent fields left out but for name and repository. */
export const dependencyObject = (dependency: Dependency): Json =>
  objectOf([
    ["name", dependency.name],
    ["version", dependency.version],
    ["repository", dependency.repository],
    ["condition", dependency.condition],
    ["tags", dependency.tags],
    ["enabled", dependency.enabled],
    ["import-values", dependency.importValues?.map(jsonOf)],
    ["alias", dependency.alias],
  ]);

function objectOf(members: readonly (readonly [string, Json | undefined])[]): Json {
  return new Map(members.filter((member): member is [string, Json] => member[1] !== undefined));
}

/** A value of a YAML document as Go would write it again: maps sorted by key. */
function jsonOf(value: unknown): Json {
  if (Array.isArray(value)) return value.map(jsonOf);
  if (value instanceof Map)
    return sortedByKey([...value].map(([key, member]) => [String(key), jsonOf(member)]));
  if (typeof value === "object" && value !== null) return jsonOf(new Map(Object.entries(value)));
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return null;
}
