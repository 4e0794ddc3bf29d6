import type { TestContext } from "node:test";
import { temporaryDirectory, writeChart, writeFiles } from "../../support/chart.ts";
import { registryFor, type TestRegistry } from "../../support/registry.ts";
import { type ScriptedServer, type ServerOptions, startServer } from "../../support/scripted-server.ts";

/** Options by name, as both faces take them. */
export type OptionTexts = Readonly<Record<string, string>>;

/** Something a user gets wrong, and what must be said of it. */
export interface BadInput {
  /** Heading in the file of messages. */
  readonly name: string;
  /** 2 where the request itself is wrong, 1 where a chart or the registry is. */
  readonly code: 1 | 2;
  readonly options?: OptionTexts;
  readonly env?: Readonly<Record<string, string>>;
  /** Makes the fault; gives options that are not known before, or says that it had to skip the test. */
  readonly arrange?: (scene: Scene) => Promise<OptionTexts | "skipped" | undefined>;
  /** What was being done, where, why, and how to fix it. */
  readonly says: readonly RegExp[];
  /** Why this machine cannot show the fault. */
  readonly skip?: () => string | false;
}

/** A workspace with the good chart `charts/web` 1.0.0, and a registry. */
export interface Scene {
  readonly t: TestContext;
  readonly directory: string;
  readonly registry: TestRegistry;
  /** Writes files below the workspace. */
  write(files: Readonly<Record<string, string | Uint8Array>>): Promise<undefined>;
  /** Writes a Chart.yaml for `charts/web`. */
  chartYaml(text: string): Promise<undefined>;
  /** A server that does as it is told, for as long as the test runs. */
  serve(options: ServerOptions): Promise<ScriptedServer>;
  /** `METHOD path` of every request that writes, at any of the servers. */
  writes(): string[];
}

export async function makeScene(t: TestContext): Promise<Scene> {
  const directory = await temporaryDirectory(t);
  await writeChart(`${directory}/charts`, "web", "1.0.0");
  const registry = await registryFor(t);
  const servers: ScriptedServer[] = [];
  const write: Scene["write"] = async (files) => {
    await writeFiles(directory, files);
    return undefined;
  };
  return {
    t,
    directory,
    registry,
    write,
    chartYaml: (text) => write({ "charts/web/Chart.yaml": text }),
    serve: async (options) => {
      const server = await startServer(options);
      t.after(() => server[Symbol.asyncDispose]());
      servers.push(server);
      return server;
    },
    writes: () =>
      [...registry.served, ...servers.flatMap((server) => server.requests)]
        .filter(({ method }) => method !== "GET" && method !== "HEAD")
        .map(({ method, path }) => `${method} ${path}`),
  };
}
