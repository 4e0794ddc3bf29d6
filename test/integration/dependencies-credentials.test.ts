import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { temporaryDirectory } from "../support/chart.ts";
import type { CommandResult } from "../support/command.ts";
import { indexOf, lib, publishApp } from "../support/lib-repository.ts";
import { type Reply, type ScriptedServer, startServer } from "../support/scripted-server.ts";

const [username, password] = ["robot$ci", "pl4nted-passw0rd"];
const pair = Buffer.from(`${username}:${password}`).toString("base64");

const shows = (text: string): boolean => text.includes(password) || text.includes(pair);

/** How a run comes by a login for the repository; each gives the repository's URL as Chart.yaml has it. */
const sources: Readonly<
  Record<string, (url: string, home: string) => Promise<{ url: string; variables: Record<string, string> }>>
> = {
  "registry-auth": async (url) => ({
    url,
    variables: {
      HELM_OCI_PUBLISH_REGISTRY_AUTH: JSON.stringify([{ registry: new URL(url).host, username, password }]),
    },
  }),
  "Helm's registry config": async (url, home) => {
    const file = path.join(home, "helm.json");
    await writeFile(file, JSON.stringify({ auths: { [new URL(url).host]: { auth: pair } } }));
    return { url, variables: { HELM_REGISTRY_CONFIG: file } };
  },
  "Docker's config": async (url, home) => {
    await mkdir(path.join(home, "docker"));
    const config = { auths: { [new URL(url).host]: { username, password } } };
    await writeFile(path.join(home, "docker/config.json"), JSON.stringify(config));
    return { url, variables: {} };
  },
  "repositories.yaml": async (url, home) => ({ url, variables: await addRepository(url, home, {}) }),
  "the repository's URL": async (url) => ({
    url: url.replace("//", `//${encodeURIComponent(username)}:${password}@`),
    variables: {},
  }),
};

async function addRepository(
  url: string,
  home: string,
  more: Readonly<Record<string, unknown>>,
): Promise<Record<string, string>> {
  const file = path.join(home, "repositories.yaml");
  const entry = { name: "stable", url, username, password, ...more };
  await writeFile(file, JSON.stringify({ apiVersion: "", repositories: [entry] }));
  return { HELM_REPOSITORY_CONFIG: file };
}

/** What the repository answers by path, once it was told the login; `elsewhere` is an origin that it has no part in. */
const lures: Readonly<Record<string, (elsewhere: string) => Readonly<Record<string, Reply>>>> = {
  "the index names an archive elsewhere": (elsewhere) => ({
    "/stable/index.yaml": { body: indexOf(`${elsewhere}/lib.tgz`) },
  }),
  "the index names a scheme-relative archive elsewhere": (elsewhere) => ({
    "/stable/index.yaml": { body: indexOf(`${elsewhere.replace("http:", "")}/lib.tgz`) },
  }),
  "the index names a chart in a registry elsewhere": (elsewhere) => ({
    "/stable/index.yaml": { body: indexOf(`${elsewhere.replace("http:", "oci:")}/lib:1.0.0`) },
  }),
  "the index is redirected": (elsewhere) => ({
    "/stable/index.yaml": { status: 302, headers: { location: `${elsewhere}/index.yaml` } },
  }),
  "the archive is redirected": (elsewhere) => ({
    "/stable/index.yaml": { body: indexOf("lib.tgz") },
    "/stable/lib.tgz": { status: 307, headers: { location: `${elsewhere}/lib.tgz` } },
  }),
  "the archive is redirected twice": (elsewhere) => ({
    "/stable/index.yaml": { body: indexOf("lib.tgz") },
    "/stable/lib.tgz": { status: 301, headers: { location: "/stable/moved.tgz" } },
    "/stable/moved.tgz": { status: 308, headers: { location: `${elsewhere}/lib.tgz` } },
  }),
};

const greedy: Reply = { status: 401, headers: { "www-authenticate": 'Basic realm="r"' } };

interface Stage {
  readonly repository: ScriptedServer;
  readonly elsewhere: ScriptedServer;
  readonly home: string;
}

