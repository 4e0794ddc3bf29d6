import { isDockerHub } from "../http/address.ts";

/** Under what Docker's own login keeps a Docker Hub account. */
const DOCKER_HUB_KEY = "https://index.docker.io/v1/";

/** That, then what people write by hand. */
const DOCKER_HUB_KEYS = [DOCKER_HUB_KEY, "index.docker.io", "docker.io", "registry-1.docker.io"];

/** The key under which Docker and Helm keep the login for `host`, and by which a credential helper is asked. */
export function loginKey(host: string): string {
  return isDockerHub(host) ? DOCKER_HUB_KEY : host;
}

/**
 * Those of `keys` that mean the repository, best first: a key for it or for a part of its path, the longest first
 * (containers-auth.json(5)); the host as Docker writes it; the host with a scheme or the API's path; the host with
 * any other path. Helm v4.1.4 puts the host's own key before the first, and takes the last as we do: who keeps both
 * kinds means the narrower one. `oci://` is no scheme that anybody's login writes, and Helm takes none with it.
 */
export function matchingKeys(keys: readonly string[], host: string, repository: string): string[] {
  const own = isDockerHub(host) ? DOCKER_HUB_KEYS : [host];
  const rank = (key: string): number | undefined => {
    const place = placeOf(key);
    if (!own.includes(place.host)) return undefined;
    if (place.path !== "" && `${repository}/`.startsWith(`${place.path}/`)) return -place.path.length;
    if (own.includes(key)) return own.indexOf(key);
    return own.length + (place.path === "" ? 0 : 1);
  };
  return keys
    .flatMap((key) => {
      const value = rank(key);
      return value === undefined ? [] : [{ key, value }];
    })
    .sort((a, b) => a.value - b.value)
    .map(({ key }) => key);
}

/** Those of `keys` that mean the whole registry at `host`: what a logout there removes. */
export function hostKeys(keys: readonly string[], host: string): string[] {
  return matchingKeys(keys, host, "").filter((key) => placeOf(key).path === "");
}

/** Host and path of a key; `v1` and `v2` are the registry's API, no part of a repository's name. */
function placeOf(key: string): { readonly host: string; readonly path: string } {
  const [host = "", ...parts] = key.replace(/^https?:\/\//, "").split("/");
  const path = parts.filter((part) => part !== "").join("/");
  return { host: host.toLowerCase(), path: /^v[12]$/.test(path) ? "" : path };
}
