import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { type Authority, authorityFor, selfSigned } from "../support/certificate.ts";
import { chartFiles, temporaryDirectory, writeChart, writeFiles } from "../support/chart.ts";
import { type Helm, helmFor } from "../support/helm.ts";
import { indexOf, lib, publishApp } from "../support/lib-repository.ts";
import { createMemoryRegistry } from "../support/memory-registry.ts";
import { publishOne } from "../support/published.ts";
import { registryFor } from "../support/registry.ts";
import { type ScriptedServer, startServer } from "../support/scripted-server.ts";

interface Stage {
  readonly server: ScriptedServer;
  readonly authority: Authority;
  readonly directory: string;
}

const login = { username: "kim", password: "s3cret word" };

/** A repository that asks clients for a certificate where `asksClients`; its archive lies at `archive`. */
async function repositoryFor(
  t: TestContext,
  archive: string,
  asksClients: boolean,
): Promise<Stage | undefined> {
  const authority = authorityFor(t);
  if (authority === undefined) return undefined;
  const { ca, server: own, client } = authority;
  const server = await startServer({
    tls: { ...own, ...(asksClients && { ca: ca.cert }) },
    fallback: ({ path: asked }) =>
      asked === "/index.yaml"
        ? { body: indexOf(archive) }
        : asked === "/lib.tgz"
          ? { body: lib.bytes }
          : { status: 404 },
  });
  t.after(() => server[Symbol.asyncDispose]());
  const directory = await temporaryDirectory(t);
  const pems = { "ca.pem": ca.cert, "cert.pem": client.cert, "key.pem": client.key };
  for (const [name, pem] of Object.entries(pems)) await writeFile(path.join(directory, name), pem);
  return { server, authority, directory };
}

async function addWithHelm(
  helm: Helm,
  url: string,
  flags: readonly string[],
): Promise<Record<string, string>> {
  const user = ["--username", login.username, "--password", login.password];
  const { code, stderr } = await helm.run(["repo", "add", "stable", url, ...flags, ...user]);
  assert.equal(code, 0, stderr);
  return { HELM_REPOSITORY_CONFIG: path.join(helm.home, "config/repositories.yaml") };
}

const filesIn = (directory: string): string[] =>
  ["ca", "cert", "key"].flatMap((name) => [`--${name}-file`, path.join(directory, `${name}.pem`)]);

test("the TLS files that `helm repo add` was given are used for that repository", async (t) => {
  const helm = await helmFor(t, "4.1.4");
  const stage = await repositoryFor(t, "lib.tgz", true);
  if (helm === undefined || stage === undefined) return;
  const { server, directory } = stage;
  const variables = await addWithHelm(helm, server.origin, filesIn(directory));
  const asked = server.requests.length;
  const { code, stderr } = await publishApp(t, server.origin, variables);
  assert.equal(code, 0, stderr);
  assert.deepEqual(
    server.requests.slice(asked).map(({ path: place, headers }) => [place, headers.authorization]),
    ["/index.yaml", "/lib.tgz"].map((place) => [
      place,
      `Basic ${Buffer.from(`${login.username}:${login.password}`).toString("base64")}`,
    ]),
  );
  const without = await publishApp(t, server.origin);
  assert.equal(without.code, 1);
  assert.match(without.stderr, /certificate/);
});

test("neither its authority nor our certificate counts for another host", async (t) => {
  const helm = await helmFor(t, "4.1.4");
  const elsewhere = await repositoryFor(t, "lib.tgz", false);
  if (helm === undefined || elsewhere === undefined) return;
  const stage = await repositoryFor(t, `${elsewhere.server.origin}/lib.tgz`, true);
  if (stage === undefined) return;
  // Elsewhere's authority is trusted where the repository's is: by that one file.
  const both = elsewhere.authority.ca.cert + stage.authority.ca.cert;
  await writeFile(path.join(stage.directory, "ca.pem"), both);
  const variables = await addWithHelm(helm, stage.server.origin, filesIn(stage.directory));
  const { code, stderr } = await publishApp(t, stage.server.origin, variables);
  assert.equal(code, 1);
  assert.match(stderr, /lib\.tgz[\s\S]*certificate is not trusted/);
  assert.deepEqual(elsewhere.server.log, []);
});

