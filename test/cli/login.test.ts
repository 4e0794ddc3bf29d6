import assert from "node:assert/strict";
import { readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { Secret } from "../../src/secret.ts";
import { temporaryDirectory } from "../support/chart.ts";
import { type CommandResult, runCommand } from "../support/command.ts";
import { fakeHelpers, keeper } from "../support/credential-helper.ts";
import { runProgram } from "../support/program.ts";
import { registryFor, type TestRegistry } from "../support/registry.ts";
import { startServer } from "../support/scripted-server.ts";
import { createTokenRegistry } from "../support/token-registry.ts";

const password = 'p:&<"w\\';
const program = path.join(import.meta.dirname, "../../src/cli/main.ts");

interface Desk {
  readonly registry: TestRegistry;
  readonly file: string;
  run(words: readonly string[], variables?: Record<string, string>): Promise<CommandResult>;
}

async function deskFor(t: TestContext): Promise<Desk> {
  const registry = await registryFor(t, { credentials: { username: "ci", password: new Secret(password) } });
  const directory = await temporaryDirectory(t);
  const file = path.join(directory, "helm/registry/config.json");
  const places = { HELM_REGISTRY_CONFIG: file, DOCKER_CONFIG: directory };
  return { registry, file, run: (words, variables) => runCommand(words, { ...places, ...variables }) };
}

const given = { HELM_OCI_PUBLISH_USERNAME: "ci", HELM_OCI_PUBLISH_PASSWORD: password };

test("a login is checked, kept for Helm, used, and forgotten", async (t) => {
  const { registry, file, run } = await deskFor(t);
  const login = await run(["login", registry.host], given);
  assert.deepEqual([login.code, login.stdout], [0, ""], login.stderr);
  assert.match(login.stderr, /^Login Succeeded\nThe login is kept in Helm's registry config \(.*\)\.\n$/);
  const auth = Buffer.from(`ci:${password}`).toString("base64");
  assert.deepEqual(JSON.parse(await readFile(file, "utf8")), { auths: { [registry.host]: { auth } } });
  const publish = ["publish", "--working-directory", path.join(import.meta.dirname, "../../examples")];
  const published = [...publish, "charts/hello", "--registry", `oci://${registry.host}/charts`];
  assert.equal((await run(published)).code, 0);
  const logout = await run(["logout", registry.host]);
  assert.deepEqual([logout.code, logout.stderr], [0, `Removed the login credentials for ${registry.host}\n`]);
  assert.equal((await run(published)).code, 1);
  const again = await run(["logout", registry.host]);
  assert.equal(again.code, 0);
  assert.match(again.stderr, /^Not logged in to 127\.0\.0\.1:\d+: there is no login for it in Helm's/);
});

test("what the registry refuses is not kept", async (t) => {
  const { registry, file, run } = await deskFor(t);
  const { code, stderr } = await run(["login", registry.host], {
    ...given,
    HELM_OCI_PUBLISH_PASSWORD: "hunter2",
  });
  assert.equal(code, 1);
  assert.match(stderr, /Could not log in to 127\.0\.0\.1:\d+: GET http:.*\/v2\/ was answered 401/);
  assert.match(stderr, /Fix: Check the user name and the password/);
  assert.ok(!stderr.includes("hunter2"));
  await assert.rejects(stat(file));
});

test("a registry that asks for a token is asked for one without a scope", async (t) => {
  const { run } = await deskFor(t);
  const tokens = createTokenRegistry(() => server.origin);
  await using server = await startServer({
    rules: [
      { path: "/v2/", times: 1, reply: () => tokens.challenge("repository:user/image:pull") },
      {
        path: "/v2/",
        reply: ({ headers }) => ({ status: headers.authorization?.startsWith("Bearer ") ? 200 : 401 }),
      },
      ...tokens.rules,
    ],
  });
  const { code, stderr } = await run(["login", server.host], given);
  assert.equal(code, 0, stderr);
  assert.deepEqual(server.log, ["GET /v2/", "GET /token?keep=1&service=s%2C+the+service", "GET /v2/"]);
});

test("a token server that refuses the account is an error, and nothing is kept", async (t) => {
  const { file, run } = await deskFor(t);
  const tokens = createTokenRegistry(() => server.origin);
  await using server = await startServer({
    rules: [
      { path: "/v2/", reply: () => tokens.challenge("repository:user/image:pull") },
      { path: "/token", reply: { status: 401, body: { details: "incorrect username or password" } } },
    ],
  });
  const { code, stderr } = await run(["login", server.host], given);
  assert.equal(code, 1);
  assert.match(
    stderr,
    /Could not get a token: GET .*\/token was answered 401 .*incorrect username or password/,
  );
  await assert.rejects(stat(file));
});

test("a registry that asks for nothing cannot check a login, which is said", async (t) => {
  const { run } = await deskFor(t);
  await using server = await startServer({ fallback: () => ({ status: 200, body: {} }) });
  const { code, stderr } = await run(["login", server.host], given);
  assert.equal(code, 0);
  assert.match(
    stderr,
    /^warning: .* asked for no credentials, so that they could not be checked\nLogin Succ/,
  );
});

test("what is no registry keeps no login", async (t) => {
  const { file, run } = await deskFor(t);
  await using server = await startServer({ fallback: () => ({ status: 404, body: "404 page not found" }) });
  const { code, stderr } = await run(["login", server.host], given);
  assert.equal(code, 1);
  assert.match(stderr, /was answered 404/);
  await assert.rejects(stat(file));
});

const misuse: readonly (readonly [words: readonly string[], says: RegExp])[] = [
  [["login"], /login names no registry/],
  [["login", "a", "b"], /login names more than one registry/],
  [["login", "ghcr.io/acme"], /a login is for a whole registry, without a path/],
  [["login", "gh cr"], /is no host name/],
  [["logout", "oci://"], /the host is missing/],
  [["login", "ghcr.io"], /there is no user name and no password.*--password-stdin/s],
  [["login", "ghcr.io", "--username", "me"], /username is given without password/],
  [["login", "ghcr.io", "--password", "hunter2"], /must not stand on the command line/],
];
for (const [words, says] of misuse) {
  test(`${words.join(" ")} is wrong use`, async (t) => {
    const { code, stderr } = await (await deskFor(t)).run(words);
    assert.equal(code, 2);
    assert.match(stderr, says);
    assert.ok(!stderr.includes("hunter2"));
  });
}

test("the password comes from standard input, and stands nowhere else", async (t) => {
  const { registry, file } = await deskFor(t);
  const helpers = await fakeHelpers(t);
  if (helpers === undefined) return;
  await helpers.add("keeper", keeper);
  const helm = path.join(path.dirname(path.dirname(path.dirname(file))), "config.json");
  await writeFile(helm, '{"credsStore":"keeper"}');
  const words = ["login", `oci://${registry.host}/`, "--username", "ci", "--password-stdin", "--debug"];
  const { code, stdout, stderr } = await runProgram(process.execPath, [program, ...words], {
    env: { PATH: helpers.searchPath, HELM_REGISTRY_CONFIG: helm },
    input: `${password}\n`,
  });
  assert.equal(code, 0, stderr);
  assert.equal(stdout, "");
  assert.deepEqual(JSON.parse(await readFile(helm, "utf8")), {
    credsStore: "keeper",
    auths: { [registry.host]: {} },
  });
  assert.equal(JSON.parse((await helpers.kept("keeper"))[0] ?? "").Secret, password);
  const shown = stderr + (await helpers.surroundings()) + (await readFile(helm, "utf8"));
  assert.ok(!shown.includes(password) && !shown.includes(Buffer.from(`ci:${password}`).toString("base64")));
});
