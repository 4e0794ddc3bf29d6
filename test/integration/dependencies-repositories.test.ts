import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import { chartFiles, temporaryDirectory, writeFiles } from "../support/chart.ts";
import { repositoryFor } from "../support/chart-repository.ts";
import {
  assertSame,
  assertSameTree,
  buildWithHelm,
  buildWithOurs,
  judgesFor,
  withoutArchives,
} from "../support/dependency-judge.ts";
import { registryFor } from "../support/registry.ts";

const charts = ["0.1.0", "0.2.0+b1", "0.2.1", "0.3.0-rc.1", "1.0.0"].map(
  (version) => ["lib", version] as const,
);

function app(url: string, range: string): Record<string, string> {
  const files = chartFiles("app", "1.0.0");
  const dependencies = `dependencies:\n  - name: lib\n    version: "${range}"\n    repository: ${url}\n`;
  return {
    ...Object.fromEntries(Object.entries(files).map(([name, content]) => [`app/${name}`, content])),
    "app/Chart.yaml": `${files["Chart.yaml"]}${dependencies}`,
  };
}

for (const { name, range, absolute, login } of [
  { name: "a range", range: "^0.2.0" },
  { name: "a version with build metadata", range: "0.2.0" },
  { name: "pre-releases, by absolute URLs", range: ">0.2.1-0 <1.0.0-0", absolute: true },
  { name: "a repository with a password", range: "*", login: "kim:s3cret word" },
]) {
  test(`${name} from a classic repository: as Helm has it`, async (t) => {
    const helms = await judgesFor(t);
    if (helms?.[1] === undefined) return;
    await using repository = await repositoryFor(t, helms[1], charts, login);
    const { url, files, server } = repository;
    if (absolute) {
      const index = Buffer.from(files.get("index.yaml") ?? []).toString();
      files.set("index.yaml", Buffer.from(index.replaceAll("- lib-", `- ${server.origin}/stable/lib-`)));
    }
    const { host } = await registryFor(t);
    const root = await writeFiles(await temporaryDirectory(t), app(url, range));
    const [username, password] = login?.split(":") ?? [];
    const auth: Record<string, string> =
      login === undefined
        ? {}
        : { HELM_OCI_PUBLISH_REGISTRY_AUTH: JSON.stringify([{ registry: server.host, username, password }]) };
    for (const helm of helms) {
      const user = login === undefined ? [] : ["--username", username ?? "", "--password", password ?? ""];
      const added = await helm.run(["repo", "add", "stable", url, ...user]);
      assert.equal(added.code, 0, added.stderr);
      const updated = await buildWithHelm(t, helm, root, ["update"]);
      await assertSame(helms, await buildWithOurs(t, host, root, "auto", auth), updated);
      await assertSameTree(await buildWithOurs(t, host, root, "update", auth), updated);
      const locked = await withoutArchives(t, updated);
      const built = await buildWithHelm(t, helm, locked, ["build"]);
      await assertSame(helms, await buildWithOurs(t, host, locked, "build", auth), built);
    }
  });
}

test("a repository by the name that `helm repo add` gave it, with the login given there: as Helm has it", async (t) => {
  const helms = await judgesFor(t);
  if (helms?.[1] === undefined) return;
  const login = "kim:s3cret word";
  await using repository = await repositoryFor(t, helms[1], charts, login);
  const { host } = await registryFor(t);
  const root = await writeFiles(await temporaryDirectory(t), app('"@stable"', "^0.2.0"));
  for (const helm of helms) {
    const [username = "", password = ""] = login.split(":");
    const user = ["--username", username, "--password", password];
    const added = await helm.run(["repo", "add", "stable", repository.url, ...user]);
    assert.equal(added.code, 0, added.stderr);
    const variables = { HELM_CONFIG_HOME: path.join(helm.home, "config") };
    const updated = await buildWithHelm(t, helm, root, ["update"]);
    await assertSame(helms, await buildWithOurs(t, host, root, "auto", variables), updated);
    await assertSameTree(await buildWithOurs(t, host, root, "update", variables), updated);
    const locked = await withoutArchives(t, updated);
    const built = await buildWithHelm(t, helm, locked, ["build"]);
    await assertSame(helms, await buildWithOurs(t, host, locked, "build", variables), built);
  }
});
