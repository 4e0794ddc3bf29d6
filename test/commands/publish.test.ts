import assert from "node:assert/strict";
import { appendFile, writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { publishAll, publishOne } from "../support/published.ts";
import { registryFor } from "../support/registry.ts";

test("a new chart costs six requests and one to read it back; the tag is written once, last", async (t) => {
  const registry = await registryFor(t);
  const chart = await writeChart(await temporaryDirectory(t), "web", "1.4.0");
  const published = await publishOne([chart, "--registry", `oci://${registry.host}/charts`]);
  assert.equal(published.status, "published");
  assert.equal(published.ref, `${registry.host}/charts/web:1.4.0`);
  assert.equal(published.appVersion, "1.10");
  assert.deepEqual(registry.takeLog(), [
    "HEAD manifests/1.4.0",
    "POST blobs/uploads",
    "POST blobs/uploads",
    "PUT blobs/uploads",
    "PUT blobs/uploads",
    "PUT manifests/1.4.0",
    "GET manifests/1.4.0",
  ]);
});

test("a second run changes nothing and costs one request a chart", async (t) => {
  const registry = await registryFor(t);
  const directory = await temporaryDirectory(t);
  const charts = [];
  for (const name of ["web", "api", "db"]) charts.push(await writeChart(directory, name, "1.0.0"));
  const words = [...charts, "--registry", `oci://${registry.host}/charts`];
  const first = await publishAll(words);
  registry.takeLog();
  const second = await publishAll(words);
  assert.deepEqual(
    second.map(({ status }) => status),
    ["unchanged", "unchanged", "unchanged"],
  );
  assert.deepEqual(
    second.map(({ digest }) => digest),
    first.map(({ digest }) => digest),
  );
  assert.deepEqual(registry.takeLog(), [
    "HEAD manifests/1.0.0",
    "HEAD manifests/1.0.0",
    "HEAD manifests/1.0.0",
  ]);
});

test("one changed byte under a published version is a conflict, and nothing is written", async (t) => {
  const registry = await registryFor(t);
  const chart = await writeChart(await temporaryDirectory(t), "web", "1.0.0");
  const words = [chart, "--registry", `oci://${registry.host}/charts`];
  const before = await publishOne(words);
  await appendFile(path.join(chart, "values.yaml"), "#");
  registry.takeLog();
  const { code, stdout, stderr } = await runCommand(["publish", ...words]);
  assert.equal(code, 1);
  assert.equal(stdout, "");
  assert.match(stderr, /other content is published already: values\.yaml differs/);
  assert.ok(stderr.includes(`the tag holds ${before.digest}`));
  assert.match(stderr, /Chart\.yaml:3: Could not publish web 1\.0\.0/);
  assert.match(stderr, /Fix: Bump version in .*Chart\.yaml/);
  assert.deepEqual(
    registry.takeLog().filter((line) => /^(POST|PUT|PATCH|DELETE)/.test(line)),
    [],
  );
});

test("another manifest of the same archive is unchanged, with the digest that is published", async (t) => {
  const registry = await registryFor(t);
  const chart = await writeChart(await temporaryDirectory(t), "web", "1.0.0");
  const words = [chart, "--registry", `oci://${registry.host}/charts`];
  const before = await publishOne([...words, "--annotations", "team=a"]);
  const after = await publishOne(words);
  assert.equal(after.status, "unchanged");
  assert.equal(after.digest, before.digest);
});

for (const { policy, changed, expected, code } of [
  { policy: "verify", changed: false, expected: "unchanged", code: 0 },
  { policy: "verify", changed: true, expected: "conflict", code: 1 },
  { policy: "skip", changed: true, expected: "skipped", code: 0 },
  { policy: "overwrite", changed: true, expected: "published", code: 0 },
  { policy: "overwrite", changed: false, expected: "unchanged", code: 0 },
  { policy: "fail", changed: false, expected: "conflict", code: 1 },
]) {
  test(`if-exists ${policy} makes a published chart with ${changed ? "other" : "the same"} content ${expected}`, async (t) => {
    const registry = await registryFor(t);
    const chart = await writeChart(await temporaryDirectory(t), "web", "1.0.0");
    const words = [
      "publish",
      chart,
      "--registry",
      `oci://${registry.host}/charts`,
      "--if-exists",
      policy,
      "--json",
    ];
    await runCommand(words);
    if (changed) await appendFile(path.join(chart, "values.yaml"), "#");
    const result = await runCommand(words);
    assert.equal(result.code, code, result.stderr);
    assert.equal(JSON.parse(result.stdout).charts[0].status, expected);
  });
}

test("one failing chart does not hide the others", async (t) => {
  const registry = await registryFor(t);
  const directory = await temporaryDirectory(t);
  const broken = await writeChart(directory, "broken", "1.2.3.4");
  const good = await writeChart(directory, "good", "1.0.0");
  const words = ["publish", broken, good, "--registry", `oci://${registry.host}/charts`, "--json"];
  const { code, stdout, stderr } = await runCommand(words);
  assert.equal(code, 1);
  assert.deepEqual(
    JSON.parse(stdout).charts.map((c: { status: string }) => c.status),
    ["failed", "published"],
  );
  assert.match(stderr, /Chart\.yaml:3:10: .*"1\.2\.3\.4" is invalid/);
});

test("with fail-fast nothing is published while any chart is invalid", async (t) => {
  const registry = await registryFor(t);
  const directory = await temporaryDirectory(t);
  const broken = await writeChart(directory, "broken", "x");
  const good = await writeChart(directory, "good", "1.0.0");
  const words = [
    "publish",
    good,
    broken,
    "--registry",
    `oci://${registry.host}/charts`,
    "--fail-fast",
    "--json",
  ];
  const { code, stdout } = await runCommand(words);
  assert.equal(code, 1);
  // Nothing has the digest that the good one would have got.
  assert.deepEqual(
    JSON.parse(stdout).charts.map((c: { status: string; digest: unknown }) => [c.status, c.digest]),
    [
      ["skipped", null],
      ["failed", null],
    ],
  );
  assert.ok(registry.takeLog().every((line) => line.startsWith("HEAD")));
});

test("two charts for one tag are refused before anything is sent", async (t) => {
  const registry = await registryFor(t);
  const directory = await temporaryDirectory(t);
  const one = await writeChart(path.join(directory, "a"), "web", "1.0.0");
  const two = await writeChart(path.join(directory, "b"), "web", "1.0.0");
  const { code, stderr } = await runCommand([
    "publish",
    one,
    two,
    "--registry",
    `oci://${registry.host}/charts`,
  ]);
  assert.equal(code, 2);
  assert.match(stderr, /would both become .*\/charts\/web:1\.0\.0/);
  assert.ok(registry.takeLog().every((line) => line.startsWith("HEAD")));
});

test("a chart may be named twice without harm", async (t) => {
  const registry = await registryFor(t);
  const chart = await writeChart(await temporaryDirectory(t), "web", "1.0.0");
  const published = await publishAll([chart, `${chart}/`, "--registry", `oci://${registry.host}/charts`]);
  assert.equal(published.length, 1);
});

for (const { name, words, variables, expected } of [
  { name: "a dry run", words: ["--dry-run"], variables: {}, expected: "planned" },
  { name: "push false", words: ["--push", "false"], variables: {}, expected: "planned" },
  {
    name: "a pull request",
    words: [],
    variables: { GITHUB_EVENT_NAME: "pull_request" },
    expected: "planned",
  },
  {
    name: "a pull request that asks for it",
    words: ["--push", "true"],
    variables: { GITHUB_EVENT_NAME: "pull_request" },
    expected: "published",
  },
]) {
  test(`${name} leaves a chart ${expected}`, async (t) => {
    const registry = await registryFor(t);
    const chart = await writeChart(await temporaryDirectory(t), "web", "1.0.0");
    const line = ["publish", chart, "--registry", `oci://${registry.host}/charts`, "--json", ...words];
    const { code, stdout, stderr } = await runCommand(line, variables);
    assert.equal(code, 0, stderr);
    assert.equal(JSON.parse(stdout).charts[0].status, expected);
    const writes = registry
      .takeLog()
      .filter((request) => !request.startsWith("HEAD") && !request.startsWith("GET"));
    assert.equal(writes.length > 0, expected === "published");
  });
}

test("a plan tells a conflict, and fails", async (t) => {
  const registry = await registryFor(t);
  const chart = await writeChart(await temporaryDirectory(t), "web", "1.0.0");
  const words = [chart, "--registry", `oci://${registry.host}/charts`];
  await publishOne(words);
  await writeFile(path.join(chart, "templates/more.yaml"), "a: b\n");
  const { code, stderr } = await runCommand(["plan", ...words]);
  assert.equal(code, 1);
  assert.match(stderr, /templates\/more\.yaml differs/);
});
