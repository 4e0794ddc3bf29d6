import assert from "node:assert/strict";
import { appendFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { publishAll } from "../support/published.ts";
import { registryFor, type TestRegistry } from "../support/registry.ts";

interface Stage {
  readonly directory: string;
  readonly web: string;
  readonly api: string;
  readonly main: TestRegistry;
  readonly mirror: TestRegistry;
  /** The options that name both registries. */
  readonly both: readonly string[];
}

async function makeStage(t: TestContext): Promise<Stage> {
  const directory = await temporaryDirectory(t);
  const web = await writeChart(directory, "web", "1.0.0");
  const api = await writeChart(directory, "api", "2.0.0");
  const [main, mirror] = [await registryFor(t), await registryFor(t)];
  const both = ["--registry", `oci://${main.host}/charts`, "--registry", `oci://${mirror.host}/a/b`];
  return { directory, web, api, main, mirror, both };
}

const statuses = (charts: readonly { readonly status: string }[]) => charts.map(({ status }) => status);

test("each chart gets the same digest at every target: rows by chart, then by target", async (t) => {
  const { web, api, main, mirror, both } = await makeStage(t);
  const charts = await publishAll([web, api, ...both]);
  assert.deepEqual(
    charts.map(({ ref, status }) => [ref, status]),
    [
      [`${main.host}/charts/web:1.0.0`, "published"],
      [`${mirror.host}/a/b/web:1.0.0`, "published"],
      [`${main.host}/charts/api:2.0.0`, "published"],
      [`${mirror.host}/a/b/api:2.0.0`, "published"],
    ],
  );
  const [web1, web2, api1, api2] = charts.map(({ digest }) => digest);
  assert.ok(web1 !== null && web1 === web2 && api1 === api2 && web1 !== api1);
  assert.equal(new Set(charts.map(({ chartDigest }) => chartDigest)).size, 2);
});

test("targets may be lines or separated by commas, and stand on one host", async (t) => {
  const { web, main } = await makeStage(t);
  const charts = await publishAll([web, "--registry", `oci://${main.host}/one, oci://${main.host}/two\n`]);
  assert.deepEqual(
    charts.map(({ repository }) => repository),
    [`${main.host}/one/web`, `${main.host}/two/web`],
  );
});

test("a second run completes the target that is missing, and costs one request at the other", async (t) => {
  const { web, main, mirror, both } = await makeStage(t);
  await publishAll([web, ...both.slice(0, 2)]);
  main.takeLog();
  assert.deepEqual(statuses(await publishAll([web, ...both])), ["unchanged", "published"]);
  assert.deepEqual(main.takeLog(), ["HEAD manifests/1.0.0"]);
  mirror.takeLog();
  assert.deepEqual(statuses(await publishAll([web, ...both])), ["unchanged", "unchanged"]);
  assert.deepEqual(mirror.takeLog(), ["HEAD manifests/1.0.0"]);
});

test("a conflict at one target does not hide the others, and says where it is", async (t) => {
  const { web, main, mirror, both } = await makeStage(t);
  await publishAll([web, ...both.slice(0, 2)]);
  await appendFile(path.join(web, "values.yaml"), "#");
  const { code, stdout, stderr } = await runCommand(["publish", web, ...both, "--json"]);
  assert.equal(code, 1);
  const { charts } = JSON.parse(stdout);
  assert.deepEqual(statuses(charts), ["conflict", "published"]);
  assert.ok(stderr.includes(`web 1.0.0: conflict ${main.host}/charts/web:1.0.0`), stderr);
  assert.ok(stderr.includes(`web 1.0.0: published ${mirror.host}/a/b/web:1.0.0`), stderr);
});

test("a registry that cannot be reached fails its own rows alone", async (t) => {
  const { web, mirror } = await makeStage(t);
  const gone = await registryFor(t);
  await gone.close();
  const both = ["--registry", `oci://${gone.host}/c,oci://${mirror.host}/c`, "--retries", "0"];
  const { code, stdout } = await runCommand(["publish", web, ...both, "--json"]);
  assert.equal(code, 1);
  assert.deepEqual(statuses(JSON.parse(stdout).charts), ["failed", "published"]);
});

test("a name that one registry cannot have is told there, and published at the others", async (t) => {
  const { directory, mirror } = await makeStage(t);
  const chart = await writeChart(directory, "w", "1.0.0");
  const ecr = "oci://123456789012.dkr.ecr.eu-west-1.amazonaws.com";
  const words = ["publish", chart, "--registry", `${ecr},oci://${mirror.host}/c`, "--json"];
  const { code, stdout, stderr } = await runCommand(words);
  assert.equal(code, 1);
  const { charts } = JSON.parse(stdout);
  assert.deepEqual(statuses(charts), ["failed", "published"]);
  assert.match(charts[0].error, /"w" is no repository of Amazon ECR/);
  assert.equal(charts[0].digest, null);
  assert.match(stderr, /w 1\.0\.0: failed/);
});

test("a chart that cannot be packaged fails once, whatever the targets", async (t) => {
  const { directory, both } = await makeStage(t);
  const broken = await writeChart(directory, "broken", "1.2.3.4");
  const { code, stdout } = await runCommand(["publish", broken, ...both, "--json"]);
  assert.equal(code, 1);
  assert.deepEqual(statuses(JSON.parse(stdout).charts), ["failed"]);
});

test("two charts for one tag are told once, not for each target", async (t) => {
  const { directory, web, both } = await makeStage(t);
  const other = await writeChart(path.join(directory, "other"), "web", "1.0.0");
  const { code, stderr } = await runCommand(["publish", web, other, ...both]);
  assert.equal(code, 2);
  assert.equal(stderr.match(/would both become/g)?.length, 1, stderr);
});

test("a plan lists every target and writes at none", async (t) => {
  const { web, main, mirror, both } = await makeStage(t);
  await publishAll([web, ...both.slice(0, 2)]);
  main.takeLog();
  const { code, stdout, stderr } = await runCommand(["plan", web, ...both, "--json"]);
  assert.equal(code, 0, stderr);
  assert.deepEqual(statuses(JSON.parse(stdout).charts), ["unchanged", "planned"]);
  assert.ok(stderr.includes(`Planning for oci://${main.host}/charts, oci://${mirror.host}/a/b`), stderr);
  for (const registry of [main, mirror]) assert.deepEqual(registry.takeLog(), ["HEAD manifests/1.0.0"]);
});

for (const { name, registry, expected } of [
  {
    name: "the same place under two spellings",
    registry: "oci://Example.com/charts, oci://example.com/charts/",
    expected: [/oci:\/\/example\.com\/charts is named twice/],
  },
  {
    name: "every fault of every target",
    registry: "https://example.com/charts, oci://other.example/UPPER",
    expected: [/https:\/\/, not oci/, /"oci:\/\/other\.example\/upper"/],
  },
]) {
  test(`${name}: told before anything is packaged`, async (t) => {
    const { web } = await makeStage(t);
    const { code, stderr } = await runCommand(["publish", web, "--registry", registry]);
    assert.equal(code, 2, stderr);
    for (const pattern of expected) assert.match(stderr, pattern);
    assert.doesNotMatch(stderr, /Packaging/);
  });
}
