import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { TestContext } from "node:test";
import { temporaryDirectory, writeChart } from "./chart.ts";
import { type Helm, packageWithHelm } from "./helm.ts";
import { type Request, type ScriptedServer, startServer } from "./scripted-server.ts";

/** A classic repository on loopback. */
export interface ChartRepository extends AsyncDisposable {
  /** With the path that it lies under: `http://127.0.0.1:41234/stable`. */
  readonly url: string;
  readonly server: ScriptedServer;
  /** What it serves, by file name. */
  readonly files: Map<string, Uint8Array>;
}

/** Packages charts by Helm, has Helm make the index, and serves both below /stable, to whoever logs in where a login is given. */
export async function repositoryFor(
  t: TestContext,
  helm: Helm,
  charts: readonly (readonly [name: string, version: string])[],
  login?: string,
): Promise<ChartRepository> {
  const directory = await temporaryDirectory(t);
  for (const [name, version] of charts) {
    const chart = await writeChart(await temporaryDirectory(t), name, version);
    await packageWithHelm(helm, chart, directory);
  }
  return serveCharts(helm, directory, login);
}

/** The same for the archives in a directory. */
async function serveCharts(helm: Helm, directory: string, login?: string): Promise<ChartRepository> {
  const { code, stderr } = await helm.run(["repo", "index", directory]);
  assert.equal(code, 0, stderr);
  const names = await readdir(directory);
  const read = async (name: string) =>
    [name, new Uint8Array(await readFile(path.join(directory, name)))] as const;
  const files = new Map(await Promise.all(names.map(read)));
  const authorization = login === undefined ? undefined : `Basic ${Buffer.from(login).toString("base64")}`;
  const server = await startServer({
    fallback: (request: Request) => {
      if (authorization !== undefined && request.headers.authorization !== authorization)
        return { status: 401 };
      const body = files.get(path.posix.relative("/stable", request.path.split("?")[0] ?? ""));
      return body === undefined ? { status: 404 } : { body };
    },
  });
  return {
    url: `${server.origin}/stable`,
    server,
    files,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
