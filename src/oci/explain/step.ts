import type { HttpAnswer } from "../http/http.ts";
import type { Step } from "./rule.ts";

/** What a request was for, by its method and path (distribution-spec v1.1.1 § API). */
export function stepOf({ method, url }: Pick<HttpAnswer, "method" | "url">): Step {
  const path = url.pathname;
  if (method === "POST") return "upload-begin";
  if (method === "PATCH") return "blob-put";
  if (method === "DELETE") return "delete";
  if (method === "PUT") return /\/manifests\/[^/]+$/.test(path) ? "manifest-put" : "blob-put";
  if (/^\/v2\/?$/.test(path)) return "ping";
  if (/\/tags\/list$/.test(path)) return "tags-list";
  return method === "HEAD" && /\/manifests\/[^/]+$/.test(path) ? "tag-head" : "fetch";
}

/** The repository a request was about, by its path. */
export function repositoryOf(url: URL): string | undefined {
  return /^\/v2\/(.+)\/(?:manifests|blobs|tags|referrers)\//.exec(url.pathname)?.[1];
}

/** The repository that a token is for, by the scope in what was being done: `get a token for repository:c/x:pull`. */
export function repositoryInScope(doing: string): { readonly repository?: string } {
  const repository = /\brepository:([^:\s]+):/.exec(doing)?.[1];
  return repository === undefined ? {} : { repository };
}
