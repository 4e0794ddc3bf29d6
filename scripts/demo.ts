import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { findHelm } from "../test/support/helm-fetch.ts";
import { runProgram } from "../test/support/program.ts";

// Shows the main job on this machine alone: a registry on loopback, two runs, and a pull by digest where there is a Helm.

const root = path.join(import.meta.dirname, "..");
const command = path.join(root, "dist/cli.js");

function say(text: string): void {
  console.log(`\n── ${text}\n`);
}

/** Runs the built command, its story going to this terminal; gives its standard output. */
async function run(...words: string[]): Promise<string> {
  console.log(`$ helm-oci-publish ${words.join(" ")}`);
  const { code, stdout, stderr } = await runProgram(process.execPath, [command, ...words], {
    directory: root,
  });
  process.stdout.write(stderr);
  if (code !== 0) throw new Error(`helm-oci-publish ${words[0]} ended with ${code}`);
  return stdout;
}

/** Starts the registry; resolves to its address once it prints it. */
async function startRegistry(): Promise<{ host: string; stop: () => void }> {
  const child = spawn(process.execPath, [command, "serve", "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const host = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (data: Buffer) => resolve(data.toString().trim()));
    child.once("exit", (code) => reject(new Error(`serve ended with ${code}`)));
  });
  child.removeAllListeners("exit");
  return { host, stop: () => child.kill("SIGTERM") };
}

async function pullAndRender(reference: string, directory: string): Promise<void> {
  const onPath = await runProgram("helm", ["version", "--short"]);
  const found = onPath.code === 0 ? { value: "helm" } : await findHelm("4.2.3");
  if ("missing" in found) {
    console.log(`No Helm here, so nothing is pulled (${found.missing}).`);
    return;
  }
  const helm = async (...words: string[]): Promise<string> => {
    console.log(`$ helm ${words.join(" ")}`);
    const env = { PATH: process.env["PATH"], HOME: directory };
    const { code, stdout, stderr } = await runProgram(found.value, words, { env, directory });
    if (code !== 0) throw new Error(stderr);
    return stdout;
  };
  await helm("pull", `oci://${reference}`, "--plain-http");
  console.log(await helm("template", "demo", `oci://${reference}`, "--plain-http"));
}

const directory = await mkdtemp(path.join(tmpdir(), "helm-oci-publish-demo-"));
const registry = await startRegistry();
try {
  const target = ["examples/charts/*", "--registry", `oci://${registry.host}/demo/charts`];
  say("Publish the example charts to a registry on this machine");
  const printed = await run("publish", ...target);
  say("Publish them again: nothing has changed, so nothing is sent");
  await run("publish", ...target);
  say("Pull one by its digest with Helm, and render it");
  await pullAndRender(printed.split("\n")[0] ?? "", directory);
  say("Done. The registry held everything in memory; nothing is left behind.");
} finally {
  registry.stop();
  await rm(directory, { recursive: true, force: true });
}
