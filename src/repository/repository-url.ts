import { RegistryError } from "../errors.ts";
import { excursionProblem } from "../oci/http/excursion.ts";
import { safeUrl } from "../oci/http/http.ts";

/** An address of an index: relative to the repository's directory, and with its query (Helm v4.1.4 `pkg/repo/v1/chartrepo.go` ResolveReferenceURL). Throws REGISTRY_ERROR. */
export function resolveIn(repository: URL, reference: string): URL {
  const base = new URL(repository);
  base.pathname = `${base.pathname.replace(/\/+$/, "")}/`;
  if (!URL.canParse(reference, base.href)) {
    throw new RegistryError(
      "REGISTRY_ERROR",
      `Could not use ${JSON.stringify(reference.slice(0, 200))}: it is no URL`,
      {
        url: safeUrl(repository),
        hint: "the index of the repository is faulty; tell its owner",
      },
    );
  }
  const url = new URL(reference, base);
  if (!/^[a-z][a-z0-9+.-]*:/i.test(reference)) url.search = repository.search;
  return url;
}

/** An index may name another host, but no address within our network, and without a digest none that is less safe. Throws REGISTRY_ERROR. */
export function refuseExcursion(repository: URL, url: URL, digest: string | undefined): void {
  const base = new URL(repository);
  if (digest !== undefined && url.protocol === "http:") base.protocol = "http:";
  const problem = withoutLogin(url).origin === repository.origin ? undefined : excursionProblem(url, base);
  if (problem === undefined) return;
  throw new RegistryError(
    "REGISTRY_ERROR",
    `Could not fetch ${safeUrl(url)}: the index of ${safeUrl(repository)} names it, but it ${problem}`,
    {
      url: safeUrl(url),
      hint: "tell the repository's owner",
    },
  );
}

/** The URL as it may be asked for: a login belongs into a header. */
export function withoutLogin(url: URL): URL {
  const bare = new URL(url);
  bare.username = "";
  bare.password = "";
  return bare;
}

/**
 * The same address with each `+` written `%2B`; `undefined` where it has none. Helm writes the `+` of a version into file
 * names as it is, and Amazon S3, with what imitates it, takes that for a space.
 */
export function withoutPlus(url: URL): URL | undefined {
  if (!url.pathname.includes("+")) return undefined;
  const escaped = new URL(url);
  escaped.pathname = url.pathname.replaceAll("+", "%2B");
  return escaped;
}

/** Whether two addresses mean one repository; `text` may be none. */
export function isSame(text: string, b: URL): boolean {
  if (!URL.canParse(text)) return false;
  const a = new URL(text);
  return a.origin === b.origin && a.pathname.replace(/\/+$/, "") === b.pathname.replace(/\/+$/, "");
}