test("insecure_skip_tls_verify is for its repository alone, and told aloud", async (t) => {
  const helm = await helmFor(t, "4.1.4");
  const stage = await repositoryFor(t, "lib.tgz", false);
  if (helm === undefined || stage === undefined) return;
  const variables = await addWithHelm(helm, stage.server.origin, ["--insecure-skip-tls-verify"]);
  const { code, stderr } = await publishApp(t, stage.server.origin, variables);
  assert.equal(code, 0, stderr);
  assert.match(
    stderr,
    /^warning: The TLS certificate of 127\.0\.0\.1:\d+ is not checked \(insecure_skip_tls_verify of "stable" in /m,
  );
  assert.equal(stderr.match(/is not checked/g)?.length, 1);
  const lure = await repositoryFor(t, `${stage.server.origin}/lib.tgz`, false);
  assert.ok(lure);
  const asked = stage.server.requests.length;
  const luring = await addWithHelm(helm, lure.server.origin, [
    "--insecure-skip-tls-verify",
    "--force-update",
  ]);
  assert.match((await publishApp(t, lure.server.origin, luring)).stderr, /certificate is not trusted/);
  assert.equal(stage.server.requests.length, asked);
});

test("a file of repositories.yaml that cannot be used is named, with the repository and its line in Chart.yaml", async (t) => {
  const directory = await temporaryDirectory(t);
  const file = path.join(directory, "repositories.yaml");
  const entry = { name: "stable", url: "https://127.0.0.1:1", caFile: path.join(directory, "gone.pem") };
  await writeFile(file, JSON.stringify({ repositories: [entry] }));
  const { code, stderr } = await publishApp(t, entry.url, { HELM_REPOSITORY_CONFIG: file });
  assert.equal(code, 1);
  assert.match(
    stderr,
    /Chart\.yaml:7:11: .*could not use the TLS files of "stable" in .*repositories\.yaml: ca-file, .*gone\.pem: ENOENT/,
  );
  assert.match(stderr, /Fix: Name a PEM file with the authority's certificate/);
});

test("from https the index leads to http only where it has a digest, and without the login", async (t) => {
  const helm = await helmFor(t, "4.1.4");
  if (helm === undefined) return;
  await using plain = await startServer({ fallback: () => ({ body: lib.bytes }) });
  for (const [digest, wanted] of [
    [lib.digest, 0],
    ["", 1],
  ] as const) {
    const stage = await repositoryFor(t, `${plain.origin}/lib.tgz`, true);
    if (stage === undefined) return;
    const { server, directory } = stage;
    server.rules.push({ path: "/index.yaml", reply: { body: indexOf(`${plain.origin}/lib.tgz`, digest) } });
    const flags = [...filesIn(directory), "--force-update"];
    const variables = await addWithHelm(helm, server.origin, flags);
    const { code, stderr } = await publishApp(t, server.origin, variables);
    assert.equal(code, wanted, stderr);
    if (wanted === 1) assert.match(stderr, /names it, but it leads from https to plain http/);
  }
  assert.deepEqual(
    plain.requests.map(({ headers }) => headers.authorization),
    [undefined],
  );
});

test("plain-http is for the target's host; a dependency's registry is reached as it would be without it", async (t) => {
  const tls = selfSigned(t);
  if (tls === undefined) return;
  const directory = await temporaryDirectory(t);
  const ca = path.join(directory, "ca.pem");
  await writeFile(ca, tls.cert);
  const plain = await registryFor(t);
  const near = await writeChart(directory, "near", "1.0.0");
  await publishOne([near, "--registry", `oci://${plain.host}/charts`]);
  const files = chartFiles("app", "1.0.0");
  const dependencies = `dependencies: [{name: near, version: 1.x, repository: "oci://${plain.host}/charts"}]\n`;
  const app = await writeFiles(path.join(directory, "app"), {
    ...files,
    "Chart.yaml": `${files["Chart.yaml"]}${dependencies}`,
  });
  await using secure = await startServer({ tls, fallback: createMemoryRegistry().handle });
  const target = ["--registry", `oci://${secure.host}/charts`, "--ca-file", ca];
  const { status } = await publishOne([app, ...target, "--plain-http=false", "--retries=0"]);
  assert.equal(status, "published");
});
