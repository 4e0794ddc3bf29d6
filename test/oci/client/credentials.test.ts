import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { after } from "node:test";
import { inspect } from "node:util";
import { PublishError } from "../../../src/errors.ts";
import { type Credential, firstOf, givenCredentials } from "../../../src/oci/client/credentials.ts";
import { dockerConfig } from "../../../src/oci/client/docker-config.ts";
import { Secret } from "../../../src/secret.ts";

const directory = await mkdtemp(path.join(tmpdir(), "credentials-"));
after(() => rm(directory, { recursive: true }));
let count = 0;

async function configFile(content: unknown): Promise<string> {
  const file = path.join(directory, `${++count}.json`);
  await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

/** `user:password` for Basic, `kind:token` for tokens, nothing for none. */
function plain(credential: Credential): string {
  if (credential.kind === "none") return "";
  if (credential.kind === "basic") return `${credential.username}:${credential.password.reveal()}`;
  return `${credential.kind}:${credential.token.reveal()}`;
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const entry = { auth: base64("u:p") };
const h = "127.0.0.1:5101";

const cases: {
  readonly what: string;
  readonly host?: string;
  readonly config: unknown;
  readonly expected: string;
}[] = [
  ...[
    h,
    `https://${h}`,
    `http://${h}`,
    `https://${h}/v2/`,
    `https://${h}/v1/`,
    `${h}/`,
    `${h}/cr`,
    `${h}/cr/libchart`,
  ].map((key) => ({ what: `key ${key}`, config: { auths: { [key]: entry } }, expected: "u:p" })),
  { what: `key oci://${h}`, config: { auths: { [`oci://${h}`]: entry } }, expected: "" },
  { what: "another port", config: { auths: { "127.0.0.1:5102": entry } }, expected: "" },
  {
    what: "the exact key before one with a path",
    config: { auths: { [`${h}/x`]: { auth: base64("path:p") }, [h]: entry } },
    expected: "u:p",
  },
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
  ...["docker.io", "index.docker.io", "registry-1.docker.io"].map((host) => ({
    what: `Docker Hub as ${host}`,
    host,
    config: { auths: { "https://index.docker.io/v1/": entry, "docker.io": { auth: base64("other:p") } } },
    expected: "u:p",
  })),
];

for (const { what, host = h, config, expected } of cases) {
  test(`a Docker config file with ${what} gives ${expected || "nothing"}`, async () => {
    const credential = await dockerConfig(await configFile(config), "Docker's config").credentialFor(host);
    assert.equal(plain(credential), expected);
  });
}

test("what is read is secret from the start", async () => {
  const config = { auths: { [h]: { username: "me", password: "hunter2" } } };
  const credential = await dockerConfig(await configFile(config), "Docker's config").credentialFor(h);
  assert.ok(!inspect(credential).includes("hunter2") && !JSON.stringify(credential).includes("hunter2"));
});

test("a file that is missing knows nobody, and is named among those looked in", async () => {
  const file = path.join(directory, "missing.json");
  assert.deepEqual(await dockerConfig(file, "Docker's config").credentialFor(h), {
    kind: "none",
    origin: `Docker's config (${file})`,
  });
});

for (const content of ['{bad "hunter2"', "[]", "null", '"hunter2"']) {
  test(`a file that holds ${content} is an error that names it and quotes nothing of it`, async () => {
    const file = await configFile(content);
    await assert.rejects(dockerConfig(file, "Helm's registry config").credentialFor(h), (error) => {
      assert.ok(error instanceof PublishError && error.code === "IO");
      assert.ok(error.message.includes(file) && !inspect(error, { depth: 9 }).includes("hunter2"));
      return true;
    });
  });
}

for (const config of [
  { credHelpers: { [h]: "ecr-login" } },
  { credsStore: "ecr-login", auths: { [h]: {} } },
]) {
  test(`a credential helper in ${Object.keys(config)[0]} is not run yet, which the error will say`, async () => {
    const credential = await dockerConfig(await configFile(config), "Docker's config").credentialFor(h);
    assert.equal(credential.kind, "none");
    assert.match(credential.origin, /credential helper "ecr-login" is not supported yet$/);
  });
}

test("the first source that knows the host decides; one that knows other hosts only does not", async () => {
  const helm = dockerConfig(await configFile({ auths: { "other:1": entry } }), "Helm's registry config");
  const docker = dockerConfig(await configFile({ auths: { [h]: entry } }), "Docker's config");
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
