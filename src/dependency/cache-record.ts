import { type Digest, digestOf, isDigest } from "../digest.ts";
import type { LockedDependency } from "./sources.ts";

/** What the record of a dependency is called: by the digest of what is asked for. */
export function recordName({ repository, name, version }: LockedDependency): string {
  return `${digestOf(JSON.stringify([repository, name, version])).slice("sha256:".length)}.json`;
}

/** The record: which archive it is. */
export function formatRecord({ name, repository, version }: LockedDependency, digest: Digest): string {
  return JSON.stringify({ name, repository, version, digest });
}

/** The digest in a record; `undefined` where it is no record of what is asked for. */
export function digestIn(text: string, asked: LockedDependency): Digest | undefined {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    return undefined;
  }
  // Nothing is claimed of it that is not looked at here.
  const found = Object(record) as Readonly<Record<string, unknown>>;
  const isAsked = (["name", "repository", "version"] as const).every((key) => found[key] === asked[key]);
  const digest = found["digest"];
  return isAsked && typeof digest === "string" && isDigest(digest) ? digest : undefined;
}
