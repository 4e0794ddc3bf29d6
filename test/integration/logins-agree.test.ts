import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { type DockerRegistry, dockerRegistryFor } from "../support/docker-registry.ts";
import { helmFor, packageWithHelm, plainHttp, pushWithHelm } from "../support/helm.ts";
import { requirePeer } from "../support/peer.ts";
import { runProgram } from "../support/program.ts";
import { findProgram } from "../support/program-path.ts";

const account = { username: "ci", password: 'p:&<"w\\é' };
const given = { HELM_OCI_PUBLISH_USERNAME: account.username, HELM_OCI_PUBLISH_PASSWORD: account.password };

async function registryFor(t: TestContext): Promise<DockerRegistry | undefined> {
  const registry = await dockerRegistryFor(t, { credentials: account });
  if (registry !== undefined) t.after(() => registry[Symbol.asyncDispose]());
  return registry;
}

for (const version of ["3.17.3", "4.1.4"] as const) {
  test(`Helm ${version} pushes with the login that we leave, and we with the one that it leaves`, async (t) => {
    const [helm, registry] = [await helmFor(t, version), await registryFor(t)];
    if (helm === undefined || registry === undefined) return;
    const chart = await writeChart(await temporaryDirectory(t), "web", "1.0.0");
    const archive = await packageWithHelm(helm, chart, helm.home);
    const config = path.join(helm.home, "config/registry/config.json");
    const ours = { HELM_CONFIG_HOME: path.join(helm.home, "config"), DOCKER_CONFIG: helm.home };
    const run = (words: readonly string[], more = {}) => runCommand(words, { ...ours, ...more });
    const publish = [
      "publish",
      chart,
      "--registry",
      `oci://${registry.host}/charts`,
      "--if-exists=overwrite",
    ];

    assert.equal((await run(publish)).code, 1, "nobody is logged in");
    assert.equal((await run(["login", registry.host], given)).code, 0);
    const written = await readFile(config, "utf8");
    await pushWithHelm(helm, archive, `${registry.host}/charts`);
    assert.equal((await run(["logout", registry.host])).code, 0);
    const refused = await helm.run(["push", archive, `oci://${registry.host}/charts`, ...plainHttp(helm)]);
    assert.notEqual(refused.code, 0, "Helm is logged out with us");

    const insecure = version === "3.17.3" ? "--insecure" : "--plain-http";
    const words = ["registry", "login", registry.host, "--username", account.username, "--password-stdin"];
    const login = await helm.run([...words, insecure], { input: account.password });
    assert.equal(login.code, 0, login.stderr);
    assert.equal(written, await readFile(config, "utf8"), "Helm writes the same bytes");
    const published = await run(publish);
    assert.equal(published.code, 0, published.stderr);
    const logout = await run(["logout", registry.host]);
    assert.match(logout.stderr, /^Removed the login credentials/);
  });
}

test("skopeo takes the file for its own, and we its login", async (t) => {
  const [skopeo, registry] = [requirePeer(t, findProgram("skopeo", "skopeo")), await registryFor(t)];
  if (skopeo === undefined || registry === undefined) return;
  const directory = await temporaryDirectory(t);
  const file = path.join(directory, "config.json");
  const ours = { HELM_REGISTRY_CONFIG: file, DOCKER_CONFIG: directory };
  const chart = await writeChart(directory, "web", "1.0.0");
  const publish = ["publish", chart, "--registry", `oci://${registry.host}/charts`];
  assert.equal((await runCommand(["login", registry.host], { ...ours, ...given })).code, 0);
  assert.equal((await runCommand(publish, ours)).code, 0);
  const inspect = ["inspect", "--raw", "--tls-verify=false", `docker://${registry.host}/charts/web:1.0.0`];
  const env = { PATH: process.env["PATH"], HOME: directory };
  const withFile = await runProgram(skopeo, [...inspect, "--authfile", file], { env });
  assert.equal(withFile.code, 0, withFile.stderr);
  assert.notEqual((await runProgram(skopeo, inspect, { env })).code, 0, "the registry asks who that is");
  assert.equal((await runCommand(["logout", registry.host], ours)).code, 0);

  // Skopeo can keep a login for a part of a registry, which Docker and Helm cannot.
  const login = ["login", "--tls-verify=false", "--authfile", file, "--username", account.username];
  const left = await runProgram(skopeo, [...login, "--password-stdin", `${registry.host}/charts`], {
    env,
    input: account.password,
  });
  assert.equal(left.code, 0, left.stderr);
  assert.deepEqual(Object.keys(JSON.parse(await readFile(file, "utf8")).auths), [`${registry.host}/charts`]);
  assert.equal((await runCommand(publish, ours)).code, 0);
});

test("Docker's own client finds the login that we leave, and forgets it", async (t) => {
  const docker = findProgram("docker", "docker-cli");
  const registry = await registryFor(t);
  if ("missing" in docker || registry === undefined) return t.skip("SKIP docker is not installed");
  const directory = await temporaryDirectory(t);
  const ours = { HELM_REGISTRY_CONFIG: path.join(directory, "config.json"), DOCKER_CONFIG: directory };
  assert.equal((await runCommand(["login", registry.host], { ...ours, ...given })).code, 0);
  const env = { PATH: process.env["PATH"], HOME: directory, DOCKER_CONFIG: directory };
  const logout = await runProgram(docker.value, ["logout", registry.host], { env });
  assert.equal(logout.code, 0, logout.stderr);
  assert.match(logout.stdout, /^Removing login credentials for 127/m);
  assert.match((await runCommand(["logout", registry.host], ours)).stderr, /^Not logged in/);
});
