import assert from "node:assert/strict";
import { chmod, readdir, utimes } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { repositoryFrom } from "../support/clone.ts";
import { nodeFor, otherNodes } from "../support/node-versions.ts";
import { mustRun } from "../support/program.ts";
import { registryFor } from "../support/registry.ts";

const root = path.join(import.meta.dirname, "../..");
const command = path.join(root, "dist/cli.js");

interface Surroundings {
  readonly node?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly umask?: string;
}

/** The chart and manifest digests that the built command plans for every example in `directory`. */
async function digestsOf(directory: string, host: string, surroundings: Surroundings = {}): Promise<unknown> {
  const { node = process.execPath, env = {}, umask = "022" } = surroundings;
  const words = ["plan", "charts/*", "--registry", `oci://${host}/charts`, "--json"];
  const variables = { PATH: process.env["PATH"], HOME: directory, ...env };
  const line = ["-c", `umask ${umask}; exec "$0" "$@"`, node, command, ...words];
  const { charts } = JSON.parse(await mustRun("sh", line, { directory, env: variables }));
  return charts.map((chart: Record<string, unknown>) => [
    chart["path"],
    chart["chartDigest"],
    chart["digest"],
  ]);
}

/** Other times and modes on every file. */
async function disturb(directory: string): Promise<void> {
  for (const name of await readdir(path.join(directory, "charts"), { recursive: true })) {
    const file = path.join(directory, "charts", name);
    await utimes(file, 1_000_000_000, 1_500_000_000);
    await chmod(file, 0o755);
  }
}

test("two clones of one commit give the same digests, whatever surrounds them", async (t) => {
  const registry = await registryFor(t);
  const origin = await repositoryFrom(t, path.join(root, "examples/charts"));
  const [one, two] = [await origin.clone(), await origin.clone()];
  await disturb(two.directory);
  const expected = await digestsOf(one.directory, registry.host);
  assert.equal((expected as unknown[]).length, 3);
  for (const surroundings of [
    {},
    { env: { TZ: "America/St_Johns", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" }, umask: "077" },
    { env: { TZ: "Asia/Kathmandu", LANG: "C", USER: "somebody" }, umask: "000" },
  ]) {
    assert.deepEqual(await digestsOf(two.directory, registry.host, surroundings), expected);
  }
});

for (const version of otherNodes) {
  test(`Node ${version} gives the same digests as the action's own`, async (t) => {
    const node = await nodeFor(t, version);
    if (node === undefined) return;
    const registry = await registryFor(t);
    const { directory } = await repositoryFrom(t, path.join(root, "examples/charts"));
    const expected = await digestsOf(directory, registry.host);
    assert.deepEqual(await digestsOf(directory, registry.host, { node }), expected);
  });
}

test("a later commit elsewhere changes no digest, one to the chart changes the manifest's", async (t) => {
  const registry = await registryFor(t);
  const origin = await repositoryFrom(t, path.join(root, "examples/charts"));
  const before = await digestsOf(origin.directory, registry.host);
  await origin.git("commit", "--quiet", "--allow-empty", "--message", "nothing");
  assert.deepEqual(await digestsOf(origin.directory, registry.host), before);
  await utimes(path.join(origin.directory, "charts/hello/values.yaml"), 1, 1);
  assert.deepEqual(await digestsOf(origin.directory, registry.host), before);
});

test("SOURCE_DATE_EPOCH sets every time", async (t) => {
  const registry = await registryFor(t);
  const origin = await repositoryFrom(t, path.join(root, "examples/charts"));
  const env = { SOURCE_DATE_EPOCH: "1700000000" };
  const withEpoch = await digestsOf(origin.directory, registry.host, { env });
  assert.notDeepEqual(withEpoch, await digestsOf(origin.directory, registry.host));
  assert.deepEqual(await digestsOf(origin.directory, registry.host, { env }), withEpoch);
});
