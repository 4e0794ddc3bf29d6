import assert from "node:assert/strict";
import { appendFile, readFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { readArchive } from "../../src/archive/unpack.ts";
import { temporaryDirectory, writeChart, writeFiles } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { registryFor } from "../support/registry.ts";

const head = "abc1234def0123456789abcdef0123456789abcd";
const merge = "0123456789abcdef0123456789abcdef01234567";
const onMain = { GITHUB_REF: "refs/heads/main", GITHUB_SHA: merge, GITHUB_EVENT_NAME: "push" };

/** A chart in a directory of its own, and a registry to publish it to. */
async function sceneFor(t: TestContext, version = "1.4.0") {
  const registry = await registryFor(t);
  const directory = await temporaryDirectory(t);
  const chart = await writeChart(directory, "web", version);
  const event = { pull_request: { number: 45, head: { sha: head } } };
  await writeFiles(directory, { "event.json": JSON.stringify(event) });
  const onPullRequest = {
    GITHUB_EVENT_NAME: "pull_request",
    GITHUB_EVENT_PATH: path.join(directory, "event.json"),
    GITHUB_REF: "refs/pull/45/merge",
    GITHUB_SHA: merge,
  };
  const line = ["publish", chart, "--registry", `oci://${registry.host}/charts`, "--snapshot", "--json"];
  const run = async (words: readonly string[], variables: Readonly<Record<string, string>>) => {
    const result = await runCommand([...line, ...words], variables);
    return { ...result, outcome: result.stdout === "" ? undefined : JSON.parse(result.stdout).charts[0] };
  };
  return { registry, directory, chart, onPullRequest, run };
}

test("a pull request's snapshot names the request and its own commit, in Chart.yaml too", async (t) => {
  const { registry, directory, chart, onPullRequest, run } = await sceneFor(t);
  const words = ["--push", "true", "--output-dir", path.join(directory, "out")];
  const { code, stderr, outcome } = await run(words, onPullRequest);
  assert.equal(code, 0, stderr);
  assert.equal(outcome.ref, `${registry.host}/charts/web:1.4.0-pr.45.gabc1234`);
  const files = readArchive(await readFile(outcome.package), "the archive");
  const yaml = Buffer.from(files.find(({ path: name }) => name === "Chart.yaml")?.bytes ?? []).toString();
  assert.match(yaml, /^version: "1\.4\.0-pr\.45\.gabc1234"$/m);
  assert.match(await readFile(path.join(chart, "Chart.yaml"), "utf8"), /^version: 1\.4\.0$/m);
});

test("the same commit gives the same snapshot, in another run too", async (t) => {
  const { onPullRequest, run } = await sceneFor(t);
  const first = await run(["--push", "true"], { ...onPullRequest, GITHUB_RUN_NUMBER: "1" });
  const second = await run(["--push", "true"], { ...onPullRequest, GITHUB_RUN_NUMBER: "2" });
  assert.equal(second.outcome.status, "unchanged", second.stderr);
  assert.equal(second.outcome.digest, first.outcome.digest);
});

test("other content of the same commit is a conflict that does not ask for a new version", async (t) => {
  const { chart, onPullRequest, run } = await sceneFor(t);
  await run(["--push", "true"], onPullRequest);
  await appendFile(path.join(chart, "values.yaml"), "#");
  const { code, stderr } = await run(["--push", "true"], onPullRequest);
  assert.equal(code, 1);
  assert.match(stderr, /values\.yaml differs/);
  assert.match(stderr, /Fix: Push another commit/);
});

test("without push: true a pull request plans its snapshot, and says so", async (t) => {
  const { registry, onPullRequest, run } = await sceneFor(t);
  const { code, stderr, outcome } = await run([], onPullRequest);
  assert.equal(code, 0, stderr);
  assert.deepEqual([outcome.status, outcome.version], ["planned", "1.4.0-pr.45.gabc1234"]);
  assert.match(stderr, /planned only: a pull request publishes where push: true is set/);
  assert.ok(registry.takeLog().every((request) => /^(HEAD|GET)/.test(request)));
});

for (const { name, words, variables, expected } of [
  { name: "a branch", words: [], variables: onMain, expected: "1.4.0-main.g0123456" },
  {
    name: "a version that is given",
    words: ["--version", "v2.0.0+{run}"],
    variables: { ...onMain, GITHUB_RUN_NUMBER: "7" },
    expected: "2.0.0-main.g0123456+7",
  },
  {
    name: "a tag, whose version is Chart.yaml's",
    words: [],
    variables: { CI_COMMIT_TAG: "web-v9.0.0", CI_COMMIT_SHA: merge, CI_PIPELINE_IID: "3" },
    expected: "1.4.0-run.3.g0123456",
  },
  {
    name: "no tag, where tags are released",
    words: ["--version-from", "tag"],
    variables: onMain,
    expected: "1.4.0-main.g0123456",
  },
  {
    name: "a tag that is released",
    words: [
      "--version-from",
      "tag",
      "--git-tag",
      "web-v2.0.0",
      "--snapshot-registry",
      "oci://nowhere/at-all",
    ],
    variables: onMain,
    expected: "2.0.0",
  },
]) {
  test(`with snapshot, ${name} gives ${expected}`, async (t) => {
    const { run } = await sceneFor(t);
    const { code, stderr, outcome } = await run(words, variables);
    assert.equal(code, 0, stderr);
    assert.deepEqual([outcome.status, outcome.version], ["published", expected]);
  });
}

test("snapshots may go to a registry of their own", async (t) => {
  const { registry, chart, run } = await sceneFor(t);
  const words = ["--snapshot-registry", `oci://${registry.host}/previews`];
  const { outcome } = await run(words, onMain);
  assert.equal(outcome.ref, `${registry.host}/previews/web:1.4.0-main.g0123456`);
  const line = ["publish", chart, "--registry", `oci://${registry.host}/charts`, "--json", ...words];
  const release = JSON.parse((await runCommand(line, onMain)).stdout).charts[0];
  assert.equal(release.ref, `${registry.host}/charts/web:1.4.0`);
});

test("a snapshot without any commit is refused", async (t) => {
  const { run } = await sceneFor(t);
  const { code, stderr } = await run([], {});
  assert.equal(code, 2);
  assert.match(stderr, /Could not make a snapshot of "1\.4\.0": there is no git commit/);
});

test("a chart that is packaged already cannot become a snapshot", async (t) => {
  const { registry, directory, chart } = await sceneFor(t);
  const out = path.join(directory, "out");
  const line = ["--registry", `oci://${registry.host}/charts`];
  const built = await runCommand(["plan", chart, ...line, "--output-dir", out, "--json"]);
  const [{ package: archive }] = JSON.parse(built.stdout).charts;
  const { code, stderr } = await runCommand(["publish", archive, ...line, "--snapshot"], onMain);
  assert.equal(code, 2);
  assert.match(stderr, /packaged already/);
});

test("a chart that depends on a snapshot in a directory keeps its range, and takes the directory as it is", async (t) => {
  const { registry, directory } = await sceneFor(t, "1.0.0");
  const dependency = "dependencies:\n  - name: web\n    version: ^1.0.0\n    repository: file://../web\n";
  const chart = await writeChart(directory, "shop", "3.0.0", {
    "Chart.yaml": `apiVersion: v2\nname: shop\nversion: 3.0.0\n${dependency}`,
  });
  const out = path.join(directory, "out");
  const line = ["publish", chart, path.join(directory, "web"), "--registry", `oci://${registry.host}/charts`];
  const words = [...line, "--snapshot", "--json", "--output-dir", out];
  const { code, stdout, stderr } = await runCommand(words, onMain);
  assert.equal(code, 0, stderr);
  const [shop, web] = JSON.parse(stdout).charts;
  assert.deepEqual([shop.version, web.version], ["3.0.0-main.g0123456", "1.0.0-main.g0123456"]);
  const files = readArchive(await readFile(shop.package), "the archive");
  const text = (name: string) =>
    Buffer.from(files.find((file) => file.path === name)?.bytes ?? []).toString();
  assert.match(text("Chart.yaml"), /version: \^1\.0\.0/);
  assert.ok(files.some((file) => /^charts\/web(-1\.0\.0\.tgz|\/Chart\.yaml)$/.test(file.path)));
});
