import { MediaType } from "../descriptor.ts";
import type { Endpoint } from "./endpoint.ts";
import { formatPlace, type ManifestPlace, manifestUrl } from "./manifests.ts";

/** Images are kept in Docker's own types too: a registry that is not asked for these answers 404. */
const acceptImages = [
  MediaType.imageIndex,
  MediaType.imageManifest,
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

/** HEAD an image, of whatever type. A 401, 403 or 5xx throws: "could not tell" is never "absent". */
export async function hasImage(
  endpoint: Endpoint,
  place: ManifestPlace,
  signal: AbortSignal,
): Promise<boolean> {
  const url = manifestUrl(endpoint, place);
  const ask = {
    doing: `look up ${formatPlace(place)}`,
    method: "HEAD",
    url,
    repository: place.repository,
    headers: { accept: acceptImages },
    tries: endpoint.retries + 1,
    signal,
  } as const;
  const first = await endpoint.ask(ask);
  const answer = first.status === 404 && endpoint.mayBeHidden(url) ? await endpoint.ask(ask) : first;
  if (answer.status === 404) return false;
  if (answer.status !== 200) throw endpoint.refuse(ask, answer);
  return true;
}
