import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { finished, pipeline } from "node:stream/promises";
import { messageOf } from "../../errors.ts";
import { Repositories } from "../store/repositories.ts";
import type { Store } from "../store/store.ts";
import { checkCredentials, type ServerCredentials } from "./basic-auth.ts";
import { Blobs } from "./blobs.ts";
import { Listings } from "./listings.ts";
import { Manifests } from "./manifests.ts";
import { type Answer, answerTo, Refusal } from "./refusal.ts";
import { answer, type Route } from "./routes.ts";
import { Uploads } from "./uploads.ts";

/** One request and what became of it. */
export interface ServedRequest {
  readonly method: string;
  /** With the query, as the client wrote it. */
  readonly path: string;
  /** The status sent; 499 where the client went away before. */
  readonly status: number;
  /** Size of the request's body as its Content-Length says; 0 where it has none. */
  readonly requestBytes: number;
  /** Size of the response's body; 0 where it was not sent whole. */
  readonly responseBytes: number;
  /** What went wrong within the server, where something did. */
  readonly error?: unknown;
}

export interface RegistryServerOptions {
  readonly store: Store;
  /** Default: everybody may do everything. */
  readonly credentials?: ServerCredentials;
  /** Told of every request once it is over. */
  readonly onRequest?: (served: ServedRequest) => void;
  /** Longest list given out at once. Default 1000, which no client need page through for a chart's versions. */
  readonly pageSize?: number;
  /** Default 1 GiB: ten times the archive Helm will unpack, and little enough for a disk that somebody fills. */
  readonly maxBlobBytes?: number;
  /** Takes manifests whose config, layers or manifests are not there (distribution-spec v1.1.1 lets registries choose). */
  readonly acceptSparse?: boolean;
}

/** A registry, ready to be given to `node:http`. */
export interface RegistryServer {
  readonly listener: RequestListener;
  /** Gives up uploads that are under way. */
  close(): Promise<void>;
}

const apiVersion = { "docker-distribution-api-version": "registry/2.0" };

/**
 * A registry over a store, as strict as distribution-spec v1.1.1 allows. It has one user or none; whoever lets others
 * than this machine reach it has to put TLS before it.
 */
export function createRegistryServer(options: RegistryServerOptions): RegistryServer {
  const { store, credentials, onRequest, pageSize = 1000, maxBlobBytes = 1024 ** 3 } = options;
  const repositories = new Repositories(store);
  const blobs = new Blobs(store, repositories);
  const manifests = new Manifests(repositories, blobs, options.acceptSparse ?? false);
  const uploads = new Uploads(store, blobs, maxBlobBytes);
  const routes = routesOf(blobs, manifests, uploads, new Listings(repositories, blobs, pageSize));

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const method = request.method ?? "GET";
    let sent: Answer;
    let failure: unknown;
    try {
      if (credentials !== undefined) checkCredentials(request.headers.authorization, credentials);
      sent = await answer(routes, { request, method });
    } catch (error) {
      if (!(error instanceof Refusal)) failure = error;
      sent = answerTo(error instanceof Refusal ? error : new Refusal(500, "UNKNOWN", messageOf(error)));
    }
    request.resume(); // what a refused request still sends is read and dropped, or its client would never see the answer
    const responseBytes = await send(response, sent, method).catch((error: unknown) => {
      failure ??= error;
      return 0;
    });
    onRequest?.({
      method,
      path: request.url ?? "/",
      status: response.writableFinished ? sent.status : 499,
      requestBytes: Number(request.headers["content-length"] ?? 0),
      responseBytes,
      ...(failure !== undefined && { error: failure }),
    });
  };
  return { listener: (request, response) => void serve(request, response), close: () => uploads.close() };
}

/** Every endpoint of distribution-spec v1.1.1 § Endpoints; the first path that matches counts. */
function routesOf(blobs: Blobs, manifests: Manifests, uploads: Uploads, listings: Listings): Route[] {
  return [
    { path: /^\/v2\/$/, methods: { GET: async () => ({ status: 200, body: "{}" }) } },
    { path: /^\/v2\/(?<name>.+)\/blobs\/uploads\/$/, methods: { POST: (it) => uploads.start(it) } },
    {
      path: /^\/v2\/(?<name>.+)\/blobs\/uploads\/(?<reference>[^/]+)$/,
      methods: {
        GET: (it) => uploads.status(it),
        PATCH: (it) => uploads.append(it),
        PUT: (it) => uploads.finish(it),
        DELETE: (it) => uploads.cancel(it),
      },
    },
    {
      path: /^\/v2\/(?<name>.+)\/blobs\/(?<reference>[^/]+)$/,
      methods: { GET: (it) => blobs.get(it), DELETE: (it) => blobs.delete(it) },
    },
    {
      path: /^\/v2\/(?<name>.+)\/manifests\/(?<reference>[^/]+)$/,
      methods: {
        GET: (it) => manifests.get(it),
        PUT: (it) => manifests.put(it),
        DELETE: (it) => manifests.delete(it),
      },
    },
    { path: /^\/v2\/(?<name>.+)\/tags\/list$/, methods: { GET: (it) => listings.tags(it) } },
    {
      path: /^\/v2\/(?<name>.+)\/referrers\/(?<reference>[^/]+)$/,
      methods: { GET: (it) => listings.referrers(it) },
    },
  ];
}

/** Sends an answer; resolves to the number of body bytes sent. */
async function send(
  response: ServerResponse,
  { status, headers, body = "" }: Answer,
  method: string,
): Promise<number> {
  const atHand = typeof body === "function" ? undefined : Buffer.from(body);
  const hasBody = method !== "HEAD" && status !== 204 && status !== 304;
  const { "content-length": length = atHand?.length ?? 0 } = headers ?? {};
  response.writeHead(status, {
    ...apiVersion,
    ...headers,
    ...(hasBody && { "content-length": length }),
  });
  if (hasBody && typeof body === "function") await pipeline(body(), response);
  else await finished(response.end(hasBody ? atHand : undefined));
  return hasBody ? Number(length) : 0;
}
