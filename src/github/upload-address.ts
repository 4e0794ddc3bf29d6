import { isLoopback } from "../oci/http/address.ts";

/** Where an asset goes: the `upload_url` of a release without its template (`{?name,label}`), and the asset's name. */
export function uploadAddress(template: string, apiUrl: string, name: string): URL | undefined {
  const address = template.replace(/\{[^{}]*\}$/, "");
  if (!URL.canParse(address, apiUrl)) return undefined;
  const url = new URL(address, apiUrl);
  url.searchParams.set("name", name);
  return url;
}

/**
 * Whether a URL is within reach of the token: at the API's own host (GitHub Enterprise Server takes uploads there), or
 * at `uploads.` beside its `api.` (uploads.github.com, uploads.acme.ghe.com). Never in clear text, but for loopback.
 */
export function mayHaveToken(url: URL, apiUrl: string): boolean {
  const api = new URL(apiUrl);
  if (url.username !== "" || url.password !== "") return false;
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) return false;
  if (url.protocol !== api.protocol) return false;
  if (url.hostname === api.hostname) return url.port === api.port || isLoopback(url.hostname);
  return url.hostname === `uploads.${api.hostname.replace(/^api\./, "")}` && url.port === "";
}
