import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import { temporaryDirectory, writeChart, writeFiles } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { planFor } from "../support/plan.ts";
import { registryFor } from "../support/registry.ts";

test("charts that the plan left out do not keep the others from being published by it", async (t) => {
  const registry = await registryFor(t);
  const directory = await temporaryDirectory(t);
  await writeChart(directory, "web", "1.4.0");
  const old = await writeChart(directory, "old", "1.0.0");
  await writeFiles(old, {
    "Chart.yaml": "apiVersion: v2\nname: old\nversion: 1.0.0\ndeprecated: true\n",
  });
  const place = ["--working-directory", directory, "--registry", `oci://${registry.host}/charts`];
  const choice = ["--charts", "web,old", "--deprecated", "skip", "--output-dir", "out"];
  const planned = await runCommand(["plan", ...place, ...choice]);
  assert.equal(planned.code, 0, planned.stderr);
  const { code, stdout, stderr } = await runCommand(["publish", ...place, "--plan", "out/plan.json"]);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^\S+\/charts\/web@sha256:[0-9a-f]{64}\n$/);
});

test("ct.yaml and cr.yaml where a plan is published say nothing: the plan has settled it", async (t) => {
  const { host } = await registryFor(t);
  const plan = await planFor(t, host);
  await writeFiles(plan.directory, {
    "ct.yaml": "chart-dirs: [charts]\nexcluded-charts: [web]\n",
    "cr.yaml": "skip-existing: true\n",
  });
  const { code, stderr } = await plan.publish();
  assert.equal(code, 0, stderr);
  assert.match(stderr, /web 1\.4\.0: published/);
});

test("a plan for fewer places than it is to be published to is refused before anything is sent", async (t) => {
  const registry = await registryFor(t);
  const plan = await planFor(t, registry.host);
  registry.takeLog();
  const places = ["charts", "mirror"].map((place) => `oci://${registry.host}/${place}`);
  const { code, stderr } = await plan.publish(["--registry", places.join(",")]);
  assert.equal(code, 2);
  const file = path.join(plan.directory, "plan.json");
  assert.ok(
    stderr.includes(`Could not use the plan ${file}: it has no chart for oci://${registry.host}/mirror`),
    stderr,
  );
  assert.match(stderr, /Fix: Set registry to the same places in both runs/);
  assert.deepEqual(registry.takeLog(), []);
});

test("a place for snapshots is settled by the plan, too", async (t) => {
  const { host } = await registryFor(t);
  const plan = await planFor(t, host);
  const { code, stderr } = await plan.publish(["--snapshot-registry", `oci://${host}/snapshots`]);
  assert.equal(code, 2);
  assert.match(stderr, /--snapshot-registry is given with plan/);
});

test("the main place is the first of the run that publishes, not of the one that planned", async (t) => {
  const registry = await registryFor(t);
  const directory = await temporaryDirectory(t);
  await writeChart(directory, "web", "1.4.0");
  await writeChart(directory, "api", "1.0.0");
  const [one, two] = ["one", "two"].map((place) => `oci://${registry.host}/${place}`);
  const run = ["--working-directory", directory, "--registry"];
  const choice = ["--charts", "web,api", "--output-dir", "out"];
  assert.equal((await runCommand(["plan", ...run, `${one},${two}`, ...choice])).code, 0);
  const { stdout } = await runCommand(["publish", ...run, `${two},${one}`, "--plan", "out/plan.json"]);
  const places = stdout.split("\n").map((line) => line.replace(/^[^/]*\/|@.*$/g, ""));
  assert.deepEqual(places, ["two/web", "one/web", "two/api", "one/api", ""]);
});

test("a chart of a plan waits for those that it takes in, as without a plan", async (t) => {
  const registry = await registryFor(t);
  const directory = await temporaryDirectory(t);
  await writeChart(directory, "lib", "1.0.0");
  const web = await writeChart(directory, "web", "1.4.0");
  const dependency = "dependencies:\n- {name: lib, version: 1.0.0, repository: file://../lib}\n";
  await writeFiles(web, { "Chart.yaml": `apiVersion: v2\nname: web\nversion: 1.4.0\n${dependency}` });
  const place = ["--working-directory", directory, "--registry", `oci://${registry.host}/charts`];
  const planned = await runCommand(["plan", ...place, "--charts", "web,lib", "--output-dir", "out"]);
  assert.equal(planned.code, 0, planned.stderr);
  registry.takeLog();
  const { code, stderr } = await runCommand(["publish", ...place, "--plan", "out/plan.json"]);
  assert.equal(code, 0, stderr);
  // It is read back before the tag of the other is written.
  const log = registry.takeLog();
  assert.ok(log.lastIndexOf("GET manifests/1.0.0") < log.indexOf("PUT manifests/1.4.0"));
  assert.ok(stderr.indexOf("lib 1.0.0: published") < stderr.indexOf("web 1.4.0: published"));
});
