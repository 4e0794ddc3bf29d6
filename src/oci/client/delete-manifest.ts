import { isDigest } from "../../digest.ts";
import type { Deletion } from "../registry.ts";
import type { Ask, Endpoint } from "./endpoint.ts";
import { formatPlace, type ManifestPlace, manifestUrl } from "./manifests.ts";

/** The specification's 202, and what else means that it is done (RFC 9110 § 9.3.5). */
const DELETED = new Set([200, 202, 204]);

/** DELETE a tag or, by its digest, a manifest (distribution-spec v1.1.1 § Content Management). */
export async function deleteManifest(
  endpoint: Endpoint,
  place: ManifestPlace,
  signal: AbortSignal,
): Promise<Deletion> {
  const ask: Ask = {
    doing: `delete ${formatPlace(place)}`,
    method: "DELETE",
    url: manifestUrl(endpoint, place),
    repository: place.repository,
    tries: endpoint.retries + 1,
    signal,
  };
  const answer = await endpoint.ask(ask);
  if (DELETED.has(answer.status)) return "deleted";
  const error = endpoint.refuse(ask, answer);
  if (error.code === "NOT_FOUND") return "absent";
  // Quirk(distribution 2.8): a tag is refused as what is no digest.
  if (!isDigest(place.reference) && (answer.status === 400 || answer.status === 405)) return "unsupported";
  throw error;
}
