import assert from "node:assert/strict";
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { Secret } from "../../src/secret.ts";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { fakeHelpers, keeper } from "../support/credential-helper.ts";
import { registryFor, type TestRegistry } from "../support/registry.ts";
import { type ActionCall, type ActionResult, runAction } from "../support/runner/run-action.ts";

const password = "s3cret p:&<word";
const pair = Buffer.from(`ci:${password}`).toString("base64");
const other = { auth: Buffer.from("else:where-to").toString("base64") };

interface Stage {
  readonly registry: TestRegistry;
  readonly home: string;
  readonly helm: string;
  readonly docker: string;
  run(call?: Partial<ActionCall>): Promise<ActionResult>;
}

/** A job with a chart, a registry that wants a login, and a home without logins. */
async function stageFor(t: TestContext, chartVersion = "1.0.0"): Promise<Stage> {
  const registry = await registryFor(t, { credentials: { username: "ci", password: new Secret(password) } });
  const [workspace, home] = [await temporaryDirectory(t), await temporaryDirectory(t)];
  await writeChart(path.join(workspace, "charts"), "web", chartVersion);
  const inputs = { registry: `oci://${registry.host}/charts`, username: "ci", password, login: "true" };
  return {
    registry,
    home,
    helm: path.join(home, ".config/helm/registry/config.json"),
    docker: path.join(home, ".docker/config.json"),
    run: (call = {}) =>
      runAction(t, {
        workspace,
        secrets: [password, pair],
        debug: true,
        ...call,
        inputs: { ...inputs, ...call.inputs },
        env: { HOME: home, ...call.env },
      }),
  };
}

async function write(file: string, text: string, mode: number): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
  await chmod(file, mode);
}

const modeOf = async (file: string): Promise<number> => (await stat(file)).mode & 0o777;

test("later steps find the login in both files; when the job ends nothing is left of them", async (t) => {
  const { registry, home, helm, docker, run } = await stageFor(t);
  let isDone = false;
  const result = await run({
    laterSteps: async () => {
      for (const file of [helm, docker]) {
        assert.deepEqual(JSON.parse(await readFile(file, "utf8")), {
          auths: { [registry.host]: { auth: pair } },
        });
        assert.equal(await modeOf(file), 0o600);
      }
      isDone = true;
    },
  });
  assert.equal(result.conclusion, "success", result.log);
  assert.ok(isDone);
  assert.match(result.log, /Logged in to 127\.0\.0\.1:\d+ for later Helm and Docker steps/);
  assert.deepEqual(await readdir(home), []);
  assert.deepEqual(await result.leakedPlaces(), []);
  assert.deepEqual(Object.keys(result.state), ["logins"]);
});

test("files that were there are there again, byte for byte and with their mode, after a job that failed", async (t) => {
  const { helm, docker, run } = await stageFor(t, "not-a-version");
  const before = `{ "auths":{"elsewhere:1":${JSON.stringify(other)}}, "x":1.50 }\r\n`;
  await write(helm, before, 0o640);
  await write(docker, "", 0o444);
  const result = await run({
    laterSteps: async () => {
      assert.match(await readFile(helm, "utf8"), /elsewhere:1/);
      assert.match(await readFile(docker, "utf8"), new RegExp(pair));
    },
  });
  assert.equal(result.conclusion, "failure");
  assert.deepEqual([await readFile(helm, "utf8"), await modeOf(helm)], [before, 0o640]);
  assert.deepEqual([await readFile(docker, "utf8"), await modeOf(docker)], ["", 0o444]);
  assert.deepEqual(await result.leakedPlaces(), []);
});

