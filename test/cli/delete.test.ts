import assert from "node:assert/strict";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { dockerRegistryFor } from "../support/docker-registry.ts";
import { registryFor } from "../support/registry.ts";
import { createTestClient, repositoryAt } from "../support/registry-client.ts";

interface Stage {
  /** `<host>/charts/web`. */
  readonly web: string;
  /** Of the chart that 1.0.0 is. */
  readonly digest: string;
  /** Runs `delete` with these words; the exit code, and what it told. */
  remove(...words: string[]): Promise<{ code: number; told: string }>;
  /** What is left, by tag. */
  tags(): Promise<string[]>;
}

/** A registry with versions 1.0.0 and 2.0.0 of a chart, where `latest` is 1.0.0 as well. */
async function stageFor(t: TestContext, host: string): Promise<Stage> {
  const directory = await temporaryDirectory(t);
  const place = createTestClient();
  t.after(() => place.client[Symbol.asyncDispose]());
  const repository = repositoryAt(host, "charts/web");
  const publish = async (version: string): Promise<string> => {
    await writeChart(directory, "web", version);
    const words = ["publish", path.join(directory, "web"), "--registry", `oci://${host}/charts`];
    const { code, stdout, stderr } = await runCommand(words);
    assert.equal(code, 0, stderr);
    return stdout.trim().split("@")[1] ?? "";
  };
  const digest = await publish("1.0.0");
  await publish("2.0.0");
  const manifest = await place.client.fetchManifest(repository, "1.0.0", place.signal);
  assert.ok(manifest);
  await place.client.pushManifest(repository, "latest", manifest, place.signal);
  return {
    web: `${host}/charts/web`,
    digest,
    async remove(...words) {
      const { code, stdout, stderr } = await runCommand(["delete", ...words]);
      assert.equal(stdout, "");
      return { code, told: stderr.trim() };
    },
    tags: async () => {
      const tags = await place.client.listTags(repository, place.signal);
      const found = await Promise.all(tags.map((tag) => place.client.resolve(repository, tag, place.signal)));
      // docker-registry goes on listing tags whose manifest it has deleted.
      return tags.filter((_, index) => found[index] !== undefined).sort();
    },
  };
}

test("a tag is deleted alone where the registry can do that, and may be deleted twice", async (t) => {
  const { host } = await registryFor(t);
  const { web, remove, tags } = await stageFor(t, host);
  assert.deepEqual(await remove(`oci://${web}:1.0.0`, `${web}:2.0.0`), {
    code: 0,
    told: `✓ deleted ${web}:1.0.0\n✓ deleted ${web}:2.0.0`,
  });
  assert.deepEqual(await tags(), ["latest"]);
  assert.deepEqual(await remove(`${web}:1.0.0`), { code: 0, told: `= ${web}:1.0.0 was not there` });
  assert.deepEqual(await remove(`${web}-gone:1.0.0`), { code: 0, told: `= ${web}-gone:1.0.0 was not there` });
});

test("a digest is deleted with all its tags, but only if that is said", async (t) => {
  const { host } = await registryFor(t);
  const { web, digest, remove, tags } = await stageFor(t, host);
  const refused = await remove(`${web}@${digest}`);
  assert.equal(refused.code, 1);
  assert.match(
    refused.told,
    /the content would go with its other tags 1\.0\.0, latest\.\nFix: Set --all-tags/,
  );
  assert.deepEqual(await tags(), ["1.0.0", "2.0.0", "latest"]);
  assert.equal((await remove(`${web}@${digest}`, "--all-tags")).code, 0);
  assert.deepEqual(await tags(), ["2.0.0"]);
  assert.match((await remove(`${web}@${digest}`)).told, /was not there$/);
});

test("a tag that must have a digest stays if it has another", async (t) => {
  const { host } = await registryFor(t);
  const { web, digest, remove, tags } = await stageFor(t, host);
  const { code, told } = await remove(`${web}:2.0.0@${digest}`, "--all-tags");
  assert.equal(code, 1);
  assert.match(told, /Could not delete .*: the tag holds sha256:[0-9a-f]{64} by now\.$/);
  assert.equal((await remove(`${web}:1.0.0@${digest}`)).code, 0);
  assert.deepEqual(await tags(), ["2.0.0", "latest"]);
});

test("the real docker-registry, which deletes no tag alone, keeps content that has other tags", async (t) => {
  await using registry = await dockerRegistryFor(t);
  if (registry === undefined) return;
  const { web, remove, tags } = await stageFor(t, registry.host);
  const refused = await remove(`${web}:1.0.0`);
  assert.equal(refused.code, 1);
  assert.match(
    refused.told,
    /Could not delete .*:1\.0\.0: the content would go with its other tags latest\./,
  );
  assert.deepEqual(await remove(`${web}:2.0.0`), { code: 0, told: `✓ deleted ${web}:2.0.0` });
  assert.deepEqual(await tags(), ["1.0.0", "latest"]);
  assert.equal((await remove(`${web}:1.0.0`, "--all-tags")).code, 0);
  assert.deepEqual(await tags(), []);
  assert.match((await remove(`${web}:1.0.0`)).told, /was not there$/);
});

test("a registry that deletes by digest but lists nothing is not trusted to have no other tags", async (t) => {
  const registry = await registryFor(t, {
    fault(request, response) {
      const isTag = request.method === "DELETE" && !request.url?.includes("sha256:");
      if (!isTag && !request.url?.includes("/tags/list")) return false;
      const body = JSON.stringify({ errors: [{ code: isTag ? "UNSUPPORTED" : "NAME_UNKNOWN" }] });
      const headers = { "content-type": "application/json" };
      response.writeHead(isTag ? 400 : 404, headers).end(body);
      return true;
    },
  });
  const { web, remove } = await stageFor(t, registry.host);
  const { code, told } = await remove(`${web}:1.0.0`);
  assert.equal(code, 1);
  assert.match(
    told,
    /the registry deletes no single tag, and does not list those that would go\.\nFix: .*--all-tags/,
  );
  assert.ok(!registry.takeLog().some((line) => line.startsWith("DELETE")));
});

test("a reference without tag and digest deletes nothing", async (t) => {
  const { host } = await registryFor(t);
  const { code, told } = await (await stageFor(t, host)).remove(`${host}/charts/web`);
  assert.equal(code, 2);
  assert.match(told, /it has neither tag nor digest/);
});
