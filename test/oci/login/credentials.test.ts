import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import { inspect } from "node:util";
import { PublishError } from "../../../src/errors.ts";
import { firstOf, givenCredentials } from "../../../src/oci/login/credentials.ts";
import { dockerConfig } from "../../../src/oci/login/docker-config.ts";
import { Secret } from "../../../src/secret.ts";
import { temporaryDirectory } from "../../support/chart.ts";
import { base64, configFile, configured, noHelper, plain } from "./login-files.ts";

const entry = { auth: base64("u:p") };
const h = "127.0.0.1:5101";

const cases: { readonly what: string; readonly config: unknown; readonly expected: string }[] = [
  {
    what: "username and password",
    config: { auths: { [h]: { username: "u", password: "p:q" } } },
    expected: "u:p:q",
  },
  {
    what: "a password with a colon",
    config: { auths: { [h]: { auth: base64("u:p:q") } } },
    expected: "u:p:q",
  },
  {
    what: "auth without padding, before username and password",
    config: { auths: { [h]: { auth: base64("u:p:qq").replace(/=+$/, ""), username: "x", password: "y" } } },
    expected: "u:p:qq",
  },
  { what: "trailing NULs", config: { auths: { [h]: { auth: base64("u:p\0\0") } } }, expected: "u:p" },
  { what: "an empty entry", config: { auths: { [h]: {} }, credsStore: "" }, expected: "" },
  {
    what: "an identity token",
    config: { auths: { [h]: { ...entry, identitytoken: "t" } } },
    expected: "identity-token:t",
  },
  {
    what: "a password without a user",
    config: { auths: { [h]: { auth: base64(":t") } } },
    expected: "identity-token:t",
  },
  {
    what: "a registry token",
    config: { auths: { [h]: { registrytoken: "t" } } },
    expected: "registry-token:t",
  },
  { what: "auth that is no pair", config: { auths: { [h]: { auth: base64("nothing") } } }, expected: "" },
  { what: "no auths", config: {}, expected: "" },
  { what: "an empty file", config: " \n", expected: "" },
  {
    what: "a byte order mark",
    config: `\uFEFF${JSON.stringify({ auths: { [h]: entry } })}`,
    expected: "u:p",
  },
];

for (const { what, config, expected } of cases) {
  test(`a Docker config file with ${what} gives ${expected || "nothing"}`, async (t) => {
    assert.equal(plain(await (await configured(t, config)).credentialFor(h)), expected);
  });
}

test("what is read is secret from the start", async (t) => {
  const config = { auths: { [h]: { username: "me", password: "hunter2" } } };
  const credential = await (await configured(t, config)).credentialFor(h);
  assert.ok(!inspect(credential).includes("hunter2") && !JSON.stringify(credential).includes("hunter2"));
});

test("a file that is missing knows nobody, and is named among those looked in", async (t) => {
  const file = path.join(await temporaryDirectory(t), "missing.json");
  assert.deepEqual(await dockerConfig({ file, name: "Docker's config" }, noHelper).credentialFor(h), {
    kind: "none",
    origin: `Docker's config (${file})`,
  });
});

for (const content of ['{bad "hunter2"', "[]", "null", '"hunter2"']) {
  test(`a file that holds ${content} is an error that names it and quotes nothing of it`, async (t) => {
    const file = await configFile(t, content);
    const source = dockerConfig({ file, name: "Helm's registry config" }, noHelper);
    await assert.rejects(source.credentialFor(h), (error) => {
      assert.ok(error instanceof PublishError && error.code === "IO");
      assert.ok(error.message.includes(file) && !inspect(error, { depth: 9 }).includes("hunter2"));
      return true;
    });
  });
}

test("the first source that knows the host decides; one that knows other hosts only does not", async (t) => {
  const helm = await configured(t, { auths: { "other:1": entry } }, noHelper, "Helm's registry config");
  const docker = await configured(t, { auths: { [h]: entry } });
  const inputs = givenCredentials(
    [{ host: "ghcr.io", username: "me", password: new Secret("x") }],
    "the inputs",
  );
  const all = firstOf([inputs, helm, docker]);
  assert.equal(plain(await all.credentialFor("ghcr.io")), "me:x");
  assert.equal(plain(await all.credentialFor("other:1")), "u:p");
  assert.match((await all.credentialFor(h)).origin, /^Docker's config \(/);
  const none = await all.credentialFor("elsewhere");
  assert.equal(none.kind, "none");
  assert.match(none.origin, /^the inputs, Helm's registry config \(.*\), Docker's config \(.*\)$/);
});

test("a login given for one of Docker Hub's names is good for the others, and for no other host", async () => {
  const login = { host: "docker.io", username: "me", password: new Secret("x") };
  const inputs = givenCredentials([login], "the inputs");
  assert.equal(plain(await inputs.credentialFor("registry-1.docker.io")), "me:x");
  assert.equal(plain(await inputs.credentialFor("docker.io.example.com")), "");
});
