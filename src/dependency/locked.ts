import type { Obtained, Parent, Wanted } from "./obtain.ts";
import { parseVersion } from "./version.ts";

/**
 * A dependency from elsewhere in the version that its lock names: as an earlier run kept it, with no request at all, or
 * from where it comes, and kept. A locked version is taken to stay what it is.
 */
export async function obtainLocked(
  wanted: Wanted,
  parent: Parent,
  obtain: (wanted: Wanted, parent: Parent) => Promise<Obtained>,
): Promise<Obtained> {
  const { name, repository, text: version } = wanted;
  const { cache } = parent.sources;
  if (cache === undefined || !isKept(wanted)) return obtain(wanted, parent);
  const asked = { name, repository, version };
  const kept = await cache.read(asked);
  if (kept !== undefined) return { locked: asked, archive: kept };
  const obtained = await obtain(wanted, parent);
  if (obtained.archive !== undefined) await cache.write(asked, obtained.archive);
  return obtained;
}

/** Ranges are not, for what fits may change, and no address that may hold a login. */
function isKept({ text, repository }: Wanted): boolean {
  const url = URL.parse(repository);
  const isPlain = url !== null && url.username + url.password + url.search === "";
  return isPlain && parseVersion(text) !== undefined;
}
