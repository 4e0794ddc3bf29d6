import assert from "node:assert/strict";
import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { type CommandResult, runCommand } from "../support/command.ts";
import { registryFor, type TestRegistry } from "../support/registry.ts";
import { createTestClient, repositoryAt } from "../support/registry-client.ts";

const file = "repositoryID: 0cdf4e7a-9b0a-4d63-8f0e-1a2b3c4d5e6f\n";
const other = "owners: [{name: acme, email: dev@acme.example}]\n";
const tag = "artifacthub.io";

interface Stage {
  readonly directory: string;
  readonly chart: string;
  readonly registry: TestRegistry;
  run(command: string, ...words: readonly string[]): Promise<CommandResult>;
  /** What the tag holds, as Artifact Hub reads it; `undefined` where it is not there. */
  hubFile(name?: string): Promise<string | undefined>;
}

async function makeStage(t: TestContext, more: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const directory = await temporaryDirectory(t);
  const chart = await writeChart(directory, "web", "1.0.0", more);
  const registry = await registryFor(t);
  const target = ["--registry", `oci://${registry.host}/c`, "--working-directory", directory, "--json"];
  return {
    directory,
    chart,
    registry,
    run: (command, ...words) => runCommand([command, "web", ...target, ...words]),
    async hubFile(name = "c/web") {
      const { client, signal } = createTestClient({});
      const repository = repositoryAt(registry.host, name);
      const manifest = await client.fetchManifest(repository, tag, signal);
      if (manifest === undefined) return undefined;
      const [layer] = JSON.parse(Buffer.from(manifest.bytes).toString()).layers;
      return Buffer.from(await client.fetchBlob(repository, layer, signal)).toString();
    },
  };
}

const told = ({ stdout }: CommandResult) =>
  JSON.parse(stdout).charts.map((c: Record<string, unknown>) => [c["status"], c["artifactHub"]]);

test("the file beside Chart.yaml is pushed after the chart; unchanged, it costs one request", async (t) => {
  const { run, registry, hubFile } = await makeStage(t, { "artifacthub-repo.yml": file });
  const first = await run("publish");
  assert.deepEqual([first.code, told(first)], [0, [["published", "published"]]], first.stderr);
  assert.match(first.stderr, /published .*\/c\/web:1\.0\.0 .*artifacthub-repo\.yml pushed/);
  assert.equal(await hubFile(), file);
  const log = registry.takeLog();
  assert.ok(log.indexOf("PUT manifests/1.0.0") < log.indexOf(`PUT manifests/${tag}`), log.join("\n"));
  const second = await run("publish");
  assert.deepEqual(told(second), [["unchanged", "unchanged"]]);
  assert.deepEqual(registry.takeLog(), ["HEAD manifests/1.0.0", `HEAD manifests/${tag}`]);
});

test("a changed file is pushed though the chart is unchanged, and where it is skipped", async (t) => {
  const { run, chart, hubFile } = await makeStage(t, { ".helmignore": "artifacthub-repo.yml\n" });
  assert.deepEqual(told(await run("publish")), [["published", null]]);
  await writeFile(path.join(chart, "artifacthub-repo.yml"), file);
  assert.deepEqual(told(await run("publish")), [["unchanged", "published"]]);
  await writeFile(path.join(chart, "artifacthub-repo.yml"), other);
  assert.deepEqual(told(await run("publish", "--if-exists", "skip")), [["skipped", "published"]]);
  assert.equal(await hubFile(), other);
});

test("a plan and a dry run say what they would push, and push nothing", async (t) => {
  const { run, registry } = await makeStage(t, { "artifacthub-repo.yml": file });
  for (const [command, ...words] of [["plan"], ["publish", "--dry-run"]] as const) {
    const result = await run(command, ...words);
    assert.deepEqual([result.code, told(result)], [0, [["planned", "planned"]]], result.stderr);
    assert.match(result.stderr, /artifacthub-repo\.yml would be pushed/);
  }
  assert.deepEqual(
    registry.takeLog().filter((line) => !/^(HEAD|GET) /.test(line)),
    [],
  );
});

