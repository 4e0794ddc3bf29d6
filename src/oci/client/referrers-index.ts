import { isDigest } from "../../digest.ts";
import type { Descriptor } from "../descriptor.ts";

type Json = Readonly<Record<string, unknown>>;

/** An index of referrers: the answer of the referrers API, or what the tag that stands in for it holds. */
export interface ReferrersIndex {
  /** The well-formed descriptors, in order. */
  readonly referrers: readonly Descriptor[];
  /** The whole of it, for writing back what others put there. */
  readonly json: Json;
}

/** Reads an image index, image-spec v1.1.1 § Image Index; `undefined` where `text` is none. */
export function readReferrersIndex(text: string): ReferrersIndex | undefined {
  const json = parseObject(text);
  if (json === undefined || !Array.isArray(json["manifests"])) return undefined;
  return { referrers: json["manifests"].map(readDescriptor).filter((found) => found !== undefined), json };
}

/** The index with one more referrer; everything else in it stays as it was. */
export function withReferrer({ json }: ReferrersIndex, referrer: Descriptor): string {
  const manifests = Array.isArray(json["manifests"]) ? json["manifests"] : [];
  return JSON.stringify({ ...json, manifests: [...manifests, referrer] });
}

function readDescriptor(value: unknown): Descriptor | undefined {
  const { mediaType, digest, size, artifactType, annotations } = asObject(value) ?? {};
  if (typeof mediaType !== "string" || typeof digest !== "string" || typeof size !== "number")
    return undefined;
  if (!isDigest(digest) || !Number.isSafeInteger(size) || size < 0) return undefined;
  const texts = Object.entries(asObject(annotations) ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return {
    mediaType,
    digest,
    size,
    ...(typeof artifactType === "string" && artifactType !== "" && { artifactType }),
    ...(texts.length > 0 && { annotations: Object.fromEntries(texts) }),
  };
}

function parseObject(text: string): Json | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined; // whoever asked says what it is instead
  }
}

function asObject(value: unknown): Json | undefined {
  // Checked: a JSON value that is an object and no array has string keys.
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}
