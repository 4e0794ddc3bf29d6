import assert from "node:assert/strict";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { publishApp } from "../support/lib-repository.ts";
import { createMemoryRegistry } from "../support/memory-registry.ts";
import { type Reply, type Request, type ScriptedServer, startServer } from "../support/scripted-server.ts";

const [username, password] = ["robot$ci", "pl4nted-passw0rd"];
const registryToken = "pl4nted-registry-token";
const pair = Buffer.from(`${username}:${password}`).toString("base64");

const shows = (text: string): boolean =>
  [password, pair, registryToken].some((secret) => text.includes(secret));

/** How a run comes by a login for the registry. */
const sources: Readonly<Record<string, (host: string, home: string) => Promise<Record<string, string>>>> = {
  "registry-auth": async (host) => ({
    HELM_OCI_PUBLISH_REGISTRY_AUTH: JSON.stringify([{ registry: host, username, password }]),
  }),
  "Helm's registry config": async (host, home) => {
    const file = path.join(home, "helm.json");
    await writeFile(file, JSON.stringify({ auths: { [host]: { auth: pair } } }));
    return { HELM_REGISTRY_CONFIG: file };
  },
  "Docker's config": async (host, home) => dockerConfig(home, { auths: { [host]: { username, password } } }),
  "a registry token": async (host, home) =>
    dockerConfig(home, { auths: { [host]: { registrytoken: registryToken } } }),
  "a credential helper": async (host, home) => {
    const answer = JSON.stringify({ ServerURL: host, Username: username, Secret: password });
    const helper = path.join(home, "bin/docker-credential-lab");
    await mkdir(path.dirname(helper));
    await writeFile(helper, `#!/bin/sh\ncat >/dev/null\necho '${answer}'\n`);
    await chmod(helper, 0o755);
    const search = [path.dirname(helper), process.env["PATH"]].join(path.delimiter);
    return { ...(await dockerConfig(home, { credHelpers: { [host]: "lab" } })), PATH: search };
  },
};

async function dockerConfig(home: string, config: unknown): Promise<Record<string, string>> {
  await mkdir(path.join(home, "docker"));
  await writeFile(path.join(home, "docker/config.json"), JSON.stringify(config));
  return { DOCKER_CONFIG: path.join(home, "docker") };
}

type Lure = (request: Request, elsewhere: string) => Reply | undefined;

const tags: Reply = { body: { name: "charts/lib", tags: ["1.0.0"] } };

const redirected =
  (kind: RegExp): Lure =>
  ({ path: asked }, elsewhere) =>
    kind.test(asked) ? { status: 307, headers: { location: `${elsewhere}${asked}` } } : undefined;

const lures: Readonly<Record<string, Lure>> = {
  "the blob is redirected": redirected(/\/blobs\//),
  "the manifest is redirected": redirected(/\/manifests\//),
  "the list of tags is redirected": redirected(/\/tags\/list/),
  "the list of tags goes on elsewhere": ({ path: asked }, elsewhere) =>
    asked.includes("/tags/list")
      ? { ...tags, headers: { link: `<${elsewhere}${asked}?last=1.0.0>; rel="next"` } }
      : undefined,
};

/** A registry that has lib 1.0.0 for whoever shows a login, but lures, and a server that wants the login even more. */
async function stage(
  t: TestContext,
  lure: Lure,
  isToken: boolean,
): Promise<{ registry: ScriptedServer; elsewhere: ScriptedServer }> {
  const challenge = isToken ? 'Bearer realm="https://auth.invalid/token"' : 'Basic realm="r"';
  const greedy: Reply = { status: 401, headers: { "www-authenticate": challenge } };
  const elsewhere = await startServer({ fallback: () => greedy });
  const memory = createMemoryRegistry();
  let isOpen = true;
  const registry = await startServer({
    fallback: (request) => {
      if (isOpen) return memory.handle(request);
      if (request.headers.authorization === undefined) return greedy;
      const answer = request.path.includes("/tags/list") ? tags : undefined;
      return lure(request, elsewhere.origin) ?? answer ?? memory.handle(request);
    },
  });
  t.after(() => Promise.all([registry[Symbol.asyncDispose](), elsewhere[Symbol.asyncDispose]()]));
  const chart = await writeChart(await temporaryDirectory(t), "lib", "1.0.0");
  const { code, stderr } = await runCommand([
    "publish",
    chart,
    "--registry",
    `oci://${registry.host}/charts`,
  ]);
  assert.equal(code, 0, stderr);
  isOpen = false;
  return { registry, elsewhere };
}

for (const [name, lure] of Object.entries(lures)) {
  test(`a login of every source stays with its registry when a dependency is fetched: ${name}`, async (t) => {
    for (const [source, give] of Object.entries(sources)) {
      const { registry, elsewhere } = await stage(t, lure, source === "a registry token");
      const home = await temporaryDirectory(t);
      const homes = { HELM_CONFIG_HOME: path.join(home, "helm"), DOCKER_CONFIG: path.join(home, "docker") };
      const variables = { ...homes, ...(await give(registry.host, home)) };
      const { stdout, stderr } = await publishApp(t, `oci://${registry.host}/charts`, variables);
      assert.ok(shows(JSON.stringify(registry.requests)), `${source}: it was told\n${stderr}`);
      const isFollowed = name !== "the list of tags goes on elsewhere";
      assert.equal(elsewhere.requests.length > 0, isFollowed, `${source}: the lure was followed\n${stderr}`);
      for (const { headers } of elsewhere.requests) assert.equal(headers.authorization, undefined, source);
      assert.ok(!shows(JSON.stringify(elsewhere.requests)), source);
      assert.ok(!shows(stdout + stderr), `${source}: nor are logs`);
    }
  });
}
