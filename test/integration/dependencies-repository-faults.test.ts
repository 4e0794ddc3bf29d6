import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import { chartFiles, temporaryDirectory, writeFiles } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { archiveOf, indexOf, lib, publishApp, serverFor } from "../support/lib-repository.ts";
import { registryFor } from "../support/registry.ts";
import type { Reply } from "../support/scripted-server.ts";

for (const { name, replies, said } of [
  {
    name: "no index",
    replies: {},
    said: /could not fetch .*index\.yaml: GET .*index\.yaml was answered 404/,
  },
  {
    name: "a repository that wants a login",
    replies: { "/index.yaml": { status: 401 } },
    said: /was answered 401[\s\S]*give one for 127\.0\.0\.1:\d+ in registry-auth/,
  },
  {
    name: "an archive that is not the index's",
    replies: { "/index.yaml": { body: indexOf("lib.tgz", "0".repeat(64)) }, "/lib.tgz": { body: lib.bytes } },
    said: /it has the digest [0-9a-f]{64}, the index says 0{64}/,
  },
  {
    name: "an archive that is missing",
    replies: { "/index.yaml": { body: indexOf("lib.tgz") } },
    said: /GET .*lib\.tgz was answered 404/,
  },
  {
    name: "a chart that the repository does not have",
    replies: { "/index.yaml": { body: '{"apiVersion":"v1","entries":{}}' } },
    said: /lib chart not found in repo http:/,
  },
  {
    name: "a version that it does not have",
    replies: {
      "/index.yaml": { body: '{"apiVersion":"v1","entries":{"lib":[{"version":"2.0.0","urls":["a"]}]}}' },
    },
    said: /no version in http:.* satisfies "1\.x"; the newest of 1 is 2\.0\.0/,
  },
  {
    name: "an archive of another chart",
    replies: {
      "/index.yaml": { body: indexOf("lib.tgz", "") },
      "/lib.tgz": { body: (await archiveOf("other", "1.0.0")).bytes },
    },
    said: /it holds "other 1\.0\.0"/,
  },
  {
    name: "an index that leads into the network around us",
    replies: { "/index.yaml": { body: indexOf("http://169.254.169.254/lib.tgz") } },
    said: /it is an address inside a private network/,
  },
] satisfies { name: string; replies: Record<string, Reply>; said: RegExp }[]) {
  test(`${name} is told at its line of Chart.yaml`, async (t) => {
    const server = await serverFor(t, replies);
    const { code, stderr } = await publishApp(t, server.origin);
    assert.equal(code, 1);
    assert.match(stderr, said);
    assert.match(stderr, /Chart\.yaml:7/);
  });
}

test("a repository that nobody serves is told at its line", async (t) => {
  const { code, stderr } = await publishApp(t, "http://127.0.0.1:1/charts");
  assert.equal(code, 1);
  assert.match(stderr, /the connection was refused/);
  assert.match(stderr, /Chart\.yaml:7/);
});

test("a login is told to its repository alone, not where the index or a redirect leads", async (t) => {
  const elsewhere = await serverFor(t, {
    "/lib.tgz": { body: lib.bytes },
    "/moved/index.yaml": { body: "" },
  });
  for (const replies of [
    { "/index.yaml": { body: indexOf(`${elsewhere.origin}/lib.tgz`) } },
    {
      "/index.yaml": { body: indexOf("here.tgz") },
      "/here.tgz": { status: 302, headers: { location: `${elsewhere.origin}/lib.tgz` } },
    },
  ] satisfies Record<string, Reply>[]) {
    const server = await serverFor(t, replies);
    const login = [{ registry: server.host, username: "kim", password: "s3cret word" }];
    const variables = { HELM_OCI_PUBLISH_REGISTRY_AUTH: JSON.stringify(login) };
    const { code, stderr } = await publishApp(t, server.origin, variables);
    assert.equal(code, 0, stderr);
    assert.match(server.requests[0]?.headers.authorization ?? "", /^Basic /);
    assert.equal(elsewhere.requests.at(-1)?.path, "/lib.tgz");
    assert.ok(elsewhere.requests.every(({ headers }) => headers.authorization === undefined));
  }
});

test("a login in the repository's URL is used, and shown to nobody", async (t) => {
  const server = await serverFor(t, { "/index.yaml": { body: indexOf("absent.tgz") } });
  const { code, stderr } = await publishApp(t, server.origin.replace("//", "//kim:s3cretword@"));
  assert.equal(code, 1);
  const wanted = `Basic ${Buffer.from("kim:s3cretword").toString("base64")}`;
  assert.deepEqual(
    server.requests.map(({ headers }) => headers.authorization),
    [wanted, wanted],
  );
  assert.doesNotMatch(stderr, /s3cretword/);
});

test("an archive with + in its name is asked for with %2B where a server takes + for a space", async (t) => {
  const { bytes, digest } = await archiveOf("lib", "1.0.0+b.1");
  const body = JSON.stringify({
    apiVersion: "v1",
    entries: { lib: [{ version: "1.0.0+b.1", urls: ["lib-1.0.0+b.1.tgz"], digest }] },
  });
  const server = await serverFor(t, {
    "/index.yaml": { body },
    "/lib-1.0.0+b.1.tgz": { status: 403 },
    "/lib-1.0.0%2Bb.1.tgz": { body: bytes },
  });
  const { code, stderr } = await publishApp(t, server.origin);
  assert.equal(code, 0, stderr);
  assert.deepEqual(server.log.slice(1), ["GET /lib-1.0.0+b.1.tgz", "GET /lib-1.0.0%2Bb.1.tgz"]);
  const missing = await serverFor(t, { "/index.yaml": { body } });
  const { stderr: said } = await publishApp(t, missing.origin);
  assert.match(said, /GET http:\S+\/lib-1\.0\.0\+b\.1\.tgz was answered 404/);
});

test("charts that share a dependency fetch index and archive once", async (t) => {
  const server = await serverFor(t, {
    "/index.yaml": { body: indexOf("lib.tgz") },
    "/lib.tgz": { body: lib.bytes },
  });
  const directory = await temporaryDirectory(t);
  const dependency = `dependencies:\n  - name: lib\n    version: 1.x\n    repository: ${server.origin}\n`;
  for (const name of ["a", "b", "c"]) {
    const files = chartFiles(name, "1.0.0");
    await writeFiles(path.join(directory, name), {
      ...files,
      "Chart.yaml": `${files["Chart.yaml"]}${dependency}`,
    });
  }
  const { host } = await registryFor(t);
  const words = [
    "publish",
    ...["a", "b", "c"].map((name) => path.join(directory, name)),
    "--registry",
    `oci://${host}/charts`,
  ];
  const { code, stderr } = await runCommand(words);
  assert.equal(code, 0, stderr);
  assert.deepEqual(server.log, ["GET /index.yaml", "GET /lib.tgz"]);
});
