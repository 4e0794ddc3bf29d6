import { type IncomingHttpHeaders, request } from "node:http";
import { buffer } from "node:stream/consumers";
import { digestOf } from "../../../src/digest.ts";

/** What a registry answered. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** `404 BLOB_UNKNOWN`: the status, and the codes of the error body if there are any. */
  readonly verdict: string;
}

export interface RawRequest {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
}

/** One repository of a registry, spoken to without a client that would tidy the requests. */
export interface RawClient {
  readonly url: string;
  readonly repository: string;
  /** `path` is below `/v2/<repository>/` unless it starts with a slash; it may be a Location. */
  send(method: string, path: string, options?: RawRequest): Promise<RawAnswer>;
  /** Another repository of the same registry. */
  in(repository: string): RawClient;
}

export const manifestType = "application/vnd.oci.image.manifest.v1+json";
export const indexType = "application/vnd.oci.image.index.v1+json";

export function rawClient(url: string, repository: string): RawClient {
  return {
    url,
    repository,
    in: (other) => rawClient(url, other),
    send: (method, path, options = {}) => send(method, new URL(path, `${url}/v2/${repository}/`), options),
  };
}

async function send(method: string, url: URL, { headers = {}, body = "" }: RawRequest): Promise<RawAnswer> {
  const bytes = Buffer.from(body);
  const hasLength = ["POST", "PUT", "PATCH"].includes(method) && !("transfer-encoding" in headers);
  const length = hasLength ? { "content-length": bytes.length } : {};
  const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>();
  const sent = request(url, { method, headers: { ...length, ...headers }, agent: false }, (response) => {
    const status = response.statusCode ?? 0;
    // docker-registry gives a 416 the Content-Length of the whole blob and hangs up.
    const received = buffer(response).catch(() => Buffer.from("cut short"));
    received.then((body) => {
      const verdict = [status, ...errorCodes(body, response.headers)].join(" ");
      resolve({ status, headers: response.headers, body, verdict });
    }, reject);
  });
  sent.on("error", reject);
  sent.end(bytes);
  return await promise;
}

function errorCodes(body: Buffer, headers: IncomingHttpHeaders): string[] {
  if (!/json/.test(headers["content-type"] ?? "") || body.length === 0) return [];
  const { errors } = JSON.parse(body.toString()) as { errors?: readonly { code: string }[] };
  return (errors ?? []).map(({ code }) => code);
}

/** Opens an upload; gives its Location. */
export async function startUpload(client: RawClient): Promise<string> {
  return (await client.send("POST", "blobs/uploads/")).headers.location ?? "";
}

/** The Location of an upload, with the digest that closes it. */
export function closing(location: string, digest: string): string {
  return `${location}${location.includes("?") ? "&" : "?"}digest=${digest}`;
}

/** Pushes a blob the usual way; gives its digest. */
export async function pushBlob(client: RawClient, bytes: Uint8Array | string): Promise<string> {
  const digest = digestOf(bytes);
  const headers = { "content-type": "application/octet-stream" };
  const answer = await client.send("PUT", closing(await startUpload(client), digest), {
    headers,
    body: bytes,
  });
  if (answer.status !== 201) throw new Error(`pushing a blob was answered ${answer.verdict}`);
  return digest;
}

export interface ManifestParts {
  readonly config?: string;
  readonly layers?: readonly string[];
  readonly more?: Readonly<Record<string, unknown>>;
}

/** An image manifest of the given config and layers, as text; its blobs are not pushed. */
export function manifestOf({ config = "{}", layers = [], more = {} }: ManifestParts = {}): string {
  const descriptor = (mediaType: string, content: string) => ({
    mediaType,
    digest: digestOf(content),
    size: Buffer.byteLength(content),
  });
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: manifestType,
    config: descriptor("application/vnd.example.config.v1+json", config),
    layers: layers.map((layer) => descriptor("application/vnd.example.layer.v1", layer)),
    ...more,
  });
}

/** Pushes the blobs of `parts`, then its manifest to `reference`. */
export async function pushManifest(
  client: RawClient,
  reference: string,
  parts: ManifestParts = {},
): Promise<RawAnswer> {
  for (const blob of [parts.config ?? "{}", ...(parts.layers ?? [])]) await pushBlob(client, blob);
  return await putManifest(client, reference, manifestOf(parts));
}

export function putManifest(
  client: RawClient,
  reference: string,
  body: string | Uint8Array,
  contentType = manifestType,
): Promise<RawAnswer> {
  return client.send("PUT", `manifests/${reference}`, { headers: { "content-type": contentType }, body });
}

/** GET or HEAD of a manifest by a client that takes every kind of OCI. */
export function getManifest(client: RawClient, reference: string, method = "GET"): Promise<RawAnswer> {
  return client.send(method, `manifests/${reference}`, {
    headers: { accept: `${manifestType}, ${indexType}` },
  });
}

/** An index of one image manifest, as text. */
export function indexOf(manifest: string): string {
  const child = { mediaType: manifestType, digest: digestOf(manifest), size: Buffer.byteLength(manifest) };
  return JSON.stringify({ schemaVersion: 2, mediaType: indexType, manifests: [child] });
}

/** Pushes the config that `manifestOf` names unless told otherwise, then `body`; gives the verdict. */
export async function putWithConfig(
  client: RawClient,
  reference: string,
  body: string,
  contentType?: string,
): Promise<string> {
  await pushBlob(client, "{}");
  return (await putManifest(client, reference, body, contentType)).verdict;
}
