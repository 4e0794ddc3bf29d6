import assert from "node:assert/strict";
import { appendFile, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { type CacheService, cacheServiceFor } from "../support/cache-service.ts";
import { temporaryDirectory } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { type LockedChart, lockedChartFor } from "../support/locked-chart.ts";
import { mustRun } from "../support/program.ts";
import { type ActionCall, type ActionResult, runAction } from "../support/runner/run-action.ts";

interface Stage extends LockedChart {
  readonly service: CacheService;
  run(inputs?: ActionCall["inputs"], call?: Omit<ActionCall, "inputs">): Promise<ActionResult>;
}

async function makeStage(t: TestContext): Promise<Stage> {
  const chart = await lockedChartFor(t);
  const service = await cacheServiceFor(t);
  const given = { registry: `oci://${chart.target.host}/charts`, charts: "app" };
  return {
    ...chart,
    service,
    run: (inputs, call) =>
      runAction(t, { inputs: { ...given, ...inputs }, workspace: chart.root, env: service.env, ...call }),
  };
}

test("the second job restores what the first one fetched, asks nothing, and publishes the same", async (t) => {
  const { run, service, takeDownloads } = await makeStage(t);
  const first = await run();
  assert.equal(first.exitCode, 0, first.log);
  assert.ok(takeDownloads().length >= 4);
  assert.deepEqual(service.takeCalls(), [
    "GetCacheEntryDownloadURL",
    "CreateCacheEntry",
    "PUT blob",
    "FinalizeCacheEntryUpload",
  ]);
  const [key, ...others] = [...service.entries.keys()];
  assert.match(key ?? "", /^helm-oci-publish-dependencies-v1-[0-9a-f]{64}$/);
  assert.deepEqual(others, []);
  assert.ok(first.log.includes(`Saved the dependencies for later runs as cache ${key}`), first.log);

  const second = await run();
  assert.equal(second.exitCode, 0, second.log);
  assert.deepEqual(takeDownloads(), []);
  assert.ok(!service.takeCalls().includes("CreateCacheEntry"));
  assert.equal(second.outputs["digest"], first.outputs["digest"]);
  assert.match(second.outputs["charts"] ?? "", /"status":"unchanged"/);
  assert.deepEqual([...first.annotations, ...second.annotations], []);
});

const folder = "helm-oci-publish-dependencies";

/** Changes what the one entry holds, as one does who may write caches. */
async function repack(
  t: TestContext,
  { entries }: CacheService,
  spoil: (directory: string) => Promise<void>,
): Promise<void> {
  const [entry] = entries.values();
  assert.ok(entry);
  const directory = await temporaryDirectory(t);
  const archive = path.join(directory, "cache.tar");
  await writeFile(archive, entry.blob);
  await mustRun("tar", ["-xf", archive, "-C", directory]);
  await spoil(path.join(directory, folder));
  const compression = entry.blob.readUInt16BE() === 0x1f8b ? "-z" : "--zstd";
  await rm(archive);
  await mustRun("tar", [compression, "-cf", archive, "-C", directory, folder]);
  entry.blob = await readFile(archive);
}

test("an archive that somebody changed in the cache is named, fetched again, and not used", async (t) => {
  const { run, service, takeDownloads } = await makeStage(t);
  const { outputs } = await run();
  takeDownloads();
  let spoiled = "";
  await repack(t, service, async (directory) => {
    spoiled = (await readdir(directory)).find((name) => name.endsWith(".tgz")) ?? "none";
    await appendFile(path.join(directory, spoiled), "x");
  });
  const again = await run();
  assert.equal(again.exitCode, 0, again.log);
  assert.equal(again.outputs["digest"], outputs["digest"]);
  assert.ok(takeDownloads().length > 0);
  const [warning, ...others] = again.annotations;
  assert.deepEqual(others, []);
  assert.equal(warning?.level, "warning");
  assert.ok(warning.message.includes(spoiled), warning.message);
  assert.match(warning.message, /it has the digest sha256:[0-9a-f]{64}\. \w+ 1\.0\.0 of .* is fetched again/);
  assert.match(again.log, /lacks dependencies, and no cache is saved twice: delete it/);
});

test("other locks restore what earlier ones fetched, and save what they use alone", async (t) => {
  const { run, service, takeDownloads, directory } = await makeStage(t);
  await run();
  takeDownloads();
  await repack(t, service, async (cache) => {
    await writeFile(path.join(cache, "of-another-lock.tgz"), "");
    for (const name of await readdir(cache)) {
      const isFar = name.endsWith(".json") && /"far"/.test(await readFile(path.join(cache, name), "utf8"));
      if (isFar) await rm(path.join(cache, name));
    }
  });
  await appendFile(path.join(directory, "Chart.lock"), "# other bytes\n");
  assert.equal((await run()).exitCode, 0);
  assert.deepEqual(takeDownloads(), ["GET /far.tgz", "GET /index.yaml"]);
  const [, second = ""] = [...service.entries.keys()];
  assert.notEqual(second, "");
  service.entries.delete([...service.entries.keys()][0] ?? "");
  await repack(t, service, async (cache) => assert.equal((await readdir(cache)).length, 4));
  assert.equal((await run()).exitCode, 0);
  assert.deepEqual(takeDownloads(), []);
});

test("the signature of an address never shows, and the toolkit's words show in the debug log alone", async (t) => {
  const { run } = await makeStage(t);
  const quiet = await run();
  assert.doesNotMatch(quiet.log, /Cache|zstd/);
  const { log } = await run({}, { debug: true });
  assert.match(log, /cache: Cache restored successfully/);
  assert.match(log, /sig=\*\*\*/);
  assert.doesNotMatch(log, /signature-of/);
});

for (const { name, prepare, inputs } of [
  { name: "dependencies that are vendored", prepare: vendor },
  {
    name: "dependencies without a lock",
    prepare: ({ directory }: LockedChart) => rm(path.join(directory, "Chart.lock")),
  },
  { name: "cache-dependencies: false", inputs: { "cache-dependencies": "false" } },
  { name: "a chart without dependencies", prepare: cutOff },
] as const) {
  test(`${name}: the cache service is not asked`, async (t) => {
    const stage = await makeStage(t);
    await prepare?.(stage);
    const { exitCode, log } = await stage.run(inputs);
    assert.equal(exitCode, 0, log);
    assert.deepEqual(stage.service.takeCalls(), []);
  });
}

async function vendor({ directory, target }: LockedChart): Promise<void> {
  const words = ["plan", directory, "--registry", `oci://${target.host}/charts`, "--dependencies", "update"];
  assert.equal((await runCommand(words)).code, 0);
}

async function cutOff({ directory }: LockedChart): Promise<void> {
  await rm(path.join(directory, "Chart.lock"));
  const file = path.join(directory, "Chart.yaml");
  await writeFile(file, (await readFile(file, "utf8")).replace(/dependencies:[\s\S]*/, ""));
}

for (const { name, env } of [
  { name: "no cache service", env: {} },
  { name: "a cache service that refuses", env: { ACTIONS_RUNTIME_TOKEN: "another" } },
  { name: "a cache service that is down", env: { ACTIONS_RESULTS_URL: "http://127.0.0.1:9/" } },
]) {
  test(`${name}: the dependencies are fetched, and nobody is bothered`, async (t) => {
    const { run, service, takeDownloads } = await makeStage(t);
    const isThere = Object.keys(env).length > 0;
    const { exitCode, annotations, log } = await run({}, { env: isThere ? { ...service.env, ...env } : {} });
    assert.equal(exitCode, 0, log);
    assert.deepEqual(annotations, []);
    assert.ok(takeDownloads().length >= 4);
    assert.doesNotMatch(log, /cache/i);
  });
}

test("a job that is cancelled does not wait for the cache service", async (t) => {
  const { run, service } = await makeStage(t);
  const controller = new AbortController();
  service.server.rules.push({
    path: /CacheService/,
    reply() {
      controller.abort();
      return { hang: true };
    },
  });
  const { exitCode, conclusion, log } = await run({}, { cancel: controller.signal });
  assert.equal(conclusion, "cancelled");
  assert.equal(exitCode, 130, log);
});
