import assert from "node:assert/strict";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { temporaryDirectory, writeChart, writeFiles } from "../support/chart.ts";
import { type CommandResult, runCommand } from "../support/command.ts";
import { registryFor, type TestRegistry } from "../support/registry.ts";

interface Stage {
  readonly directory: string;
  readonly registry: TestRegistry;
  /** `<host>/charts`. */
  readonly place: string;
  /** Runs a command line with a cache of its own. */
  run(...words: string[]): Promise<CommandResult>;
  /** The same, where it has to succeed; gives the lines of standard output. */
  must(...words: string[]): Promise<string[]>;
}

async function makeStage(t: TestContext): Promise<Stage> {
  const directory = await temporaryDirectory(t);
  const registry = await registryFor(t);
  await writeChart(directory, "web", "1.0.0+b.1");
  const variables = { HELM_OCI_PUBLISH_CACHE_DIR: path.join(directory, "cache") };
  const run = (...words: string[]) => runCommand(words, variables);
  const must = async (...words: string[]): Promise<string[]> => {
    const { code, stdout, stderr } = await run(...words);
    assert.equal(code, 0, stderr);
    return stdout.split("\n").filter((line) => line !== "");
  };
  return { directory, registry, place: `${registry.host}/charts`, run, must };
}

test("what is saved, pushed, pulled and exported is the chart that publish would publish", async (t) => {
  const { directory, place, run, must } = await makeStage(t);
  const chart = path.join(directory, "web");
  const [saved = ""] = await must("save", chart, "--registry", `oci://${place}`);
  assert.match(saved, /^127.*\/charts\/web@sha256:[0-9a-f]{64}$/);
  const digest = saved.split("@")[1];
  assert.deepEqual(await must("list"), [`${place}/web:1.0.0_b.1 ${digest}`]);
  assert.deepEqual(await must("push", `${place}/web:1.0.0_b.1`), [saved]);
  assert.match(
    (await run("publish", chart, "--registry", `oci://${place}`)).stderr,
    /^= web .*: unchanged /m,
  );
  await must("remove", `${place}/web:1.0.0_b.1`);
  assert.deepEqual(await must("list"), []);
  assert.deepEqual(await must("pull", `oci://${place}/web:1.0.0_b.1`), [saved]);
  const exported = path.join(directory, "there");
  assert.deepEqual(await must("export", saved, "--destination", exported), [path.join(exported, "web")]);
  for (const file of ["Chart.yaml", "values.yaml", "templates/greeting.yaml"]) {
    assert.deepEqual(
      await readFile(path.join(exported, "web", file)),
      await readFile(path.join(chart, file)),
    );
  }
});

test("saving says that it saved, sends nothing, and offers nothing to install", async (t) => {
  const { directory, registry, place, run } = await makeStage(t);
  const { code, stderr } = await run("save", path.join(directory, "web"), "--registry", `oci://${place}`);
  assert.equal(code, 0);
  assert.match(stderr, /^Saving in the local cache for oci:/m);
  assert.match(stderr, /^✓ web 1\.0\.0\+b\.1: saved .*\/web:1\.0\.0_b\.1 .*sha256:[0-9a-f]{64}\n1 saved\n$/m);
  assert.doesNotMatch(stderr, /publish|install/i);
  assert.deepEqual(registry.takeLog(), []);
});

test("saving again replaces what was saved", async (t) => {
  const { directory, place, must } = await makeStage(t);
  const words = ["save", path.join(directory, "web"), "--registry", `oci://${place}`];
  const [before] = await must(...words);
  await appendFile(path.join(directory, "web/values.yaml"), "more: true\n");
  const [after] = await must(...words);
  assert.notEqual(after, before);
  assert.equal((await must("list")).length, 1);
});

test("removing one of two tags of the same chart keeps the other", async (t) => {
  const { directory, place, must } = await makeStage(t);
  await must("save", path.join(directory, "web"), "--registry", `oci://${place}`);
  const [line = ""] = await must("list");
  const digest = line.split(" ")[1];
  const index = path.join(directory, "cache/index.json");
  const layout = JSON.parse(await readFile(index, "utf8"));
  const second = structuredClone(layout.manifests[0]);
  second.annotations["org.opencontainers.image.ref.name"] = `${place}/web:latest`;
  layout.manifests.push(second);
  await writeFile(index, JSON.stringify(layout));
  assert.equal((await must("list")).length, 2);
  await must("remove", `${place}/web:1.0.0_b.1`);
  assert.deepEqual(await must("list"), [`${place}/web:latest ${digest}`]);
  assert.equal(
    (await must("export", `${place}/web:latest`, "--destination", path.join(directory, "out"))).length,
    1,
  );
});

test("list --json is one document", async (t) => {
  const { directory, place, run, must } = await makeStage(t);
  assert.deepEqual(JSON.parse((await run("list", "--json")).stdout), { charts: [] });
  const [saved = ""] = await must("save", path.join(directory, "web"), "--registry", `oci://${place}`);
  const { charts } = JSON.parse((await run("list", "--json")).stdout);
  assert.deepEqual(charts, [{ ref: `${place}/web:1.0.0_b.1`, digest: saved.split("@")[1] }]);
});