/** A repository that wants a login, and a server at `address` that wants it even more. */
async function stage(
  t: TestContext,
  address: string,
  lure: (elsewhere: string) => Readonly<Record<string, Reply>>,
): Promise<Stage> {
  const elsewhere = await startServer({ address, fallback: () => greedy });
  const replies = lure(elsewhere.origin);
  const repository = await startServer({
    fallback: ({ headers, path: asked }) =>
      headers.authorization === `Basic ${pair}` ? (replies[asked] ?? { status: 404 }) : greedy,
  });
  t.after(() => Promise.all([repository[Symbol.asyncDispose](), elsewhere[Symbol.asyncDispose]()]));
  return { repository, elsewhere, home: await temporaryDirectory(t) };
}

function publish(
  t: TestContext,
  url: string,
  home: string,
  variables: Readonly<Record<string, string>>,
): Promise<CommandResult> {
  const homes = { HELM_CONFIG_HOME: path.join(home, "helm"), DOCKER_CONFIG: path.join(home, "docker") };
  return publishApp(t, url, { ...homes, ...variables });
}

for (const [name, lure] of Object.entries(lures)) {
  for (const [place, address] of Object.entries({
    "another port": "127.0.0.1",
    "another host": "localhost",
  })) {
    test(`a login of every source stays with its repository: ${name}, at ${place}`, async (t) => {
      for (const [source, give] of Object.entries(sources)) {
        const { repository, elsewhere, home } = await stage(t, address, lure);
        const { url, variables } = await give(`${repository.origin}/stable`, home);
        const { stdout, stderr } = await publish(t, url, home, variables);
        assert.ok(
          shows(JSON.stringify(repository.requests[0]?.headers)),
          `${source}: it was told\n${stderr}`,
        );
        assert.ok(elsewhere.requests.length > 0, `${source}: the lure was followed\n${stderr}`);
        assert.ok(!shows(JSON.stringify(elsewhere.requests)), `${source}: and told nothing`);
        assert.ok(
          elsewhere.requests.every(({ headers }) => headers.authorization === undefined),
          source,
        );
        assert.ok(!shows(stdout + stderr), `${source}: nor are logs`);
      }
    });
  }
}

test("pass_credentials_all of repositories.yaml lets hosts of the index have its login, no redirect and no other source's", async (t) => {
  for (const { lure, isPassed } of [
    { lure: lures["the index names an archive elsewhere"], isPassed: true },
    { lure: lures["the archive is redirected"], isPassed: false },
    { lure: lures["the index is redirected"], isPassed: false },
  ]) {
    assert.ok(lure);
    const { repository, elsewhere, home } = await stage(t, "127.0.0.1", lure);
    const url = `${repository.origin}/stable`;
    await publish(t, url, home, await addRepository(url, home, { pass_credentials_all: true }));
    assert.equal(elsewhere.requests.length, 1);
    assert.equal(shows(JSON.stringify(elsewhere.requests)), isPassed);
  }
  const lure = lures["the index names an archive elsewhere"];
  assert.ok(lure);
  const { repository, elsewhere, home } = await stage(t, "127.0.0.1", lure);
  const own = { username: undefined, password: undefined, pass_credentials_all: true };
  const given = await sources["registry-auth"]?.(`${repository.origin}/stable`, home);
  assert.ok(given);
  const added = await addRepository(given.url, home, own);
  await publish(t, given.url, home, { ...given.variables, ...added });
  assert.ok(shows(JSON.stringify(repository.requests)));
  assert.ok(!shows(JSON.stringify(elsewhere.requests)));
});

test("a login that is not in clear already is not sent in clear, but to this machine", async (t) => {
  const { repository, home } = await stage(t, "127.0.0.1", () => ({
    "/stable/index.yaml": { body: indexOf("lib.tgz") },
    "/stable/lib.tgz": { body: lib.bytes },
  }));
  // The proxy is where a name that means another machine ends.
  const url = "http://charts.test/stable";
  const proxied = { http_proxy: repository.origin };
  const given = await sources["registry-auth"]?.(url, home);
  const { code } = await publish(t, url, home, { ...given?.variables, ...proxied });
  assert.equal(code, 1);
  assert.ok(repository.requests.length > 0);
  assert.ok(!shows(JSON.stringify(repository.requests)));
});
