import assert from "node:assert/strict";
import { chmod, lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { dockerConfig } from "../../../src/oci/login/docker-config.ts";
import type { DockerConfigFile } from "../../../src/oci/login/docker-config-file.ts";
import { removeLogin, storeLogin } from "../../../src/oci/login/login-store.ts";
import { Secret } from "../../../src/secret.ts";
import { createHelperRun } from "../../../src/wire/run-helper.ts";
import { temporaryDirectory } from "../../support/chart.ts";
import { fakeHelpers, keeper } from "../../support/credential-helper.ts";
import { base64, noHelper, plain } from "./login-files.ts";

const h = "127.0.0.1:5101";
const login = { host: h, username: "me", password: new Secret("p:q") };
const auth = base64("me:p:q");

async function placeWith(t: TestContext, text?: string): Promise<DockerConfigFile> {
  const file = path.join(await temporaryDirectory(t), "a/b/config.json");
  if (text !== undefined) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text, { mode: 0o644 });
  }
  return { file, name: "Docker's config" };
}

const permissions = async (file: string): Promise<number> => (await stat(file)).mode & 0o777;
const textOf = (place: DockerConfigFile): Promise<string> => readFile(place.file, "utf8");

test("a login is kept as Docker keeps it, for the user alone", async (t) => {
  const place = await placeWith(t);
  await storeLogin(place, login, noHelper);
  assert.equal(await textOf(place), `{\n\t"auths": {\n\t\t"${h}": {\n\t\t\t"auth": "${auth}"\n\t\t}\n\t}\n}`);
  assert.deepEqual(await readdir(path.dirname(place.file)), ["config.json"]);
  if (process.platform === "win32") return;
  assert.equal(await permissions(place.file), 0o600);
  for (const directory of ["..", "../.."].map((up) => path.join(place.file, up)))
    assert.equal(await permissions(directory), 0o700);
});

test("what else the file holds stays, in its order and with its indentation", async (t) => {
  const before = `{\n  "HttpHeaders": {\n    "X": "é <&>"\n  },\n  "auths": {\n    "a": {\n      "auth": "eA=="\n    }\n  },\n  "z": [\n    1.5,\n    null\n  ]\n}\n`;
  const place = await placeWith(t, before);
  await storeLogin(place, login, noHelper);
  const entry = `,\n    "${h}": {\n      "auth": "${auth}"\n    }\n  },\n  "z"`;
  assert.equal(await textOf(place), before.replace('\n  },\n  "z"', entry));
  if (process.platform !== "win32") assert.equal(await permissions(place.file), 0o600);
  assert.equal(await removeLogin(place, h, noHelper), true);
  assert.equal(await textOf(place), before);
});

test("a login takes the place of the one before, its identity token with it", async (t) => {
  const place = await placeWith(
    t,
    JSON.stringify({ auths: { [h]: { auth: "eA==", identitytoken: "old" } } }),
  );
  await storeLogin(place, login, noHelper);
  assert.deepEqual(JSON.parse(await textOf(place)), { auths: { [h]: { auth } } });
});

test("a login for Docker Hub is kept under the key that all tools know", async (t) => {
  const place = await placeWith(t, "");
  await storeLogin(place, { ...login, host: "docker.io" }, noHelper);
  assert.deepEqual(Object.keys(JSON.parse(await textOf(place)).auths), ["https://index.docker.io/v1/"]);
  assert.equal(await removeLogin(place, "registry-1.docker.io", noHelper), true);
});

test("a logout removes every key of the host, and none of another host or of a part of it", async (t) => {
  const kept = { "127.0.0.1:51011": { auth }, [`${h}/team`]: { auth } };
  const gone = { [h]: { auth }, [`https://${h}/v1/`]: { auth }, [`http://${h}`]: {} };
  const place = await placeWith(t, JSON.stringify({ auths: { ...gone, ...kept } }));
  assert.equal(await removeLogin(place, h, noHelper), true);
  assert.deepEqual(JSON.parse(await textOf(place)), { auths: kept });
});

