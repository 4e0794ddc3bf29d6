import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { dockerRegistryFor } from "../support/docker-registry.ts";
import { helmFor, plainHttp } from "../support/helm.ts";
import { helmVersions } from "../support/helm-fetch.ts";
import type { ProgramResult } from "../support/program.ts";
import { publishAll } from "../support/published.ts";

for (const version of helmVersions) {
  test(`Helm ${version} resolves our charts as dependencies, by version and by range`, async (t) => {
    await using registry = await dockerRegistryFor(t);
    const helm = await helmFor(t, version);
    if (registry === undefined || helm === undefined) return;
    const directory = await temporaryDirectory(t);
    const target = ["--registry", `oci://${registry.host}/deps`];
    for (const published of ["1.0.0", "1.2.0", "1.2.3+build.5", "2.0.0-rc.1"]) {
      await publishAll([await writeChart(path.join(directory, published), "lib", published), ...target]);
    }
    for (const { range, expected } of [
      { range: "1.0.0", expected: "lib-1.0.0.tgz" },
      { range: "~1.1 || 1.2.0", expected: "lib-1.2.0.tgz" },
      { range: "^1.0.0", expected: "lib-1.2.3+build.5.tgz" },
      { range: "1.2.3+build.5", expected: "lib-1.2.3+build.5.tgz" },
      { range: ">=2.0.0-0", expected: "lib-2.0.0-rc.1.tgz" },
    ]) {
      const dependency = `dependencies:\n  - name: lib\n    version: "${range}"\n    repository: oci://${registry.host}/deps\n`;
      const parent = await writeChart(await temporaryDirectory(t), "parent", "0.1.0", {
        "Chart.yaml": `apiVersion: v2\nname: parent\nversion: 0.1.0\n${dependency}`,
      });
      const update: readonly string[] = ["dependency", "update", parent, ...plainHttp(helm)];
      const updated: ProgramResult = await helm.run(update);
      assert.equal(updated.code, 0, updated.stderr);
      assert.deepEqual(await readdir(path.join(parent, "charts")), [expected], `for ${range}`);
    }
  });

  test(`Helm ${version} finds a version with build metadata under its own name`, async (t) => {
    await using registry = await dockerRegistryFor(t);
    const helm = await helmFor(t, version);
    if (registry === undefined || helm === undefined) return;
    const chart = await writeChart(await temporaryDirectory(t), "web", "1.2.3+build.5");
    const pulled = await temporaryDirectory(t);
    const [published] = await publishAll([chart, "--registry", `oci://${registry.host}/plus`]);
    assert.equal(published?.tag, "1.2.3_build.5");
    const pull = ["pull", `oci://${published.repository}`, "--version", "1.2.3+build.5", ...plainHttp(helm)];
    const result = await helm.run(pull, { directory: pulled });
    assert.equal(result.code, 0, result.stderr);
    const archive = path.join(pulled, "web-1.2.3+build.5.tgz");
    const shown = await helm.run(["show", "chart", archive]);
    assert.match(shown.stdout, /^version: 1\.2\.3\+build\.5$/m);
  });
}
