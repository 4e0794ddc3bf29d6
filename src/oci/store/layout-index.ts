import { messageOf, PublishError } from "../../errors.ts";
import { MediaType } from "../descriptor.ts";
import { isContentDigest } from "./content-digest.ts";
import { type Entry, type StoredDescriptor, sortEntries } from "./store.ts";

/** The annotation of image-spec v1.1.1 § Pre-Defined Annotation Keys that names a manifest in index.json. */
export const refName = "org.opencontainers.image.ref.name";

/** index.json of an image layout, image-spec v1.1.1 § index.json file. */
export interface LayoutIndex {
  readonly entries: readonly Entry[];
  /** Fields this project does not know; they are written back as they were. */
  readonly rest: Readonly<Record<string, unknown>>;
}

/** A name with a repository: `acme/web:1.0.0` or `acme/web@sha256:…`; the repository may start with a host and port. */
const qualifiedName = /^(?<repository>[^@]+?)(?::(?<tag>[^:/@]+)|@sha(?:256|512):[0-9a-f]+)$/;

/**
 * Reads index.json. Entries that others named by a bare tag (skopeo, oras), or not at all, belong to
 * `defaultRepository`. Throws IO where the file is not an image index.
 */
export function parseIndex(text: string, file: string, defaultRepository: string): LayoutIndex {
  const index = asObject(parseJson(text, file));
  const manifests = index?.["manifests"];
  if (index === undefined || !Array.isArray(manifests)) {
    throw unreadable(file, "it is not an image index with a list of manifests");
  }
  const { manifests: _, ...rest } = index;
  const entries = manifests.map((item: unknown, position) => {
    const descriptor = asDescriptor(item);
    if (descriptor === undefined) throw unreadable(file, `manifest ${position + 1} is not a descriptor`);
    return { ...placeOf(descriptor, defaultRepository), descriptor };
  });
  return { entries: sortEntries(entries), rest };
}

/** index.json as text: one field a line, entries in their order, and a final newline. */
export function formatIndex(index: LayoutIndex, defaultRepository: string): string {
  const { schemaVersion: _, mediaType: __, ...rest } = index.rest;
  const manifests = index.entries.map((entry) => named(entry, defaultRepository));
  return `${JSON.stringify({ schemaVersion: 2, mediaType: MediaType.imageIndex, manifests, ...rest }, null, 2)}\n`;
}

function placeOf(
  descriptor: StoredDescriptor,
  defaultRepository: string,
): { repository: string; tag?: string } {
  const name = descriptor.annotations?.[refName];
  if (name === undefined) return { repository: defaultRepository };
  const { repository, tag } = qualifiedName.exec(name)?.groups ?? {};
  if (repository === undefined) return { repository: defaultRepository, tag: name };
  return tag === undefined ? { repository } : { repository, tag };
}

/** The entry's descriptor, renamed only where its name does not say the entry's place already. */
function named(entry: Entry, defaultRepository: string): StoredDescriptor {
  const { descriptor, repository, tag } = entry;
  const place = placeOf(descriptor, defaultRepository);
  if (place.repository === repository && place.tag === tag) return descriptor;
  const name = tag === undefined ? `${repository}@${descriptor.digest}` : `${repository}:${tag}`;
  return { ...descriptor, annotations: { ...descriptor.annotations, [refName]: name } };
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unreadable(file, messageOf(error), error);
  }
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  // Checked: a JSON value that is an object and no array has string keys.
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

function asDescriptor(value: unknown): StoredDescriptor | undefined {
  const { mediaType, digest, size, annotations } = asObject(value) ?? {};
  const names = annotations === undefined ? {} : asObject(annotations);
  const valid =
    typeof mediaType === "string" &&
    typeof digest === "string" &&
    isContentDigest(digest) &&
    typeof size === "number" &&
    Number.isSafeInteger(size) &&
    size >= 0 &&
    names !== undefined &&
    Object.values(names).every((text) => typeof text === "string");
  // Every field of the interface has just been checked; others are kept for whoever wrote them.
  return valid ? (value as StoredDescriptor) : undefined;
}

function unreadable(file: string, why: string, cause?: unknown): PublishError {
  return new PublishError("IO", `Could not read the image layout's ${file}: ${why}.`, {
    location: { file },
    hint: "Repair the file, or use another directory.",
    cause,
  });
}
