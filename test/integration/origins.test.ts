import assert from "node:assert/strict";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import type { CommandResult } from "../support/command.ts";
import { startCommand } from "../support/command-process.ts";
import { createMemoryRegistry } from "../support/memory-registry.ts";
import { type Reply, type Request, type ScriptedServer, startServer } from "../support/scripted-server.ts";

const username = "robot$ci";
const password = "pl4nted-passw0rd";
const identityToken = "pl4nted-identity";
const registryToken = "pl4nted-registry-token";
const pair = Buffer.from(`${username}:${password}`).toString("base64");
const planted = [password, pair, identityToken, registryToken];

/** Everything a run was given that holds credentials for `host`, by where it stands. */
const sources: Readonly<Record<string, (host: string, home: string) => Promise<Record<string, string>>>> = {
  "the inputs": async () => ({ HELM_OCI_PUBLISH_USERNAME: username, HELM_OCI_PUBLISH_PASSWORD: password }),
  "registry-auth": async (host) => ({
    HELM_OCI_PUBLISH_REGISTRY_AUTH: JSON.stringify([{ registry: host, username, password }]),
  }),
  "Helm's file": async (host, home) => {
    await writeFile(path.join(home, "helm.json"), JSON.stringify({ auths: { [host]: { auth: pair } } }));
    return { HELM_REGISTRY_CONFIG: path.join(home, "helm.json") };
  },
  "Docker's file": async (host, home) => dockerConfig(home, { auths: { [host]: { username, password } } }),
  "an identity token": async (host, home) =>
    dockerConfig(home, { auths: { [host]: { identitytoken: identityToken } } }),
  "a registry token": async (host, home) =>
    dockerConfig(home, { auths: { [host]: { registrytoken: registryToken } } }),
  "a credential helper": async (host, home) => {
    const answer = JSON.stringify({ ServerURL: host, Username: username, Secret: password });
    const helper = path.join(home, "bin", "docker-credential-lab");
    await mkdir(path.dirname(helper));
    await writeFile(helper, `#!/bin/sh\ncat >/dev/null\necho '${answer}'\n`);
    await chmod(helper, 0o755);
    return {
      ...(await dockerConfig(home, { credHelpers: { [host]: "lab" } })),
      helpers: path.dirname(helper),
    };
  },
};

async function dockerConfig(home: string, config: unknown): Promise<Record<string, string>> {
  await mkdir(path.join(home, "docker"));
  await writeFile(path.join(home, "docker", "config.json"), JSON.stringify(config));
  return { DOCKER_CONFIG: path.join(home, "docker") };
}

/** Ways a registry sends its clients somewhere else; `undefined` answers as usual. */
type Lure = (request: Request, elsewhere: string, answer: Reply) => Reply | undefined;

const lures: Readonly<Record<string, Lure>> = {
  "upload location": ({ method }, elsewhere, answer) =>
    method === "POST"
      ? { ...answer, headers: { ...answer.headers, location: `${elsewhere}/up?sig=x` } }
      : undefined,
  "redirect of reads": ({ method, path: target }, elsewhere) =>
    method === "GET" ? { status: 307, headers: { location: `${elsewhere}${target}` } } : undefined,
  "redirect of writes": ({ method, path: target }, elsewhere) =>
    method === "PUT" ? { status: 307, headers: { location: `${elsewhere}${target}` } } : undefined,
  "an address within the cloud": ({ method }, _, answer) =>
    method === "POST"
      ? { ...answer, headers: { ...answer.headers, location: "http://169.254.169.254/latest/meta-data" } }
      : undefined,
};

interface Stage {
  readonly registry: ScriptedServer;
  readonly elsewhere: ScriptedServer;
  readonly publish: (words?: readonly string[]) => Promise<CommandResult>;
}

