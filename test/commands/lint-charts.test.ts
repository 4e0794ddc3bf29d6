import assert from "node:assert/strict";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { startCommand } from "../support/command-process.ts";
import { fakeHelm } from "../support/fake-helm.ts";
import { registryFor } from "../support/registry.ts";

const skip = process.platform === "win32" && "SKIP a POSIX shell plays Helm here";
const unclosed = { "templates/x.yaml": "a: 1\n{{ if .a }}\n" };
const unquoted = { "Chart.yaml": "apiVersion: v2\nname: web\nversion: 1.0.0\nappVersion: 1.10\n" };

/** A chart and a registry: `publish` runs where there is no Helm; gives code, report and what was told. */
async function scene(t: TestContext, files: Readonly<Record<string, string>>) {
  const directory = await temporaryDirectory(t);
  const chart = await writeChart(directory, "web", "1.0.0", files);
  const registry = await registryFor(t);
  const words = ["publish", chart, "--registry", `oci://${registry.host}/charts`, "--json"];
  const variables = { PATH: "/nowhere" };
  const publish = async (...more: string[]) => {
    const { code, stdout, stderr } = await runCommand([...words, ...more], variables);
    const [{ status }] = code === 2 ? [{ status: "none" }] : JSON.parse(stdout).charts;
    return { code, status, stderr: stderr.replaceAll(`${directory}/`, "") };
  };
  return { directory, chart, registry, words, publish };
}

test("a chart that does not pass has failed, and nothing of it is sent", async (t) => {
  const { publish, registry } = await scene(t, unclosed);
  const { code, status, stderr } = await publish();
  assert.deepEqual([code, status], [1, "failed"]);
  assert.match(
    stderr,
    /^error: web\/templates\/x\.yaml:2:1: Could not validate the chart web: \{\{ if \}\} has no/m,
  );
  assert.deepEqual(
    registry.takeLog().filter((line) => !line.startsWith("HEAD")),
    [],
  );
});

test("lint: off publishes it", async (t) => {
  const { publish } = await scene(t, unclosed);
  const { status, stderr } = await publish("--lint", "off");
  assert.equal(status, "published", stderr);
  assert.doesNotMatch(stderr, /Checking/);
});

test("without Helm that is said, and how", async (t) => {
  const { publish } = await scene(t, {});
  const { status, stderr } = await publish();
  assert.equal(status, "published");
  assert.match(stderr, /^Checking 1 chart\nNo Helm 3\.8 or later on PATH: charts are not rendered$/m);
});

test("a warning is told and fails the chart in strict runs alone", async (t) => {
  const { publish } = await scene(t, unquoted);
  const strict = await publish("--lint", "strict");
  assert.equal(strict.status, "failed");
  assert.match(strict.stderr, /^error: web\/Chart\.yaml:4:1: .*appVersion should be text/m);
  const auto = await publish();
  assert.equal(auto.status, "published");
  assert.match(auto.stderr, /^warning: web\/Chart\.yaml:4:1: appVersion should be text/m);
});

test("an archive is checked too: what is wrong is told of its file", async (t) => {
  const { directory, chart, publish, words } = await scene(t, unclosed);
  await publish("--lint", "off", "--dry-run", "--output-dir", path.join(directory, "out"));
  const archive = path.join(directory, "out/web-1.0.0.tgz");
  const again = words.map((word) => (word === chart ? archive : word));
  const { code, stderr } = await runCommand(again, { PATH: "/nowhere" });
  assert.equal(code, 1);
  assert.ok(
    stderr.includes(`error: ${archive}: Could not validate the chart ${archive}: templates/x.yaml:2: `),
    stderr,
  );
});

test("a chart for several places is checked once, and fails once", async (t) => {
  const { publish, registry } = await scene(t, unclosed);
  const { stderr } = await publish("--registry", `oci://${registry.host}/a,oci://${registry.host}/b`);
  assert.equal(stderr.match(/^error: /gm)?.length, 1, stderr);
  assert.match(stderr, /^1 failed$/m);
});

test("values names other files", async (t) => {
  const { publish } = await scene(t, {
    "values.schema.json": '{"properties":{"greeting":{"type":"string"}}}',
    "ci/a-values.yaml": "greeting: 1\n",
    "tests/b.yaml": "greeting: 2\n",
  });
  const { stderr } = await publish("--values", "tests/*.yaml");
  assert.match(stderr, /^error: web\/tests\/b\.yaml:1:1: /m);
  assert.doesNotMatch(stderr, /a-values/);
});

test("Helm learns nothing of the step but where programs are", { skip }, async (t) => {
  const { words, registry } = await scene(t, { "ci/a-values.yaml": "a: 1\n", "ci/b-values.yaml": "a: 2\n" });
  const helm = await fakeHelm(t, "v3.8.0");
  const variables = {
    PATH: helm.searchPath,
    HELM_OCI_PUBLISH_PASSWORD: "hunter2",
    HELM_OCI_PUBLISH_USERNAME: "me",
    HELM_KUBETOKEN: "hunter2",
    TOKEN: "hunter2",
  };
  const { code, stderr } = await startCommand(t, words, { variables }).ended;
  assert.equal(code, 0, stderr);
  const calls = await helm.calls();
  assert.doesNotMatch(calls, /hunter2|HELM_/);
  const lines = calls.split("\n").filter((line) => line.startsWith("helm "));
  assert.deepEqual(lines.map((line) => line.replaceAll(/\S+\//g, "").replace("helm ", "")).sort(), [
    "lint chart.tgz --values values-0.yaml",
    "lint chart.tgz --values values-1.yaml",
    "template chart.tgz --values values-0.yaml",
    "template chart.tgz --values values-1.yaml",
    "version --short",
  ]);
  registry.takeLog();
  const again = await startCommand(t, words, { variables }).ended;
  assert.match(again.stdout, /"unchanged"/);
  assert.equal(await helm.calls(), calls, "what is published already is not checked again");
});

test("a Helm that is too old is none", { skip }, async (t) => {
  const { words } = await scene(t, {});
  const helm = await fakeHelm(t, "v3.7.2");
  const { stderr } = await startCommand(t, words, { variables: { PATH: helm.searchPath } }).ended;
  assert.match(stderr, /No Helm 3\.8 or later on PATH/);
  assert.doesNotMatch(await helm.calls(), /^helm lint/m);
});

test("Helm is asked for its version once, however many checks render", { skip }, async (t) => {
  const { words } = await scene(t, {});
  const helm = await fakeHelm(t, "v3.8.0");
  const all = [...words, "--dry-run", "--check-images", "warn", "--diff", "published"];
  const { code, stderr } = await startCommand(t, all, { variables: { PATH: helm.searchPath } }).ended;
  assert.equal(code, 0, stderr);
  assert.equal((await helm.calls()).match(/^helm version/gm)?.length, 1);
});
