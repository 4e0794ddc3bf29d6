import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { type AddressInfo, connect, type Socket } from "node:net";
import path from "node:path";
import { pipeline } from "node:stream";
import type { TestContext } from "node:test";
import { createServer, type TLSSocket } from "node:tls";
import { authorityFor } from "./certificate.ts";
import { temporaryDirectory } from "./chart.ts";
import { startConnectProxy } from "./connect-proxy.ts";

/**
 * Makes servers on loopback known by names, over TLS: `ports` has the port that speaks plain HTTP for each name. Gives
 * the variables by which Node, Go and everybody who honours HTTPS_PROXY gets there, and under no other name anywhere.
 * `undefined` after skipping where there is no openssl.
 */
export async function namedHostsFor(
  t: TestContext,
  ports: Readonly<Record<string, number>>,
): Promise<Readonly<Record<string, string>> | undefined> {
  const authority = authorityFor(t, Object.keys(ports));
  if (authority === undefined) return undefined;
  const sockets = new Set<Socket>();
  const server = createServer(authority.server, (client: TLSSocket) => {
    const port = client.servername ? ports[client.servername] : undefined;
    if (port === undefined) {
      client.destroy();
      return;
    }
    const upstream = connect(port, "127.0.0.1");
    sockets.add(upstream);
    pipeline(client, upstream, client, () => {});
  });
  server.on("connection", (socket) => sockets.add(socket));
  // Whoever does not trust the certificate says so himself.
  server.on("tlsClientError", () => {});
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo;
  const proxy = await startConnectProxy(`127.0.0.1:${port}`);
  t.after(async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
    await proxy[Symbol.asyncDispose]();
  });
  const file = path.join(await temporaryDirectory(t), "ca.pem");
  await writeFile(file, authority.ca.cert);
  return { HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: file, SSL_CERT_FILE: file };
}