test("from a file that a later step has changed only our login goes, and what it replaced comes back", async (t) => {
  const { registry, helm, docker, run } = await stageFor(t);
  await write(docker, JSON.stringify({ auths: { [registry.host]: other } }), 0o600);
  const result = await run({
    laterSteps: async () => {
      for (const file of [helm, docker]) {
        const config = JSON.parse(await readFile(file, "utf8"));
        await writeFile(file, JSON.stringify({ ...config, auths: { ...config.auths, later: other } }));
      }
    },
  });
  assert.equal(result.conclusion, "success", result.log);
  assert.deepEqual(JSON.parse(await readFile(helm, "utf8")), { auths: { later: other } });
  assert.deepEqual(JSON.parse(await readFile(docker, "utf8")), {
    auths: { later: other, [registry.host]: other },
  });
});

test("a login that a later step made there stays, and a file that it removed stays away", async (t) => {
  const { registry, helm, docker, run } = await stageFor(t);
  const theirs = JSON.stringify({ auths: { [registry.host]: other } });
  await run({ laterSteps: () => writeFile(helm, theirs).then(() => rm(docker)) });
  assert.equal(await readFile(helm, "utf8"), theirs);
  await assert.rejects(stat(path.dirname(docker)));
});

test("with a credential helper the password goes there, and what it kept before comes back", async (t) => {
  const helpers = await fakeHelpers(t);
  if (helpers === undefined) return;
  await helpers.add("keeper", keeper);
  const { registry, docker, run } = await stageFor(t);
  await write(docker, '{"credsStore":"keeper"}', 0o600);
  const env = { PATH: helpers.searchPath };
  const places = { ...env, HELM_REGISTRY_CONFIG: docker, HELM_OCI_PUBLISH_USERNAME: "ci" };
  const login = ["login", registry.host];
  assert.equal((await runCommand(login, { ...places, HELM_OCI_PUBLISH_PASSWORD: password })).code, 0);
  await write(docker, '{"credsStore":"keeper"}', 0o600);
  const [kept] = await helpers.kept("keeper");
  const after = async (): Promise<readonly string[]> => {
    const result = await run({ env, laterSteps: () => Promise.resolve() });
    assert.equal(result.conclusion, "success", result.log);
    assert.equal(await readFile(docker, "utf8"), '{"credsStore":"keeper"}');
    assert.deepEqual(await result.leakedPlaces(), []);
    return await helpers.kept("keeper");
  };
  assert.deepEqual(await after(), [kept]);
  assert.equal((await runCommand(["logout", registry.host], places)).code, 0);
  await write(docker, '{"credsStore":"keeper"}', 0o600);
  assert.deepEqual(await after(), []);
  assert.ok(!(await helpers.surroundings()).includes(password));
});

test("several registries get their logins from registry-auth, each its own and masked from the start", async (t) => {
  const { registry, docker, run } = await stageFor(t);
  const quoted = JSON.stringify(password);
  const auth = `- {registry: "${registry.host}", username: ci, password: ${quoted}}
- {registry: elsewhere.example.com, username: me, password: "an:other"}
`;
  const result = await run({
    inputs: { username: "", password: "", "registry-auth": auth },
    secrets: [password, pair, "an:other"],
    laterSteps: async () => {
      assert.deepEqual(JSON.parse(await readFile(docker, "utf8")), {
        auths: {
          [registry.host]: { auth: pair },
          "elsewhere.example.com": { auth: Buffer.from("me:an:other").toString("base64") },
        },
      });
    },
  });
  assert.equal(result.conclusion, "success", result.log);
  assert.deepEqual(await result.leakedPlaces(), []);
  assert.ok(result.masks.includes("an:other") && !result.masks.some((mask) => mask.includes("username")));
});

test("without a login to leave the action says so; without being asked it leaves none", async (t) => {
  const { home, run } = await stageFor(t);
  const none = await run({ inputs: { username: "", password: "" } });
  assert.ok(none.annotations.some(({ message }) => /nothing to leave for later steps/.test(message)));
  const unasked = await run({ inputs: { login: "false" } });
  assert.equal(unasked.conclusion, "success", unasked.log);
  assert.deepEqual([unasked.state, await readdir(home)], [{}, []]);
});
