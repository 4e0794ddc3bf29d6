import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import path from "node:path";
import type { TestContext } from "node:test";
import { packageChart } from "../../src/archive/package.ts";
import { readArchive } from "../../src/archive/unpack.ts";
import { loadFiles } from "../../src/chart/load.ts";
import { chartFiles, temporaryDirectory, writeChart, writeFiles } from "./chart.ts";
import { runCommand } from "./command.ts";
import { registryFor, type TestRegistry } from "./registry.ts";
import { type ScriptedServer, startServer } from "./scripted-server.ts";

/** A chart whose lock names one chart in a registry and one in a classic repository; neither is vendored. */
export interface LockedChart {
  /** Holds the chart as `app`. */
  readonly root: string;
  readonly directory: string;
  /** Has near 1.0.0. */
  readonly registry: TestRegistry;
  /** Has far 1.0.0, and nothing but it and the index. */
  readonly repository: ScriptedServer;
  /** Where the chart is to be published. */
  readonly target: TestRegistry;
  /** What was asked of both since the last call. */
  takeDownloads(): string[];
}

/** Serves the charts, and has ours lock them. */
export async function lockedChartFor(t: TestContext): Promise<LockedChart> {
  const [registry, target] = [await registryFor(t), await registryFor(t)];
  const near = await writeChart(await temporaryDirectory(t), "near", "1.0.0");
  await run(["publish", near, "--registry", `oci://${registry.host}/charts`]);
  const repository = await repositoryOfFar(t);
  const files = chartFiles("app", "1.0.0");
  const dependencies = [
    "dependencies:",
    `  - {name: near, version: "^1", repository: "oci://${registry.host}/charts"}`,
    `  - {name: far, version: "^1", repository: "${repository.origin}"}`,
  ];
  const root = await temporaryDirectory(t);
  const directory = await writeFiles(path.join(root, "app"), {
    ...files,
    "Chart.yaml": `${files["Chart.yaml"]}${dependencies.join("\n")}\n`,
  });
  await run(["plan", directory, "--registry", `oci://${target.host}/charts`, "--dependencies", "update"]);
  await rm(path.join(directory, "charts"), { recursive: true });
  let asked = repository.log.length;
  const takeDownloads = (): string[] => {
    const since = repository.log.slice(asked);
    asked = repository.log.length;
    return [...registry.takeLog(), ...since].sort();
  };
  takeDownloads();
  return { root, directory, registry, repository, target, takeDownloads };
}

async function repositoryOfFar(t: TestContext): Promise<ScriptedServer> {
  const files = Object.entries(chartFiles("far", "1.0.0"));
  const chart = loadFiles(
    files.map(([name, text]) => ({ path: name, bytes: Buffer.from(text) })),
    "far",
    readArchive,
  );
  const { bytes, digest } = await packageChart(chart, { mtime: 315_532_800 });
  const entry = { version: "1.0.0", urls: ["far.tgz"], digest: digest.slice("sha256:".length) };
  const index = JSON.stringify({ apiVersion: "v1", entries: { far: [entry] } });
  const server = await startServer({
    rules: [
      { path: "/index.yaml", reply: { body: index } },
      { path: "/far.tgz", reply: { body: bytes } },
    ],
  });
  t.after(() => server[Symbol.asyncDispose]());
  return server;
}

async function run(words: readonly string[]): Promise<void> {
  const { code, stderr } = await runCommand(words);
  assert.equal(code, 0, stderr);
}