/** A registry that asks by `challenge` who is there and then lures, and the place it lures to. */
async function stage(t: TestContext, lure: Lure, challenge: string, source: string): Promise<Stage> {
  const memory = createMemoryRegistry();
  // Whoever comes here is asked for credentials, too.
  const greedy = { status: 401, headers: { "www-authenticate": challenge } };
  const elsewhere = await startServer({ fallback: () => greedy });
  const registry: ScriptedServer = await startServer({
    fallback: async (request) => {
      if (request.headers.authorization === undefined) return greedy;
      const answer = await memory.handle(request);
      return lure(request, elsewhere.origin, answer) ?? answer;
    },
  });
  t.after(() => Promise.all([registry[Symbol.asyncDispose](), elsewhere[Symbol.asyncDispose]()]));
  const home = await temporaryDirectory(t);
  const chart = await writeChart(home, "web", "1.0.0");
  const { helpers, ...variables } = (await sources[source]?.(registry.host, home)) ?? {};
  const search = [...(helpers === undefined ? [] : [helpers]), process.env["PATH"]].join(path.delimiter);
  const words = ["publish", chart, "--registry", `oci://${registry.host}/charts`, "--retries=0", "--debug"];
  const publish = () => startCommand(t, words, { variables: { ...variables, PATH: search } }).ended;
  return { registry, elsewhere, publish };
}

const shows = (text: string): string[] => planted.filter((secret) => text.includes(secret));

for (const [name, lure] of Object.entries(lures)) {
  test(`credentials of every source stay with their registry: ${name}`, async (t) => {
    for (const source of Object.keys(sources)) {
      const challenge =
        source === "a registry token" ? 'Bearer realm="https://auth.invalid/token"' : 'Basic realm="r"';
      if (source === "an identity token") continue; // it is exchanged for others, below
      const { registry, elsewhere, publish } = await stage(t, lure, challenge, source);
      const { stdout, stderr } = await publish();
      const told = JSON.stringify(registry.requests.map(({ headers }) => headers));
      assert.notDeepEqual(shows(told), [], `${source}: the registry was told nothing\n${stderr}`);
      assert.deepEqual(shows(JSON.stringify([elsewhere.requests, stdout, stderr])), [], source);
      for (const request of elsewhere.requests) {
        assert.equal(request.headers.authorization, undefined, source);
        assert.equal(request.headers.cookie, undefined, source);
      }
      assert.deepEqual(
        elsewhere.requests.some(({ body }) => shows(body.toString("latin1")).length > 0),
        false,
      );
    }
  });
}

test("the token server is told the credentials, the registry the token alone, and nobody else either", async (t) => {
  for (const source of Object.keys(sources)) {
    if (source === "a registry token") continue; // it needs no token server
    const token = "tok3n-of-the-server";
    const tokens = await startServer({
      fallback: () => ({ body: { token, access_token: token, expires_in: 300 } }),
    });
    t.after(() => tokens[Symbol.asyncDispose]());
    const challenge = `Bearer realm="${tokens.origin}/token",service="lab"`;
    const { registry, elsewhere, publish } = await stage(
      t,
      ({ method, path: target }, origin) =>
        method === "GET" ? { status: 307, headers: { location: `${origin}${target}` } } : undefined,
      challenge,
      source,
    );
    const { stdout, stderr } = await publish();
    const toTokens = JSON.stringify(tokens.requests.map(({ headers, body }) => [headers, body.toString()]));
    assert.notDeepEqual(shows(toTokens), [], `${source}\n${stderr}`);
    const toRegistry = JSON.stringify(registry.requests);
    assert.deepEqual(shows(toRegistry), [], source);
    assert.ok(toRegistry.includes(`Bearer ${token}`), source);
    const others = JSON.stringify([elsewhere.requests, stdout, stderr]);
    assert.deepEqual([...shows(others), ...(others.includes(token) ? [token] : [])], [], source);
    assert.ok(elsewhere.requests.length > 0, source);
  }
});
