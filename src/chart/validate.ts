import type { Problem } from "../errors.ts";
import type { MetadataDraft } from "./read-metadata.ts";
import { sanitise } from "./sanitise.ts";
import { problemAt } from "./source.ts";
import { isVersion } from "./version.ts";

/** Every rule of Helm v4.1.4 `Metadata.Validate` that the metadata breaks; a chart inside another must keep them too. */
export function metadataProblems(draft: MetadataDraft): Problem[] {
  if (draft.findings.mistyped.has("")) return [];
  return [
    ...nameProblems(draft),
    ...versionProblems(draft),
    ...typeProblems(draft),
    ...nullEntries(draft, "maintainers"),
    ...nullEntries(draft, "dependencies"),
    ...aliasProblems(draft),
    ...repeatedDependencies(draft),
  ];
}

/** A problem with a field: where its value stands, or in the file at large where the field is missing. */
export function problemWith(draft: MetadataDraft, path: string, message: string, hint: string): Problem {
  const place = draft.findings.places.get(path);
  return place === undefined
    ? { message, location: { file: draft.file }, hint }
    : problemAt(place, message, hint);
}

function nameProblems(draft: MetadataDraft): Problem[] {
  const { name } = draft.metadata;
  if (draft.findings.mistyped.has("name")) return [];
  if (name === "")
    return [problemWith(draft, "name", "name is required", "add `name: my-chart` to Chart.yaml")];
  if (name !== "." && name !== ".." && !name.includes("/")) return [];
  const hint = "use lower-case letters, digits and dashes";
  return [problemWith(draft, "name", `name ${JSON.stringify(name)} is invalid`, hint)];
}

function versionProblems(draft: MetadataDraft): Problem[] {
  const { version } = draft.metadata;
  if (draft.findings.mistyped.has("version")) return [];
  const hint = 'write a semantic version in quotes, as in `version: "1.2.3"`';
  if (version === "") return [problemWith(draft, "version", "version is required", hint)];
  if (isVersion(version)) return [];
  return [problemWith(draft, "version", `version ${JSON.stringify(version)} is invalid`, hint)];
}

function typeProblems(draft: MetadataDraft): Problem[] {
  const type = draft.raw.type ?? "";
  if (["", "application", "library"].includes(type)) return [];
  const message = `type must be application or library, not ${JSON.stringify(type)}`;
  return [problemWith(draft, "type", message, "write `type: application` or `type: library`")];
}

function nullEntries(draft: MetadataDraft, field: "maintainers" | "dependencies"): Problem[] {
  return (draft.raw[field] ?? []).flatMap((entry, index) => {
    const path = `${field}[${index}]`;
    if (entry !== undefined || draft.findings.mistyped.has(path)) return [];
    return [
      problemWith(draft, path, `${field} must not contain empty or null nodes`, "remove the empty entry"),
    ];
  });
}

function aliasProblems(draft: MetadataDraft): Problem[] {
  return (draft.raw.dependencies ?? []).flatMap((dependency, index) => {
    const alias = dependency?.alias ?? "";
    if (/^[a-zA-Z0-9_-]*$/.test(alias)) return [];
    const message = `dependency ${quotedName(dependency?.name)} has disallowed characters in the alias`;
    const hint = "an alias may hold letters, digits, dashes and underscores";
    return [problemWith(draft, `dependencies[${index}].alias`, message, hint)];
  });
}

function repeatedDependencies(draft: MetadataDraft): Problem[] {
  const seen = new Set<string>();
  return (draft.raw.dependencies ?? []).flatMap((dependency, index) => {
    if (dependency === undefined) return [];
    const key = dependency.alias || sanitise(dependency.name ?? "");
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    const message = `more than one dependency with name or alias ${JSON.stringify(key)}`;
    const hint = dependency.alias ? "give one of them another `alias`" : "give one of them an `alias`";
    return [problemWith(draft, `dependencies[${index}]`, message, hint)];
  });
}

function quotedName(name: string | undefined): string {
  return JSON.stringify(sanitise(name ?? ""));
}
