import assert from "node:assert/strict";
import path from "node:path";
import test, { type TestContext } from "node:test";
import type { ChartJson } from "../../src/report/json.ts";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import type { LoopbackOptions } from "../support/loopback.ts";
import { registryFor } from "../support/registry.ts";
import { completeAt } from "../support/tagged.ts";

const all = ["--alias-tags", "minor,major,latest"];

/** A registry, and a way to publish versions of web to it. */
async function sceneFor(t: TestContext, options: LoopbackOptions = {}) {
  const registry = await registryFor(t, options);
  const directory = await temporaryDirectory(t);
  const publish = async (versions: readonly string[], words: readonly string[] = all) => {
    const charts: string[] = [];
    for (const version of versions)
      charts.push(await writeChart(path.join(directory, version), "web", version));
    const line = ["publish", ...charts, "--registry", `oci://${registry.host}/charts`, "--json", ...words];
    const { code, stdout, stderr } = await runCommand(line);
    const json: readonly ChartJson[] = JSON.parse(stdout).charts;
    return { code, stderr, json, aliases: json.map(({ aliases }) => aliases), log: registry.takeLog() };
  };
  /** Which version each tag holds. */
  const held = async (...tags: readonly string[]): Promise<readonly string[]> => {
    const found = tags.map(async (tag) => {
      const url = `http://${registry.host}/v2/charts/web/manifests/${tag}`;
      const answer = await fetch(url, { headers: { accept: "application/vnd.oci.image.manifest.v1+json" } });
      if (answer.status === 404) return `${tag}: none`;
      return `${tag}: ${JSON.parse(await answer.text()).annotations["org.opencontainers.image.version"]}`;
    });
    return Promise.all(found);
  };
  return { registry, directory, publish, held };
}

test("aliases hold the very manifest of the version, and are written after it", async (t) => {
  const { registry, publish } = await sceneFor(t);
  const { json, log, stderr } = await publish(["1.4.0"]);
  assert.deepEqual(json[0]?.aliases, ["1.4", "1", "latest"]);
  for (const tag of ["1.4.0", "1.4", "1", "latest"])
    assert.equal(await completeAt(registry.host, "charts/web", tag), json[0]?.digest);
  assert.match(stderr, /published .*web:1\.4\.0 \(.*\), also as 1\.4, 1, latest sha256:/);
  assert.deepEqual(log.slice(log.indexOf("GET manifests/1.4.0") + 1), [
    "HEAD manifests/1.4",
    "GET tags/list",
    "GET manifests/<digest>",
    "PUT manifests/1.4",
    "HEAD manifests/1",
    "PUT manifests/1",
    "HEAD manifests/latest",
    "PUT manifests/latest",
  ]);
});

test("what if-exists: skip skips gets no alias, which is told", async (t) => {
  const { publish, held } = await sceneFor(t);
  await publish(["1.4.0"], []);
  const { code, stderr } = await publish(["1.4.0"], [...all, "--if-exists", "skip"]);
  assert.equal(code, 0);
  assert.match(stderr, /What if-exists: skip has skipped gets no alias tags; with verify it does/);
  assert.deepEqual(await held("1.4"), ["1.4: none"]);
  assert.doesNotMatch((await publish(["1.5.0"], [...all, "--if-exists", "skip"])).stderr, /has skipped/);
});

test("an alias that is right costs one request", async (t) => {
  const { publish } = await sceneFor(t);
  await publish(["1.4.0"]);
  const { json, log } = await publish(["1.4.0"]);
  assert.deepEqual([json[0]?.status, json[0]?.aliases], ["unchanged", ["1.4", "1", "latest"]]);
  assert.deepEqual(log, [
    "HEAD manifests/1.4.0",
    "HEAD manifests/1.4",
    "HEAD manifests/1",
    "HEAD manifests/latest",
  ]);
});

