import assert from "node:assert/strict";
import test from "node:test";
import type { CredentialSource } from "../../../src/oci/login/credentials.ts";
import { createTestClient, repositoryAt } from "../../support/registry-client.ts";
import { startServer } from "../../support/scripted-server.ts";
import { base64, configured, plain } from "./login-files.ts";

const h = "127.0.0.1:5101";
const hub = "https://index.docker.io/v1/";

/** Each key has the login `key:p`, so that the answer names the key that was taken. */
const cases: {
  readonly what: string;
  readonly keys: readonly string[];
  readonly host?: string;
  readonly repository?: string;
  readonly expected: string;
}[] = [
  { what: "another port", keys: ["127.0.0.1:5102"], expected: "" },
  { what: "a host that only begins the same", keys: [`${h}0`, `${h}.example.com`], expected: "" },
  { what: "oci://", keys: [`oci://${h}`], expected: "" },
  { what: "the host before it with a scheme", keys: [`https://${h}`, h], expected: h },
  {
    what: "the API's path before another",
    keys: [`${h}/x`, `https://${h}/v2/`],
    expected: `https://${h}/v2/`,
  },
  {
    what: "the host in capitals",
    keys: ["HTTPS://GHCR.IO", "GHCR.IO"],
    host: "ghcr.io",
    expected: "GHCR.IO",
  },
  { what: "the host before a path elsewhere in it", keys: [`${h}/other`, h], expected: h },
  { what: "a path elsewhere, where there is nothing else", keys: [`${h}/other`], expected: `${h}/other` },
  {
    what: "the longest path before the host",
    keys: [h, `${h}/team`, `${h}/team/charts`, `${h}/team/charts/web`, `${h}/team/charts/web/more`],
    expected: `${h}/team/charts/web`,
  },
  { what: "whole parts of a path only", keys: [`${h}/team/cha`, h], expected: h },
  { what: "a path with a slash behind it", keys: [h, `${h}/team/`], expected: `${h}/team/` },
  { what: "a path for another repository", keys: [h, `${h}/team`], repository: "elsewhere/web", expected: h },
  ...["docker.io", "index.docker.io", "registry-1.docker.io"].map((host) => ({
    what: `Docker Hub as ${host}`,
    keys: ["registry-1.docker.io", "docker.io", hub],
    host,
    expected: hub,
  })),
  {
    what: "a namespace of Docker Hub",
    keys: [hub, "docker.io/team"],
    host: "registry-1.docker.io",
    expected: "docker.io/team",
  },
  { what: "Docker Hub's key for another host", keys: [hub, "docker.io"], host: "ghcr.io", expected: "" },
];

for (const { what, keys, host = h, repository = "team/charts/web", expected } of cases) {
  test(`keys: ${what}`, async (t) => {
    const auths = Object.fromEntries(keys.map((key) => [key, { username: key, password: "p" }]));
    const credential = await (await configured(t, { auths })).credentialFor(host, repository);
    assert.equal(plain(credential), expected && `${expected}:p`);
  });
}

test("repositories of one registry get the login that is kept for each", async (t) => {
  await using server = await startServer({
    fallback: ({ headers }) => ({
      status: headers.authorization === undefined ? 401 : 404,
      headers: { "www-authenticate": 'Basic realm="x"' },
    }),
  });
  const source = await configured(t, {
    auths: {
      [server.host]: { auth: base64("all:p") },
      [`${server.host}/team`]: { auth: base64("team:p") },
    },
  });
  const looked: string[] = [];
  const credentials: CredentialSource = {
    credentialFor(host, repository) {
      looked.push(`${host}/${repository}`);
      return source.credentialFor(host, repository);
    },
  };
  const { client, signal } = createTestClient({ credentials });
  await using _ = client;
  for (const name of ["team/web", "team/web", "other/web"]) {
    await client.resolve(repositoryAt(server.host, name), "1.0.0", signal);
  }
  const used = server.requests.flatMap(({ headers, path }) =>
    headers.authorization === undefined ? [] : [`${path.split("/")[2]} ${headers.authorization}`],
  );
  assert.deepEqual(used, [
    `team Basic ${base64("team:p")}`,
    `team Basic ${base64("team:p")}`,
    `other Basic ${base64("all:p")}`,
  ]);
  assert.deepEqual(looked, [`${server.host}/team/web`, `${server.host}/other/web`]);
});
