import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import { runCommand } from "../support/command.ts";
import { registryFor } from "../support/registry.ts";
import { bySigner, type SignedChart, signedChartAt } from "../support/signed-chart.ts";

async function pull({ directory, ref, trust }: SignedChart, ...words: readonly string[]) {
  const variables = { HELM_OCI_PUBLISH_CACHE_DIR: path.join(directory, "cache") };
  const result = await runCommand(["pull", ref, "--verify", ...trust, ...words], variables);
  const { stdout } = await runCommand(["list"], variables);
  return { ...result, listed: stdout };
}

test("pull --verify keeps a chart that passes, and says who stands behind it", async (t) => {
  const { host } = await registryFor(t);
  const chart = await signedChartAt(t, host);
  await chart.sign();
  const { code, stdout, stderr, listed } = await pull(chart, ...bySigner, "--require", "cosign");
  assert.equal(code, 0, stderr);
  assert.equal(stdout, `${chart.digestRef}\n`);
  assert.equal(listed, `${chart.ref} ${chart.subject.digest}\n`);
  assert.match(stderr, /^ {2}cosign: https:.*release\.yml@.*\n✓ pulled /m);
});

test("pull --verify keeps nothing of a chart that does not pass", async (t) => {
  const { host } = await registryFor(t);
  const chart = await signedChartAt(t, host);
  await chart.sign({}, { claims: { iss: "https://evil.invalid" } });
  const { code, stdout, stderr, listed } = await pull(chart, ...bySigner, "--require", "cosign");
  assert.deepEqual([code, stdout, listed], [1, "", ""]);
  assert.match(stderr, /"https:\/\/evil\.invalid" vouches for its maker/);
});

test("pull --verify fetches the chart once: what was verified is what is kept", async (t) => {
  const registry = await registryFor(t);
  const chart = await signedChartAt(t, registry.host);
  await chart.sign();
  registry.takeLog();
  assert.equal((await pull(chart, ...bySigner, "--require", "cosign")).code, 0);
  assert.equal(registry.takeLog().filter((line) => line === "GET manifests/1.0.0").length, 1);
});

test("pull --verify asks the registry for nothing when a file is unreadable, and tells of all of them", async (t) => {
  const registry = await registryFor(t);
  const chart = await signedChartAt(t, registry.host);
  registry.takeLog();
  const words = ["--public-key", "no.pub", "--keyring", "no.gpg", "--working-directory", chart.directory];
  const { code, stderr } = await pull(chart, ...words);
  assert.equal(code, 2);
  assert.match(stderr, /Could not read public-key: .*no\.pub/);
  assert.match(stderr, /Could not read keyring: .*no\.gpg/);
  assert.deepEqual(registry.takeLog(), []);
});