test("aliases that were asked for later are given to what is there", async (t) => {
  const { publish, held } = await sceneFor(t);
  const first = await publish(["1.4.0"], []);
  assert.deepEqual(first.aliases, [[]]);
  assert.deepEqual(await held("1.4", "1", "latest"), ["1.4: none", "1: none", "latest: none"]);
  const second = await publish(["1.4.0"]);
  assert.equal(second.json[0]?.status, "unchanged");
  assert.deepEqual(await held("1.4", "1", "latest"), ["1.4: 1.4.0", "1: 1.4.0", "latest: 1.4.0"]);
});

for (const { name, before, version, given, expected } of [
  {
    name: "a newer version takes the aliases over",
    before: ["1.4.0"],
    version: "1.4.1",
    given: ["1.4", "1", "latest"],
    expected: ["1.4: 1.4.1", "1: 1.4.1", "latest: 1.4.1"],
  },
  {
    name: "a fix of an old line gets that line alone",
    before: ["1.4.0", "1.3.0", "2.0.0"],
    version: "1.3.1",
    given: ["1.3"],
    expected: ["1.3: 1.3.1", "1.4: 1.4.0", "1: 1.4.0", "latest: 2.0.0"],
  },
  {
    name: "versions are compared as numbers",
    before: ["1.10.0", "1.9.9"],
    version: "1.9.10",
    given: ["1.9"],
    expected: ["1.9: 1.9.10", "1: 1.10.0", "latest: 1.10.0"],
  },
  {
    name: "a pre-release gets no alias",
    before: ["1.4.0"],
    version: "1.5.0-rc.1",
    given: [],
    expected: ["1.5: none", "1: 1.4.0", "latest: 1.4.0"],
  },
  {
    name: "a pre-release is in nobody's way",
    before: ["2.0.0-rc.1"],
    version: "1.5.0",
    given: ["1.5", "1", "latest"],
    expected: ["latest: 1.5.0"],
  },
  {
    name: "there is no alias 0",
    before: [],
    version: "0.4.0",
    given: ["0.4", "latest"],
    expected: ["0.4: 0.4.0", "0: none"],
  },
  {
    name: "build metadata is read out of tags",
    before: ["1.4.0+b.10"],
    version: "1.4.0+b.9",
    given: [],
    expected: ["1.4: 1.4.0+b.10"],
  },
]) {
  test(name, async (t) => {
    const { publish, held } = await sceneFor(t);
    for (const older of before) await publish([older]);
    const { code, aliases, stderr } = await publish([version]);
    assert.equal(code, 0, stderr);
    assert.deepEqual(aliases, [given]);
    assert.deepEqual(await held(...expected.map((line) => line.split(":")[0] ?? "")), expected);
  });
}

test("why an alias is not given is said", async (t) => {
  const { publish } = await sceneFor(t);
  await publish(["1.4.1"]);
  assert.match((await publish(["1.4.0"])).stderr, /^web 1\.4\.0: the tag 1\.4 is left to 1\.4\.1$/m);
  assert.match((await publish(["1.5.0-rc.1"])).stderr, /web 1\.5\.0-rc\.1 gets no alias tags/);
});

test("of several versions in one run the highest gets the aliases, whichever is published last", async (t) => {
  const { publish, held } = await sceneFor(t);
  const { aliases } = await publish(["1.4.1", "1.4.0", "1.4.2", "1.3.0"]);
  assert.deepEqual(aliases, [[], [], ["1.4", "1", "latest"], ["1.3"]]);
  assert.deepEqual(await held("1.4", "1.3"), ["1.4: 1.4.2", "1.3: 1.3.0"]);
});

test("a version does not get aliases that a higher one of the same run will take", async (t) => {
  const { publish, held } = await sceneFor(t);
  const { aliases } = await publish(["1.4.0", "1.4.1"], [...all, "--concurrency", "1"]);
  assert.deepEqual(aliases, [[], ["1.4", "1", "latest"]]);
  assert.deepEqual(await held("1.4"), ["1.4: 1.4.1"]);
});

