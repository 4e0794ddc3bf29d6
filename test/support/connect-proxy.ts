import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { pipeline } from "node:stream";

/** A proxy on loopback that takes every CONNECT to one place, whatever name is asked for. */
export interface ConnectProxy extends AsyncDisposable {
  /** What HTTPS_PROXY is set to. */
  readonly url: string;
}

/** Starts a proxy to `target`, `127.0.0.1:<port>`: programs that treat loopback addresses apart see another name. */
export async function startConnectProxy(target: string): Promise<ConnectProxy> {
  const [host, port] = target.split(":");
  const sockets = new Set<Socket>();
  const server = createServer((_, response) => void response.writeHead(405).end());
  server.on("connection", (socket) => sockets.add(socket));
  server.on("connect", (_request, downstream: Socket, head: Buffer) => {
    const upstream = connect(Number(port), host, () => {
      downstream.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.write(head);
      // How a tunnel ends is for its two ends to judge.
      pipeline(upstream, downstream, upstream, () => {});
    });
    upstream.on("error", () => downstream.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on TCP has such an address.
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${taken}`,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