test("a logout of a host that is not there leaves the file, or that there is none", async (t) => {
  const text = '{"auths":{"a":{}}}';
  const place = await placeWith(t, text);
  assert.equal(await removeLogin(place, h, noHelper), false);
  assert.equal(await textOf(place), text);
  const none = await placeWith(t);
  assert.equal(await removeLogin(none, h, noHelper), false);
  await assert.rejects(stat(none.file));
});

test("a symbolic link stays one, also where its file is still to come", async (t) => {
  if (process.platform === "win32") return t.skip("links need rights there");
  const directory = await temporaryDirectory(t);
  for (const exists of [true, false]) {
    const real = path.join(directory, `real-${exists}.json`);
    if (exists) await writeFile(real, "{}");
    const file = path.join(directory, `link-${exists}.json`);
    await symlink(path.basename(real), file);
    await storeLogin({ file, name: "Docker's config" }, login, noHelper);
    assert.ok((await lstat(file)).isSymbolicLink());
    assert.match(await readFile(real, "utf8"), /auth/);
  }
});

test("a file that is no JSON is left alone, and so is one that cannot be replaced", async (t) => {
  const broken = await placeWith(t, '{"auths": hunter2');
  await assert.rejects(storeLogin(broken, login, noHelper), /it is no JSON object/);
  assert.equal(await textOf(broken), '{"auths": hunter2');
  const blocked = await placeWith(t, "{}");
  const file = path.join(blocked.file, "config.json");
  await assert.rejects(storeLogin({ file, name: "Docker's config" }, login, noHelper), (error: Error) => {
    assert.match(error.message, /^Could not write Docker's config, .*: (ENOTDIR|EEXIST)/);
    return !error.message.includes("p:q");
  });
});

test("a user name with a colon, which the format cannot hold, is refused", async (t) => {
  const place = await placeWith(t);
  await assert.rejects(storeLogin(place, { ...login, username: "a:b" }, noHelper), /holds a colon/);
  await assert.rejects(stat(place.file));
});

for (const config of [{ credsStore: "keeper" }, { credHelpers: { [h]: "keeper" }, credsStore: "other" }]) {
  test(`with ${Object.keys(config)[0]} the password goes to the helper, never to the file or on a command line`, async (t) => {
    const helpers = await fakeHelpers(t);
    if (helpers === undefined) return;
    await helpers.add("keeper", keeper);
    const run = createHelperRun({ PATH: helpers.searchPath }, new AbortController().signal);
    const place = await placeWith(t, JSON.stringify(config));
    await storeLogin(place, login, run);
    assert.deepEqual(JSON.parse(await textOf(place)), { ...config, auths: { [h]: {} } });
    assert.deepEqual(await helpers.kept("keeper"), [
      JSON.stringify({ ServerURL: h, Username: "me", Secret: "p:q" }),
    ]);
    assert.ok(!(await helpers.surroundings()).includes("p:q"));
    assert.equal(plain(await dockerConfig(place, run).credentialFor(h)), "me:p:q");
    assert.equal(await removeLogin(place, h, run), true);
    assert.deepEqual(JSON.parse(await textOf(place)), { ...config, auths: {} });
    assert.deepEqual(await helpers.kept("keeper"), []);
    assert.equal(await removeLogin(place, h, run), false);
  });
}

test("what a helper cannot keep is not written either", async (t) => {
  const helpers = await fakeHelpers(t);
  if (helpers === undefined) return;
  await helpers.add("full", "echo full; exit 1");
  const run = createHelperRun({ PATH: helpers.searchPath }, new AbortController().signal);
  const place = await placeWith(t, '{"credsStore":"full"}');
  await chmod(place.file, 0o640);
  await assert.rejects(storeLogin(place, login, run), /“full”/);
  assert.equal(await textOf(place), '{"credsStore":"full"}');
});
