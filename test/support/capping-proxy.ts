import { createServer, request as forward } from "node:http";
import type { AddressInfo } from "node:net";

/** A proxy on a free port that lets no request body over a limit through, as nginx does. */
export interface CappingProxy extends AsyncDisposable {
  /** `127.0.0.1:<port>`. */
  readonly host: string;
  /** `METHOD length` of every request with a body, refused ones too. */
  readonly uploads: string[];
}

export async function startCappingProxy(target: string, maxBytes: number): Promise<CappingProxy> {
  const uploads: string[] = [];
  const server = createServer((incoming, response) => {
    const { method = "", url, headers } = incoming;
    const length = Number(headers["content-length"] ?? 0);
    if (length > 0) uploads.push(`${method} ${length}`);
    if (length > maxBytes) {
      const page = "<html><head><title>413 Request Entity Too Large</title></head></html>";
      response.writeHead(413, { "content-type": "text/html", connection: "close" }).end(page);
      return;
    }
    const [hostname, port] = target.split(":");
    const onward = forward({ hostname, port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    uploads,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
