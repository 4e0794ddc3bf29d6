import { MediaType } from "../descriptor.ts";
import { type ContentDigest, isContentDigest } from "./content-digest.ts";

/** What one manifest says of others. */
export interface ManifestReference {
  readonly mediaType: string;
  readonly digest: ContentDigest;
  readonly size: number;
  /** Whether the content may live elsewhere: it has URLs, or a media type that must not be distributed. */
  readonly external: boolean;
}

/** What a registry needs to know of a manifest's content. */
export interface ManifestContent {
  /** Its config and layers. */
  readonly blobs: readonly ManifestReference[];
  /** An index's manifests. */
  readonly manifests: readonly ManifestReference[];
  readonly subject?: ContentDigest;
  /** As the referrers API shows it: an image manifest that has none shows its config's media type. */
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

const docker = "application/vnd.docker.distribution.manifest";
const imageTypes: readonly string[] = [MediaType.imageManifest, `${docker}.v2+json`];
const indexTypes: readonly string[] = [MediaType.imageIndex, `${docker}.list.v2+json`];

/** Media types a registry takes as manifests: those of OCI, and Docker's two for images made before. */
export const manifestTypes: readonly string[] = [...imageTypes, ...indexTypes];

type Json = Readonly<Record<string, unknown>>;

/** Reads what can be read of a manifest; what is not well-formed is left out, for others may have stored it. */
export function readManifestContent(bytes: Uint8Array): ManifestContent {
  const json = parseObject(bytes) ?? {};
  const config = asObject(json["config"]);
  const subject = reference(json["subject"])?.digest;
  const artifactType = text(json["artifactType"]) || text(config?.["mediaType"]);
  const annotations = asObject(json["annotations"]);
  return {
    // "blobs": artifact manifests, a draft of image-spec v1.1 that some layouts still hold.
    blobs: [config, ...list(json["layers"]), ...list(json["blobs"])]
      .map(reference)
      .filter((found) => found !== undefined),
    manifests: list(json["manifests"])
      .map(reference)
      .filter((found) => found !== undefined),
    ...(subject !== undefined && { subject }),
    ...(artifactType !== "" && { artifactType }),
    ...(annotations !== undefined && { annotations: texts(annotations) }),
  };
}

/** Why `bytes` are no manifest of `mediaType` (image-spec v1.1.1 § Image Manifest, § Image Index); empty if they are. */
export function manifestProblems(bytes: Uint8Array, mediaType: string): string[] {
  const json = parseObject(bytes);
  if (json === undefined) return ["the body is not a JSON object"];
  const isIndex = indexTypes.includes(mediaType);
  const problems: string[] = [];
  const check = (holds: boolean, problem: string): void => {
    if (!holds) problems.push(problem);
  };
  check(json["schemaVersion"] === 2, "schemaVersion is not 2");
  check((json["mediaType"] ?? mediaType) === mediaType, `mediaType is not the Content-Type ${mediaType}`);
  check(json["artifactType"] === undefined || text(json["artifactType"]) !== "", "artifactType is no text");
  check(
    json["subject"] === undefined || reference(json["subject"]) !== undefined,
    "subject is no descriptor",
  );
  // One that is both could be read as either (CVE-2021-41190).
  check(!(("layers" in json || "config" in json) && "manifests" in json), "it has both layers and manifests");
  if (!isIndex) check(reference(json["config"]) !== undefined, "config is no descriptor");
  const field = isIndex ? "manifests" : "layers";
  check(Array.isArray(json[field]), `${field} is no list`);
  list(json[field]).forEach((item, position) => {
    check(reference(item) !== undefined, `${field}[${position}] is no descriptor`);
  });
  return problems;
}

function reference(value: unknown): ManifestReference | undefined {
  const { mediaType, digest, size, urls } = asObject(value) ?? {};
  if (typeof mediaType !== "string" || typeof digest !== "string" || typeof size !== "number")
    return undefined;
  if (!isContentDigest(digest) || !Number.isSafeInteger(size) || size < 0) return undefined;
  const external = /nondistributable|\.foreign\./.test(mediaType) || list(urls).length > 0;
  return { mediaType, digest, size, external };
}

function parseObject(bytes: Uint8Array): Json | undefined {
  try {
    return asObject(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch {
    return undefined; // not UTF-8 or not JSON: the callers say so in their own way
  }
}

function asObject(value: unknown): Json | undefined {
  // Checked: a JSON value that is an object and no array has string keys.
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function texts(values: Json): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, text(value)]));
}
