import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { parseOptions } from "../../src/options/parse.ts";
import { Secret } from "../../src/secret.ts";
import { loginsToLeave } from "../../src/wire/logins.ts";
import { selfSigned } from "../support/certificate.ts";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { type CommandResult, runCommand } from "../support/command.ts";
import { createMemoryRegistry } from "../support/memory-registry.ts";
import { registryFor, type TestRegistry } from "../support/registry.ts";
import { startServer } from "../support/scripted-server.ts";

const first = { username: "first", password: "pl4nted-first" };
const second = { username: "second", password: "pl4nted-second" };
const guarded = (t: TestContext, { username, password }: typeof first) =>
  registryFor(t, { credentials: { username, password: new Secret(password) } });

interface Stage {
  readonly main: TestRegistry;
  readonly mirror: TestRegistry;
  publish(variables?: Readonly<Record<string, string>>, registry?: string): Promise<CommandResult>;
}

async function makeStage(t: TestContext): Promise<Stage> {
  const home = await temporaryDirectory(t);
  const chart = await writeChart(home, "web", "1.0.0");
  const [main, mirror] = [await guarded(t, first), await guarded(t, second)];
  const both = `oci://${main.host}/c,oci://${mirror.host}/c`;
  return {
    main,
    mirror,
    publish: (variables = {}, registry = both) =>
      runCommand(["publish", chart, "--registry", registry, "--username", first.username, "--json"], {
        HELM_OCI_PUBLISH_PASSWORD: first.password,
        HELM_REGISTRY_CONFIG: `${home}/helm.json`,
        DOCKER_CONFIG: home,
        ...variables,
      }),
  };
}

const statusesOf = ({ stdout }: CommandResult) =>
  JSON.parse(stdout).charts.map(({ status }: { status: string }) => status);

test("username and password are for the first target's host; the refusal of another says where its login goes", async (t) => {
  const { main, publish } = await makeStage(t);
  const result = await publish();
  assert.deepEqual([result.code, statusesOf(result)], [1, ["published", "failed"]]);
  assert.ok(
    result.stderr.includes(`which are for ${main.host} alone (name others in registry-auth)`),
    result.stderr,
  );
});

test("registry-auth holds the logins of the other hosts", async (t) => {
  const { mirror, publish } = await makeStage(t);
  const logins = JSON.stringify([{ registry: mirror.host, ...second }]);
  const result = await publish({ HELM_OCI_PUBLISH_REGISTRY_AUTH: logins });
  assert.deepEqual([result.code, statusesOf(result)], [0, ["published", "published"]], result.stderr);
});

for (const { name, otherHosts, expected } of [
  { name: "a second target on ghcr.io", otherHosts: ["ghcr.io"], expected: ["example.com", "ghcr.io"] },
  { name: "no target on ghcr.io", otherHosts: ["other.example"], expected: ["example.com"] },
]) {
  test(`logins for later steps with ${name}: ${expected.join(" and ")}`, async (t) => {
    const home = await temporaryDirectory(t);
    const given = { username: "me", password: "p", "github-token": "t" };
    const raw = Object.entries(given).map(([key, text]) => [key, { text, source: key }] as const);
    const logins = await loginsToLeave(parseOptions("publish", new Map(raw)), {
      context: { onGitHub: true, isProposal: false },
      variables: { HELM_REGISTRY_CONFIG: `${home}/helm.json`, DOCKER_CONFIG: home },
      signal: new AbortController().signal,
      host: "example.com",
      otherHosts,
    });
    assert.deepEqual(logins.map(({ host }) => host).sort(), expected);
  });
}

test("plain-http is for the first target's host; others are reached as they would be without it", async (t) => {
  const tls = selfSigned(t);
  if (tls === undefined) return;
  const directory = await temporaryDirectory(t);
  const chart = await writeChart(directory, "web", "1.0.0");
  await writeFile(path.join(directory, "ca.pem"), tls.cert);
  const registry = createMemoryRegistry();
  await using secure = await startServer({ tls, fallback: registry.handle });
  const plain = await registryFor(t);
  const publish = (first: string, other: string) =>
    runCommand([
      ...["publish", chart, "--registry", `oci://${first}/c`, "--registry", `oci://${other}/c`, "--json"],
      ...["--plain-http=false", "--retries=0", "--ca-file", path.join(directory, "ca.pem")],
    ]);
  const result = await publish(secure.host, plain.host);
  assert.deepEqual(statusesOf(result), ["published", "published"], result.stderr);
  assert.deepEqual(statusesOf(await publish(plain.host, secure.host)), ["failed", "failed"]);
});

test("another host that asks for a password is not told the first one's", async (t) => {
  const { main, publish } = await makeStage(t);
  const challenge = { status: 401, headers: { "www-authenticate": 'Basic realm="r"' } };
  await using nosy = await startServer({ fallback: () => challenge });
  const result = await publish({}, `oci://${main.host}/c,oci://${nosy.host}/c`);
  assert.deepEqual(statusesOf(result), ["published", "failed"], result.stderr);
  assert.ok(nosy.requests.length > 0);
  for (const { headers } of nosy.requests) assert.equal(headers.authorization, undefined);
});