test("overwriting a version takes its aliases along", async (t) => {
  const { registry, directory, publish } = await sceneFor(t);
  await publish(["1.4.0"]);
  await writeChart(path.join(directory, "1.4.0"), "web", "1.4.0", { "values.yaml": "other: true\n" });
  const line = ["publish", path.join(directory, "1.4.0/web"), "--registry", `oci://${registry.host}/charts`];
  const { stdout } = await runCommand([...line, ...all, "--if-exists", "overwrite", "--json"]);
  const [{ digest }] = JSON.parse(stdout).charts;
  assert.equal(await completeAt(registry.host, "charts/web", "latest"), digest);
});

test("a plan gives no alias, not even to what is there", async (t) => {
  const { publish, held } = await sceneFor(t);
  await publish(["1.4.0"], [...all, "--dry-run"]);
  assert.deepEqual(await held("1.4.0", "1.4"), ["1.4.0: none", "1.4: none"]);
  await publish(["1.4.0"], []);
  const { json } = await publish(["1.4.0"], [...all, "--dry-run"]);
  assert.equal(json[0]?.status, "unchanged");
  assert.deepEqual(await held("1.4.0", "1.4"), ["1.4.0: 1.4.0", "1.4: none"]);
});

test("a tag that is a version of its own, if a short one, is not taken", async (t) => {
  const { publish, held } = await sceneFor(t);
  await publish(["1.4"], []);
  const { code, stderr } = await publish(["1.4.1"]);
  assert.equal(code, 1);
  assert.match(
    stderr,
    /web 1\.4\.1 is published, but the tag 1\.4 of .* it is the tag of version 1\.4 itself/,
  );
  assert.deepEqual(await held("1.4", "1.4.1"), ["1.4: 1.4", "1.4.1: 1.4.1"]);
});

test("a tag that holds no chart is not taken", async (t) => {
  const { registry, publish } = await sceneFor(t);
  await publish(["1.4.0"], []);
  const image = JSON.stringify({
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.index.v1+json",
    manifests: [],
  });
  const type = { "content-type": "application/vnd.oci.image.index.v1+json" };
  const url = `http://${registry.host}/v2/charts/web/manifests/latest`;
  assert.equal((await fetch(url, { method: "PUT", body: image, headers: type })).status, 201);
  const { code, stderr } = await publish(["1.4.0"], ["--alias-tags", "latest"]);
  assert.equal(code, 1);
  assert.match(stderr, /the tag latest of .* could not be set: it holds something that is no Helm chart/);
  const now = await fetch(url, { headers: { accept: type["content-type"] } });
  assert.equal(await now.text(), image);
});

test("an alias that the registry refuses fails the chart, which stays published, and is made up for later", async (t) => {
  let isLocked = true;
  const { publish, held } = await sceneFor(t, {
    fault: ({ method, url = "" }, response) => {
      if (!isLocked || method !== "PUT" || !url.endsWith("/manifests/1")) return false;
      response.writeHead(403, { "content-type": "application/json" }).end('{"errors":[{"code":"DENIED"}]}');
      return true;
    },
  });
  const first = await publish(["1.4.0"]);
  assert.equal(first.code, 1);
  assert.equal(first.json[0]?.status, "failed");
  assert.match(first.stderr, /web 1\.4\.0 is published, but the tag 1 of .*\/charts\/web could not be set/);
  assert.match(first.stderr, /Fix: .*Then run again/);
  assert.deepEqual(await held("1.4.0", "1.4", "1"), ["1.4.0: 1.4.0", "1.4: 1.4.0", "1: none"]);
  isLocked = false;
  const second = await publish(["1.4.0"]);
  assert.equal(second.code, 0, second.stderr);
  assert.deepEqual(second.aliases, [["1.4", "1", "latest"]]);
});
