import assert from "node:assert/strict";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import net from "node:net";
import path from "node:path";
import type { TestContext } from "node:test";
import { setImmediate } from "node:timers/promises";
import { startDaemon } from "./daemon.ts";
import type { Account } from "./docker-registry.ts";
import { requireGoPeer } from "./go-peers.ts";
import { freeAddress } from "./nginx.ts";

/** A ChartMuseum with a directory of its own. */
export interface ChartMuseum extends AsyncDisposable {
  readonly url: string;
  /** `127.0.0.1:<port>`. */
  readonly host: string;
  stop(): Promise<void>;
}

/**
 * Starts ChartMuseum, open to one account alone, and uploads the archives of a directory; `undefined` after skipping
 * where it is not built. The caller disposes of it.
 */
export async function chartMuseumFor(
  t: TestContext,
  archives: string,
  account: Account,
): Promise<ChartMuseum | undefined> {
  const program = requireGoPeer(t, "chartmuseum");
  if (program === undefined) return undefined;
  const host = await freeAddress();
  const { stop } = await startDaemon(async (directory) => {
    const port = host.slice(host.indexOf(":") + 1);
    const place = ["--listen-host", "127.0.0.1", "--port", port];
    const storage = ["--storage", "local", "--storage-local-rootdir", path.join(directory, "charts")];
    const env = { BASIC_AUTH_USER: account.username, BASIC_AUTH_PASS: account.password };
    return { program, args: [...place, ...storage], env, announces: /Starting ChartMuseum/ };
  });
  const museum = { host, url: `http://${host}`, stop, [Symbol.asyncDispose]: stop };
  try {
    await listening(host);
    for (const name of (await readdir(archives)).sort()) {
      await upload(museum, await readFile(path.join(archives, name)), account);
    }
    return museum;
  } catch (error) {
    await stop();
    throw error;
  }
}

/** It says that it starts before it listens, and nothing afterwards. */
async function listening(host: string): Promise<void> {
  const { hostname, port } = new URL(`http://${host}`);
  const signal = AbortSignal.timeout(startTimeoutMs);
  for (;;) {
    signal.throwIfAborted();
    const socket = net.connect(Number(port), hostname);
    const connected = await once(socket, "connect").catch(() => undefined);
    socket.destroy();
    if (connected !== undefined) return;
    await setImmediate();
  }
}

const startTimeoutMs = 10_000;

async function upload({ url }: ChartMuseum, archive: Buffer, account: Account): Promise<void> {
  const login = Buffer.from(`${account.username}:${account.password}`).toString("base64");
  const answer = await fetch(`${url}/api/charts`, {
    method: "POST",
    headers: { authorization: `Basic ${login}`, "content-type": "application/gzip" },
    body: new Uint8Array(archive),
  });
  assert.equal(answer.status, 201, await answer.text());
}
