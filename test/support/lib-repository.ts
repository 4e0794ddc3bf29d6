import type { TestContext } from "node:test";
import { packageChart } from "../../src/archive/package.ts";
import { readArchive } from "../../src/archive/unpack.ts";
import { loadFiles } from "../../src/chart/load.ts";
import { chartFiles, temporaryDirectory, writeFiles } from "./chart.ts";
import { type CommandResult, runCommand } from "./command.ts";
import { registryFor } from "./registry.ts";
import { type Reply, type ScriptedServer, startServer } from "./scripted-server.ts";

/** A chart of that name and version, packaged, with its digest in hexadecimal. */
export async function archiveOf(
  name: string,
  version: string,
): Promise<{ bytes: Uint8Array; digest: string }> {
  const files = Object.entries(chartFiles(name, version)).map(([file, text]) => ({
    path: file,
    bytes: Buffer.from(text),
  }));
  const { bytes, digest } = await packageChart(loadFiles(files, name, readArchive), { mtime: 315_532_800 });
  return { bytes, digest: digest.slice("sha256:".length) };
}

/** The chart that others depend on. */
export const lib = await archiveOf("lib", "1.0.0");
/** An index that has lib 1.0.0 at `url`. */
export const indexOf = (url: string, digest = lib.digest): string =>
  JSON.stringify({ apiVersion: "v1", entries: { lib: [{ version: "1.0.0", urls: [url], digest }] } });

/** Publishes a chart that depends on lib 1.x from `repository`; line 7 of its Chart.yaml says so. */
export async function publishApp(
  t: TestContext,
  repository: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<CommandResult> {
  const files = chartFiles("app", "1.0.0");
  const dependency = `dependencies:\n  - name: lib\n    version: 1.x\n    repository: ${repository}\n`;
  const root = await writeFiles(await temporaryDirectory(t), {
    ...files,
    "Chart.yaml": `${files["Chart.yaml"]}${dependency}`,
  });
  const { host } = await registryFor(t);
  const words = ["publish", root, "--registry", `oci://${host}/charts`, "--retries", "0"];
  return runCommand(words, variables);
}

/** A server that answers by path, and ends with the test. */
export async function serverFor(
  t: TestContext,
  replies: Readonly<Record<string, Reply>>,
): Promise<ScriptedServer> {
  const server = await startServer({ fallback: ({ path: asked }) => replies[asked] ?? { status: 404 } });
  t.after(() => server[Symbol.asyncDispose]());
  return server;
}
