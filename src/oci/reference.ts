import { type Digest, isDigest } from "../digest.ts";
import { type Problem, PublishError } from "../errors.ts";
import { hostProblem, nameProblem, tagProblem } from "./name.ts";

/** Where a repository is: `ghcr.io/acme/charts/web`. */
export interface Repository {
  /** Host and, where given, port: `ghcr.io`, `localhost:5000`, `[::1]:5000`. */
  readonly host: string;
  /** The repository's name, lower-case components joined by `/`: `acme/charts/web`. */
  readonly name: string;
}

/** What a manifest is asked for by: a tag, a digest, or a tag that must have that digest. */
export interface Reference extends Repository {
  readonly tag?: string;
  readonly digest?: Digest;
}

/** Reads `host/name[:tag][@digest]`, with or without `oci://`. Throws REFERENCE_INVALID with every fault. */
export function parseReference(text: string): Reference {
  const [rest = "", digest, ...more] = text.replace(/^oci:\/\//i, "").split("@");
  const [, host = "", path = ""] = /^([^/]*)\/?(.*)$/s.exec(rest) ?? [];
  const [name = "", tag, ...tags] = path.split(":");
  const problems = [
    hostProblem(host),
    nameProblem(name, host),
    tag === undefined ? undefined : tagProblem([tag, ...tags].join(":")),
    digest === undefined || (isDigest(digest) && more.length === 0)
      ? undefined
      : "what follows @ is no digest: sha256: and 64 lower-case hexadecimal digits",
  ].filter((problem) => problem !== undefined);
  if (problems.length > 0)
    throw invalidReference(
      text,
      problems.map((message) => ({ message, hint: "write it as ghcr.io/acme/charts/web:1.4.0" })),
    );
  return {
    host: host.toLowerCase(),
    name,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest: digest as Digest }), // isDigest said so above
  };
}

/** `host/name[:tag][@digest]`, as container tools print it, without `oci://`. */
export function formatReference(reference: Reference): string {
  const tag = reference.tag === undefined ? "" : `:${reference.tag}`;
  const digest = reference.digest === undefined ? "" : `@${reference.digest}`;
  return `${reference.host}/${reference.name}${tag}${digest}`;
}

/** The error for text that is no reference; says every fault. `use` is what the text was to be. */
export function invalidReference(
  text: string,
  problems: readonly Problem[],
  use = "as a place in a registry",
): PublishError {
  const quoted = JSON.stringify(text.slice(0, 300));
  return new PublishError("REFERENCE_INVALID", `Could not use ${quoted} ${use}`, { problems });
}
