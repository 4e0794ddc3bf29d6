import type { TestContext } from "node:test";
import { type Reply, type Request, type ScriptedServer, startServer } from "./scripted-server.ts";

/** The cache service of GitHub's runners, version 2, with its store of blobs. */
export interface CacheService {
  /** By which a step finds it. */
  readonly env: Readonly<Record<string, string>>;
  readonly server: ScriptedServer;
  /** What was saved, by key, in that order. */
  readonly entries: Map<string, CacheEntry>;
  /** What was asked since the last call: `CreateCacheEntry`, `PUT blob`. */
  takeCalls(): string[];
}

/** One cache. */
export interface CacheEntry {
  /** Of the paths and the compression: it is found by nobody who has others. */
  readonly version: string;
  /** The archive; there is none until the upload. */
  blob: Buffer;
  /** Whether it can be restored. */
  isDone: boolean;
}

/** A call's arguments, as far as they are looked at. */
interface Asked {
  readonly key: string;
  readonly version: string;
  readonly restore_keys?: readonly string[];
  readonly size_bytes?: string;
}

const token = "the-runner's-token";
const service = "/twirp/github.actions.results.api.v1.CacheService/";

/** Starts one that ends with the test; it refuses what has no token, a second save of a key, and a wrong size. */
export async function cacheServiceFor(t: TestContext): Promise<CacheService> {
  const entries: CacheService["entries"] = new Map();
  const calls: string[] = [];
  const server = await startServer({
    fallback(request) {
      const url = new URL(request.path, `http://${request.headers.host}`);
      if (url.pathname.startsWith(service)) {
        const method = url.pathname.slice(service.length);
        calls.push(method);
        if (request.headers.authorization !== `Bearer ${token}`) return { status: 401, body: { msg: "no" } };
        return answer(method, JSON.parse(request.body.toString()), entries, url.origin);
      }
      const key = url.pathname.slice("/blobs/".length);
      const entry = entries.get(key);
      if (entry === undefined || url.searchParams.get("sig") !== signatureOf(key)) return { status: 403 };
      calls.push(`${request.method} blob`);
      return request.method === "PUT" ? upload(entry, request, url) : download(entry, request);
    },
  });
  t.after(() => server[Symbol.asyncDispose]());
  const env = {
    ACTIONS_CACHE_SERVICE_V2: "True",
    ACTIONS_RESULTS_URL: `${server.origin}/`,
    ACTIONS_RUNTIME_TOKEN: token,
  };
  return { env, server, entries, takeCalls: () => calls.splice(0) };
}

const signatureOf = (key: string): string => `signature-of-${key}`;

function answer(
  method: string,
  { key, version, restore_keys: prefixes = [], size_bytes: size }: Asked,
  entries: CacheService["entries"],
  origin: string,
): Reply {
  const addressOf = (name: string): string => `${origin}/blobs/${name}?sig=${signatureOf(name)}`;
  const entry = entries.get(key);
  if (method === "CreateCacheEntry") {
    if (entry !== undefined) return { status: 409, body: { code: "already_exists", msg: "exists" } };
    entries.set(key, { version, blob: Buffer.alloc(0), isDone: false });
    return { body: { ok: true, signed_upload_url: addressOf(key) } };
  }
  if (method === "FinalizeCacheEntryUpload") {
    if (entry === undefined || String(entry.blob.length) !== size) return { status: 400, body: {} };
    entry.isDone = true;
    return { body: { ok: true, entry_id: "7" } };
  }
  const newestFirst = [...entries].filter(([, one]) => one.isDone && one.version === version).toReversed();
  const names = newestFirst.map(([name]) => name);
  const found =
    names.find((name) => name === key) ??
    names.find((name) => prefixes.some((prefix) => name.startsWith(prefix)));
  if (found === undefined) return { body: { ok: false } };
  return { body: { ok: true, signed_download_url: addressOf(found), matched_key: found } };
}

/** In one piece: larger ones come in blocks, which no test sends. */
function upload(entry: CacheEntry, { body }: Request, { searchParams }: URL): Reply {
  if (searchParams.has("comp")) return { status: 400 };
  entry.blob = body;
  return { status: 201, headers: { etag: '"e"', "last-modified": "Mon, 01 Jan 2024 00:00:00 GMT" } };
}

function download({ blob }: CacheEntry, { headers }: Request): Reply {
  const shared = { etag: '"e"', "accept-ranges": "bytes", "x-ms-blob-type": "BlockBlob" };
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(String(headers["x-ms-range"] ?? headers.range)) ?? [];
  if (from === undefined) return { headers: shared, body: blob };
  const part = blob.subarray(Number(from), to ? Number(to) + 1 : undefined);
  const place = `bytes ${from}-${Number(from) + part.length - 1}/${blob.length}`;
  return { status: 206, headers: { ...shared, "content-range": place }, body: part };
}