test("artifacthub-repo names a file for charts without one; a chart's own goes before it", async (t) => {
  const { run, directory, hubFile } = await makeStage(t);
  await writeChart(directory, "api", "1.0.0", { "artifacthub-repo.yml": file });
  await writeFile(path.join(directory, "hub.yml"), other);
  const result = await run("publish", "api", "--artifacthub-repo", "hub.yml");
  assert.deepEqual(told(result), Array(2).fill(["published", "published"]), result.stderr);
  assert.deepEqual([await hubFile("c/web"), await hubFile("c/api")], [other, file]);
});

for (const word of ["off", "false"]) {
  test(`artifacthub-repo: ${word} pushes none, whatever there is`, async (t) => {
    const { run, hubFile } = await makeStage(t, { "artifacthub-repo.yml": "no: [yaml" });
    assert.deepEqual(told(await run("publish", `--artifacthub-repo=${word}`)), [["published", null]]);
    assert.equal(await hubFile(), undefined);
  });
}

test("a file of no use fails its chart before anything is sent, with its place", async (t) => {
  const { run, registry } = await makeStage(t, { "artifacthub-repo.yml": "repositoryID: acme\n" });
  const { code, stderr } = await run("publish");
  assert.equal(code, 1);
  assert.match(stderr, /web\/artifacthub-repo\.yml:1:15: .*"acme" is no UUID/);
  assert.deepEqual(registry.takeLog(), []);
});

test("a file that is named and not there is wrong use", async (t) => {
  const { run } = await makeStage(t);
  const { code, stderr } = await run("publish", "--artifacthub-repo", "gone.yml");
  assert.equal(code, 2);
  assert.match(stderr, /Could not read artifacthub-repo: .*gone\.yml does not exist/);
});

test("a link out of the checkout is not followed: what is there may be secret", async (t) => {
  if (process.platform === "win32") return t.skip("links need rights there");
  const { run, directory, chart, registry } = await makeStage(t);
  await mkdir(path.join(directory, "secret"));
  await writeFile(path.join(directory, "secret", "hub.yml"), file);
  await symlink(path.join(directory, "secret", "hub.yml"), path.join(chart, "artifacthub-repo.yml"));
  await writeFile(path.join(chart, ".helmignore"), "artifacthub-repo.yml\n");
  const { code, stderr } = await run("publish");
  assert.equal(code, 1);
  assert.match(stderr, /artifacthub-repo\.yml: the link leads out of the checkout/);
  await rm(path.join(chart, "artifacthub-repo.yml"));
  assert.deepEqual(registry.takeLog(), []);
});

test("a refusal says that the chart is published, and a run after it completes the rest", async (t) => {
  const directory = await temporaryDirectory(t);
  const chart = await writeChart(directory, "web", "1.0.0", { "artifacthub-repo.yml": file });
  let isClosed = true;
  const registry = await registryFor(t, {
    fault(request, response) {
      if (!isClosed || request.method !== "PUT" || !request.url?.endsWith(`manifests/${tag}`)) return false;
      response.writeHead(409, { "content-type": "application/json" });
      response.end(JSON.stringify({ errors: [{ code: "DENIED", message: "tag is immutable" }] }));
      return true;
    },
  });
  const words = ["publish", chart, "--registry", `oci://${registry.host}/c`, "--retries=0", "--json"];
  const { code, stderr } = await runCommand(words);
  assert.equal(code, 1);
  assert.match(
    stderr,
    /web 1\.0\.0 is published, but artifacthub-repo\.yml could not be pushed to .*:artifacthub\.io/,
  );
  assert.match(stderr, /tag is immutable/);
  assert.match(stderr, /Fix: The registry lets no tag be replaced.*artifacthub-repo: off\. Then run again/);
  isClosed = false;
  assert.deepEqual(told(await runCommand(words)), [["unchanged", "published"]]);
});
