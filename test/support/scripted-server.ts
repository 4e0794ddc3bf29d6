import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";

/** What came in, in order. */
export interface Request {
  readonly method: string;
  /** Path and query, byte for byte. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What goes out. A `body` of bytes or text goes as it is, anything else as JSON. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: unknown;
  /** Cuts the connection instead of answering. */
  readonly reset?: true;
  /** Never answers. */
  readonly hang?: true;
  /** Sends the headers and this much of the body, then nothing more, or cuts the connection. */
  readonly stopAfter?: { readonly bytes: number; readonly end: "stall" | "cut" };
}

export type Handler = (request: Request) => Reply | Promise<Reply>;

/** A reply for the requests that match; the first rule that matches and is not used up wins. */
export interface Rule {
  readonly method?: string;
  readonly path?: string | RegExp;
  /** How many requests it is good for; all, unless said otherwise. */
  readonly times?: number;
  /** Answers without having read the body. */
  readonly early?: true;
  readonly reply: Reply | Handler;
}

/** A server on a loopback address that does as it is told, and remembers what it was asked. */
export interface ScriptedServer extends AsyncDisposable {
  /** Address and port: `127.0.0.1:41234`. */
  readonly host: string;
  readonly origin: string;
  readonly requests: Request[];
  /** `METHOD path` of every request so far. */
  readonly log: string[];
  /** How many connections were opened so far. */
  readonly connections: () => number;
  readonly rules: Rule[];
}

export interface ServerOptions {
  readonly rules?: readonly Rule[];
  /** Answers what no rule does; 404 without a body unless given. */
  readonly fallback?: Handler;
  readonly address?: string;
  /** With `ca` clients have to show a certificate that it vouches for. */
  readonly tls?: { readonly key: string; readonly cert: string; readonly ca?: string };
}

export async function startServer(options: ServerOptions = {}): Promise<ScriptedServer> {
  const { tls, fallback = () => ({ status: 404 }), address = "127.0.0.1" } = options;
  const rules = [...(options.rules ?? [])];
  const used = new Map<Rule, number>();
  const requests: Request[] = [];
  const sockets = new Set<Socket>();
  let opened = 0;

  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = "", url = "", headers } = incoming;
    const rule = rules.find((candidate) => matches(candidate, method, url, used.get(candidate) ?? 0));
    if (rule !== undefined) used.set(rule, (used.get(rule) ?? 0) + 1);
    const body = rule?.early === true ? Buffer.alloc(0) : await readAll(incoming);
    const request = { method, path: url, headers, body };
    requests.push(request);
    const reply = rule === undefined ? fallback : rule.reply;
    send(response, method, await (typeof reply === "function" ? reply(request) : reply));
  };

  const listener = (incoming: IncomingMessage, response: ServerResponse): void => {
    handle(incoming, response).catch(() => response.destroy());
  };
  const server =
    tls === undefined
      ? createServer(listener)
      : createTlsServer({ ...tls, requestCert: tls.ca !== undefined }, listener);
  server.keepAliveTimeout = 30_000;
  server.on("connection", (socket: Socket) => {
    opened++;
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  const host = `${address}:${(server.address() as AddressInfo).port}`;
  return {
    host,
    origin: `${tls === undefined ? "http" : "https"}://${host}`,
    requests,
    get log() {
      return requests.map(({ method, path }) => `${method} ${path}`);
    },
    connections: () => opened,
    rules,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function matches(rule: Rule, method: string, url: string, uses: number): boolean {
  if (uses >= (rule.times ?? Number.POSITIVE_INFINITY)) return false;
  if (rule.method !== undefined && rule.method !== method) return false;
  if (rule.path === undefined) return true;
  return typeof rule.path === "string" ? url.split("?")[0] === rule.path : rule.path.test(url);
}

async function readAll(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, method: string, reply: Reply): void {
  if (reply.hang === true) return;
  if (reply.reset === true) {
    response.socket?.resetAndDestroy();
    return;
  }
  const isRaw = typeof reply.body === "string" || reply.body instanceof Uint8Array;
  const body = Buffer.from(
    isRaw ? (reply.body as Uint8Array) : reply.body === undefined ? "" : JSON.stringify(reply.body),
  );
  const type = isRaw || reply.body === undefined ? {} : { "content-type": "application/json" };
  response.writeHead(reply.status ?? 200, {
    "content-length": String(body.length),
    ...type,
    ...reply.headers,
  });
  if (reply.stopAfter === undefined || method === "HEAD") {
    response.end(method === "HEAD" ? undefined : body);
    return;
  }
  response.write(body.subarray(0, reply.stopAfter.bytes), () => {
    if (reply.stopAfter?.end === "cut") response.socket?.destroy();
  });
}
