import assert from "node:assert/strict";
import test from "node:test";
import { PublishError } from "../../../src/errors.ts";
import { credentialHelper, type HelperResult } from "../../../src/oci/login/credential-helper.ts";
import type { Credential } from "../../../src/oci/login/credentials.ts";
import { Secret } from "../../../src/secret.ts";
import { base64, configured, plain } from "./login-files.ts";

const h = "127.0.0.1:5101";
const login = (username: string, secret: string): string =>
  JSON.stringify({ ServerURL: h, Username: username, Secret: secret });

interface Told {
  readonly calls: string[];
  credentialFor(host?: string): Promise<Credential>;
}

/** A file of that content, whose helpers all end with `result`. */
async function told(t: test.TestContext, config: unknown, result: Partial<HelperResult>): Promise<Told> {
  const calls: string[] = [];
  const source = await configured(t, config, async (program, verb, input) => {
    calls.push(`${program} ${verb} ${input.reveal()}`);
    return { exitCode: 0, stdout: "", stderr: "", ...result };
  });
  return { calls, credentialFor: (host = h) => source.credentialFor(host) };
}

const answers: readonly (readonly [what: string, stdout: string, expected: string])[] = [
  ["a user name and a password", login("me", 'p:"$(x)\n'), 'me:p:"$(x)\n'],
  ["an identity token", login("<token>", "t"), "identity-token:t"],
  ["a secret without a user name", login("", "t"), "identity-token:t"],
  ["nothing", login("", ""), ""],
];
for (const [what, stdout, expected] of answers) {
  test(`a helper that answers with ${what} is believed`, async (t) => {
    const { calls, credentialFor } = await told(t, { credHelpers: { [h]: "ecr-login" } }, { stdout });
    assert.equal(plain(await credentialFor()), expected);
    assert.deepEqual(calls, [`docker-credential-ecr-login get ${h}`]);
  });
}

test("the helper of a host goes before that of all hosts, and either before the file's own logins", async (t) => {
  const auths = { [h]: { auth: base64("file:p") }, "other:1": { auth: base64("file:p") } };
  const config = { auths, credHelpers: { [h]: "mine" }, credsStore: "all" };
  const { calls, credentialFor } = await told(t, config, { stdout: login("me", "x") });
  assert.equal(plain(await credentialFor()), "me:x");
  assert.equal(plain(await credentialFor("other:1")), "me:x");
  assert.deepEqual(calls, [`docker-credential-mine get ${h}`, "docker-credential-all get other:1"]);
});

test("a helper is run once for each host, however often it is asked", async (t) => {
  const { calls, credentialFor } = await told(t, { credsStore: "all" }, { stdout: login("me", "x") });
  await Promise.all([credentialFor(), credentialFor(), credentialFor("other:1")]);
  assert.equal(calls.length, 2);
});

test("a helper is asked for Docker Hub by the key that Docker keeps it under", async (t) => {
  const config = { credHelpers: { "docker.io": "hub" } };
  const { calls, credentialFor } = await told(t, config, { stdout: login("me", "x") });
  await credentialFor("registry-1.docker.io");
  assert.deepEqual(calls, ["docker-credential-hub get https://index.docker.io/v1/"]);
});

test("a helper that knows no login leaves the question to the file, and the message says so", async (t) => {
  const unknown = { exitCode: 1, stdout: "credentials not found in native keychain\n" };
  const config = { auths: { [h]: { auth: base64("file:p") } }, credsStore: "all" };
  const { credentialFor } = await told(t, config, unknown);
  const credential = await credentialFor();
  assert.equal(plain(credential), "file:p");
  assert.match(
    credential.origin,
    /^Docker's config \(.*\), whose credential helper “all” knows no login for /,
  );
  assert.equal((await credentialFor("other:1")).kind, "none");
});

const failures: readonly (readonly [what: string, result: Partial<HelperResult>, says: RegExp])[] = [
  ["is not there", { exitCode: 127, failure: "it is not on PATH" }, /: it is not on PATH$/],
  [
    "fails",
    { exitCode: 1, stdout: "error\u001b[31m getting\ncredentials", stderr: "usage" },
    /: it ended with 1 and said “error \[31m getting credentials”$/,
  ],
  [
    "fails on standard error",
    { exitCode: 2, stderr: "no AWS_REGION\n" },
    /ended with 2 and said “no AWS_REGION”$/,
  ],
  [
    "fails with a login in its output",
    { exitCode: 1, stdout: login("me", "hunter2") },
    /ended with 1 and said nothing that can be shown$/,
  ],
  ["answers with something else", { stdout: "hunter2" }, /: its answer is no login$/],
  [
    "answers with another type",
    { stdout: '{"Username":"me","Secret":["hunter2"]}' },
    /: its answer is no login$/,
  ],
  ["answers with null", { stdout: "null" }, /: its answer is no login$/],
];
for (const [what, result, says] of failures) {
  test(`a helper that ${what} is an error that names it, the file and a fix`, async (t) => {
    const config = { auths: { [h]: { auth: base64("file:p") } }, credsStore: "broken" };
    const { calls, credentialFor } = await told(t, config, result);
    const error = await credentialFor().catch((reason: unknown) => reason);
    assert.ok(error instanceof PublishError && error.code === "IO", String(error));
    assert.match(error.message, says);
    assert.match(
      error.message,
      /^Could not get the login for 127\.0\.0\.1:5101 from the credential helper docker-credential-broken, which Docker's config \(\/.*config\.json\) names: /,
    );
    assert.match(error.hint ?? "", /docker-credential-broken/);
    assert.ok(!JSON.stringify([error.message, error.hint]).includes("hunter2"));
    await assert.rejects(credentialFor());
    assert.equal(calls.length, 1);
  });
}

for (const name of ["../../bin/sh", "a b", "x;id", "x\\y", "ü"]) {
  test(`no helper called ${name} is run`, async (t) => {
    const { calls, credentialFor } = await told(t, { credsStore: name }, { stdout: login("me", "x") });
    await assert.rejects(credentialFor(), /its name may hold only letters, digits/);
    assert.deepEqual(calls, []);
  });
}

test("what a helper that stores a login says back is shown without the password", async () => {
  const run = async (): Promise<HelperResult> => ({
    exitCode: 1,
    stdout: "no place for hunter2",
    stderr: "",
  });
  const helper = credentialHelper("full", "Docker's config (f)", run);
  await assert.rejects(
    helper.store({ host: h, username: "me", password: new Secret("hunter2") }),
    /^PublishError: Could not keep the login for 127\.0\.0\.1:5101 with .* and said “no place for \*\*\*”$/,
  );
});
