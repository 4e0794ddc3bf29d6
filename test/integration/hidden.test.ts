import assert from "node:assert/strict";
import type { IncomingMessage, ServerResponse } from "node:http";
import test, { type TestContext } from "node:test";
import { Secret } from "../../src/secret.ts";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { type CommandResult, runCommand } from "../support/command.ts";
import type { LoopbackOptions } from "../support/loopback.ts";
import type { Published } from "../support/published.ts";
import { registryFor, type TestRegistry } from "../support/registry.ts";
import { startServer } from "../support/scripted-server.ts";
import { createTokenRegistry } from "../support/token-registry.ts";

const username = "robot";
const password = "planted-password";
const credentials = { username, password: new Secret(password) };

/** Answers a stranger's reads as if nothing were there, as registries do that hide what is private; writes are challenged. */
function hide({ method = "", headers }: IncomingMessage, response: ServerResponse): boolean {
  if (headers.authorization !== undefined || (method !== "GET" && method !== "HEAD")) return false;
  response.writeHead(404, { "content-type": "application/json" });
  response.end(method === "HEAD" ? undefined : '{"errors":[{"code":"MANIFEST_UNKNOWN"}]}');
  return true;
}

const hidingRegistry = (t: TestContext, options: LoopbackOptions = {}): Promise<TestRegistry> =>
  registryFor(t, { credentials, fault: hide, ...options });

/** Publishes a chart called web, in version 1.0.0 unless `version` says otherwise, whose values.yaml is `values`. */
async function publishWeb(
  t: TestContext,
  host: string,
  { values = "a: 1\n", words = [] }: { readonly values?: string; readonly words?: readonly string[] } = {},
): Promise<CommandResult & { readonly chart: Published }> {
  const chart = await writeChart(await temporaryDirectory(t), "web", "1.0.0", { "values.yaml": values });
  const line = [
    "publish",
    chart,
    "--registry",
    `oci://${host}/c`,
    "--username",
    username,
    "--json",
    ...words,
  ];
  const result = await runCommand(line, { HELM_OCI_PUBLISH_PASSWORD: password });
  return { ...result, chart: JSON.parse(result.stdout).charts[0] };
}

/** The digest that the tag holds, asked with the password. */
async function digestAt({ host }: TestRegistry): Promise<string | null> {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  const accept = "application/vnd.oci.image.manifest.v1+json";
  const answer = await fetch(`http://${host}/v2/c/web/manifests/1.0.0`, {
    headers: { authorization, accept },
  });
  return answer.headers.get("docker-content-digest");
}

test("a tag that the registry hid from a stranger is not overwritten", async (t) => {
  const registry = await hidingRegistry(t);
  const before = await publishWeb(t, registry.host);
  assert.equal(before.chart.status, "published");
  registry.takeLog();
  const { code, chart, stderr } = await publishWeb(t, registry.host, { values: "a: 2\n" });
  assert.deepEqual([code, chart.status], [1, "conflict"], stderr);
  assert.match(stderr, /other content is published already: values\.yaml differs/);
  assert.ok(!registry.takeLog().includes("PUT manifests/1.0.0"));
  assert.equal(await digestAt(registry), before.chart.digest);
});

for (const { policy, values, expected, isReplaced } of [
  { policy: "verify", values: "a: 1\n", expected: "unchanged", isReplaced: false },
  { policy: "skip", values: "a: 2\n", expected: "skipped", isReplaced: false },
  { policy: "fail", values: "a: 1\n", expected: "conflict", isReplaced: false },
  { policy: "overwrite", values: "a: 2\n", expected: "published", isReplaced: true },
]) {
  test(`with if-exists ${policy}, a chart whose tag was hidden from a stranger is ${expected}`, async (t) => {
    const registry = await hidingRegistry(t);
    const before = await publishWeb(t, registry.host);
    const words = ["--if-exists", policy];
    const { chart, stderr } = await publishWeb(t, registry.host, { values, words });
    assert.equal(chart.status, expected);
    assert.equal((await digestAt(registry)) !== before.chart.digest, isReplaced);
    assert.equal(stderr.includes(`replacing ${before.chart.digest}`), isReplaced);
  });
}

test("a new chart where strangers are told nothing costs one more look at its tag", async (t) => {
  const registry = await hidingRegistry(t);
  const { chart } = await publishWeb(t, registry.host);
  assert.equal(chart.status, "published");
  const log = registry.takeLog();
  assert.equal(
    log.filter((line) => line.startsWith("HEAD")).length,
    1,
    "of those that were not a stranger's",
  );
  assert.deepEqual(log.slice(-3), ["HEAD manifests/1.0.0", "PUT manifests/1.0.0", "GET manifests/1.0.0"]);
});

test("a new chart whose first look was challenged costs no second one", async (t) => {
  const registry = await registryFor(t, { credentials });
  await publishWeb(t, registry.host);
  assert.deepEqual(registry.takeLog(), [
    "HEAD manifests/1.0.0",
    "HEAD manifests/1.0.0",
    "POST blobs/uploads",
    "POST blobs/uploads",
    "PUT blobs/uploads",
    "PUT blobs/uploads",
    "PUT manifests/1.0.0",
    "GET manifests/1.0.0",
  ]);
});

test("nor does one at a registry that wants tokens", async (t) => {
  const tokens = createTokenRegistry((): string => server.origin);
  await using server = await startServer({ rules: tokens.rules, fallback: tokens.handle });
  const { chart } = await publishWeb(t, server.host);
  assert.equal(chart.status, "published");
  const looks = server.requests.filter(({ method }) => method === "HEAD");
  assert.deepEqual(
    looks.map(({ headers }) => headers.authorization !== undefined),
    [false, true],
  );
  assert.equal(server.requests.length, 9);
});
