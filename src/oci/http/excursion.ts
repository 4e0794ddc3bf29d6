import { isLoopback, isPrivate } from "./address.ts";

const MAX_URL_LENGTH = 8192;

/**
 * Why a URL that a registry sent us to (redirect, upload location, token realm) must not be followed;
 * `undefined` when it may. A registry must not turn us into a client of the network we run in, nor downgrade us.
 */
export function excursionProblem(target: URL, registry: URL): string | undefined {
  if (target.protocol !== "https:" && target.protocol !== "http:") return "is neither https nor http";
  if (target.username !== "" || target.password !== "") return "holds a user name or password";
  if (target.href.length > MAX_URL_LENGTH) return "is longer than 8 KiB";
  if (registry.protocol === "https:" && target.protocol === "http:") return "leads from https to plain http";
  if (target.hostname === registry.hostname || !isPrivate(target.hostname)) return undefined;
  if (isLoopback(target.hostname) && isLoopback(registry.hostname)) return undefined;
  return "is an address inside a private network";
}

/** Reads a URL out of a header, relative to where the header came from; `undefined` when it is none. */
export function resolveUrl(text: string, base: URL): URL | undefined {
  return URL.canParse(text, base.href) ? new URL(text, base) : undefined;
}
