import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { chartFiles, temporaryDirectory, writeChart, writeFiles } from "../support/chart.ts";
import { emptyRepository, type TestRepository } from "../support/clone.ts";
import { runCommand } from "../support/command.ts";
import { registryFor } from "../support/registry.ts";

const date = "2026-01-02T03:04:05Z";

/** A repository on a branch `work` that has charts web and api in common with `main`. */
async function workspace(t: TestContext) {
  const repository = await emptyRepository(t);
  const charts = path.join(repository.directory, "charts");
  await writeChart(charts, "web", "1.2.0");
  await writeChart(charts, "api", "1.0.0");
  await repository.commit("charts", date);
  await repository.git("switch", "--quiet", "--create", "work");
  const registry = await registryFor(t);
  const run = (words: readonly string[], variables = {}, { directory }: TestRepository = repository) =>
    runCommand(
      ["plan", "--working-directory", directory, "--registry", `oci://${registry.host}/charts`, ...words],
      variables,
    );
  return {
    repository,
    run,
    write: (files: Readonly<Record<string, string>>) => writeFiles(repository.directory, files),
    bump: (name: string, version: string) => writeChart(charts, name, version),
  };
}

const changed = { "charts/web/values.yaml": "greeting: good day\n" };

test("a chart that changed under the version of the base fails at its version, with the next one", async (t) => {
  const { run, write } = await workspace(t);
  await write({ ...changed, "charts/web/templates/new.yaml": "a: b\n" });
  const { code, stderr } = await run(["--base", "main", "--json"]);
  assert.equal(code, 1);
  assert.match(stderr, /charts\/web\/Chart\.yaml:3/);
  assert.match(
    stderr,
    /main has the same version with other content\. Changed: templates\/new\.yaml, values\.yaml\./,
  );
  assert.match(stderr, /Set version: 1\.2\.1 or higher in .*charts\/web\/Chart\.yaml/);
  assert.equal(stderr.match(/Could not take/g)?.length, 1, "api did not change");
});

test("a version that rose will do, one that fell will not, and neither need a new chart or an ignored file", async (t) => {
  const { run, write, bump } = await workspace(t);
  await write({ ...changed, "charts/api/.helmignore": "*.md\n" });
  await bump("web", "1.3.0");
  await bump("new", "0.0.1");
  await bump("api", "1.0.1");
  assert.equal((await run(["--base", "main"])).code, 0);
  await bump("web", "1.1.0");
  const fallen = await run(["--base", "main"]);
  assert.equal(fallen.code, 1);
  assert.match(fallen.stderr, /main has 1\.2\.0, which is higher\. Changed: Chart\.yaml\./);
});

test("what does not reach the archive, or says the same in other words, needs no new version", async (t) => {
  const { run, write, repository } = await workspace(t);
  await repository.git("switch", "--quiet", "main");
  await write({ "charts/web/.helmignore": "*.md\n" });
  await repository.commit("ignore", date);
  const same =
    '# A comment\nname: "web"\napiVersion: v2\nversion: 1.2.0\ndescription: A chart for tests\nappVersion: "1.10"\n';
  await write({ "charts/web/README.md": "# Web\n", "charts/web/Chart.yaml": same });
  const { code, stderr } = await run(["--base", "main"]);
  assert.equal(code, 0, stderr);
});

test("a chart changes with the chart that it takes in by file://", async (t) => {
  const { run, write, repository } = await workspace(t);
  await repository.git("switch", "--quiet", "main");
  const dependency = "dependencies: [{name: api, version: ~1, repository: 'file://../api'}]\n";
  await write({ "charts/web/Chart.yaml": `${chartFiles("web", "1.2.0")["Chart.yaml"]}${dependency}` });
  await repository.commit("web takes in api", date);
  await writeChart(path.join(repository.directory, "charts"), "api", "1.0.1", {
    "values.yaml": "greeting: hi\n",
  });
  const { code, stderr } = await run(["--base", "main"]);
  assert.equal(code, 1, stderr);
  assert.match(
    stderr,
    /Could not take web 1\.2\.0: .*Changed: .*charts\/api\/Chart\.yaml, charts\/api\/values\.yaml/,
  );
});

const notChecked: readonly (readonly [name: string, words: readonly string[]])[] = [
  ["without a base and a pull request", []],
  ["where the base selects the charts of a release", ["--base", "main", "--changes", "git"]],
  ["with check-version: off", ["--base", "main", "--check-version", "off"]],
  ["with a version of the run's own", ["--base", "main", "--version", "9.9.9"]],
  ["of a snapshot", ["--base", "main", "--snapshot"]],
  ["where what is published may be overwritten", ["--base", "main", "--if-exists", "overwrite"]],
];
for (const [name, words] of notChecked) {
  test(`the version is not compared ${name}`, async (t) => {
    const { run, write } = await workspace(t);
    await write(changed);
    const { code, stderr } = await run(words);
    assert.equal(code, 0, stderr);
  });
}

/** The variables of a pull request to main, as GitHub sets them. */
async function pullRequest(t: TestContext): Promise<Record<string, string>> {
  const directory = await temporaryDirectory(t);
  await writeFiles(directory, { "event.json": "{}" });
  return {
    GITHUB_EVENT_NAME: "pull_request",
    GITHUB_EVENT_PATH: path.join(directory, "event.json"),
    GITHUB_BASE_REF: "main",
  };
}

test("on a pull request the version must rise above that of the branch it goes into", async (t) => {
  const { run, repository, write } = await workspace(t);
  await write(changed);
  await repository.commit("work", date);
  const clone = await repository.clone();
  const { code, stderr } = await run([], await pullRequest(t), clone);
  assert.equal(code, 1);
  assert.match(stderr, /origin\/main has the same version/);
});

test("a history that is too short is noted, and a fault only where the check is on", async (t) => {
  const { run, repository, write } = await workspace(t);
  await write(changed);
  await repository.commit("work", date);
  const clone = await repository.clone("--depth=1");
  const noted = await run([], await pullRequest(t), clone);
  assert.equal(noted.code, 0, noted.stderr);
  assert.match(noted.stderr, /Not checked whether versions rise\. .*shallow.*fetch-depth: 0/);
  const refused = await run(["--check-version", "on"], await pullRequest(t), clone);
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /fetch-depth: 0/);
});

test("a base that cannot be loaded is told, and holds nothing up", async (t) => {
  const { run, write, repository } = await workspace(t);
  await repository.git("switch", "--quiet", "main");
  await write({ "charts/web/Chart.yaml": "name: [\n" });
  await repository.commit("broken", date);
  await write({ "charts/web/Chart.yaml": chartFiles("web", "1.2.0")["Chart.yaml"] ?? "" });
  const { code, stderr } = await run(["--base", "main"]);
  assert.equal(code, 0, stderr);
  assert.match(stderr, /charts\/web cannot be compared with main: /);
});

test("ct.yaml's check-version-increment: false counts unless the user says otherwise", async (t) => {
  const { run, write, repository } = await workspace(t);
  await write({ ...changed, "ct.yaml": "check-version-increment: false\n" });
  assert.equal((await run(["--base", "main"])).code, 0);
  assert.equal((await run(["--base", "main", "--check-version", "auto"])).code, 1);
  await rm(path.join(repository.directory, "ct.yaml"));
  assert.equal((await run(["--base", "main"])).code, 1);
});
