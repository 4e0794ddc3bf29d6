import { PublishError } from "../errors.ts";

/** A file of a release, as GitHub has it. */
export interface Asset {
  readonly id: number;
  readonly name: string;
  /** `uploaded`; another state is an upload that broke off. */
  readonly state: string;
  /** In bytes. */
  readonly size: number;
  /** `sha256:…`; servers before 2025 do not tell. */
  readonly digest?: string;
}

/** A release, as GitHub has it. */
export interface Release {
  readonly id: number;
  readonly tag: string;
  readonly isDraft: boolean;
  /** Neither its assets nor its tag can change any more. */
  readonly isImmutable: boolean;
  /** Its page. */
  readonly url: string;
  /** A template, RFC 6570: `https://uploads.github.com/…/assets{?name,label}`. */
  readonly uploadUrl: string;
  readonly assets: readonly Asset[];
}

/** Reads the JSON of a release. Throws GITHUB_ERROR where it is something else. */
export function readRelease(json: unknown, doing: string): Release {
  const { id, tag_name, draft, immutable, html_url, upload_url, assets } = recordOf(json, doing);
  if (
    typeof id !== "number" ||
    typeof tag_name !== "string" ||
    typeof draft !== "boolean" ||
    typeof html_url !== "string" ||
    !/^https?:\/\//.test(html_url) ||
    typeof upload_url !== "string" ||
    !Array.isArray(assets)
  )
    throw malformed(doing);
  return {
    id,
    tag: tag_name,
    isDraft: draft,
    isImmutable: immutable === true,
    url: html_url,
    uploadUrl: upload_url,
    assets: assets.map((asset) => readAsset(asset, doing)),
  };
}

/** Reads the JSON of an asset. Throws GITHUB_ERROR where it is something else. */
export function readAsset(json: unknown, doing: string): Asset {
  const { id, name, state, size, digest } = recordOf(json, doing);
  if (typeof id !== "number" || typeof name !== "string" || typeof state !== "string") throw malformed(doing);
  if (typeof size !== "number") throw malformed(doing);
  return { id, name, state, size, ...(typeof digest === "string" && { digest }) };
}

/** A JSON object. Throws GITHUB_ERROR where it is something else. */
export function recordOf(json: unknown, doing: string): Readonly<Record<string, unknown>> {
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw malformed(doing);
  return json as Readonly<Record<string, unknown>>; // a JSON object has string keys
}

function malformed(doing: string): PublishError {
  return new PublishError("GITHUB_ERROR", `Could not ${doing}: the answer is not what GitHub's API gives.`, {
    hint: "Is GITHUB_API_URL the address of GitHub's API?",
  });
}
