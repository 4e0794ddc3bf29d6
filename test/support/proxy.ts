import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

/** A forward proxy on a loopback address, and what went through it. */
export interface ForwardProxy extends AsyncDisposable {
  /** `http://127.0.0.1:41234` */
  readonly url: string;
  /** `CONNECT host:port` or `GET http://host:port/path`, in order. */
  readonly log: string[];
  /** The Proxy-Authorization header of each of them. */
  readonly credentials: (string | undefined)[];
}

/** Starts a proxy that sends everything to `target` (`127.0.0.1:port`), whatever host was asked for. */
export async function startProxy(
  target: string,
  options: { readonly authorization?: string } = {},
): Promise<ForwardProxy> {
  const log: string[] = [];
  const credentials: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  const [host, port] = target.split(":");
  const isWelcome = (incoming: IncomingMessage): boolean => {
    log.push(`${incoming.method} ${incoming.url}`);
    const given = incoming.headers["proxy-authorization"];
    credentials.push(given);
    return options.authorization === undefined || given === options.authorization;
  };
  const server = createServer((incoming: IncomingMessage, response: ServerResponse) => {
    if (!isWelcome(incoming)) {
      response.writeHead(407, { "proxy-authenticate": 'Basic realm="proxy"' }).end();
      return;
    }
    const url = new URL(incoming.url ?? "");
    const { method } = incoming;
    const { "proxy-authorization": _, ...headers } = incoming.headers;
    const onward = request({ host, port, method, headers, path: url.pathname + url.search }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    incoming.pipe(onward);
  });
  server.on("connect", (incoming: IncomingMessage, socket: Socket) => {
    if (!isWelcome(incoming)) {
      socket.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="proxy"\r\n\r\n',
      );
      return;
    }
    const onward = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      socket.pipe(onward).pipe(socket);
    });
    sockets.add(onward);
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
  });
  server.on("connection", (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    log,
    credentials,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
