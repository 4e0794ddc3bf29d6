import { type Digest, isDigest } from "../../digest.ts";
import { PublishError, RegistryError } from "../../errors.ts";
import { retagStatuses } from "../explain/rule.ts";
import { isTransientFailure } from "../http/failure.ts";
import { firstHeader, type HttpAnswer, safeUrl } from "../http/http.ts";
import { isTransientStatus } from "../http/retry.ts";
import { type Manifest, takenReason } from "../registry.ts";
import { blobExists } from "./blobs.ts";
import { type Ask, contradictsDigest, type Endpoint } from "./endpoint.ts";
import { formatPlace, type ManifestPlace, manifestUrl, resolveManifest } from "./manifests.ts";

/** How often a registry may say that it does not know blobs which it has just taken. */
const MAX_UNKNOWN_BLOB = 3;

/** How a PUT failed. */
interface Failure {
  readonly error: RegistryError;
  readonly answer?: HttpAnswer;
}

/**
 * PUT a manifest. After every failure its place is looked up before anything else: a registry may have stored what
 * it could not answer for, and one with immutable tags refuses even what is there already. Throws CONFLICT where the
 * tag holds another manifest and may not be changed.
 */
export async function pushManifest(
  endpoint: Endpoint,
  place: ManifestPlace,
  manifest: Manifest,
  signal: AbortSignal,
): Promise<void> {
  const ask = manifestPut(endpoint, place, manifest, signal);
  const tries = endpoint.retries + 1;
  for (let attempt = 1; ; attempt++) {
    const failure = await putOnce(endpoint, ask, manifest.descriptor.digest);
    if (failure === undefined) return;
    const existing = await lookUp(endpoint, place, signal);
    if (existing === manifest.descriptor.digest) return;
    const { error, answer } = failure;
    if (existing !== undefined && answer !== undefined && mayMeanTaken(error)) {
      throw taken(endpoint, ask, answer, existing);
    }
    if (isBlobUnknown(error)) {
      const missing = await missingBlobs(endpoint, place, manifest, signal);
      if (attempt >= Math.min(tries, MAX_UNKNOWN_BLOB)) throw withMissing(error, missing);
    } else if (attempt >= tries || !(isTransientFailure(error) || isTransientStatus(error.status ?? 0))) {
      throw error;
    }
    if ((await endpoint.retrier.pause(attempt, answer, signal)) === undefined) throw error;
  }
}

function manifestPut(endpoint: Endpoint, place: ManifestPlace, manifest: Manifest, signal: AbortSignal): Ask {
  return {
    doing: `push ${formatPlace(place)}`,
    method: "PUT",
    url: manifestUrl(endpoint, place),
    repository: place.repository,
    headers: { "content-type": manifest.descriptor.mediaType },
    body: manifest.bytes,
    signal,
  };
}

/** Throws what is final: a wrong digest, a 401 after logging in, a cancellation. */
async function putOnce(endpoint: Endpoint, ask: Ask, digest: Digest): Promise<Failure | undefined> {
  let answer: HttpAnswer;
  try {
    answer = await endpoint.ask(ask);
  } catch (error) {
    if (error instanceof RegistryError && isTransientFailure(error)) return { error };
    throw error;
  }
  if (answer.status === 201 && !contradictsDigest(answer, digest)) return undefined;
  if (answer.status === 201) throw rewritten(ask, answer, digest);
  const error = endpoint.refuse(ask, answer);
  if (answer.status === 401) throw error;
  return { error, answer };
}

/** What the place holds; what cannot be told counts as nothing, for the PUT is repeated then. */
async function lookUp(
  endpoint: Endpoint,
  place: ManifestPlace,
  signal: AbortSignal,
): Promise<Digest | undefined> {
  try {
    return (await resolveManifest(endpoint, place, signal, 1))?.digest;
  } catch (error) {
    if (error instanceof PublishError && error.code === "CANCELLED") throw error;
    return undefined;
  }
}

/** What is wrong with a manifest itself, or its blobs, is wrong under every tag. */
const MANIFEST_FAULTS =
  /^(MANIFEST_(INVALID|UNVERIFIED|BLOB_UNKNOWN)|BLOB_UNKNOWN|(DIGEST|NAME|SIZE)_INVALID)$/;

function mayMeanTaken({ status = 0, codes }: RegistryError): boolean {
  if (status === 400 && codes.some((code) => MANIFEST_FAULTS.test(code))) return false;
  return retagStatuses.includes(status);
}

/** Registries have many ways to say that a tag may not be changed; that it holds something else is what they share. */
function taken(endpoint: Endpoint, ask: Ask, answer: HttpAnswer, existing: Digest): RegistryError {
  const { message, status, method, url, codes, hint } = endpoint.refuse(ask, answer, "retag");
  return new RegistryError("CONFLICT", `${message}; ${takenReason}: the tag holds ${existing}`, {
    codes,
    ...(status !== undefined && { status }),
    ...(method !== undefined && { method }),
    ...(url !== undefined && { url }),
    ...(hint !== undefined && { hint }),
  });
}

/** distribution says MANIFEST_BLOB_UNKNOWN, Gitea BLOB_UNKNOWN. */
function isBlobUnknown(error: RegistryError): boolean {
  return error.codes.includes("MANIFEST_BLOB_UNKNOWN") || error.codes.includes("BLOB_UNKNOWN");
}

/** Which of the manifest's blobs the registry says it does not hold; when it does not say, nothing is missing. */
async function missingBlobs(
  endpoint: Endpoint,
  { repository }: ManifestPlace,
  manifest: Manifest,
  signal: AbortSignal,
): Promise<Digest[]> {
  const digests = blobsOf(manifest.bytes);
  const found = await Promise.allSettled(
    digests.map((digest) => blobExists(endpoint, repository, digest, signal, 1)),
  );
  return digests.filter((_, index) => {
    const result = found[index];
    return result?.status === "fulfilled" && !result.value;
  });
}

/** The digests of config and layers; none where the bytes are no image manifest. */
function blobsOf(bytes: Uint8Array): Digest[] {
  const manifest: unknown = JSON.parse(new TextDecoder().decode(bytes));
  const { config, layers } = (manifest ?? {}) as { config?: unknown; layers?: unknown };
  return [config, ...(Array.isArray(layers) ? layers : [])]
    .map((descriptor) => (descriptor as { digest?: unknown } | undefined)?.digest)
    .filter((digest) => typeof digest === "string" && isDigest(digest));
}

function withMissing(error: RegistryError, missing: readonly Digest[]): RegistryError {
  if (missing.length === 0) return error;
  const { status, method, url, codes } = error;
  return new RegistryError(error.code, `${error.message}; the registry does not hold ${missing.join(", ")}`, {
    codes,
    hint: "run again: what is there already is not sent a second time",
    ...(status !== undefined && { status }),
    ...(method !== undefined && { method }),
    ...(url !== undefined && { url }),
  });
}

function rewritten(ask: Ask, answer: HttpAnswer, digest: Digest): RegistryError {
  const url = safeUrl(answer.url);
  const said = firstHeader(answer, "docker-content-digest")?.slice(0, 100);
  return new RegistryError(
    "INTEGRITY",
    `Could not ${ask.doing}: PUT ${url} was answered ${answer.status}, but the registry stored ${said} instead of ${digest}`,
    {
      status: answer.status,
      method: ask.method,
      url,
      hint: "the registry, or a proxy in front of it, rewrites manifests",
    },
  );
}
