import type { Problem } from "../errors.ts";
import type { MetadataDraft } from "./read-metadata.ts";
import { problemWith } from "./validate.ts";

/** One component of a repository's name, distribution-spec v1.1.1 § Pulling manifests. */
const component = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;

/** Longest tag, distribution-spec v1.1.1 § Pulling manifests. */
const maxTagLength = 128;

/**
 * What keeps a valid chart from being published. Helm packages some of these and fails at the push, in every
 * registry; it is better to hear of it before. Charts inside charts are free of these rules.
 */
export function publishProblems(draft: MetadataDraft): Problem[] {
  return [...apiVersionProblems(draft), ...nameProblems(draft), ...tagProblems(draft)];
}

/** The rule of Helm 4: v3 charts cannot be packaged yet, others not at all (`pkg/chart/loader/load.go`). */
function apiVersionProblems(draft: MetadataDraft): Problem[] {
  const { apiVersion } = draft.metadata;
  if (apiVersion === "v1" || apiVersion === "v2") return [];
  const reason = apiVersion === "v3" ? "Helm cannot package v3 charts yet" : "Helm 4 knows v1 and v2";
  const message = `unsupported apiVersion ${JSON.stringify(apiVersion)}: ${reason}`;
  return [problemWith(draft, "apiVersion", message, "write `apiVersion: v2`")];
}

function nameProblems(draft: MetadataDraft): Problem[] {
  const { name } = draft.metadata;
  if (name === "" || [".", ".."].includes(name) || name.includes("/") || component.test(name)) return [];
  const quoted = JSON.stringify(name);
  if (component.test(name.toLowerCase())) {
    const message = `name ${quoted} has upper-case letters: Helm packages it, but no registry takes it`;
    return [problemWith(draft, "name", message, `write \`name: ${name.toLowerCase()}\``)];
  }
  const message = `name ${quoted} cannot be the name of a repository in a registry`;
  const hint = "use lower-case letters and digits, with single `.` or `_`, `__` or dashes between them";
  return [problemWith(draft, "name", message, hint)];
}

function tagProblems(draft: MetadataDraft): Problem[] {
  const { length } = draft.metadata.version;
  if (length <= maxTagLength) return [];
  const message = `the version has ${length} characters, a tag may have ${maxTagLength}`;
  return [problemWith(draft, "version", message, "shorten the pre-release or build part of `version`")];
}