test("a push of other content under a published version is a conflict", async (t) => {
  const { directory, registry, place, run, must } = await makeStage(t);
  const chart = path.join(directory, "web");
  await must("publish", chart, "--registry", `oci://${place}`);
  await appendFile(path.join(chart, "values.yaml"), "more: true\n");
  await must("save", chart, "--registry", `oci://${place}`);
  registry.takeLog();
  const { code, stdout, stderr } = await run("push", `${place}/web:1.0.0_b.1`);
  assert.equal(code, 1);
  assert.equal(stdout, "");
  assert.match(stderr, /values\.yaml differs.*\nFix: Save the chart under a new version/);
  assert.ok(registry.takeLog().every((line) => /^(HEAD|GET)/.test(line)));
  await must("push", `${place}/web:1.0.0_b.1`, "--if-exists", "overwrite");
});

test("one chart that cannot be pushed does not keep the others back", async (t) => {
  const { directory, place, run, must } = await makeStage(t);
  const closed = "127.0.0.1:9/charts";
  for (const target of [closed, place])
    await must("save", path.join(directory, "web"), "--registry", `oci://${target}`);
  const words = [`${closed}/web:1.0.0_b.1`, `${place}/web:9.9.9`, `${place}/web:1.0.0_b.1`];
  const { code, stdout, stderr } = await run("push", ...words, "--retries", "0");
  assert.equal(code, 1);
  assert.match(stderr, /^error: Could not look up 127\.0\.0\.1:9\/charts\/web.*refused/m);
  assert.match(stderr, /^error: Could not .*web:9\.9\.9.*the local cache/m);
  assert.match(stdout, /^127.*\/web@sha256:[0-9a-f]{64}\n$/);
});

test("an export overwrites nothing", async (t) => {
  const { directory, place, run, must } = await makeStage(t);
  await must("save", path.join(directory, "web"), "--registry", `oci://${place}`);
  await writeFiles(directory, { "there/web/mine.txt": "mine" });
  const words = ["export", `${place}/web:1.0.0_b.1`, "--destination"];
  const { code, stderr } = await run(...words, path.join(directory, "there"));
  assert.equal(code, 1);
  assert.match(stderr, /there\/web exists already\.\nFix: Remove it, or set --destination/);
  const intoFile = await run(...words, path.join(directory, "there/web/mine.txt"));
  assert.equal(intoFile.code, 1);
  assert.match(intoFile.stderr, /Could not export .*mine\.txt.*\nFix: /);
});

const unknown = "example.com/charts/db:9.9.9";
for (const { words, code, says } of [
  {
    words: ["export", unknown],
    code: 1,
    says: /Could not find example\.com\/charts\/db:9\.9\.9 in the local cache\.\nFix: /,
  },
  {
    words: ["push", unknown],
    code: 1,
    says: /Could not find example\.com\/charts\/db:9\.9\.9 in the local cache\.\nFix: /,
  },
  { words: ["remove", unknown], code: 1, says: /Could not remove .*: it is not in the local cache\.\nFix: / },
  {
    words: ["remove", "example.com/charts/db"],
    code: 2,
    says: /neither tag nor digest\.\nFix: Add the version/,
  },
  { words: ["push", "db"], code: 2, says: /the repository's name is missing\.\nFix: Write it as/ },
  { words: ["pull"], code: 2, says: /it names no chart\.\nFix: / },
  { words: ["list", "db"], code: 2, says: /list takes no chart\.\nFix: / },
]) {
  test(`“${words.join(" ")}” fails with words that help`, async (t) => {
    const { run } = await makeStage(t);
    const result = await run(...words);
    assert.equal(result.code, code, result.stderr);
    assert.equal(result.stdout, "");
    assert.match(result.stderr, says);
  });
}

test("a pull of what is not there says so", async (t) => {
  const { place, run } = await makeStage(t);
  const { code, stderr } = await run("pull", `${place}/web:9.9.9`);
  assert.equal(code, 1);
  assert.match(stderr, /Could not find .*\/web:9\.9\.9 in its registry\.\nFix: /);
});

test("a cache that is something else is left alone", async (t) => {
  const { directory, run } = await makeStage(t);
  await writeFiles(directory, { "cache/notes.txt": "mine" });
  const { code, stderr } = await run("list");
  assert.equal(code, 1);
  assert.match(stderr, /it holds notes\.txt but no oci-layout file\.\nFix: /);
});

test("list names the newest version of each chart first", async (t) => {
  const directory = await temporaryDirectory(t);
  const cache = ["--cache-dir", path.join(directory, "cache")];
  for (const version of ["1.9.0", "1.10.0", "1.10.0-rc.1", "v1.2", "1.10.0+b.2"]) {
    const chart = await writeChart(path.join(directory, version), "web", version);
    await runCommand(["save", chart, "--registry", "oci://r.example.com/c", ...cache]);
  }
  const { stdout } = await runCommand(["list", ...cache]);
  assert.deepEqual(stdout.match(/(?<=web:)\S+/g), ["1.10.0_b.2", "1.10.0", "1.10.0-rc.1", "1.9.0", "v1.2"]);
});
