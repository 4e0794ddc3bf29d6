import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { registryFor } from "../support/registry.ts";

/** The command with a cache of its own. */
async function cachedCommand(t: TestContext) {
  const directory = await temporaryDirectory(t);
  const cache = ["--cache-dir", path.join(directory, "cache")];
  return { directory, run: (...words: string[]) => runCommand([...words, ...cache]) };
}

test("a chart goes from a directory through the cache to a registry, and back into a directory", async (t) => {
  const registry = await registryFor(t);
  const { directory, run } = await cachedCommand(t);
  const chart = await writeChart(directory, "web", "1.0.0+b.1");
  const reference = `${registry.host}/charts/web:1.0.0_b.1`;
  const saved = await run("save", chart, "--registry", `oci://${registry.host}/charts`);
  assert.equal(saved.code, 0, saved.stderr);
  assert.match(saved.stderr, /Saving for .*\n✓ web 1\.0\.0\+b\.1: saved /);
  assert.doesNotMatch(saved.stderr, /publish|install/i);
  assert.deepEqual(registry.takeLog(), []);
  const digest = /@(sha256:[0-9a-f]{64})\n$/.exec(saved.stdout)?.[1];
  assert.equal((await run("list")).stdout, `${reference} ${digest}\n`);

  const pushed = await run("push", reference);
  assert.equal(pushed.code, 0, pushed.stderr);
  assert.equal(pushed.stdout, saved.stdout);
  assert.match((await run("push", `oci://${reference}`)).stderr, /= web 1\.0\.0\+b\.1: unchanged/);

  assert.equal((await run("remove", reference)).code, 0);
  assert.equal((await run("list")).stdout, "");
  assert.deepEqual(await readdir(path.join(directory, "cache/blobs/sha256")), []);

  const pulled = await run("pull", reference);
  assert.equal(pulled.stdout, saved.stdout, pulled.stderr);
  const exported = await run("export", reference, "--destination", path.join(directory, "out"));
  assert.equal(exported.stdout, `${path.join(directory, "out/web")}\n`, exported.stderr);
  for (const file of ["Chart.yaml", "values.yaml", "templates/greeting.yaml"]) {
    assert.deepEqual(
      await readFile(path.join(directory, "out/web", file)),
      await readFile(path.join(chart, file)),
    );
  }
});

test("a pull request saves too: nothing of it leaves the machine", async (t) => {
  const { directory } = await cachedCommand(t);
  const chart = await writeChart(directory, "web", "1.0.0");
  const words = [
    "save",
    chart,
    "--registry",
    "oci://ghcr.io/acme/charts",
    "--cache-dir",
    path.join(directory, "c"),
  ];
  const { code, stderr } = await runCommand(words, { GITHUB_EVENT_NAME: "pull_request" });
  assert.equal(code, 0, stderr);
  assert.match(stderr, /saved ghcr\.io\/acme\/charts\/web:1\.0\.0/);
});

test("list as JSON", async (t) => {
  const { directory, run } = await cachedCommand(t);
  await run("save", await writeChart(directory, "web", "1.0.0"), "--registry", "oci://r.example.com/c");
  const { charts } = JSON.parse((await run("list", "--json")).stdout);
  assert.equal(charts[0].ref, "r.example.com/c/web:1.0.0");
  assert.match(charts[0].digest, /^sha256:/);
});

test("removing one tag leaves another tag of the same chart", async (t) => {
  const registry = await registryFor(t);
  const { directory, run } = await cachedCommand(t);
  await run("save", await writeChart(directory, "web", "1.0.0"), "--registry", `oci://${registry.host}/c`);
  const [reference] = (await run("list")).stdout.split(" ");
  await run("push", reference ?? "");
  const { run: other } = await cachedCommand(t);
  await other("pull", reference ?? "");
  await other("save", path.join(directory, "web"), "--registry", `oci://${registry.host}/d`);
  assert.equal((await other("remove", reference ?? "")).code, 0);
  assert.match((await other("list")).stdout, /\/d\/web:1\.0\.0 /);
  assert.equal(
    (await other("export", `${registry.host}/d/web:1.0.0`, "--destination", `${directory}/x`)).code,
    0,
  );
});

test("a changed chart under a pushed version is a conflict", async (t) => {
  const registry = await registryFor(t);
  const { directory, run } = await cachedCommand(t);
  const target = ["--registry", `oci://${registry.host}/c`];
  await run("save", await writeChart(directory, "web", "1.0.0"), ...target);
  await run("push", `${registry.host}/c/web:1.0.0`);
  await run("save", await writeChart(directory, "web", "1.0.0", { "values.yaml": "a: b\n" }), ...target);
  const { code, stdout, stderr } = await run("push", `${registry.host}/c/web:1.0.0`);
  assert.equal(code, 1);
  assert.equal(stdout, "");
  assert.match(stderr, /values\.yaml differs/);
  assert.equal((await run("push", `${registry.host}/c/web:1.0.0`, "--if-exists", "overwrite")).code, 0);
});

for (const { name, words, code, expected } of [
  { name: "no reference", words: ["push"], code: 2, expected: /it names no chart/ },
  { name: "what is no reference", words: ["export", "Web"], code: 2, expected: /Could not use "Web"/ },
  {
    name: "a repository without tag",
    words: ["push", "r.example.com/c/web"],
    code: 2,
    expected: /neither tag nor digest/,
  },
  {
    name: "what was never saved",
    words: ["export", "r.example.com/c/web:1.0.0"],
    code: 1,
    expected: /Could not find r\.example\.com\/c\/web:1\.0\.0/,
  },
  {
    name: "removing what was never saved",
    words: ["remove", "r.example.com/c/web:1.0.0"],
    code: 1,
    expected: /not in the local cache/,
  },
]) {
  test(`the cache refuses ${name}`, async (t) => {
    const { run } = await cachedCommand(t);
    const result = await run(...words);
    assert.equal(result.code, code, result.stderr);
    assert.match(result.stderr, expected);
    assert.equal(result.stdout, "");
  });
}

test("an export does not write over what is there", async (t) => {
  const { directory, run } = await cachedCommand(t);
  await run("save", await writeChart(directory, "web", "1.0.0"), "--registry", "oci://r.example.com/c");
  const { code, stderr } = await run("export", "r.example.com/c/web:1.0.0", "--destination", directory);
  assert.equal(code, 1);
  assert.match(stderr, /web exists already/);
});
