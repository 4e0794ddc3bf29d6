import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A way to a server that is far off, on a free port of this machine. */
export interface DelayingProxy extends AsyncDisposable {
  /** `127.0.0.1:<port>`. */
  readonly host: string;
}

/**
 * Passes bytes on to `target` (`127.0.0.1:port`) as a line with this round trip would: half of it later each way, and a
 * whole one more before the first bytes of a connection, for TCP's handshake, which loopback does in no time.
 */
export async function startDelayingProxy(target: string, roundTripMs: number): Promise<DelayingProxy> {
  const [host, port] = target.split(":");
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (near) => {
    const far = connect({ host, port: Number(port), noDelay: true, allowHalfOpen: true });
    const established = performance.now() + roundTripMs;
    passOn(near, far, () => Math.max(performance.now(), established) + roundTripMs / 2);
    passOn(far, near, () => performance.now() + roundTripMs / 2);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("close", () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
      socket.on("error", () => {}); // "close" follows
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Timers may overtake each other by a millisecond; what each of them sends is whatever has waited longest. */
function passOn(from: Socket, to: Socket, due: () => number): void {
  const waiting: (() => void)[] = [];
  const later = (send: () => void): void => {
    waiting.push(send);
    setTimeout(() => waiting.shift()?.(), due() - performance.now());
  };
  from.on("data", (bytes) => later(() => to.writable && to.write(bytes)));
  from.on("end", () => later(() => to.end()));
}
