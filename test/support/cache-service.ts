import { randomUUID } from "node:crypto";
import type { TestContext } from "node:test";
import { type Reply, type Request, type ScriptedServer, startServer } from "./scripted-server.ts";

/** The cache service of GitHub's runners, version 2, with its store of blobs. */
export interface CacheService {
  /** By which a step finds it. */
  readonly env: Readonly<Record<string, string>>;
  readonly server: ScriptedServer;
  /** The keys that were saved, in that order. */
  readonly keys: () => string[];
  /** The archive saved under a key, for spoiling it. */
  readonly entries: Map<string, Entry>;
  /** Names of the calls since the last time: `CreateCacheEntry`, and `PUT blob`, `GET blob`. */
  takeCalls(): string[];
}

interface Entry {
  readonly id: string;
  readonly version: string;
  isDone: boolean;
  blob: Buffer;
}

const token = "the-runner's-token";
const service = "/twirp/github.actions.results.api.v1.CacheService/";

/** Starts one that ends with the test; it refuses what has no token, a second save of a key, and a wrong size. */
export async function cacheServiceFor(t: TestContext): Promise<CacheService> {
  const entries = new Map<string, Entry>();
  const blocks = new Map<string, Buffer>();
  const calls: string[] = [];
  const server = await startServer({
    fallback(request) {
      const { pathname, searchParams } = new URL(request.path, "http://service");
      if (pathname.startsWith(service)) {
        const method = pathname.slice(service.length);
        calls.push(method);
        if (request.headers.authorization !== `Bearer ${token}`) return { status: 401, body: { msg: "no" } };
        return answer(method, JSON.parse(request.body.toString()));
      }
      const entry = [...entries.values()].find(({ id }) => pathname === `/blobs/${id}`);
      if (entry === undefined || searchParams.get("sig") !== signatureOf(entry)) return { status: 403 };
      calls.push(`${request.method} blob`);
      return request.method === "PUT" ? upload(entry, request, searchParams) : download(entry, request);
    },
  });
  t.after(() => server[Symbol.asyncDispose]());
  const addressOf = (entry: Entry): string => `${server.origin}/blobs/${entry.id}?sig=${signatureOf(entry)}`;

  function answer(method: string, asked: Readonly<Record<string, unknown>>): Reply {
    const { key, version } = asked as { key: string; version: string };
    const entry = entries.get(key);
    if (method === "CreateCacheEntry") {
      if (entry !== undefined) return { status: 409, body: { code: "already_exists", msg: "exists" } };
      const made = { id: randomUUID(), version, isDone: false, blob: Buffer.alloc(0) };
      entries.set(key, made);
      return { body: { ok: true, signed_upload_url: addressOf(made) } };
    }
    if (method === "FinalizeCacheEntryUpload") {
      if (entry === undefined || String(entry.blob.length) !== asked["size_bytes"])
        return { status: 400, body: {} };
      entry.isDone = true;
      return { body: { ok: true, entry_id: "7" } };
    }
    const wanted = [key, ...((asked["restore_keys"] ?? []) as string[])];
    const done = [...entries].filter(([, one]) => one.isDone && one.version === version).toReversed();
    const found =
      done.find(([name]) => name === key) ??
      done.find(([name]) => wanted.some((start) => name.startsWith(start)));
    if (found === undefined) return { body: { ok: false } };
    return { body: { ok: true, signed_download_url: addressOf(found[1]), matched_key: found[0] } };
  }

  function upload(entry: Entry, { body }: Request, parameters: URLSearchParams): Reply {
    const headers = {
      etag: '"e"',
      "last-modified": "Mon, 01 Jan 2024 00:00:00 GMT",
      "x-ms-request-id": randomUUID(),
    };
    const kind = parameters.get("comp");
    if (kind === "block") blocks.set(parameters.get("blockid") ?? "", body);
    else if (kind === "blocklist") {
      const names = [...body.toString().matchAll(/<Latest>([^<]+)<\/Latest>/g)].map(([, name = ""]) => name);
      entry.blob = Buffer.concat(names.map((name) => blocks.get(name) ?? Buffer.alloc(0)));
    } else entry.blob = body;
    return { status: 201, headers };
  }

  return {
    env: {
      ACTIONS_CACHE_SERVICE_V2: "True",
      ACTIONS_RESULTS_URL: `${server.origin}/`,
      ACTIONS_RUNTIME_TOKEN: token,
    },
    server,
    entries,
    keys: () => [...entries].filter(([, { isDone }]) => isDone).map(([key]) => key),
    takeCalls: () => calls.splice(0),
  };
}

const signatureOf = ({ id }: Entry): string => `signature-of-${id}`;

function download({ blob }: Entry, { headers }: Request): Reply {
  const range = headers["x-ms-range"] ?? headers.range;
  const shared = { etag: '"e"', "accept-ranges": "bytes", "x-ms-blob-type": "BlockBlob" };
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(String(range)) ?? [];
  if (from === undefined) return { headers: shared, body: blob };
  const part = blob.subarray(Number(from), to ? Number(to) + 1 : undefined);
  const place = `bytes ${from}-${Number(from) + part.length - 1}/${blob.length}`;
  return { status: 206, headers: { ...shared, "content-range": place }, body: part };
}
