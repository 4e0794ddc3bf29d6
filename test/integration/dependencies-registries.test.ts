import assert from "node:assert/strict";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { chartFiles, temporaryDirectory, writeChart, writeFiles } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import {
  assertSame,
  assertSameTree,
  buildWithHelm,
  buildWithOurs,
  judgesFor,
  withoutArchives,
} from "../support/dependency-judge.ts";
import { dockerRegistryFor } from "../support/docker-registry.ts";
import { registryFor } from "../support/registry.ts";

const account = { username: "kim", password: "correct horse" };

/** A line of credentials as a variable brings them. */
const authFor = (host: string, { username, password } = account): Record<string, string> => ({
  HELM_OCI_PUBLISH_REGISTRY_AUTH: `- {registry: "${host}", username: ${username}, password: "${password}"}`,
});

const versions = ["1.1.0", "1.2.0", "1.2.3+build.5", "1.2.3+build.10", "1.3.0-rc.1", "2.0.0"];

async function publishVersions(t: TestContext, host: string): Promise<void> {
  const directory = await temporaryDirectory(t);
  for (const version of versions) {
    const chart = await writeChart(path.join(directory, version), "rng", version);
    const { code, stderr } = await runCommand(
      ["publish", chart, "--registry", `oci://${host}/lib/`],
      authFor(host),
    );
    assert.equal(code, 0, stderr);
  }
}

function app(host: string, ranges: readonly string[]): Record<string, string> {
  const entries = ranges.map(
    (range, index) =>
      `  - name: rng\n    version: "${range}"\n    repository: oci://${host}/lib\n    alias: a${index}\n`,
  );
  const files = chartFiles("app", "1.0.0");
  return { ...files, "Chart.yaml": `${files["Chart.yaml"]}dependencies:\n${entries.join("")}` };
}

const inApp = (files: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([name, content]) => [`app/${name}`, content]));

for (const { name, ranges } of [
  { name: "a range", ranges: ["~1.2"] },
  { name: "a version", ranges: ["1.1.0"] },
  { name: "build metadata, written out", ranges: ["1.2.3+build.5"] },
  { name: "pre-releases", ranges: [">=1.3.0-0 <2.0.0-0"] },
  { name: "two aliases with two versions", ranges: ["1.1.x", "^2"] },
]) {
  test(`${name} from a registry with a password: as Helm has it`, async (t) => {
    const helms = await judgesFor(t);
    await using registry = await dockerRegistryFor(t, { credentials: account });
    if (helms === undefined || registry === undefined) return;
    const { host } = registry;
    await publishVersions(t, host);
    const target = await registryFor(t);
    const root = await writeFiles(await temporaryDirectory(t), inApp(app(host, ranges)));
    for (const helm of helms) {
      const login = ["registry", "login", host, "-u", account.username, "-p", account.password];
      const flags = ["--plain-http"];
      const loggedIn = await helm.run(helm.version === "4.1.4" ? [...login, ...flags] : login);
      assert.equal(loggedIn.code, 0, loggedIn.stderr);
      const ours = (mode: "auto" | "build" | "update", from: string) =>
        buildWithOurs(t, target.host, from, mode, authFor(host));
      const updated = await buildWithHelm(t, helm, root, ["update", ...flags]);
      // Helm's archive holds one of two versions of a chart; its directory holds both.
      const isWhole = ranges.length === 1;
      if (isWhole) await assertSame(helms, await ours("auto", root), updated);
      await assertSameTree(await ours("update", root), updated);
      const locked = await withoutArchives(t, updated);
      const built = await buildWithHelm(t, helm, locked, ["build", ...flags]);
      if (isWhole) await assertSame(helms, await ours("build", locked), built);
    }
  });
}

const faults: readonly {
  readonly name: string;
  readonly range: string;
  readonly auth?: { username: string; password: string };
  readonly said: RegExp;
}[] = [
  {
    name: "a missing version",
    range: "9.9.9",
    said: /could not find .*lib\/rng:9\.9\.9: its registry does not have it/,
  },
  {
    name: "a range that nothing satisfies",
    range: "^7",
    said: /of the 6 versions in .*lib\/rng none satisfies "\^7"; the newest is 2\.0\.0/,
  },
  {
    name: "wrong credentials",
    range: "~1.2",
    auth: { username: "kim", password: "wrong" },
    said: /could not list the tags of .*lib\/rng: .*401/,
  },
];

for (const { name, range, auth = account, said } of faults) {
  test(`${name} is told at its line of Chart.yaml`, async (t) => {
    await using registry = await dockerRegistryFor(t, { credentials: account });
    if (registry === undefined) return;
    await publishVersions(t, registry.host);
    const files = inApp(app(registry.host, [range]));
    const root = await writeFiles(await temporaryDirectory(t), files);
    const target = await registryFor(t);
    const words = ["publish", path.join(root, "app"), "--registry", `oci://${target.host}/charts`];
    const { code, stderr } = await runCommand(words, authFor(registry.host, auth));
    assert.equal(code, 1);
    assert.match(stderr, said);
    assert.match(stderr, /app\/Chart\.yaml:7/);
    assert.deepEqual(target.takeLog(), []);
  });
}
