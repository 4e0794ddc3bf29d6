import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { Secret } from "../../../src/secret.ts";
import { dockerRegistryFor } from "../../support/docker-registry.ts";
import { startLoopback } from "../../support/loopback.ts";
import { rawClient } from "./raw-client.ts";

const username = "alice";
const password = "pass:wörd";

const registries = {
  "our server": () => startLoopback({ credentials: { username, password: new Secret(password) } }),
  "docker-registry": (t: TestContext) => dockerRegistryFor(t, { credentials: { username, password } }),
};

const attempts = [
  { name: "nobody", authorization: undefined, expected: "401 UNAUTHORIZED" },
  {
    name: "the user with another password",
    authorization: basic("alice:wrong"),
    expected: "401 UNAUTHORIZED",
  },
  {
    name: "another user with the password",
    authorization: basic(`bob:${password}`),
    expected: "401 UNAUTHORIZED",
  },
  { name: "the user with no password", authorization: basic("alice"), expected: "401 UNAUTHORIZED" },
  { name: "the user by another scheme", authorization: "Bearer abc", expected: "401 UNAUTHORIZED" },
  { name: "the user", authorization: basic(`${username}:${password}`), expected: "200" },
  {
    name: "the user, the scheme in small letters",
    authorization: basic(`${username}:${password}`, "basic"),
    expected: "200",
  },
];

for (const [registryName, start] of Object.entries(registries)) {
  test(`${registryName} with one user`, async (t) => {
    await using registry = await start(t);
    if (registry === undefined) return;
    for (const { name, authorization, expected } of attempts) {
      await t.test(`answers ${expected} to ${name}`, async () => {
        const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
        const answer = await rawClient(registry.url, "any").send("GET", "/v2/", { headers });
        assert.equal(answer.verdict, expected);
        assert.equal(/^Basic realm="/.test(answer.headers["www-authenticate"] ?? ""), expected !== "200");
        assert.doesNotMatch(answer.body.toString(), /w.rd/);
      });
    }
    await t.test("guards every other endpoint", async () => {
      for (const path of ["tags/list", "manifests/1.0.0", "blobs/uploads/"]) {
        assert.equal((await rawClient(registry.url, "any").send("GET", path)).status, 401, path);
      }
    });
  });
}

function basic(credentials: string, scheme = "Basic"): string {
  return `${scheme} ${Buffer.from(credentials).toString("base64")}`;
}
